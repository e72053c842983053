//! Remarks of an import as sentences, and the groups in which they are listed.

use std::fmt::Display;

use super::picture_errors::{beyond_words, scaling_words};
use super::{Language, labels};
use crate::check::TableAxis;
use crate::form::{CellKey, CellName, Form, SectionId};
use crate::import::{MissingPart, OmittedContent, Remark, RemarkKind};
use crate::report::{ImportNotes, ImportOrigin};
use crate::richtext::UnknownFields;

/// What a remark means for the user; the variants are in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkGroup {
    /// It is in the source and not in the report.
    NotRead,
    /// The source contradicts itself or the form.
    Contradictory,
    /// The source does not say it.
    Missing,
    /// It was read in a way that the user should check.
    Taken,
}

/// The most sentences of a list that is kept with a draft.
const KEPT: usize = 500;
/// The most characters of the source that a sentence quotes.
const QUOTED: usize = 40;

impl RemarkGroup {
    /// Every group in order.
    pub const ALL: [RemarkGroup; 4] =
        [RemarkGroup::NotRead, RemarkGroup::Contradictory, RemarkGroup::Missing, RemarkGroup::Taken];

    /// The group of a remark.
    pub fn of(kind: &RemarkKind) -> RemarkGroup {
        match kind {
            RemarkKind::NotUnderstood
            | RemarkKind::PageNumber
            | RemarkKind::AroundReport { .. }
            | RemarkKind::Pictures { .. }
            | RemarkKind::PictureBeyond { .. }
            | RemarkKind::CaptionAlone
            | RemarkKind::LeftOut { .. }
            | RemarkKind::CutOff
            | RemarkKind::Undecodable { .. }
            | RemarkKind::RowTwice { .. }
            | RemarkKind::OtherReport
            | RemarkKind::OtherYear
            | RemarkKind::RowDoesNotFit { .. }
            | RemarkKind::NotANumber { .. } => RemarkGroup::NotRead,
            RemarkKind::EditionByTables { .. }
            | RemarkKind::TitleDiffers { .. }
            | RemarkKind::LabelDiffers { .. }
            | RemarkKind::UnitDropped { contradicts: true, .. }
            | RemarkKind::TotalDiffers { .. } => RemarkGroup::Contradictory,
            RemarkKind::Missing { .. }
            | RemarkKind::TitleMissing { .. }
            | RemarkKind::RowMissing { .. }
            | RemarkKind::Blank { .. }
            | RemarkKind::BlankCells { .. }
            | RemarkKind::Ambiguous { .. } => RemarkGroup::Missing,
            RemarkKind::YearGuessed { .. }
            | RemarkKind::UnitGuessed
            | RemarkKind::KindGuessed { .. }
            | RemarkKind::NumbersOnly
            | RemarkKind::TrackedChanges { .. }
            | RemarkKind::PictureScaled { .. }
            | RemarkKind::CaptionRenumbered { .. }
            | RemarkKind::Struck
            | RemarkKind::Separated { .. }
            | RemarkKind::RowByPlace { .. }
            | RemarkKind::Converted { .. }
            | RemarkKind::Note { .. }
            | RemarkKind::UnitDropped { contradicts: false, .. }
            | RemarkKind::ClosedOtherwiseZero
            | RemarkKind::ClosedOtherwiseMoved { .. } => RemarkGroup::Taken,
        }
    }

    /// The group's heading.
    pub fn heading(self, language: Language) -> String {
        language.word(match self {
            RemarkGroup::NotRead => "remark_group.not_read",
            RemarkGroup::Contradictory => "remark_group.contradictory",
            RemarkGroup::Missing => "remark_group.missing",
            RemarkGroup::Taken => "remark_group.taken",
        })
    }
}

/// The file `source`, to be kept with the draft with the notes on it, if there are any: no export replaces it
/// unasked. A list longer than `KEPT` is cut off, with a sentence on how many are left out.
pub fn origin(language: Language, form: &Form, source: &str, remarks: &[Remark]) -> ImportOrigin {
    let mut left = KEPT;
    let mut notes = Vec::new();
    for group in RemarkGroup::ALL {
        let of_group = || remarks.iter().filter(|remark| RemarkGroup::of(&remark.kind) == group);
        let mut sentences: Vec<String> = of_group().take(left).map(|one| remark(language, form, one)).collect();
        let more = remark_count(of_group().skip(left));
        left -= sentences.len();
        if more > 0 {
            sentences.push(language.say("origin.more", &[("count", &more)]));
        }
        if !sentences.is_empty() {
            notes.push(ImportNotes { head: group.heading(language), sentences, extra: UnknownFields::new() });
        }
    }
    ImportOrigin { source: source.to_owned(), notes, extra: UnknownFields::new() }
}

/// The heading of the notes: the imported file and the number of notes.
pub fn origin_head(language: Language, origin: &ImportOrigin) -> String {
    language.say("origin.head", &[("source", &origin.source), ("count", &origin.count())])
}

/// How many places of the source the remarks are about, those included that are only counted.
pub fn remark_count<'a>(remarks: impl IntoIterator<Item = &'a Remark>) -> usize {
    remarks.into_iter().map(Remark::count).fold(0, usize::saturating_add)
}

/// The sentence of a remark, with its line where it has one and the number of further ones of its kind.
pub fn remark(language: Language, form: &Form, remark: &Remark) -> String {
    let mut sentence = sentence(language, form, remark);
    if remark.line > 0 {
        sentence = language.say("remark.at_line", &[("line", &remark.line), ("sentence", &sentence)]);
    }
    if remark.further > 0 {
        sentence = language.say("remark.further", &[("sentence", &sentence), ("count", &remark.further)]);
    }
    sentence
}

fn sentence(language: Language, form: &Form, remark: &Remark) -> String {
    let excerpt = quoted(&remark.excerpt);
    let say = |key: &str, values: &[(&str, &dyn Display)]| {
        let mut all: Vec<(&str, &dyn Display)> = vec![("excerpt", &excerpt)];
        all.extend_from_slice(values);
        language.say(key, &all)
    };
    let row = |name: &CellName| row_in_words(form, *name);
    let cell = |key: &CellKey| cell_in_words(form, *key);
    match &remark.kind {
        RemarkKind::NotUnderstood => say("remark.not_understood", &[]),
        RemarkKind::PageNumber => say("remark.page_number", &[]),
        RemarkKind::NumbersOnly => say("remark.numbers_only", &[]),
        RemarkKind::Pictures { count } if excerpt.is_empty() => say("remark.pictures", &[("count", count)]),
        RemarkKind::Pictures { count } => say("remark.pictures_of_pages", &[("count", count)]),
        RemarkKind::CaptionRenumbered { typed, now } => {
            say("remark.caption_renumbered", &[("typed", typed), ("now", now)])
        }
        RemarkKind::CaptionAlone => say("remark.caption_alone", &[]),
        RemarkKind::PictureBeyond { limit } => {
            let reason = beyond_words(language, *limit);
            let key = if excerpt.is_empty() { "remark.picture_beyond" } else { "remark.named_picture_beyond" };
            say(key, &[("reason", &reason)])
        }
        RemarkKind::PictureScaled { scaling } => {
            let words = scaling_words(scaling);
            say("remark.picture_scaled", &words.each_ref().map(|(name, words)| (*name, words as &dyn Display)))
        }
        RemarkKind::AroundReport { lines } => say("remark.around_report", &[("lines", lines)]),
        RemarkKind::LeftOut { what } => {
            let sentence = say(left_out(*what), &[]);
            let says_all = excerpt.is_empty() || *what == OmittedContent::Dismissals;
            if says_all { sentence } else { say("left_out.words", &[("sentence", &sentence)]) }
        }
        RemarkKind::TrackedChanges { inserted, deleted } => {
            let key = match excerpt.is_empty() {
                true if inserted + deleted == 0 => "remark.tracked_looks",
                true => "remark.tracked_changes",
                false => "remark.tracked_deletions",
            };
            say(key, &[("inserted", inserted), ("deleted", deleted)])
        }
        RemarkKind::Struck => say("remark.struck", &[]),
        RemarkKind::CutOff => say("remark.cut_off", &[]),
        RemarkKind::Undecodable { count } => say("remark.undecodable", &[("count", count)]),
        RemarkKind::Missing { what } => say(
            match what {
                MissingPart::Title => "remark.no_title",
                MissingPart::Unit => "remark.no_unit",
                MissingPart::Year => "remark.no_year",
            },
            &[],
        ),
        RemarkKind::YearGuessed { year } => say("remark.year_guessed", &[("year", year)]),
        RemarkKind::UnitGuessed => say("remark.unit_guessed", &[]),
        RemarkKind::KindGuessed { unit } => {
            say("remark.kind_guessed", &[("kind", &language.word(labels::unit_kind(*unit)))])
        }
        RemarkKind::EditionByTables { tables, year } => say(
            "remark.edition_by_tables",
            &[("tables", &language.word(labels::edition(*tables))), ("year", &language.word(labels::edition(*year)))],
        ),
        RemarkKind::TitleDiffers { section } => {
            say("remark.title_differs", &[("official", &labels::section(form, *section))])
        }
        RemarkKind::TitleMissing { section } => {
            say("remark.title_missing", &[("official", &labels::section(form, *section))])
        }
        RemarkKind::LabelDiffers { official } => say("remark.label_differs", &[("official", official)]),
        RemarkKind::RowMissing { official, .. } => say("remark.row_missing", &[("official", official)]),
        RemarkKind::OtherReport => say("remark.other_report", &[]),
        RemarkKind::OtherYear => say("remark.other_year", &[]),
        RemarkKind::RowTwice { row: name } => say("remark.row_twice", &[("row", &row(name))]),
        RemarkKind::RowByPlace { row: name } => say("remark.row_by_place", &[("row", &row(name))]),
        RemarkKind::RowDoesNotFit { row: name, found, wanted } if found == wanted => {
            say("remark.row_is_doubtful", &[("row", &row(name))])
        }
        RemarkKind::RowDoesNotFit { row: name, found, wanted } => {
            say("remark.row_does_not_fit", &[("row", &row(name)), ("found", found), ("wanted", wanted)])
        }
        RemarkKind::Separated { rows } => say("remark.separated", &[("rows", rows)]),
        RemarkKind::Ambiguous { row: name, .. } => {
            // Only table four has a single row, and that has no name.
            let four = || labels::section(form, SectionId::Disputes);
            say("remark.ambiguous", &[("row", &name.as_ref().map_or_else(four, row))])
        }
        RemarkKind::NotANumber { cell: key } => say("remark.not_a_number", &[("cell", &cell(key))]),
        RemarkKind::Blank { cell: key } => say("remark.blank", &[("cell", &cell(key))]),
        RemarkKind::BlankCells { section, cells } => {
            say("remark.blank_cells", &[("section", &labels::section(form, *section)), ("cells", cells)])
        }
        RemarkKind::Converted { cell: key } => say("remark.converted", &[("cell", &cell(key))]),
        RemarkKind::Note { cell: key } => say("remark.note", &[("cell", &cell(key))]),
        RemarkKind::UnitDropped { cell: key, contradicts: false } => {
            say("remark.unit_dropped", &[("cell", &cell(key))])
        }
        RemarkKind::UnitDropped { cell: key, contradicts: true } => {
            say("remark.unit_contradicts", &[("cell", &cell(key))])
        }
        RemarkKind::TotalDiffers { cell: key, stated, computed } => {
            let blank = language.word("label.blank");
            let stated = stated.map_or(blank.clone(), |stated| stated.to_string());
            let computed = computed.map_or(blank, |computed| computed.to_string());
            say("remark.total_differs", &[("cell", &cell(key)), ("stated", &stated), ("computed", &computed)])
        }
        RemarkKind::ClosedOtherwiseZero => say("remark.closed_otherwise_zero", &[]),
        RemarkKind::ClosedOtherwiseMoved { .. } => say("remark.closed_otherwise_moved", &[]),
    }
}

/// The key of the sentence of content that a report cannot hold.
const fn left_out(what: OmittedContent) -> &'static str {
    match what {
        OmittedContent::Comment => "left_out.comment",
        OmittedContent::Footnote => "left_out.footnote",
        OmittedContent::Header => "left_out.header",
        OmittedContent::Footer => "left_out.footer",
        OmittedContent::Picture => "left_out.picture",
        OmittedContent::Object => "left_out.object",
        OmittedContent::Script => "left_out.script",
        OmittedContent::Field => "left_out.field",
        OmittedContent::Hidden => "left_out.hidden",
        OmittedContent::Struck => "left_out.struck",
        OmittedContent::Contents => "left_out.contents",
        OmittedContent::Caption => "left_out.caption",
        OmittedContent::Address => "left_out.address",
        OmittedContent::Symbol => "left_out.symbol",
        OmittedContent::Dismissals => "left_out.dismissals",
        OmittedContent::DeepFormat => "left_out.deep_format",
    }
}

/// A row by its official label; table four's rows by their column heads.
fn row_in_words(form: &Form, name: CellName) -> String {
    let field = form.fields().find(|field| field.key.row == name);
    field.map_or_else(|| name.to_string(), |field| labels::line(form, TableAxis::Row, field.key))
}

/// A cell by row and column.
fn cell_in_words(form: &Form, key: CellKey) -> String {
    format!("{} · {}", labels::line(form, TableAxis::Row, key), labels::cell(form, TableAxis::Row, key))
}

/// The source's words in one line, cut where they are long.
fn quoted(excerpt: &str) -> String {
    let line = excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED {
        return line;
    }
    line.chars().take(QUOTED).chain(['…']).collect()
}
