//! The few things that the program does to a disk, behind a trait so that a test can let the n-th
//! of them fail. Knows no draft.

use std::io;
use std::path::{Path, PathBuf};

use super::FileTime;

/// A disk. Every method is one step that can fail or be the last before the power goes.
///
/// # Errors
/// Every method gives the error of the system.
#[allow(clippy::missing_errors_doc)] // Said once, above.
pub trait Disk: Sync {
    /// What is at `path`, links followed; `None` where nothing is, not even a link.
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>>;

    /// The bytes of the file at `path`, but no more than `limit` and one, so that the caller can
    /// tell a file that is too long without holding it.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// When the file at `path` was last written, by the disk's own clock.
    fn written(&self, path: &Path) -> io::Result<FileTime>;

    /// The bytes of the file at `path` from `offset` on, no more than `length`; fewer at its end.
    fn read_part(&self, path: &Path, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let most = offset.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let mut bytes = self.read(path, most)?;
        bytes.drain(..usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len()));
        bytes.truncate(length);
        Ok(bytes)
    }

    /// How many bytes the file at `path` has.
    fn length(&self, path: &Path) -> io::Result<u64> {
        Ok(u64::try_from(self.read(path, u64::MAX)?.len()).unwrap_or(u64::MAX))
    }

    /// Where `path` leads when links are followed.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Creates the file `path`, where nothing may be, not even a link; gives it `access`, then
    /// writes `bytes` and waits until they are on the disk. What of the access the system refuses to
    /// give is left out, and what is refused is never made up for by letting more people read it.
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()>;

    /// Renames `from` to `to`, in one step also where `to` exists.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names in `folder` are on the disk, where the system can.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes the file `path`.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The files in `folder` in the order of their names; none where there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// The folders in `folder` in the order of their names; none where there is no such folder,
    /// and none on a disk that has no folders in folders.
    fn folders(&self, _folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }

    /// What leads elsewhere in `folder`, in the order of the names: links, and the junctions of Windows, whatever they
    /// lead to. None where there is no such folder, and none on a disk that has no links.
    fn links(&self, _folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }

    /// Creates `folder` and those above it, where they are missing, and waits until they are on
    /// the disk.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Creates `folder` in the same way, for this user alone, and closes it to others where it is
    /// there already.
    fn create_private_folder(&self, folder: &Path) -> io::Result<()> {
        self.create_folder(folder)
    }

    /// Removes the folder `folder` where it is empty.
    fn remove_empty_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Removes the folder `folder` with everything in it. Links in it are removed and not followed, whoever changes it
    /// meanwhile.
    fn remove_folder(&self, _folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Whether what is at `path`, a link not followed, belongs to the user who runs this program.
    fn is_own(&self, _path: &Path) -> io::Result<bool> {
        Ok(true)
    }

    /// Closes the file or folder `path` to everybody but its owner. A link is refused.
    fn make_private(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Locks the file `path` until what is returned is dropped or the program ends in whatever way;
    /// `None` where another has locked it. Where nothing is, it is created with `access` and `owner`
    /// in it. A file that is no lock of this program is locked as it is, and a link, a folder, a pipe
    /// or a device refused.
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>>;

    /// Whether another has locked the file at `path`, which is left as it is.
    fn is_locked(&self, path: &Path) -> io::Result<bool> {
        Ok(self.lock(path, "", FileAccess::Private)?.is_none())
    }

    /// The first bytes of the lock at `path`, no more than `limit`. Anything but a file is refused.
    fn read_lock(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.read(path, limit)
    }

    /// How many names the file at `path` has on its disk: more than one where there are hard links.
    fn name_count(&self, _path: &Path) -> io::Result<u64> {
        Ok(1)
    }

    /// Whether the file at `path` may be opened for writing while nobody else has it open. Only
    /// Windows, which lets programs keep others out, is asked.
    fn probe_exclusive(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Whether the content of the file at `path` lies elsewhere, with a service such as OneDrive, and
    /// is fetched when it is read.
    fn is_online_only(&self, _path: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

/// Who may read and write a file that is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAccess<'a> {
    /// Whoever the system lets by default.
    Usual,
    /// Its owner alone.
    Private,
    /// Whoever may the file that is here: its owner, group, mode, lists of access and extended
    /// attributes, as far as the system permits.
    Like(&'a Path),
}

/// A locked file. Dropped, it is unlocked and removed.
pub trait FileLock: Send {
    /// Puts `text` into the file instead of what it says.
    ///
    /// # Errors
    /// The system's, where it cannot be written.
    fn rewrite(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A file that may be written.
    File,
    /// A file marked as not to be written.
    ReadOnlyFile,
    /// A folder.
    Folder,
    /// A pipe, a terminal or another device.
    Device,
    /// A link that leads nowhere, or in a circle.
    BrokenLink,
}
