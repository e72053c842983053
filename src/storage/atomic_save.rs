//! Files: a draft is loaded under a limit, and saved beside, synced, read again and parsed before
//! it takes the old one's place. Knows the disk only through [`Disk`].

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Fingerprint;
use super::disk::{Disk, Kind};
use super::draft_file::{self, DraftError, LIMIT};
use crate::report::Report;

/// A file that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct StoreError {
    /// The file, as the user named it.
    pub path: PathBuf,
    /// Why not.
    pub cause: Cause,
}

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// There is no such file.
    #[error("does not exist")]
    Missing,
    /// The folder that it should lie in does not exist.
    #[error("its folder does not exist")]
    NoFolder,
    /// It is a folder.
    #[error("is a folder")]
    IsFolder,
    /// The system does not let this user read or write it, or it is marked as read-only.
    #[error("permission denied")]
    Denied,
    /// The disk or the user's share of it is full.
    #[error("the disk is full")]
    Full,
    /// Another program holds it.
    #[error("in use by another program")]
    InUse,
    /// It exists already and was not to be overwritten.
    #[error("exists already")]
    Exists,
    /// What was written did not read back the same; the former file is untouched.
    #[error("does not read back as it was written")]
    NotKept,
    /// It has more bytes than are read of such a file.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
    },
    /// It is open in another window of this program, perhaps on another computer.
    #[error("open elsewhere ({by})")]
    OpenElsewhere {
        /// Who has it open; empty where that cannot be told.
        by: String,
    },
    /// Since it was last read or saved here, someone has changed or removed it.
    #[error("changed by someone else")]
    Changed,
    /// The system's own words for anything else.
    #[error("{0}")]
    System(String),
    /// It was read, but is no draft.
    #[error(transparent)]
    Draft(#[from] DraftError),
}

/// The draft at `path`.
pub fn load(disk: &dyn Disk, path: &Path) -> Result<Report, StoreError> {
    load_known(disk, path).map(|(report, _)| report)
}

/// The draft at `path`, and the mark of its content by which a change by others is noticed.
pub fn load_known(disk: &dyn Disk, path: &Path) -> Result<(Report, Fingerprint), StoreError> {
    let bytes = read(disk, path, LIMIT)?;
    let report = draft_file::parse(&bytes).map_err(|error| at(path, Cause::Draft(error)))?;
    Ok((report, Fingerprint::of(&bytes)))
}

/// The mark of what is at `path` now; `None` where nothing is.
pub fn fingerprint(disk: &dyn Disk, path: &Path) -> Result<Option<Fingerprint>, StoreError> {
    if !exists(disk, path)? {
        return Ok(None);
    }
    read(disk, path, LIMIT).map(|bytes| Some(Fingerprint::of(&bytes)))
}

/// The bytes of any file of up to `limit` bytes.
pub fn read(disk: &dyn Disk, path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    match disk.kind(path).map_err(|error| system(path, &error))? {
        None => return Err(at(path, Cause::Missing)),
        Some(Kind::Folder) => return Err(at(path, Cause::IsFolder)),
        Some(_) => {}
    }
    let bytes = disk.read(path, limit).map_err(|error| system(path, &error))?;
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= limit);
    if whole { Ok(bytes) } else { Err(at(path, Cause::TooLarge { limit })) }
}

/// Whether anything is at `path`.
pub fn exists(disk: &dyn Disk, path: &Path) -> Result<bool, StoreError> {
    Ok(disk.kind(path).map_err(|error| system(path, &error))?.is_some())
}

/// Makes the folder `path`, and those above it, where they are missing.
pub fn make_folder(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    match disk.kind(path).map_err(|error| system(path, &error))? {
        Some(Kind::Folder) => Ok(()),
        Some(_) => Err(at(path, Cause::Exists)),
        None => disk.create_folder(path).map_err(|error| system(path, &error)),
    }
}

/// Saves `report` at `path`. Whatever fails, what was at `path` before is still there whole.
pub fn save(disk: &dyn Disk, path: &Path, report: &Report) -> Result<(), StoreError> {
    Outgoing::new(path, report)?.save(disk)
}

/// A report on its way to its file, in the bytes that it will have there.
pub struct Outgoing<'a> {
    path: &'a Path,
    report: &'a Report,
    bytes: Vec<u8>,
}

impl Outgoing<'_> {
    /// `report` in the bytes in which it will lie at `path`.
    pub fn new<'a>(path: &'a Path, report: &'a Report) -> Result<Outgoing<'a>, StoreError> {
        let bytes = draft_file::write(report).map_err(|error| at(path, Cause::System(error.to_string())))?;
        Ok(Outgoing { path, report, bytes })
    }

    /// The mark of what will lie there.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.bytes)
    }

    /// Saves it. Whatever fails, what was there before is still there whole.
    pub fn save(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        let kept = |bytes: &[u8]| draft_file::parse(bytes).is_ok_and(|read| read == *self.report);
        replace(disk, self.path, &self.bytes, kept)
    }
}

/// Writes any file at `path` in the same way as a draft.
pub fn write_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(disk, path, bytes, |_| true)
}

/// Removes what saves that never ended left beside `path`. Only for whoever knows that nobody is
/// saving there now.
pub fn sweep(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    let target = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let beginning = part_name(&target, 0);
    let folder = folder_of(&target);
    for file in disk.list(folder).map_err(|error| system(folder, &error))? {
        let name = file.file_name().unwrap_or_default().as_encoded_bytes();
        let rest = name.strip_prefix(beginning.as_encoded_bytes());
        if rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_digit)) {
            disk.remove(&file).map_err(|error| system(&file, &error))?;
        }
    }
    Ok(())
}

/// The name that the file `target` is written under until it is whole.
fn part_name(target: &Path, attempt: usize) -> OsString {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(if attempt == 0 { ".part".to_owned() } else { format!(".part{attempt}") });
    name
}

/// Writes beside, syncs, reads again, then renames.
fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8], kept: impl Fn(&[u8]) -> bool) -> Result<(), StoreError> {
    let failed = |error: &io::Error| system(path, error);
    let existing = disk.kind(path).map_err(|error| failed(&error))?;
    match existing {
        Some(Kind::Folder) => return Err(at(path, Cause::IsFolder)),
        Some(Kind::ReadOnlyFile) => return Err(at(path, Cause::Denied)),
        Some(Kind::Device) => return Err(at(path, Cause::System("not a regular file".into()))),
        Some(Kind::File) | None => {}
    }
    // A link stays a link: the file that it leads to is replaced.
    let target = match existing {
        Some(_) => disk.resolve(path).map_err(|error| failed(&error))?,
        None => path.to_owned(),
    };
    let folder = folder_of(&target);
    if disk.kind(folder).map_err(|error| failed(&error))?.is_none() {
        return Err(at(path, Cause::NoFolder));
    }
    let beside = create_beside(disk, &target, bytes).map_err(|error| failed(&error))?;
    let placed = place(disk, &beside, &target, existing.is_some(), |read| read == bytes && kept(read));
    if placed.is_err() {
        // Nothing can be done where even this fails; the first error is the one to tell.
        let _ = disk.remove(&beside);
    }
    placed.map_err(|cause| at(path, cause))?;
    // The file is in its place. A folder that cannot be synced, as on some network shares, is no
    // reason to call the save failed.
    let _ = disk.sync_folder(folder);
    Ok(())
}

fn place(
    disk: &dyn Disk,
    beside: &Path,
    target: &Path,
    replaces: bool,
    kept: impl Fn(&[u8]) -> bool,
) -> Result<(), Cause> {
    let read = disk.read(beside, u64::MAX).map_err(|error| cause(&error))?;
    if !kept(&read) {
        return Err(Cause::NotKept);
    }
    if replaces {
        disk.copy_permissions(target, beside).map_err(|error| cause(&error))?;
    }
    disk.rename(beside, target).map_err(|error| cause(&error))
}

/// Creates a new file beside `target`: its name with `.part` after it, and a number where an
/// earlier one was left behind.
fn create_beside(disk: &dyn Disk, target: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut attempt = 0;
    loop {
        let beside = target.with_file_name(part_name(target, attempt));
        match disk.create(&beside, bytes) {
            Ok(()) => return Ok(beside),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => {
                if error.kind() != io::ErrorKind::AlreadyExists {
                    // Half a file may lie there; the first error is the one to tell.
                    let _ = disk.remove(&beside);
                }
                return Err(error);
            }
        }
    }
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(super) fn at(path: &Path, cause: Cause) -> StoreError {
    StoreError { path: path.to_owned(), cause }
}

pub(super) fn system(path: &Path, error: &io::Error) -> StoreError {
    at(path, cause(error))
}

fn cause(error: &io::Error) -> Cause {
    match error.kind() {
        io::ErrorKind::NotFound => Cause::Missing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Cause::Denied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Cause::Full,
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => Cause::InUse,
        io::ErrorKind::IsADirectory => Cause::IsFolder,
        io::ErrorKind::NotADirectory => Cause::NoFolder,
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => Cause::InUse,
        _ => Cause::System(error.to_string()),
    }
}
