//! The list of numbers that can be inserted into the text. Inserts nothing itself.

use egui::{Key, ScrollArea, Ui};

use crate::gui::action::Action;
use crate::gui::{table_editor, widgets};
use crate::messages::Language;
use crate::session::Session;

/// The greatest size of the list.
const SIZE: [f32; 2] = [520.0, 320.0];

/// The state of the list.
#[derive(Debug, Default)]
pub struct NumberPicker {
    /// What is looked for; `None` while the list is closed.
    sought: Option<String>,
    /// Whether its field wants the focus: it was just opened.
    focus: bool,
}

impl NumberPicker {
    /// Opens the list.
    pub fn open(&mut self) {
        *self = NumberPicker { sought: Some(String::new()), focus: true };
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.sought.is_some()
    }

    /// Closes the list.
    pub fn close(&mut self) {
        self.sought = None;
    }

    /// Draws the list while it is open. Enter takes the first number.
    pub(in crate::gui) fn ui(&mut self, ui: &Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
        let Some(sought) = &mut self.sought else { return };
        let mut open = true;
        let window =
            egui::Window::new(language.word("insert.head")).collapsible(false).resizable(false).open(&mut open);
        let screen = ui.ctx().content_rect().size();
        let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
            ui.set_width(SIZE[0].min(screen.x - 64.0).max(0.0));
            let field = widgets::lasting_field(ui, &language.word("insert.seek"), sought, ui.available_width());
            let entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if std::mem::take(&mut self.focus) {
                field.request_focus();
            }
            let (report, form) = (session.report(), session.form());
            let named = form.fields().map(|field| (field, table_editor::name(field)));
            let fits = |name: &str| sought.split_whitespace().all(|word| name.contains(word));
            let found: Vec<_> = named.filter(|(_, name)| fits(name)).collect();
            if let Some((first, _)) = found.first().filter(|_| entered) {
                actions.push(Action::InsertNumber(first.key));
            }
            if found.is_empty() {
                widgets::quiet(ui, language.word("insert.none"));
            }
            let high = SIZE[1].min(screen.y - 200.0).max(60.0);
            ScrollArea::vertical().auto_shrink(false).max_height(high).show(ui, |ui| {
                for (field, name) in found {
                    let shown = report.numbers.shown(form, field.key);
                    let value = shown.map_or_else(|| "—".to_owned(), |number| number.to_string());
                    if ui.selectable_label(false, format!("{value}    {name}")).clicked() {
                        actions.push(Action::InsertNumber(field.key));
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
