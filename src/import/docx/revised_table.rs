//! A table of a document while its tracked changes are read: rows that were put in or taken out (ISO/IEC 29500-1 §17.13.5.13,
//! .17). Must not know a report.

use std::sync::Arc;

use crate::report::{ItemRevision, RevisedItem, Reviser};
use crate::richtext::{CellBegin, Span, TextCell};

/// A table that is open.
#[derive(Default)]
pub(super) struct RevisedTable {
    /// Who put in the row that is open, and who took it out.
    pub inserted: Option<Arc<Reviser>>,
    pub deleted: Option<Arc<Reviser>>,
    /// Whether the row that is open heads the table.
    pub heads: bool,
    /// What begins with the next paragraph.
    begins: CellBegin,
    /// The rows so far.
    rows: usize,
    /// Whether one of them was not taken out.
    has_shown_row: bool,
    /// Who took out the last of the others.
    last_deleted: Option<Arc<Reviser>>,
}

impl RevisedTable {
    pub(super) fn begin_row(&mut self) {
        let begins = if self.rows == 0 { CellBegin::Table } else { CellBegin::Row };
        (self.inserted, self.deleted, self.heads, self.begins) = (None, None, false, begins);
    }

    pub(super) fn begin_cell(&mut self) {
        self.begins = self.begins.max(CellBegin::Cell);
    }

    pub(super) fn end_row(&mut self) {
        self.rows += 1;
        self.has_shown_row |= self.deleted.is_none();
    }

    /// Whether the row that is open was put in or taken out.
    pub(super) const fn is_changed(&self) -> bool {
        self.inserted.is_some() || self.deleted.is_some()
    }

    /// What was done to a row was done to all that stands in it. What was taken out keeps where it stood.
    pub(super) fn paragraph(&mut self, (items, end): (&mut [RevisedItem], &mut ItemRevision), across: usize) {
        let begins = std::mem::take(&mut self.begins);
        if self.is_changed() {
            self.mark(end);
            self.mark_items(items);
        }
        let cell = |begins| {
            let header = self.heads && begins >= CellBegin::Row;
            TextCell { across: Span::of(across), header, ..TextCell::begun(begins) }
        };
        let look = end.look.clone().unwrap_or_default();
        let in_cell = |cell| look.in_cell(Some(cell));
        match &self.deleted {
            Some(_) => end.look = Some(in_cell(cell(begins))),
            // It begins the table where those before it are away.
            None if begins == CellBegin::Row && !self.has_shown_row => {
                let former = in_cell(cell(CellBegin::Row));
                end.former_look = self.last_deleted.clone().map(|reviser| (reviser, former));
            }
            None => {}
        }
        self.last_deleted = self.deleted.clone().or_else(|| self.last_deleted.take());
    }

    fn mark(&self, done: &mut ItemRevision) {
        done.inserted = done.inserted.take().or_else(|| self.inserted.clone());
        done.deleted = done.deleted.take().or_else(|| self.deleted.clone());
    }

    /// Neighbours to which the same was done share it, as before.
    fn mark_items(&self, items: &mut [RevisedItem]) {
        let mut last: Option<(Option<Arc<ItemRevision>>, Arc<ItemRevision>)> = None;
        for item in items {
            let marked = match &last {
                Some((before, marked)) if *before == item.done => Arc::clone(marked),
                _ => {
                    let mut done = item.done.as_deref().cloned().unwrap_or_default();
                    self.mark(&mut done);
                    Arc::new(done)
                }
            };
            last = Some((item.done.replace(Arc::clone(&marked)), marked));
        }
    }
}
