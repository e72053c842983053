//! Rows whose cells are known: which number is in which column of the grid. Only then is it known
//! which cells are blank.

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
    /// The number of cells in the widest line.
    widest: usize,
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
        SlotGrid { table, stream, head, widest: stream.widest() }
    }

    /// The slots of a row by their grid columns; `None` if these are not known.
    pub(super) fn fit<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<RowSlots<'s>> {
        self.under_heads(row, fields).or_else(|| self.in_grid(row, fields))
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
        let first = cells.first()?;
        let is_label = |cell: &&Cell| cell.key().is_none() && cell.column < first.column;
        let same_row = |cell: &&Cell| (cell.row..cell.row + cell.down.max(1)).contains(&first.row);
        let label = self.table.cells.iter().filter(is_label).filter(same_row).map(|cell| cell.column).max()?;
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
