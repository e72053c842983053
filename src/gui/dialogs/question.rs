//! The questions that must be answered before anything else, as values. Draws nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import_review::ImportReview;
use super::typed_path::TypedPathField;
use crate::gui::action::Action;
use crate::gui::host::FileDialog;
use crate::session::Overwrite;
use crate::storage::{StoreCause, StoreError};

/// A question that must be answered before anything else.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The report is not saved, and this is to be done.
    Unsaved(Continuation),
    /// The system has no file dialogs: the user types a path.
    Path(FileDialog, TypedPathField),
    /// About a file.
    File(FileQuestion),
    /// The report is to become final while comments or tracked changes are open; by whom, and what is said with it.
    Unsettled(String, String),
}

/// Where to go on once the report may be left.
#[derive(Clone, Debug, PartialEq)]
pub enum Continuation {
    /// Close the window.
    Quit,
    /// Go to the start page.
    StartPage,
    /// Open a draft.
    Open(PathBuf),
    /// Open a former version as a copy without a file.
    OpenVersion(PathBuf),
    /// Begin this year's report from last year's.
    FromLastYear(PathBuf),
    /// Open what was imported as a report of its own.
    OpenImport(Arc<ImportReview>),
}

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileQuestion {
    /// The draft is open elsewhere, by someone; open a copy?
    OpenElsewhere(PathBuf, String),
    /// Someone else changed or removed the draft since it was opened; save over it?
    Changed(PathBuf),
    /// Someone deleted or moved the draft since it was opened; save it there again?
    Removed(PathBuf),
    /// There is a file of this name; save over it?
    Replace(PathBuf),
    /// An export was to go to a file that is there, and which is a draft or read for the export itself as the
    /// cause says; replace it?
    ReplaceOutput(FileDialog, StoreError),
    /// What was to be imported is no report; read it for its text?
    NotAReport(PathBuf),
    /// What was to be imported is in an old format; have the office program of the computer convert it?
    OldFormat(PathBuf),
}

impl FileQuestion {
    /// Which file, and who has it.
    pub(super) fn about(&self) -> (&Path, &str) {
        match self {
            FileQuestion::OpenElsewhere(path, by) => (path, by),
            FileQuestion::Changed(path)
            | FileQuestion::Removed(path)
            | FileQuestion::Replace(path)
            | FileQuestion::NotAReport(path)
            | FileQuestion::OldFormat(path) => (path, ""),
            FileQuestion::ReplaceOutput(_, error) => (&error.path, ""),
        }
    }

    /// The locale keys of its head and of its text.
    pub(super) const fn keys(&self) -> [&'static str; 2] {
        match self {
            FileQuestion::OpenElsewhere(..) => ["draft.open_elsewhere", "draft.open_elsewhere_text"],
            FileQuestion::Changed(_) => ["draft.changed", "draft.changed_text"],
            FileQuestion::Removed(_) => ["draft.removed", "draft.removed_text"],
            FileQuestion::Replace(_) => ["draft.replace", "draft.replace_text"],
            FileQuestion::NotAReport(_) => ["draft.not_a_report", "draft.not_a_report_text"],
            FileQuestion::OldFormat(_) => ["draft.old_format", "draft.old_format_text"],
            FileQuestion::ReplaceOutput(_, error) => match error.cause {
                StoreCause::HoldsDraft => ["draft.over_draft", "draft.over_draft_text"],
                StoreCause::SavedElsewhere => ["draft.over_edited", "draft.over_edited_text"],
                StoreCause::OtherContent => ["draft.over_other", "draft.over_other_text"],
                StoreCause::IsSource => ["draft.over_source", "draft.over_source_text"],
                StoreCause::ProgramFile => ["draft.over_program", "draft.over_program_text"],
                _ => ["draft.replace", "draft.over_file_text"],
            },
        }
    }

    /// The answers with their locale keys, the usual one first. None of them deletes anything
    /// unless it says so.
    pub(super) fn answers(&self) -> Vec<(&'static str, Action)> {
        let save_as = Action::Choose(FileDialog::SaveAs);
        let save_over = |path: &PathBuf| ("draft.save_over", Action::SaveTo(path.clone(), Overwrite::Anything));
        match self {
            FileQuestion::OpenElsewhere(path, _) => vec![("draft.open_copy", Action::OpenCopy(path.clone()))],
            FileQuestion::Changed(path) => vec![("draft.save_copy", save_as), save_over(path)],
            FileQuestion::Removed(path) => {
                let again = Action::SaveTo(path.clone(), Overwrite::Anything);
                vec![("draft.write_again", again), ("draft.save_copy", save_as)]
            }
            FileQuestion::Replace(path) => vec![("draft.other_name", save_as), save_over(path)],
            FileQuestion::NotAReport(path) => {
                let another = Action::Choose(FileDialog::Import);
                vec![("draft.choose_another", another), ("draft.read_as_text", Action::ReadAsText(path.clone()))]
            }
            FileQuestion::OldFormat(path) => {
                let another = Action::Choose(FileDialog::Import);
                vec![("draft.convert", Action::Convert(path.clone())), ("draft.choose_another", another)]
            }
            FileQuestion::ReplaceOutput(dialog, error) => {
                let over = Action::ExportOver(*dialog, error.path.clone());
                vec![("draft.other_name", Action::Choose(*dialog)), ("draft.export_over", over)]
            }
        }
    }
}
