//! The user's settings, in a small window that changes at once.

use egui::Ui;

use crate::app::scene::Wish;
use crate::app::theme::space;
use crate::app::widgets;
use crate::session::Settings;
use crate::words::Language;

/// Draws the settings; `open` is set to false when the window is closed.
pub fn ui(ui: &Ui, language: Language, settings: &Settings, open: &mut bool, wishes: &mut Vec<Wish>) {
    let mut draft = settings.clone();
    let window = egui::Window::new(language.word("settings.head")).collapsible(false).resizable(false);
    window.open(open).anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        widgets::quiet(ui, language.word("settings.language"));
        ui.horizontal(|ui| {
            for (tag, name) in [(Some("zh-CN"), "简体中文"), (Some("en"), "English")] {
                let on =
                    Language::of(draft.language.as_deref().unwrap_or(language.tag())).tag() == tag.unwrap_or_default();
                if ui.selectable_label(on, name).clicked() {
                    draft.language = tag.map(str::to_owned);
                }
            }
        });
        ui.add_space(space::NEAR);
        widgets::quiet(ui, language.word("settings.theme"));
        ui.horizontal(|ui| {
            ui.selectable_value(&mut draft.dark, false, language.word("settings.light"));
            ui.selectable_value(&mut draft.dark, true, language.word("settings.dark"));
        });
        ui.add_space(space::NEAR);
        widgets::quiet(ui, language.word("settings.scale"));
        ui.horizontal(|ui| {
            for scale in [100, 110, 125, 150, 175, 200] {
                ui.selectable_value(&mut draft.scale, scale, format!("{scale} %"));
            }
        });
        ui.add_space(space::NEAR);
        ui.checkbox(&mut draft.autosave, language.word("settings.autosave"));
        ui.checkbox(&mut draft.review_mark, language.word("settings.review_mark"));
        ui.add_space(space::NEAR);
        widgets::quiet(ui, language.word("settings.renderer"));
        ui.horizontal(|ui| {
            for renderer in ["auto", "glow", "soft"] {
                let name = language.word(&format!("settings.{renderer}"));
                ui.selectable_value(&mut draft.renderer, renderer.to_owned(), name);
            }
        });
        ui.add_space(space::NEAR);
        let folder = draft.folder.as_ref().map(|it| it.display().to_string()).unwrap_or_default();
        let mut text = folder.clone();
        widgets::field(ui, &language.word("settings.folder"), &mut text, 380.0);
        if text != folder {
            draft.folder = (!text.trim().is_empty()).then(|| text.trim().into());
        }
    });
    if draft != *settings {
        wishes.push(Wish::Settings(Box::new(draft)));
    }
}
