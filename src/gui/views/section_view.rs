//! A section: its title, what the notice asks for, its table, its text, and the aspects that it
//! must treat.

use std::collections::BTreeMap;

use egui::{RichText, ScrollArea, Ui};

use crate::check::Severity;
use crate::form::{Aspect, CellKey, Section, Table};
use crate::gui::action::Command;
use crate::gui::screen_fonts;
use crate::gui::table_editor::{Grid, Mark, Outcome, Sheet};
use crate::gui::text_editor::{Editor, Field, Look};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Scene, Wish};
use crate::gui::widgets;
use crate::layout::FaceId;
use crate::report::{Part, Place};
use crate::richtext::{Level, Paragraph, Prose, Span};
use crate::session;

/// Characters in a line of the page (GB/T 9704 §5.2.3).
const CHARACTERS: f32 = 28.0;

/// What a section keeps between frames.
#[derive(Debug)]
pub struct State {
    /// Its text.
    pub editor: Editor,
    /// Its table.
    pub grid: Grid,
    /// Whether last year's numbers stand beside this year's.
    pub compare: bool,
    /// Whether the guide is unfolded.
    guide: bool,
}

impl State {
    /// The state of the section whose text is `part`.
    pub fn new(part: Part) -> State {
        State { editor: Editor::new(part), grid: Grid::default(), compare: false, guide: true }
    }

    /// Draws the section.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, section: &Section, wishes: &mut Vec<Wish>) {
        let table = scene.session.form().table_of(section.id);
        let area = ScrollArea::vertical().id_salt(("section", section.id.number())).auto_shrink(false);
        area.show(ui, |ui| {
            ui.add_space(space::AIR);
            let most = if table.is_some() { size::TABLE } else { size::COLUMN };
            let width = most.min(ui.available_width() - 2.0 * space::EDGE);
            widgets::sheet(ui, width, |ui| {
                self.heading(ui, scene, section);
                if let Some(table) = table {
                    self.table(ui, scene, table, wishes);
                    ui.add_space(space::EDGE);
                }
                self.text(ui, scene, section, wishes);
                aspects(ui, scene, section, wishes);
            });
            ui.add_space(space::AIR);
        });
    }

    fn heading(&mut self, ui: &mut Ui, scene: &Scene<'_>, section: &Section) {
        let colours = theme::palette(ui);
        ui.horizontal(|ui| {
            ui.label(RichText::new(&section.title).size(size::HEAD + 4.0).family(screen_fonts::family(FaceId::Hei)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = scene.language.word(if self.guide { "section.hide_guide" } else { "section.show_guide" });
                if widgets::link(ui, name).clicked() {
                    self.guide = !self.guide;
                }
            });
        });
        if self.guide {
            ui.label(RichText::new(&section.guide).size(size::SMALL).color(colours.quiet));
        }
        ui.add_space(space::TIGHT);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), size::LINE), egui::Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, theme::hairline(colours.line));
        ui.add_space(space::NEAR);
    }

    fn table(&mut self, ui: &mut Ui, scene: &Scene<'_>, table: &Table, wishes: &mut Vec<Wish>) {
        ui.horizontal(|ui| {
            for command in [Command::FillZero, Command::PasteTable] {
                let text = command.text(scene.language);
                if ui.button(text).on_hover_text(widgets::tooltip(ui, scene.language, command)).clicked() {
                    wishes.push(Wish::Command(command));
                }
            }
            let text = Command::Compare.text(scene.language);
            let known = scene.session.last_year().is_some();
            let toggle = ui.add_enabled(known, egui::Checkbox::new(&mut self.compare, text));
            toggle.on_hover_text(Command::Compare.tip(scene.language));
        });
        let marks = marks(scene);
        let sheet = Sheet {
            form: scene.session.form(),
            table,
            numbers: &scene.session.report().numbers,
            last_year: scene.session.last_year().filter(|_| self.compare).map(|report| &report.numbers),
            marks: &marks,
            language: scene.language,
            html: scene.pasted,
        };
        for outcome in self.grid.ui(ui, &sheet) {
            wishes.push(match outcome {
                Outcome::Do(command) => Wish::Do(command),
                Outcome::Copy(text, html) => Wish::Copy(text, html),
                Outcome::Unreadable(key, text) => Wish::Unreadable(key, text),
            });
        }
        broken(ui, scene, table, wishes);
    }

    fn text(&mut self, ui: &mut Ui, scene: &Scene<'_>, section: &Section, wishes: &mut Vec<Wish>) {
        let part = Part::Section(section.id);
        let hint = if section.table.is_some() { "section.remarks" } else { "section.empty" };
        field(ui, scene, &mut self.editor, [&section.title, &scene.language.word(hint)], wishes);
        if let Some(limit) = section.limit {
            let count = scene.session.report().part(part).map_or(0, Prose::count);
            let colours = theme::palette(ui);
            let over = count > limit.0;
            let text = scene.language.say("section.count", &[("count", &count), ("limit", &limit.0)]);
            ui.with_layout(egui::Layout::top_down(egui::Align::Max), |ui| {
                let colour = if over { colours.warning } else { colours.quiet };
                ui.label(RichText::new(text).size(size::SMALL).color(colour));
            });
        }
    }
}

/// A text of the report in its field, with its name and what stands there while it is empty.
pub fn field(ui: &mut Ui, scene: &Scene<'_>, editor: &mut Editor, words: [&str; 2], wishes: &mut Vec<Wish>) {
    let colours = theme::palette(ui);
    // As many characters in a line as on paper, where there is room for them.
    let em = (ui.available_width() / CHARACTERS).clamp(size::HEAD, size::EM).floor();
    let width = (em * CHARACTERS + size::FOCUS).min(ui.available_width());
    let column = |ui: &mut Ui| {
        ui.set_max_width(width);
        let [name, hint] = words;
        editor.ui(ui, scene.session, &Field { look: Look { em, colours }, name, hint, html: scene.pasted })
    };
    let typing = ui.scope(column).inner;
    wishes.extend(typing.copied.map(|(text, html)| Wish::Copy(text, html)));
    wishes.extend(typing.selection.map(Wish::Select));
    wishes.extend(typing.commands.into_iter().map(Wish::Do));
    if typing.composing {
        wishes.push(Wish::Composing);
    }
}

/// The findings at number cells.
fn marks(scene: &Scene<'_>) -> BTreeMap<CellKey, Mark> {
    let mut marks: BTreeMap<CellKey, Mark> = BTreeMap::new();
    for seen in scene.findings.iter().filter(|seen| seen.counts()) {
        // A table that is blank as a whole is not tinted as a whole.
        if seen.finding.places.len() > 40 {
            continue;
        }
        for place in &seen.finding.places {
            if let Place::Cell(key) = place {
                let mark = marks.entry(*key).or_default();
                mark.error |= seen.finding.severity == Severity::Error;
                if !mark.text.is_empty() {
                    mark.text.push('\n');
                }
                mark.text.push_str(&seen.text);
            }
        }
    }
    marks
}

/// One line under the table for each broken identity.
fn broken(ui: &mut Ui, scene: &Scene<'_>, table: &Table, wishes: &mut Vec<Wish>) {
    let colours = theme::palette(ui);
    let here = |seen: &&crate::gui::view_context::Seen| {
        let cell = |place: &Place| matches!(place, Place::Cell(key) if table.field(*key).is_some());
        seen.counts() && seen.finding.comparison.is_some() && seen.finding.places.iter().any(cell)
    };
    for seen in scene.findings.iter().filter(here).take(6) {
        ui.horizontal_wrapped(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(12.0), egui::Sense::hover());
            crate::gui::section_status::State::Errors(1).paint(ui.painter(), rect.center(), colours);
            let text = RichText::new(&seen.text).size(size::SMALL).color(colours.error);
            let label = ui.add(egui::Label::new(text).sense(egui::Sense::click()));
            if let (true, Some(place)) = (label.clicked(), seen.finding.places.first()) {
                wishes.push(Wish::Go(*place));
            }
        });
    }
}

/// The aspects that the text does not treat yet, ready as subheadings.
fn aspects(ui: &mut Ui, scene: &Scene<'_>, section: &Section, wishes: &mut Vec<Wish>) {
    let part = Part::Section(section.id);
    let prose = scene.session.report().part(part).cloned().unwrap_or_default();
    let headings: Vec<String> =
        prose.paragraphs.iter().filter(|it| it.level == Level::Second).map(Paragraph::text).collect();
    let missing: Vec<_> =
        section.aspects.iter().filter(|aspect| !headings.iter().any(|text| text.contains(&aspect.title))).collect();
    if missing.is_empty() {
        return;
    }
    ui.add_space(space::NEAR);
    ui.horizontal_wrapped(|ui| {
        widgets::quiet(ui, scene.language.word("section.missing"));
        let mut wanted = None;
        for aspect in &missing {
            let name = scene.language.say("section.add_heading", &[("title", &aspect.title)]);
            if ui.button(format!("+ {}", aspect.title)).on_hover_text(name).clicked() {
                wanted = Some(vec![*aspect]);
            }
        }
        if missing.len() > 1 && ui.button(scene.language.word("section.add_all")).clicked() {
            wanted = Some(missing.clone());
        }
        let Some(wanted) = wanted else { return };
        let heading = |(at, aspect): (usize, &Aspect)| {
            let number = crate::richtext::chinese_numeral(headings.len() + at + 1);
            Paragraph::new(Level::Second, format!("（{number}）{}", aspect.title))
        };
        let piece = append(&prose, wanted.into_iter().enumerate().map(heading));
        wishes.push(Wish::Do(session::Command::Paste { part, span: Span::at(prose.end()), piece }));
        // The caret waits under the first of them.
        let paragraph = prose.paragraphs.len() + 1;
        wishes.push(Wish::Go(part.place(crate::report::Spot { paragraph, start: 0, end: 0 })));
    });
}

/// What is to be put after the end of `prose` so that each heading follows, an empty paragraph
/// under it.
fn append(prose: &Prose, headings: impl Iterator<Item = Paragraph>) -> Prose {
    let before = (!prose.is_empty()).then(Paragraph::default);
    let pairs = headings.flat_map(|heading| [heading, Paragraph::default()]);
    Prose { paragraphs: before.into_iter().chain(pairs).collect() }
}
