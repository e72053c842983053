//! Opens, creates and saves drafts, and writes what was exported.

use std::path::{Path, PathBuf};

use crate::import::{self, ReadError, Reading};
use crate::report::Report;
use crate::storage::{self, Cause, Kind, Lock};

pub use crate::storage::{Disk, RealDisk, StoreError};

/// The draft at `path`.
pub fn open(disk: &dyn Disk, path: &Path) -> Result<Report, StoreError> {
    storage::load(disk, path)
}

/// Whether nobody holds the draft at `path` at this moment.
pub fn is_free(disk: &dyn Disk, path: &Path) -> bool {
    Lock::take(disk, path, "").is_ok()
}

/// Writes `report` as a new draft; what is there already stays unless `overwrite` is given.
pub fn create(disk: &dyn Disk, path: &Path, report: &Report, overwrite: bool) -> Result<(), StoreError> {
    if !overwrite {
        may_create(disk, path)?;
    }
    storage::save(disk, path, report)
}

/// Whether nothing is at `path` yet; asked before long work whose result is to lie there.
pub fn may_create(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    match storage::exists(disk, path)? {
        true => Err(StoreError { path: path.to_owned(), cause: Cause::Exists }),
        false => Ok(()),
    }
}

/// Saves the draft over its former version.
pub fn save(disk: &dyn Disk, path: &Path, report: &Report) -> Result<(), StoreError> {
    storage::save(disk, path, report)
}

/// The drafts in the folder at `path` in order of their names; `None` where it is no folder.
pub fn drafts(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<PathBuf>>, StoreError> {
    let failed = |error: std::io::Error| StoreError { path: path.to_owned(), cause: Cause::System(error.to_string()) };
    if disk.kind(path).map_err(failed)? != Some(Kind::Folder) {
        return Ok(None);
    }
    let mut paths = disk.list(path).map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao")));
    Ok(Some(paths))
}

/// Writes an exported file, so that no moment loses a former one.
pub fn write(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    storage::write_file(disk, path, bytes)
}

/// The report that comes with the program, to look at; `None` only where the build is broken.
pub fn sample() -> Option<Report> {
    storage::parse(include_bytes!("../../assets/samples/weibin-2024.nianbao")).ok()
}

/// What a published text says.
pub fn published(text: &str) -> Result<Reading, ReadError> {
    import::text::read(text)
}
