//! Unsaved text of sessions that ended without saving: finds it, shows it beside what its draft has
//! now, and puts it away where nobody wants it. Nothing is removed that does not lie elsewhere.

use std::path::{Path, PathBuf};

use super::Folders;
use super::draft_guard::sign_of_life;
use crate::form::Form;
use crate::report::{Difference, Report, differences};
use crate::storage::{self, Backup, Cause, Disk, Recovery, Stamp, StoreError};

/// Unsaved text of a session that ended without saving.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// The file that it lies in.
    pub file: PathBuf,
    /// The text, or why it cannot be read. Such a file is left for someone who knows more.
    pub recovery: Result<Recovery, StoreError>,
}

/// Two versions of a report, for whoever must choose between them.
#[derive(Clone, Debug)]
pub struct Versions {
    /// What the draft has.
    pub older: Version,
    /// The other one.
    pub newer: Version,
    /// The form of the newer one.
    pub form: &'static Form,
    /// Where they differ.
    pub differences: Vec<Difference>,
}

/// One version of a report.
#[derive(Clone, Debug)]
pub struct Version {
    /// When it was written; `None` where the disk does not tell.
    pub written: Option<Stamp>,
    /// The report.
    pub report: Report,
}

impl Lost {
    /// The text beside what its draft has now; `None` where the draft is gone, cannot be read, or
    /// never was.
    pub fn versions(&self, disk: &dyn Disk) -> Option<Versions> {
        let recovery = self.recovery.as_ref().ok()?;
        let newer = Version { written: Some(recovery.written), report: recovery.report.clone() };
        Versions::new(Version::load(disk, recovery.draft.as_deref()?)?, newer)
    }

    /// Puts the text among the former versions of its draft, so that it is not offered again.
    pub fn put_away(&self, disk: &dyn Disk, folders: &Folders, now: Stamp) -> Result<(), StoreError> {
        let recovery = self.recovery.as_ref().map_err(Clone::clone)?;
        let draft = recovery.draft.as_deref().unwrap_or(&self.file);
        let failed = |error: serde_json::Error| {
            let cause = Cause::System(error.to_string());
            StoreError { path: self.file.clone(), cause }
        };
        let bytes = storage::write(&recovery.report).map_err(failed)?;
        storage::keep_version(disk, &folders.backups, draft, &bytes, now)?;
        storage::remove_recovery(disk, &self.file)
    }
}

impl Version {
    fn load(disk: &dyn Disk, path: &Path) -> Option<Version> {
        let report = storage::load(disk, path).ok()?;
        Some(Version { written: disk.written(path).ok(), report })
    }
}

impl Versions {
    /// Compares the two; `None` only where the program lacks the form of the newer one.
    fn new(older: Version, newer: Version) -> Option<Versions> {
        let form = Form::of(newer.report.form).ok()?;
        let differences = differences(&older.report, &newer.report);
        Some(Versions { older, newer, form, differences })
    }
}

/// The unsaved text of sessions that are no longer alive, the newest first. Text that its draft
/// has by now is not lost, and is cleared away.
pub fn lost(disk: &dyn Disk, folders: &Folders) -> Result<Vec<Lost>, StoreError> {
    let mut found = Vec::new();
    for file in storage::recoveries(disk, &folders.recovery)? {
        if is_alive(disk, &file) {
            continue;
        }
        let _ = storage::sweep(disk, &file);
        let recovery = storage::read_recovery(disk, &file);
        let in_draft = |one: &Recovery| {
            one.draft.as_ref().is_some_and(|path| storage::load(disk, path).is_ok_and(|draft| draft == one.report))
        };
        match recovery {
            Ok(recovery) if in_draft(&recovery) => storage::remove_recovery(disk, &file)?,
            recovery => found.push(Lost { file, recovery }),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.recovery.as_ref().map(|recovery| recovery.written).ok()));
    Ok(found)
}

/// The files with unsaved text of sessions that give a sign of life. The system may be clearing one
/// of them away: a program that was killed holds its files until what it was writing is on the disk.
pub fn living(disk: &dyn Disk, folders: &Folders) -> Result<Vec<PathBuf>, StoreError> {
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
pub fn former(disk: &dyn Disk, folders: &Folders, path: &Path) -> Result<Vec<Backup>, StoreError> {
    storage::backups(disk, &folders.backups, path)
}

/// A former version beside what the session has now.
pub fn beside(disk: &dyn Disk, former: &Backup, now: &Report) -> Result<Option<Versions>, StoreError> {
    let older = Version { written: Some(former.taken), report: storage::load(disk, &former.path)? };
    Ok(Versions::new(older, Version { written: None, report: now.clone() }))
}
