//! Text that follows a number cell. Knows how a link names a cell and what it then reads.

use super::{Report, ReportText};
use crate::form::{CellKey, Form};
use crate::richtext::{CellLink, Edit};

/// What linked text reads while its cell is blank: a blank is not a zero, and it is not nothing.
pub const BLANK: &str = "××";

/// The link that follows the cell `key`.
pub fn link_of(key: CellKey) -> Option<CellLink> {
    CellLink::parse(&key.to_string())
}

impl Report {
    /// What text that follows the cell `key` reads.
    pub fn linked_text(&self, form: &Form, key: CellKey) -> String {
        self.numbers.shown(form, key).map_or_else(|| BLANK.into(), |number| number.to_string())
    }

    /// The edits that let every linked text say what its cell shows; none where it does. A link to a cell
    /// that the form does not have keeps its text.
    pub(super) fn stale_links(&self, form: &Form) -> Vec<(ReportText, Edit)> {
        let follow = |link: &CellLink| {
            let key = CellKey::parse(link.as_str()).filter(|key| form.field(*key).is_some())?;
            Some(self.linked_text(form, key))
        };
        let edits = ReportText::ALL.into_iter().filter_map(|part| Some((part, Edit::follow(self.part(part)?, follow))));
        edits.filter(|(_, edit)| !edit.is_empty()).collect()
    }
}
