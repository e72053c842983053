//! What the window asks and says: one question at a time, notices, the review of an import, the
//! settings and the help window. [`Dialogs`] owns what is open; an answer is an [`Action`]. Must not
//! carry anything out.

mod about_window;
pub mod chart_picker;
pub mod comment_box;
pub mod comparison_box;
mod file_conflict;
mod help_window;
pub mod import_review;
pub mod merge_question;
pub mod notice;
pub mod number_picker;
pub mod phrase_picker;
pub mod question;
pub mod recovery_offer;
pub mod revision_box;
pub mod table_picker;
pub(in crate::gui) mod task_progress;
pub mod typed_path;
mod unsaved_changes;
mod unsettled_review;
mod version_list;

use std::sync::Arc;
use std::time::Duration;

use egui::{Frame, Id, Modal, Ui};

use super::action::Action;
use super::document::Document;
use super::files::{TypedPaths, VersionList};
use super::theme::space;
use super::views::settings_view;
use crate::messages::{self, Language};
use crate::session::{PackLibrary, Settings, SettingsPolicy};
use help_window::HelpState;
use import_review::ImportReview;
use merge_question::MergeQuestion;
use notice::Notice;
use question::{FileQuestion, Question};

/// The most characters of a title that a question names.
const TITLE: usize = 100;

/// What is open above the views.
#[derive(Debug, Default)]
pub struct Dialogs {
    /// The question that must be answered before anything else.
    pub question: Option<Question>,
    /// What was said last.
    pub notice: Option<Notice>,
    /// What was read from another program's file, while it is shown.
    pub import_review: Option<Arc<ImportReview>>,
    /// A reviewed copy that was read, while it is asked what becomes of it.
    pub merge: Option<MergeQuestion>,
    /// Whether the settings are open.
    pub settings_open: bool,
    /// The help window.
    pub help: HelpState,
    /// Whether the window that says what the program is is open.
    pub about_open: bool,
    /// The former versions of the draft, while they are listed.
    pub versions: Option<VersionList>,
}

impl Dialogs {
    /// Whether a dialog keeps everything else waiting.
    pub const fn is_asking(&self) -> bool {
        let reads = self.import_review.is_some() || self.merge.is_some();
        self.question.is_some() || reads || self.versions.is_some()
    }

    /// Whether a window is open that Escape closes, above the views.
    pub const fn has_windows(&self) -> bool {
        self.settings_open || self.about_open || self.help.is_open()
    }

    /// Asks about a file before anything else.
    pub(super) fn ask_about(&mut self, question: FileQuestion) {
        self.question = Some(Question::File(question));
    }

    /// Shows what was read from another program's file, and asks what to do with it.
    pub(super) fn review(&mut self, review: ImportReview) {
        self.import_review = Some(Arc::new(review));
    }

    /// Shows a notice in place of the one before.
    pub fn notify(&mut self, notice: Notice, now: Duration) {
        self.notice = Some(Notice { since: now, ..notice });
    }

    /// Draws the windows of settings and help, which keep the keys to themselves.
    pub(super) fn draw_windows(
        &mut self,
        ui: &Ui,
        language: Language,
        (settings, policy): (&Settings, &SettingsPolicy),
        packs: &PackLibrary,
        has_report: bool,
        actions: &mut Vec<Action>,
    ) {
        if self.settings_open {
            settings_view::ui(ui, language, (settings, policy), packs, &mut self.settings_open, actions);
        }
        self.help.ui(ui, language, has_report, actions);
        about_window::ui(ui, language, &mut self.about_open);
        self.versions.take_if(|versions| !version_list::ui(ui, language, versions, actions));
    }

    /// Takes back why an entry was refused, once it is mended or given up.
    pub(super) fn end_refusal(&mut self) {
        self.notice.take_if(|notice| notice.refuses);
    }

    /// Takes back what is said of the paste before.
    pub(super) fn end_paste(&mut self) {
        self.notice.take_if(|notice| notice.pastes);
    }

    /// Draws the notice until it is closed, answered, or was there long enough to be read.
    pub(super) fn draw_notice(&mut self, ui: &mut Ui, language: Language, now: Duration, actions: &mut Vec<Action>) {
        self.notice.take_if(|notice| !notice.ui(ui, language, now, actions));
    }

    /// Draws the dialogs that keep everything else waiting.
    pub(super) fn draw_questions(
        &mut self,
        ui: &Ui,
        language: Language,
        document: Option<&Document>,
        typed_paths: &TypedPaths,
        actions: &mut Vec<Action>,
    ) {
        self.import_review.take_if(|review| !import_review::dialog(ui, language, review, document, actions));
        self.merge.take_if(|merge| !merge.ui(ui, language, document, actions));
        self.question.take_if(|question| !draw_question(ui, language, question, document, typed_paths, actions));
    }
}

/// Draws a question; false once it is answered or closed.
fn draw_question(
    ui: &Ui,
    language: Language,
    question: &mut Question,
    document: Option<&Document>,
    typed_paths: &TypedPaths,
    actions: &mut Vec<Action>,
) -> bool {
    let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
    let modal = Modal::new(Id::unique("question")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        match question {
            Question::Unsaved(next) => {
                let title = document.map(|document| messages::cut(&document.title(), TITLE)).unwrap_or_default();
                unsaved_changes::ui(ui, language, &title, next, actions)
            }
            Question::Path(dialog, path) => typed_path::ui(ui, language, *dialog, path, actions),
            Question::Unsettled(by, note) => unsettled_review::ui(ui, language, document, (by, note), actions),
            Question::File(question) => file_conflict::ui(ui, language, question, typed_paths, actions),
        }
    });
    let closed = modal.should_close();
    if closed {
        actions.push(Action::Stay);
    }
    modal.inner && !closed
}
