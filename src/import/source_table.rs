//! A table of a source that may be one in the text of the report. It stands beside the rows, not among them, as pictures
//! do, so that whatever tells the form's tables from text sees what it always saw. Must not know the form.

use super::source_document::SourceLine;
use crate::limits::Limit;
use crate::richtext::{CellBegin, Level, Paragraph, RichText, Span, TextCell};

/// A table with the blocks that it is read as.
#[derive(Clone, Debug)]
pub(super) struct SourceTable {
    /// The first number of a block that is a part of it.
    pub first: usize,
    /// The last number.
    pub last: usize,
    /// The table, and the paragraph after it that every table in a text has.
    pub prose: RichText,
}

/// A row of it.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceTableRow {
    /// Whether it heads the table.
    pub header: bool,
    /// Its cells in order.
    pub cells: Vec<SourceTableCell>,
}

/// A cell of it.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceTableCell {
    /// Columns covered.
    pub across: usize,
    /// Rows covered.
    pub down: usize,
    /// Whether it only goes on with the cell above it.
    pub continues: bool,
    /// Its paragraphs.
    pub lines: Vec<SourceLine>,
}

impl SourceTable {
    /// The table of these rows. `None` where it has fewer than two columns or two cells with words, which is a frame
    /// around text, or more than a table in a text may have.
    pub(super) fn of((first, last): (usize, usize), rows: Vec<SourceTableRow>) -> Option<SourceTable> {
        let rows = joined_down(rows);
        let words = |cell: &&SourceTableCell| cell.lines.iter().any(|line| !line.text().trim().is_empty());
        let filled = rows.iter().flat_map(|row| &row.cells).filter(words).count();
        let most = rows.iter().map(|row| row.cells.iter().map(|cell| cell.across.max(1)).sum::<usize>()).max();
        let columns = most.unwrap_or(0);
        let is_too_large = columns > Limit::TableColumns.most() || columns * rows.len() > Limit::TableCells.most();
        if columns < 2 || filled < 2 || is_too_large {
            return None;
        }
        let mut paragraphs = Vec::new();
        for row in rows {
            for (column, cell) in row.cells.into_iter().enumerate() {
                let begins = match (paragraphs.is_empty(), column) {
                    (true, _) => CellBegin::Table,
                    (false, 0) => CellBegin::Row,
                    _ => CellBegin::Cell,
                };
                let mut own = TextCell { header: row.header && column == 0, ..TextCell::begun(begins) };
                (own.across, own.down) = (Span::of(cell.across), Span::of(cell.down));
                let mut own = Some(own);
                let lines = cell.lines.into_iter().map(|mut line| {
                    line.trim();
                    line
                });
                let lines: Vec<SourceLine> = lines.filter(|line| !line.runs.is_empty()).collect();
                let lines = if lines.is_empty() { vec![SourceLine::default()] } else { lines };
                for line in lines {
                    let mut paragraph = Paragraph::marked(Level::Body, line.runs);
                    paragraph.align = line.align;
                    paragraphs.push(paragraph.in_cell(Some(own.take().unwrap_or_default())));
                }
            }
        }
        Some(SourceTable { first, last, prose: RichText { paragraphs }.mended() })
    }
}

/// The rows with cells that say how far down they reach, without those in which no cell begins.
fn joined_down(rows: Vec<SourceTableRow>) -> Vec<SourceTableRow> {
    let mut all: Vec<SourceTableRow> = Vec::new();
    // The row and cell that begin at each column, for those that go on with them.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        let (mut column, mut own) = (0, SourceTableRow { header: row.header, cells: Vec::new() });
        let mut grown = Vec::new();
        for cell in row.cells {
            let across = cell.across.clamp(1, Limit::TableColumns.most() + 1);
            above.resize(above.len().max(column + across), (usize::MAX, 0));
            let before = above.get(column).copied().unwrap_or((usize::MAX, 0));
            if cell.continues && all.get(before.0).is_some_and(|row| before.1 < row.cells.len()) {
                grown.push(before);
            } else {
                let here = (all.len(), own.cells.len());
                above.iter_mut().skip(column).take(across).for_each(|slot| *slot = here);
                own.cells.push(SourceTableCell { across, ..cell });
            }
            column += across;
        }
        if own.cells.is_empty() {
            continue;
        }
        for (row, cell) in grown {
            let cell = all.get_mut(row).and_then(|row| row.cells.get_mut(cell));
            cell.into_iter().for_each(|cell| cell.down += 1);
        }
        all.push(own);
    }
    all
}
