//! Unsaved text on disk: the whole report of an open session, in a file of its own, never in the
//! user's. Has no clock and knows no session.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic_save::{Cause, StoreError, at, read, system, write_file};
use super::disk::Disk;
use super::draft_file::LIMIT;
use super::{DraftError, Fingerprint, Stamp};
use crate::report::Report;

/// What ends the names of recovery files.
const ENDING: &str = ".recovery";

/// The text of a session that was not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recovery {
    /// The word that tells such a file from others.
    format: Format,
    /// When it was written.
    pub written: Stamp,
    /// The draft that was open; `None` where it was never saved.
    pub draft: Option<PathBuf>,
    /// What the draft had when it was last read or saved, to see whether it has changed since.
    pub base: Option<Fingerprint>,
    /// What the save leaves there that was under way when this was written: a program that is
    /// killed between the rename and the end of a save has changed the draft itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saving: Option<Fingerprint>,
    /// The report as it was.
    pub report: Report,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "nianbao-recovery-1")]
    One,
}

impl Recovery {
    /// The unsaved `report` of `draft`. A path that is no Unicode is kept as nearly as JSON can.
    pub fn new(written: Stamp, draft: Option<&Path>, base: Option<Fingerprint>, report: Report) -> Recovery {
        let draft = draft.map(|path| PathBuf::from(path.to_string_lossy().into_owned()));
        Recovery { format: Format::One, written, draft, base, saving: None, report }
    }

    /// What the draft must have to be as the session left it, now that it has `there`.
    pub fn known(&self, there: Option<Fingerprint>) -> Option<Fingerprint> {
        self.saving.filter(|saving| there == Some(*saving)).or(self.base)
    }
}

/// Writes the unsaved text to `file` in one step: a reader finds the former text or this one.
pub fn write_recovery(disk: &dyn Disk, file: &Path, recovery: &Recovery) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(recovery).map_err(|error| at(file, Cause::System(error.to_string())))?;
    if let Some(folder) = file.parent() {
        disk.create_folder(folder).map_err(|error| system(folder, &error))?;
    }
    write_file(disk, file, &bytes)
}

/// The unsaved text in `file`.
pub fn read_recovery(disk: &dyn Disk, file: &Path) -> Result<Recovery, StoreError> {
    let bytes = read(disk, file, LIMIT)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column, problem) = (error.line(), error.column(), error.to_string());
        at(file, Cause::Draft(DraftError::Malformed { line, column, problem }))
    })
}

/// The recovery files in `folder`.
pub fn recoveries(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = disk.list(folder).map_err(|error| system(folder, &error))?;
    files.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING)));
    Ok(files)
}

/// Removes a recovery file, where it is there.
pub fn remove_recovery(disk: &dyn Disk, file: &Path) -> Result<(), StoreError> {
    match disk.remove(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(system(file, &error)),
        _ => Ok(()),
    }
}
