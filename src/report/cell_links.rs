//! Text that is linked to a number cell: how a link names a cell, and what the linked text reads.

use super::{Report, ReportText};
use crate::form::{CellKey, Form};
use crate::richtext::{CellLink, Edit};

/// The linked text of a blank cell: a blank is neither a zero nor an empty text.
pub const BLANK: &str = "××";

/// The link to the cell `key`.
pub fn link_of(key: CellKey) -> Option<CellLink> {
    CellLink::parse(&key.to_string())
}

impl Report {
    /// The text that a link to the cell `key` shows.
    pub fn linked_text(&self, form: &Form, key: CellKey) -> String {
        self.numbers.shown(form, key).map_or_else(|| BLANK.into(), |number| number.to_string())
    }

    /// The edits that update every linked text to what its cell shows; none where all are up to date. A link
    /// to a cell that the form does not have keeps its text.
    pub(super) fn stale_links(&self, form: &Form) -> Vec<(ReportText, Edit)> {
        let text_of = |link: &CellLink| {
            let key = CellKey::parse(link.as_str()).filter(|key| form.field(*key).is_some())?;
            Some(self.linked_text(form, key))
        };
        let edits =
            ReportText::ALL.into_iter().filter_map(|part| Some((part, Edit::update_links(self.part(part)?, text_of))));
        edits.filter(|(_, edit)| !edit.is_empty()).collect()
    }
}
