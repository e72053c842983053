//! Why a file could not be read or written. Knows no disk.

use std::io;
use std::path::{Path, PathBuf};

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
    /// The system does not let this user read or write it, or it is marked as read-only.
    #[error("permission denied")]
    Denied,
    /// The disk or the user's share of it is full.
    #[error("the disk is full")]
    Full,
    /// Another program has it locked.
    #[error("in use by another program")]
    InUse,
    /// It exists already and was not to be overwritten.
    #[error("exists already")]
    Exists,
    /// It holds a draft, or is a file that the program keeps beside drafts, and an output was to go there.
    #[error("holds a draft")]
    HoldsDraft,
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
    /// The system's own words for anything else.
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

/// The error that the system gave for the file at `path`.
pub(super) fn system(path: &Path, error: &io::Error) -> StoreError {
    at(path, cause(error))
}

/// What the system's error means for a user.
pub(super) fn cause(error: &io::Error) -> StoreCause {
    match error.kind() {
        io::ErrorKind::NotFound => StoreCause::Missing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreCause::Denied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreCause::Full,
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => StoreCause::InUse,
        io::ErrorKind::IsADirectory => StoreCause::IsFolder,
        io::ErrorKind::NotADirectory => StoreCause::NoFolder,
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => StoreCause::InUse,
        _ => StoreCause::System(error.to_string()),
    }
}
