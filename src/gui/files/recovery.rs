//! Unsaved text that earlier runs left: offers it, opens it, or puts it away. Nothing is deleted by a
//! choice.

use super::replace::draft_writer;
use crate::gui::app::App;
use crate::gui::document::Document;
use crate::gui::views::version_compare::VersionSheet;
use crate::messages;
use crate::session::{DataFolders, UnsavedDraft};
use crate::storage::{Disk, FileTime, StoreError};

/// Unsaved text of earlier runs, as it is offered.
#[derive(Default)]
pub struct RecoveryOffer {
    /// What was found, the newest first.
    pub(in crate::gui) found: Vec<UnsavedDraft>,
    /// Which of them is shown.
    pub(in crate::gui) at: usize,
    /// The one shown, in words.
    pub(in crate::gui) sheet: Option<VersionSheet>,
}

impl RecoveryOffer {
    /// Offers what was found as well; gives the reason why one of the files cannot be read, if any.
    fn add(&mut self, found: Vec<UnsavedDraft>) -> Option<StoreError> {
        let (found, broken): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.recovery.is_ok());
        if !found.is_empty() {
            self.found.extend(found);
            (self.at, self.sheet) = (0, None);
        }
        broken.into_iter().next().and_then(|one| one.recovery.err())
    }

    /// Ends the offer and gives the text that was shown. The others wait for another start.
    fn take(&mut self) -> Option<UnsavedDraft> {
        let offer = std::mem::take(self);
        offer.found.into_iter().nth(offer.at)
    }

    /// Puts the text that is shown among the former versions and shows the next; `None` where none is shown.
    fn archive(&mut self, disk: &dyn Disk, folders: &DataFolders, now: FileTime) -> Option<Result<(), StoreError>> {
        let archived = self.found.get(self.at)?.archive(disk, folders, now);
        match archived {
            Ok(()) => {
                self.found.remove(self.at);
                (self.at, self.sheet) = (0, None);
            }
            Err(_) => *self = RecoveryOffer::default(),
        }
        Some(archived)
    }
}

impl App {
    /// Offers unsaved text that was found.
    pub(super) fn offer_unsaved(&mut self, found: Result<Vec<UnsavedDraft>, StoreError>) {
        let error = match found {
            Ok(found) => self.recovery_offer.add(found),
            Err(error) => Some(error),
        };
        if let Some(error) = error {
            self.say(messages::store_error(self.language(), &error));
        }
    }

    /// Opens the text that is offered, unsaved.
    pub(in crate::gui) fn recover(&mut self) {
        let Some(unsaved) = self.recovery_offer.take() else { return };
        let (now, language) = (self.host.now(), self.language());
        // A draft that was opened with the program has nothing unsaved yet; its lock would be in the way.
        if self.document.as_ref().is_some_and(|document| !document.session.is_changed()) {
            self.close_document();
        }
        let mut draft = draft_writer(&mut *self.host);
        match draft.recover(&unsaved.file, now) {
            Ok(session) => {
                let of_draft = unsaved.recovery.is_ok_and(|one| one.draft.is_some());
                let copy = of_draft && session.path().is_none();
                self.replace_document(Document::new(session, draft));
                self.say(language.word(if copy { "draft.recovered_copy" } else { "draft.recovered" }));
            }
            Err(error) => self.say(messages::open_error(language, &error)),
        }
    }

    /// Opens the draft instead of the unsaved text that is offered; the text stays where it is.
    pub(in crate::gui) fn open_saved_draft(&mut self) {
        let draft = self.recovery_offer.take().and_then(|unsaved| unsaved.recovery.ok()?.draft);
        if let Some(draft) = draft {
            self.open(draft);
        }
        self.say(self.language().word("draft.still_there"));
    }

    /// Puts the text that is offered among the former versions.
    pub(in crate::gui) fn archive_unsaved(&mut self) {
        let (folders, language) = (self.host.folders(), self.language());
        let (disk, now) = (self.host.disk(), self.host.now());
        match self.recovery_offer.archive(&*disk, &folders, now) {
            Some(Ok(())) => self.say(language.say("draft.put_away", &[("path", &folders.backups.display())])),
            Some(Err(error)) => self.say(messages::store_error(language, &error)),
            None => {}
        }
    }
}
