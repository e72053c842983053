//! Tokens → the rows of a table, each with the values after its label. Every word that is left over
//! gets a remark.

use std::collections::{BTreeMap, BTreeSet};

use super::table_labels::LabelMeaning;
use super::tokens::{Token, TokenKind, TokenStream, TokenValue};
use super::wording::is_han;
use crate::form::CellName;
use crate::import::remark::{RemarkKind, Remarks};

/// The most pieces of text that one remark quotes.
const TOGETHER: usize = 60;

/// The most slots of a row of which the cells between them are looked at: it costs the length of its line for each.
const LONGEST: usize = 64;

/// The least Chinese characters beside digits that are words and no number with its unit.
const WORDS: usize = 3;

/// A label with the values after it.
#[derive(Debug)]
pub(super) struct LabelledRow {
    /// What the label means: a row, or the head of a group.
    pub means: LabelMeaning,
    /// The label's characters in the stream.
    pub label: (usize, usize),
    /// The cells after it, in order.
    pub slots: Vec<ValueSlot>,
    /// How many more numbers follow than it has columns where any of them may be its own: with a cell a line, or where
    /// the label before it has none.
    pub crowded: usize,
    /// Whether numbers below it found no row: they may be the rest of its own, which narrow cells broke.
    pub trailed: bool,
    /// Whether its numbers are in several lines of which one has several cells.
    pub continued: bool,
    /// Whether a cell before one of its numbers has words that say none: an empty slot stands for it, and only the cells
    /// of other rows tell whether it is one of the form's.
    pub interrupted: bool,
    /// Whether words stand between its numbers in a line without cells: they may be one of its numbers.
    pub worded: bool,
    /// Whether words stand behind its last number in such a line: a note, or one of its numbers.
    pub noted: bool,
}

/// A cell of a row as it was found.
#[derive(Debug)]
pub(super) struct ValueSlot {
    /// Its characters in the stream.
    pub span: (usize, usize),
    /// Its value; `None` for an empty cell.
    pub value: Option<TokenValue>,
}

impl ValueSlot {
    /// Whether it is only a placeholder.
    pub(super) fn is_stroke(&self) -> bool {
        self.value.as_ref().is_some_and(TokenValue::is_stroke)
    }
}

/// A label whose wording is not the form's.
pub(super) struct RewordedLabel {
    /// The form's words.
    pub official: String,
    /// The source's words.
    pub stated: String,
}

/// The index of a cell that has words and no number, and their span.
type WordsInCell = (usize, (usize, usize));

/// The rows of a table in their order, and the labels with another wording. `wanted` gives how many
/// numbers a row has; `cell_a_line`: an empty cell is in a line of its own as well.
pub(super) fn gather(
    stream: &TokenStream,
    tokens: Vec<Token>,
    cell_a_line: bool,
    wanted: impl Fn(LabelMeaning) -> usize,
    remarks: &mut Remarks,
) -> (Vec<LabelledRow>, Vec<RewordedLabel>) {
    let mut rows: Vec<LabelledRow> = Vec::new();
    let mut open = false;
    let mut reworded = Vec::new();
    let mut left_over: Vec<(usize, usize)> = Vec::new();
    // How many numbers the last row has room for: counting its slots at each token would cost the square of a
    // long line.
    let mut room = 0_usize;
    // Whether the numbers that follow may be those of a label before the last one.
    let mut shared = false;
    // Cells with words behind the last slot of the last row.
    let mut words: Vec<WordsInCell> = Vec::new();
    // Whether words stand behind the last slot of the last row in its line, which has no cells.
    let mut is_broken = false;
    for token in tokens {
        match token.kind {
            TokenKind::Label { means, official, differs } => {
                if differs {
                    let stated = stream.text(token.span);
                    let kind = RemarkKind::LabelDiffers { official: official.clone() };
                    remarks.add(stream.line(token.span.0), stated.clone(), kind);
                    reworded.push(RewordedLabel { official, stated });
                }
                match means {
                    LabelMeaning::Head => open = open && room > 0,
                    // A cell over several columns that was repeated in each of them (docx2python 3.7.1).
                    LabelMeaning::Row(name)
                        if rows
                            .last()
                            .is_some_and(|row| row.slots.is_empty() && row.means == LabelMeaning::Row(name)) => {}
                    LabelMeaning::Row(_) | LabelMeaning::Group(_) => {
                        close(rows.last_mut(), &mut words, stream, room);
                        noted(rows.last_mut(), is_broken);
                        is_broken = false;
                        shared = rows.last().is_some_and(|row| {
                            row.filled() == 0 && (shared || matches!(row.means, LabelMeaning::Row(_)))
                        });
                        rows.push(LabelledRow {
                            means,
                            label: token.span,
                            slots: Vec::new(),
                            crowded: 0,
                            trailed: false,
                            continued: false,
                            interrupted: false,
                            worded: false,
                            noted: false,
                        });
                        room = wanted(means);
                        open = true;
                    }
                }
            }
            TokenKind::Value(value) => match rows.last_mut().filter(|_| open) {
                // The row is full and this is a new line: the next row has lost its label. Cells that are empty fill
                // a row whose cells are seen.
                Some(row)
                    if !(wanted(row.means) == 1 && row.ends_with(&value))
                        && (room == 0 || (!cell_a_line && row.slots.len() >= wanted(row.means)))
                        && row.ends_before(stream, token.span.0) =>
                {
                    let is_open = cell_a_line || row.continued || (shared && row.is_above_its_numbers(stream));
                    row.crowded += usize::from(is_open);
                    row.trailed |= value.digits.is_some();
                    left_over.push(token.span);
                }
                Some(row) => {
                    row.keep_places(&mut words, |span| stream.line(span.0) == stream.line(token.span.0));
                    row.continued |= !cell_a_line && room < wanted(row.means) && row.ends_before(stream, token.span.0);
                    // The words may be one of its numbers, and this one of the next column.
                    row.worded |= is_broken && !row.ends_before(stream, token.span.0);
                    row.slots.push(ValueSlot { span: token.span, value: Some(value) });
                    is_broken = false;
                    room = room.saturating_sub(1);
                }
                None => {
                    if let Some(row) = rows.last_mut() {
                        row.trailed |= value.digits.is_some() && row.ends_before(stream, token.span.0);
                    }
                    left_over.push(token.span);
                }
            },
            TokenKind::Blank => {
                if let Some(row) =
                    rows.last_mut().filter(|row| open && (cell_a_line || !row.ends_before(stream, token.span.0)))
                {
                    row.slots.push(ValueSlot { span: token.span, value: None });
                }
            }
            TokenKind::Official => {}
            TokenKind::Unknown => {
                // Other text on a line of its own: values after it do not belong to the row.
                open = open && rows.last().is_some_and(|row| !row.ends_before(stream, token.span.0));
                if let Some(row) = rows.last().filter(|row| open && !cell_a_line && row.slots.len() < LONGEST)
                    && let Some(cell) = own_cell(stream, row, token.span)
                    && words.last().is_none_or(|(last, _)| *last != cell)
                {
                    words.push((cell, token.span));
                }
                is_broken |= open && !cell_a_line && stream.cell(token.span.0).is_none();
                left_over.push(token.span);
            }
        }
    }
    close(rows.last_mut(), &mut words, stream, room);
    noted(rows.last_mut(), is_broken);
    report_left_over(stream, &left_over, remarks);
    (rows, reworded)
}

/// Ends a row that has words behind its last number in a line without cells.
fn noted(row: Option<&mut LabelledRow>, has_words: bool) {
    if let Some(row) = row.filter(|row| has_words && row.filled() > 0) {
        row.noted = true;
    }
}

/// Ends a row: where it lacks numbers, cells with words behind its last one are some of its own.
fn close(row: Option<&mut LabelledRow>, words: &mut Vec<WordsInCell>, stream: &TokenStream, room: usize) {
    if let Some(row) = row.filter(|row| room > 0 && row.filled() > 0) {
        let line = stream.line(row.span().1.saturating_sub(1));
        row.keep_places(words, |span| stream.line(span.0) == line);
    }
    words.clear();
}

/// The cell of words that is neither that of the row's label nor that of its last slot; `None` where no cells are seen.
fn own_cell(stream: &TokenStream, row: &LabelledRow, span: (usize, usize)) -> Option<usize> {
    let cell = |at: usize| stream.cell(at).map(|(cell, _)| cell);
    let own = cell(span.0)?;
    let last = row.slots.last().map_or(row.label.1.saturating_sub(1), |slot| slot.span.0);
    (cell(row.label.1.saturating_sub(1)) != Some(own) && cell(last) != Some(own)).then_some(own)
}

/// One remark for each line with text left over, and for lines that follow one another with nothing between them.
pub(super) fn report_left_over(stream: &TokenStream, spans: &[(usize, usize)], remarks: &mut Remarks) {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut joined: Option<(usize, usize)> = None;
    for span in spans {
        let follows = joined.is_some_and(|(end, count)| end == span.0 && count < TOGETHER);
        joined = Some((span.1, if follows { joined.map_or(0, |(_, count)| count + 1) } else { 0 }));
        for (line, text) in stream.lines(*span) {
            match lines.last_mut() {
                Some((last, words)) if *last == line || follows => {
                    words.push(' ');
                    words.push_str(&text);
                }
                _ => lines.push((line, text)),
            }
        }
    }
    for (line, text) in lines {
        remarks.add(line, text, RemarkKind::NotUnderstood);
    }
}

impl LabelledRow {
    /// Adds an empty slot for each cell with words whose span `is_own`; the others are forgotten.
    fn keep_places(&mut self, words: &mut Vec<WordsInCell>, is_own: impl Fn((usize, usize)) -> bool) {
        let before = self.slots.len();
        let own = words.drain(..).filter(|(_, span)| is_own(*span));
        self.slots.extend(own.map(|(_, span)| ValueSlot { span, value: None }));
        self.interrupted |= self.slots.len() > before;
    }

    /// The number of cells that are not empty.
    pub(super) fn filled(&self) -> usize {
        self.slots.iter().filter(|slot| slot.value.is_some()).count()
    }

    /// The number of values with a unit or a note.
    pub(super) fn trimmed(&self) -> usize {
        let values = self.slots.iter().filter_map(|slot| slot.value.as_ref());
        values.filter(|value| value.unit.is_some() || value.note.is_some()).count()
    }

    /// Its range in the stream, label and cells.
    pub(super) fn span(&self) -> (usize, usize) {
        // Numbers may stand before the rest of a label that was broken over lines.
        let first = self.slots.first().map_or(self.label.0, |slot| slot.span.0.min(self.label.0));
        (first, self.slots.last().map_or(self.label.1, |slot| slot.span.1.max(self.label.1)))
    }

    /// Whether its last cell has this value, as where a program repeats what stands over several columns.
    fn ends_with(&self, value: &TokenValue) -> bool {
        self.slots.last().is_some_and(|slot| slot.value.as_ref() == Some(value))
    }

    /// Whether it ends on an earlier line than that of the character `at`.
    fn ends_before(&self, stream: &TokenStream, at: usize) -> bool {
        let (from, to) = self.span();
        stream.line(to.saturating_sub(1).max(from)) < stream.line(at)
    }

    /// Whether its numbers begin on a later line than its label ends.
    fn is_above_its_numbers(&self, stream: &TokenStream) -> bool {
        let first = self.slots.iter().find(|slot| slot.value.is_some());
        first.is_some_and(|slot| stream.line(self.label.1.saturating_sub(1)) < stream.line(slot.span.0))
    }

    /// Takes out the words that stand behind its last number, such as those of a column for notes, and lists them: a
    /// number in them is none of its own.
    pub(super) fn without_words_behind(&mut self, wanted: usize, stream: &TokenStream, remarks: &mut Remarks) {
        let is_words = |slot: &ValueSlot| {
            slot.value.as_ref().is_some_and(|value| value.digits.is_none() && value.mark.is_none())
                && stream.text(slot.span).chars().filter(|one| is_han(*one)).count() >= WORDS
        };
        while self.filled() > wanted && self.slots.last().is_some_and(is_words) {
            if let Some(slot) = self.slots.pop() {
                remarks.add(stream.line(slot.span.0), stream.text(slot.span), RemarkKind::NotUnderstood);
            }
        }
    }

    /// Lists all of it as lost for the reason `kind`: one remark, however many lines it has.
    pub(super) fn list_as_lost(&self, stream: &TokenStream, kind: &RemarkKind, remarks: &mut Remarks) {
        let span = self.span();
        remarks.add(stream.line(span.0), stream.text(span), kind.clone());
    }
}

/// The labels that stand again with other numbers: each may have its own column's.
pub(super) fn repeated(rows: &[LabelledRow]) -> BTreeSet<CellName> {
    let mut seen: BTreeMap<CellName, &LabelledRow> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for row in rows.iter().filter(|row| row.filled() > 0) {
        let LabelMeaning::Row(name) = row.means else { continue };
        let first = *seen.entry(name).or_insert(row);
        if !first.slots.iter().map(|slot| &slot.value).eq(row.slots.iter().map(|slot| &slot.value)) {
            repeated.insert(name);
        }
    }
    repeated
}

/// The first row of each label; the others are listed.
pub(super) fn first_of_each(stream: &TokenStream, rows: Vec<LabelledRow>, remarks: &mut Remarks) -> Vec<LabelledRow> {
    let mut seen: BTreeSet<CellName> = BTreeSet::new();
    let mut kept = Vec::new();
    // Rows that follow one another are one remark: a whole table may come again.
    let mut again: Vec<(CellName, (usize, usize))> = Vec::new();
    let mut list = |again: &mut Vec<(CellName, (usize, usize))>| {
        if let (Some((row, (from, _))), Some((_, (_, to)))) = (again.first(), again.last()) {
            remarks.add(stream.line(*from), stream.text((*from, *to)), RemarkKind::RowTwice { row: *row });
        }
        again.clear();
    };
    for row in rows {
        match row.means {
            LabelMeaning::Row(name) if row.filled() > 0 && !seen.insert(name) => again.push((name, row.span())),
            _ => {
                if matches!(row.means, LabelMeaning::Row(_)) {
                    list(&mut again);
                }
                kept.push(row);
            }
        }
    }
    list(&mut again);
    kept
}
