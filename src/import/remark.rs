//! What an import has to say beside the report. Codes and arguments only; the sentences live in
//! `words`.

use serde::Serialize;

use crate::form::{CellKey, CellName, Edition, SectionId, UnitKind};
use crate::report::Number;

/// One thing about the source that its reader must see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The source's line, counted from 1; 0 where the remark is about the whole.
    pub line: usize,
    /// The words of the source that it is about, uncut; empty where they are missing.
    pub excerpt: String,
    /// What is the matter.
    #[serde(flatten)]
    pub kind: RemarkKind,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RemarkKind {
    /// The words were not understood and are not in the report.
    NotUnderstood,
    /// A page number between the lines; not in the report.
    PageNumber,
    /// Words around the report, such as a website's navigation; not in the report.
    AroundReport {
        /// How many lines.
        lines: usize,
    },
    /// The source has tables and no text; only numbers were read.
    NumbersOnly,
    /// The source has pictures; they are not in the report.
    Pictures {
        /// How many.
        count: usize,
    },
    /// Something of the source that a report has no place for; not in the report.
    LeftOut {
        /// What it is.
        what: OmittedContent,
    },
    /// The source has tracked changes; the report has the text as it is with all of them made.
    TrackedChanges {
        /// How many pieces of text were put in.
        inserted: usize,
        /// How many were struck out; the excerpt has their words.
        deleted: usize,
    },
    /// Words are struck through; they are in the report without the line.
    Struck,
    /// Characters that could not be decoded stand as U+FFFD.
    Undecodable {
        /// How many.
        count: usize,
    },
    /// The source does not say something; the report has a stand-in.
    Missing {
        /// What it does not say.
        what: MissingPart,
    },
    /// The year was taken from the text, since no title names it.
    YearGuessed {
        /// The year.
        year: u16,
    },
    /// The kind of the unit was guessed from its name.
    KindGuessed {
        /// The kind.
        unit: UnitKind,
    },
    /// The tables are plainly of another edition than the year's; the report follows the tables.
    EditionByTables {
        /// The edition of the tables.
        tables: Edition,
        /// The edition of the year.
        year: Edition,
    },
    /// A section's title is not the form's.
    TitleDiffers {
        /// The section.
        section: SectionId,
    },
    /// A section has no title.
    TitleMissing {
        /// The section.
        section: SectionId,
    },
    /// A label of a table is not the form's.
    LabelDiffers {
        /// The form's words.
        official: String,
    },
    /// A row of the form is not in the source; its cells are blank.
    RowMissing {
        /// The row.
        row: CellName,
        /// The form's words.
        official: String,
    },
    /// A row stands again, with numbers; the first numbers are kept.
    RowTwice {
        /// The row.
        row: CellName,
    },
    /// The numbers of a row do not fit its columns; they are not in the report.
    RowDoesNotFit {
        /// The row.
        row: CellName,
        /// How many values stand there.
        found: usize,
        /// How many the form has.
        wanted: usize,
    },
    /// Numbers of a table ran together and were separated: their sums leave one reading.
    Separated {
        /// How many rows of the line.
        rows: usize,
    },
    /// Numbers ran together and may be separated in several ways; cells that differ are blank.
    Ambiguous {
        /// The row, `None` for the row of table four.
        row: Option<CellName>,
        /// How many ways; 0 where none fits or they are too many.
        readings: usize,
    },
    /// Numbers ran together; the likeliest of several readings was taken.
    Guessed {
        /// The row.
        row: CellName,
        /// How many other readings there are.
        alternatives: usize,
    },
    /// Something other than a number stands in a number cell; the cell is blank.
    NotANumber {
        /// The cell.
        cell: CellKey,
    },
    /// A number cell is blank while others of its row are filled.
    Blank {
        /// The cell.
        cell: CellKey,
    },
    /// Words stand beside a number; they became a note.
    Note {
        /// The cell.
        cell: CellKey,
    },
    /// A unit stood behind a number and was dropped.
    UnitDropped {
        /// The cell.
        cell: CellKey,
        /// Whether the cell's head names another unit, so that the number may be wrong.
        contradicts: bool,
    },
    /// A total is stated and is not what its parts give; it is kept as stated.
    TotalDiffers {
        /// The cell.
        cell: CellKey,
        /// What is stated, `None` for a blank cell.
        stated: Option<u64>,
        /// What the parts give, `None` where they are blank.
        computed: Option<Number>,
    },
    /// （六）其他处理 is a single row of zeros: its three rows became zero.
    ClosedOtherwiseZero,
    /// （六）其他处理 is a single row with numbers: they stand in its row 3.其他.
    ClosedOtherwiseMoved {
        /// The numbers of the row, totals included; `None` is blank.
        numbers: Vec<Option<u64>>,
    },
}

/// What a report has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OmittedContent {
    /// A comment in the margin.
    Comment,
    /// A footnote or an endnote.
    Footnote,
    /// Words above the text of every page.
    Header,
    /// Words below it.
    Footer,
    /// A picture or a drawing without words.
    Picture,
    /// An embedded file or a formula.
    Object,
    /// Words that the document does not show.
    Hidden,
    /// A program in the file: scripts of a page, macros of a workbook.
    Script,
    /// A field to type into, or a button.
    Field,
    /// A table of contents.
    Contents,
    /// The address of a link; its words are in the report.
    Address,
    /// A character of a font of symbols.
    Symbol,
    /// The reasons for which findings are let stand; the excerpt says how many.
    Dismissals,
}

/// What a source does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingPart {
    /// The report's title.
    Title,
    /// The unit's name.
    Unit,
    /// The year.
    Year,
}

/// Remarks while they are gathered.
#[derive(Debug, Default)]
pub(super) struct Remarks(Vec<Remark>);

impl Remarks {
    pub(super) fn add(&mut self, line: usize, excerpt: impl Into<String>, kind: RemarkKind) {
        self.0.push(Remark { line, excerpt: excerpt.into(), kind });
    }

    /// All of them, in the order of the source's lines.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        self.0.sort_by_key(|remark| remark.line);
        self.0
    }
}
