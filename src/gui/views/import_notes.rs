//! The remarks of imports that the draft keeps, for as long as the user wants them. Reads no file.

use egui::{CollapsingHeader, RichText, Ui};

use crate::gui::action::Action;
use crate::gui::theme::{size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::messages::{self, Shown};
use crate::report::Change;

/// A line for each file, which opens the list.
pub fn ui(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    for (number, origin) in view.session.report().origins.iter().enumerate() {
        // It is kept for its name alone.
        if origin.notes.is_empty() {
            continue;
        }
        ui.add_space(space::NEAR);
        let head = RichText::new(messages::origin_head(view.language, origin)).size(size::SMALL);
        CollapsingHeader::new(head).id_salt(("origin", number)).show(ui, |ui| {
            for told in &origin.notes {
                widgets::quiet(ui, Shown(&told.head).to_string());
                for sentence in &told.sentences {
                    ui.add(egui::Label::new(Shown(sentence).to_string()).wrap());
                }
            }
            if ui.button(view.language.word("origin.forget")).clicked() {
                actions.push(Action::change(Change::ForgetOrigin(origin.clone())));
            }
        });
    }
}
