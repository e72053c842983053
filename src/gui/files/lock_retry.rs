//! What other programs have locked for now: recovery files of sessions that were running at the start, and
//! a draft that is open elsewhere. Both are looked at again for a while, so that nobody has to start the
//! program twice because the system was still clearing another away. Draws nothing.

use std::path::Path;
use std::time::Duration;

use crate::gui::app::App;
use crate::gui::dialogs::question::{FileQuestion, Question};
use crate::session::{RecoverySearch, draft_files, leftovers};

/// A draft that is open elsewhere is looked at again this often.
const RETRY_INTERVAL: Duration = Duration::from_millis(500);

/// Files that are looked at again.
#[derive(Default)]
pub(in crate::gui) struct WaitingLocks {
    search: RecoverySearch,
    /// When the draft that is open elsewhere is looked at again.
    next: Duration,
}

impl App {
    /// Looks for unsaved text of runs that ended; to be called once, at the start.
    pub fn find_unsaved(&mut self) {
        let (disk, folders, moment) = (self.host.disk(), self.host.folders(), self.host.moment());
        let found = self.waiting_locks.search.start(&*disk, &folders, moment);
        self.offer_unsaved(found);
        // After the search, which would take the locks that this looks at for those of running sessions.
        let temporary = self.host.passing_folder().parent().unwrap_or(Path::new("")).to_owned();
        let recent = self.settings.recent.iter().filter_map(|one| one.path.parent());
        let beside = recent.filter(|folder| folder.is_absolute()).map(Path::to_owned).collect();
        leftovers::sweep_in_background(&disk, folders, temporary, beside, self.host.now());
        if let Some(folder) = self.host.folder_of_this_run() {
            self.say(self.language().say("draft.no_home", &[("path", &folder.display())]));
        }
    }

    /// Looks again at what others had locked; to be called in each frame.
    pub(super) fn retry_locks(&mut self, context: &egui::Context) {
        let (disk, folders, moment) = (self.host.disk(), self.host.folders(), self.host.moment());
        let found = self.waiting_locks.search.poll(&*disk, &folders, moment);
        self.offer_unsaved(found);
        if let Some(next) = self.waiting_locks.search.next_poll() {
            context.request_repaint_after(next.saturating_sub(moment));
        }
        if let Some(Question::File(FileQuestion::OpenElsewhere(path, _))) = &self.dialogs.question {
            let path = path.clone();
            if moment >= self.waiting_locks.next {
                self.waiting_locks.next = moment + RETRY_INTERVAL;
                if draft_files::is_free(&*disk, &path) {
                    self.dialogs.question = None;
                    self.open(path);
                }
            }
            context.request_repaint_after(self.waiting_locks.next.saturating_sub(moment));
        }
    }
}
