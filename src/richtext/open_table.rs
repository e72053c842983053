//! A table taken out of its text, with its cells where they may be moved, and put back as paragraphs: a full rectangle
//! again, whatever was done to it. Must not know positions.

use super::{CellBegin, Figure, Level, Paragraph, ProseTable, Span, TextCell, UnknownFields};
use crate::limits::Limit;

/// A paragraph with its number in the text that it came from; none where it is new.
pub(super) type Kept = (Option<usize>, Paragraph);

/// A table whose rows, columns and cells may be changed.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenTable {
    pub rows: usize,
    pub columns: usize,
    pub header_rows: usize,
    /// In any order; no two over one another.
    pub cells: Vec<OpenCell>,
}

/// A cell with its paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenCell {
    pub row: usize,
    pub column: usize,
    pub down: usize,
    pub across: usize,
    pub content: Vec<Kept>,
    pub extra: UnknownFields,
}

impl OpenTable {
    /// The table with copies of its paragraphs.
    pub fn of(paragraphs: &[Paragraph], table: &ProseTable) -> OpenTable {
        let cells = table.cells.iter().map(|cell| {
            let content: Vec<Kept> = cell
                .paragraphs
                .clone()
                .filter_map(|number| Some((Some(number), paragraphs.get(number)?.clone())))
                .collect();
            let first = content.first().and_then(|(_, first)| first.cell.as_ref());
            let extra = first.map(|cell| cell.extra.clone()).unwrap_or_default();
            OpenCell { row: cell.row, column: cell.column, down: cell.down, across: cell.across, content, extra }
        });
        let (rows, columns, header_rows) = (table.rows, table.columns, table.header_rows);
        OpenTable { rows, columns, header_rows, cells: cells.collect() }
    }

    /// The cell that covers a place of the grid.
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&OpenCell> {
        self.cells.iter().find(|cell| cell.covers(row, column))
    }

    /// Whether it has more columns or cells than a table may have.
    pub fn is_too_large(&self) -> bool {
        self.columns > Limit::TableColumns.most() || self.rows.saturating_mul(self.columns) > Limit::TableCells.most()
    }

    /// Inserts `count` rows before the row `at`; what reaches over them grows.
    pub fn insert_rows(&mut self, at: usize, count: usize) {
        for cell in &mut self.cells {
            if cell.row >= at {
                cell.row += count;
            } else if cell.row + cell.down > at {
                cell.down += count;
            }
        }
        self.rows += count;
        self.header_rows += if at < self.header_rows { count } else { 0 };
    }

    /// Inserts `count` columns before the column `at`; what reaches over them grows.
    pub fn insert_columns(&mut self, at: usize, count: usize) {
        for cell in &mut self.cells {
            if cell.column >= at {
                cell.column += count;
            } else if cell.column + cell.across > at {
                cell.across += count;
            }
        }
        self.columns += count;
    }

    /// Takes out `count` rows from the row `first` on, with the cells that are in no other.
    pub fn delete_rows(&mut self, first: usize, count: usize) {
        self.cells.retain_mut(|cell| {
            (cell.row, cell.down) = without((cell.row, cell.down), first, count);
            cell.down > 0
        });
        self.rows = self.rows.saturating_sub(count);
        self.header_rows = without((0, self.header_rows), first, count).1;
    }

    /// Takes out `count` columns from the column `first` on, with the cells that are in no other.
    pub fn delete_columns(&mut self, first: usize, count: usize) {
        self.cells.retain_mut(|cell| {
            (cell.column, cell.across) = without((cell.column, cell.across), first, count);
            cell.across > 0
        });
        self.columns = self.columns.saturating_sub(count);
    }

    /// The table as paragraphs, and the pictures that stood in it, which a cell does not hold: every place of the grid
    /// that no cell covers is an empty cell, and rows and columns in which no cell begins are left out.
    pub fn paragraphs(mut self) -> (Vec<Kept>, Vec<Figure>) {
        self.fill();
        self.drop_rows_without_cells();
        self.drop_columns_without_cells();
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let closed = |rows: usize, cell: &OpenCell| if cell.row < rows { rows.max(cell.row + cell.down) } else { rows };
        let header_rows = self.cells.iter().fold(self.header_rows.min(self.rows), closed);
        let (mut paragraphs, mut figures, mut row) = (Vec::new(), Vec::new(), None);
        for mut cell in self.cells {
            if cell.content.is_empty() {
                cell.content.push((None, Paragraph::default()));
            }
            for (index, (number, mut paragraph)) in cell.content.into_iter().enumerate() {
                let begins = match (index, row) {
                    (0, None) => CellBegin::Table,
                    (0, Some(row)) if row != cell.row => CellBegin::Row,
                    (0, _) => CellBegin::Cell,
                    _ => CellBegin::Paragraph,
                };
                row = Some(cell.row);
                (paragraph.level, paragraph.list) = (Level::Body, None);
                figures.extend(paragraph.figure.take());
                let header = begins >= CellBegin::Row && cell.row < header_rows;
                let (across, down) = if index == 0 { (cell.across, cell.down) } else { (1, 1) };
                let extra = if index == 0 { std::mem::take(&mut cell.extra) } else { UnknownFields::new() };
                paragraph.cell =
                    Some(TextCell { begins, across: Span::of(across), down: Span::of(down), header, extra });
                paragraphs.push((number, paragraph));
            }
        }
        (paragraphs, figures)
    }

    /// Adds an empty cell wherever none is, aligned as the one above it, or below it in the first row.
    pub fn fill(&mut self) {
        let mut is_covered = vec![false; self.rows * self.columns];
        for cell in &self.cells {
            for row in cell.row..cell.row + cell.down {
                let first = row * self.columns + cell.column;
                is_covered.iter_mut().skip(first).take(cell.across).for_each(|covered| *covered = true);
            }
        }
        for place in (0..is_covered.len()).filter(|place| is_covered.get(*place) == Some(&false)) {
            let (row, column) = (place / self.columns.max(1), place % self.columns.max(1));
            let beside = row.checked_sub(1).and_then(|above| self.cell_at(above, column));
            let beside = beside.or_else(|| self.cell_at(row + 1, column));
            let like = beside.and_then(|cell| cell.content.first()).map(|(_, first)| first.align);
            let content = vec![(None, Paragraph::aligned(like.unwrap_or_default()))];
            self.cells.push(OpenCell { row, column, down: 1, across: 1, content, extra: UnknownFields::new() });
        }
    }

    fn drop_rows_without_cells(&mut self) {
        let mut begins = vec![false; self.rows];
        self.cells.iter().for_each(|cell| begins.iter_mut().skip(cell.row).take(1).for_each(|one| *one = true));
        for row in (0..self.rows).rev().filter(|row| begins.get(*row) == Some(&false)) {
            self.delete_rows(row, 1);
        }
    }

    fn drop_columns_without_cells(&mut self) {
        let mut begins = vec![false; self.columns];
        self.cells.iter().for_each(|cell| begins.iter_mut().skip(cell.column).take(1).for_each(|one| *one = true));
        for column in (0..self.columns).rev().filter(|column| begins.get(*column) == Some(&false)) {
            self.delete_columns(column, 1);
        }
    }
}

impl OpenCell {
    /// Whether it covers a place of the grid.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.down).contains(&row) && (self.column..self.column + self.across).contains(&column)
    }

    /// Whether nothing is written in it.
    pub fn is_wordless(&self) -> bool {
        self.content.iter().all(|(_, paragraph)| paragraph.is_wordless() && paragraph.figure.is_none())
    }
}

/// Where a stretch begins and how long it is, once `count` places from `first` on are taken out.
fn without((start, length): (usize, usize), first: usize, count: usize) -> (usize, usize) {
    let moved = |at: usize| if at <= first { at } else { first.max(at.saturating_sub(count)) };
    (moved(start), moved(start + length) - moved(start))
}
