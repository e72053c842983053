//! Keeps an open report on the disk while it is edited: recovery files, autosave, saves that the user asks
//! for. The window calls this with every frame and shows what it returns; the tests of kills, power cuts
//! and failing disks call the same. Must not know a window. Has no clock: whoever calls says when.
//!
//! # One save, from Ctrl+S to the disk
//!
//! 1. `gui/update.rs`: `Action::Save` asks for a path where there is none (`gui/files/choose.rs`), else calls
//!    `App::save_to`.
//! 2. `gui/files/save.rs`: calls [`DraftWriter::save`], and says what came of it.
//! 3. `session/draft_writer.rs`: this file queues the save and starts its two jobs, each in a thread.
//! 4. `session/save_job.rs`: the first job serialises the report, once, and writes the recovery file with the
//!    fingerprint that the save will leave; the second compares the draft's fingerprint, takes the lock,
//!    keeps a former version, and writes the draft.
//! 5. `storage/atomic_save.rs`: partial file, sync, read back, parse, rename.
//! 6. `session/patient_disk.rs`: what another program stands in the way of is tried again.
//! 7. `storage/real_disk.rs`: the calls of the system.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk_worker::{DiskJobError, DiskWorker, FOREVER, SharedDisk, patient};
use super::draft_event::{DraftEvent, DraftInput, DraftUpdate, DraftWriterOptions};
use super::draft_guard::{DraftGuard, DraftOpenError};
use super::recovery_job::RecoveryWrite;
use super::save_job::{Overwrite, SaveJob, SavePreparation, SaveReport};
use super::{Moment, Session};
use crate::storage::{FileTime, StoreError};

/// A draft is saved by itself this long after the first unsaved change, where the user wants that.
const AUTOSAVE_DELAY: Duration = Duration::from_secs(20);

/// While a worker writes, it is looked at this often.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Keeps one session on the disk.
pub struct DraftWriter {
    disk: SharedDisk,
    guard: DraftGuard,
    patience: Duration,
    recovery_worker: DiskWorker<RecoveryWrite>,
    preparation_worker: DiskWorker<SavePreparation>,
    save_worker: DiskWorker<SaveJob>,
    /// Whether the user asked for the save in progress.
    asked: bool,
    /// A save that waits for the workers.
    queued: Option<QueuedSave>,
    /// The text is that of a recovery file: its draft is only saved over when the user says so.
    recovered: bool,
    /// Since when the session differs from its draft.
    unsaved_since: Option<Moment>,
    /// Why the recovery file could not be written, as it was last reported.
    reported_error: Option<DiskJobError>,
    /// Whether a change of the draft by others was reported.
    reported_change: bool,
    /// The draft of which it was reported that it has no lock.
    reported_unlocked: Option<PathBuf>,
}

struct QueuedSave {
    path: PathBuf,
    overwrite: Overwrite,
    asked: bool,
}

impl DraftWriter {
    /// A writer for a new session.
    pub fn new(disk: SharedDisk, options: DraftWriterOptions) -> DraftWriter {
        let DraftWriterOptions { folders, id, owner, patience, mode } = options;
        DraftWriter {
            guard: DraftGuard::new(&*disk, folders, &id, owner),
            disk,
            patience,
            recovery_worker: DiskWorker::new(mode),
            preparation_worker: DiskWorker::new(mode),
            save_worker: DiskWorker::new(mode),
            asked: false,
            queued: None,
            recovered: false,
            unsaved_since: None,
            reported_error: None,
            reported_change: false,
            reported_unlocked: None,
        }
    }

    /// Opens the draft at `path` and locks it.
    ///
    /// # Errors
    /// It is open elsewhere, or cannot be read.
    pub fn open(&mut self, path: &Path) -> Result<Session, DraftOpenError> {
        self.guard.open(&*self.disk, path)
    }

    /// Opens the draft at `path` as an unsaved copy: it may be open elsewhere.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open_copy(&mut self, path: &Path) -> Result<Session, DraftOpenError> {
        self.guard.open_copy(&*self.disk, path)
    }

    /// Opens the text of a recovery file as unsaved, and removes the file once this session has its own.
    ///
    /// # Errors
    /// The file cannot be read, or this session's own cannot be written.
    pub fn recover(&mut self, file: &Path, now: FileTime) -> Result<Session, DraftOpenError> {
        let session = self.guard.recover(&*self.disk, file, now)?;
        self.recovered = true;
        Ok(session)
    }

    /// Whether a save is in progress or waits.
    pub const fn is_saving(&self) -> bool {
        self.preparation_worker.is_busy() || self.save_worker.is_busy() || self.queued.is_some()
    }

    /// Whether anything is being written.
    pub const fn is_busy(&self) -> bool {
        self.recovery_worker.is_busy() || self.is_saving()
    }

    /// Takes in what the workers did and starts what is due. To be called with every frame, and again when
    /// the last update said so.
    pub fn update(&mut self, session: &mut Session, input: DraftInput) -> DraftUpdate {
        let DraftInput { open_fields, autosave, moment, now } = input;
        self.guard.note_state(session, open_fields);
        let autosave = autosave && !self.recovered;
        let mut patience = Duration::ZERO;
        if let Some(path) = self.autosave_path(session, autosave, moment) {
            self.queued = Some(QueuedSave { path, overwrite: Overwrite::Own, asked: false });
            patience = self.patience;
        }
        let writing = self.recovery_worker.is_busy();
        let mut events = self.advance(session, now, patience);
        self.report_missing_lock(session, &mut events);
        self.note_recovery_end(writing, moment);
        if !self.recovery_worker.is_busy() && !self.preparation_worker.is_busy() {
            match self.guard.take_recovery_write(&*self.disk, session, moment, now) {
                Ok(Some(write)) => {
                    self.recovery_worker.start(&self.disk, write);
                    let mut patience = Duration::ZERO;
                    self.take_recovery(&mut patience, &mut events);
                    self.note_recovery_end(true, moment);
                }
                Ok(None) => {}
                Err(error) => self.recovery_failed(error.into(), &mut events),
            }
        }
        let autosave_due = self.unsaved_since.filter(|_| autosave).map(|since| since + AUTOSAVE_DELAY);
        let call_again = match self.is_busy() {
            true => Some(moment + POLL_INTERVAL),
            false => [self.guard.recovery_due(), autosave_due].into_iter().flatten().min(),
        };
        DraftUpdate { events, call_again }
    }

    /// Saves the session at `path`, which becomes its file, because the user asked for it. Waits a little
    /// for the end; what is not over by then is told by a later update. A save that is in progress comes
    /// first.
    pub fn save(
        &mut self,
        session: &mut Session,
        path: PathBuf,
        overwrite: Overwrite,
        now: FileTime,
    ) -> Vec<DraftEvent> {
        let patience = if self.is_saving() { Duration::ZERO } else { self.patience };
        self.queued = Some(QueuedSave { path, overwrite, asked: true });
        self.advance(session, now, patience)
    }

    /// Waits until nothing is being written any more.
    pub fn finish(&mut self, session: &mut Session, now: FileTime) -> Vec<DraftEvent> {
        self.advance(session, now, FOREVER)
    }

    /// Whether someone else has changed or removed the draft since it was last read or saved here; told
    /// once.
    pub fn found_change(&mut self, session: &Session) -> bool {
        // What cannot be read now will be told when it is saved.
        let changed = !self.reported_change
            && !self.is_saving()
            && self.guard.is_changed_elsewhere(&*self.disk, session).unwrap_or(false);
        self.reported_change |= changed;
        changed
    }

    /// Ends the session; its text is saved, or the user does not want it. To be called after
    /// [`DraftWriter::finish`].
    ///
    /// # Errors
    /// The recovery file cannot be removed.
    pub fn close(self) -> Result<(), StoreError> {
        self.guard.close(&*self.disk)
    }

    /// Ends the session and leaves its unsaved text in the recovery file, to be offered at the next start.
    /// To be called after [`DraftWriter::finish`].
    pub fn close_unsaved(mut self, session: &Session, now: FileTime) {
        // Where it cannot be written, the former recovery file stays.
        let _ = self.guard.write_recovery(&patient(&*self.disk), session, now);
    }

    /// Writes what there is at once, open fields as they last were: the window panicked. Whatever fails
    /// here, the former recovery file stays.
    pub fn rescue(mut self, session: &Session, now: FileTime) {
        if let Some((write, Ok(()))) = self.recovery_worker.wait() {
            self.guard.recovery_written(&write);
        }
        if let Some((preparation, Ok(prepared))) = self.preparation_worker.wait() {
            let job = self.guard.begin_save(preparation, prepared);
            self.save_worker.start(&self.disk, job);
        }
        if self.guard.has_unsaved(session) {
            // There is nobody left to tell.
            let _ = self.guard.write_after_panic(&patient(&*self.disk), session, now);
        }
        // A save that is in progress comes to its end.
        let _ = self.save_worker.wait();
    }

    /// Where the draft is to be saved now without being asked for.
    fn autosave_path(&mut self, session: &Session, wanted: bool, moment: Moment) -> Option<PathBuf> {
        let Some(path) = session.path().filter(|_| session.is_changed()) else {
            self.unsaved_since = None;
            return None;
        };
        let since = *self.unsaved_since.get_or_insert(moment);
        if !wanted || moment.saturating_sub(since) < AUTOSAVE_DELAY {
            return None;
        }
        // Where it fails, it is tried again after as long.
        self.unsaved_since = Some(moment);
        (!self.is_saving()).then(|| path.to_owned())
    }

    /// Takes in what the workers did and starts the next job of a save, until nothing is left to do within
    /// `patience`. One save follows another, and none begins while an older text is on its way to the
    /// recovery file: it would replace the text that knows of the save.
    fn advance(&mut self, session: &mut Session, now: FileTime, mut patience: Duration) -> Vec<DraftEvent> {
        let mut events = Vec::new();
        loop {
            self.take_recovery(&mut patience, &mut events);
            if let Some((preparation, result)) = self.preparation_worker.finished(&mut patience) {
                match result {
                    Ok(prepared) => {
                        let job = self.guard.begin_save(preparation, prepared);
                        self.save_worker.start(&self.disk, job);
                    }
                    Err(error) => {
                        let (path, asked) = (preparation.path().to_owned(), self.asked);
                        events.push(DraftEvent::NotSaved { path, asked, error });
                    }
                }
            }
            if let Some((job, result)) = self.save_worker.finished(&mut patience) {
                let (path, asked, last) = (job.path().to_owned(), self.asked, self.queued.is_none());
                events.push(match self.guard.finish_save(&*self.disk, session, &job, result) {
                    Ok(SaveReport { backup_error, other_names }) => {
                        self.recovered &= !asked;
                        DraftEvent::Saved { path, asked, last, backup_error, other_names }
                    }
                    Err(error) => DraftEvent::NotSaved { path, asked, error },
                });
            }
            let idle = ![self.recovery_worker.is_busy(), self.preparation_worker.is_busy(), self.save_worker.is_busy()]
                .contains(&true);
            let Some(next) = self.queued.take_if(|_| idle) else { return events };
            self.asked = next.asked;
            let preparation = self.guard.prepare_save(session, next.path, next.overwrite, now);
            self.preparation_worker.start(&self.disk, preparation);
        }
    }

    /// Reports that the draft has no lock, once for each.
    fn report_missing_lock(&mut self, session: &Session, events: &mut Vec<DraftEvent>) {
        let unlocked = session.path().filter(|_| self.guard.lacks_lock()).map(Path::to_owned);
        if let Some(path) = unlocked.as_ref().filter(|path| self.reported_unlocked.as_ref() != Some(path)) {
            events.push(DraftEvent::NotLocked { path: path.clone() });
        }
        self.reported_unlocked = unlocked;
    }

    /// Tells the guard how long a recovery file took where the update at `moment` saw its end.
    fn note_recovery_end(&mut self, was_busy: bool, moment: Moment) {
        if was_busy && !self.recovery_worker.is_busy() {
            self.guard.recovery_ended(moment);
        }
    }

    fn take_recovery(&mut self, patience: &mut Duration, events: &mut Vec<DraftEvent>) {
        match self.recovery_worker.finished(patience) {
            Some((write, Ok(()))) => {
                self.guard.recovery_written(&write);
                self.reported_error = None;
                events.push(DraftEvent::RecoveryWritten);
            }
            Some((_, Err(error))) => self.recovery_failed(error, events),
            None => {}
        }
    }

    fn recovery_failed(&mut self, error: DiskJobError, events: &mut Vec<DraftEvent>) {
        if self.reported_error.as_ref() != Some(&error) {
            self.reported_error = Some(error.clone());
            events.push(DraftEvent::RecoveryFailed(error));
        }
    }
}
