//! Remarks on an import. Codes and arguments only; the sentences shown to users are in `messages`.

use serde::Serialize;

use crate::form::{CellKey, CellName, Edition, SectionId, UnitKind};
use crate::report::Number;

/// One remark on the source for the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The source's line, counted from 1; 0 where the remark is about the whole.
    pub line: usize,
    /// The text of the source that it is about, in full; empty if there is none.
    pub excerpt: String,
    /// The kind of remark.
    #[serde(flatten)]
    pub kind: RemarkKind,
}

/// The kind of remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RemarkKind {
    /// The text was not understood and is not in the report.
    NotUnderstood,
    /// A page number between the lines; not in the report.
    PageNumber,
    /// Text around the report, such as a website's navigation; not in the report.
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
        /// The number of insertions.
        inserted: usize,
        /// The number of deletions; the excerpt has the deleted text.
        deleted: usize,
    },
    /// Text is struck through; it is in the report without the line.
    Struck,
    /// Characters that could not be decoded became U+FFFD.
    Undecodable {
        /// How many.
        count: usize,
    },
    /// The source lacks something; the report has a placeholder.
    Missing {
        /// What it lacks.
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
    /// The tables are clearly of another edition than the year's; the report follows the tables.
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
        /// The form's wording.
        official: String,
    },
    /// A row of the form is not in the source; its cells are blank.
    RowMissing {
        /// The row.
        row: CellName,
        /// The form's wording.
        official: String,
    },
    /// A row has no label; its place between the others tells which one it is.
    RowByPlace {
        /// The row.
        row: CellName,
    },
    /// A row occurs again, with numbers; the first numbers are kept.
    RowTwice {
        /// The row.
        row: CellName,
    },
    /// The numbers of a row do not fit its columns; they are not in the report.
    RowDoesNotFit {
        /// The row.
        row: CellName,
        /// The number of values found.
        found: usize,
        /// The number of columns in the form.
        wanted: usize,
    },
    /// Numbers of a table ran together and were separated: only one reading satisfies the sums.
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
    /// A number cell has something other than a number; it is blank in the report.
    NotANumber {
        /// The cell.
        cell: CellKey,
    },
    /// A number cell is blank while others of its row are filled.
    Blank {
        /// The cell.
        cell: CellKey,
    },
    /// Several cells of a table are blank, or have a mark for it.
    BlankCells {
        /// The table's section.
        section: SectionId,
        /// How many cells.
        cells: usize,
    },
    /// An amount in 元 was converted to the unit of its cell, 万元.
    Converted {
        /// The cell.
        cell: CellKey,
    },
    /// A number has text after it, which became a note.
    Note {
        /// The cell.
        cell: CellKey,
    },
    /// A number has a unit after it, which was dropped.
    UnitDropped {
        /// The cell.
        cell: CellKey,
        /// Whether the cell's head names another unit, so that the number may be wrong.
        contradicts: bool,
    },
    /// A stated total differs from the computed one; it is kept as stated.
    TotalDiffers {
        /// The cell.
        cell: CellKey,
        /// What is stated, `None` for a blank cell.
        stated: Option<u64>,
        /// The computed total, `None` if its parts are blank.
        computed: Option<Number>,
    },
    /// （六）其他处理 is a single row of zeros: its three rows became zero.
    ClosedOtherwiseZero,
    /// （六）其他处理 is a single row with numbers: they are in its row 3.其他.
    ClosedOtherwiseMoved {
        /// The numbers of the row, totals included; `None` is blank.
        numbers: Vec<Option<u64>>,
    },
}

/// Content that a report has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OmittedContent {
    /// A comment in the margin.
    Comment,
    /// A footnote or an endnote.
    Footnote,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A picture or a drawing without text.
    Picture,
    /// An embedded file or a formula.
    Object,
    /// Hidden text.
    Hidden,
    /// Code in the file: scripts of a page, macros of a workbook.
    Script,
    /// A field to type into, or a button.
    Field,
    /// A table of contents.
    Contents,
    /// The caption of a table.
    Caption,
    /// The address of a link; its text is in the report.
    Address,
    /// A character of a symbol font.
    Symbol,
    /// The reasons of dismissed findings; the excerpt is their number.
    Dismissals,
}

/// What a source lacks.
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

/// Remarks while they are collected.
#[derive(Debug, Default)]
pub(super) struct Remarks(Vec<Remark>);

impl Remarks {
    pub(super) fn add(&mut self, line: usize, excerpt: impl Into<String>, kind: RemarkKind) {
        self.0.push(Remark { line, excerpt: excerpt.into(), kind });
    }

    /// The remarks on single blank cells of a table, if they are more than `few`, as one. `section_of` is
    /// the section of a cell's table.
    pub(super) fn gather_blanks(&mut self, few: usize, section_of: impl Fn(CellKey) -> Option<SectionId>) {
        let of = |remark: &Remark| match remark.kind {
            RemarkKind::Blank { cell } => section_of(cell),
            _ => None,
        };
        for section in SectionId::ALL {
            let cells = self.0.iter().filter(|remark| of(remark) == Some(section)).count();
            if cells > few
                && let Some(first) = self.0.iter().position(|remark| of(remark) == Some(section))
            {
                if let Some(remark) = self.0.get_mut(first) {
                    remark.kind = RemarkKind::BlankCells { section, cells };
                }
                self.0.retain(|remark| of(remark) != Some(section));
            }
        }
    }

    /// All of them, in the order of the source's lines.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        self.0.sort_by_key(|remark| remark.line);
        self.0
    }
}
