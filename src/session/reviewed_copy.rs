//! A copy of a draft that reviewers sent back, as a draft or as a document, and the draft that it was made of. Must not know
//! who reviewed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::import::{FileContents, ImportOpenError, LIMIT, look_into};
use crate::form::{CellKey, Form};
use crate::import::{self, Remark, RemarkKind};
use crate::report::{
    Change, MergeSides, Report, ReportDigest, ReviewMerge, Reviser, RevisionChange, StageEntry, merge_review,
};
use crate::storage::{self, Disk};

/// A copy that came back.
#[derive(Debug)]
pub struct ReviewedCopy {
    /// What it says now.
    pub theirs: Report,
    /// The report as it was when the copy was made; `None` where that is not known.
    pub base: Option<Report>,
    /// The report that a document of this program was written from, with its tracked changes.
    written: Option<Report>,
    /// What is in the document and not in the report, or should be looked at.
    pub remarks: Vec<Remark>,
}

/// Reads the copy at `path`, which is to be brought into `ours`; `known` are the former states of that.
///
/// # Errors
///
/// The file cannot be read, or nothing in it is understood.
pub fn reviewed_copy(
    disk: &dyn Disk,
    path: &Path,
    ours: &Report,
    known: &[ReportDigest],
) -> Result<ReviewedCopy, ImportOpenError> {
    let (theirs, remarks) = match look_into(disk, path)? {
        FileContents::Draft(report) => (*report, Vec::new()),
        FileContents::Reading(reading) => (reading.report, with_unread_cells(reading.remarks)),
    };
    let bytes = storage::read(disk, path, u64::try_from(LIMIT).unwrap_or(u64::MAX))?;
    let mut copy = ReviewedCopy { theirs, base: None, written: import::embedded_draft(&bytes)?, remarks };
    copy.base = copy.origin(ours, known);
    Ok(copy)
}

impl ReviewedCopy {
    /// What a document of this program was made of. It was written either here or by reviewers who have the program as
    /// well and changed the report before they wrote it: then what it was written from is no former state of ours. With
    /// their tracked changes taken back it is, as far as they tracked them.
    fn origin(&self, ours: &Report, known: &[ReportDigest]) -> Option<Report> {
        let written = self.written.as_ref()?;
        let state = written.digest();
        let of_stage = |stage: &StageEntry| stage.digest == state.to_string();
        let is_ours = state == ours.digest() || known.contains(&state) || ours.stages.iter().any(of_stage);
        let ids = written.revisions.ids();
        if is_ours || (ids.is_empty() && self.theirs.digest() != state) {
            return Some(written.clone());
        }
        let form = Form::of(written.form).ok().filter(|_| !ids.is_empty())?;
        let mut before = written.clone();
        let rejected = Change::Revise(RevisionChange::Reject(ids)).apply(&mut before, form);
        rejected.is_ok().then_some(before)
    }

    /// What bringing it into `ours` does; ours stays in the conflicts of the numbers `kept`. Where it is not known what the
    /// copy was made of, all that differs counts as theirs.
    pub fn merge(&self, form: &Form, ours: &Report, reviser: &Reviser, kept: &BTreeSet<usize>) -> ReviewMerge {
        let base = self.base.as_ref().unwrap_or(ours);
        let mut theirs = Cow::Borrowed(&self.theirs);
        // What is no number takes none away: it is told, and ours stays.
        let is_unread = |key: CellKey, kind: &RemarkKind| match kind {
            RemarkKind::NotANumber { cell } => *cell == key,
            RemarkKind::RowDoesNotFit { row, .. } | RemarkKind::Ambiguous { row: Some(row), .. } => *row == key.row,
            _ => false,
        };
        for key in form.fields().map(|field| field.key) {
            let is_blank = self.theirs.numbers.get(key).is_none() && base.numbers.get(key).is_some();
            if is_blank && self.remarks.iter().any(|remark| is_unread(key, &remark.kind)) {
                theirs.to_mut().numbers.set(key, base.numbers.get(key));
            }
        }
        merge_review(form, MergeSides { base, ours, theirs: &theirs }, reviser, kept)
    }
}

/// The remarks, those on words in a row of numbers as what the cell says that is blank for them.
fn with_unread_cells(mut remarks: Vec<Remark>) -> Vec<Remark> {
    let unread = |one: &Remark| matches!(one.kind, RemarkKind::NotUnderstood) && one.line > 0;
    let words: Vec<Remark> = remarks.iter().filter(|one| unread(one)).cloned().collect();
    for one in words {
        let mut blank = remarks.iter_mut().filter(|other| other.line == one.line);
        let blank = blank.find_map(|other| match other.kind {
            RemarkKind::Blank { cell } => Some((cell, other)),
            _ => None,
        });
        if let Some((cell, own)) = blank {
            (own.kind, own.excerpt) = (RemarkKind::NotANumber { cell }, Arc::clone(&one.excerpt));
            remarks.retain(|other| *other != one);
        }
    }
    remarks
}
