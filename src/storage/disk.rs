//! The few things that the program does to a disk, behind a trait so that a test can let the n-th
//! of them fail. Knows no draft.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::FileTime;

/// A disk. Every method is one step that can fail or be the last before the power goes.
///
/// # Errors
/// Every method gives the error of the system.
#[allow(clippy::missing_errors_doc)] // Said once, above.
pub trait Disk {
    /// What is at `path`, links followed; `None` where nothing is.
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

    /// Creates the file `path`, which must not exist, writes `bytes` and waits until they are on
    /// the disk.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives `to` the permissions of `from`.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

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

    /// Creates `folder` and those above it, where they are missing, and waits until they are on
    /// the disk.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Locks the file `path`, creating it with `owner` in it, until what is returned is dropped or
    /// the program ends in whatever way; `None` where another has locked it.
    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn FileLock>>>;
}

/// A locked file. Dropped, it is unlocked and removed.
pub trait FileLock: Send {}

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
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Ok(Some(PathKind::Folder)),
            Ok(metadata) if !metadata.is_file() => Ok(Some(PathKind::Device)),
            Ok(metadata) if metadata.permissions().readonly() => Ok(Some(PathKind::ReadOnlyFile)),
            Ok(_) => Ok(Some(PathKind::File)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn written(&self, path: &Path) -> io::Result<FileTime> {
        let since = fs::metadata(path)?.modified()?.duration_since(std::time::UNIX_EPOCH);
        Ok(FileTime(since.map_or(0, |since| since.as_secs())))
    }

    fn read_part(&self, path: &Path, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn length(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::metadata(path)?.len())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows opens no folder as a file, and keeps its names in order by itself.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        entries(folder, fs::FileType::is_file)
    }

    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        entries(folder, fs::FileType::is_dir)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|one| !one.is_dir()).collect();
        fs::create_dir_all(folder)?;
        // Above a relative path is the folder in which the program was started.
        let above = missing.iter().filter_map(|one| one.parent());
        let named = above.map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
        named.into_iter().try_for_each(|above| self.sync_folder(above))
    }

    fn lock(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn FileLock>>> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if matches!(path.try_exists(), Ok(false)) {
            // Whoever had locked it has removed it since it was opened here: the next one would lock
            // another file of that name.
            return Ok(None);
        }
        file.set_len(0)?;
        file.write_all(owner.as_bytes())?;
        Ok(Some(Box::new(LockedFile { path: path.to_owned(), file })))
    }
}

/// What is in `folder` and of the kind that `wanted` tells, in the order of names.
fn entries(folder: &Path, wanted: impl Fn(&fs::FileType) -> bool) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry?;
        if wanted(&entry.file_type()?) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// A file under the system's lock, which goes with the program whatever ends it.
struct LockedFile {
    path: PathBuf,
    file: File,
}

impl FileLock for LockedFile {}

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody else's is removed. Nothing can be done
        // where it cannot be: the next one locks the file that is there.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}
