//! The form's own words around pasted numbers: which rows and columns of a block are heads and labels of the table
//! and no content of cells. Knows neither the clipboard nor the report.

use std::ops::Range;

use crate::form::{Cell, CellMeasure, Form, Table};
use crate::report::{CellBlock, NumberInput};
use crate::richtext;

/// From so many characters on, a part of a label stands for it: 予以公开 for （一）予以公开.
const TELLING: usize = 4;

/// The words of a table, folded.
struct TableWords {
    /// What stands in rows without numbers.
    heads: Vec<String>,
    /// What stands beside numbers.
    labels: Vec<String>,
}

/// A block that is to begin at the number cell `first`, without the words of the form around its numbers: rows of heads
/// at its top, the rows of heads that the form has between its numbers, and columns of labels at its left. All else
/// keeps its place: a blank, a dash and a word that is none of the form's are contents, at the top and at the left too.
pub(super) fn without_labels(form: &Form, table: &Table, first: &Cell, mut block: CellBlock) -> CellBlock {
    // Words alone are no copy of a table.
    if !block.rows.iter().flatten().any(|text| is_number(text)) {
        return block;
    }
    let words = TableWords::of(form, table);
    let top = block.rows.iter().take_while(|row| words.is_row_of_heads(row)).count();
    block.rows.drain(..top);
    drop_inner_heads(table, first.row, &words, &mut block);
    let across = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let left = (0..across).take_while(|column| words.is_column_of_labels(&block, *column)).count();
    for row in &mut block.rows {
        row.drain(..left.min(row.len()));
    }
    block
}

impl TableWords {
    fn of(form: &Form, table: &Table) -> TableWords {
        let titles = form.sections.iter().filter(|section| section.table == Some(table.name));
        let mut words =
            TableWords { heads: titles.map(|section| folded(&section.title)).collect(), labels: Vec::new() };
        for cell in table.cells.iter().filter(|cell| cell.key().is_none()) {
            let beside = has_number(table, cell.row..cell.row.saturating_add(cell.down));
            let list = if beside { &mut words.labels } else { &mut words.heads };
            list.push(folded(&cell.label()));
        }
        words
    }

    /// Whether a row of a block is one of heads. Its corner may have a word of its own, such as 项目.
    fn is_row_of_heads(&self, row: &[String]) -> bool {
        let filled = || row.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        let heads = filled().filter(|(_, text)| is_among(text, &self.heads)).count();
        let corner = |at: usize, text: &str| at == 0 && heads > 1 && NumberInput::read(text, MEASURE).is_err();
        heads > 0 && filled().all(|(at, text)| corner(at, text) || is_among(text, &self.heads))
    }

    /// Whether a column of a block has labels, and blanks only where a label covers several rows.
    fn is_column_of_labels(&self, block: &CellBlock, column: usize) -> bool {
        let texts = || block.rows.iter().filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
        texts().next().is_some() && texts().all(|text| is_among(text, &self.labels))
    }
}

/// Takes out the rows of heads between numbers where the block has them just where the table has them: then its rows
/// are the table's.
fn drop_inner_heads(table: &Table, top: usize, words: &TableWords, block: &mut CellBlock) {
    let between = |at: usize| {
        let row = top.saturating_add(at);
        row < table.row_count() && !has_number(table, row..row.saturating_add(1))
    };
    let inner = || block.rows.iter().enumerate().filter(|(at, _)| between(*at)).map(|(_, row)| row);
    let is_blank = |row: &[String]| row.iter().all(|text| text.trim().is_empty());
    let is_copy =
        inner().any(|row| words.is_row_of_heads(row)) && inner().all(|row| is_blank(row) || words.is_row_of_heads(row));
    if is_copy {
        let mut at = 0..;
        block.rows.retain(|_| !at.next().is_some_and(between));
    }
}

/// Whether a number cell begins in these rows of the table.
fn has_number(table: &Table, rows: Range<usize>) -> bool {
    table.cells.iter().any(|cell| cell.key().is_some() && rows.contains(&cell.row))
}

fn is_among(text: &str, labels: &[String]) -> bool {
    if NumberInput::read(text, MEASURE).is_ok() {
        return false;
    }
    let text = folded(text);
    let telling = text.chars().count() >= TELLING;
    labels.iter().any(|label| *label == text || (telling && label.contains(&text)))
}

/// What takes the most texts as numbers.
const MEASURE: CellMeasure = CellMeasure::Amount;

fn is_number(text: &str) -> bool {
    matches!(NumberInput::read(text, MEASURE), Ok(NumberInput { number: Some(_), .. }))
}

/// Narrow and without white space, as other programs break and space labels their own way.
fn folded(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).map(richtext::narrow).collect()
}
