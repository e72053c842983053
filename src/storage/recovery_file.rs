//! Recovery files: the whole unsaved report of an open session, in a file of its own, never in the
//! user's. Has no clock and knows no session.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic_save::write_private_file;
use super::disk::Disk;
use super::draft_file::{LIMIT, SerializedDraft};
use super::file_read::read;
use super::picture_files::{add_missing, pictures_named, write_pictures};
use super::store_error::{at, system};
use super::stored_path::{read_optional_path, write_optional_path};
use super::{DraftError, FileFingerprint, FileTime, StoreCause, StoreError};
use crate::limits::Limit;
use crate::report::Report;

/// What the names of recovery files end with.
const EXTENSION: &str = ".recovery";

/// The most bytes of what a recovery file says beside the report.
const HEADER_LIMIT: u64 = 64 * 1024;

/// A recovery file that was read: the text of a session that was not saved.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RecoveryFile {
    /// The word that tells such a file from others.
    #[allow(dead_code, reason = "read to refuse other files")]
    format: RecoveryFormat,
    /// When it was written.
    pub written: FileTime,
    /// The draft that was open; `None` where it was never saved.
    #[serde(default, deserialize_with = "read_optional_path")]
    pub draft: Option<PathBuf>,
    /// The fingerprint of the draft when it was last read or saved, to see whether it has changed since.
    pub base: Option<FileFingerprint>,
    /// The fingerprint that a save leaves which was in progress when this was written: a program that is
    /// killed between the rename and the end of a save has changed the draft itself.
    #[serde(default)]
    pub saving: Option<FileFingerprint>,
    /// The report as it was.
    pub report: Report,
}

/// What is written into a recovery file beside the report; the fields of [`RecoveryFile`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecoveryHeader {
    format: RecoveryFormat,
    /// When it is written.
    pub written: FileTime,
    /// The draft that is open.
    #[serde(serialize_with = "write_optional_path")]
    pub draft: Option<PathBuf>,
    /// The fingerprint of the draft when it was last read or saved.
    pub base: Option<FileFingerprint>,
    /// The fingerprint that the save in progress leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saving: Option<FileFingerprint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum RecoveryFormat {
    #[serde(rename = "nianbao-recovery-1")]
    One,
}

impl RecoveryFile {
    /// The fingerprint that the draft must have to be as the session left it, now that it has `current`.
    pub fn expected_fingerprint(&self, current: Option<FileFingerprint>) -> Option<FileFingerprint> {
        self.saving.filter(|saving| current == Some(*saving)).or(self.base)
    }
}

impl RecoveryHeader {
    /// The header for unsaved text of `draft`.
    pub fn new(written: FileTime, draft: Option<&Path>, base: Option<FileFingerprint>) -> RecoveryHeader {
        let draft = draft.map(Path::to_owned);
        RecoveryHeader { format: RecoveryFormat::One, written, draft, base, saving: None }
    }
}

/// Writes a recovery file in one step: a reader finds the former text or this one. The report comes in the
/// bytes that a draft has, so that one serialisation serves both.
///
/// # Errors
/// Nothing was written; the former file is untouched.
pub fn write_recovery(
    disk: &dyn Disk,
    file: &Path,
    header: &RecoveryHeader,
    report: &SerializedDraft,
) -> Result<(), StoreError> {
    let mut bytes = serde_json::to_vec(header).map_err(|error| at(file, StoreCause::System(error.to_string())))?;
    // The header is an object; the report becomes its last field.
    bytes.pop();
    bytes.extend_from_slice(b",\"report\":{");
    report.report_fields().into_iter().for_each(|part| bytes.extend_from_slice(part));
    bytes.push(b'}');
    if let Some(folder) = file.parent() {
        disk.create_private_folder(folder).map_err(|error| system(folder, &error))?;
        // First, so that a recovery file never names a picture that is not there.
        write_pictures(disk, folder, &picture_prefix(file), report.pictures())?;
    }
    write_private_file(disk, file, &bytes)
}

/// Reads a recovery file.
///
/// # Errors
/// It is missing, cannot be read, or is no recovery file.
pub fn read_recovery(disk: &dyn Disk, file: &Path) -> Result<RecoveryFile, StoreError> {
    let bytes = read(disk, file, LIMIT + HEADER_LIMIT)?;
    if Limit::check_json(&bytes).is_err() {
        return Err(at(file, StoreCause::Draft(DraftError::Beyond(Limit::Values))));
    }
    let mut recovery: RecoveryFile = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column, problem) = (error.line(), error.column(), error.to_string());
        at(file, StoreCause::Draft(DraftError::Malformed { line, column, problem }))
    })?;
    add_missing(disk, file, &mut recovery.report);
    Ok(recovery)
}

/// The recovery files in `folder`.
///
/// # Errors
/// The folder cannot be listed.
pub fn recovery_files(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = disk.list(folder).map_err(|error| system(folder, &error))?;
    files.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().ends_with(EXTENSION)));
    Ok(files)
}

/// What the names of the pictures of a recovery file begin with.
fn picture_prefix(file: &Path) -> String {
    format!("{}-", file.file_stem().unwrap_or_default().to_string_lossy())
}

/// Removes a recovery file and its pictures, where they are there.
///
/// # Errors
/// It is there and cannot be removed.
pub fn remove_recovery(disk: &dyn Disk, file: &Path) -> Result<(), StoreError> {
    match disk.remove(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(system(file, &error)),
        _ => {}
    }
    if let Some(folder) = file.parent() {
        for (picture, _) in pictures_named(disk, folder, &picture_prefix(file)) {
            // One that stays does no harm.
            let _ = disk.remove(&picture);
        }
    }
    Ok(())
}
