//! Which cells are selected, and where a move leads, as in a spreadsheet. Knows no screen.

use crate::form::{Cell, CellContent, CellKey, Table};

/// A rectangle of number cells between two of them, given by their places in the form's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSelection {
    /// Where it began: the corner that stays.
    pub anchor: usize,
    /// The corner that Shift moves.
    pub head: usize,
    /// The cell that has the focus and takes what is typed: the anchor, until Tab or Enter walk through
    /// the rectangle.
    pub active: usize,
}

/// A way through the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellDirection {
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// One move of the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMove {
    /// To the next cell.
    Step(CellDirection),
    /// To the last filled cell before a blank one, or to the first filled cell behind blank ones, or to
    /// the last cell: always in the same row or column.
    Edge(CellDirection),
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
        CellSelection { anchor: cell, head: cell, active: cell }
    }

    /// The cells between two, the first of which is active.
    pub const fn between(anchor: usize, head: usize) -> CellSelection {
        CellSelection { anchor, head, active: anchor }
    }

    /// All number cells of the table, the first one active.
    pub fn all(table: &Table) -> Option<CellSelection> {
        Some(CellSelection::between(numbers(table).next()?, numbers(table).last()?))
    }

    /// The cell `key`.
    pub fn of(table: &Table, key: CellKey) -> Option<CellSelection> {
        table.field(key).map(|field| CellSelection::one(field.cell))
    }

    /// After a move from the active cell; `extend` keeps it and moves the corner opposite. `filled` says
    /// which cells show a number.
    pub fn moved(self, table: &Table, step: CellMove, extend: bool, filled: impl Fn(usize) -> bool) -> CellSelection {
        let from = if extend && self.active == self.anchor { self.head } else { self.active };
        let to = target(table, from, step, filled).unwrap_or(from);
        if extend { CellSelection::between(self.active, to) } else { CellSelection::one(to) }
    }

    /// The next cell within the rectangle, after the last one the first, by rows or by columns; `None` where
    /// there is only one.
    pub fn walked(self, table: &Table, by_columns: bool, back: bool) -> Option<CellSelection> {
        let mut cells = self.rows(table).concat();
        if by_columns {
            cells.sort_by_key(|index| table.cells.get(*index).map(|cell| (cell.column, cell.row)));
        }
        let at = cells.iter().position(|cell| *cell == self.active).filter(|_| cells.len() > 1)?;
        let next = (at + if back { cells.len() - 1 } else { 1 }) % cells.len();
        cells.get(next).map(|active| CellSelection { active: *active, ..self })
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

/// The number cell above one.
pub(super) fn above(table: &Table, cell: usize) -> Option<usize> {
    way(table, cell, CellDirection::Up).first().copied()
}

/// The number cells, as places in the form's cells, in reading order.
pub(super) fn numbers(table: &Table) -> impl Iterator<Item = usize> {
    table.cells.iter().enumerate().filter(|(_, cell)| cell.key().is_some()).map(|(index, _)| index)
}

fn target(table: &Table, from: usize, step: CellMove, filled: impl Fn(usize) -> bool) -> Option<usize> {
    let row = || way(table, from, CellDirection::Left).last().copied();
    match step {
        CellMove::Step(direction) => way(table, from, direction).first().copied(),
        CellMove::Edge(direction) => edge(&way(table, from, direction), filled(from), filled),
        CellMove::Next => numbers(table).find(|it| *it > from),
        CellMove::Previous => numbers(table).take_while(|it| *it < from).last(),
        CellMove::RowStart => row(),
        CellMove::RowEnd => way(table, from, CellDirection::Right).last().copied(),
        CellMove::First => numbers(table).next(),
        CellMove::Last => numbers(table).last(),
    }
}

/// The number cells that lie in one direction from a cell, the nearest first: one of each row, or of each
/// column.
fn way(table: &Table, from: usize, direction: CellDirection) -> Vec<usize> {
    let Some(here) = table.cells.get(from) else { return Vec::new() };
    let level = |it: &Cell| it.row < here.row + here.down && here.row < it.row + it.down;
    let plumb = |it: &Cell| it.column < here.column + here.across && here.column < it.column + it.across;
    let place = |it: &Cell| match direction {
        CellDirection::Up if plumb(it) && it.row < here.row => Some(here.row - it.row),
        CellDirection::Down if plumb(it) && it.row > here.row => Some(it.row - here.row),
        CellDirection::Left if level(it) && it.column < here.column => Some(here.column - it.column),
        CellDirection::Right if level(it) && it.column > here.column => Some(it.column - here.column),
        _ => None,
    };
    let cells = numbers(table).filter_map(|index| Some((place(table.cells.get(index)?)?, index)));
    let mut cells: Vec<(usize, usize)> = cells.collect();
    cells.sort_unstable();
    cells.dedup_by_key(|(distance, _)| *distance);
    cells.into_iter().map(|(_, index)| index).collect()
}

fn edge(way: &[usize], here: bool, filled: impl Fn(usize) -> bool) -> Option<usize> {
    let run = way.iter().take_while(|index| filled(**index)).count();
    if here && run > 0 {
        return way.get(run - 1).copied();
    }
    way.iter().find(|index| filled(**index)).or(way.last()).copied()
}
