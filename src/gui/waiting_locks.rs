//! What others hold for now: text of sessions that were alive at the start, and a draft that is open
//! elsewhere. Both are asked for again for a while, so that nobody has to start the program twice
//! because the system was still clearing another away. Draws nothing.

use std::path::PathBuf;
use std::time::Duration;

use super::app::App;
use super::dialogs::question::{FileQuestion, Question};
use super::recovery_state::RecoveryOffer;
use crate::messages;
use crate::session::{self, draft_files};

/// So often what is held is asked for again.
const EVERY: Duration = Duration::from_millis(500);
/// So long after the start text of sessions that were alive is looked for. A program that was killed
/// holds its files until the disk has what it was writing: seconds where much is to be written.
const PATIENCE: Duration = Duration::from_secs(30);

impl App {
    /// Looks for unsaved text of runs that ended; to be called once, at the start.
    pub fn find_lost(&mut self) {
        let (disk, folders) = (self.host.disk(), self.host.folders());
        // In this order: one that ends in between is among both, rather than in neither.
        let living = session::living(&*disk, &folders).unwrap_or_default();
        let found = self.offer_what_was_left(|_| true);
        self.waiting_locks.living = living.into_iter().filter(|file| !found.contains(file)).collect();
        self.waiting_locks.next = self.host.moment() + EVERY;
    }

    /// Asks again for what others held; to be called in each frame.
    pub(super) fn ask_again(&mut self, context: &egui::Context) {
        let now = self.host.moment();
        if now > PATIENCE {
            self.waiting_locks.living.clear();
        }
        let elsewhere = match &self.dialogs.question {
            Some(Question::File(FileQuestion::OpenElsewhere(path, _))) => Some(path.clone()),
            _ => None,
        };
        if self.waiting_locks.living.is_empty() && elsewhere.is_none() {
            return;
        }
        if now >= self.waiting_locks.next {
            self.waiting_locks.next = now + EVERY;
            self.look_for_the_living();
            if let Some(path) = elsewhere.filter(|path| draft_files::is_free(&*self.host.disk(), path)) {
                self.dialogs.question = None;
                self.open(path);
            }
        }
        context.request_repaint_after(self.waiting_locks.next.saturating_sub(now));
    }

    /// Offers the text of sessions that have ended since. What they saved themselves is gone.
    fn look_for_the_living(&mut self) {
        if self.waiting_locks.living.is_empty() {
            return;
        }
        let (disk, folders) = (self.host.disk(), self.host.folders());
        let Ok(living) = session::living(&*disk, &folders) else { return };
        let (still, ended): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting_locks.living).into_iter().partition(|file| living.contains(file));
        self.waiting_locks.living = still;
        if !ended.is_empty() {
            self.offer_what_was_left(|file| ended.contains(file));
        }
    }

    /// Adds to the offer what was left in those files that are wanted; gives the files.
    fn offer_what_was_left(&mut self, wanted: impl Fn(&PathBuf) -> bool) -> Vec<PathBuf> {
        let (disk, language) = (self.host.disk(), self.language());
        let found = match session::lost(&*disk, &self.host.folders()) {
            Ok(found) => found,
            Err(error) => {
                self.say(messages::store_error(language, &error));
                return Vec::new();
            }
        };
        let found: Vec<_> = found.into_iter().filter(|one| wanted(&one.file)).collect();
        let files = found.iter().map(|one| one.file.clone()).collect();
        let (found, broken): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.recovery.is_ok());
        if let Some(Err(error)) = broken.into_iter().next().map(|one| one.recovery) {
            self.say(messages::store_error(language, &error));
        }
        if !found.is_empty() {
            let mut all = std::mem::take(&mut self.recovery_offer.found);
            all.extend(found);
            self.recovery_offer = RecoveryOffer { found: all, at: 0, sheet: None };
        }
        files
    }
}
