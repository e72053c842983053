//! Unsaved text of sessions that ended without saving: finds it, compares it with what its draft has now,
//! and puts it among the former versions where nobody wants it. Nothing is removed that is not elsewhere.
//! Has no clock.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::draft_guard::session_lock_file;
use super::{DataFolders, Moment};
use crate::form::Form;
use crate::report::{Difference, Report, differences_with_review};
use crate::storage::{self, Disk, FileTime, RecoveryFile, StoreError};

/// Sessions that were running at the start are looked at again this often.
const SEARCH_INTERVAL: Duration = Duration::from_millis(500);

/// They are looked at again for this long after the start. A program that was killed keeps its locks until
/// the disk has what it was writing: seconds where much is to be written.
const SEARCH_TIME: Duration = Duration::from_secs(30);

/// Unsaved text of a session that ended without saving.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedDraft {
    /// Its recovery file.
    pub file: PathBuf,
    /// The text, or why it cannot be read. Such a file is left for someone who knows more.
    pub recovery: Result<RecoveryFile, StoreError>,
    /// The draft as an earlier program noted it: relative to a folder that nobody knows any more. The text
    /// then belongs to no file.
    pub unplaced: Option<PathBuf>,
}

/// Two versions of a report, for whoever must choose between them.
#[derive(Clone, Debug)]
pub struct VersionPair {
    /// What the draft has.
    pub older: DraftVersion,
    /// The form of the newer one.
    pub form: &'static Form,
    /// Where they differ.
    pub differences: Vec<Difference>,
}

/// One version of a report.
#[derive(Clone, Debug)]
pub struct DraftVersion {
    /// When it was written; `None` where the disk does not tell.
    pub written: Option<FileTime>,
    /// The report.
    pub report: Report,
}

/// Looks for unsaved text at the start, and for a while again in the files of sessions that were still
/// running then, so that nobody has to start the program twice because the system was still clearing
/// another away.
#[derive(Debug, Default)]
pub struct RecoverySearch {
    /// Recovery files whose sessions were running when they were last looked at.
    running: Vec<PathBuf>,
    /// When they are looked at again.
    next: Moment,
}

impl RecoverySearch {
    /// Looks for unsaved text of sessions that have ended; to be called once, at the start.
    ///
    /// # Errors
    /// The folder of recovery files cannot be read.
    pub fn start(
        &mut self,
        disk: &dyn Disk,
        folders: &DataFolders,
        moment: Moment,
    ) -> Result<Vec<UnsavedDraft>, StoreError> {
        // In this order: a session that ends in between is among both, rather than in neither.
        let running = running_sessions(disk, folders).unwrap_or_default();
        let found = unsaved_drafts(disk, folders);
        let is_found = |file: &PathBuf| found.as_ref().is_ok_and(|found| found.iter().any(|one| one.file == *file));
        self.running = running.into_iter().filter(|file| !is_found(file)).collect();
        self.next = moment + SEARCH_INTERVAL;
        found
    }

    /// The unsaved text of sessions that have ended since; to be called with every frame.
    ///
    /// # Errors
    /// The folder of recovery files cannot be read.
    pub fn poll(
        &mut self,
        disk: &dyn Disk,
        folders: &DataFolders,
        moment: Moment,
    ) -> Result<Vec<UnsavedDraft>, StoreError> {
        if moment > SEARCH_TIME {
            self.running.clear();
        }
        if self.running.is_empty() || moment < self.next {
            return Ok(Vec::new());
        }
        self.next = moment + SEARCH_INTERVAL;
        let Ok(running) = running_sessions(disk, folders) else { return Ok(Vec::new()) };
        let (still, ended): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.running).into_iter().partition(|file| running.contains(file));
        self.running = still;
        if ended.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = unsaved_drafts(disk, folders)?;
        found.retain(|one| ended.contains(&one.file));
        Ok(found)
    }

    /// When the next call of [`RecoverySearch::poll`] has something to do.
    pub fn next_poll(&self) -> Option<Moment> {
        (!self.running.is_empty()).then_some(self.next)
    }
}

impl UnsavedDraft {
    /// The text and what its draft has now; `None` where the draft is gone, cannot be read, or never was.
    pub fn versions(&self, disk: &dyn Disk) -> Option<VersionPair> {
        let recovery = self.recovery.as_ref().ok()?;
        let newer = DraftVersion { written: Some(recovery.written), report: recovery.report.clone() };
        VersionPair::new(DraftVersion::load(disk, recovery.draft.as_deref()?)?, &newer)
    }

    /// Puts the text among the former versions of its draft, so that it is not offered again.
    ///
    /// # Errors
    /// It cannot be written there, or its recovery file cannot be removed.
    pub fn archive(&self, disk: &dyn Disk, folders: &DataFolders, now: FileTime) -> Result<(), StoreError> {
        let recovery = self.recovery.as_ref().map_err(Clone::clone)?;
        let draft = recovery.draft.as_deref().unwrap_or(&self.file);
        let serialized = storage::serialize(&self.file, &recovery.report)?;
        storage::back_up_bytes(disk, &folders.backups, draft, serialized.bytes(), now)?;
        storage::remove_recovery(disk, &self.file)
    }
}

impl DraftVersion {
    fn load(disk: &dyn Disk, path: &Path) -> Option<DraftVersion> {
        let report = storage::load(disk, path).ok()?;
        Some(DraftVersion { written: disk.written(path).ok(), report })
    }
}

impl VersionPair {
    /// Compares the two; `None` only where the program lacks the form of the newer one.
    fn new(older: DraftVersion, newer: &DraftVersion) -> Option<VersionPair> {
        let form = Form::of(newer.report.form).ok()?;
        let differences = differences_with_review(&older.report, &newer.report);
        Some(VersionPair { older, form, differences })
    }
}

/// The unsaved text of sessions that are no longer running, the newest first. Text that its draft has by
/// now is not unsaved, and its file is removed.
///
/// # Errors
/// The folder of recovery files cannot be read, or a file in it cannot be removed.
pub fn unsaved_drafts(disk: &dyn Disk, folders: &DataFolders) -> Result<Vec<UnsavedDraft>, StoreError> {
    let mut found = Vec::new();
    for file in storage::recovery_files(disk, &folders.recovery)? {
        if is_running(disk, &file) {
            continue;
        }
        let _ = storage::remove_partial_files(disk, &file);
        let mut recovery = storage::read_recovery(disk, &file);
        let unplaced = recovery.as_mut().ok().and_then(take_unplaced);
        let in_draft = |one: &RecoveryFile| {
            one.draft.as_ref().is_some_and(|path| storage::load(disk, path).is_ok_and(|draft| draft == one.report))
        };
        match recovery {
            Ok(recovery) if in_draft(&recovery) => storage::remove_recovery(disk, &file)?,
            recovery => found.push(UnsavedDraft { file, recovery, unplaced }),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.recovery.as_ref().map(|recovery| recovery.written).ok()));
    Ok(found)
}

/// Takes the path of a draft out of a recovery file where it is relative, as earlier programs wrote it: in
/// another folder it would name another file, and the text would be saved over that.
pub(super) fn take_unplaced(recovery: &mut RecoveryFile) -> Option<PathBuf> {
    recovery.draft.take_if(|draft| !draft.has_root())
}

/// The recovery files of sessions that are running, or that the system is clearing away: a program that
/// was killed keeps its locks until what it was writing is on the disk.
fn running_sessions(disk: &dyn Disk, folders: &DataFolders) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = storage::recovery_files(disk, &folders.recovery)?;
    files.retain(|file| is_running(disk, file));
    Ok(files)
}

/// Whether the session that wrote `file` is still running.
fn is_running(disk: &dyn Disk, file: &Path) -> bool {
    // Locked by nobody, its session has ended.
    disk.is_locked(&session_lock_file(file)).unwrap_or(false)
}
