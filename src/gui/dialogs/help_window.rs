//! What the program is, and its shortcuts, from the menu table.

use egui::{ScrollArea, Ui};

use crate::gui::theme::space;
use crate::gui::{menu, widgets};
use crate::messages::Language;

/// Draws the window while it is open; Escape closes it.
pub(super) fn ui(ui: &Ui, language: Language, open: &mut bool) {
    *open &= !ui.input(|input| input.key_pressed(egui::Key::Escape));
    if !*open {
        return;
    }
    let window = egui::Window::new(language.word("about.head")).collapsible(false).resizable(false).open(open);
    window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
        ui.set_width(480.0);
        ui.label(language.say("about.what", &[("version", &env!("CARGO_PKG_VERSION"))]));
        ui.add_space(space::NEAR);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            egui::Grid::new("keys").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
                for item in menu::items() {
                    if let Some(keys) = widgets::keys(ui, item) {
                        ui.label(item.label(language));
                        widgets::quiet(ui, keys);
                        ui.end_row();
                    }
                }
                ui.label(language.word("about.tabs"));
                widgets::quiet(ui, "Ctrl+1 … Ctrl+9");
                ui.end_row();
            });
        });
    });
}
