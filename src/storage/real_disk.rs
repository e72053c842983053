//! The disk of this computer: each step of [`Disk`] in calls of the system. Knows no draft.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::disk::{Disk, FileAccess, FileLock, PathKind};
use super::{FileTime, file_access, system_lock, without_verbatim_prefix};

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
            // Whatever is beyond a link that may be followed.
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied && is_link(path) => {
                Ok(Some(PathKind::BrokenLink))
            }
            // Nor is anything in what is no folder.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
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
        // On Windows what that gives begins with `\\?\`, and comes before users.
        fs::canonicalize(path).map(without_verbatim_prefix)
    }

    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        let mut file = file_access::create_new(path, access)?;
        file_access::check_size(bytes.len())?;
        file.write_all(bytes)?;
        file.sync_all()
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

    fn links(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        entries(folder, fs::FileType::is_symlink)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.create_missing(folder, || fs::create_dir_all(folder))
    }

    fn create_private_folder(&self, folder: &Path) -> io::Result<()> {
        self.create_missing(folder, || file_access::create_private_folder(folder))?;
        // A folder that belongs to others, or a link that the user has put there, stays as it is; what
        // is created in it is private all the same.
        let _ = file_access::make_private(folder);
        Ok(())
    }

    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir_all(folder)
    }

    fn is_own(&self, path: &Path) -> io::Result<bool> {
        Ok(file_access::is_own(&fs::symlink_metadata(path)?))
    }

    fn make_private(&self, path: &Path) -> io::Result<()> {
        file_access::make_private(path)
    }

    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        system_lock::lock(path, owner, access)
    }

    fn is_locked(&self, path: &Path) -> io::Result<bool> {
        system_lock::is_locked(path)
    }

    fn read_lock(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file_access::open_file(path, false)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn name_count(&self, path: &Path) -> io::Result<u64> {
        Ok(file_access::name_count(&fs::metadata(path)?))
    }

    fn probe_exclusive(&self, path: &Path) -> io::Result<()> {
        file_access::probe_exclusive(path)
    }

    fn is_online_only(&self, path: &Path) -> io::Result<bool> {
        Ok(file_access::is_online_only(&fs::symlink_metadata(path)?))
    }
}

impl RealDisk {
    /// Creates `folder` by `create`, and waits until the names of what was missing are on the disk.
    fn create_missing(&self, folder: &Path, create: impl Fn() -> io::Result<()>) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|one| !one.is_dir()).collect();
        create()?;
        // Above a relative path is the folder in which the program was started.
        let above = missing.iter().filter_map(|one| one.parent());
        let named = above.map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
        named.into_iter().try_for_each(|above| self.sync_folder(above))
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// What is in `folder` and of the kind that `wanted` tells, in the order of names.
fn entries(folder: &Path, wanted: impl Fn(&fs::FileType) -> bool) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
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
