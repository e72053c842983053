//! What keeps the text of an open report, and text that earlier runs left: what is under way, what
//! was told. Does nothing by itself.

use std::path::PathBuf;
use std::time::Duration;

use super::views::version_compare::Sheet;
use crate::session::{Aside, Done, Keeper, Lost, Over, Saving, Scribe};

/// What keeps the text of one open report.
pub struct Keeping {
    /// Drafts, locks, unsaved text.
    pub(super) keeper: Keeper,
    pub(super) scribe: Scribe<Aside>,
    /// What saves it.
    pub(super) saver: Saver,
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
pub struct Offer {
    /// What was found, the newest first.
    pub(super) found: Vec<Lost>,
    /// Which of them is shown.
    pub(super) at: usize,
    /// The one shown, in words.
    pub(super) sheet: Option<Sheet>,
}

/// Text that cannot be offered yet, for its sessions were alive at the start.
#[derive(Default)]
pub struct Awaited {
    /// Files with unsaved text whose sessions were alive when they were last looked at.
    pub(super) living: Vec<PathBuf>,
    /// When it is asked for again.
    pub(super) next: Duration,
}

impl Keeping {
    /// Keeps a report with this keeper.
    pub(super) fn new(keeper: Keeper) -> Keeping {
        let (scribe, saver) = (Scribe::default(), Saver::default());
        Keeping { keeper, scribe, saver, recovered: false, trouble: None, told: false, unwanted: false }
    }
}

/// What saves one report.
#[derive(Default)]
pub struct Saver {
    pub(super) scribe: Scribe<Saving>,
    /// Whether the user asked for the save under way.
    pub(super) asked: bool,
    /// A save that was asked for meanwhile.
    pub(super) next: Option<(PathBuf, Over)>,
}

impl Saver {
    /// Whether a save is under way.
    pub const fn is_busy(&self) -> bool {
        self.scribe.is_busy()
    }

    /// Waits for what is under way, whatever came of it.
    pub(super) fn wait(&mut self) -> Done<Saving> {
        self.scribe.wait()
    }
}
