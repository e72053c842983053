//! Why a file could not be read or written: what the errors of a system mean, and which of them may pass.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, PathKind};
use super::draft_file::DraftError;

/// A file that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct StoreError {
    /// The file, as the user named it.
    pub path: PathBuf,
    /// Why not.
    pub cause: StoreCause,
}

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreCause {
    /// There is no such file.
    #[error("does not exist")]
    Missing,
    /// The folder that it should be in does not exist.
    #[error("its folder does not exist")]
    NoFolder,
    /// It is a folder.
    #[error("is a folder")]
    IsFolder,
    /// A file stands where a folder was to be.
    #[error("is no folder")]
    NotAFolder,
    /// A pipe, a terminal or another device stands there.
    #[error("is no file")]
    NoFile,
    /// It is a link that leads nowhere, or in a circle.
    #[error("is a link that leads nowhere")]
    BrokenLink,
    /// The system does not let this user read or write it.
    #[error("permission denied")]
    Denied,
    /// It is marked as read-only.
    #[error("marked as read-only")]
    ReadOnly,
    /// The system does not let this user write into its folder, or the whole disk is read-only.
    #[error("its folder cannot be written to")]
    FolderDenied,
    /// Its content lies with a service such as OneDrive, which does not hand it out now.
    #[error("not on this computer now")]
    OnlineOnly,
    /// The disk or the user's share of it is full.
    #[error("the disk is full")]
    Full,
    /// The system lets this program write no file of that size, as `ulimit -f` says, or the disk takes none.
    #[error("larger than files may be here")]
    TooLong,
    /// Another program holds it: Word, a scanner for viruses, a program that synchronises folders.
    #[error("held by another program")]
    InUse,
    /// It exists already and was not to be overwritten.
    #[error("exists already")]
    Exists,
    /// It holds a draft, or is a file that the program keeps beside drafts, and an output was to go there.
    #[error("holds a draft")]
    HoldsDraft,
    /// It is a file of the program's own, such as the settings or a recovery file, and an output was to go there.
    #[error("a file of the program's own")]
    ProgramFile,
    /// It is no earlier output of the same report, and an output whose name the program chose was to go there.
    #[error("no earlier output of the same report")]
    NotOurs,
    /// It is of another kind than its name says, or a link leads to it, and it is no output; an output was to go there.
    #[error("no output, whatever its name says")]
    OtherContent,
    /// It is a document that another program saved last, with what somebody may have written into it, and an output was
    /// to go there.
    #[error("saved by another program")]
    SavedElsewhere,
    /// It is not as this program wrote it, and there is no place to keep it; an output was to go there.
    #[error("perhaps edited, and cannot be kept elsewhere")]
    Unkept,
    /// The output that was to go there is made from it.
    #[error("is read for what is to be written there")]
    IsSource,
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
    /// The disk, or the stick that it is, failed or was pulled out.
    #[error("the device failed")]
    Device,
    /// It lies on another computer that cannot be reached now.
    #[error("not reachable")]
    Unreachable,
    /// No file can have this name, or no path be as long.
    #[error("no name that a file can have")]
    BadName,
    /// The system has no memory, or has too many files open.
    #[error("the system has no room for more open files")]
    Exhausted,
    /// Anything else: the system's own words, with its number.
    #[error("{0}")]
    System(String),
    /// It was read, but is no draft.
    #[error(transparent)]
    Draft(#[from] DraftError),
}

/// The error of the file at `path`.
pub(super) fn at(path: &Path, cause: StoreCause) -> StoreError {
    StoreError { path: path.to_owned(), cause }
}

impl StoreError {
    /// The error that the system gave for the file or folder at `path`.
    pub fn of_system(path: &Path, error: &io::Error) -> StoreError {
        system(path, error)
    }
}

/// The error that the system gave for the file at `path`.
pub(super) fn system(path: &Path, error: &io::Error) -> StoreError {
    at(path, cause(error))
}

/// An error of Windows by its number, as a value: a disk that is not of Windows can give it as well, so that
/// what the program makes of it is known everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("error {0} of Windows")]
pub struct WindowsError(pub i32);

impl WindowsError {
    /// `ERROR_ACCESS_DENIED`: no permission; of a rename also that another program holds the file.
    const ACCESS_DENIED: WindowsError = WindowsError(5);

    /// The number of `error`, where it is one of Windows.
    fn of(error: &io::Error) -> Option<WindowsError> {
        let own = error.raw_os_error().filter(|_| cfg!(windows)).map(WindowsError);
        own.or_else(|| error.get_ref()?.downcast_ref::<WindowsError>().copied())
    }

    /// What it means for a user; `None` where its own words say it best. Numbers as in winerror.h.
    pub const fn cause(self) -> Option<StoreCause> {
        Some(match self.0 {
            2 | 3 => StoreCause::Missing,
            5 | 395 => StoreCause::Denied,
            // A disk that is protected, one of a service that is.
            19 | 381 => StoreCause::FolderDenied,
            // Sharing, lock, busy, path busy, delete pending, mapped by a user, cloud file in use, its properties.
            32 | 33 | 170 | 148 | 303 | 1224 | 391 | 397 => StoreCause::InUse,
            39 | 112 | 1295 => StoreCause::Full,
            // Cloud files: provider not running, not in sync, authentication, resources, network, unsuccessful,
            // aborted, cancelled, terminated, timeouts; a file that is offline.
            362 | 377 | 386 | 387 | 388 | 389 | 393 | 398 | 404 | 426 | 475 | 4350 => StoreCause::OnlineOnly,
            6009 => StoreCause::ReadOnly,
            // Not ready, checksum, device gone, not connected, damaged, input and output.
            21 | 23 | 55 | 433 | 483 | 1117 | 1167 | 1392 => StoreCause::Device,
            // Network: path, busy, error, name gone, name, timeout, disconnected, unreachable, aborted, no connection.
            53 | 54 | 59 | 64 | 67 | 121 | 240 | 1231 | 1232 | 1236 | 2250 => StoreCause::Unreachable,
            // Name, path, too long.
            123 | 161 | 206 => StoreCause::BadName,
            // Too many open files, memory.
            4 | 8 | 14 | 1450 | 1455 => StoreCause::Exhausted,
            _ => return None,
        })
    }
}

impl From<WindowsError> for io::Error {
    fn from(error: WindowsError) -> io::Error {
        io::Error::other(error)
    }
}

/// Whether the step of a disk that ended in `error` may go better in a moment: another program has the file
/// open, and most that do let it go soon.
pub fn may_pass(error: &io::Error, is_rename: bool) -> bool {
    cause(error) == StoreCause::InUse || (is_rename && WindowsError::of(error) == Some(WindowsError::ACCESS_DENIED))
}

/// Why the file at `target` could not be replaced, where a rename ended in `error`. Windows says of a file
/// that another program holds that access is denied, as it says of one that this user may not write; which
/// of the two it is, the file tells when it is opened.
pub(super) fn refused_rename(disk: &dyn Disk, target: &Path, error: &io::Error) -> StoreCause {
    if WindowsError::of(error) != Some(WindowsError::ACCESS_DENIED) {
        return cause(error);
    }
    if matches!(disk.kind(target), Ok(Some(PathKind::ReadOnlyFile))) {
        return StoreCause::ReadOnly;
    }
    match disk.probe_exclusive(target) {
        // It may be written, and so may its folder, where the other one was just created.
        Ok(()) => StoreCause::InUse,
        Err(error) => match cause(&error) {
            StoreCause::Missing => StoreCause::InUse,
            cause => cause,
        },
    }
}

/// What the system's error means for a user.
pub(super) fn cause(error: &io::Error) -> StoreCause {
    if let Some(cause) = WindowsError::of(error).and_then(WindowsError::cause) {
        return cause;
    }
    match error.kind() {
        io::ErrorKind::NotFound => StoreCause::Missing,
        io::ErrorKind::PermissionDenied => StoreCause::Denied,
        io::ErrorKind::ReadOnlyFilesystem => StoreCause::FolderDenied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreCause::Full,
        io::ErrorKind::FileTooLarge => StoreCause::TooLong,
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => StoreCause::InUse,
        io::ErrorKind::IsADirectory => StoreCause::IsFolder,
        io::ErrorKind::NotADirectory => StoreCause::NoFolder,
        io::ErrorKind::InvalidFilename => StoreCause::BadName,
        io::ErrorKind::OutOfMemory => StoreCause::Exhausted,
        io::ErrorKind::TimedOut
        | io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::NotConnected
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::ConnectionRefused
        | io::ErrorKind::ConnectionReset => StoreCause::Unreachable,
        _ if cfg!(unix) => of_unix(error),
        _ => StoreCause::System(error.to_string()),
    }
}

/// What a number of a Unix system means that no kind of error stands for. Those that Linux and macOS number alike, and those
/// of Linux alone that macOS does not have.
fn of_unix(error: &io::Error) -> StoreCause {
    match error.raw_os_error() {
        // EIO, ENXIO, ENODEV.
        Some(5 | 6 | 19) => StoreCause::Device,
        // EBADMSG, EUCLEAN, EREMOTEIO, ENOMEDIUM.
        Some(74 | 117 | 121 | 123) if cfg!(target_os = "linux") => StoreCause::Device,
        // EHOSTDOWN, ENOLINK.
        Some(112 | 67) if cfg!(target_os = "linux") => StoreCause::Unreachable,
        // ELOOP.
        Some(40) if cfg!(target_os = "linux") => StoreCause::BrokenLink,
        // ENFILE, EMFILE.
        Some(23 | 24) => StoreCause::Exhausted,
        _ => StoreCause::System(error.to_string()),
    }
}
