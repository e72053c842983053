//! Unsaved text of sessions that ended without saving: finds it, shows it beside what its draft has
//! now, and puts it away where nobody wants it. Nothing is removed that does not lie elsewhere.

use std::path::{Path, PathBuf};

use super::DataFolders;
use super::draft_guard::sign_of_life;
use crate::form::Form;
use crate::report::{Difference, Report, differences};
use crate::storage::{self, BackupVersion, Disk, FileTime, RecoveryFile, StoreCause, StoreError};

/// Unsaved text of a session that ended without saving.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedDraft {
    /// The file that it lies in.
    pub file: PathBuf,
    /// The text, or why it cannot be read. Such a file is left for someone who knows more.
    pub recovery: Result<RecoveryFile, StoreError>,
}

/// Two versions of a report, for whoever must choose between them.
#[derive(Clone, Debug)]
pub struct VersionPair {
    /// What the draft has.
    pub older: DraftVersion,
    /// The other one.
    pub newer: DraftVersion,
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

impl UnsavedDraft {
    /// The text beside what its draft has now; `None` where the draft is gone, cannot be read, or
    /// never was.
    pub fn versions(&self, disk: &dyn Disk) -> Option<VersionPair> {
        let recovery = self.recovery.as_ref().ok()?;
        let newer = DraftVersion { written: Some(recovery.written), report: recovery.report.clone() };
        VersionPair::new(DraftVersion::load(disk, recovery.draft.as_deref()?)?, newer)
    }

    /// Puts the text among the former versions of its draft, so that it is not offered again.
    pub fn put_away(&self, disk: &dyn Disk, folders: &DataFolders, now: FileTime) -> Result<(), StoreError> {
        let recovery = self.recovery.as_ref().map_err(Clone::clone)?;
        let draft = recovery.draft.as_deref().unwrap_or(&self.file);
        let failed = |error: serde_json::Error| {
            let cause = StoreCause::System(error.to_string());
            StoreError { path: self.file.clone(), cause }
        };
        let bytes = storage::write(&recovery.report).map_err(failed)?;
        storage::keep_version(disk, &folders.backups, draft, &bytes, now)?;
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
    fn new(older: DraftVersion, newer: DraftVersion) -> Option<VersionPair> {
        let form = Form::of(newer.report.form).ok()?;
        let differences = differences(&older.report, &newer.report);
        Some(VersionPair { older, newer, form, differences })
    }
}

/// The unsaved text of sessions that are no longer alive, the newest first. Text that its draft
/// has by now is not lost, and is cleared away.
pub fn lost(disk: &dyn Disk, folders: &DataFolders) -> Result<Vec<UnsavedDraft>, StoreError> {
    let mut found = Vec::new();
    for file in storage::recoveries(disk, &folders.recovery)? {
        if is_alive(disk, &file) {
            continue;
        }
        let _ = storage::sweep(disk, &file);
        let recovery = storage::read_recovery(disk, &file);
        let in_draft = |one: &RecoveryFile| {
            one.draft.as_ref().is_some_and(|path| storage::load(disk, path).is_ok_and(|draft| draft == one.report))
        };
        match recovery {
            Ok(recovery) if in_draft(&recovery) => storage::remove_recovery(disk, &file)?,
            recovery => found.push(UnsavedDraft { file, recovery }),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.recovery.as_ref().map(|recovery| recovery.written).ok()));
    Ok(found)
}

/// The files with unsaved text of sessions that give a sign of life. The system may be clearing one
/// of them away: a program that was killed holds its files until what it was writing is on the disk.
pub fn living(disk: &dyn Disk, folders: &DataFolders) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = storage::recoveries(disk, &folders.recovery)?;
    files.retain(|file| is_alive(disk, file));
    Ok(files)
}

/// Whether the session that wrote `file` is still alive.
fn is_alive(disk: &dyn Disk, file: &Path) -> bool {
    // Held by nobody, its session has ended. The hold is let go at once.
    matches!(disk.hold(&sign_of_life(file), ""), Ok(None))
}

/// The former versions of the draft at `path`, the newest first.
pub fn former(disk: &dyn Disk, folders: &DataFolders, path: &Path) -> Result<Vec<BackupVersion>, StoreError> {
    storage::backups(disk, &folders.backups, path)
}

/// A former version beside what the session has now.
pub fn beside(disk: &dyn Disk, former: &BackupVersion, now: &Report) -> Result<Option<VersionPair>, StoreError> {
    let older = DraftVersion { written: Some(former.taken), report: storage::load(disk, &former.path)? };
    Ok(VersionPair::new(older, DraftVersion { written: None, report: now.clone() }))
}
