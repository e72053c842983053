//! What was told of the files that the report was read from, for as long as the user keeps it.

use egui::{CollapsingHeader, RichText, Ui};

use crate::gui::theme::{size, space};
use crate::gui::view_context::{Action, ViewContext};
use crate::gui::widgets;
use crate::messages;

/// A line for each file, which opens the list.
pub fn ui(ui: &mut Ui, scene: &ViewContext<'_>, wishes: &mut Vec<Action>) {
    for (number, origin) in scene.session.report().origins.iter().enumerate() {
        ui.add_space(space::NEAR);
        let head = RichText::new(messages::origin_head(scene.language, origin)).size(size::SMALL);
        CollapsingHeader::new(head).id_salt(("origin", number)).show(ui, |ui| {
            for told in &origin.notes {
                widgets::quiet(ui, &told.head);
                for sentence in &told.sentences {
                    ui.add(egui::Label::new(sentence).wrap());
                }
            }
            if ui.button(scene.language.word("origin.forget")).clicked() {
                wishes.push(Action::ForgetOrigin(number));
            }
        });
    }
}
