//! Writes what is handed out: exported files, check reports, the whole set. Every output of the command line
//! and of the window goes through this file, which decides what it may replace. Must not know how an output
//! is made.

use std::path::{Path, PathBuf};

use crate::report::Report;
use crate::storage::{self, Disk, FileTime, PathKind, StoreCause, StoreError};

/// What an output may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing: its name must be free.
    Nothing,
    /// Earlier outputs and other files, but no draft in whatever state and under whatever name, none of the
    /// sources of the output, and no file that the program keeps beside drafts.
    Outputs,
    /// Anything: the user wants that.
    Anything,
}

/// Makes sure that an output that is made from `sources` may go to `path`, before long work whose result
/// goes there. What is found there besides a file is told when the output is written.
///
/// # Errors
/// Something is there that is not to be replaced, or it cannot be read.
pub fn may_write(disk: &dyn Disk, path: &Path, sources: &[&Path], replace: Replace) -> Result<(), StoreError> {
    let refused = |cause: StoreCause| Err(StoreError { path: path.to_owned(), cause });
    match (replace, storage::kind(disk, path)?) {
        (Replace::Anything, _) | (_, None) => Ok(()),
        (Replace::Nothing, Some(_)) => refused(StoreCause::Exists),
        (Replace::Outputs, Some(PathKind::Folder | PathKind::Device | PathKind::BrokenLink)) => Ok(()),
        (Replace::Outputs, Some(PathKind::File | PathKind::ReadOnlyFile)) => {
            if holds_draft(disk, path)? || is_kept_beside_drafts(path) {
                return refused(StoreCause::HoldsDraft);
            }
            match sources.iter().any(|source| is_same_file(disk, source, path)) {
                true => refused(StoreCause::IsSource),
                false => Ok(()),
            }
        }
    }
}

/// Writes the output `bytes`, made from `sources`, to `path`, so that no moment loses a former one.
///
/// # Errors
/// As [`may_write`]; or the output cannot be written. A former file is untouched.
pub fn write_output(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    sources: &[&Path],
    replace: Replace,
) -> Result<(), StoreError> {
    may_write(disk, path, sources, replace)?;
    storage::write_file(disk, path, bytes)
}

/// Whether `path` has the name of a file that the report was imported from: it may be that file.
pub fn is_origin(report: &Report, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    report.origins.iter().any(|origin| origin.source == name)
}

/// Keeps the draft at `path`, which is about to be replaced by force, as a former version in `versions`.
/// Nothing happens where no draft is there.
///
/// # Errors
/// The draft cannot be read, or the version cannot be written.
pub fn keep_replaced(disk: &dyn Disk, versions: &Path, path: &Path, now: FileTime) -> Result<(), StoreError> {
    match storage::kind(disk, path)? {
        Some(PathKind::File) if holds_draft(disk, path)? => storage::back_up(disk, versions, path, now),
        _ => Ok(()),
    }
}

/// Writes several outputs, none of them before all may be written. `written` is called after each.
///
/// # Errors
/// As [`write_output`], for the first that cannot be written. Those before it are there.
pub fn write_outputs<E: From<StoreError>>(
    disk: &dyn Disk,
    outputs: &[(PathBuf, Vec<u8>)],
    sources: &[&Path],
    replace: Replace,
    mut written: impl FnMut(&Path) -> Result<(), E>,
) -> Result<(), E> {
    for (path, _) in outputs {
        may_write(disk, path, sources, replace)?;
    }
    for (path, bytes) in outputs {
        write_output(disk, path, bytes, sources, replace)?;
        written(path)?;
    }
    Ok(())
}

/// Whether the file at `path` holds a draft or unsaved text of one. One that is too long to be a draft
/// holds none.
fn holds_draft(disk: &dyn Disk, path: &Path) -> Result<bool, StoreError> {
    match storage::read(disk, path, storage::LIMIT) {
        Ok(bytes) => Ok(storage::holds_draft(&bytes)),
        Err(StoreError { cause: StoreCause::TooLarge { .. }, .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether `path` has the name of a lock of a draft or of a running session.
fn is_kept_beside_drafts(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.starts_with('.') && name.ends_with(".lock")) || name.ends_with(".alive")
}

/// Whether two paths lead to one file. Where links and spelling do not show it, as with hard links and on
/// disks that do not tell capitals from small letters, the same content does.
fn is_same_file(disk: &dyn Disk, source: &Path, path: &Path) -> bool {
    let resolved = |path: &Path| disk.resolve(path).ok();
    if let (Some(one), Some(other)) = (resolved(source), resolved(path))
        && one == other
    {
        return true;
    }
    let length = |path: &Path| disk.length(path).ok();
    let bytes = |path: &Path| storage::read(disk, path, storage::LIMIT).ok();
    match length(source) {
        None | Some(0) => false,
        own => own == length(path) && bytes(source).is_some_and(|own| bytes(path) == Some(own)),
    }
}
