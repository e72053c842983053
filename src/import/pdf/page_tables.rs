//! The ruled tables of pages: their rows, and those that may be tables in the text, over as many pages as they go on.
//! Must not know what their words mean.

use std::collections::{BTreeMap, BTreeSet};

use super::content_stream::PlacedGlyph;
use super::pdf_lines::{GlyphRow, PlacedLine, rows};
use super::ruled_tables::RuledTable;
use crate::import::source_document::{BROKEN, BlockContent, SourceLine};
use crate::import::source_table::{SourceTable, SourceTableCell, SourceTableRow};

/// The most rows of a head that is repeated.
const HEADS: usize = 3;

/// A table of a page.
#[derive(Debug)]
pub(super) struct PageTable {
    /// Its rows with their merged cells, blank ones as well.
    rows: Vec<SourceTableRow>,
    columns: usize,
}

/// The tables of all pages while their rows are numbered.
#[derive(Debug, Default)]
pub(super) struct PageTables {
    done: Vec<SourceTable>,
    /// The one that may go on: its blocks from the first to the last.
    open: Option<(PageTable, usize, usize)>,
}

/// The rows of a table from top to bottom, a merged cell with its text at its first grid position, and the table itself.
pub(super) fn of_table(
    table: &RuledTable,
    number: usize,
    mut cells: BTreeMap<usize, Vec<PlacedGlyph>>,
) -> (Vec<PlacedLine>, PageTable) {
    let width = table.column_count();
    let mut placed = Vec::new();
    let mut all = Vec::with_capacity(table.row_count());
    for row in 0..table.row_count() {
        let mut own = SourceTableRow::default();
        let mut texts = Vec::with_capacity(width);
        for at in row * width..(row + 1) * width {
            let glyphs = cells.remove(&at).unwrap_or_default();
            let lines = rows(glyphs);
            let words = lines.iter().map(GlyphRow::text).map(|line| line.trim().to_owned());
            let widest = lines.iter().map(GlyphRow::width).fold(0.0, f64::max);
            let text = in_one_cell(words, widest, table.cell_width(at), lines.first().map_or(0.0, |one| one.size));
            if let Some((across, down)) = table.reach(at) {
                let lines = vec![SourceLine::plain(&text.replace(BROKEN, ""))];
                own.cells.push(SourceTableCell { across, down, continues: false, lines });
            }
            texts.push(text);
        }
        if texts.iter().any(|text: &String| !text.is_empty()) {
            // All rows stay together, even if there is text next to the table.
            let down = f64::from(u32::try_from(row).unwrap_or(u32::MAX)) * 1e-6;
            placed.push(PlacedLine {
                top: table.top() - down,
                content: BlockContent::Row(texts),
                table: Some(number),
                row: None,
            });
        }
        all.push(own);
    }
    (placed, PageTable { rows: all, columns: width })
}

impl PageTables {
    /// Takes in a table whose rows are the blocks from `first` to `last`. One that stands right behind the last and has as
    /// many columns goes on with it, without the head that it repeats.
    pub(super) fn add(&mut self, mut table: PageTable, (first, last): (usize, usize)) {
        if let Some((open, _, end)) =
            self.open.as_mut().filter(|(open, _, end)| *end + 1 == first && open.columns == table.columns)
        {
            let repeated = repeated_heads(&open.rows, &table.rows);
            table.rows.drain(..repeated);
            open.rows.append(&mut table.rows);
            open.rows.iter_mut().take(repeated).for_each(|row| row.header = true);
            *end = last;
            return;
        }
        self.close();
        self.open = Some((table, first, last));
    }

    /// All of them that may be tables in the text.
    pub(super) fn finish(mut self) -> Vec<SourceTable> {
        self.close();
        self.done
    }

    fn close(&mut self) {
        if let Some((table, first, last)) = self.open.take() {
            self.done.extend(SourceTable::of((first, last), table.rows));
        }
    }
}

/// With how many rows of the head of a table its part on the next page begins. Rows of equal cells tell no head, nor does
/// a part that has no other rows.
fn repeated_heads(before: &[SourceTableRow], part: &[SourceTableRow]) -> usize {
    let words = |row: &SourceTableRow| -> Vec<String> {
        let texts = row.cells.iter().flat_map(|cell| &cell.lines).map(|line| line.text().into_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let is_head = |row: &SourceTableRow| {
        let words = words(row);
        let different: BTreeSet<&String> = words.iter().collect();
        different.len() > 1 && different.len() == words.len()
    };
    let equal = before.iter().zip(part).take_while(|(one, other)| words(one) == words(other)).count();
    let is_sure = equal < part.len() && equal <= HEADS && before.iter().take(equal).all(is_head);
    if is_sure { equal } else { 0 }
}

/// The lines of one cell as its text. Digits below digits are one number that was broken where its line
/// fills the cell, which a word joiner marks; elsewhere they may be numbers of several rows, and stay apart.
fn in_one_cell(lines: impl Iterator<Item = String>, widest: f64, cell: f64, size: f64) -> String {
    let mut text = String::new();
    for line in lines {
        let is_digit = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
        let plain = text.chars().all(|one| one.is_ascii_digit() || matches!(one, ',' | '.' | ' ' | BROKEN));
        if plain && is_digit(text.chars().next_back()) && is_digit(line.chars().next()) {
            text.push(if widest + size > cell { BROKEN } else { ' ' });
        }
        text.push_str(&line);
    }
    text
}
