//! Which tables of a document are the form's: others may stand before and between them. Must not know what was changed.

use std::collections::BTreeMap;

use crate::form::{CellContent, Form, Table};
use crate::report::Place;

/// A table, a row and a column of its grid, each from 0.
pub(super) type GridPlace = (usize, usize, usize);

/// The words in the cells of a document's tables.
#[derive(Debug, Default)]
pub(super) struct CellTexts {
    texts: BTreeMap<GridPlace, String>,
}

impl CellTexts {
    /// Adds words of a cell.
    pub fn add(&mut self, at: GridPlace, words: impl IntoIterator<Item = char>) {
        let own = self.texts.entry(at).or_default();
        // Labels are short; numbers and sentences need not be known.
        let left = LABEL.saturating_sub(own.chars().count());
        own.extend(words.into_iter().filter(|one| !one.is_whitespace()).take(left));
    }
}

/// The most characters of a cell that are looked at.
const LABEL: usize = 100;

/// The tables of a document that are the form's, by their numbers in both.
#[derive(Debug, Default)]
pub(super) struct FormTables {
    found: BTreeMap<usize, usize>,
    /// Whether they were known by their labels.
    is_known: bool,
}

impl FormTables {
    /// Finds the form's tables by their labels, in the order of the form; at least half of them stand there. Where no table
    /// has them, such as where somebody wrote other words, the tables count by their order.
    pub fn of(form: &Form, cells: &CellTexts) -> FormTables {
        let words = &cells.texts;
        let count = words.keys().last().map_or(0, |(table, ..)| table + 1);
        let mut found = BTreeMap::new();
        let mut next = 0;
        for (number, table) in tables(form).enumerate() {
            if let Some(at) = (next..count).find(|at| is_like(table, *at, words)) {
                found.insert(at, number);
                next = at + 1;
            }
        }
        let is_known = !found.is_empty();
        if !is_known {
            found = (0..count).zip(0..tables(form).count()).collect();
        }
        FormTables { found, is_known }
    }

    /// Whether they were known by their labels; else they count by their order.
    pub const fn is_known(&self) -> bool {
        self.is_known
    }

    /// The number cell at a place of the grid of one of the form's tables.
    pub fn cell(&self, form: &Form, (table, row, column): GridPlace) -> Option<Place> {
        let table = tables(form).nth(*self.found.get(&table)?)?;
        match table.cells.iter().find(|cell| cell.covers(row, column))?.content {
            CellContent::Input(key, _) | CellContent::Total(key, _) => Some(Place::Cell(key)),
            CellContent::Label { .. } => None,
        }
    }
}

fn tables(form: &Form) -> impl Iterator<Item = &Table> {
    form.sections.iter().filter_map(|section| form.table_of(section.id))
}

/// Whether the table of this number in the document has the labels of one of the form.
fn is_like(table: &Table, at: usize, words: &BTreeMap<GridPlace, String>) -> bool {
    let labels = table.cells.iter().filter_map(|cell| match &cell.content {
        CellContent::Label { text, .. } if !text.trim().is_empty() => Some((cell, text)),
        _ => None,
    });
    let (mut all, mut there) = (0_usize, 0_usize);
    for (cell, text) in labels {
        let label: String = text.chars().filter(|one| !one.is_whitespace()).collect();
        all += 1;
        there += usize::from(words.get(&(at, cell.row, cell.column)).is_some_and(|own| own.starts_with(&label)));
    }
    there > 0 && there * 2 >= all
}
