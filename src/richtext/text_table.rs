//! The tables of a text, read from its paragraphs: which cell stands where. Must not change a text.

use std::ops::Range;

use super::{CellBegin, Paragraph, ParagraphAlign, RichText};
use crate::limits::Limit;

/// The most characters of a paragraph that is taken for a caption by its first words.
const MOST_OF_CAPTION: usize = 60;

/// A table in a text: a full rectangle of cells, none over another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProseTable {
    /// Its paragraphs.
    pub paragraphs: Range<usize>,
    /// How many rows it has.
    pub rows: usize,
    /// How many columns it has.
    pub columns: usize,
    /// How many of its first rows head it: they stand again on every page.
    pub header_rows: usize,
    /// Its cells in reading order.
    pub cells: Vec<GridCell>,
}

/// Where a cell stands, and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// Its first row, counted from 0.
    pub row: usize,
    /// Its first column, counted from 0.
    pub column: usize,
    /// Rows covered.
    pub down: usize,
    /// Columns covered.
    pub across: usize,
    /// Its paragraphs, at least one.
    pub paragraphs: Range<usize>,
}

/// A part of a text: a paragraph outside tables, or a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TextBlock<'a> {
    /// A paragraph with its number.
    Paragraph(usize, &'a Paragraph),
    /// A table.
    Table(ProseTable),
}

impl TextBlock<'_> {
    /// The table, if it is one.
    pub fn table(self) -> Option<ProseTable> {
        match self {
            TextBlock::Table(table) => Some(table),
            TextBlock::Paragraph(..) => None,
        }
    }
}

impl RichText {
    /// Whether it has a table.
    pub fn has_tables(&self) -> bool {
        self.paragraphs.iter().any(|paragraph| paragraph.cell.is_some())
    }

    /// Whether a paragraph is the caption of the table that follows it: centred, or beginning with 表 and a number.
    pub fn is_table_caption(&self, number: usize) -> bool {
        let is_cell = |paragraph: &Paragraph| paragraph.cell.is_some();
        let Some(paragraph) = self.paragraphs.get(number).filter(|one| !is_cell(one) && !one.is_wordless()) else {
            return false;
        };
        if !self.paragraphs.get(number + 1).is_some_and(is_cell) || paragraph.figure.is_some() {
            return false;
        }
        let text = paragraph.text();
        let mut characters = text.trim_start().chars();
        let is_numbered = characters.next() == Some('表')
            && characters
                .find(|one| !one.is_whitespace())
                .is_some_and(|one| one.is_ascii_digit() || "一二三四五六七八九十".contains(one));
        paragraph.align == ParagraphAlign::Center || is_numbered && paragraph.length() <= MOST_OF_CAPTION
    }

    /// Its tables in order.
    pub fn tables(&self) -> Vec<ProseTable> {
        let tables = self.blocks().filter_map(|block| match block {
            TextBlock::Table(table) => Some(table),
            TextBlock::Paragraph(..) => None,
        });
        tables.collect()
    }

    /// The table that a paragraph stands in.
    pub fn table_at(&self, paragraph: usize) -> Option<ProseTable> {
        self.paragraphs.get(paragraph)?.cell.as_ref()?;
        let begins = |number: &usize| {
            let cell = |number: usize| self.paragraphs.get(number).and_then(|one| one.cell.as_ref());
            let is_first = number.checked_sub(1).is_none_or(|before| cell(before).is_none());
            is_first || cell(*number).is_some_and(|cell| cell.begins == CellBegin::Table)
        };
        let first = (0..=paragraph).rev().find(begins)?;
        ProseTable::read(&self.paragraphs, first)
    }

    /// Its paragraphs and tables in order.
    pub fn blocks(&self) -> impl Iterator<Item = TextBlock<'_>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let paragraph = self.paragraphs.get(at)?;
            let block = match ProseTable::read(&self.paragraphs, at) {
                Some(table) => {
                    at = table.paragraphs.end;
                    TextBlock::Table(table)
                }
                None => {
                    at += 1;
                    TextBlock::Paragraph(at - 1, paragraph)
                }
            };
            Some(block)
        })
    }
}

impl ProseTable {
    /// The table whose first paragraph is `first`; `None` where that stands in no table. Cells that would lie over
    /// others or beyond the limit are cut, so that any paragraphs can be read; a text that was mended needs no cutting.
    pub(super) fn read(paragraphs: &[Paragraph], first: usize) -> Option<ProseTable> {
        paragraphs.get(first)?.cell.as_ref()?;
        let begins = |number: usize| paragraphs.get(number).and_then(|one| one.cell.as_ref()).map(|cell| cell.begins);
        let goes_on = |number: &usize| begins(*number).is_some_and(|begins| begins != CellBegin::Table);
        let end = (first + 1..paragraphs.len()).find(|number| !goes_on(number)).unwrap_or(paragraphs.len());
        let is_row = |number: usize| number == first || begins(number) == Some(CellBegin::Row);
        let rows = (first..end).filter(|number| is_row(*number)).count();
        let mut table = ProseTable { paragraphs: first..end, rows, ..ProseTable::default() };
        // For each column, the first row that no cell above reaches.
        let mut free = [0_usize; Limit::TableColumns.most()];
        let mut row = 0;
        let mut heads = true;
        for number in first..end {
            let Some(cell) = paragraphs.get(number).and_then(|one| one.cell.as_ref()) else { break };
            if is_row(number) {
                row += usize::from(number > first);
                heads = heads && cell.header;
                table.header_rows += usize::from(heads);
            }
            let column = free.iter().position(|free_from| *free_from <= row);
            match (column, table.cells.last_mut()) {
                (_, Some(last)) if cell.begins == CellBegin::Paragraph => last.paragraphs.end = number + 1,
                // No column is left: its words go on in the cell before it.
                (None, Some(last)) => last.paragraphs.end = number + 1,
                (None, None) => {}
                (Some(column), _) => {
                    let room = free.iter().skip(column).take_while(|free_from| **free_from <= row).count();
                    let (across, down) = (cell.across.count().min(room), cell.down.count().min(rows - row));
                    free.iter_mut().skip(column).take(across).for_each(|free_from| *free_from = row + down);
                    table.columns = table.columns.max(column + across);
                    table.cells.push(GridCell { row, column, down, across, paragraphs: number..number + 1 });
                }
            }
        }
        table.header_rows = table.closed_rows(table.header_rows);
        Some(table)
    }

    /// Whether a table may have so many rows and columns.
    pub fn may_have(rows: usize, columns: usize) -> bool {
        columns <= Limit::TableColumns.most() && rows.saturating_mul(columns) <= Limit::TableCells.most()
    }

    /// The cell that a paragraph stands in.
    pub fn cell_of(&self, paragraph: usize) -> Option<&GridCell> {
        self.cells.iter().find(|cell| cell.paragraphs.contains(&paragraph))
    }

    /// The cell that covers a place of the grid.
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&GridCell> {
        self.cells.iter().find(|cell| cell.covers(row, column))
    }

    /// So many first rows and those that their cells reach into.
    pub(super) fn closed_rows(&self, rows: usize) -> usize {
        // Cells are in the order of their rows.
        self.cells.iter().fold(rows, |rows, cell| if cell.row < rows { rows.max(cell.row + cell.down) } else { rows })
    }
}

impl GridCell {
    /// Whether it covers a place of the grid.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.down).contains(&row) && (self.column..self.column + self.across).contains(&column)
    }
}
