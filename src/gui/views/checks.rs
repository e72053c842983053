//! 校核: every finding, the most pressing first, what would settle it, and whether the report is ready.
//! Runs no check.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Ui};

use super::finding_row;
use crate::form::{RuleCode, SectionId};
use crate::gui::action::Action;
use crate::gui::section_status::{self, FindingGroup};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{ShownFinding, ViewContext};
use crate::gui::widgets;
use crate::report::Change;

/// More findings alike than these are one line until they are unfolded.
const ALIKE: usize = 2;

/// What findings have in common that say the same of several places.
type Kind = (FindingGroup, RuleCode, &'static str, Option<SectionId>);

/// What the tab keeps between frames.
#[derive(Debug, Default)]
pub struct ChecksState {
    /// Only this group, if any.
    only: Option<FindingGroup>,
    /// The findings alike that are unfolded.
    unfolded: BTreeSet<Kind>,
    /// The finding for which a reason is being written, with the reason so far.
    pub why: Option<(usize, String)>,
}

impl ChecksState {
    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        ScrollArea::vertical().id_salt("checks").auto_shrink(false).show(ui, |ui| {
            ui.add_space(space::AIR);
            let width = size::TABLE.min(ui.available_width() - 2.0 * space::EDGE);
            widgets::sheet(ui, width, |ui| {
                verdict(ui, view);
                self.filter(ui, view);
                super::import_notes::ui(ui, view, actions);
                for group in FindingGroup::ALL {
                    if self.only.is_none_or(|only| only == group) {
                        self.group(ui, view, group, actions);
                    }
                }
                dismissed(ui, view, actions);
                super::year_compare::ui(ui, view, actions);
            });
            ui.add_space(space::AIR);
        });
    }

    fn filter(&mut self, ui: &mut Ui, view: &ViewContext<'_>) {
        ui.horizontal_wrapped(|ui| {
            let all = view.language.word("checks.all");
            if ui.selectable_label(self.only.is_none(), all).clicked() {
                self.only = None;
            }
            for group in FindingGroup::ALL {
                let count = section_status::count(view.findings, group);
                let name = format!("{} {count}", group.heading(view.language));
                if ui.selectable_label(self.only == Some(group), name).clicked() {
                    self.only = Some(group);
                }
            }
        });
    }

    /// The findings of a group in the order of the sections, those alike in one line.
    fn group(&mut self, ui: &mut Ui, view: &ViewContext<'_>, group: FindingGroup, actions: &mut Vec<Action>) {
        let all = alike(view, group);
        if !all.is_empty() {
            ui.add_space(space::WIDE);
        }
        for alike in all {
            let Some(kind) = alike.first().and_then(|number| view.findings.get(*number)).map(kind) else { continue };
            let folds = alike.len() > ALIKE;
            let shown = if !folds || self.unfolded.contains(&kind) { alike.len() } else { 1 };
            for number in alike.iter().take(shown) {
                self.line(ui, view, *number, actions);
            }
            if folds && self.fold(ui, view, kind, alike.len() - 1) {
                ui.add_space(space::TIGHT);
            }
        }
    }

    /// The line that unfolds `more` findings like the one above it, or folds them; true where they are unfolded.
    fn fold(&mut self, ui: &mut Ui, view: &ViewContext<'_>, kind: Kind, more: usize) -> bool {
        let unfolded = self.unfolded.contains(&kind);
        let text = if unfolded {
            view.language.word("checks.fold")
        } else {
            view.language.say("checks.unfold", &[("count", &more)])
        };
        if widgets::link(ui, text).clicked() {
            if unfolded {
                self.unfolded.remove(&kind);
            } else {
                self.unfolded.insert(kind);
            }
        }
        unfolded
    }

    fn line(&mut self, ui: &mut Ui, view: &ViewContext<'_>, number: usize, actions: &mut Vec<Action>) {
        let Some(seen) = view.findings.get(number) else { return };
        if finding_row::ui(ui, view, seen, actions) {
            self.why = Some((number, String::new()));
        }
        let Some((_, reason)) = self.why.as_mut().filter(|(which, _)| *which == number) else { return };
        let mut done = false;
        let language = view.language;
        ui.horizontal_wrapped(|ui| {
            let name = language.word("checks.reason");
            let edit = egui::TextEdit::singleline(reason)
                .return_key(None)
                .hint_text(&name)
                .desired_width(360.0_f32.min(ui.available_width()))
                .char_limit(widgets::LINE);
            let field = widgets::text_box(ui, edit);
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            let ready = !reason.trim().is_empty();
            if ui.add_enabled(ready, egui::Button::new(language.word("checks.let_stand"))).clicked() {
                let (report, form) = (view.session.report(), view.session.form());
                let dismissal = seen.finding.dismissal(report, form, reason.trim());
                actions.extend(dismissal.map(Change::Dismiss).map(Action::change));
                done = true;
            }
            done |= ui.button(language.word("dialog.cancel")).clicked();
        });
        if done {
            self.why = None;
        }
    }
}

/// The findings of a group by their numbers, those alike together, each section's in the form's order.
fn alike(view: &ViewContext<'_>, group: FindingGroup) -> Vec<Vec<usize>> {
    let mut found: Vec<(Kind, Vec<usize>)> = Vec::new();
    let own = |(_, seen): &(usize, &ShownFinding)| seen.counts() && FindingGroup::of(&seen.finding) == group;
    for (number, seen) in view.findings.iter().enumerate().filter(own) {
        let kind = kind(seen);
        match found.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, numbers)) => numbers.push(number),
            None => found.push((kind, vec![number])),
        }
    }
    // Stable: within a section as the checks list them.
    found.sort_by_key(|((.., section), _)| *section);
    found.into_iter().map(|(_, numbers)| numbers).collect()
}

fn kind(seen: &ShownFinding) -> Kind {
    (FindingGroup::of(&seen.finding), seen.finding.rule, seen.finding.message.variant, seen.finding.section)
}

fn verdict(ui: &mut Ui, view: &ViewContext<'_>) {
    let colours = theme::palette(ui);
    let state = section_status::of_report(view);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, size::CONTROL), egui::Sense::hover());
        state.paint(ui.painter(), rect.center(), colours);
        let text = section_status::summary(view.findings, view.language);
        let text = RichText::new(text).size(size::HEAD + 2.0).color(state.text_colour(colours));
        ui.add(egui::Label::new(text).wrap());
    });
}

/// Findings that the unit dismisses, with its reasons.
fn dismissed(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let kept: Vec<_> = view.findings.iter().filter(|seen| !seen.counts()).collect();
    if kept.is_empty() {
        return;
    }
    ui.add_space(space::EDGE);
    widgets::head(ui, view.language.word("checks.dismissed"));
    let (report, form) = (view.session.report(), view.session.form());
    for seen in kept {
        ui.horizontal_wrapped(|ui| {
            ui.label(&seen.text);
            if let Some(reason) = &seen.dismissed {
                widgets::quiet(ui, view.language.say("checks.because", &[("reason", reason)]));
            }
            if widgets::link(ui, view.language.word("checks.reinstate")).clicked() {
                let key = seen.finding.dismissal_key();
                let dismissal = report.dismissal(form, &key, &seen.finding.places).cloned();
                actions.extend(dismissal.map(Change::Reinstate).map(Action::change));
            }
        });
    }
}
