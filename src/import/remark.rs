//! Remarks on an import. Codes and arguments only; the sentences shown to users are in `messages`.
//! However a source is made, its remarks stay few and small: further ones of a kind are counted.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::mem::Discriminant;
use std::sync::Arc;

use crate::form::{CellKey, CellName, Edition, SectionId, UnitKind};
use crate::limits::Limit;
use crate::raster::{PictureProblem, PictureScaling};
use crate::report::Number;

/// One remark on the source for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The source's line, counted from 1; 0 where the remark is about the whole.
    pub line: usize,
    /// The text of the source that it is about, cut where it is very long; empty if there is none. Equal
    /// texts are one in memory.
    pub excerpt: Arc<str>,
    /// How many further remarks of its kind there are that are not in the list.
    pub further: usize,
    /// The kind of remark.
    pub kind: RemarkKind,
}

/// The kind of remark.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A picture has more dots than paper shows; the report has it in fewer.
    PictureScaled {
        /// Its size before and after.
        scaling: PictureScaling,
    },
    /// A picture is beyond a limit; it is not in the report.
    PictureBeyond {
        /// Which one.
        limit: Limit,
    },
    /// A figure has another number than was typed before its caption; what the text says of it stays.
    CaptionRenumbered {
        /// What was typed.
        typed: String,
        /// Its number now.
        now: String,
    },
    /// A line is the caption of a figure that is not in the report; it is a paragraph.
    CaptionAlone,
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
    /// The end of the source is missing.
    CutOff,
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
    /// The unit was taken from the signature, since no title names it.
    UnitGuessed,
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
    /// Another report follows, of which the excerpt is the title; it is not in the report.
    OtherReport,
    /// Numbers of another year stand beside the report's; they are not in the report.
    OtherYear,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Words of a cell or page that are struck through.
    Struck,
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
    /// How words of a page look that stand within too many elements; the words are in the report.
    DeepFormat,
}

/// What a source lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingPart {
    /// The report's title.
    Title,
    /// The unit's name.
    Unit,
    /// The year.
    Year,
}

/// Remarks while they are collected.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    list: Vec<Remark>,
    /// For each kind how many are in the list, and where the last one of them is.
    kinds: Vec<(RemarkSort, usize, usize)>,
    /// The excerpts of the list, each once.
    excerpts: BTreeSet<Arc<str>>,
    /// The bytes of the excerpts.
    quoted: usize,
}

/// What remarks are counted by.
type RemarkSort = (Discriminant<RemarkKind>, Option<OmittedContent>);

/// The most remarks of one kind; further ones are only counted.
const KEPT: usize = 500;
/// The longest excerpt, in characters.
const LONG: usize = 1000;
/// The longest excerpt once all together exceed [`QUOTED`], in characters: as much as a list shows.
const SHORT: usize = 40;
/// How many bytes are quoted before excerpts become short.
const QUOTED: usize = 1 << 18;

impl Remark {
    /// A remark.
    pub(super) fn new(line: usize, excerpt: Arc<str>, kind: RemarkKind) -> Remark {
        Remark { line, excerpt, further: 0, kind }
    }

    /// How many remarks it stands for, itself included.
    pub const fn count(&self) -> usize {
        self.further.saturating_add(1)
    }
}

impl Remarks {
    /// Adds that a picture is not in the report, and why where it is beyond a limit.
    pub(super) fn add_lost_picture(&mut self, line: usize, alt: &str, problem: Option<PictureProblem>) {
        let kind = match problem {
            Some(PictureProblem::Beyond(limit)) => RemarkKind::PictureBeyond { limit },
            _ => RemarkKind::LeftOut { what: OmittedContent::Picture },
        };
        self.add(line, alt.trim(), kind);
    }

    pub(super) fn add(&mut self, line: usize, excerpt: impl AsRef<str>, kind: RemarkKind) {
        self.put(line, excerpt.as_ref(), kind, 1);
    }

    /// Adds the remarks of a list that was finished.
    pub(super) fn extend(&mut self, remarks: Vec<Remark>) {
        for remark in remarks {
            let count = remark.count();
            self.put(remark.line, &remark.excerpt, remark.kind, count);
        }
    }

    /// The remarks on single blank cells of a table, if they are more than `few`, as one. `section_of` is
    /// the section of a cell's table.
    pub(super) fn gather_blanks(&mut self, few: usize, section_of: impl Fn(CellKey) -> Option<SectionId>) {
        let of = |remark: &Remark| match remark.kind {
            RemarkKind::Blank { cell } => section_of(cell),
            _ => None,
        };
        for section in SectionId::ALL {
            let cells = self.list.iter().filter(|remark| of(remark) == Some(section)).count();
            if cells > few
                && let Some(first) = self.list.iter().position(|remark| of(remark) == Some(section))
            {
                if let Some(remark) = self.list.get_mut(first) {
                    remark.kind = RemarkKind::BlankCells { section, cells };
                }
                self.list.retain(|remark| of(remark) != Some(section));
            }
        }
    }

    /// The remarks on units that were dropped in a table, if they are more than `few`, as one that stands for all; those
    /// that contradict the head of their cell stay.
    pub(super) fn gather_units(&mut self, few: usize, section_of: impl Fn(CellKey) -> Option<SectionId>) {
        for section in SectionId::ALL {
            let is_own = |remark: &Remark| match remark.kind {
                RemarkKind::UnitDropped { cell, contradicts: false } => section_of(cell) == Some(section),
                _ => false,
            };
            let count: usize = self.list.iter().filter(|remark| is_own(remark)).map(Remark::count).sum();
            if self.list.iter().filter(|remark| is_own(remark)).count() <= few {
                continue;
            }
            let mut is_first = true;
            self.list.retain_mut(|remark| {
                let stays = !is_own(remark) || std::mem::take(&mut is_first);
                if stays && is_own(remark) {
                    remark.further = count.saturating_sub(1);
                }
                stays
            });
        }
    }

    /// Whether a picture was left out in these lines, or somewhere in the source.
    pub(super) fn lacks_picture(&self, lines: std::ops::RangeInclusive<usize>) -> bool {
        self.list.iter().any(|remark| match remark.kind {
            RemarkKind::LeftOut { what: OmittedContent::Picture } | RemarkKind::PictureBeyond { .. } => {
                lines.contains(&remark.line)
            }
            RemarkKind::Pictures { .. } => true,
            _ => false,
        })
    }

    /// All of them, in the order of the source's lines.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        self.list.sort_by_key(|remark| remark.line);
        self.list
    }

    /// All of them, in the order in which they were added.
    pub(super) fn in_order(self) -> Vec<Remark> {
        self.list
    }

    /// Adds a remark that stands for `count` of its kind.
    fn put(&mut self, line: usize, excerpt: &str, kind: RemarkKind, count: usize) {
        let what = if let RemarkKind::LeftOut { what } = kind { Some(what) } else { None };
        let sort = (std::mem::discriminant(&kind), what);
        if !self.kinds.iter().any(|(own, ..)| *own == sort) {
            self.kinds.push((sort, 0, 0));
        }
        let Some((_, kept, last)) = self.kinds.iter_mut().find(|(own, ..)| *own == sort) else { return };
        if *kept >= KEPT {
            if let Some(last) = self.list.get_mut(*last) {
                last.further = last.further.saturating_add(count);
            }
            return;
        }
        (*kept, *last) = (*kept + 1, self.list.len());
        let excerpt = self.excerpt(excerpt);
        let further = count.saturating_sub(1);
        self.list.push(Remark { further, ..Remark::new(line, excerpt, kind) });
    }

    /// The excerpt, cut where it is too long.
    fn excerpt(&mut self, text: &str) -> Arc<str> {
        let most = if self.quoted < QUOTED { LONG } else { SHORT };
        let cut = text.char_indices().nth(most).and_then(|(at, _)| text.get(..at));
        let cut = cut.map_or(Cow::Borrowed(text), |cut| Cow::Owned(format!("{cut}…")));
        if let Some(known) = self.excerpts.get(&*cut) {
            return Arc::clone(known);
        }
        self.quoted += cut.len();
        let excerpt: Arc<str> = Arc::from(&*cut);
        self.excerpts.insert(Arc::clone(&excerpt));
        excerpt
    }
}
