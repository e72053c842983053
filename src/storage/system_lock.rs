//! Locks of the system on files, which go with the program whatever ends it. A file that this program
//! did not make is never written to and never removed, whatever its name. Knows no draft.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::disk::{FileAccess, FileLock};
use super::file_access::{check_size, create_locked, is_same_file, name_count, open_locked};

/// The second line of every lock of this program. The first says who has it.
const MARK: &str = "nianbao-lock-1";

/// A file that is removed or put there between two steps is looked at again so often.
const ATTEMPTS: usize = 4;

/// More bytes than these are in no lock of ours.
const LIMIT: u64 = 64 * 1024;

/// Locks the file `path`, as [`super::Disk::lock`] says.
pub(super) fn lock(path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
    for _ in 0..ATTEMPTS {
        let locked = match create_locked(path, access) {
            Ok(file) => file.map(|file| (file, true)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match open_existing(path) {
                // Removed since.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                locked => locked?,
            },
            Err(error) => return Err(error),
        };
        let Some((mut file, writable)) = locked else { return Ok(None) };
        if !is_at(&file, path) {
            // Whoever had locked it has removed it since it was opened here: the next one would lock another
            // file of that name.
            continue;
        }
        let ours = is_ours(&mut file)?;
        if ours && !writable && fs::remove_file(path).is_ok() {
            // Left by another user. Ours takes its place while nobody else can have it.
            continue;
        }
        let mut lock = LockedFile { path: path.to_owned(), file, writable: ours && writable };
        // Who has it may stay unsaid, as on a full disk.
        let _ = lock.rewrite(owner);
        return Ok(Some(Box::new(lock)));
    }
    Ok(None)
}

/// Whether another has locked the file at `path`.
pub(super) fn is_locked(path: &Path) -> io::Result<bool> {
    match open_locked(path, false) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        file => file.map(|file| file.is_none()),
    }
}

/// Locks what is there, to write into it as well where that is allowed; `None` where another has it.
fn open_existing(path: &Path) -> io::Result<Option<(File, bool)>> {
    match open_locked(path, true) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            open_locked(path, false).map(|file| file.map(|file| (file, false)))
        }
        opened => opened.map(|file| file.map(|file| (file, true))),
    }
}

/// Whether `file` is what is at `path`.
fn is_at(file: &File, path: &Path) -> bool {
    let there = fs::symlink_metadata(path);
    there.is_ok_and(|there| file.metadata().is_ok_and(|own| is_same_file(&own, &there)))
}

/// Whether `file` is a lock of this program: it says so, or has nothing in it that could be lost. A file
/// that has other names is not.
fn is_ours(file: &mut File) -> io::Result<bool> {
    if name_count(&file.metadata()?) > 1 {
        return Ok(false);
    }
    let mut text = Vec::new();
    file.take(LIMIT).read_to_end(&mut text)?;
    Ok(text.is_empty() || is_marked(&text))
}

/// Whether a lock that begins so is one of this program.
pub(super) fn is_marked(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').nth(1) == Some(MARK.as_bytes())
}

struct LockedFile {
    path: PathBuf,
    file: File,
    /// Whether it is ours to write to and to remove.
    writable: bool,
}

impl FileLock for LockedFile {
    fn rewrite(&mut self, text: &str) -> io::Result<()> {
        if !self.writable {
            return Ok(());
        }
        let (owner, rest) = text.split_once('\n').unwrap_or((text, ""));
        let text = format!("{owner}\n{MARK}\n{rest}");
        check_size(text.len())?;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }
}

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody else's is removed. Nothing can be done
        // where it cannot be: the next one locks the file that is there. Windows lets nobody put another file
        // in the place of one that is open.
        if self.writable && (cfg!(windows) || is_at(&self.file, &self.path)) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}
