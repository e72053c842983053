//! Saving: asks for a path where there is none, hands the report to the draft writer, and says what came of
//! it. The window waits for a save only as long as nobody notices.

use std::path::{Path, PathBuf};

use crate::gui::app::App;
use crate::gui::host::FileDialog;
use crate::gui::question::FileQuestion;
use crate::messages;
use crate::session::{DiskJobError, Overwrite};
use crate::storage::{StoreCause, StoreError};

impl App {
    /// Saves the report to its file; asks for one where it has none.
    pub(in crate::gui) fn save_or_ask(&mut self, context: &egui::Context) {
        match self.work.as_ref().and_then(|work| work.session.path()).map(Path::to_owned) {
            Some(path) => self.save_to(path, Overwrite::Own),
            None => self.save_as(context),
        }
    }

    /// Asks where to save the report.
    pub(in crate::gui) fn save_as(&mut self, context: &egui::Context) {
        let dialog = FileDialog::SaveAs(self.file_name("nianbao"));
        let folder = self.settings.folder.clone();
        self.outside.pick(dialog, folder.as_deref(), context);
    }

    /// Saves the report to `path`. Where something else is there, it asks.
    pub(in crate::gui) fn save_to(&mut self, path: PathBuf, overwrite: Overwrite) {
        let now = self.outside.now();
        if let Some(work) = &mut self.work {
            let events = work.draft.save(&mut work.session, path, overwrite, now);
            self.show_draft_events(events);
        }
    }

    /// Says that the draft was saved, and goes on to what waited for that.
    pub(super) fn saved(&mut self, path: &Path, asked: bool, last: bool, backup_error: Option<StoreError>) {
        let (language, clock) = (self.language(), self.outside.clock());
        let Some(work) = &mut self.work else { return };
        work.saved = Some(language.say("status.saved", &[("time", &clock), ("path", &path.display())]));
        self.remember_saved(path);
        if let Some(error) = backup_error {
            let why = messages::store_error(language, &error);
            self.say(language.say("keeping.no_version", &[("why", &why)]));
        }
        if let Some(after) = self.then.take_if(|_| asked && last) {
            // What was typed meanwhile is asked about again.
            self.leave(after);
        }
    }

    /// Says why the draft was not saved, or asks what to do.
    pub(super) fn not_saved(&mut self, path: &Path, asked: bool, error: &DiskJobError) {
        let cause = match error {
            DiskJobError::Store(StoreError { cause, .. }) => Some(cause),
            DiskJobError::Panicked(_) => None,
        };
        match cause {
            Some(StoreCause::Changed) if asked => return self.question_about(FileQuestion::Changed(path.to_owned())),
            Some(StoreCause::Exists) if asked => return self.question_about(FileQuestion::Replace(path.to_owned())),
            _ => {}
        }
        let mut said = self.reason(error);
        // That sentence ends with the words that the others are given.
        if cause != Some(&StoreCause::Changed) {
            said.push_str(&self.language().word("say.text_is_kept"));
        }
        if asked {
            self.then = None;
        }
        self.say(said);
    }
}
