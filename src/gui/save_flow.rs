//! Saving: a thread brings the report to its file, one save after another. The window waits for it only
//! as long as nobody notices; on a slow disk the user goes on typing, and what is typed is kept aside as
//! ever. Whatever leaves the report waits for the end.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::app::App;
use super::dialogs::question::FileQuestion;
use super::files::remember_saved;
use crate::messages;
use crate::session::{DiskJobError, FinishedJob, Overwrite, SaveJob};
use crate::storage::{StoreCause, StoreError};

/// While a thread saves, it is looked after so often.
const LOOK: Duration = Duration::from_millis(50);

impl App {
    /// Saves the report to its file.
    pub(super) fn save(&mut self) {
        if let Some(path) = self.document.as_ref().and_then(|document| document.session.path()).map(Path::to_owned) {
            self.save_to(path, Overwrite::Own);
        }
    }

    /// Saves the report to `path`. Where something else lies there, it asks.
    pub(super) fn save_to(&mut self, path: PathBuf, over: Overwrite) {
        let Some(document) = &mut self.document else { return };
        if document.keeping.saver.is_busy() {
            document.keeping.saver.next = Some((path, over));
        } else {
            self.begin_save(&path, over, true);
        }
    }

    /// Saves without asking anything: the user is typing.
    pub(super) fn autosave_now(&mut self) {
        let Some(document) = self.document.as_ref().filter(|document| !document.keeping.saver.is_busy()) else {
            return;
        };
        if let Some(path) = document.session.path().map(Path::to_owned) {
            self.begin_save(&path, Overwrite::Own, false);
        }
    }

    /// Looks whether a save has come to its end; to be called in each frame.
    pub(super) fn look_after_save(&mut self, context: &egui::Context) {
        let Some(document) = &mut self.document else { return };
        let done = document.keeping.saver.scribe.done();
        self.save_ended(done);
        if self.document.as_ref().is_some_and(|document| document.keeping.saver.is_busy()) {
            context.request_repaint_after(LOOK);
        }
    }

    /// Waits until nothing is being saved.
    pub(super) fn settle_save(&mut self) {
        while let Some(document) = self.document.as_mut().filter(|document| document.keeping.saver.is_busy()) {
            let done = document.keeping.saver.wait();
            self.save_ended(done);
        }
    }

    fn begin_save(&mut self, path: &Path, over: Overwrite, asked: bool) {
        // No older text may come to lie aside after the text that knows of this save.
        self.settle_aside();
        let (disk, now, patience) = (self.host.disk(), self.host.now(), self.host.patience());
        let Some(document) = &mut self.document else { return };
        let keeping = &mut document.keeping;
        keeping.saver.asked = asked;
        let done = match keeping.keeper.begin_save(&*disk, &document.session, path, over, now) {
            Ok(saving) => {
                let done = keeping.saver.scribe.begin(disk, saving);
                done.or_else(|| keeping.saver.scribe.done_within(patience))
            }
            Err(error) => return self.not_saved(path, asked, DiskJobError::Store(error)),
        };
        self.save_ended(done);
    }

    fn save_ended(&mut self, done: FinishedJob<SaveJob>) {
        let (Some((saving, landed)), Some(document)) = (done, &mut self.document) else { return };
        let (disk, asked) = (self.host.disk(), document.keeping.saver.asked);
        let saved = document.keeping.keeper.finish_save(&*disk, &mut document.session, &saving, landed);
        let next = document.keeping.saver.next.take();
        match saved {
            Ok(saved) => self.saved(saving.path(), asked, next.is_none(), saved.no_backup),
            Err(error) => self.not_saved(saving.path(), asked, error),
        }
        if let Some((path, over)) = next {
            self.save_to(path, over);
        }
    }

    fn saved(&mut self, path: &Path, asked: bool, last: bool, no_backup: Option<StoreError>) {
        let (language, clock) = (self.language(), self.host.clock());
        let Some(document) = &mut self.document else { return };
        document.saved = Some(language.say("status.saved", &[("time", &clock), ("path", &path.display())]));
        document.keeping.recovered &= !asked;
        let settings = remember_saved(&self.settings, path, document, &*self.host);
        self.change_settings(settings);
        if let Some(error) = no_backup {
            let why = messages::store_error(language, &error);
            self.say(language.say("keeping.no_version", &[("why", &why)]));
        }
        if let Some(after) = self.after_save.take_if(|_| asked && last) {
            // What was typed meanwhile is asked about again.
            self.leave(after);
        }
    }

    fn not_saved(&mut self, path: &Path, asked: bool, error: DiskJobError) {
        let language = self.language();
        let said = match error {
            DiskJobError::Store(StoreError { cause: StoreCause::Changed, .. }) if asked => {
                return self.dialogs.ask_about(FileQuestion::Changed(path.to_owned()));
            }
            DiskJobError::Store(StoreError { cause: StoreCause::Exists, .. }) if asked => {
                return self.dialogs.ask_about(FileQuestion::Replace(path.to_owned()));
            }
            // The sentence ends with the words that the others are given.
            DiskJobError::Store(error) if error.cause == StoreCause::Changed => messages::store_error(language, &error),
            DiskJobError::Store(error) => {
                format!("{}{}", messages::store_error(language, &error), language.word("say.text_is_kept"))
            }
            DiskJobError::Panicked(panic) => {
                let broke = language.say("keeping.broke", &[("words", &panic)]);
                format!("{broke}{}", language.word("say.text_is_kept"))
            }
        };
        if asked {
            self.after_save = None;
        }
        self.say(said);
    }
}
