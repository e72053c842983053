//! Locks a draft, so that no two programs write it at once. Knows the disk only through [`Disk`].

use std::path::{Path, PathBuf};

use super::disk::{Disk, FileAccess, FileLock};
use super::side_files::{lock_file, locked_file};
use super::store_error::at;
use super::{StoreCause, StoreError, remove_partial_files, system_lock};

/// The lock of a draft, let go when it is dropped.
pub struct DraftLock {
    /// `None` where the folder takes no lock: read-only, or a share without locks. The check for
    /// changes by others still guards the file.
    held: Option<Box<dyn FileLock>>,
    /// The draft, links followed.
    draft: PathBuf,
}

/// The most characters that are shown of who has a lock: the file may be anybody's.
const OWNER_LIMIT: usize = 80;
/// The most bytes that are read to tell whether a file is a lock of this program.
const NOTE: u64 = 4_096;

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
        // Whoever may read the draft may see who has it, and lock it as well.
        let is_there = matches!(disk.kind(&target), Ok(Some(_)));
        let access = if is_there { FileAccess::Like(&target) } else { FileAccess::Usual };
        match disk.lock(&file, &one_line(owner), access) {
            Ok(Some(held)) => Ok(DraftLock { held: Some(held), draft: target }),
            Ok(None) => {
                let by = disk.read_lock(&file, 1_000).map(|bytes| one_line(&String::from_utf8_lossy(&bytes)));
                Err(at(path, StoreCause::OpenElsewhere { by: by.unwrap_or_default() }))
            }
            Err(_) => Ok(DraftLock { held: None, draft: target }),
        }
    }

    /// Removes what killed programs left beside the draft at `path`: its lock and partial files. Nothing
    /// happens where it is open, and files that are not of this program stay.
    pub fn clear_up(disk: &dyn Disk, path: &Path) {
        if let Ok(lock) = DraftLock::take(disk, path, "")
            && lock.is_held()
        {
            // Files that cannot be removed do no harm.
            let _ = remove_partial_files(disk, path);
        }
    }

    /// The same for every draft in `folder` that a lock of a killed program lies beside. Locks that are held stay, and so do
    /// files of other programs with such names.
    pub fn clear_up_folder(disk: &dyn Disk, folder: &Path) {
        for file in disk.list(folder).unwrap_or_default() {
            let Some(draft) = locked_file(&file) else { continue };
            let says_so = || disk.read_lock(&file, NOTE).is_ok_and(|note| system_lock::is_marked(&note));
            if says_so() {
                DraftLock::clear_up(disk, &draft);
            }
        }
    }

    /// Whether others are really kept out.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// The draft, links followed.
    pub fn draft(&self) -> &Path {
        &self.draft
    }
}

impl std::fmt::Debug for DraftLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftLock").field("held", &self.is_held()).finish()
    }
}

/// The first line of `text`, as far as it is shown.
fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|character| !character.is_control()).take(OWNER_LIMIT).collect()
}
