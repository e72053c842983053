//! What keeps the text of an open report, and text that earlier runs left: what is under way, what
//! was told. Does nothing by itself.

use std::path::PathBuf;
use std::time::Duration;

use super::views::version_compare::VersionSheet;
use crate::session::{DiskWorker, DraftGuard, FinishedJob, Overwrite, RecoveryWrite, SaveJob, UnsavedDraft};

/// What keeps the text of one open report.
pub struct DraftState {
    /// Drafts, locks, unsaved text.
    pub(super) keeper: DraftGuard,
    pub(super) scribe: DiskWorker<RecoveryWrite>,
    /// What saves it.
    pub(super) saver: SaveQueue,
    /// Found again after the program ended: its draft is only saved over when the user says so.
    pub(super) recovered: bool,
    /// What was last said about text that could not be written aside; said once.
    pub(super) trouble: Option<String>,
    /// Whether a change of the draft by others was told.
    pub(super) told: bool,
    /// The user does not want what is not saved.
    pub(super) unwanted: bool,
}

/// Unsaved text of earlier runs, as it is offered.
#[derive(Default)]
pub struct RecoveryOffer {
    /// What was found, the newest first.
    pub(super) found: Vec<UnsavedDraft>,
    /// Which of them is shown.
    pub(super) at: usize,
    /// The one shown, in words.
    pub(super) sheet: Option<VersionSheet>,
}

/// Text that cannot be offered yet, for its sessions were alive at the start.
#[derive(Default)]
pub struct WaitingLocks {
    /// Files with unsaved text whose sessions were alive when they were last looked at.
    pub(super) living: Vec<PathBuf>,
    /// When it is asked for again.
    pub(super) next: Duration,
}

impl DraftState {
    /// Keeps a report with this keeper.
    pub(super) fn new(keeper: DraftGuard) -> DraftState {
        let (scribe, saver) = (DiskWorker::default(), SaveQueue::default());
        DraftState { keeper, scribe, saver, recovered: false, trouble: None, told: false, unwanted: false }
    }
}

/// What saves one report.
#[derive(Default)]
pub struct SaveQueue {
    pub(super) scribe: DiskWorker<SaveJob>,
    /// Whether the user asked for the save under way.
    pub(super) asked: bool,
    /// A save that was asked for meanwhile.
    pub(super) next: Option<(PathBuf, Overwrite)>,
}

impl SaveQueue {
    /// Whether a save is under way.
    pub const fn is_busy(&self) -> bool {
        self.scribe.is_busy()
    }

    /// Waits for what is under way, whatever came of it.
    pub(super) fn wait(&mut self) -> FinishedJob<SaveJob> {
        self.scribe.wait()
    }
}
