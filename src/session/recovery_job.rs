//! Writing a recovery file as a job of a worker. Decides nothing; `draft_guard` says when and what.

use std::path::PathBuf;

use super::Snapshot;
use super::disk_worker::DiskJob;
use crate::report::Change;
use crate::storage::{self, Disk, FileFingerprint, FileTime, RecoveryHeader, StoreError};

/// What there is to be written: a revision of the report, and what is in fields that nobody has left yet.
pub(super) type UnsavedState = (u64, Vec<Change>);

/// Unsaved text on its way to its recovery file.
#[derive(Clone, Debug)]
pub(super) struct RecoveryWrite {
    pub file: PathBuf,
    pub draft: Option<PathBuf>,
    /// The fingerprint of the draft when it was last read or saved.
    pub base: Option<FileFingerprint>,
    /// The fingerprint that the save in progress leaves.
    pub saving: Option<FileFingerprint>,
    pub snapshot: Snapshot,
    pub state: UnsavedState,
    pub now: FileTime,
}

impl DiskJob for RecoveryWrite {
    type Output = ();

    /// Writes the report to the recovery file in one step.
    ///
    /// # Errors
    /// Nothing was written; the former recovery file is untouched.
    fn run(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        let words = storage::serialize_words(&self.file, &self.snapshot.report)?;
        let mut header = RecoveryHeader::new(self.now, self.draft.as_deref(), self.base);
        header.saving = self.saving;
        storage::write_recovery(disk, &self.file, &header, &words)
    }
}
