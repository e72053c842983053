//! One unit, one year: metadata, prose for each section, exact numbers for each cell; derived
//! totals; changes with their inverse; comparison with last year. Must not know checks, layout
//! or files.

mod cell_block;
mod cell_links;
mod cell_numbers;
mod cell_readings;
mod change;
mod change_recorder;
mod chart_numbers;
mod chart_table;
mod chart_words;
mod comment;
mod comment_merge;
mod date;
mod date_input;
mod digest;
mod dismissal;
mod figure_list;
mod figure_merge;
mod import_origin;
mod inverse;
mod known_changes;
mod look_merge;
mod merge_region;
mod number;
mod number_input;
mod place;
mod preface;
mod previous_year;
mod report_diff;
mod report_size;
mod review_copy;
mod review_merge;
mod reviewed_paragraph;
mod reviewed_text;
mod revised_columns;
mod revision;
mod revision_authors;
mod revision_list;
mod revision_settling;
mod sequence_diff;
mod stage;
mod taken_revisions;
mod text_alignment;
mod text_revision;
mod value_merge;
mod word_row;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form::{CellKey, Edition, Form, SectionId, UnitKind};
use crate::raster::PictureStore;
use crate::richtext::{RichText, UnknownFields};

pub use cell_block::{CellBlock, SkippedCells};
pub use cell_links::{BLANK, link_of};
pub use cell_numbers::{CellNumbers, StatedTotal};
pub use cell_readings::{CELL_READINGS, CellMeaning, CellReading};
pub use change::{Change, ChangeError};
pub use chart_numbers::{ChartCaution, ChartData, ChartNumbers, ChartProblem, ChartSeries};
pub use chart_words::chart_number;
pub use comment::{Comment, CommentChange, CommentId, CommentRemark, CommentTime};
pub use date::Date;
pub use digest::ReportDigest;
pub use dismissal::Dismissal;
pub use figure_list::FigureNumbers;
pub use import_origin::{ImportNotes, ImportOrigin};
pub use inverse::{InverseChange, PositionShift};
pub use number::Number;
pub use number_input::{NumberInput, NumberInputError, number, plain_digits};
pub use place::{CharRange, Place, ReportText};
pub use preface::PrefaceChoice;
pub use previous_year::PreviousYear;
pub use report_diff::{DiffSide, Difference, differences, differences_with_review};
pub use report_size::ReportSize;
pub use review_copy::{ReviewCopy, ReviewedRange};
pub use review_merge::{MergeConflict, MergeSides, ReviewMerge, merge_review};
pub use reviewed_paragraph::{PieceChange, ReviewedParagraph, ReviewedPiece};
pub use revision::{FormerValue, Reviser, RevisionChange, RevisionId, RevisionMark, Revisions};
pub use revision_list::RevisionEntry;
pub use sequence_diff::{WordChange, word_changes};
pub use stage::{ReportStage, StageEntry};
pub use taken_revisions::{ItemRevision, RevisedItem, RevisedText};

/// The annual report of one unit for one year. It can hold anything that a unit may write, including
/// mistakes; `check` finds these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The edition of the form that it follows.
    pub form: Edition,
    /// Who reports.
    pub unit: ReportingUnit,
    /// The year reported on, such as 2024.
    pub year: u16,
    /// The published title where it differs from the usual one (unit, year, fixed words).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text between the title and section one: basis, period, contact. Often empty.
    #[serde(default, skip_serializing_if = "RichText::is_empty")]
    pub preface: RichText,
    /// The prose of each section; under the tables of sections two to four, remarks.
    #[serde(default)]
    pub sections: BTreeMap<SectionId, RichText>,
    /// The numbers of the three tables.
    #[serde(default)]
    pub numbers: CellNumbers,
    /// Footnotes to number cells, printed under their table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<CellKey, String>,
    /// Official words that an imported text gave differently.
    #[serde(default, skip_serializing_if = "StatedWords::is_empty")]
    pub stated: StatedWords,
    /// Unit and date after the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// The rule packs that it is checked by beside the form, by their names; those that are not on this
    /// computer are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_packs: Vec<String>,
    /// Findings that the unit has dismissed with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<Dismissal>,
    /// The comments of those who review it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The tracked changes that nobody has accepted or rejected yet. The texts read as if all were accepted.
    #[serde(default, skip_serializing_if = "Revisions::is_empty", deserialize_with = "Revisions::read")]
    pub revisions: Revisions,
    /// The stages that it came to, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageEntry>,
    /// The files that it was imported from, as long as their notes are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<ImportOrigin>,
    /// The pictures of its figures. Whoever writes a report adds those that are shown, so that nothing writes megabytes
    /// without meaning to.
    #[serde(default, skip_serializing)]
    pub pictures: PictureStore,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// Who reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportingUnit {
    /// The full name, such as 卫滨区信访局.
    pub name: String,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// Whether the kind was only guessed from a name that leaves it open; a user's choice confirms it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kind_unconfirmed: bool,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// The signature of a report without a seal (GB/T 9704 §7.3.5.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The unit that signs.
    pub unit: String,
    /// The day of signing.
    pub date: Date,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// Titles and labels as an imported text had them where they differ from the form's. The form's words
/// are printed; these are kept so that R06 can show them until the unit accepts the form's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedWords {
    /// Titles of sections.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<SectionId, String>,
    /// Sections whose title the imported text did not have at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_titles: Vec<SectionId>,
    /// Labels of rows and columns: the official words, and what the text had instead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl Report {
    /// An empty report.
    pub fn new(unit: impl Into<String>, kind: UnitKind, year: u16) -> Report {
        Report {
            form: Edition::of_year(year),
            unit: ReportingUnit { name: unit.into(), kind, kind_unconfirmed: false, extra: UnknownFields::new() },
            year,
            title: None,
            preface: RichText::default(),
            sections: BTreeMap::new(),
            numbers: CellNumbers::default(),
            notes: BTreeMap::new(),
            stated: StatedWords::default(),
            signature: None,
            rule_packs: Vec::new(),
            dismissed: Vec::new(),
            comments: Vec::new(),
            revisions: Revisions::default(),
            stages: Vec::new(),
            origins: Vec::new(),
            pictures: PictureStore::default(),
            extra: UnknownFields::new(),
        }
    }

    /// The title in its rows: the unit, then year and fixed words; the published title, where it is
    /// another, in the rows before and after the unit's name.
    pub fn title_rows(&self, form: &Form) -> Vec<String> {
        let unit = self.unit.name.trim();
        match self.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
            None => vec![unit.to_owned(), format!("{}{}", self.year_in_words(), form.title)],
            Some(title) => match title.split_once(unit).filter(|_| !unit.is_empty()) {
                Some(("", rest)) => vec![unit.to_owned(), rest.trim().to_owned()],
                _ => vec![title.to_owned()],
            },
        }
    }

    /// The year in digits; empty where it is not known, which is 0.
    pub fn year_digits(&self) -> String {
        if self.year == 0 { String::new() } else { self.year.to_string() }
    }

    /// The year as the title has it, such as 2024年; empty where it is not known, which is 0.
    pub fn year_in_words(&self) -> String {
        if self.year == 0 { String::new() } else { format!("{}年", self.year) }
    }

    /// The title in one line: the published one where it is another, else unit, year and fixed words.
    pub fn title_line(&self, form: &Form) -> String {
        self.title.clone().unwrap_or_else(|| self.usual_title(form))
    }

    /// The title as most units write it: unit, year and the form's words (form.md §1.6).
    pub fn usual_title(&self, form: &Form) -> String {
        format!("{}{}{}", self.unit.name, self.year_in_words(), form.title)
    }

    /// The prose of the section `id`, `None` where nothing was written.
    pub fn prose(&self, id: SectionId) -> Option<&RichText> {
        self.sections.get(&id)
    }

    /// The text of `part`, `None` where nothing was written.
    pub fn part(&self, part: ReportText) -> Option<&RichText> {
        match part {
            ReportText::Preface => Some(&self.preface),
            ReportText::Section(id) => self.prose(id),
        }
    }

    /// The text of `part`, to write into.
    pub fn part_mut(&mut self, part: ReportText) -> &mut RichText {
        match part {
            ReportText::Preface => &mut self.preface,
            ReportText::Section(id) => self.prose_mut(id),
        }
    }

    /// The prose of the section `id`, to write into.
    pub fn prose_mut(&mut self, id: SectionId) -> &mut RichText {
        self.sections.entry(id).or_default()
    }
}

impl StatedWords {
    /// Whether every title and label was the form's.
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty() && self.missing_titles.is_empty() && self.labels.is_empty() && self.extra.is_empty()
    }
}
