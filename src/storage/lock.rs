//! Locks a draft, so that no two programs write it at once. Knows the disk only through [`Disk`].

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::disk::{Disk, FileLock};
use super::store_error::at;
use super::{StoreCause, StoreError};

/// The lock of a draft, let go when it is dropped.
pub struct DraftLock {
    /// `None` where the folder takes no lock: read-only, or a share without locks. The check for
    /// changes by others still guards the file.
    held: Option<Box<dyn FileLock>>,
}

impl DraftLock {
    /// Locks the draft at `path` for `owner`, the words that others read who want it. The lock is
    /// a file beside the draft; the system lets go of it when the program ends, however it ends.
    ///
    /// # Errors
    /// Another program has the lock.
    pub fn take(disk: &dyn Disk, path: &Path, owner: &str) -> Result<DraftLock, StoreError> {
        // A link and its file are one draft.
        let target = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
        let file = lock_file(&target);
        match disk.lock(&file, owner) {
            Ok(Some(held)) => Ok(DraftLock { held: Some(held) }),
            Ok(None) => {
                let by = disk.read(&file, 1_000).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                Err(at(path, StoreCause::OpenElsewhere { by: by.unwrap_or_default() }))
            }
            Err(_) => Ok(DraftLock { held: None }),
        }
    }

    /// Whether others are really kept out.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }
}

impl std::fmt::Debug for DraftLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftLock").field("held", &self.is_held()).finish()
    }
}

/// The lock's file beside `target`.
fn lock_file(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".lock");
    target.with_file_name(name)
}
