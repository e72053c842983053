//! Opens, creates and saves drafts.

use std::path::{Path, PathBuf};

use super::output_file::{Replace, may_write};
use crate::import::{self, Imported, ReadError};
use crate::report::Report;
use crate::storage::{self, DraftLock, PathKind};

pub use crate::storage::{Disk, RealDisk, StoreError};

/// The draft at `path`.
///
/// # Errors
/// It is missing, cannot be read, or is no draft.
pub fn open(disk: &dyn Disk, path: &Path) -> Result<Report, StoreError> {
    storage::load(disk, path)
}

/// Whether nobody has the lock of the draft at `path` at this moment.
pub fn is_free(disk: &dyn Disk, path: &Path) -> bool {
    DraftLock::take(disk, path, "").is_ok()
}

/// Writes `report` as a new draft; what is there already stays unless `overwrite` is given.
///
/// # Errors
/// Something is there already, or the draft cannot be written.
pub fn create(disk: &dyn Disk, path: &Path, report: &Report, overwrite: bool) -> Result<(), StoreError> {
    let replace = if overwrite { Replace::Anything } else { Replace::Nothing };
    may_write(disk, path, &[], replace)?;
    storage::save(disk, path, report)
}

/// Changes the draft at `path` while nobody else has it open, and gives it as it is then. Nothing is written
/// where `change` refuses.
///
/// # Errors
/// It is open elsewhere, is missing, cannot be read or written, or `change` refuses.
pub fn change<E: From<StoreError>>(
    disk: &dyn Disk,
    path: &Path,
    change: impl FnOnce(&mut Report) -> Result<(), E>,
) -> Result<Report, E> {
    let lock = DraftLock::take(disk, path, "")?;
    let mut report = storage::load(disk, path)?;
    change(&mut report)?;
    storage::save(disk, path, &report)?;
    // A command that was killed here leaves what no start of the window would look for.
    if lock.is_held() {
        let _ = storage::remove_partial_files(disk, path);
    }
    drop(lock);
    DraftLock::clear_up_folder(disk, folder_of(path));
    Ok(report)
}

/// The drafts in the folder at `path` in order of their names; `None` where it is no folder.
///
/// # Errors
/// The folder cannot be read.
pub fn drafts(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<PathBuf>>, StoreError> {
    let failed = |error: std::io::Error| StoreError::of_system(path, &error);
    if disk.kind(path).map_err(failed)? != Some(PathKind::Folder) {
        return Ok(None);
    }
    let mut paths = disk.list(path).map_err(failed)?;
    paths.retain(|path| is_named_draft(path));
    DraftLock::clear_up_folder(disk, path);
    Ok(Some(paths))
}

/// The links in the folder at `path` that bear the name of a draft: a folder's drafts are those that lie in it.
///
/// # Errors
/// The folder cannot be read.
pub fn linked_drafts(disk: &dyn Disk, path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut links = disk.links(path).map_err(|error| StoreError::of_system(path, &error))?;
    links.retain(|link| is_named_draft(link));
    Ok(links)
}

/// The folder that `path` is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_named_draft(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao"))
}

/// The report that comes with the program, to look at; `None` only where the build is broken.
pub fn sample() -> Option<Report> {
    storage::parse(include_bytes!("../../assets/samples/weibin-2024.nianbao")).ok()
}

/// What a published text says.
///
/// # Errors
/// It is no report, or exceeds a limit.
pub fn published(text: &str) -> Result<Imported, ReadError> {
    import::text::read(text)
}
