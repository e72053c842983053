//! What reviewed copies brought in, remembered by the draft that they were made of: a later state of the same copy has it
//! again, and whatever became of it here is what counts. Must not know how a copy is merged.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::{Report, Revisions};
use crate::content_hash::ContentHash;

/// The changes of a copy that former states of it brought in, and those of this one.
pub(super) struct KnownChanges {
    /// The digest of the draft that the copy was made of: its places are those of the changes.
    base: String,
    known: BTreeSet<String>,
    new: Vec<String>,
}

impl KnownChanges {
    /// Those of copies of `base`.
    pub fn of(base: &Report, revisions: &Revisions) -> KnownChanges {
        let known = revisions.taken_changes().iter().cloned().collect();
        KnownChanges { base: base.digest().to_string(), known, new: Vec::new() }
    }

    /// Whether a former state had this change, of which `what` says all; noted for those that come.
    pub fn has(&mut self, what: impl Debug) -> bool {
        let mut hash = ContentHash::new();
        hash.add(format!("{} {what:?}", self.base).as_bytes());
        let name = format!("{:032x}", hash.value());
        let is_known = self.known.contains(&name);
        if !is_known {
            self.new.push(name);
        }
        is_known
    }

    /// What no former state had.
    pub fn into_new(self) -> Vec<String> {
        self.new
    }
}
