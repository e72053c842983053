//! Rows of a text that follow one another with as many cells each, as tables that may be in the text of the report. Must
//! not know how a row is written.

use crate::import::source_document::SourceLine;
use crate::import::source_table::{SourceTable, SourceTableCell, SourceTableRow};
use crate::limits::Limit;

/// The tables of a text while its lines are read.
#[derive(Default)]
pub(super) struct RowTables {
    done: Vec<SourceTable>,
    /// The rows of the table that may go on, with the numbers of its first and last line.
    open: Vec<Vec<String>>,
    lines: (usize, usize),
    /// How many of them stand above a line that parts the head from the others.
    heads: usize,
}

impl RowTables {
    /// Takes in a line, with its cells where it is a row.
    pub(super) fn line(&mut self, number: usize, row: Option<Vec<String>>) {
        // One cell behind a tab is a line with an indent; a first cell alone is a row of what has begun.
        let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
        let is_row = |row: &Vec<String>| {
            let is_begun = !self.open.is_empty() && row.first().is_some_and(|first| !first.is_empty());
            filled(row) > 1 || filled(row) == 1 && is_begun
        };
        let Some(row) = row.filter(is_row) else { return self.end() };
        if self.open.first().is_some_and(|first| first.len() != row.len())
            || self.open.len() >= Limit::TableCells.most()
        {
            self.end();
        }
        if self.open.is_empty() {
            self.lines.0 = number;
        }
        self.lines.1 = number;
        self.open.push(row);
    }

    /// Takes in the line below a head.
    pub(super) fn rule(&mut self) {
        if self.heads == 0 && self.open.len() == 1 {
            self.heads = 1;
        }
    }

    /// Ends the table at a line that is no row.
    pub(super) fn end(&mut self) {
        let (rows, heads) = (std::mem::take(&mut self.open), std::mem::take(&mut self.heads));
        if rows.len() < 2 {
            return;
        }
        let cell = |words: String| SourceTableCell {
            across: 1,
            down: 1,
            continues: false,
            lines: vec![SourceLine::plain(&words)],
        };
        let rows = rows
            .into_iter()
            .enumerate()
            .map(|(number, row)| SourceTableRow { header: number < heads, cells: row.into_iter().map(cell).collect() });
        self.done.extend(SourceTable::of(self.lines, rows.collect()));
    }

    /// Adds a table that was read as a whole.
    pub(super) fn add(&mut self, table: Option<SourceTable>) {
        self.done.extend(table);
    }

    /// All tables.
    pub(super) fn finish(mut self) -> Vec<SourceTable> {
        self.end();
        self.done
    }
}
