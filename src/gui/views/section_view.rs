//! A section: its title, its guide, its table, its text, and the aspects that it must treat. Changes
//! nothing but the state of its widgets.

use std::collections::BTreeMap;

use egui::{RichText, ScrollArea, Ui};

use super::section_guide::SectionGuide;
use crate::check::{Passage, PassageOrigin};
use crate::form::{Aspect, CellKey, Section, SectionId, Table};
use crate::gui::action::Action;
use crate::gui::context_menu::{self, MenuPlace};
use crate::gui::screen_fonts;
use crate::gui::section_status::{FindingGroup, SectionStatus};
use crate::gui::table_editor::{CellMark, CellRevision, TableEditor, TableModel};
use crate::gui::text_editor::{EditorField, EditorStyle, FigureLook, TextEditor, text_zoom};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::{menu, widgets};
use crate::layout::FaceId;
use crate::messages::{self, Shown};
use crate::report::{Comment, Place, ReportText};
use crate::richtext::{self, Level, Paragraph, TextRange};
use crate::session;

/// Characters in a line of the page (GB/T 9704 §5.2.3).
const CHARACTERS: f32 = 28.0;
/// The most characters of a comment that the pointer reads.
const SAID: usize = 300;

/// What the number of a heading in Chinese begins with.
const NUMERALS: &str = "一二三四五六七八九十";

/// What a section keeps between frames.
#[derive(Debug)]
pub struct SectionState {
    /// Its text.
    pub editor: TextEditor,
    /// Its table.
    pub grid: TableEditor,
    /// Whether last year's numbers stand beside this year's.
    pub compare: bool,
    /// What helps to write it.
    guide: SectionGuide,
    /// The headings of its text, and the revision of the report that they are of.
    headings: Option<(u64, Vec<String>)>,
}

impl SectionState {
    /// The state of the section whose text is `part`.
    pub fn new(part: ReportText) -> SectionState {
        SectionState {
            editor: TextEditor::new(part),
            grid: TableEditor::default(),
            compare: false,
            guide: SectionGuide::default(),
            headings: None,
        }
    }

    /// Draws the section.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, section: &Section, actions: &mut Vec<Action>) {
        let table = view.session.form().table_of(section.id);
        self.guide.beside(ui, view, section.id, actions);
        let area = ScrollArea::vertical().id_salt(("section", section.id.number())).auto_shrink(false);
        area.show(ui, |ui| {
            ui.add_space(space::AIR);
            let most = if table.is_some() { size::TABLE } else { size::COLUMN };
            let width = most.min(ui.available_width() - 2.0 * space::EDGE);
            widgets::sheet(ui, width, |ui| {
                self.heading(ui, view, section, actions);
                if let Some(table) = table {
                    self.table(ui, view, table, actions);
                    ui.add_space(space::EDGE);
                }
                self.text(ui, view, section, actions);
                let headings = self.headings(view, section.id);
                aspects(ui, view, section, headings, actions);
            });
            ui.add_space(space::AIR);
        });
    }

    /// The headings of its text, found once for each revision.
    fn headings(&mut self, view: &ViewContext<'_>, section: SectionId) -> &[String] {
        let revision = view.session.revision();
        let kept = self.headings.take().filter(|(of, _)| *of == revision);
        let find = || {
            let prose = view.session.report().prose(section);
            let paragraphs = prose.into_iter().flat_map(|prose| &prose.paragraphs);
            (revision, paragraphs.filter_map(|paragraph| heading(section, paragraph)).collect())
        };
        &self.headings.insert(kept.unwrap_or_else(find)).1
    }

    fn heading(&mut self, ui: &mut Ui, view: &ViewContext<'_>, section: &Section, actions: &mut Vec<Action>) {
        let colours = theme::palette(ui);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&section.title).size(size::HEAD + 4.0).family(screen_fonts::family(FaceId::Hei)));
            ui.add_space(space::EDGE);
            self.guide.links(ui, view, section);
        });
        self.guide.ui(ui, view, section, actions);
        ui.add_space(space::TIGHT);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), size::LINE), egui::Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, theme::hairline(colours.line));
        ui.add_space(space::NEAR);
    }

    fn table(&mut self, ui: &mut Ui, view: &ViewContext<'_>, table: &Table, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            for action in [Action::FillZero, Action::PasteTable] {
                let button = ui.button(menu::label(&action, view.language));
                if button.on_hover_text(widgets::tooltip(ui, view.language, &action)).clicked() {
                    actions.push(action);
                }
            }
            let text = menu::label(&Action::ToggleLastYear, view.language);
            let known = view.session.last_year().is_some();
            let toggle = widgets::checkbox_if(ui, known, &mut self.compare, text);
            toggle.on_hover_text(menu::tip(&Action::ToggleLastYear, view.language));
        });
        self.guide.missing(ui, view, table, actions);
        let marks = marks(view);
        let revised = revised(view);
        let model = TableModel {
            revised: &revised,
            form: view.session.form(),
            table,
            numbers: &view.session.report().numbers,
            last_year: view.session.last_year().filter(|_| self.compare).map(|report| &report.numbers),
            marks: &marks,
            language: view.language,
            html: view.pasted,
            read_only: false,
        };
        if let Some(menu) = self.grid.ui(ui, &model, actions) {
            if let Some(at) = menu.at {
                context_menu::open(ui, &menu.response, at);
            }
            let place = MenuPlace::Cell(menu.key);
            context_menu::show(ui, view, (&menu.response, menu.response.id), place, actions);
        }
        broken(ui, view, table, actions);
    }

    fn text(&mut self, ui: &mut Ui, view: &ViewContext<'_>, section: &Section, actions: &mut Vec<Action>) {
        let part = ReportText::Section(section.id);
        if section.table.is_some() {
            super::format_toolbar::ui(ui, view, actions);
            super::figure_bar::ui(ui, view, part, actions);
            super::table_bar::ui(ui, view, part, actions);
        }
        let hint = if section.table.is_some() { "section.remarks" } else { "section.empty" };
        field(ui, view, &mut self.editor, [&section.title, &view.language.word(hint)], actions);
        if let Some(limit) = section.limit {
            let count = view.characters(part);
            let colours = theme::palette(ui);
            let over = count > limit.0;
            let text = view.language.say("section.count", &[("count", &count), ("limit", &limit.0)]);
            ui.with_layout(egui::Layout::top_down(egui::Align::Max), |ui| {
                let colour = if over { colours.warning } else { colours.quiet };
                ui.label(RichText::new(text).size(size::SMALL).color(colour));
            });
        }
    }
}

/// A text of the report in its field, with its name and what stands there while it is empty.
pub fn field(
    ui: &mut Ui,
    view: &ViewContext<'_>,
    editor: &mut TextEditor,
    words: [&str; 2],
    actions: &mut Vec<Action>,
) {
    let (colours, part) = (theme::palette(ui), editor.part());
    // As many characters in a line as on paper, where there is room for them.
    let em = ((ui.available_width() / CHARACTERS).clamp(size::HEAD, size::EM) * text_zoom(ui)).floor();
    let width = (em * CHARACTERS + size::FOCUS).min(ui.available_width());
    let column = |ui: &mut Ui| {
        ui.set_max_width(width);
        let [name, hint] = words;
        let look = EditorStyle { em, colours };
        let report = view.session.report();
        let numbers = report.figure_numbers();
        let figures = FigureLook { form: view.session.form(), report, numbers: &numbers, language: view.language };
        let revised: Vec<TextRange> = report.revised_ranges(part).collect();
        let commented: Vec<(TextRange, u32, String)> =
            report.open_comments().filter_map(|comment| commented(comment, part)).collect();
        let field = EditorField {
            look,
            name,
            hint,
            html: view.pasted,
            words: view.words,
            sought: view.sought,
            figures,
            revised: &revised,
            commented: &commented,
        };
        let asked = ui.memory(|memory| memory.has_focus(TextEditor::id(part))) && context_menu::is_asked_for(ui);
        let response = editor.ui(ui, view.session, &field, actions);
        if let Some((position, caret)) = editor.caret(view.session) {
            let clicked = response.interact_pointer_pos().filter(|_| response.secondary_clicked());
            if let Some(at) = clicked.or(asked.then_some(caret.left_bottom())) {
                context_menu::open(ui, &response, at);
                editor.reveal();
            }
            let place = MenuPlace::Text(part, position);
            context_menu::show(ui, view, (&response, TextEditor::id(part)), place, actions);
        }
    };
    ui.scope(column);
}

/// Where a comment on words of a text stands, its number, and what it says.
fn commented(comment: &Comment, part: ReportText) -> Option<(TextRange, u32, String)> {
    let (_, spot) = comment.place.spot().filter(|(of, _)| *of == part)?;
    let remarks = std::iter::once(&comment.remark).chain(&comment.replies);
    let lines: Vec<String> = remarks.map(|one| format!("{}：{}", one.by, one.text)).collect();
    let said = messages::cut(&Shown(&lines.join("\n")).page(), SAID);
    Some((TextRange::within(spot.paragraph, spot.start, spot.end), comment.id.0, format!("〔{}〕{said}", comment.id.0)))
}

/// The cells that tracked changes changed.
fn revised(view: &ViewContext<'_>) -> BTreeMap<CellKey, CellRevision> {
    let mut cells: BTreeMap<CellKey, CellRevision> = BTreeMap::new();
    for (key, entry) in view.session.report().cell_revisions() {
        let text = messages::revision_hint(view.language, std::slice::from_ref(&entry));
        let cell = cells.entry(key).or_insert_with(|| CellRevision { former: entry.removed, text: String::new() });
        cell.text += &format!("{}{text}", if cell.text.is_empty() { "" } else { "\n" });
    }
    cells
}

/// The findings at number cells.
fn marks(view: &ViewContext<'_>) -> BTreeMap<CellKey, CellMark> {
    let mut marks: BTreeMap<CellKey, CellMark> = BTreeMap::new();
    // A blank cell is not wrong: it has no mark.
    for seen in view.findings.iter().filter(|seen| seen.counts() && !seen.finding.is_to_do()) {
        for place in &seen.finding.places {
            if let Place::Cell(key) = place {
                let mark = marks.entry(*key).or_default();
                mark.error |= FindingGroup::of(&seen.finding) == FindingGroup::Wrong;
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
fn broken(ui: &mut Ui, view: &ViewContext<'_>, table: &Table, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let here = |seen: &&crate::gui::view_context::ShownFinding| {
        let cell = |place: &Place| matches!(place, Place::Cell(key) if table.field(*key).is_some());
        seen.counts() && seen.finding.comparison.is_some() && seen.finding.places.iter().any(cell)
    };
    for seen in view.findings.iter().filter(here).take(6) {
        ui.horizontal_wrapped(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(12.0), egui::Sense::hover());
            let group = FindingGroup::of(&seen.finding);
            let sign = if group == FindingGroup::Wrong { SectionStatus::Errors(1) } else { SectionStatus::InWork };
            sign.paint(ui.painter(), rect.center(), colours);
            let text = RichText::new(&seen.text).size(size::SMALL).color(group.colour(colours));
            let label = ui.add(egui::Label::new(text).sense(egui::Sense::click()));
            if let (true, Some(place)) = (label.clicked(), seen.finding.places.first()) {
                actions.push(Action::Go(*place));
            }
        });
    }
}

/// The aspects that the text does not treat yet, ready as subheadings.
fn aspects(ui: &mut Ui, view: &ViewContext<'_>, section: &Section, headings: &[String], actions: &mut Vec<Action>) {
    let part = ReportText::Section(section.id);
    let missing: Vec<_> =
        section.aspects.iter().filter(|aspect| !headings.iter().any(|text| names(text, aspect))).collect();
    if missing.is_empty() {
        return;
    }
    ui.add_space(space::NEAR);
    ui.horizontal_wrapped(|ui| {
        widgets::quiet(ui, view.language.word("section.missing"));
        let mut wanted = None;
        for aspect in &missing {
            let name = view.language.say("section.add_heading", &[("title", &aspect.title)]);
            if ui.button(format!("+ {}", aspect.title)).on_hover_text(name).clicked() {
                wanted = Some(vec![*aspect]);
            }
        }
        if missing.len() > 1 && ui.button(view.language.word("section.add_all")).clicked() {
            wanted = Some(missing.clone());
        }
        let Some(wanted) = wanted else { return };
        let nothing = richtext::RichText::default();
        let prose = view.session.report().part(part).unwrap_or(&nothing);
        let heading = |(at, aspect): (usize, &Aspect)| {
            let number = crate::richtext::chinese_numeral(headings.len() + at + 1);
            Paragraph::new(Level::Second, format!("（{number}）{}", aspect.title))
        };
        let piece = append(prose, wanted.into_iter().enumerate().map(heading));
        actions.push(Action::Run(session::SessionCommand::Paste { part, span: TextRange::at(prose.end()), piece }));
        // The caret waits under the first of them.
        let paragraph = prose.paragraphs.len() + 1;
        actions.push(Action::Go(part.place(crate::report::CharRange { paragraph, start: 0, end: 0 })));
    });
}

/// Whether a heading names an aspect, by the form's title or by one of its words.
fn names(heading: &str, aspect: &Aspect) -> bool {
    let plain: String = heading.split_whitespace().collect();
    let has = |words: &String| match words.split_once('*') {
        Some((first, last)) => plain.split_once(first).is_some_and(|(_, rest)| rest.contains(last)),
        None => plain.contains(words.as_str()),
    };
    has(&aspect.title) || aspect.words.iter().any(has)
}

/// The heading that the paragraph is, or that runs into it: （一）主动公开。2024年，….
fn heading(section: SectionId, paragraph: &Paragraph) -> Option<String> {
    // What begins with a word has no number, by which alone a heading is told from other text.
    let first = paragraph.runs().iter().find_map(|run| run.text.chars().next());
    let is_word = |first: char| ('\u{4e00}'..='\u{9fff}').contains(&first) && !NUMERALS.contains(first);
    if paragraph.level == Level::Body && first.is_none_or(is_word) {
        return None;
    }
    let passage = Passage::of(PassageOrigin::Section(section), 0, paragraph);
    let run_in = || passage.heading().map(|words| passage.text(words));
    if paragraph.level == Level::Second { Some(paragraph.text()) } else { run_in() }
}

/// What is to be put after the end of `prose` so that each heading follows, an empty paragraph
/// under it.
fn append(prose: &richtext::RichText, headings: impl Iterator<Item = Paragraph>) -> richtext::RichText {
    let before = (!prose.is_empty()).then(Paragraph::default);
    let pairs = headings.flat_map(|heading| [heading, Paragraph::default()]);
    richtext::RichText { paragraphs: before.into_iter().chain(pairs).collect() }
}
