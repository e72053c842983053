//! Rows of which the cells are known: which number stands in whose square. Only there is it known where
//! a blank stands.

use super::rows::{LabelledRow, ValueSlot};
use super::tokens::{Token, TokenKind, TokenStream};
use super::wording::fold;
use crate::form::{Cell, Field, Table};

/// For each field of a row the slot that is its own, or an empty cell.
pub(super) type RowSlots<'a> = Vec<Option<&'a ValueSlot>>;

/// The squares of a source's table.
pub(super) struct SlotGrid<'a> {
    table: &'a Table,
    stream: &'a TokenStream,
    /// In which cell of its line the head of the first column stands, and how many that line has.
    head: Option<(usize, usize)>,
    /// How many cells the widest line has.
    widest: usize,
}

impl<'a> SlotGrid<'a> {
    /// The squares of a table.
    pub(super) fn of(table: &'a Table, stream: &'a TokenStream, atoms: &[Token]) -> SlotGrid<'a> {
        let first = table.fields.first().and_then(|field| field.column_heads.last());
        let head = first.map(|head| fold(head).chars).and_then(|head| {
            let is_head =
                |sort: &TokenKind| matches!(sort, TokenKind::Label { official, .. } if fold(official).chars == head);
            stream.cell(atoms.iter().find(|atom| is_head(&atom.sort))?.span.0)
        });
        SlotGrid { table, stream, head, widest: stream.widest() }
    }

    /// The slots of a row by their squares; `None` where they cannot be told.
    pub(super) fn fit<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        self.under_heads(row, fields).or_else(|| self.in_grid(row, fields))
    }

    /// Whether label and numbers of a row stand in cells of their own: then no number ran into another.
    pub(super) fn apart(&self, row: &LabelledRow) -> bool {
        let cell = |at| self.stream.cell(at).map(|(cell, _)| cell);
        let label = cell(row.label.1.saturating_sub(1));
        label.is_some() && row.slots.iter().all(|slot| cell(slot.span.0) > label)
    }

    /// Of a row with as many cells as the line of the heads: under the first of these its numbers begin,
    /// or further right where its labels reach so far. Some pages close up what a wide label covers, and
    /// have blanks at the end of the row instead. A shorter row that shows blanks elsewhere has lost those
    /// at its end, as many programs cut lines.
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
        in_these(row, (from..from + fields.len()).collect())
    }

    /// Of a row that has a square for each of the form's grid right of its label: what a wide cell covers
    /// is a square without anything.
    fn in_grid<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        let cells: Vec<&Cell> = fields.iter().filter_map(|field| self.table.cells.get(field.cell)).collect();
        let first = cells.first()?;
        let is_label = |cell: &&Cell| cell.key().is_none() && cell.column < first.column;
        let beside = |cell: &&Cell| (cell.row..cell.row + cell.down.max(1)).contains(&first.row);
        let label = self.table.cells.iter().filter(is_label).filter(beside).map(|cell| cell.column).max()?;
        if row.slots.len() != self.table.column_count() - label - 1 {
            return None;
        }
        in_these(row, cells.iter().filter_map(|cell| cell.column.checked_sub(label + 1)).collect())
    }
}

/// What stands in these squares; `None` where something stands in another.
fn in_these(row: &LabelledRow, own: Vec<usize>) -> Option<RowSlots<'_>> {
    let is_bare = |(at, slot): (usize, &ValueSlot)| own.contains(&at) || slot.value.is_none();
    if !row.slots.iter().enumerate().all(is_bare) {
        return None;
    }
    let slot = |at: &usize| row.slots.get(*at).filter(|slot| slot.value.is_some());
    Some(own.iter().map(slot).collect())
}
