//! Asks for a path where the system has no file dialogs. Looks at no disk.

use egui::{Key, Ui};

use crate::gui::action::Action;
use crate::gui::host::FileDialog;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::Language;

/// Draws the question; false once it is answered.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    dialog: FileDialog,
    path: &mut String,
    actions: &mut Vec<Action>,
) -> bool {
    widgets::head(ui, language.word("dialog.path"));
    widgets::quiet(ui, language.word("dialog.path_hint"));
    let field = widgets::field(ui, &language.word("dialog.path_field"), path, 420.0);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    ui.add_space(space::WIDE);
    ui.horizontal(|ui| {
        if widgets::primary(ui, language.word("dialog.go_on")).clicked() || entered {
            actions.push(Action::TakePath(dialog, path.trim().into()));
        } else if ui.button(language.word("dialog.cancel")).clicked() {
            actions.push(Action::Stay);
        } else {
            return true;
        }
        false
    })
    .inner
}
