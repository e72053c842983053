//! The list of phrases that can be inserted into the text: those that the user kept, then some that most reports have.
//! Inserts nothing itself.

use egui::{Key, ScrollArea, Ui};

use crate::gui::action::Action;
use crate::gui::{guidance, widgets};
use crate::messages::{Language, Shown};
use crate::report::Report;
use crate::session::Settings;

/// The greatest size of the list.
const SIZE: [f32; 2] = [520.0, 280.0];

/// The state of the list.
#[derive(Debug, Default)]
pub struct PhrasePicker {
    /// What is looked for; `None` while the list is closed.
    sought: Option<String>,
    /// Whether its field wants the focus: it was just opened.
    focus: bool,
}

impl PhrasePicker {
    /// Opens the list.
    pub fn open(&mut self) {
        *self = PhrasePicker { sought: Some(String::new()), focus: true };
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.sought.is_some()
    }

    /// Closes the list.
    pub fn close(&mut self) {
        self.sought = None;
    }

    /// Draws the list while it is open. Enter takes the first phrase.
    pub(in crate::gui) fn ui(
        &mut self,
        ui: &Ui,
        report: &Report,
        settings: &Settings,
        language: Language,
        actions: &mut Vec<Action>,
    ) {
        let Some(sought) = &mut self.sought else { return };
        let mut open = true;
        let window =
            egui::Window::new(language.word("phrases.head")).collapsible(false).resizable(false).open(&mut open);
        let screen = ui.ctx().content_rect().size();
        let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
            ui.set_width(SIZE[0].min(screen.x - 64.0).max(0.0));
            let field = widgets::lasting_field(ui, &language.word("phrases.seek"), sought, ui.available_width());
            let entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if std::mem::take(&mut self.focus) {
                field.request_focus();
            }
            let all = settings.phrases.iter().cloned().chain(guidance::phrases(report));
            let fits = |phrase: &String| sought.split_whitespace().all(|word| phrase.contains(word));
            let found: Vec<String> = all.filter(fits).collect();
            if let Some(first) = found.first().filter(|_| entered) {
                actions.push(Action::InsertPhrase(first.clone()));
            }
            if found.is_empty() {
                widgets::quiet(ui, language.word("phrases.none"));
            }
            let high = SIZE[1].min(screen.y - 200.0).max(60.0);
            ScrollArea::vertical().auto_shrink(false).max_height(high).show(ui, |ui| {
                for phrase in found {
                    let row = egui::Button::selectable(false, Shown(&phrase).page()).wrap();
                    if ui.add(row).clicked() {
                        actions.push(Action::InsertPhrase(phrase));
                    }
                }
            });
        });
        widgets::keep_within(ui, window.as_ref());
        if !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.close();
            actions.push(Action::ReturnToSelection);
        }
    }
}
