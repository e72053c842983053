//! Which tables of a document are the form's: others may stand before and between them. Must not know what was changed.

use std::collections::BTreeMap;

use super::comment_reader::GridPlace;
use super::revision_reader::RevisedParagraph;
use crate::form::{CellContent, Form, Table};
use crate::report::{Place, RevisedText};

/// The tables of a document that are the form's, by their numbers in both.
#[derive(Debug, Default)]
pub(super) struct FormTables {
    found: BTreeMap<usize, usize>,
}

impl FormTables {
    /// Finds the form's tables by their labels, in the order of the form; at least half of them stand there. Where no table
    /// has them, such as where somebody wrote other words, the tables count by their order.
    pub fn of(form: &Form, paragraphs: &[RevisedParagraph]) -> FormTables {
        let mut words: BTreeMap<GridPlace, String> = BTreeMap::new();
        for paragraph in paragraphs {
            if let Some(at) = paragraph.cell {
                let own = words.entry(at).or_default();
                match &paragraph.text {
                    RevisedText::Plain(text) => own.extend(text.chars().filter(|one| !one.is_whitespace())),
                    RevisedText::Changed(items) => {
                        let shown = items.iter().filter(|item| item.deleted().is_none());
                        own.extend(shown.filter_map(|item| item.character).filter(|one| !one.is_whitespace()));
                    }
                }
            }
        }
        let count = words.keys().last().map_or(0, |(table, ..)| table + 1);
        let mut found = BTreeMap::new();
        let mut next = 0;
        for (number, table) in tables(form).enumerate() {
            if let Some(at) = (next..count).find(|at| is_like(table, *at, &words)) {
                found.insert(at, number);
                next = at + 1;
            }
        }
        if found.is_empty() {
            found = (0..count).zip(0..tables(form).count()).collect();
        }
        FormTables { found }
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
