//! The words and phrases that were kept, in the settings: each can be taken off, and a word added. Writes no file.

use egui::Ui;

use crate::gui::icon::Icon;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{Language, Shown, cut};
use crate::session::Settings;

/// The most characters of a phrase that are shown.
const SHOWN: usize = 28;

/// Draws both lists.
pub(super) fn ui(ui: &mut Ui, language: Language, settings: &mut Settings) {
    widgets::quiet(ui, language.word("settings.words"));
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        for (place, word) in settings.words.iter().enumerate() {
            let name = language.say("settings.forget", &[("word", word)]);
            ui.label(Shown(word).page());
            if widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(name).clicked() {
                removed = Some(place);
            }
        }
    });
    if let Some(place) = removed {
        settings.words.remove(place);
    }
    add(ui, language, settings);
    ui.add_space(space::NEAR);
    widgets::quiet(ui, language.word("settings.phrases"));
    if settings.phrases.is_empty() {
        widgets::quiet(ui, language.word("settings.no_phrases"));
    }
    let mut removed = None;
    for (place, phrase) in settings.phrases.iter().enumerate() {
        let short = cut(phrase, SHOWN);
        let name = language.say("settings.forget", &[("word", &short)]);
        ui.horizontal(|ui| {
            if widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(name).clicked() {
                removed = Some(place);
            }
            ui.label(Shown(&short).page()).on_hover_text(Shown(phrase).page());
        });
    }
    if let Some(place) = removed {
        settings.phrases.remove(place);
    }
}

/// Draws the field in which a word is written that is to be known.
fn add(ui: &mut Ui, language: Language, settings: &mut Settings) {
    let id = egui::Id::unique("word to learn");
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let field = widgets::field(ui, &language.word("settings.add_word"), &mut text, 200.0);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if (ui.button(language.word("settings.learn")).clicked() || entered) && settings.learn(&text) {
        text.clear();
    }
    ui.data_mut(|data| data.insert_temp(id, text));
}
