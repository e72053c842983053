//! 校核: every finding by section, what would settle it, and whether the report is ready.

use egui::{RichText, ScrollArea, Ui};

use crate::check::{Basis, CATALOGUE, Severity};
use crate::gui::section_status;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Action, CheckResults, ViewContext};
use crate::gui::widgets;
use crate::messages;

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
    pub fn ui(&mut self, ui: &mut Ui, scene: &ViewContext<'_>, wishes: &mut Vec<Action>) {
        ScrollArea::vertical().id_salt("checks").auto_shrink(false).show(ui, |ui| {
            ui.add_space(space::AIR);
            let width = size::TABLE.min(ui.available_width() - 2.0 * space::EDGE);
            widgets::sheet(ui, width, |ui| {
                self.verdict(ui, scene);
                self.filter(ui, scene);
                super::import_notes::ui(ui, scene, wishes);
                let mut section = None;
                for (number, seen) in scene.findings.iter().enumerate().filter(|(_, seen)| seen.counts()) {
                    if self.only.is_some_and(|only| only != seen.finding.severity) {
                        continue;
                    }
                    if section != Some(seen.finding.section) {
                        section = Some(seen.finding.section);
                        ui.add_space(space::WIDE);
                        widgets::head(ui, home(scene, seen));
                    }
                    self.line(ui, scene, number, seen, wishes);
                }
                dismissed(ui, scene, wishes);
                super::year_compare::ui(ui, scene, wishes);
            });
            ui.add_space(space::AIR);
        });
    }

    fn verdict(&mut self, ui: &mut Ui, scene: &ViewContext<'_>) {
        let colours = theme::palette(ui);
        let errors = section_status::count(scene, Severity::Error);
        let state = if errors == 0 {
            section_status::SectionStatus::Complete
        } else {
            section_status::SectionStatus::Errors(errors)
        };
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, size::CONTROL), egui::Sense::hover());
            state.paint(ui.painter(), rect.center(), colours);
            let text = ready(scene);
            ui.label(RichText::new(text).size(size::HEAD + 2.0).color(state.colour(colours)));
        });
    }

    fn filter(&mut self, ui: &mut Ui, scene: &ViewContext<'_>) {
        ui.horizontal(|ui| {
            let all = scene.language.word("checks.all");
            if ui.selectable_label(self.only.is_none(), all).clicked() {
                self.only = None;
            }
            for severity in Severity::ALL {
                let count = section_status::count(scene, severity);
                let name = messages::severity(scene.language, severity);
                if ui.selectable_label(self.only == Some(severity), format!("{name} {count}")).clicked() {
                    self.only = Some(severity);
                }
            }
        });
    }

    fn line(
        &mut self,
        ui: &mut Ui,
        scene: &ViewContext<'_>,
        number: usize,
        seen: &CheckResults,
        wishes: &mut Vec<Action>,
    ) {
        let (language, colours) = (scene.language, theme::palette(ui));
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
                    wishes.push(Action::Go(*place));
                }
                if finding.fix.is_some() && ui.button(language.word("checks.fix")).clicked() {
                    wishes.push(Action::Fix(number));
                }
                if finding.link.is_some() && ui.button(language.word("checks.link")).clicked() {
                    wishes.push(Action::Link(number));
                }
            });
        });
        let Some((_, reason)) = self.why.as_mut().filter(|(which, _)| *which == number) else { return };
        let mut done = false;
        ui.horizontal(|ui| {
            let name = language.word("checks.reason");
            let edit = egui::TextEdit::singleline(reason).hint_text(&name).desired_width(360.0);
            let field = ui.add(edit);
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            let ready = !reason.trim().is_empty();
            if ui.add_enabled(ready, egui::Button::new(language.word("checks.let_stand"))).clicked() {
                wishes.push(Action::LetStand(number, reason.trim().to_owned()));
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
pub fn ready(scene: &ViewContext<'_>) -> String {
    let (errors, warnings) =
        (section_status::count(scene, Severity::Error), section_status::count(scene, Severity::Warning));
    if errors == 0 {
        return scene.language.say("checks.ready", &[("warnings", &warnings)]);
    }
    scene.language.say("checks.not_ready", &[("errors", &errors), ("warnings", &warnings)])
}

fn home(scene: &ViewContext<'_>, seen: &CheckResults) -> String {
    let section = seen.finding.section.and_then(|id| scene.session.form().section(id));
    section.map_or_else(|| scene.language.word("check.no_section"), |section| section.title.clone())
}

/// Findings that the unit lets stand, with its reasons.
fn dismissed(ui: &mut Ui, scene: &ViewContext<'_>, wishes: &mut Vec<Action>) {
    let kept: Vec<_> = scene.findings.iter().enumerate().filter(|(_, seen)| !seen.counts()).collect();
    if kept.is_empty() {
        return;
    }
    ui.add_space(space::EDGE);
    widgets::head(ui, scene.language.word("checks.dismissed"));
    for (number, seen) in kept {
        ui.horizontal_wrapped(|ui| {
            ui.label(&seen.text);
            if let Some(reason) = &seen.dismissed {
                widgets::quiet(ui, scene.language.say("checks.because", &[("reason", reason)]));
            }
            if widgets::link(ui, scene.language.word("checks.reinstate")).clicked() {
                wishes.push(Action::Reinstate(number));
            }
        });
    }
}
