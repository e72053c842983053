//! Asks whether the report is to be saved before it is left. Saves nothing itself.

use egui::Ui;

use super::question::Continuation;
use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::Language;

/// Draws the question; false once it is answered.
pub(super) fn ui(ui: &mut Ui, language: Language, title: &str, next: &Continuation, actions: &mut Vec<Action>) -> bool {
    widgets::head(ui, language.word("dialog.unsaved"));
    ui.label(language.say("dialog.unsaved_text", &[("title", &title)]));
    ui.add_space(space::WIDE);
    ui.horizontal(|ui| {
        if widgets::primary(ui, language.word("dialog.save")).clicked() {
            actions.push(Action::SaveThen(next.clone()));
        } else if ui.button(language.word("dialog.discard")).clicked() {
            actions.push(Action::DiscardThen(next.clone()));
        } else if !ui.button(language.word("dialog.cancel")).clicked() {
            return true;
        }
        false
    })
    .inner
}
