//! Opens and creates drafts.

use std::path::Path;

use crate::report::Report;
use crate::store::{self, Cause, Disk, StoreError};

/// The draft at `path`.
pub fn open(disk: &dyn Disk, path: &Path) -> Result<Report, StoreError> {
    store::load(disk, path)
}

/// Writes `report` as a new draft; what is there already stays unless `overwrite` is given.
pub fn create(disk: &dyn Disk, path: &Path, report: &Report, overwrite: bool) -> Result<(), StoreError> {
    if !overwrite {
        may_create(disk, path)?;
    }
    store::save(disk, path, report)
}

/// Whether nothing is at `path` yet; asked before long work whose result is to lie there.
pub fn may_create(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    match store::exists(disk, path)? {
        true => Err(StoreError { path: path.to_owned(), cause: Cause::Exists }),
        false => Ok(()),
    }
}

/// Saves the draft over its former version.
pub fn save(disk: &dyn Disk, path: &Path, report: &Report) -> Result<(), StoreError> {
    store::save(disk, path, report)
}
