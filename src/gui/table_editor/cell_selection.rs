//! Which cells are selected, and where a move leads. Knows no screen.

use crate::form::{CellContent, CellKey, Table};

/// A rectangle of number cells between two of them, given by their places in the form's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSelection {
    /// Where it began.
    pub anchor: usize,
    /// The focused cell.
    pub head: usize,
}

/// One move of the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMove {
    /// To the next cell upwards.
    Up,
    /// Downwards.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the next cell in reading order.
    Next,
    /// To the one before.
    Previous,
    /// To the first of the row.
    RowStart,
    /// To the last of the row.
    RowEnd,
    /// To the first of the table.
    First,
    /// To the last of the table.
    Last,
}

impl CellSelection {
    /// One cell.
    pub const fn one(cell: usize) -> CellSelection {
        CellSelection { anchor: cell, head: cell }
    }

    /// The first number cell of the table.
    pub fn first(table: &Table) -> Option<CellSelection> {
        numbers(table).next().map(CellSelection::one)
    }

    /// The cell `key`.
    pub fn of(table: &Table, key: CellKey) -> Option<CellSelection> {
        table.field(key).map(|field| CellSelection::one(field.cell))
    }

    /// After a move; `extend` keeps the anchor.
    pub fn moved(self, table: &Table, step: CellMove, extend: bool) -> CellSelection {
        let head = target(table, self.head, step).unwrap_or(self.head);
        CellSelection { anchor: if extend { self.anchor } else { head }, head }
    }

    /// The chosen number cells by row and column, in reading order.
    pub fn rows(self, table: &Table) -> Vec<Vec<usize>> {
        let Some((anchor, head)) = table.cells.get(self.anchor).zip(table.cells.get(self.head)) else {
            return Vec::new();
        };
        let top = anchor.row.min(head.row);
        let bottom = (anchor.row + anchor.down).max(head.row + head.down);
        let left = anchor.column.min(head.column);
        let right = (anchor.column + anchor.across).max(head.column + head.across);
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for row in top..bottom {
            let inside = numbers(table).filter(|index| {
                table.cells.get(*index).is_some_and(|cell| cell.row == row && (left..right).contains(&cell.column))
            });
            let cells: Vec<usize> = inside.collect();
            if !cells.is_empty() {
                rows.push(cells);
            }
        }
        rows
    }
}

/// The keys of the chosen cells that can be entered.
pub(super) fn inputs(table: &Table, selection: CellSelection) -> Vec<CellKey> {
    let cells = selection.rows(table).into_iter().flatten();
    let input = |index: usize| match table.cells.get(index)?.content {
        CellContent::Input(key, _) => Some(key),
        CellContent::Label { .. } | CellContent::Total(..) => None,
    };
    cells.filter_map(input).collect()
}

/// The number cells, as places in the form's cells, in reading order.
pub(super) fn numbers(table: &Table) -> impl Iterator<Item = usize> {
    table.cells.iter().enumerate().filter(|(_, cell)| cell.key().is_some()).map(|(index, _)| index)
}

fn target(table: &Table, from: usize, step: CellMove) -> Option<usize> {
    let here = table.cells.get(from)?;
    let cell = |index: &usize| table.cells.get(*index);
    // Whether a cell lies in the same row, or in the same column.
    let level =
        |index: &usize| cell(index).is_some_and(|it| it.row < here.row + here.down && here.row < it.row + it.down);
    let plumb = |index: &usize| {
        cell(index).is_some_and(|it| it.column < here.column + here.across && here.column < it.column + it.across)
    };
    let row = |index: &usize| cell(index).map_or(0, |it| it.row);
    let column = |index: &usize| cell(index).map_or(0, |it| it.column);
    match step {
        CellMove::Up => numbers(table).filter(plumb).filter(|it| row(it) < here.row).max_by_key(row),
        CellMove::Down => numbers(table).filter(plumb).filter(|it| row(it) > here.row).min_by_key(row),
        CellMove::Left => numbers(table).filter(level).filter(|it| column(it) < here.column).max_by_key(column),
        CellMove::Right => numbers(table).filter(level).filter(|it| column(it) > here.column).min_by_key(column),
        CellMove::Next => numbers(table).find(|it| *it > from),
        CellMove::Previous => numbers(table).take_while(|it| *it < from).last(),
        CellMove::RowStart => numbers(table).filter(level).min_by_key(column),
        CellMove::RowEnd => numbers(table).filter(level).max_by_key(column),
        CellMove::First => numbers(table).next(),
        CellMove::Last => numbers(table).last(),
    }
}
