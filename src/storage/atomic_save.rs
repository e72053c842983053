//! Saves files atomically: the bytes are written to a partial file beside the target, synced, read back
//! and verified before the partial file is renamed over the target. Whatever fails on the way, what was
//! there before is still there whole. Knows the disk only through [`Disk`].

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, FileAccess, PathKind};
use super::draft_file::{self, SerializedDraft};
use super::side_files::{file_of_partial, is_partial_file, partial_file, random_partial_file};
use super::store_error::{at, cause, refused_rename, system};
use super::{FileTime, StoreCause, StoreError};
use crate::report::Report;

/// So many bytes are read back at once.
const PART: usize = 1 << 20;

/// Random names are tried so often.
const ATTEMPTS: usize = 4;

/// A partial file was left by a program that was killed when nobody has written to it for so many seconds.
const ABANDONED_AFTER: u64 = 600;

/// A file that is written, whole, under another name in the folder of its place.
struct FileBeside {
    /// The file as the user names it.
    path: PathBuf,
    /// Its other name.
    partial: PathBuf,
    /// Its place, links followed where they are.
    target: PathBuf,
}

/// Saves `report` at `path`.
///
/// # Errors
/// Nothing was saved; the former file is untouched.
pub fn save(disk: &dyn Disk, path: &Path, report: &Report) -> Result<(), StoreError> {
    save_serialized(disk, path, report, &serialize(path, report)?)
}

/// `report` in the bytes of a draft file, to be saved at `path`.
///
/// # Errors
/// The report has a value that JSON cannot hold.
pub fn serialize(path: &Path, report: &Report) -> Result<SerializedDraft, StoreError> {
    SerializedDraft::new(report).map_err(|error| at(path, StoreCause::System(error.to_string())))
}

/// The words of `report` in the bytes of a draft file, for a recovery file `path`.
///
/// # Errors
/// The report has a value that JSON cannot hold.
pub fn serialize_words(path: &Path, report: &Report) -> Result<SerializedDraft, StoreError> {
    SerializedDraft::words_of(report).map_err(|error| at(path, StoreCause::System(error.to_string())))
}

/// Saves `report` at `path` in bytes that were serialised before. They are parsed once more as they are
/// read back: a draft that could not be opened again never takes the place of one that can.
///
/// # Errors
/// Nothing was saved; the former file is untouched.
pub fn save_serialized(
    disk: &dyn Disk,
    path: &Path,
    report: &Report,
    draft: &SerializedDraft,
) -> Result<(), StoreError> {
    // Reports are equal whose texts name the same pictures: that these are there is asked for itself.
    let has_pictures = |read: &Report| draft.pictures().iter().all(|one| read.pictures.get(one.id()).is_some());
    let verify = |bytes: &[u8]| draft_file::parse(bytes).is_ok_and(|read| read == *report && has_pictures(&read));
    write_through(disk, path, draft.bytes(), verify)
}

/// Writes any file at `path` in the same way as a draft.
///
/// # Errors
/// Nothing was written; the former file is untouched.
pub fn write_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_through(disk, path, bytes, |_| true)
}

/// Writes files that belong together: each lies beside its place, whole, before the first of them takes it, so that a
/// full disk leaves all former ones. `placed` is called after each.
///
/// # Errors
/// One of them cannot be written, and none of them was; or it cannot take its place, and those before it have theirs.
pub fn write_files<'a, E: From<StoreError>>(
    disk: &dyn Disk,
    files: impl IntoIterator<Item = (&'a Path, &'a [u8])>,
    mut placed: impl FnMut(&Path) -> Result<(), E>,
) -> Result<(), E> {
    let mut beside = VecDeque::new();
    let mut failed = None;
    for (path, bytes) in files {
        match write_beside(disk, path, bytes, |_| true) {
            Ok(one) => beside.push_back(one),
            Err(error) => {
                failed = Some(error.into());
                break;
            }
        }
    }
    while failed.is_none()
        && let Some(one) = beside.pop_front()
    {
        let path = one.path.clone();
        failed = one.take_place(disk).map_err(E::from).and_then(|()| placed(&path)).err();
    }
    // Those that have no place yet get none.
    beside.iter().for_each(|one| drop(disk.remove(&one.partial)));
    failed.map_or(Ok(()), Err)
}

/// Does `work` that puts files into the folder `path`, which is made where it is missing, with those above it. Where it
/// fails and nothing is in the new folder, that is removed again.
///
/// # Errors
/// Something else has that name, or the folder cannot be made; or what `work` gives.
pub fn in_folder<T, E: From<StoreError>>(
    disk: &dyn Disk,
    path: &Path,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let is_new = match kind_at(disk, path)? {
        Some(PathKind::Folder) => false,
        Some(_) => return Err(at(path, StoreCause::NotAFolder).into()),
        None => {
            disk.create_folder(path).map_err(|error| system(path, &error))?;
            true
        }
    };
    let done = work();
    if done.is_err() && is_new {
        // One with anything in it stays.
        let _ = disk.remove_empty_folder(path);
    }
    done
}

/// Writes any file at `path` in the same way for this user alone, whoever may read what is there now. A
/// link there is replaced, not followed.
///
/// # Errors
/// Nothing was written; the former file is untouched.
pub fn write_private_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if matches!(kind_at(disk, path)?, Some(PathKind::Folder)) {
        return Err(at(path, StoreCause::IsFolder));
    }
    FileBeside::write(disk, path, path, FileAccess::Private, bytes, |_| true)?.take_place(disk)
}

/// Removes the partial files that interrupted saves left beside `path`. Only for whoever has the lock of
/// `path`, so that nobody is saving there now.
///
/// # Errors
/// The folder cannot be listed. A file that cannot be removed does no harm.
pub fn remove_partial_files(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    let target = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&target);
    for file in disk.list(folder).map_err(|error| system(folder, &error))? {
        if is_partial_file(&file, &target) {
            let _ = disk.remove(&file);
        }
    }
    Ok(())
}

/// Removes the partial files in `folder`, whosever they are, to which nobody has written for a while: those that were to
/// become files whose names `is_ours` takes.
pub fn remove_abandoned_files(disk: &dyn Disk, folder: &Path, now: FileTime, is_ours: impl Fn(&str) -> bool) {
    for file in disk.list(folder).unwrap_or_default() {
        let old = |then: FileTime| now.0.saturating_sub(then.0) > ABANDONED_AFTER;
        // A file, and no link or pipe that somebody has put there.
        let is_file = || matches!(disk.is_locked(&file), Ok(false));
        if file_of_partial(&file).is_some_and(|name| is_ours(&name)) && disk.written(&file).is_ok_and(old) && is_file()
        {
            // One that cannot be removed does no harm.
            let _ = disk.remove(&file);
        }
    }
}

/// Writes a file that others may read as they may read the one that is there.
fn write_through(disk: &dyn Disk, path: &Path, bytes: &[u8], verify: impl Fn(&[u8]) -> bool) -> Result<(), StoreError> {
    write_beside(disk, path, bytes, verify)?.take_place(disk)
}

/// Writes the same file beside its place.
fn write_beside(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    verify: impl Fn(&[u8]) -> bool,
) -> Result<FileBeside, StoreError> {
    match kind_at(disk, path)? {
        Some(PathKind::Folder) => Err(at(path, StoreCause::IsFolder)),
        Some(PathKind::ReadOnlyFile) => Err(at(path, StoreCause::ReadOnly)),
        Some(PathKind::Device) => Err(at(path, StoreCause::NoFile)),
        // Where it leads, somebody else may have chosen.
        Some(PathKind::BrokenLink) => Err(at(path, StoreCause::BrokenLink)),
        // A link stays a link: the file that it leads to is replaced.
        Some(PathKind::File) => {
            let target = disk.resolve(path).map_err(|error| system(path, &error))?;
            FileBeside::write(disk, path, &target, FileAccess::Like(&target), bytes, verify)
        }
        None => FileBeside::write(disk, path, path, FileAccess::Usual, bytes, verify),
    }
}

impl FileBeside {
    /// Writes a partial file, syncs it, reads it back and verifies it.
    fn write(
        disk: &dyn Disk,
        path: &Path,
        target: &Path,
        access: FileAccess<'_>,
        bytes: &[u8],
        verify: impl Fn(&[u8]) -> bool,
    ) -> Result<FileBeside, StoreError> {
        if kind_at(disk, folder_of(target)).map_err(|error| at(path, error.cause))?.is_none() {
            return Err(at(path, StoreCause::NoFolder));
        }
        let partial = create_partial(disk, target, bytes, access).map_err(|error| {
            // It is the folder that takes no new file.
            let cause = cause(&error);
            at(path, if cause == StoreCause::Denied { StoreCause::FolderDenied } else { cause })
        })?;
        let beside = FileBeside { path: path.to_owned(), partial, target: target.to_owned() };
        match reads_back(disk, &beside.partial, bytes) {
            Ok(true) if verify(bytes) => Ok(beside),
            Ok(_) => Err(beside.give_up(disk, StoreCause::NotKept)),
            Err(error) => Err(beside.give_up(disk, cause(&error))),
        }
    }

    /// Renames it over what is there.
    fn take_place(self, disk: &dyn Disk) -> Result<(), StoreError> {
        if let Err(error) = disk.rename(&self.partial, &self.target) {
            let cause = refused_rename(disk, &self.target, &error);
            return Err(self.give_up(disk, cause));
        }
        // The file has its name. A folder that cannot be synced, as on some network shares, is no reason to
        // call the save failed.
        let _ = disk.sync_folder(folder_of(&self.target));
        Ok(())
    }

    /// Removes it for `cause`, which is the error to report.
    fn give_up(self, disk: &dyn Disk, cause: StoreCause) -> StoreError {
        // Nothing can be done where even this fails.
        let _ = disk.remove(&self.partial);
        at(&self.path, cause)
    }
}

/// Creates a new partial file beside `target`. One that is there already belongs to somebody, or was left by
/// a program that was killed; once it is old it is removed.
fn create_partial(disk: &dyn Disk, target: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<PathBuf> {
    let usual = partial_file(target);
    if create_whole(disk, &usual, bytes, access)? {
        return Ok(usual);
    }
    for _ in 0..ATTEMPTS {
        let partial = random_partial_file(target);
        if create_whole(disk, &partial, bytes, access)? {
            remove_abandoned_beside(disk, target, &partial);
            return Ok(partial);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes the old partial files of `target` beside `own`, which was just created. The one of the usual name goes last:
/// as long as it is there, the next save looks for others.
fn remove_abandoned_beside(disk: &dyn Disk, target: &Path, own: &Path) {
    // By the disk's own clock.
    let Ok(now) = disk.written(own) else { return };
    let remove_old = |file: &Path| {
        let is_old = disk.written(file).is_ok_and(|then| now.0.saturating_sub(then.0) > ABANDONED_AFTER);
        // A file, and no link or pipe that somebody has put there.
        is_old && matches!(disk.is_locked(file), Ok(false)) && disk.remove(file).is_ok()
    };
    let usual = partial_file(target);
    let others = disk.list(folder_of(target)).unwrap_or_default().into_iter().filter(|file| {
        let is_known = [own, usual.as_path()].iter().any(|known| known.file_name() == file.file_name());
        !is_known && is_partial_file(file, target)
    });
    let are_left = others.filter(|file| !remove_old(file)).count() > 0;
    if !are_left {
        remove_old(&usual);
    }
}

/// Creates the file `partial` whole or not at all; false where something of that name is there.
fn create_whole(disk: &dyn Disk, partial: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<bool> {
    match disk.create(partial, bytes, access) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => {
            // Half a file may be there; the first error is the one to report.
            let _ = disk.remove(partial);
            Err(error)
        }
    }
}

/// Whether the file at `path` has these bytes and no others. With pictures there are megabytes: they are not read at once.
fn reads_back(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<bool> {
    // The last part is shorter than others, or empty: a longer file has more there.
    for number in 0..=bytes.len() / PART {
        let start = number * PART;
        let part = bytes.get(start..bytes.len().min(start.saturating_add(PART))).unwrap_or_default();
        if disk.read_part(path, u64::try_from(start).unwrap_or(u64::MAX), PART)? != part {
            return Ok(false);
        }
    }
    Ok(true)
}

fn kind_at(disk: &dyn Disk, path: &Path) -> Result<Option<PathKind>, StoreError> {
    disk.kind(path).map_err(|error| system(path, &error))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
