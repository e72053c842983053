//! Asks whether a report becomes final while comments or tracked changes are open. Changes nothing itself.

use egui::Ui;

use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::Language;

/// Draws the question; false once it is answered.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    document: Option<&Document>,
    (by, note): (&str, &str),
    actions: &mut Vec<Action>,
) -> bool {
    let Some(report) = document.map(|document| document.session.report()) else { return false };
    let (comments, revisions) = (report.open_comments().count(), report.revisions.marks().len());
    widgets::head(ui, language.word("stages.unsettled"));
    let counts: [(&str, &dyn std::fmt::Display); 2] = [("comments", &comments), ("revisions", &revisions)];
    ui.add(egui::Label::new(language.say("stages.unsettled_text", &counts)).wrap());
    ui.add_space(space::WIDE);
    ui.horizontal_wrapped(|ui| {
        let look = if comments > 0 { Action::NextComment } else { Action::NextChange };
        if widgets::primary(ui, language.word("stages.look")).clicked() {
            actions.push(look);
        } else if ui.button(language.word("stages.anyway")).clicked() {
            actions.push(Action::BecomeFinal(by.to_owned(), note.to_owned()));
        } else if !ui.button(language.word("dialog.cancel")).clicked() {
            return true;
        }
        false
    })
    .inner
}
