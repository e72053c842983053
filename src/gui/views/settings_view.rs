//! The settings, in a small window; each choice takes effect at once. Writes no file.

use egui::{ScrollArea, Ui};

use crate::gui::action::Action;
use crate::gui::host::FileDialog;
use crate::gui::theme::space;
use crate::gui::views::{pack_choice, word_list};
use crate::gui::widgets;
use crate::messages::Language;
use crate::session::{FontChoice, PackLibrary, SettingName, Settings, SettingsPolicy, ThemeChoice};

/// Draws the settings; `open` is set to false when the window is closed.
pub fn ui(
    ui: &Ui,
    language: Language,
    (settings, policy): (&Settings, &SettingsPolicy),
    packs: &PackLibrary,
    open: &mut bool,
    actions: &mut Vec<Action>,
) {
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        *open = false;
    }
    let mut draft = settings.clone();
    let high = ui.ctx().content_rect().height() - 140.0;
    let window = egui::Window::new(language.word("settings.head")).collapsible(false).resizable(false);
    let window = window.open(open).anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        // As high as its choices are, and scrolled only where the screen is lower.
        let area = ScrollArea::vertical().max_height(high).min_scrolled_height(high);
        area.show(ui, |ui| {
            if policy.locks_any() {
                widgets::quiet(ui, language.word("settings.locked"));
                ui.add_space(space::NEAR);
            }
            choices(ui, language, (packs, policy), &mut draft, actions);
        });
    });
    widgets::keep_within(ui, window.as_ref());
    if draft != *settings {
        actions.push(Action::ChangeSettings(Box::new(draft)));
    }
}

fn choices(
    ui: &mut Ui,
    language: Language,
    (packs, policy): (&PackLibrary, &SettingsPolicy),
    draft: &mut Settings,
    actions: &mut Vec<Action>,
) {
    // The controls of a setting cannot be used where it is locked.
    let free = |name| !policy.locks(name);
    widgets::quiet(ui, language.word("settings.language"));
    row(ui, free(SettingName::Language), |ui| {
        ui.selectable_value(&mut draft.language, None, language.word("settings.system_language"));
        for (it, name) in [(Language::Chinese, "简体中文"), (Language::English, "English")] {
            ui.selectable_value(&mut draft.language, Some(it.tag().to_owned()), name);
        }
    });
    ui.add_space(space::NEAR);
    widgets::quiet(ui, language.word("settings.theme"));
    row(ui, free(SettingName::Dark) && free(SettingName::FollowSystem), |ui| {
        for (choice, key, [dark, follow]) in [
            (ThemeChoice::System, "settings.system_theme", [false, true]),
            (ThemeChoice::Light, "settings.light", [false, false]),
            (ThemeChoice::Dark, "settings.dark", [true, false]),
        ] {
            if ui.selectable_label(draft.theme() == choice, language.word(key)).clicked() {
                (draft.dark, draft.follow_system) = (dark, follow);
            }
        }
    });
    let switch = |ui: &mut Ui, name, on: &mut bool, key: &str| {
        row(ui, free(name), |ui| widgets::checkbox(ui, on, language.word(key)));
    };
    widgets::quiet(ui, language.word("settings.contrast"));
    row(ui, free(SettingName::Contrast) && free(SettingName::FollowContrast), |ui| {
        for (key, [always, follow]) in [
            ("settings.contrast_system", [false, true]),
            ("settings.contrast_on", [true, false]),
            ("settings.contrast_off", [false, false]),
        ] {
            let chosen = (draft.contrast, draft.follow_contrast && !draft.contrast) == (always, follow);
            if ui.selectable_label(chosen, language.word(key)).clicked() {
                (draft.contrast, draft.follow_contrast) = (always, follow);
            }
        }
    });
    ui.add_space(space::NEAR);
    widgets::quiet(ui, language.word("settings.scale"));
    row(ui, free(SettingName::Scale), |ui| {
        for scale in [100, 110, 125, 150, 175, 200, 250, 300] {
            ui.selectable_value(&mut draft.scale, scale, format!("{scale} %"));
        }
    });
    ui.add_space(space::NEAR);
    switch(ui, SettingName::Autosave, &mut draft.autosave, "settings.autosave");
    switch(ui, SettingName::Numbering, &mut draft.numbering, "settings.numbering");
    switch(ui, SettingName::ReviewMark, &mut draft.review_mark, "settings.review_mark");
    switch(ui, SettingName::ApprovalSheet, &mut draft.approval_sheet, "settings.approval_sheet");
    switch(ui, SettingName::SettleFirst, &mut draft.settle_first, "settings.settle_first");
    ui.add_space(space::NEAR);
    if !packs.packs.is_empty() || !draft.rule_packs.is_empty() {
        widgets::quiet(ui, language.word("settings.rule_packs"));
        ui.add_enabled_ui(free(SettingName::RulePacks), |ui| {
            pack_choice::ui(ui, language, packs, &mut draft.rule_packs);
        });
        ui.add_space(space::NEAR);
    }
    ui.add_enabled_ui(free(SettingName::Words) && free(SettingName::Phrases), |ui| word_list::ui(ui, language, draft));
    ui.add_space(space::NEAR);
    widgets::quiet(ui, language.word("settings.fonts"));
    row(ui, free(SettingName::Fonts), |ui| {
        for choice in FontChoice::ALL {
            ui.selectable_value(&mut draft.fonts, choice, language.word(&format!("settings.{}", choice.word())));
        }
    });
    ui.add_space(space::NEAR);
    widgets::quiet(ui, language.word("settings.renderer"));
    row(ui, free(SettingName::Renderer), |ui| {
        for renderer in ["auto", "glow", "soft"] {
            let name = language.word(&format!("settings.{renderer}"));
            ui.selectable_value(&mut draft.renderer, renderer.to_owned(), name);
        }
    });
    ui.add_space(space::NEAR);
    let folder = draft.folder.as_ref().map(|it| it.display().to_string()).unwrap_or_default();
    let mut text = folder.clone();
    ui.add_enabled_ui(free(SettingName::Folder), |ui| {
        widgets::field(ui, &language.word("settings.folder"), &mut text, 380.0);
        if ui.button(language.word("settings.choose_folder")).clicked() {
            actions.push(Action::Choose(FileDialog::DraftFolder));
        }
    });
    if text != folder {
        draft.folder = (!text.trim().is_empty()).then(|| text.trim().into());
    }
}

/// The choices of one setting in a row; grey where it is not `free`.
fn row<T>(ui: &mut Ui, free: bool, choices: impl FnOnce(&mut Ui) -> T) {
    ui.add_enabled_ui(free, |ui| ui.horizontal_wrapped(choices));
}
