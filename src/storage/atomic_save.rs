//! Saves files atomically: the bytes are written to a partial file beside the target, synced, read back
//! and verified before the partial file is renamed over the target. Whatever fails on the way, what was
//! there before is still there whole. Knows the disk only through [`Disk`].

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, PathKind};
use super::draft_file::{self, SerializedDraft};
use super::store_error::{at, cause, system};
use super::{StoreCause, StoreError};
use crate::report::Report;

/// Partial files that earlier saves left behind are passed over up to this number.
const MOST_PARTIAL_FILES: usize = 100;

/// Saves `report` at `path`.
///
/// # Errors
/// Nothing was saved; the former file is untouched.
pub fn save(disk: &dyn Disk, path: &Path, report: &Report) -> Result<(), StoreError> {
    save_serialized(disk, path, report, &serialize(path, report)?)
}

/// `report` in the bytes of a draft file, to be saved at `path`.
///
/// # Errors
/// The report has a value that JSON cannot hold.
pub fn serialize(path: &Path, report: &Report) -> Result<SerializedDraft, StoreError> {
    SerializedDraft::new(report).map_err(|error| at(path, StoreCause::System(error.to_string())))
}

/// Saves `report` at `path` in bytes that were serialised before. They are parsed once more as they are
/// read back: a draft that could not be opened again never takes the place of one that can.
///
/// # Errors
/// Nothing was saved; the former file is untouched.
pub fn save_serialized(
    disk: &dyn Disk,
    path: &Path,
    report: &Report,
    draft: &SerializedDraft,
) -> Result<(), StoreError> {
    let verify = |bytes: &[u8]| draft_file::parse(bytes).is_ok_and(|read| read == *report);
    replace(disk, path, draft.bytes(), verify)
}

/// Writes any file at `path` in the same way as a draft.
///
/// # Errors
/// Nothing was written; the former file is untouched.
pub fn write_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(disk, path, bytes, |_| true)
}

/// Makes the folder `path`, and those above it, where they are missing.
///
/// # Errors
/// Something else has that name, or the folder cannot be made.
pub fn make_folder(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    match disk.kind(path).map_err(|error| system(path, &error))? {
        Some(PathKind::Folder) => Ok(()),
        Some(_) => Err(at(path, StoreCause::Exists)),
        None => disk.create_folder(path).map_err(|error| system(path, &error)),
    }
}

/// Removes the partial files that interrupted saves left beside `path`. Only for whoever has the lock of
/// `path`, so that nobody is saving there now.
///
/// # Errors
/// The folder cannot be listed, or a file in it cannot be removed.
pub fn remove_partial_files(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    let target = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let beginning = partial_name(&target, 0);
    let folder = folder_of(&target);
    for file in disk.list(folder).map_err(|error| system(folder, &error))? {
        let name = file.file_name().unwrap_or_default().as_encoded_bytes();
        let rest = name.strip_prefix(beginning.as_encoded_bytes());
        if rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_digit)) {
            disk.remove(&file).map_err(|error| system(&file, &error))?;
        }
    }
    Ok(())
}

/// The name that the file `target` is written under until it is whole: `.NAME.part`, and a number where
/// an earlier one was left behind.
fn partial_name(target: &Path, attempt: usize) -> OsString {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(if attempt == 0 { ".part".to_owned() } else { format!(".part{attempt}") });
    name
}

/// Writes a partial file, syncs it, reads it back, verifies it, then renames it to `path`.
fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8], verify: impl Fn(&[u8]) -> bool) -> Result<(), StoreError> {
    let failed = |error: &io::Error| system(path, error);
    let existing = disk.kind(path).map_err(|error| failed(&error))?;
    match existing {
        Some(PathKind::Folder) => return Err(at(path, StoreCause::IsFolder)),
        Some(PathKind::ReadOnlyFile) => return Err(at(path, StoreCause::Denied)),
        Some(PathKind::Device) => return Err(at(path, StoreCause::System("not a regular file".into()))),
        Some(PathKind::File) | None => {}
    }
    // A link stays a link: the file that it leads to is replaced.
    let target = match existing {
        Some(_) => disk.resolve(path).map_err(|error| failed(&error))?,
        None => path.to_owned(),
    };
    let folder = folder_of(&target);
    if disk.kind(folder).map_err(|error| failed(&error))?.is_none() {
        return Err(at(path, StoreCause::NoFolder));
    }
    let partial = create_partial(disk, &target, bytes).map_err(|error| failed(&error))?;
    let renamed = verify_and_rename(disk, &partial, &target, existing.is_some(), |read| read == bytes && verify(read));
    if renamed.is_err() {
        // Nothing can be done where even this fails; the first error is the one to report.
        let _ = disk.remove(&partial);
    }
    renamed.map_err(|cause| at(path, cause))?;
    // The file has its name. A folder that cannot be synced, as on some network shares, is no reason to
    // call the save failed.
    let _ = disk.sync_folder(folder);
    Ok(())
}

fn verify_and_rename(
    disk: &dyn Disk,
    partial: &Path,
    target: &Path,
    replaces: bool,
    verify: impl Fn(&[u8]) -> bool,
) -> Result<(), StoreCause> {
    let read = disk.read(partial, u64::MAX).map_err(|error| cause(&error))?;
    if !verify(&read) {
        return Err(StoreCause::NotKept);
    }
    if replaces {
        disk.copy_permissions(target, partial).map_err(|error| cause(&error))?;
    }
    disk.rename(partial, target).map_err(|error| cause(&error))
}

/// Creates a new partial file beside `target`.
fn create_partial(disk: &dyn Disk, target: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut attempt = 0;
    loop {
        let partial = target.with_file_name(partial_name(target, attempt));
        match disk.create(&partial, bytes) {
            Ok(()) => return Ok(partial),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < MOST_PARTIAL_FILES => attempt += 1,
            Err(error) => {
                if error.kind() != io::ErrorKind::AlreadyExists {
                    // Half a file may be there; the first error is the one to report.
                    let _ = disk.remove(&partial);
                }
                return Err(error);
            }
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
