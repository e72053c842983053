//! Everything that the user can ask of the window, as one value. Views, dialogs, menu rows and
//! shortcuts all give an [`Action`]; `update` alone carries it out. Knows neither labels nor keys,
//! which `menu` has, nor how anything is done.
//!
//! # The way of a number into the report
//!
//! 1. `table_editor` reads what was typed as a number and gives
//!    `Action::Run(SessionCommand::Enter(cell, number))`.
//! 2. `update` hands that command to `Session::execute`.
//! 3. The session works it out against the report (`ChangePlan`) and applies the plan's `Change`,
//!    which returns the `InverseChange` for the undo history.
//!
//! Command, plan, change and inverse: nothing else lies between the key and the report.

use std::path::PathBuf;

use super::dialogs::notice::Notice;
use super::dialogs::question::Continuation;
use super::folder_tab::FolderAction;
use super::host::FileDialog;
use super::text_format::TextFormat;
use super::view_context::Tab;
use crate::check::Fix;
use crate::form::{CellKey, UnitKind};
use crate::raster::PictureScaling;
use crate::report::{Place, ReportStage, ReportText};
use crate::richtext::TextRange;
use crate::session::{EditorSelection, Overwrite, SessionCommand, Settings};

/// What the Edit menu does with what has the focus, as the keys that it shows would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardAction {
    /// Ctrl+X
    Cut,
    /// Ctrl+C
    Copy,
    /// Ctrl+V
    Paste,
    /// As `Paste`, without formatting.
    PastePlain,
    /// Ctrl+A
    SelectAll,
}

/// One thing that the window is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // The report.
    /// Change the report, or undo or redo a change.
    Run(SessionCommand),
    /// Format what is selected in a text.
    Format(TextFormat),
    /// Note where the user is.
    Select(EditorSelection),
    /// An input method is composing in a text: shortcuts wait for its end.
    Composing,
    /// Settle a finding, and say so.
    ApplyFix(Fix),
    /// Let the user write why the finding of this number is dismissed.
    AskReason(usize),
    /// Show the comments on what is selected, to add one.
    CommentOnSelection,
    /// Show the tracked changes.
    ShowRevisions,
    /// Accept, or reject, the tracked change where the user is, and go to the next.
    SettleChange(bool),
    /// Track changes from now on, or no longer.
    TrackChanges(bool),
    /// Track changes from now on where they were not, or the other way round.
    ToggleTracking,
    /// Open the list of numbers that can be inserted into the text.
    ShowNumberPicker,
    /// Open the choice of a chart for the text, or for the chart that has the caret.
    ShowChartPicker,
    /// Open the choice of a table's size.
    ShowTablePicker,
    /// Open the list of phrases that can be inserted into the text.
    ShowPhrases,
    /// Insert a phrase where the caret is.
    InsertPhrase(String),
    /// Know a word of the unit from now on.
    LearnWord(String),
    /// Know it no longer.
    ForgetWord(String),
    /// Keep a phrase, to be inserted elsewhere.
    KeepPhrase(String),
    /// Insert the number of a cell where the caret is.
    InsertNumber(CellKey),
    /// Put a zero into every blank cell of the table in sight.
    FillZero,
    /// Focus the first cell of the table in sight, and say how a table is pasted.
    PasteTable,
    /// Show or hide last year's numbers beside those of the table in sight.
    ToggleLastYear,

    /// Let headings renumber themselves when levels change, or not.
    ToggleNumbering,

    // What is in sight.
    /// Show a tab.
    ShowTab(Tab),
    /// Show a tab by its keys: the caret, or the cell, is where it was there.
    EnterTab(Tab),
    /// Show the tab to the right, after the last one the first.
    NextTab,
    /// Show the tab to the left.
    PreviousTab,
    /// Show a place of the report and focus it.
    Go(Place),
    /// Show characters of a text as selected, and leave the focus where it is.
    Reveal(ReportText, TextRange),
    /// Go to the next finding, after the last one to the first.
    NextFinding,
    /// Go to the finding before.
    PreviousFinding,
    /// Go to the next tracked change, after the last one to the first.
    NextChange,
    /// Go to the tracked change before.
    PreviousChange,
    /// Go to the next comment that is open and show it, after the last one the first.
    NextComment,
    /// Go to the comment before.
    PreviousComment,
    /// Go to the next cell that is still blank, after the last one to the first.
    NextBlank,
    /// Open the find bar and focus its field.
    ShowFind,
    /// Close the find bar and go back to what is selected, in a text or in a table.
    CloseFind,
    /// Go back to what is selected, in a text or in a table.
    ReturnToSelection,
    /// From the text or the table to the controls around it, and from there back.
    SwitchPane,
    /// The same the other way round.
    SwitchPaneBack,
    /// Show or hide the preview beside the editor.
    TogglePreview,
    /// Show the pages larger.
    ZoomIn,
    /// Show the pages smaller.
    ZoomOut,
    /// Show the pages as wide as there is room for.
    FitWidth,
    /// Show two pages side by side, or one.
    ToggleTwoPages,
    /// Open the settings.
    ShowSettings,
    /// Open the help.
    ShowHelp,
    /// Open the window with the version.
    ShowAbout,
    /// Open another window of the program.
    NewWindow,
    /// Say something above the status line.
    Notify(Notice),
    /// Say that a text is too long to be taken at once.
    RefuseText {
        /// How many characters it has.
        count: usize,
        /// How many would be taken.
        most: usize,
    },
    /// Say that a pasted text looked in a way that was not read.
    TellLostFormats,
    /// Say that so many pasted pictures could not be had.
    TellLostPictures(usize),
    /// Say that a pasted picture was made smaller.
    TellScaledPicture(PictureScaling),

    // Files.
    /// Ask for a file or a folder, then do what it was asked for.
    Choose(FileDialog),
    /// Take a path that was typed where the system has no file dialogs.
    TakePath(FileDialog, PathBuf),
    /// Export to a file over what is there.
    ExportOver(FileDialog, PathBuf),
    /// What concerns the folder of many units' reports.
    Folder(FolderAction),
    /// Show the folder of a file that was written.
    ShowFolderOf(PathBuf),
    /// List the former versions of the draft.
    ShowVersions,
    /// Compare the report with a former version, by its file and time.
    CompareVersion(PathBuf, String),
    /// Take a former version, by its number in the question, as what a reviewed copy was made of.
    ChooseMergeBase(Option<usize>),
    /// Bring the reviewed copy that was asked about into the report.
    Merge,
    /// Ask for the draft of an entry of the recent ones that does not say its folder.
    FindRecent(PathBuf),
    /// Leave the report, asking first where it is not saved.
    Leave(Continuation),
    /// As [`Action::Leave`], after the report is saved.
    SaveThen(Continuation),
    /// As [`Action::Leave`], without what is not saved.
    DiscardThen(Continuation),
    /// Stay: what was to follow a save no longer follows.
    Stay,
    /// Leave the report for the fields of a new one.
    NewReport,
    /// Leave the report for the field that takes a published text.
    PastePublished,
    /// Begin a report of this unit, of this kind, for this year.
    CreateReport(String, UnitKind, u16),
    /// Show the sample report.
    OpenSample,
    /// Read a text that was published, and show what was understood.
    ReadPublished(String),
    /// Open a draft that is open elsewhere as an unsaved copy.
    OpenCopy(PathBuf),
    /// Read a file that is no report for its text.
    ReadAsText(PathBuf),
    /// Have the office program of the computer convert a file in an old format, and read what comes of it.
    Convert(PathBuf),
    /// Stop the work that is under way.
    StopTask,
    /// Save the report to its file, or ask for one.
    Save,
    /// Save the report to this file.
    SaveTo(PathBuf, Overwrite),
    /// Print the pages.
    Print,
    /// Take the report to a stage: who does it, and what is said with it.
    EnterStage(ReportStage, String, String),
    /// Make the report final, whatever is open: who does it, and what is said with it.
    BecomeFinal(String, String),
    /// Show the folder of the file that was exported last, or of the draft.
    OpenFolder,
    /// Take a draft off the list of recent ones.
    ForgetRecent(PathBuf),
    /// Open the unsaved text that is offered.
    RecoverUnsaved,
    /// Open the draft instead of the unsaved text that is offered.
    OpenSaved,
    /// Move the unsaved text that is offered to the former versions.
    PutAwayUnsaved,

    // The program.
    /// Replace the settings.
    ChangeSettings(Box<Settings>),
    /// Put a text into the clipboard, plain and as HTML.
    Copy(String, String),
    /// Cut, copy, paste or select in what has the focus.
    Clipboard(ClipboardAction),
}

impl Action {
    /// Says `text`.
    pub fn say(text: String) -> Action {
        Action::Notify(Notice::new(text))
    }

    /// Says why an entry is refused.
    pub fn refuse(text: String) -> Action {
        Action::Notify(Notice::refusal(text))
    }

    /// Changes the report.
    pub fn change(change: crate::report::Change) -> Action {
        Action::Run(SessionCommand::Change(change))
    }

    /// Whether it changes texts or tables at once, so that its keys mean the box where a box has the focus:
    /// Ctrl+Z undoes what was typed there.
    pub const fn edits_report(&self) -> bool {
        matches!(
            self,
            Action::Run(_)
                | Action::Format(_)
                | Action::ShowNumberPicker
                | Action::ShowChartPicker
                | Action::ShowTablePicker
                | Action::ShowPhrases
                | Action::CommentOnSelection
                | Action::ShowRevisions
                | Action::SettleChange(_)
                | Action::ToggleTracking
                | Action::FillZero
                | Action::PasteTable
        )
    }

    /// Whether what it does may first be seen in the frame after its own: all but what is typed, and where.
    pub const fn shows_something(&self) -> bool {
        !matches!(self, Action::Run(_) | Action::Select(_) | Action::Composing)
    }

    /// Whether it shows something else in the place of the view, whose fields hand over what was typed
    /// first.
    pub const fn leaves_view(&self) -> bool {
        matches!(
            self,
            Action::ShowTab(_)
                | Action::EnterTab(_)
                | Action::NextTab
                | Action::PreviousTab
                | Action::Go(_)
                | Action::NextFinding
                | Action::PreviousFinding
                | Action::NextChange
                | Action::PreviousChange
                | Action::SettleChange(_)
                | Action::NextComment
                | Action::PreviousComment
                | Action::NextBlank
                | Action::Folder(FolderAction::Enter | FolderAction::Show | FolderAction::Leave)
        )
    }

    /// Whether it saves, prints or leaves the report, so that what was typed into focused fields must
    /// be taken over first.
    pub const fn needs_all_input(&self) -> bool {
        matches!(
            self,
            Action::NewReport
                | Action::PastePublished
                | Action::Save
                | Action::Print
                | Action::EnterStage(..)
                | Action::BecomeFinal(..)
                | Action::Leave(Continuation::Quit | Continuation::StartPage)
                | Action::Choose(
                    FileDialog::OpenDraft
                        | FileDialog::FromLastYear
                        | FileDialog::SaveAs
                        | FileDialog::Pdf
                        | FileDialog::Export(_)
                        | FileDialog::ExportFolder
                        | FileDialog::Package
                        | FileDialog::Merge
                        | FileDialog::Compare
                        | FileDialog::Comparison
                        | FileDialog::Review(_)
                )
        )
    }
}
