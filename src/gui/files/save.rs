//! Saving: hands the report to the draft writer, and says what came of it. The window waits for a save only as long as nobody notices.

use std::path::{Path, PathBuf};

use super::autosave::reason;
use super::recent::remember_saved;
use crate::gui::app::App;
use crate::gui::dialogs::question::FileQuestion;
use crate::messages;
use crate::session::{DiskJobError, Overwrite};
use crate::storage::{StoreCause, StoreError};

impl App {
    /// Saves the report to `path`. Where something else is there, it asks.
    pub(in crate::gui) fn save_to(&mut self, path: PathBuf, overwrite: Overwrite) {
        let (now, path) = (self.host.now(), self.own_spelling(path));
        if let Some(document) = &mut self.document {
            let events = document.draft.save(&mut document.session, path, overwrite, now);
            self.show_draft_events(events);
        }
    }

    /// The path of the open draft where `path` leads to the same file by another way; else `path`. The window's
    /// own lock would be in the way of a path that is not known for its own.
    pub(super) fn own_spelling(&self, path: PathBuf) -> PathBuf {
        let disk = self.host.disk();
        let open = self.document.as_ref().and_then(|document| document.session.path());
        let leads_there =
            |open: &&Path| disk.resolve(open).is_ok_and(|one| disk.resolve(&path).is_ok_and(|two| one == two));
        open.filter(leads_there).map_or(path, Path::to_owned)
    }

    /// Says that the draft was saved, and goes on to what waited for that.
    pub(super) fn saved(&mut self, path: &Path, asked: bool, last: bool, backup_error: Option<StoreError>) {
        let (language, clock) = (self.language(), self.host.clock());
        let Some(document) = &mut self.document else { return };
        document.saved =
            Some(language.say("status.saved", &[("time", &clock), ("path", &self.typed_paths.shown(path).display())]));
        let settings = remember_saved(&self.settings, path, document, &*self.host);
        self.change_settings(settings);
        if let Some(error) = backup_error {
            let why = messages::store_error(language, &error);
            self.say(language.say("draft.no_version", &[("why", &why)]));
        }
        if let Some(after) = self.after_save.take_if(|_| asked && last) {
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
            Some(StoreCause::Changed) if asked => {
                let question = if self.is_gone(path) { FileQuestion::Removed } else { FileQuestion::Changed };
                return self.dialogs.ask_about(question(path.to_owned()));
            }
            Some(StoreCause::Exists) if asked => return self.dialogs.ask_about(FileQuestion::Replace(path.to_owned())),
            _ => {}
        }
        let mut said = match cause {
            Some(StoreCause::Changed) if self.is_gone(path) => {
                self.language().say("error.store.removed", &[("path", &self.typed_paths.shown(path).display())])
            }
            _ => reason(self.language(), &self.typed_paths, error),
        };
        // That sentence ends with the words that the others are given.
        if cause != Some(&StoreCause::Changed) {
            said.push_str(&self.language().word("say.text_is_kept"));
        }
        if asked {
            self.after_save = None;
        }
        self.say(said);
    }

    /// Whether a draft that is another than it was is not there at all: nobody's copy is lost then.
    pub(super) fn is_gone(&self, path: &Path) -> bool {
        self.host.disk().kind(path).is_ok_and(|kind| kind.is_none())
    }
}
