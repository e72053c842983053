//! 办理情况: the stages that the report came to, and the buttons that take it to the next. Decides nothing.

use egui::Ui;

use crate::check::{Severity, count_open};
use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::messages;
use crate::report::ReportStage;

/// What is typed beside the buttons.
#[derive(Debug, Default)]
pub struct StageFields {
    by: String,
    note: String,
}

impl StageFields {
    /// Draws the stages and the buttons.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        let (language, report) = (view.language, view.session.report());
        widgets::head(ui, language.word("stages.head"));
        let here = messages::stage(language, report.stage());
        widgets::quiet(ui, language.say("stages.here", &[("stage", &here)]));
        for entry in &report.stages {
            ui.add(egui::Label::new(messages::stage_line(language, entry)).wrap());
        }
        if report.differs_from_final() {
            ui.add(egui::Label::new(language.word("stages.differs")).wrap());
        }
        ui.add_space(space::NEAR);
        ui.horizontal_wrapped(|ui| {
            for (text, key, width) in [(&mut self.by, "stages.by", 160.0), (&mut self.note, "stages.note", 280.0)] {
                let name = language.word(key);
                let field = egui::TextEdit::singleline(text).hint_text(&name).char_limit(widgets::LINE);
                let field = widgets::text_box(ui, field.desired_width(width).return_key(None));
                field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            }
        });
        ui.add_space(space::NEAR);
        let errors = count_open(view.findings.iter().map(|seen| &seen.finding), Severity::Error);
        let named = !self.by.trim().is_empty();
        if !named {
            widgets::quiet(ui, language.word("stages.who"));
        } else if errors > 0 && report.stage().leads_to(ReportStage::Final) {
            widgets::quiet(ui, language.say("stages.not_ready", &[("count", &errors)]));
        }
        ui.horizontal_wrapped(|ui| {
            for stage in ReportStage::ALL.into_iter().filter(|stage| report.stage().leads_to(*stage)) {
                let ready = stage != ReportStage::Final || errors == 0;
                let button = egui::Button::new(messages::stage_button(language, stage));
                let button = ui.add_enabled(ready && named, button);
                if button.clicked() {
                    actions.push(Action::EnterStage(stage, self.by.clone(), std::mem::take(&mut self.note)));
                }
            }
        });
    }
}
