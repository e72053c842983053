//! Text that follows a number cell. Knows how a link names a cell and what it then reads.

use super::{Part, Report};
use crate::form::{CellKey, Form};
use crate::prose::{Edit, Link};

/// What linked text reads while its cell is blank: a blank is not a zero, and it is not nothing.
pub const BLANK: &str = "××";

/// The link that follows the cell `key`.
pub fn link_of(key: CellKey) -> Option<Link> {
    Link::parse(&key.to_string())
}

impl Report {
    /// What text that follows the cell `key` reads.
    pub fn linked_text(&self, form: &Form, key: CellKey) -> String {
        self.numbers.shown(form, key).map_or_else(|| BLANK.into(), |number| number.to_string())
    }

    /// The edits that bring linked text up to date; none where it is.
    pub(super) fn stale_links(&self, form: &Form) -> Vec<(Part, Edit)> {
        let follow = |link: &Link| {
            let key = CellKey::parse(link.as_str()).filter(|key| form.field(*key).is_some())?;
            Some(self.linked_text(form, key))
        };
        let edits = Part::ALL.into_iter().filter_map(|part| Some((part, Edit::follow(self.part(part)?, follow))));
        edits.filter(|(_, edit)| !edit.is_empty()).collect()
    }
}
