//! Faults planted into sound reports: what each changes, where its finding must lie, and which
//! rules may name it.

use fastrand::Rng;
use nianbao::form::{CellKey, Form, SectionId, UnitKind};
use nianbao::report::{CharRange, Date, Number, Report, ReportText, StatedTotal};
use serde::Deserialize;

use super::corpus::{Corpus, Draft, Half, Sentence, home, passage};
use super::figures::key;
use super::notation::{Line, Written, conditions, hold, lines, write};
use super::planting::{changed, drop_aspect, fill_up, insert, section, word};

/// A kind of fault, as the files describe it.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    pub name: String,
    /// The row of the table of figures that it counts in.
    pub row: String,
    /// The rules that may name it; `*` for any, none for the row's.
    pub rules: Vec<String>,
    pub severity: Option<String>,
    /// Rules whose findings may follow from it anywhere.
    pub also: Vec<String>,
    /// Whether the prose no longer fits the tables, so that rules that compare numbers may say so.
    pub prose: bool,
    /// Whether it is planted in both halves.
    pub both: bool,
    /// Whether one finding says it all.
    pub once: bool,
    /// Whether supervision has neither claims nor lookalikes.
    pub plain: bool,
    /// Whether the text stands in paragraphs of its own.
    pub own: bool,
    pub needs: String,
    pub kinds: Vec<String>,
    pub r#where: Option<String>,
    pub cells: Vec<String>,
    pub last_cells: Vec<String>,
    pub rows: Vec<String>,
    pub tables: Vec<String>,
    pub state: Vec<String>,
    pub notes: Vec<String>,
    pub title: Vec<String>,
    pub unit: Vec<String>,
    pub year: Option<u16>,
    pub signed: Vec<String>,
    pub today: Option<String>,
    pub titles: Vec<String>,
    pub missing_titles: Vec<String>,
    pub labels: Vec<String>,
    pub section: Vec<String>,
    pub fill: Vec<usize>,
    pub copy: Vec<String>,
    pub drop: Vec<String>,
    pub drop_and_say: Vec<String>,
    pub preface: Vec<String>,
    pub insert: Option<String>,
    pub lines: String,
    pub unverified: bool,
    pub no_stop: bool,
    pub double_heading: bool,
    /// Whether the kind of unit is only guessed from its name.
    pub guessed: bool,
}

#[derive(Deserialize)]
struct Faults {
    fault: Vec<Fault>,
}

/// Where a finding must lie.
#[derive(Clone, Debug)]
pub enum Target {
    Text(Vec<(ReportText, CharRange)>),
    /// The heading or the prose of a section.
    Section(SectionId),
    /// A cell in the row or column of one of these.
    Cells(Vec<CellKey>),
    Table(SectionId),
    /// The title, unit, year.
    Front,
    Signature,
}

/// A report with one fault.
pub struct Planted {
    pub draft: Draft,
    pub target: Target,
    /// Another unit's report to compare with.
    pub colleague: Option<Report>,
    pub today: Option<Date>,
    /// What the fault says, for the list of misses.
    pub words: String,
    /// Characters marked 待核实.
    pub unverified: Option<(ReportText, CharRange)>,
}

/// Every kind of fault of a half.
pub fn faults(half: Half) -> Vec<Fault> {
    let own: Vec<Fault> = half.file::<Faults>("faults").fault;
    match half {
        Half::Visible | Half::Practice => own,
        Half::Withheld => {
            let visible: Vec<Fault> = Half::Visible.file::<Faults>("faults").fault;
            visible.into_iter().filter(|fault| fault.both).chain(own).collect()
        }
    }
}

impl Fault {
    /// How many ways there are to plant it.
    pub fn ways(&self) -> usize {
        let lists = [
            &self.cells,
            &self.last_cells,
            &self.rows,
            &self.tables,
            &self.state,
            &self.notes,
            &self.title,
            &self.unit,
            &self.signed,
            &self.titles,
            &self.missing_titles,
            &self.labels,
            &self.section,
            &self.copy,
            &self.drop,
            &self.drop_and_say,
            &self.preface,
        ];
        let most = lists.iter().map(|list| list.len()).max().unwrap_or_default();
        most.max(self.fill.len()).max(lines(&self.lines).len()).max(1)
    }

    /// The report of `draft` with this fault, planted in its `way`; `None` where it does not suit it.
    pub fn plant(&self, way: usize, draft: &Draft, corpus: &Corpus, rng: &mut Rng) -> Option<Planted> {
        let kind = if draft.street { "street" } else { word(draft.report.unit.kind) };
        let suits = self.kinds.is_empty() || self.kinds.iter().any(|one| one == kind);
        if !suits || !hold(&conditions(&self.needs), &draft.figures) {
            return None;
        }
        let mut new = Planted {
            draft: draft.clone(),
            target: Target::Front,
            colleague: None,
            today: None,
            words: String::new(),
            unverified: None,
        };
        if self.plain {
            let bare = |one: &Sentence| one.claim.is_none() && !one.lookalike;
            new.draft.passages.iter_mut().for_each(|passage| passage.sentences.retain(bare));
        }
        let mut planted = self.front(way, &mut new)? | self.table(way, &mut new)? | self.form(way, &mut new)?;
        planted |= self.whole(way, &mut new, corpus, rng)? | self.text(way, &mut new, rng)?;
        planted.then_some(new)
    }

    /// Title, unit, year, signature.
    fn front(&self, way: usize, new: &mut Planted) -> Option<bool> {
        let (year, figures) = (new.draft.report.year, new.draft.figures.clone());
        let filled = |text: &str| {
            let one = text.replace("{unit}", &figures.unit).replace("{year}", &year.to_string());
            one.replace("{last_year}", &(year - 1).to_string()).replace("{next_year}", &(year + 1).to_string())
        };
        if let Some(title) = self.title.get(way) {
            new.draft.report.title = Some(filled(title));
            new.words = filled(title);
        } else if let Some(unit) = self.unit.get(way) {
            new.draft.report.unit.name.clone_from(unit);
        } else if self.guessed {
            new.draft.report.unit.kind_unconfirmed = true;
        } else if let Some(year) = self.year {
            new.draft.report.year = year;
        } else if let Some(day) = self.signed.get(way) {
            new.words = filled(day);
            new.target = Target::Signature;
            match Date::parse(&filled(day)) {
                Some(day) => new.draft.report.signature.as_mut()?.date = day,
                None => new.draft.report.signature = None,
            }
            new.today = self.today.as_ref().map(|day| Date::parse(&filled(day)).unwrap());
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// Cells.
    fn table(&self, way: usize, new: &mut Planted) -> Option<bool> {
        let form = Form::of(new.draft.report.form).unwrap();
        let others = self.r#where.as_deref() == Some("others");
        if let Some(changes) = self.cells.get(way) {
            let mut touched = Vec::new();
            for change in changes.split(", ") {
                touched.push(changed(&mut new.draft.report, change)?);
            }
            new.words.clone_from(changes);
            new.target = if others { Target::Section(SectionId::Others) } else { Target::Cells(touched) };
        } else if let Some(change) = self.last_cells.get(way) {
            let cell = changed(new.draft.last.as_mut()?, change)?;
            new.target = Target::Cells(vec![cell]);
        } else if let Some(row) = self.rows.get(way) {
            let keys: Vec<CellKey> = form
                .fields()
                .filter(|field| !field.total && field.key.row == key(row, "x").row)
                .map(|one| one.key)
                .collect();
            for key in &keys {
                new.draft.report.numbers.set(*key, None);
            }
            new.target = Target::Cells(keys);
        } else if let Some(name) = self.tables.get(way) {
            let table = form.tables.iter().find(|table| table.name.as_str() == name).unwrap();
            for field in &table.fields {
                new.draft.report.numbers.set(field.key, None);
            }
            new.target = Target::Table(form.section_of(table.fields[0].key).unwrap());
        } else if let Some(stated) = self.state.get(way) {
            let (cell, change) = stated.split_once(' ').unwrap();
            let cell = CellKey::parse(cell).unwrap();
            let Some(Number::Count(now)) = new.draft.report.numbers.computed(form, cell) else { return None };
            let wrong = if change == "zero" { 0 } else { now.checked_add_signed(change.parse().unwrap())? };
            if wrong == now {
                return None;
            }
            new.draft.report.numbers.state(cell, Some(StatedTotal::Number(wrong)));
            new.target = Target::Cells(vec![cell]);
        } else if let Some(note) = self.notes.get(way) {
            let (cell, note) = note.split_once(" => ").unwrap();
            let cell = CellKey::parse(cell).unwrap();
            new.draft.report.notes.insert(cell, note.to_owned());
            new.target = Target::Cells(vec![cell]);
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// The form's own words.
    fn form(&self, way: usize, new: &mut Planted) -> Option<bool> {
        let stated = &mut new.draft.report.stated;
        if let Some(title) = self.titles.get(way) {
            let (id, words) = title.split_once(" => ").unwrap();
            stated.titles.insert(section(id), words.to_owned());
            new.target = Target::Section(section(id));
        } else if let Some(id) = self.missing_titles.get(way) {
            stated.missing_titles.push(section(id));
            new.target = Target::Section(section(id));
        } else if let Some(label) = self.labels.get(way) {
            let (official, words) = label.split_once(" =>").unwrap();
            stated.labels.insert(official.to_owned(), words.trim().to_owned());
            let form = Form::of(new.draft.report.form).unwrap();
            let has = |table: &&nianbao::form::Table| table.cells.iter().any(|cell| cell.label() == official);
            let table = form.tables.iter().find(has).unwrap();
            new.target = Target::Table(form.section_of(table.fields[0].key).unwrap());
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// Whole sections and aspects.
    fn whole(&self, way: usize, new: &mut Planted, corpus: &Corpus, rng: &mut Rng) -> Option<bool> {
        let overview = SectionId::Overview;
        let draft = &mut new.draft;
        if let Some(text) = self.section.get(way) {
            let (id, text) = text.split_once(" =").unwrap();
            let part = ReportText::Section(section(id));
            draft.passages.retain(|passage| passage.part != part);
            let line = lines(text.strip_prefix(' ').unwrap_or(text)).pop();
            if let Some(line) = line {
                let written = write(&line, &draft.figures, rng)?;
                draft.passages.push(passage(part, id, vec![Sentence { written, ..Sentence::default() }]));
            }
            new.target = Target::Section(section(id));
        } else if let Some(length) = self.fill.get(way) {
            fill_up(draft, *length, corpus, rng);
            new.target = Target::Section(overview);
        } else if let Some(copy) = self.copy.get(way) {
            let (from, id) = copy.split_once(' ').unwrap();
            let part = ReportText::Section(section(id));
            let mut other = Report::new("丹霞县水利局", UnitKind::Department, draft.report.year);
            let own = draft.report();
            let changed =
                |text: String| text.replace(&draft.report.year.to_string(), &(draft.report.year - 1).to_string());
            let target = if from == "last" { draft.last.as_mut()? } else { &mut other };
            for paragraph in &own.part(part)?.paragraphs {
                let text = if from == "last" { changed(paragraph.text()) } else { paragraph.text() };
                target.part_mut(part).paragraphs.push(nianbao::richtext::Paragraph::new(paragraph.level, text));
            }
            if own.part(part)?.count() < 80 {
                return None;
            }
            new.colleague = (from != "last").then_some(other);
            new.target = Target::Section(section(id));
        } else if let Some(aspect) = self.drop.get(way) {
            drop_aspect(draft, aspect, corpus);
            new.words.clone_from(aspect);
            new.target = Target::Section(overview);
        } else if let Some(rule) = self.drop_and_say.get(way) {
            let (aspect, words) = rule.split_once(" => ").unwrap();
            drop_aspect(draft, aspect, corpus);
            let said =
                Sentence { written: Written { text: words.to_owned(), ..Written::default() }, ..Sentence::default() };
            let at = draft.passages.iter().position(|one| one.part == ReportText::Section(overview) && !one.heading)?;
            draft.passages[at].sentences.push(said);
            new.words.clone_from(rule);
            new.target = Target::Section(overview);
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// Words in the text.
    fn text(&self, way: usize, new: &mut Planted, rng: &mut Rng) -> Option<bool> {
        let draft = &mut new.draft;
        if self.unverified || self.no_stop {
            let bare = |one: &super::corpus::Passage| {
                !one.heading
                    && one.home != "preface"
                    && one.sentences.last().is_some_and(|one| one.written.text.ends_with('。'))
            };
            let all: Vec<usize> = (0..draft.passages.len()).filter(|at| bare(&draft.passages[*at])).collect();
            let at = *all.get(rng.usize(..all.len().max(1)))?;
            let last = draft.passages[at].sentences.len() - 1;
            let place = draft.place_of(at, last);
            if self.unverified {
                new.unverified = Some(place);
            } else {
                draft.passages[at].sentences[last].written.text.pop();
            }
            new.words.clone_from(&draft.passages[at].sentences[last].written.text);
            new.target = Target::Text(vec![place]);
        } else if self.double_heading {
            let at = draft.passages.iter().position(|one| one.heading && rng.bool())?;
            let again = draft.passages[at].clone();
            new.words = again.text();
            draft.passages.insert(at + 1, again);
            new.target = Target::Text(vec![draft.place_of(at, 0), draft.place_of(at + 1, 0)]);
        } else if let Some(text) = self.preface.get(way) {
            draft.passages.retain(|one| one.part != ReportText::Preface);
            let line = lines(text).pop()?;
            let written = write(&line, &draft.figures, rng)?;
            new.words.clone_from(&written.text);
            let marks = written.marks.clone();
            draft
                .passages
                .insert(0, passage(ReportText::Preface, "preface", vec![Sentence { written, ..Sentence::default() }]));
            new.target = Target::Text(marks.iter().map(|mark| draft.place(0, 0, mark)).collect());
        } else if let Some(place) = &self.insert {
            let text = lines(&self.lines).get(way)?.clone();
            let text = Line { text: text.text.replace("\\uE001", "\u{E001}").replace("\\uE123", "\u{E123}"), ..text };
            let written = write(&text, &draft.figures, rng)?;
            new.words.clone_from(&written.text);
            let places = insert(draft, home(place, rng), written, self.own, rng)?;
            new.target = Target::Text(places);
        } else {
            return Some(false);
        }
        Some(true)
    }
}
