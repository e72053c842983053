//! Reads files: drafts under a limit, any file up to a number of bytes. Knows the disk only through
//! [`Disk`].

use std::path::Path;

use super::disk::{Disk, PathKind};
use super::draft_file::{self, LIMIT};
use super::store_error::{at, system};
use super::{FileFingerprint, StoreCause, StoreError, picture_files};
use crate::report::Report;

/// The draft at `path`.
///
/// # Errors
/// The file is missing, cannot be read, or is no draft.
pub fn load(disk: &dyn Disk, path: &Path) -> Result<Report, StoreError> {
    Ok(load_with_fingerprint(disk, path)?.0)
}

/// The draft at `path`, and its fingerprint, by which a change by others is noticed later.
///
/// # Errors
/// As [`load`].
pub fn load_with_fingerprint(disk: &dyn Disk, path: &Path) -> Result<(Report, FileFingerprint), StoreError> {
    let bytes = read(disk, path, LIMIT)?;
    let mut report = parse_as(path, &bytes)?;
    picture_files::add_missing(disk, path, &mut report);
    Ok((report, FileFingerprint::of(&bytes)))
}

/// The fingerprint of what is at `path` now; `None` where nothing is.
///
/// # Errors
/// There is something that cannot be read.
pub fn fingerprint(disk: &dyn Disk, path: &Path) -> Result<Option<FileFingerprint>, StoreError> {
    match disk.kind(path).map_err(|error| system(path, &error))? {
        None => Ok(None),
        Some(_) => read(disk, path, LIMIT).map(|bytes| Some(FileFingerprint::of(&bytes))),
    }
}

/// The bytes of any file of up to `limit` bytes. A pipe or a device is refused: it might be waited for
/// without end.
///
/// # Errors
/// The file is missing, is longer than `limit`, or cannot be read.
pub fn read(disk: &dyn Disk, path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    must_be_file(disk, path)?;
    let bytes = disk.read(path, limit).map_err(|error| match system(path, &error) {
        // However the service says that it cannot be fetched.
        StoreError {
            cause: StoreCause::System(_) | StoreCause::Denied | StoreCause::Device | StoreCause::Unreachable,
            ..
        } if disk.is_online_only(path).unwrap_or(false) => at(path, StoreCause::OnlineOnly),
        error => error,
    })?;
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= limit);
    if whole { Ok(bytes) } else { Err(at(path, StoreCause::TooLarge { limit })) }
}

/// Refuses what is no file, links followed.
pub(super) fn must_be_file(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    match disk.kind(path).map_err(|error| system(path, &error))? {
        None => Err(at(path, StoreCause::Missing)),
        Some(PathKind::Folder) => Err(at(path, StoreCause::IsFolder)),
        Some(PathKind::BrokenLink) => Err(at(path, StoreCause::BrokenLink)),
        Some(PathKind::Device) => Err(at(path, StoreCause::NoFile)),
        Some(PathKind::File | PathKind::ReadOnlyFile) => Ok(()),
    }
}

/// What is at `path`, links followed; `None` where nothing is.
///
/// # Errors
/// The disk does not say.
pub fn kind(disk: &dyn Disk, path: &Path) -> Result<Option<PathKind>, StoreError> {
    disk.kind(path).map_err(|error| system(path, &error))
}

/// The draft in `bytes`, which errors call `path`.
///
/// # Errors
/// It is no draft.
pub fn parse_as(path: &Path, bytes: &[u8]) -> Result<Report, StoreError> {
    draft_file::parse(bytes).map_err(|error| at(path, StoreCause::Draft(error)))
}
