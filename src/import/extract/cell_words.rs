//! The form's words that name a cell, one for its row and one for its column, in whichever direction a table has them.
//! Must not know where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{fold, numbering};
use crate::form::{CellKey, Field, Table};

/// What stands between words that were joined in one cell.
const BETWEEN: [char; 9] = ['/', '\\', '>', '→', '_', '|', '·', '-', '—'];
/// The least characters of a label that may stand without its number.
const UNNUMBERED: usize = 4;
/// The most characters of a cell with words that name a row or a column; the form's longest label has forty.
const LONGEST: usize = 120;

/// The words of the cells of one table, folded.
pub(super) struct CellWords {
    rows: BTreeSet<Vec<char>>,
    columns: BTreeSet<Vec<char>>,
    cells: BTreeMap<(Vec<char>, Vec<char>), CellKey>,
}

impl CellWords {
    /// Those of `table`.
    pub(super) fn of(table: &Table) -> CellWords {
        let mut words = CellWords { rows: BTreeSet::new(), columns: BTreeSet::new(), cells: BTreeMap::new() };
        for field in &table.fields {
            let Some((row, column)) = row_and_column(field) else { continue };
            let (row, column) = (fold(row).chars, fold(column).chars);
            let length = numbering(&row).map_or(0, |number| number.length);
            let unnumbered = row.get(length..).unwrap_or_default().to_vec();
            let others = [without_note(&row), without_note(&unnumbered), unnumbered];
            let rows = std::iter::once(row).chain(others.into_iter().filter(|other| other.len() >= UNNUMBERED));
            for row in rows {
                for column in [without_note(&column), column.clone()] {
                    words.columns.insert(column.clone());
                    words.cells.entry((row.clone(), column)).or_insert(field.key);
                }
                words.rows.insert(row);
            }
        }
        words
    }

    /// Whether the words name a row.
    pub(super) fn has_row(&self, word: &[char]) -> bool {
        self.rows.contains(word)
    }

    /// Whether the words name a column.
    pub(super) fn has_column(&self, word: &[char]) -> bool {
        self.columns.contains(word)
    }

    /// The words of a cell that name a row or a column: the whole, what stands between marks or behind the number of a
    /// label, each without what is in brackets behind it.
    pub(super) fn known(&self, cell: &str) -> Vec<Vec<char>> {
        if cell.chars().nth(LONGEST).is_some() {
            return Vec::new();
        }
        let whole = fold(cell).chars;
        let own = |part: &[char]| {
            let part = [part.to_vec(), without_note(part)];
            part.into_iter().find(|part| self.has_row(part) || self.has_column(part))
        };
        if let Some(own) = own(&whole) {
            return vec![own];
        }
        let ends = (1..whole.len()).filter_map(|at| {
            let is_number = whole.get(at).is_some_and(char::is_ascii_digit)
                && !whole.get(at - 1).is_some_and(char::is_ascii_digit)
                && numbering(whole.get(at..)?).is_some();
            is_number.then(|| whole.get(at..)).flatten()
        });
        let parts = whole.split(|one| BETWEEN.contains(one)).chain(ends);
        let mut known: Vec<Vec<char>> = parts.filter_map(own).collect();
        known.dedup();
        known
    }

    /// The only cell that two of these words name.
    pub(super) fn cell(&self, words: &[Vec<char>]) -> Option<CellKey> {
        let pair = |one: &Vec<char>, other: &Vec<char>| self.cells.get(&(one.clone(), other.clone())).copied();
        let mut found: Option<CellKey> = None;
        for (at, one) in words.iter().enumerate() {
            // A label of a row may be one of columns too, but not both at once.
            let others = words.iter().enumerate().filter(|(other, _)| *other != at);
            for key in others.filter_map(|(_, other)| pair(one, other)) {
                if found.is_some_and(|found| found != key) {
                    return None;
                }
                found = Some(key);
            }
        }
        found
    }
}

/// The words that tell the row of a field, and its column.
fn row_and_column(field: &Field) -> Option<(&str, &str)> {
    let column = field.column_heads.last()?;
    // Table four has a single row without words.
    let row = field.row_heads.last().or_else(|| field.column_heads.iter().rev().nth(1))?;
    Some((row, column))
}

/// Words without what is in brackets behind them.
fn without_note(words: &[char]) -> Vec<char> {
    let open = words.iter().rposition(|one| *one == '(').filter(|at| *at > 0 && words.last() == Some(&')'));
    open.and_then(|at| words.get(..at)).unwrap_or(words).to_vec()
}
