//! Rows whose cells are known: which number is in which column of the grid. Only then is it known
//! which cells are blank.

use std::collections::{BTreeMap, BTreeSet};

use super::row_sums;
use super::rows::{LabelledRow, ValueSlot};
use super::tokens::{Token, TokenKind, TokenStream};
use super::wording::fold;
use crate::form::{Cell, Field, Table};

/// For each field of a row its slot; `None` for an empty cell.
pub(super) type RowSlots<'a> = Vec<Option<&'a ValueSlot>>;

/// The grid of a source's table.
pub(super) struct SlotGrid<'a> {
    table: &'a Table,
    stream: &'a TokenStream,
    /// The index of the first column's header cell in its line, and the number of cells in that
    /// line.
    head: Option<(usize, usize)>,
    /// The number of cells in the widest line with numbers.
    widest: usize,
    /// For full rows by their number of slots and the column of their label: how many empty cells
    /// precede their numbers.
    leads: BTreeMap<(usize, usize), BTreeSet<usize>>,
}

impl<'a> SlotGrid<'a> {
    /// The grid of a table.
    pub(super) fn of(table: &'a Table, stream: &'a TokenStream, tokens: &[Token]) -> SlotGrid<'a> {
        let first = table.fields.first().and_then(|field| field.column_heads.last());
        let head = first.map(|head| fold(head).chars).and_then(|head| {
            let is_head =
                |kind: &TokenKind| matches!(kind, TokenKind::Label { official, .. } if fold(official).chars == head);
            stream.cell(tokens.iter().find(|token| is_head(&token.kind))?.span.0)
        });
        // Heads may be those of other columns whose rows stand elsewhere.
        let is_number = |token: &&Token| matches!(&token.kind, TokenKind::Value(value) if !value.is_stroke());
        let lines = tokens.iter().filter(is_number).map(|token| stream.line(token.span.0)).collect();
        let widest = stream.widest(&lines);
        SlotGrid { table, stream, head, widest, leads: BTreeMap::new() }
    }

    /// Learns from a row without blanks among its numbers how many empty cells precede them.
    pub(super) fn learn(&mut self, row: &LabelledRow, fields: &[&Field]) {
        let filled = |slot: &ValueSlot| slot.value.is_some();
        if row.filled() != fields.len() || row.slots.len() == fields.len() {
            return;
        }
        if let (Some(first), Some(last)) = (row.slots.iter().position(filled), row.slots.iter().rposition(filled))
            && last - first + 1 == fields.len()
        {
            self.leads.entry((row.slots.len(), self.label_column(fields))).or_default().insert(first);
        }
    }

    /// The slots of a row by their grid columns; `None` if these are not known.
    pub(super) fn fit<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        if row.label.0 == row.label.1 {
            return self.by_sum(row, fields);
        }
        self.under_heads(row, fields)
            .or_else(|| self.like_full_rows(row, fields))
            .or_else(|| self.in_grid(row, fields).filter(|_| self.agrees_with_grid(row, fields)))
            .or_else(|| self.by_sum(row, fields))
    }

    /// Whether the rows of this source are so uncertain that nothing but the grid tells their cells.
    pub(super) fn is_doubtful(&self, row: &LabelledRow, fields: &[&Field]) -> bool {
        row.slots.len() > fields.len() && row.filled() < fields.len() && self.possible(row, fields).count() > 1
    }

    /// For a row with as many slots as full rows of the same depth: like these.
    fn like_full_rows<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        let known = self.leads.get(&(row.slots.len(), self.label_column(fields)));
        let known = known.or_else(|| {
            // Where no full row has an empty cell before its numbers, none has.
            let first = self.leads.values().next()?;
            self.leads.values().all(|leads| leads.iter().eq([&0])).then_some(first)
        });
        let mut leads = known?.iter();
        let lead = *leads.next().filter(|_| leads.next().is_none())?;
        self.possible(row, fields).find(|from| *from == lead)?;
        at_columns(row, (lead..lead + fields.len()).collect())
    }

    /// The one place of the numbers at which the last of them is the sum of the others, or the only
    /// possible one.
    fn by_sum<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        if row.interrupted {
            return None;
        }
        let number = |slot: &ValueSlot| slot.value.as_ref()?.count();
        let is_summed = fields.last().is_some_and(|field| field.total);
        let from = |holds: bool| {
            let mut found = self.possible(row, fields).filter(|from| {
                let own = row.slots.get(*from..from + fields.len()).unwrap_or_default();
                !holds
                    || (own.last().is_some_and(|last| number(last).is_some())
                        && row_sums::ends_with_sum(own.iter().map(number)))
            });
            found.next().filter(|_| found.next().is_none())
        };
        let only = from(false).or_else(|| from(true).filter(|_| is_summed))?;
        at_columns(row, (only..only + fields.len()).collect())
    }

    /// The places at which the row's numbers may begin so that none is outside.
    fn possible<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> impl Iterator<Item = usize> + use<'s> {
        let wanted = fields.len();
        let filled = |slot: &ValueSlot| slot.value.is_some();
        let first = row.slots.iter().position(filled).unwrap_or(0);
        let last = row.slots.iter().rposition(filled).unwrap_or(0);
        let most = (row.slots.len() + 1).saturating_sub(wanted);
        (0..most).filter(move |from| *from <= first && last < from + wanted)
    }

    /// Whether the full rows of the source begin where the form's grid has their numbers.
    fn agrees_with_grid(&self, row: &LabelledRow, fields: &[&Field]) -> bool {
        let cells = fields.first().and_then(|field| self.table.cells.get(field.cell));
        let first = cells.map_or(0, |cell| cell.column);
        let own = |(_, label): &(usize, usize)| first.saturating_sub(label + 1);
        let known = !self.leads.is_empty() && self.leads.iter().all(|(key, leads)| leads.iter().eq([&own(key)]));
        known || self.possible(row, fields).count() == 1
    }

    /// The column of the last label before these fields.
    fn label_column(&self, fields: &[&Field]) -> usize {
        let Some(first) = fields.first().and_then(|field| self.table.cells.get(field.cell)) else { return 0 };
        let is_label = |cell: &&Cell| cell.key().is_none() && cell.column < first.column;
        let same_row = |cell: &&Cell| (cell.row..cell.row + cell.down.max(1)).contains(&first.row);
        self.table.cells.iter().filter(is_label).filter(same_row).map(|cell| cell.column).max().unwrap_or(0)
    }

    /// Whether label and numbers of a row are in separate cells: then no numbers ran together.
    pub(super) fn apart(&self, row: &LabelledRow) -> bool {
        let cell = |at| self.stream.cell(at).map(|(cell, _)| cell);
        let label = cell(row.label.1.saturating_sub(1));
        label.is_some() && row.slots.iter().all(|slot| cell(slot.span.0) > label)
    }

    /// For a row with as many cells as the header line: its numbers begin below the first header,
    /// or further right if its label extends that far. Some pages leave out positions covered by a
    /// wide label and have blanks at the end of the row instead. A shorter row with blanks
    /// elsewhere has lost those at its end, since many programs trim lines.
    fn under_heads<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        let (head, across) = self.head.filter(|(head, _)| *head > 0)?;
        let (label, cells) = self.stream.cell(row.label.1.checked_sub(1)?)?;
        let shows_blanks = row.slots.iter().any(|slot| slot.value.is_none());
        let ends_filled = row.slots.last().is_some_and(|slot| slot.value.is_some());
        let is_cut = cells < self.widest && shows_blanks && ends_filled;
        if !(cells == across || is_cut) || row.slots.len() != cells - label - 1 {
            return None;
        }
        let from = head.max(label + 1) - label - 1;
        at_columns(row, (from..from + fields.len()).collect())
    }

    /// For a row that has a cell for each column of the form's grid right of its label: positions
    /// covered by a merged cell are empty.
    fn in_grid<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        let cells: Vec<&Cell> = fields.iter().filter_map(|field| self.table.cells.get(field.cell)).collect();
        let label = self.label_column(fields);
        if row.slots.len() != self.table.column_count() - label - 1 {
            return None;
        }
        at_columns(row, cells.iter().filter_map(|cell| cell.column.checked_sub(label + 1)).collect())
    }
}

/// The slots at these columns; `None` if another column is not empty.
fn at_columns(row: &LabelledRow, own: Vec<usize>) -> Option<RowSlots<'_>> {
    let is_own_or_blank = |(at, slot): (usize, &ValueSlot)| own.contains(&at) || slot.value.is_none();
    if !row.slots.iter().enumerate().all(is_own_or_blank) {
        return None;
    }
    let slot = |at: &usize| row.slots.get(*at).filter(|slot| slot.value.is_some());
    Some(own.iter().map(slot).collect())
}
