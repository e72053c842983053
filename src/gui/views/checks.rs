//! 校核: every finding by section, what would settle it, and whether the report is ready. Runs no check.

use egui::{RichText, ScrollArea, Ui};

use crate::check::{Basis, CATALOGUE, Severity};
use crate::gui::action::Action;
use crate::gui::section_status;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{ShownFinding, ViewContext};
use crate::gui::widgets;
use crate::messages;
use crate::report::Change;

/// What the tab keeps between frames.
#[derive(Debug, Default)]
pub struct ChecksState {
    /// Only this severity, if any.
    only: Option<Severity>,
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
                self.verdict(ui, view);
                self.filter(ui, view);
                super::import_notes::ui(ui, view, actions);
                let mut section = None;
                for (number, seen) in view.findings.iter().enumerate().filter(|(_, seen)| seen.counts()) {
                    if self.only.is_some_and(|only| only != seen.finding.severity) {
                        continue;
                    }
                    if section != Some(seen.finding.section) {
                        section = Some(seen.finding.section);
                        ui.add_space(space::WIDE);
                        widgets::head(ui, home(view, seen));
                    }
                    self.line(ui, view, number, seen, actions);
                }
                dismissed(ui, view, actions);
                super::year_compare::ui(ui, view, actions);
            });
            ui.add_space(space::AIR);
        });
    }

    fn verdict(&mut self, ui: &mut Ui, view: &ViewContext<'_>) {
        let colours = theme::palette(ui);
        let errors = section_status::count(view, Severity::Error);
        let state = if errors == 0 {
            section_status::SectionStatus::Complete
        } else {
            section_status::SectionStatus::Errors(errors)
        };
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, size::CONTROL), egui::Sense::hover());
            state.paint(ui.painter(), rect.center(), colours);
            let text = ready(view);
            ui.label(RichText::new(text).size(size::HEAD + 2.0).color(state.colour(colours)));
        });
    }

    fn filter(&mut self, ui: &mut Ui, view: &ViewContext<'_>) {
        ui.horizontal(|ui| {
            let all = view.language.word("checks.all");
            if ui.selectable_label(self.only.is_none(), all).clicked() {
                self.only = None;
            }
            for severity in Severity::ALL {
                let count = section_status::count(view, severity);
                let name = messages::severity(view.language, severity);
                if ui.selectable_label(self.only == Some(severity), format!("{name} {count}")).clicked() {
                    self.only = Some(severity);
                }
            }
        });
    }

    fn line(
        &mut self,
        ui: &mut Ui,
        view: &ViewContext<'_>,
        number: usize,
        seen: &ShownFinding,
        actions: &mut Vec<Action>,
    ) {
        let (language, colours) = (view.language, theme::palette(ui));
        let finding = &seen.finding;
        ui.horizontal_top(|ui| {
            let colour = match finding.severity {
                Severity::Error => colours.error,
                Severity::Warning => colours.warning,
                Severity::Info => colours.quiet,
            };
            let badge = messages::severity(language, finding.severity);
            ui.add_sized([48.0, 20.0], egui::Label::new(RichText::new(badge).size(size::SMALL).color(colour)));
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 232.0);
                ui.label(&seen.text);
                let rule = CATALOGUE.iter().find(|rule| rule.code == finding.rule);
                // Where a rule was learnt from is for its makers; the writer wants what it rests on.
                let rests = rule.into_iter().flat_map(|rule| rule.basis).filter(|it| !matches!(it, Basis::Seen(_)));
                let mut basis: Vec<String> = rests.map(|basis| messages::basis(language, *basis)).collect();
                if basis.is_empty() {
                    basis.push(messages::rule(language, finding.rule));
                }
                widgets::quiet(ui, format!("{}  {}", finding.rule, basis.join(" · ")));
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                let may = finding.severity.can_be_dismissed();
                if may && ui.button(language.word("checks.dismiss")).clicked() {
                    self.why = Some((number, String::new()));
                }
                if let (true, Some(place)) = (ui.button(language.word("checks.show")).clicked(), finding.places.first())
                {
                    actions.push(Action::Go(*place));
                }
                for (fix, key) in [(&finding.fix, "checks.fix"), (&finding.link, "checks.link")] {
                    if let Some(fix) = fix
                        && ui.button(language.word(key)).clicked()
                    {
                        actions.push(Action::ApplyFix(fix.clone()));
                    }
                }
            });
        });
        let Some((_, reason)) = self.why.as_mut().filter(|(which, _)| *which == number) else { return };
        let mut done = false;
        ui.horizontal(|ui| {
            let name = language.word("checks.reason");
            let edit = egui::TextEdit::singleline(reason)
                .return_key(None)
                .hint_text(&name)
                .desired_width(360.0)
                .char_limit(widgets::LINE);
            let field = ui.add(edit);
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            let ready = !reason.trim().is_empty();
            if ui.add_enabled(ready, egui::Button::new(language.word("checks.let_stand"))).clicked() {
                let (report, form) = (view.session.report(), view.session.form());
                let dismissal = finding.dismissal(report, form, reason.trim());
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

/// One line: ready to publish, or what is missing.
pub fn ready(view: &ViewContext<'_>) -> String {
    let (errors, warnings) =
        (section_status::count(view, Severity::Error), section_status::count(view, Severity::Warning));
    if errors == 0 {
        return view.language.say("checks.ready", &[("warnings", &warnings)]);
    }
    view.language.say("checks.not_ready", &[("errors", &errors), ("warnings", &warnings)])
}

fn home(view: &ViewContext<'_>, seen: &ShownFinding) -> String {
    let section = seen.finding.section.and_then(|id| view.session.form().section(id));
    section.map_or_else(|| view.language.word("check.no_section"), |section| section.title.clone())
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
