//! The few questions that the window asks, each one question with verbs for answers.

use egui::{Id, Key, Modal, ScrollArea, Ui};

use super::app::Desk;
use super::document::Work;
use super::host::Pick;
use super::question::Question;
use super::table_editor;
use super::theme::space;
use super::view_context::Wish;
use super::widgets;
use crate::messages::Language;

impl Desk {
    /// Asks the question that is open.
    pub(super) fn ask(&mut self, ui: &Ui, language: Language) {
        let Some(question) = self.question.clone() else { return };
        let frame = egui::Frame::window(&ui.style().clone()).inner_margin(24.0);
        let modal = Modal::new(Id::unique("question")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width(440.0);
            match question {
                Question::Unsaved(after) => {
                    widgets::head(ui, language.word("dialog.unsaved"));
                    ui.label(language.say("dialog.unsaved_text", &[("title", &self.title())]));
                    ui.add_space(space::WIDE);
                    ui.horizontal(|ui| {
                        if widgets::primary(ui, language.word("dialog.save")).clicked() {
                            self.question = None;
                            self.then = Some(after);
                            self.save_or_ask(ui.ctx());
                        } else if ui.button(language.word("dialog.discard")).clicked() {
                            self.question = None;
                            self.discard(after);
                        } else if ui.button(language.word("dialog.cancel")).clicked() {
                            self.question = None;
                        }
                    });
                }
                Question::Path(pick, path) => self.ask_path(ui, language, pick, path),
                Question::File(question) => self.ask_about_file(ui, language, question),
            }
        });
        if modal.should_close() {
            (self.question, self.then) = (None, None);
        }
    }

    fn ask_path(&mut self, ui: &mut Ui, language: Language, pick: Pick, mut path: String) {
        widgets::head(ui, language.word("dialog.path"));
        widgets::quiet(ui, language.word("dialog.path_hint"));
        let field = widgets::field(ui, &language.word("dialog.path_field"), &mut path, 420.0);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        ui.add_space(space::WIDE);
        ui.horizontal(|ui| {
            if widgets::primary(ui, language.word("dialog.go_on")).clicked() || entered {
                self.question = None;
                self.chosen(pick, path.trim().into(), true);
            } else if ui.button(language.word("dialog.cancel")).clicked() {
                (self.question, self.then) = (None, None);
            } else {
                self.question = Some(Question::Path(pick, path));
            }
        });
    }
}

/// What the program is, and its keys.
pub(super) fn about(ui: &Ui, language: Language, open: &mut bool) {
    *open &= !ui.input(|input| input.key_pressed(Key::Escape));
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
                for command in super::action::Command::all() {
                    if let Some(keys) = widgets::keys(ui, command) {
                        ui.label(command.text(language));
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

/// The list of numbers that can be inserted into the text. Enter takes the first.
pub(super) fn insert(ui: &Ui, work: &mut Work, language: Language, wishes: &mut Vec<Wish>) {
    let Some(mut sought) = work.insert.clone() else { return };
    let mut open = true;
    let window = egui::Window::new(language.word("insert.head")).collapsible(false).open(&mut open);
    window.default_size([520.0, 420.0]).show(ui.ctx(), |ui| {
        let field = widgets::field(ui, &language.word("insert.seek"), &mut sought, 480.0);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if std::mem::take(&mut work.insert_begins) {
            field.request_focus();
        }
        let (report, form) = (work.session.report(), work.session.form());
        let named = form.fields().map(|field| (field, table_editor::name(field)));
        let fits = |name: &str| sought.split_whitespace().all(|word| name.contains(word));
        let found: Vec<_> = named.filter(|(_, name)| fits(name)).collect();
        if let Some((first, _)) = found.first().filter(|_| entered) {
            wishes.push(Wish::InsertNumber(first.key));
        }
        if found.is_empty() {
            widgets::quiet(ui, language.word("insert.none"));
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for (field, name) in found {
                let shown = report.numbers.shown(form, field.key);
                let value = shown.map_or_else(|| "—".to_owned(), |number| number.to_string());
                if ui.selectable_label(false, format!("{value}    {name}")).clicked() {
                    wishes.push(Wish::InsertNumber(field.key));
                }
            }
        });
    });
    work.insert = (open && !ui.input(|input| input.key_pressed(Key::Escape))).then_some(sought);
}
