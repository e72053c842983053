//! What can be done to an open report, as values. A command says what the user wants; the session
//! works out what changes. Knows neither keys nor menus.

use std::sync::Arc;

use super::Selection;
use crate::check::Fix;
use crate::form::{CellKey, Form, Name};
use crate::report::{Block, Change, Comparison, Number, Part, Refusal, Report, Shift, Unpasted, link_of};
use crate::richtext::{Align, Edit, Level, List, Mark, Marks, Position, Prose, Query, Span};

/// One thing to do. Each gives one step of the history, save that keystrokes join.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Text put in place of `span`, by the keyboard or an input method.
    Type {
        /// Which text.
        part: Part,
        /// What it replaces; mostly empty, the caret.
        span: Span,
        /// The text; an end of line begins a new paragraph.
        text: String,
        /// How it looks; `None` as the text before it.
        marks: Option<Marks>,
        /// How it came.
        typed: Typed,
    },
    /// What lies in `span` taken out.
    Delete {
        /// Which text.
        part: Part,
        /// What is taken out.
        span: Span,
        /// `Key` for the Backspace and Delete keys on single characters: these join.
        typed: Typed,
    },
    /// A piece of rich text put in place of `span`.
    Paste {
        /// Which text.
        part: Part,
        /// What it replaces.
        span: Span,
        /// What is put there.
        piece: Prose,
    },
    /// A number that follows a cell put in place of `span` (插入数据).
    InsertLink {
        /// Which text.
        part: Part,
        /// What it replaces.
        span: Span,
        /// The cell to follow.
        cell: CellKey,
    },
    /// Linked text in `span` no longer linked.
    Unlink(Part, Span),
    /// A mark turned on or off.
    Mark(Part, Span, Mark, bool),
    /// All marks taken off.
    Unmark(Part, Span),
    /// The level of the paragraphs touched.
    Level(Part, Span, Level),
    /// The alignment of the paragraphs touched.
    Align(Part, Span, Align),
    /// The list that the paragraphs touched belong to.
    List(Part, Span, Option<List>),
    /// The headings of a text numbered anew.
    Number(Part),
    /// The numbers of a text's headings taken away.
    Unnumber(Part),
    /// Every find in the given texts replaced.
    ReplaceAll {
        /// Which texts.
        parts: Vec<Part>,
        /// What is looked for.
        query: Query,
        /// What is put there.
        text: String,
    },
    /// One number entered, or the cell blanked.
    Enter(CellKey, Option<Number>),
    /// Several cells blanked.
    Blank(Vec<CellKey>),
    /// A block of texts entered with its first at the cell.
    PasteBlock(CellKey, Block),
    /// A zero in every blank cell of a table, or of all.
    FillZero(Option<Name>),
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
pub enum Typed {
    /// By a key: joins with what was typed just before.
    Key,
    /// As a whole: committed by an input method, dropped, cut. Always a step of its own.
    #[default]
    Whole,
}

/// What a command did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Whether the report is another now.
    pub changed: bool,
    /// What is selected now.
    pub selection: Selection,
    /// How positions in the texts moved.
    pub shift: Shift,
    /// What a pasted block left out.
    pub unpasted: Unpasted,
    /// How many finds were replaced.
    pub replaced: usize,
}

/// A command worked out against a report.
pub(super) struct Plan {
    pub change: Change,
    /// What is selected after the change's own edit, where the edit moves it elsewhere, and how
    /// many moves that edit makes.
    pub selection: Option<(Selection, usize)>,
    pub unpasted: Unpasted,
    pub replaced: usize,
}

impl Command {
    /// Where the command acts, in a text.
    pub(super) fn span(&self) -> Option<(Part, Span)> {
        match self {
            Command::Type { part, span, .. }
            | Command::Delete { part, span, .. }
            | Command::Paste { part, span, .. }
            | Command::InsertLink { part, span, .. }
            | Command::Unlink(part, span)
            | Command::Mark(part, span, ..)
            | Command::Unmark(part, span)
            | Command::Level(part, span, _)
            | Command::Align(part, span, _)
            | Command::List(part, span, _) => Some((*part, *span)),
            _ => None,
        }
    }

    /// What the command changes in `report`. Undo and redo change nothing here: they are the
    /// history's.
    pub(super) fn plan(self, report: &Report, form: &Form) -> Result<Plan, Refusal> {
        let nothing = Prose::default();
        let prose = |part: Part| report.part(part).unwrap_or(&nothing);
        let plan = match self {
            Command::Type { part, span, text, marks, .. } => {
                let prose = prose(part);
                let span = prose.clamp_span(span);
                if text == "\n" && span.is_empty() && prose.is_bare_item(span.start()) {
                    // Enter in an empty item or heading ends the list instead of going on.
                    let plain = Edit::list(prose, span, None);
                    let mut ended = prose.clone();
                    plain.clone().apply(&mut ended);
                    return Ok(looks(part, plain.then(Edit::level(&ended, span, Level::Body))));
                }
                let marks = marks.unwrap_or_else(|| prose.marks_of(span));
                caret_after(part, span, Edit::insert(prose, span, &text, marks))
            }
            Command::Delete { part, span, .. } => {
                let span = prose(part).clamp_span(span);
                caret_after(part, span, Edit::delete(prose(part), span))
            }
            Command::Paste { part, span, piece } => {
                let span = prose(part).clamp_span(span);
                caret_after(part, span, Edit::replace(prose(part), span, &piece))
            }
            Command::InsertLink { part, span, cell } => {
                let prose = prose(part);
                let span = prose.clamp_span(span);
                form.field(cell).ok_or(Refusal::NoSuchCell(cell))?;
                let link = link_of(cell).ok_or(Refusal::NoSuchCell(cell))?;
                let marks = prose.marks_of(span);
                let text = report.linked_text(form, cell);
                caret_after(part, span, Edit::insert_link(prose, span, &text, marks, link))
            }
            Command::Unlink(part, span) => looks(part, Edit::unlink(prose(part), span)),
            Command::Mark(part, span, mark, on) => looks(part, Edit::mark(prose(part), span, mark, on)),
            Command::Unmark(part, span) => looks(part, Edit::unmark(prose(part), span)),
            Command::Level(part, span, level) => looks(part, Edit::level(prose(part), span, level)),
            Command::Align(part, span, align) => looks(part, Edit::align(prose(part), span, align)),
            Command::List(part, span, list) => looks(part, Edit::list(prose(part), span, list)),
            Command::Number(part) => looks(part, Edit::number(prose(part))),
            Command::Unnumber(part) => looks(part, Edit::unnumber(prose(part))),
            Command::ReplaceAll { parts, query, text } => {
                let edits = parts.iter().map(|part| (*part, Edit::replace_all(prose(*part), &query, &text)));
                let changes = edits.map(|(part, edit)| Change::Prose(part, edit)).collect();
                let replaced = parts.iter().map(|part| prose(*part).find(&query).len()).sum();
                Plan { replaced, ..Plan::of(Change::All(changes)) }
            }
            Command::Enter(key, number) => Plan::of(Change::Numbers(vec![(key, number)])),
            Command::Blank(keys) => Plan::of(Change::Numbers(keys.into_iter().map(|key| (key, None)).collect())),
            Command::PasteBlock(key, block) => {
                form.field(key).ok_or(Refusal::NoSuchCell(key))?;
                let (change, unpasted) = block.paste(form, key);
                Plan { unpasted, ..Plan::of(change) }
            }
            Command::FillZero(table) => {
                if let Some(name) = table.filter(|name| form.table(*name).is_none()) {
                    return Err(Refusal::NoSuchTable(name));
                }
                Plan::of(Change::fill_zero(report, form, table))
            }
            Command::CarryForward(last) => {
                let last_form = Form::of(last.form).unwrap_or(form);
                Plan::of(Comparison::new(&last, last_form).carry_forward(report, form))
            }
            Command::Fix(fix) => Plan::of(super::apply_fix::change(&fix, report, form)),
            Command::Change(change) => Plan::of(change),
            Command::Undo | Command::Redo => Plan::of(Change::All(Vec::new())),
        };
        Ok(plan)
    }
}

impl Plan {
    const fn of(change: Change) -> Plan {
        Plan { change, selection: None, unpasted: Unpasted::EMPTY, replaced: 0 }
    }
}

/// An edit after which the caret stands behind what was put in place of `span`.
fn caret_after(part: Part, span: Span, edit: Edit) -> Plan {
    let end: Position = edit.moves().last().map_or(span.end(), |one| one.end);
    let selection = Some((Selection::caret(part, end), edit.moves().count()));
    Plan { selection, ..Plan::of(Change::Prose(part, edit)) }
}

/// An edit that leaves the selection where it is.
const fn looks(part: Part, edit: Edit) -> Plan {
    Plan::of(Change::Prose(part, edit))
}
