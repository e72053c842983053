//! What can be done to an open report, as values. A command says what the user wants; the session
//! works out what changes. Knows neither keys nor menus.

use std::sync::Arc;

use super::EditorSelection;
use crate::check::Fix;
use crate::form::{CellKey, CellName, Form};
use crate::raster::HeldPicture;
use crate::report::{
    CellBlock, Change, ChangeError, Number, PositionShift, PreviousYear, Report, ReportText, SkippedCells, link_of,
};
use crate::richtext::{
    ChartChoice, Edit, Figure, Level, ListKind, Paragraph, ParagraphAlign, RichText, SearchQuery, TableChange,
    TextMark, TextMarks, TextPosition, TextRange,
};

/// One thing to do. Each gives one step of the history, save that keystrokes join.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionCommand {
    /// Text put in place of `span`, by the keyboard or an input method.
    Type {
        /// Which text.
        part: ReportText,
        /// What it replaces; mostly empty, the caret.
        span: TextRange,
        /// The text; an end of line begins a new paragraph.
        text: String,
        /// How it looks; `None` as the text before it.
        marks: Option<TextMarks>,
        /// How it came.
        typed: TypedText,
    },
    /// What lies in `span` taken out.
    Delete {
        /// Which text.
        part: ReportText,
        /// What is taken out.
        span: TextRange,
        /// `Key` for the Backspace and Delete keys on single characters: these join.
        typed: TypedText,
    },
    /// A piece of rich text put in place of `span`.
    Paste {
        /// Which text.
        part: ReportText,
        /// What it replaces.
        span: TextRange,
        /// What is put there.
        piece: RichText,
    },
    /// A piece of rich text with figures, and their pictures, which the report may have already.
    PasteFigures {
        /// Which text.
        part: ReportText,
        /// What it replaces.
        span: TextRange,
        /// What is put there.
        piece: RichText,
        /// The pictures of its figures.
        pictures: Vec<HeldPicture>,
    },
    /// A picture put behind the paragraph of a position, or in its place where it is empty; the caret goes to its
    /// caption.
    InsertFigure {
        /// Which text.
        part: ReportText,
        /// Where.
        at: TextPosition,
        /// The picture.
        picture: HeldPicture,
        /// What it shows, in words.
        alt: String,
    },
    /// A chart put behind the paragraph of a position, or in its place where it is empty; the caret goes to its caption.
    InsertChart {
        /// Which text.
        part: ReportText,
        /// Where.
        at: TextPosition,
        /// What it shows, and how.
        choice: ChartChoice,
    },
    /// The figure of a paragraph changed, or taken away; its caption stays.
    SetFigure(ReportText, usize, Option<Figure>),
    /// An empty table put behind the paragraph of a position, or in its place where it is empty; the caret goes to its
    /// first cell.
    InsertTable {
        /// Which text.
        part: ReportText,
        /// Where.
        at: TextPosition,
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// The rows, columns or cells changed that a span touches, or their table.
    ChangeTable(ReportText, TextRange, TableChange),
    /// A number that follows a cell put in place of `span` (插入数据).
    InsertLink {
        /// Which text.
        part: ReportText,
        /// What it replaces.
        span: TextRange,
        /// The cell to follow.
        cell: CellKey,
    },
    /// Linked text in `span` no longer linked.
    Unlink(ReportText, TextRange),
    /// A mark turned on or off.
    Mark(ReportText, TextRange, TextMark, bool),
    /// The level of the paragraphs touched.
    Level(ReportText, TextRange, Level),
    /// As `Level`, and the headings of the text numbered anew, in one step.
    LevelNumbered(ReportText, TextRange, Level),
    /// The alignment of the paragraphs touched.
    Align(ReportText, TextRange, ParagraphAlign),
    /// The list that the paragraphs touched belong to.
    List(ReportText, TextRange, Option<ListKind>),
    /// The headings of a text numbered anew.
    Number(ReportText),
    /// The numbers of a text's headings taken away.
    Unnumber(ReportText),
    /// Every find in the given texts replaced.
    ReplaceAll {
        /// Which texts.
        parts: Vec<ReportText>,
        /// What is looked for.
        query: SearchQuery,
        /// What is put there.
        text: String,
    },
    /// One number entered, or the cell blanked.
    Enter(CellKey, Option<Number>),
    /// Several cells blanked.
    Blank(Vec<CellKey>),
    /// A block of texts entered with its first at the cell.
    PasteBlock(CellKey, CellBlock),
    /// A zero in every blank cell of a table, or of all.
    FillZero(Option<CellName>),
    /// 上年结转 and 现行有效 carried forward from last year's report into blank cells.
    CarryForward(Arc<Report>),
    /// A finding settled by a fix of the checks, found in the report as it is.
    Fix(Fix),
    /// Anything else: metadata, notes, settled totals and words, dismissals, fixes, imports.
    Change(Change),
    /// The last step taken back.
    Undo,
    /// The last step taken back made again.
    Redo,
}

/// How text came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TypedText {
    /// By keys, or by an input method: joins with what was typed just before.
    Key,
    /// As a whole: dropped, cut, left while it was being composed. Always a step of its own.
    #[default]
    Whole,
}

/// What a command did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandOutcome {
    /// Whether the report is another now.
    pub changed: bool,
    /// What is selected now.
    pub selection: EditorSelection,
    /// How positions in the texts moved.
    pub shift: PositionShift,
    /// What a pasted block left out.
    pub unpasted: SkippedCells,
    /// How many finds were replaced.
    pub replaced: usize,
}

/// A command worked out against a report.
pub(super) struct ChangePlan {
    pub change: Change,
    /// What is selected after the change's own edit, where the edit moves it elsewhere, and how
    /// many moves that edit makes.
    pub selection: Option<(EditorSelection, usize)>,
    pub unpasted: SkippedCells,
    pub replaced: usize,
}

impl SessionCommand {
    /// Where the command acts, in a text.
    pub(super) fn span(&self) -> Option<(ReportText, TextRange)> {
        match self {
            SessionCommand::Type { part, span, .. }
            | SessionCommand::Delete { part, span, .. }
            | SessionCommand::Paste { part, span, .. }
            | SessionCommand::PasteFigures { part, span, .. }
            | SessionCommand::InsertLink { part, span, .. }
            | SessionCommand::Unlink(part, span)
            | SessionCommand::ChangeTable(part, span, _)
            | SessionCommand::Mark(part, span, ..)
            | SessionCommand::Level(part, span, _)
            | SessionCommand::LevelNumbered(part, span, _)
            | SessionCommand::Align(part, span, _)
            | SessionCommand::List(part, span, _) => Some((*part, *span)),
            _ => None,
        }
    }

    /// What the command changes in `report`. Undo and redo change nothing here: they are the
    /// history's.
    pub(super) fn plan(self, report: &Report, form: &Form) -> Result<ChangePlan, ChangeError> {
        let nothing = RichText::default();
        let prose = |part: ReportText| report.part(part).unwrap_or(&nothing);
        let plan = match self {
            SessionCommand::Type { part, span, text, marks, .. } => {
                let prose = prose(part);
                let span = prose.clamp_span(span);
                if text == "\n" && span.is_empty() && prose.is_empty_item(span.start()) {
                    // Enter in an empty item or heading ends the list instead of going on.
                    let plain = Edit::list(prose, span, None);
                    let mut ended = prose.clone();
                    plain.clone().apply(&mut ended);
                    return Ok(looks(part, plain.then(Edit::level(&ended, span, Level::Body))));
                }
                let marks = marks.unwrap_or_else(|| prose.marks_of(span));
                caret_after(part, span, Edit::insert(prose, span, &text, marks))
            }
            SessionCommand::Delete { part, span, .. } => {
                let span = prose(part).clamp_span(span);
                caret_after(part, span, Edit::delete(prose(part), span))
            }
            SessionCommand::Paste { part, span, piece } => {
                let span = prose(part).clamp_span(span);
                caret_after(part, span, Edit::replace(prose(part), span, &piece))
            }
            SessionCommand::PasteFigures { part, span, piece, pictures } => {
                let span = prose(part).clamp_span(span);
                let plan = caret_after(part, span, Edit::replace(prose(part), span, &piece));
                let changes = pictures.into_iter().map(Change::AddPicture).chain([plan.change]);
                ChangePlan { change: Change::All(changes.collect()), ..plan }
            }
            SessionCommand::InsertFigure { part, at, picture, alt } => {
                let (id, width) = (picture.id(), Figure::usual_width(picture.shown_size().0));
                let figure = Figure::of_picture(id, alt, width);
                let plan = caret_in_caption(part, prose(part), at, Paragraph::of_figure(figure));
                ChangePlan { change: Change::All(vec![Change::AddPicture(picture), plan.change]), ..plan }
            }
            SessionCommand::InsertChart { part, at, choice } => {
                caret_in_caption(part, prose(part), at, Paragraph::of_figure(Figure::of_chart(choice)))
            }
            SessionCommand::SetFigure(part, number, figure) => {
                looks(part, Edit::set_figure(prose(part), number, figure))
            }
            SessionCommand::InsertTable { part, at, rows, columns } => {
                let edit = Edit::insert_table(prose(part), at, rows, columns);
                let mut after = prose(part).clone();
                edit.clone().apply(&mut after);
                // Behind the tables that were before it.
                let before = prose(part).tables().iter().filter(|table| table.paragraphs.end <= at.paragraph).count();
                let own = prose(part).table_at(at.paragraph).is_some();
                let table = after.tables().into_iter().nth(before + usize::from(own));
                let caret = TextPosition::new(table.map_or(0, |table| table.paragraphs.start), 0);
                let selection = Some((EditorSelection::caret(part, caret), edit.moves().count()));
                ChangePlan { selection, ..ChangePlan::of(Change::Prose(part, edit)) }
            }
            SessionCommand::ChangeTable(part, span, change) => match Edit::change_table(prose(part), span, change) {
                Some((edit, caret)) => {
                    let selection = Some((EditorSelection::caret(part, caret), edit.moves().count()));
                    ChangePlan { selection, ..ChangePlan::of(Change::Prose(part, edit)) }
                }
                None => ChangePlan::of(Change::All(Vec::new())),
            },
            SessionCommand::InsertLink { part, span, cell } => {
                let prose = prose(part);
                let span = prose.clamp_span(span);
                form.field(cell).ok_or(ChangeError::NoSuchCell(cell))?;
                let link = link_of(cell).ok_or(ChangeError::NoSuchCell(cell))?;
                let marks = prose.marks_of(span);
                let text = report.linked_text(form, cell);
                caret_after(part, span, Edit::insert_link(prose, span, &text, marks, link))
            }
            SessionCommand::Unlink(part, span) => looks(part, Edit::unlink(prose(part), span)),
            SessionCommand::Mark(part, span, mark, on) => looks(part, Edit::mark(prose(part), span, mark, on)),
            SessionCommand::Level(part, span, level) => looks(part, Edit::level(prose(part), span, level)),
            SessionCommand::LevelNumbered(part, span, level) => looks(part, level_numbered(prose(part), span, level)),
            SessionCommand::Align(part, span, align) => looks(part, Edit::align(prose(part), span, align)),
            SessionCommand::List(part, span, list) => looks(part, Edit::list(prose(part), span, list)),
            SessionCommand::Number(part) => looks(part, Edit::number(prose(part))),
            SessionCommand::Unnumber(part) => looks(part, Edit::unnumber(prose(part))),
            SessionCommand::ReplaceAll { parts, query, text } => {
                let edits = parts.iter().map(|part| (*part, Edit::replace_all(prose(*part), &query, &text)));
                let changes = edits.map(|(part, edit)| Change::Prose(part, edit)).collect();
                let replaced = parts.iter().map(|part| prose(*part).find(&query).len()).sum();
                ChangePlan { replaced, ..ChangePlan::of(Change::All(changes)) }
            }
            SessionCommand::Enter(key, number) => ChangePlan::of(Change::Numbers(vec![(key, number)])),
            SessionCommand::Blank(keys) => {
                ChangePlan::of(Change::Numbers(keys.into_iter().map(|key| (key, None)).collect()))
            }
            SessionCommand::PasteBlock(key, block) => {
                form.field(key).ok_or(ChangeError::NoSuchCell(key))?;
                let (change, unpasted) = block.paste(form, key);
                ChangePlan { unpasted, ..ChangePlan::of(change) }
            }
            SessionCommand::FillZero(table) => {
                if let Some(name) = table.filter(|name| form.table(*name).is_none()) {
                    return Err(ChangeError::NoSuchTable(name));
                }
                ChangePlan::of(Change::fill_zero(report, form, table))
            }
            SessionCommand::CarryForward(last) => {
                let last_form = Form::of(last.form).unwrap_or(form);
                ChangePlan::of(PreviousYear::new(&last, last_form).carry_forward(report, form))
            }
            SessionCommand::Fix(fix) => ChangePlan::of(super::apply_fix::change(&fix, report, form)),
            SessionCommand::Change(change) => ChangePlan::of(change),
            SessionCommand::Undo | SessionCommand::Redo => ChangePlan::of(Change::All(Vec::new())),
        };
        Ok(plan)
    }
}

impl ChangePlan {
    const fn of(change: Change) -> ChangePlan {
        ChangePlan { change, selection: None, unpasted: SkippedCells::EMPTY, replaced: 0 }
    }
}

/// The level of paragraphs, and the numbers of all headings after it. A heading that becomes body text loses
/// its number.
fn level_numbered(prose: &RichText, span: TextRange, level: Level) -> Edit {
    let mut text = prose.clone();
    let mut all = if level == Level::Body { Edit::unnumber(&text) } else { Edit::default() };
    all.clone().apply(&mut text);
    let at_level = Edit::level(&text, text.clamp_span(span), level);
    at_level.clone().apply(&mut text);
    all = all.then(at_level);
    all.then(Edit::number(&text))
}

/// An edit after which the caret stands behind what was put in place of `span`.
fn caret_after(part: ReportText, span: TextRange, edit: Edit) -> ChangePlan {
    let end: TextPosition = edit.moves().last().map_or(span.end(), |one| one.end);
    let selection = Some((EditorSelection::caret(part, end), edit.moves().count()));
    ChangePlan { selection, ..ChangePlan::of(Change::Prose(part, edit)) }
}

/// Puts in a figure, with the caret in its caption, which is written next: it may stand before the paragraph of `at`.
fn caret_in_caption(part: ReportText, prose: &RichText, at: TextPosition, figure: Paragraph) -> ChangePlan {
    let edit = Edit::insert_figures(prose, at, vec![figure.clone()]);
    let mut after = prose.clone();
    edit.clone().apply(&mut after);
    let is_own = |one: &Paragraph| one.figure == figure.figure && one.is_empty();
    let number = after.paragraphs.iter().enumerate().skip(at.paragraph).find(|(_, one)| is_own(one));
    let caret = number.map_or(at, |(number, _)| TextPosition::new(number, 0));
    let selection = Some((EditorSelection::caret(part, caret), edit.moves().count()));
    ChangePlan { selection, ..ChangePlan::of(Change::Prose(part, edit)) }
}

/// An edit that leaves the selection where it is.
const fn looks(part: ReportText, edit: Edit) -> ChangePlan {
    ChangePlan::of(Change::Prose(part, edit))
}
