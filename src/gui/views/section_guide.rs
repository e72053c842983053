//! What helps to write a section: what the form asks for, examples of good wording, last year's text, and the
//! numbers that are still missing. Writes nothing itself.

use egui::{Panel, RichText, ScrollArea, Ui};

use crate::form::{Section, SectionId, Table};
use crate::gui::action::Action;
use crate::gui::guidance;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::{menu, table_editor, widgets};
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::{Paragraph, RichText as Prose, TextMark, TextMarks, TextRange};
use crate::session::SessionCommand;

/// In a window that is lower, what the form asks for is folded until it is wanted.
const LOW: f32 = 600.0;
/// The widths of last year's text.
const BESIDE: [f32; 3] = [220.0, 300.0, 520.0];

/// What of the help is unfolded.
#[derive(Debug, Default)]
pub struct SectionGuide {
    /// What the form asks for; `None` until the user chose, and then where there is room.
    asked: Option<bool>,
    examples: bool,
    last_year: bool,
    missing: bool,
}

impl SectionGuide {
    /// Draws the links that unfold the help, at the right of the section's title.
    pub(super) fn links(&mut self, ui: &mut Ui, view: &ViewContext<'_>, section: &Section) {
        let asked = self.is_asked(ui);
        let word = |key: &str| view.language.word(key);
        if widgets::link(ui, word(if asked { "section.hide_guide" } else { "section.show_guide" })).clicked() {
            self.asked = Some(!asked);
        }
        if last_years(view, section.id).is_some() {
            let key = if self.last_year { "section.hide_last_year" } else { "section.show_last_year" };
            if widgets::link(ui, word(key)).clicked() {
                self.last_year = !self.last_year;
            }
        }
        if guidance::of_section(section.id).next().is_some() {
            let key = if self.examples { "section.hide_examples" } else { "section.show_examples" };
            if widgets::link(ui, word(key)).clicked() {
                self.examples = !self.examples;
            }
        }
    }

    fn is_asked(&self, ui: &Ui) -> bool {
        self.asked.unwrap_or_else(|| ui.ctx().content_rect().height() >= LOW)
    }

    /// Draws what the form asks for, and the examples.
    pub(super) fn ui(&self, ui: &mut Ui, view: &ViewContext<'_>, section: &Section, actions: &mut Vec<Action>) {
        if self.is_asked(ui) {
            ui.add(egui::Label::new(widgets::small(ui, &section.guide)).wrap());
        }
        if self.examples {
            examples(ui, view, section.id, actions);
        }
    }

    /// Draws last year's text at the right, where it is wanted.
    pub(super) fn beside(&self, ui: &mut Ui, view: &ViewContext<'_>, id: SectionId, actions: &mut Vec<Action>) {
        let Some(prose) = last_years(view, id).filter(|_| self.last_year) else { return };
        let [least, usual, most] = BESIDE;
        let frame = egui::Frame::new().fill(theme::palette(ui).panel).inner_margin(space::WIDE);
        let most = most.min(ui.available_width() * 0.5);
        let panel = Panel::right("last year's text").default_size(usual.min(most)).size_range(least.min(most)..=most);
        panel.frame(frame).show(ui, |ui| {
            ScrollArea::vertical().id_salt(("last year", id.number())).auto_shrink(false).show(ui, |ui| {
                widgets::head(ui, view.language.word("section.last_year"));
                let written = || prose.paragraphs.iter().filter(|paragraph| !paragraph.is_blank());
                let all = widgets::link(ui, view.language.word("section.take_all"));
                if all.on_hover_text(view.language.word("section.take_all_tip")).clicked() {
                    insert(view, id, written().map(unverified).collect(), actions);
                }
                for paragraph in written() {
                    ui.add_space(space::TIGHT);
                    ui.add(egui::Label::new(paragraph.text_with_figure()).wrap().selectable(true));
                    let take = widgets::link(ui, view.language.word("section.take_over"));
                    if take.on_hover_text(view.language.word("section.take_over_tip")).clicked() {
                        insert(view, id, vec![unverified(paragraph)], actions);
                    }
                }
            });
        });
    }

    /// Draws how many numbers of a table are missing; unfolded, each of them as a link that Tab reaches.
    pub(super) fn missing(&mut self, ui: &mut Ui, view: &ViewContext<'_>, table: &Table, actions: &mut Vec<Action>) {
        let numbers = &view.session.report().numbers;
        let blank = |field: &&crate::form::Field| !field.total && numbers.get(field.key).is_none();
        let missing: Vec<_> = table.fields.iter().filter(blank).collect();
        if missing.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let text = view.language.say("section.blanks", &[("count", &missing.len())]);
            ui.add(egui::Label::new(RichText::new(text).size(size::SMALL)));
            let key = if self.missing { "section.hide_blanks" } else { "section.show_blanks" };
            if widgets::link(ui, view.language.word(key)).clicked() {
                self.missing = !self.missing;
            }
            let next = widgets::link(ui, menu::label(&Action::NextBlank, view.language));
            if next.on_hover_text(widgets::tooltip(ui, view.language, &Action::NextBlank)).clicked() {
                actions.push(Action::NextBlank);
            }
        });
        if self.missing {
            ScrollArea::vertical().id_salt("missing").max_height(160.0).auto_shrink([false, true]).show(ui, |ui| {
                let most = ui.available_width() - 2.0 * space::WIDE;
                ui.horizontal_wrapped(|ui| {
                    for field in missing {
                        // A name is not divided: each is hit where it is seen. One that is longer than a line would
                        // make everything below as wide as itself, and is cut.
                        let name = table_editor::name(field);
                        let is_long = widgets::text_width(ui, &name) > most;
                        let mode = if is_long { egui::TextWrapMode::Truncate } else { egui::TextWrapMode::Extend };
                        if is_long {
                            ui.end_row();
                        }
                        let button = egui::Button::new(widgets::small(ui, &name)).wrap_mode(mode);
                        if ui.add(button).on_hover_text(name).clicked() {
                            actions.push(Action::Go(Place::Cell(field.key)));
                        }
                    }
                });
            });
        }
    }
}

/// Last year's text of a section, where there is one.
fn last_years<'a>(view: &ViewContext<'a>, id: SectionId) -> Option<&'a Prose> {
    view.session.last_year()?.prose(id).filter(|prose| !prose.is_blank())
}

fn examples(ui: &mut Ui, view: &ViewContext<'_>, id: SectionId, actions: &mut Vec<Action>) {
    widgets::quiet(ui, view.language.word("section.examples"));
    for example in guidance::of_section(id) {
        widgets::edge(ui).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let words = example.words(view.session.report());
            ui.add(egui::Label::new(words).wrap().selectable(true));
            let name = match example.aspect.as_str() {
                "" => view.language.word("section.insert_example"),
                aspect => view.language.say("section.insert_example_of", &[("aspect", &aspect)]),
            };
            if ui.button(name).clicked() {
                insert(view, id, vec![example.paragraph(view.session.report())], actions);
            }
        });
    }
}

/// A paragraph of last year, all of it marked 待核实; its numbers follow no cell of this year.
fn unverified(paragraph: &Paragraph) -> Paragraph {
    let mut paragraph = paragraph.clone();
    let mut runs = paragraph.runs().to_vec();
    for run in &mut runs {
        run.marks = TextMarks::with(run.marks, TextMark::Unverified, true);
        run.link = None;
    }
    paragraph.set_runs(runs);
    paragraph
}

/// Puts paragraphs at the end of a section's text and the caret before them.
fn insert(view: &ViewContext<'_>, id: SectionId, paragraphs: Vec<Paragraph>, actions: &mut Vec<Action>) {
    let part = ReportText::Section(id);
    let prose = view.session.report().part(part).cloned().unwrap_or_default();
    let figures = paragraphs.iter().filter_map(|paragraph| paragraph.figure.as_ref());
    let former = view.session.last_year();
    let pictures: Vec<_> = figures.filter_map(|figure| former?.pictures.get(figure.picture()?).cloned()).collect();
    if !pictures.is_empty() {
        let (piece, span) = (Prose { paragraphs }, TextRange::at(prose.end()));
        return actions.push(Action::Run(SessionCommand::PasteFigures { part, span, piece, pictures }));
    }
    let number = if prose.is_blank() { 0 } else { prose.paragraphs.len() };
    let span = if prose.is_blank() { prose.all() } else { TextRange::at(prose.end()) };
    let piece = if prose.is_blank() { Prose { paragraphs } } else { guidance::appended(&prose, paragraphs) };
    actions.push(Action::Run(SessionCommand::Paste { part, span, piece }));
    actions.push(Action::Go(part.place(CharRange { paragraph: number, start: 0, end: 0 })));
}
