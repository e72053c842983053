//! Keeps what is written: brings unsaved text aside while it is typed, offers what an earlier run
//! left there, and holds drafts against others. Nothing here waits for the disk while someone
//! types.

use std::path::PathBuf;
use std::time::Duration;

use super::app::App;
use super::dialogs::question::Continuation;
use super::document::Document;
use super::recovery_state::{DraftState, RecoveryOffer};
use crate::messages;
use crate::session::{self, DiskJobError, DraftGuard, FinishedJob, RecoveryWrite, Session};

/// While a thread writes, it is looked after so often.
const LOOK: Duration = Duration::from_millis(50);

impl App {
    /// A keeper for another report.
    pub(super) fn keeper(&mut self) -> DraftGuard {
        let (folders, id, owner) = (self.host.folders(), self.host.session_id(), self.host.owner());
        DraftGuard::new(&*self.host.disk(), folders, &id, &owner)
    }

    /// Opens the text that is offered, unsaved. Others that were found wait for another start.
    pub(super) fn recover(&mut self) {
        let Some(lost) = self.recovery_offer.found.get(self.recovery_offer.at).cloned() else { return };
        self.recovery_offer = RecoveryOffer::default();
        let (disk, now, language) = (self.host.disk(), self.host.now(), self.language());
        // A draft that was opened with the program has nothing unsaved yet; its hold would be in
        // the way.
        if self.document.as_ref().is_some_and(|document| !document.session.is_changed()) {
            self.close_report();
        }
        let mut keeper = self.keeper();
        match keeper.recover(&*disk, &lost.file, now) {
            Ok(session) => {
                let of_draft = lost.recovery.is_ok_and(|one| one.draft.is_some());
                let copy = of_draft && session.path().is_none();
                self.put(Document::new(session, keeper));
                if let Some(document) = &mut self.document {
                    document.keeping.recovered = true;
                }
                let key = if copy { "keeping.recovered_copy" } else { "keeping.recovered" };
                self.say(language.word(key));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
        }
    }

    /// Opens the draft instead of the unsaved text that is offered; the text stays where it is.
    pub(super) fn take_saved(&mut self) {
        let lost = self.recovery_offer.found.get(self.recovery_offer.at).and_then(|one| one.recovery.as_ref().ok());
        let draft = lost.and_then(|one| one.draft.clone());
        self.recovery_offer = RecoveryOffer::default();
        if let Some(draft) = draft {
            self.open(draft);
        }
        self.say(self.language().word("keeping.still_there"));
    }

    /// Puts the text that is offered among the former versions.
    pub(super) fn put_away(&mut self) {
        let at = self.recovery_offer.at;
        let Some(lost) = self.recovery_offer.found.get(at) else { return };
        let folders = self.host.folders();
        let put = lost.put_away(&*self.host.disk(), &folders, self.host.now());
        let language = self.language();
        match put {
            Ok(()) => {
                self.recovery_offer.found.remove(at);
                (self.recovery_offer.at, self.recovery_offer.sheet) = (0, None);
                self.say(language.say("keeping.put_away", &[("path", &folders.backups.display())]));
            }
            Err(error) => {
                self.recovery_offer = RecoveryOffer::default();
                self.say(messages::store_error(language, &error));
            }
        }
    }

    /// Looks after unsaved text; to be called at the end of each frame.
    pub(super) fn keep(&mut self, context: &egui::Context) {
        let (disk, now, moment) = (self.host.disk(), self.host.now(), self.host.moment());
        self.ask_again(context);
        self.look_for_changes(context);
        self.look_after_save(context);
        let Some(document) = &mut self.document else { return };
        if let Some(due) = document.checks_due() {
            context.request_repaint_after(due.saturating_sub(moment));
        }
        let done = document.keeping.scribe.done();
        self.brought(done);
        let Some(document) = &mut self.document else { return };
        let open = document.open_fields();
        let DraftState { keeper, scribe, .. } = &mut document.keeping;
        keeper.note_open(open);
        if scribe.is_busy() {
            context.request_repaint_after(LOOK);
            return;
        }
        let begun = match keeper.take_aside(&*disk, &document.session, moment, now) {
            Ok(Some(aside)) => scribe.begin(disk, aside),
            Ok(None) => None,
            Err(error) => return self.tell_trouble(&DiskJobError::Store(error)),
        };
        if scribe.is_busy() {
            context.request_repaint_after(LOOK);
        } else if let Some(due) = keeper.due() {
            context.request_repaint_after(due.saturating_sub(moment));
        }
        self.brought(begun);
    }

    /// Writes aside what there is, at once, open fields as they last were: the window broke. Whatever fails here, what lay aside
    /// before still lies there.
    pub fn rescue(&mut self) {
        let (disk, now) = (self.host.disk(), self.host.now());
        if let Some(mut document) = self.document.take() {
            let done = document.keeping.scribe.wait();
            if let Some((aside, Ok(()))) = done {
                document.keeping.keeper.brought(&aside);
            }
            if document.keeping.keeper.has_unsaved(&document.session) {
                // There is nobody left to tell.
                let _ = document.keeping.keeper.write_last(&*disk, &document.session, now);
            }
            // A save that is under way comes to its end.
            let _ = document.keeping.saver.wait();
        }
    }

    /// Puts a report on the desk. What lay there and is not saved lies aside, and is offered at the
    /// next start.
    pub(super) fn put(&mut self, document: Document) {
        let (disk, now) = (self.host.disk(), self.host.now());
        self.settle();
        if let Some(former) = &mut self.document
            && former.session.is_changed()
            && !former.keeping.unwanted
        {
            let _ = former.keeping.keeper.write_aside(&*disk, &former.session, now);
            self.document = None;
        }
        self.close_report();
        self.document = Some(document);
    }

    /// The system asks the window to close.
    pub fn close_requested(&mut self) {
        self.asked_to_close = true;
    }

    /// Goes on without what is not saved, as the user said. Where that leads nowhere, such as to a
    /// draft that cannot be opened, the text stays.
    pub(super) fn discard(&mut self, after: Continuation) {
        if let Some(document) = &mut self.document {
            document.keeping.unwanted = true;
        }
        self.after(after);
        if let Some(document) = &mut self.document {
            document.keeping.unwanted = false;
        }
    }

    /// Takes the report from the desk: it is saved, or the user does not want what is not.
    pub(super) fn close_report(&mut self) {
        self.settle();
        if let Some(document) = self.document.take()
            && let Err(error) = document.keeping.keeper.close(&*self.host.disk())
        {
            self.say(messages::store_error(self.language(), &error));
        }
    }

    /// Waits until nothing is being written, neither aside nor to the draft.
    pub(super) fn settle(&mut self) {
        self.settle_save();
        self.settle_aside();
    }

    /// Waits until nothing is being written aside: a save that is overtaken by older text would
    /// leave that text lying there.
    pub(super) fn settle_aside(&mut self) {
        if let Some(document) = &mut self.document {
            let done = document.keeping.scribe.wait();
            self.brought(done);
        }
    }

    /// Opens the draft that is open elsewhere as an unsaved copy.
    pub(super) fn open_copy(&mut self, path: &std::path::Path) {
        let (disk, language) = (self.host.disk(), self.language());
        let mut keeper = self.keeper();
        match keeper.open_copy(&*disk, path) {
            Ok(session) => {
                self.put(Document::new(session, keeper));
                self.say(language.word("keeping.copy"));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
        }
    }

    /// Opens the session of the draft at `path`, held against others.
    pub(super) fn open_held(&mut self, path: PathBuf) -> Result<Document, session::DraftOpenError> {
        let disk = self.host.disk();
        let mut keeper = self.keeper();
        let session: Session = keeper.open(&*disk, &path)?;
        Ok(Document::new(session, keeper))
    }

    fn brought(&mut self, done: FinishedJob<RecoveryWrite>) {
        match (done, &mut self.document) {
            (Some((aside, Ok(()))), Some(document)) => {
                document.keeping.keeper.brought(&aside);
                document.keeping.trouble = None;
            }
            (Some((_, Err(error))), _) => self.tell_trouble(&error),
            _ => {}
        }
    }

    /// Says once that unsaved text does not lie aside; the text is in the window.
    fn tell_trouble(&mut self, error: &DiskJobError) {
        let language = self.language();
        let why = match error {
            DiskJobError::Store(error) => messages::store_error(language, error),
            DiskJobError::Panicked(panic) => language.say("keeping.broke", &[("words", panic)]),
        };
        let Some(document) = &mut self.document else { return };
        if document.keeping.trouble.as_ref() != Some(&why) {
            document.keeping.trouble = Some(why.clone());
            self.say(language.say("keeping.not_aside", &[("why", &why)]));
        }
    }

    /// When the window comes to the front again: did someone else change the draft meanwhile?
    fn look_for_changes(&mut self, context: &egui::Context) {
        let focused = context.input(|input| input.focused);
        let came = focused && !std::mem::replace(&mut self.focused, focused);
        let (disk, language) = (self.host.disk(), self.language());
        let Some(document) = self.document.as_mut().filter(|document| came && !document.keeping.told) else { return };
        // What cannot be read now will be told when it is saved.
        if document.keeping.keeper.is_changed_elsewhere(&*disk, &document.session).unwrap_or(false) {
            document.keeping.told = true;
            let path = document.session.path().map(|path| path.display().to_string()).unwrap_or_default();
            self.say(language.say("keeping.changed_elsewhere", &[("path", &path)]));
        }
    }
}
