//! Asks about a file: a draft that is open elsewhere, one that was changed by others, a name that
//! is taken. Touches no file.

use egui::Ui;

use super::question::FileQuestion;
use crate::gui::action::Action;
use crate::gui::files::TypedPaths;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{self, Language};

/// The most characters of the name of whoever has the draft.
const WHO: usize = 40;
/// The most characters of the question, for which there is room in the lowest window.
const LONGEST: usize = 600;

/// Draws the question; false once it is answered.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    question: &FileQuestion,
    typed_paths: &TypedPaths,
    actions: &mut Vec<Action>,
) -> bool {
    let (path, by) = question.about();
    let [head, text] = question.keys();
    widgets::head(ui, language.word(head));
    // The name comes from the lock's file, which anybody may have written.
    let who = if by.is_empty() { language.word("draft.someone") } else { messages::cut(by, WHO) };
    let text = language.say(text, &[("path", &typed_paths.shown(path).display()), ("by", &who)]);
    ui.add(egui::Label::new(messages::shorten(&text, LONGEST)).wrap());
    ui.add_space(space::WIDE);
    let mut answer = None;
    ui.horizontal_wrapped(|ui| {
        for (place, (key, action)) in question.answers().into_iter().enumerate() {
            let text = language.word(key);
            let button = if place == 0 { widgets::primary(ui, text) } else { ui.button(text) };
            if button.clicked() {
                answer = Some(action);
            }
        }
        if ui.button(language.word("dialog.cancel")).clicked() {
            answer = Some(Action::Stay);
        }
    });
    let open = answer.is_none();
    actions.extend(answer);
    open
}
