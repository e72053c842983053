//! A copy of a draft that reviewers sent back, as a draft or as a document, and the draft that it was made of. Must not know
//! who reviewed.

use std::collections::BTreeSet;
use std::path::Path;

use super::import::{ImportOpenError, LIMIT, open_any};
use crate::form::Form;
use crate::import;
use crate::report::{MergeSides, Report, ReviewMerge, Reviser, merge_review};
use crate::storage::{self, Disk};

/// A copy that came back.
#[derive(Debug)]
pub struct ReviewedCopy {
    /// What it says now.
    pub theirs: Report,
    /// The report as it was when the copy was made, where a document of this program holds it.
    pub base: Option<Report>,
}

/// Reads the copy at `path`.
///
/// # Errors
///
/// The file cannot be read, or nothing in it is understood.
pub fn reviewed_copy(disk: &dyn Disk, path: &Path) -> Result<ReviewedCopy, ImportOpenError> {
    let theirs = open_any(disk, path)?;
    let bytes = storage::read(disk, path, u64::try_from(LIMIT).unwrap_or(u64::MAX))?;
    Ok(ReviewedCopy { theirs, base: import::embedded_draft(&bytes)? })
}

impl ReviewedCopy {
    /// What bringing it into `ours` does; ours stays in the conflicts of the numbers `kept`. Where it is not known what the
    /// copy was made of, all that differs counts as theirs.
    pub fn merge(&self, form: &Form, ours: &Report, reviser: &Reviser, kept: &BTreeSet<usize>) -> ReviewMerge {
        let base = self.base.as_ref().unwrap_or(ours);
        merge_review(form, MergeSides { base, ours, theirs: &self.theirs }, reviser, kept)
    }
}
