//! Columns of tables that were put in or taken out by tracked changes: the cells of one are settled together, whoever made
//! each, so that every row keeps as many cells as the others. Must not know who decides.

use std::collections::BTreeSet;

use super::reviewed_text::{Look, ReviewItem, ReviewedText, text_of};
use super::revision::RevisionId;
use crate::richtext::CellBegin;

impl ReviewedText {
    /// These changes, and those without which a table would have rows of different lengths.
    pub(super) fn with_whole_columns(&self, ids: &BTreeSet<RevisionId>) -> BTreeSet<RevisionId> {
        let mut all = ids.clone();
        for table in tables(&self.items) {
            let columns = of_columns(table);
            if columns.is_disjoint(&all) || columns.is_subset(&all) {
                continue;
            }
            // Where they can be taken back alone, they are whole columns.
            if !is_sound(table, &all) {
                all.extend(columns);
            }
        }
        all
    }
}

/// Whether a look is that of a paragraph with which a cell begins, and whether a row does.
fn begins(item: &ReviewItem) -> Option<CellBegin> {
    match &item.look {
        Look::End(paragraph) => paragraph.cell.as_ref().map(|cell| cell.begins),
        Look::Run(_) => None,
    }
}

/// Whether something of a table begins with a paragraph, by its end.
pub(super) fn begins_cell(item: &ReviewItem) -> bool {
    begins(item).is_some_and(|begins| begins > CellBegin::Paragraph)
}

/// The tables, with what was taken out of them.
fn tables(items: &[ReviewItem]) -> Vec<&[ReviewItem]> {
    let mut found = Vec::new();
    let (mut at, mut open) = (0, None);
    for paragraph in items.split_inclusive(|item| item.character.is_none()) {
        let begin = paragraph.last().and_then(begins);
        if begin.is_none_or(|begin| begin == CellBegin::Table)
            && let Some(start) = open.take()
        {
            found.extend(items.get(start..at));
        }
        if begin.is_some() {
            open.get_or_insert(at);
        }
        at += paragraph.len();
    }
    found.extend(open.and_then(|start| items.get(start..)));
    found
}

/// The changes that put in or took out some cells of a row and not all.
fn of_columns(table: &[ReviewItem]) -> BTreeSet<RevisionId> {
    let cells: Vec<&ReviewItem> = table.iter().filter(|item| begins_cell(item)).collect();
    let is_row = |item: &&ReviewItem| begins(item).is_some_and(|begins| begins >= CellBegin::Row);
    let ids = |item: &ReviewItem| item.marks.inserted.into_iter().chain(item.marks.deleted).collect::<BTreeSet<_>>();
    let mut found = BTreeSet::new();
    for row in cells.chunk_by(|_, next| !is_row(next)) {
        for id in row.iter().flat_map(|cell| ids(cell)) {
            if row.iter().any(|cell| !ids(cell).contains(&id)) {
                found.insert(id);
            }
        }
    }
    found
}

/// Whether a table is a full rectangle once these changes are taken back.
fn is_sound(table: &[ReviewItem], ids: &BTreeSet<RevisionId>) -> bool {
    let text = ReviewedText { items: table.to_vec() }.settled(ids, false);
    let mut shown = text_of(text.items.iter().filter(|item| item.is_shown()));
    // A paragraph follows every table.
    shown.paragraphs.push(crate::richtext::Paragraph::default());
    shown.clone().mended() == shown
}
