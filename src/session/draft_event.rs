//! What a draft writer is given and what it returns: plain data. Decides nothing.

use std::path::PathBuf;
use std::time::Duration;

use super::Moment;
use super::disk_worker::{DiskJobError, WorkerMode};
use super::draft_guard::DataFolders;
use crate::report::Change;
use crate::storage::{FileTime, StoreError};

/// What a writer is made of.
#[derive(Clone, Debug)]
pub struct DraftWriterOptions {
    /// Where recovery files and former versions go.
    pub folders: DataFolders,
    /// Names the session among all sessions of this user, such as the number of the process and the time
    /// of its start.
    pub id: String,
    /// Who works here, in words for others who want the same draft.
    pub owner: String,
    /// How long a save is waited for before the caller goes on beside it.
    pub patience: Duration,
    /// Where the jobs run.
    pub mode: WorkerMode,
}

/// What the caller knows at an update.
#[derive(Clone, Debug, Default)]
pub struct DraftInput {
    /// What is in fields that nobody has left yet.
    pub open_fields: Vec<Change>,
    /// Whether the draft may be saved without being asked for.
    pub autosave: bool,
    /// The time since the program started.
    pub moment: Moment,
    /// The time of the computer's clock.
    pub now: FileTime,
}

/// What came of an update.
#[derive(Debug)]
pub struct DraftUpdate {
    /// What happened, in its order.
    pub events: Vec<DraftEvent>,
    /// When the next update has something to do; `None` where nothing is unsaved or in progress.
    pub call_again: Option<Moment>,
}

/// What happened to the draft or its recovery file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftEvent {
    /// The recovery file was written.
    RecoveryWritten,
    /// The recovery file could not be written or removed; reported once for each reason.
    RecoveryFailed(DiskJobError),
    /// The draft is open without a lock: something else has the name of the lock, or the folder takes none. Told
    /// once for each draft.
    NotLocked {
        /// The draft.
        path: PathBuf,
    },
    /// The draft was saved.
    Saved {
        /// Where.
        path: PathBuf,
        /// Whether the user asked for it.
        asked: bool,
        /// Whether no other save follows.
        last: bool,
        /// Why no former version could be kept, where that failed.
        backup_error: Option<StoreError>,
        /// How many other names the file had, hard links: they have the former version now, for a saved file
        /// is a new one.
        other_names: u64,
    },
    /// The draft was not saved; the text is still in the session.
    NotSaved {
        /// Where to.
        path: PathBuf,
        /// Whether the user asked for it.
        asked: bool,
        /// Why not.
        error: DiskJobError,
    },
}
