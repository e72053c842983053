//! Folders in the system's temporary one for files that nobody keeps: pages to print, copies of files that another
//! program converts. What of them killed programs left is found by its name, its owner and its age. Has no clock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SharedDisk;
use super::draft_guard::LOCK_EXTENSION;
use crate::storage::{self, Disk, FileAccess, FileLock, FileTime};

/// What the name of such a folder begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassingKind {
    /// Pages to print, which a viewer shows when the window is long closed.
    Print,
    /// A copy that is converted.
    Convert,
    /// What the program keeps for itself where the user has no folder for it.
    Run,
}

impl PassingKind {
    const ALL: [PassingKind; 3] = [PassingKind::Print, PassingKind::Convert, PassingKind::Run];

    const fn name(self) -> &'static str {
        match self {
            PassingKind::Print => "nianbao-print",
            PassingKind::Convert => "nianbao-convert",
            PassingKind::Run => "nianbao",
        }
    }

    /// A folder within `temporary` whose name nobody can guess.
    pub fn folder_in(self, temporary: &Path) -> PathBuf {
        temporary.join(storage::unguessable_name(self.name()))
    }
}

/// A folder is left alone until nothing was put into it for so many seconds, a day: a viewer may still show what is
/// in it, or wait for paper.
const KEPT_FOR: u64 = 24 * 60 * 60;

/// A folder of a running program, which no other start clears away. Dropped, it is removed where nothing is in it.
pub struct PassingFolder {
    disk: SharedDisk,
    path: PathBuf,
    lock: Option<Box<dyn FileLock>>,
}

impl PassingFolder {
    /// Creates `path` for this user alone, and shows other starts that it is in use. Where it cannot be created, no
    /// file in it can either, and that is told.
    pub fn open(disk: SharedDisk, path: PathBuf) -> PassingFolder {
        let _ = disk.create_private_folder(&path);
        // Without the lock it is left alone for a day all the same.
        let lock = disk.lock(&lock_file(&path), "", FileAccess::Private).ok().flatten();
        PassingFolder { disk: Arc::clone(&disk), path, lock }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for PassingFolder {
    fn drop(&mut self) {
        self.lock = None;
        // What is shown by another program stays until it is old.
        let _ = self.disk.remove_empty_folder(&self.path);
    }
}

/// Removes the folders in `temporary` that killed or closed programs of this user left with pages to print or copies
/// to convert in them, and gives those in which programs kept what was theirs.
pub(super) fn clear_up(disk: &dyn Disk, temporary: &Path, now: FileTime) -> Vec<PathBuf> {
    let mut of_runs = Vec::new();
    // Links to folders are not among them.
    for folder in disk.folders(temporary).unwrap_or_default() {
        let Some(kind) = kind_of(&folder) else { continue };
        let is_old = disk.written(&folder).is_ok_and(|then| now.0.saturating_sub(then.0) > KEPT_FOR);
        // Anybody may put a folder there; its owner could put links into it while it is removed.
        if !is_old || !disk.is_own(&folder).unwrap_or(false) {
            continue;
        }
        if kind == PassingKind::Run {
            of_runs.push(folder);
        } else if matches!(disk.is_locked(&lock_file(&folder)), Ok(false)) {
            // What cannot be removed is left to the next start.
            let _ = disk.remove_folder(&folder);
        }
    }
    of_runs
}

fn lock_file(folder: &Path) -> PathBuf {
    folder.join(format!(".{LOCK_EXTENSION}"))
}

fn kind_of(folder: &Path) -> Option<PassingKind> {
    let name = folder.file_name()?.to_str()?;
    let is_of = |kind: &PassingKind| {
        let rest = name.strip_prefix(kind.name()).and_then(|rest| rest.strip_prefix('-'));
        rest.is_some_and(storage::is_unguessable_ending)
    };
    PassingKind::ALL.into_iter().find(is_of)
}
