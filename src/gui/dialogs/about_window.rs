//! What the program is, and the licences of the code of others in it. Knows no report.

use std::sync::LazyLock;

use egui::{CollapsingHeader, Key, RichText, ScrollArea, TextStyle, Ui};

use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::{menu, widgets};
use crate::messages::Language;

/// The texts of the licences, each under the crates that it belongs to; `packaging/licences/update` makes it.
const LICENCES: &str = include_str!("../../../assets/licences.txt");

/// Their lines: thousands, of which only those in view are laid out.
static LICENCE_LINES: LazyLock<Vec<&str>> = LazyLock::new(|| LICENCES.lines().collect());

/// Draws the window while it is open; Escape closes it.
pub(super) fn ui(ui: &Ui, language: Language, open: &mut bool) {
    *open &= !ui.input(|input| input.key_pressed(Key::Escape));
    if !*open {
        return;
    }
    let name = menu::label(&Action::ShowAbout, language);
    let window = egui::Window::new(name).collapsible(false).resizable(false).open(open);
    let screen = ui.ctx().content_rect().size();
    let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
        ui.set_width(560.0_f32.min(screen.x - 64.0).max(0.0));
        ui.add(egui::Label::new(language.say("about.what", &[("version", &env!("CARGO_PKG_VERSION"))])).wrap());
        ui.add_space(space::NEAR);
        CollapsingHeader::new(language.word("about.licences")).id_salt("licences").show(ui, |ui| {
            let height = ui.text_style_height(&TextStyle::Small);
            let list = ScrollArea::both().auto_shrink(false).max_height((screen.y - 240.0).clamp(80.0, 420.0));
            list.show_rows(ui, height, LICENCE_LINES.len(), |ui, rows| {
                for line in LICENCE_LINES.get(rows).unwrap_or_default() {
                    ui.add(egui::Label::new(RichText::new(*line).small()).extend());
                }
            });
        });
    });
    widgets::keep_within(ui, window.as_ref());
}
