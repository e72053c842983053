//! What the window may ask, and what is to be done after the answer. Draws nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::host::Pick;
use super::views::import_review::Brought;

/// A question that must be answered before anything else.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The report is not saved, and this is to be done.
    Unsaved(After),
    /// The system has no dialogs: the user types a path.
    Path(Pick, String),
    /// About a file.
    File(FileQuestion),
}

/// What is to be done after the question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// Close the window.
    Quit,
    /// Go to the start screen.
    Start,
    /// Open a draft.
    Open(PathBuf),
    /// Begin this year's report from last year's.
    FromLastYear(PathBuf),
    /// Put what was read on the desk as a report of its own.
    Lay(Arc<Brought>),
}

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileQuestion {
    /// The draft is open elsewhere, by someone; open a copy?
    OpenElsewhere(PathBuf, String),
    /// Someone else changed or removed the draft since it was opened; save over it?
    Changed(PathBuf),
    /// There is a file of this name; save over it?
    Replace(PathBuf),
}

impl FileQuestion {
    /// Which file, and who has it.
    pub(super) fn about(&self) -> (&Path, &str) {
        match self {
            FileQuestion::OpenElsewhere(path, by) => (path, by),
            FileQuestion::Changed(path) | FileQuestion::Replace(path) => (path, ""),
        }
    }

    /// The keys of its head, its text and its two answers; an empty key for no answer.
    pub(super) const fn words(&self) -> [&'static str; 4] {
        match self {
            FileQuestion::OpenElsewhere(..) => {
                ["keeping.open_elsewhere", "keeping.open_elsewhere_text", "keeping.open_copy", ""]
            }
            FileQuestion::Changed(_) => {
                ["keeping.changed", "keeping.changed_text", "keeping.save_copy", "keeping.save_over"]
            }
            FileQuestion::Replace(_) => {
                ["keeping.replace", "keeping.replace_text", "keeping.other_name", "keeping.save_over"]
            }
        }
    }
}
