//! Guards the draft of one session: its lock, its fingerprint, and what its recovery file has. Decides
//! what is to be written and when; starts no worker. Has no clock: whoever calls says when.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk_worker::DiskJob as _;
use super::leftovers::lock_note;
use super::recovery_job::{RecoveryWrite, UnsavedState};
use super::recovery_search::take_unplaced;
use super::{Moment, Session};
use crate::form::FormError;
use crate::report::Change;
use crate::storage::{self, Disk, DraftLock, FileAccess, FileFingerprint, FileLock, FileTime, StoreCause, StoreError};

/// A recovery file is written this long after the first change that it does not have. What can be lost is as
/// much again as drawing and the disk take: on a loaded computer of two processors some 800 ms were seen, so
/// that two seconds hold with a margin. Whoever types without a pause has five small files written in two
/// seconds, in a thread, which no key waits for; a key that is followed by none costs one file as before.
const RECOVERY_DELAY: Duration = Duration::from_millis(400);

/// A disk that takes long is left alone for as long as the last write took, but a write begins at the latest
/// this long after the one before: then a second for the write itself is left of the two.
const LONGEST_RECOVERY_DELAY: Duration = Duration::from_secs(1);

/// A lock that another program has is asked for again ten times, 100 ms apart. A program that was just
/// killed keeps its lock while the system clears it away: some hundredths of a second, more under load.
const LOCK_RETRIES: usize = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// So many sessions of one id are told apart.
const MOST_SAME_IDS: usize = 1_000;

/// The lock of a session that begins, which only somebody who looks whether it is running can have, is asked
/// for so often, 10 ms apart.
const SESSION_LOCK_ATTEMPTS: usize = 5;
const SESSION_LOCK_PAUSE: Duration = Duration::from_millis(10);

/// What the names of sessions' locks end with.
pub(super) const LOCK_EXTENSION: &str = "alive";

/// Where the program keeps what is not the user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolders {
    /// Recovery files.
    pub recovery: PathBuf,
    /// Former versions of drafts.
    pub backups: PathBuf,
}

impl DataFolders {
    /// The folders within one of their own.
    pub fn within(folder: &Path) -> DataFolders {
        DataFolders { recovery: folder.join("recovery"), backups: folder.join("versions") }
    }
}

/// A draft that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DraftOpenError {
    /// It could not be read, or is open elsewhere.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The built-in form is broken; a released program does not have this.
    #[error(transparent)]
    Form(#[from] &'static FormError),
}

/// Guards the draft of one session.
pub(super) struct DraftGuard {
    pub folders: DataFolders,
    /// Who this is, in words for others who want the same draft.
    pub owner: String,
    /// Where this session's unsaved text goes.
    pub recovery_file: PathBuf,
    /// Shows other starts of the program that this session is running.
    session_lock: Option<Box<dyn FileLock>>,
    pub draft_lock: Option<DraftLock>,
    /// The fingerprint of the draft when it was last read or saved here.
    pub draft_fingerprint: Option<FileFingerprint>,
    /// Where the save in progress goes, and the fingerprint that it leaves there.
    pub save_in_progress: Option<(PathBuf, FileFingerprint)>,
    /// What is in fields that nobody has left yet; it goes into the recovery file with the report.
    open_fields: Vec<Change>,
    /// What the recovery file has; `None` where there is none.
    pub written_state: Option<UnsavedState>,
    /// What the session had at the last call of [`DraftGuard::note_state`].
    seen_state: Option<UnsavedState>,
    /// When the first change was seen that the recovery file does not have.
    pub unwritten_since: Option<Moment>,
    /// How long after that it is written.
    recovery_delay: Duration,
    /// When the last recovery file was begun.
    recovery_begun: Moment,
}

impl DraftGuard {
    /// Guards a new session. `id` names it among all sessions of this user.
    pub fn new(disk: &dyn Disk, folders: DataFolders, id: &str, owner: String) -> DraftGuard {
        let recovery_file = unused_recovery_file(disk, &folders.recovery, id);
        // Without the lock another start may offer this session's text as that of a session that ended;
        // that is better than not writing it.
        let _ = disk.create_private_folder(&folders.recovery);
        let session_lock = take_session_lock(disk, &session_lock_file(&recovery_file), &owner);
        DraftGuard {
            folders,
            owner,
            recovery_file,
            session_lock,
            draft_lock: None,
            draft_fingerprint: None,
            save_in_progress: None,
            open_fields: Vec::new(),
            written_state: None,
            seen_state: None,
            unwritten_since: None,
            recovery_delay: RECOVERY_DELAY,
            recovery_begun: Moment::default(),
        }
    }

    /// Opens the draft at `path` and locks it.
    ///
    /// # Errors
    /// It is open elsewhere, or cannot be read.
    pub fn open(&mut self, disk: &dyn Disk, path: &Path) -> Result<Session, DraftOpenError> {
        self.note_locks(Some(path));
        let lock = take_lock(disk, path, &self.owner)?;
        let (report, fingerprint) = storage::load_with_fingerprint(disk, path)?;
        if lock.is_held() {
            // Files that cannot be removed do no harm.
            let _ = storage::remove_partial_files(disk, path);
        }
        let session = Session::opened(report, path.to_owned())?;
        self.reset(Some(lock), Some(fingerprint));
        Ok(session)
    }

    /// Opens the draft at `path` as an unsaved copy: it may be open elsewhere.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open_copy(&mut self, disk: &dyn Disk, path: &Path) -> Result<Session, DraftOpenError> {
        let report = storage::load(disk, path)?;
        self.reset(None, None);
        Ok(Session::recovered(report, None)?)
    }

    /// Opens the text of a recovery file as unsaved. It is written to this session's own recovery file
    /// before the other is removed. The draft that it belongs to is only locked where it is free, and is
    /// saved over only where it is as it was.
    ///
    /// # Errors
    /// The recovery file cannot be read, or this session's own cannot be written.
    pub fn recover(&mut self, disk: &dyn Disk, file: &Path, now: FileTime) -> Result<Session, DraftOpenError> {
        let mut recovery = storage::read_recovery(disk, file)?;
        take_unplaced(&mut recovery);
        self.note_locks(recovery.draft.as_deref());
        let lock = recovery.draft.as_ref().map(|draft| take_lock(disk, draft, &self.owner)).transpose();
        // Locked by someone else, it is a copy without a file.
        let (draft, lock) = match lock {
            Ok(lock) => (recovery.draft.clone(), lock),
            Err(_) => (None, None),
        };
        let current = draft.as_ref().and_then(|draft| storage::fingerprint(disk, draft).ok().flatten());
        let expected = recovery.expected_fingerprint(current);
        let session = Session::recovered(recovery.report, draft)?;
        self.reset(lock, expected);
        self.write_recovery(disk, &session, now)?;
        if file != self.recovery_file {
            storage::remove_recovery(disk, file)?;
        }
        Ok(session)
    }

    fn reset(&mut self, lock: Option<DraftLock>, fingerprint: Option<FileFingerprint>) {
        (self.draft_lock, self.draft_fingerprint) = (lock, fingerprint);
        (self.written_state, self.unwritten_since) = (None, None);
    }

    /// Says in the session's lock which drafts it has locked, or is about to lock: where this program is
    /// killed, the next start clears up beside them. To be called before a lock is taken.
    pub fn note_locks(&mut self, next: Option<&Path>) {
        let own = self.draft_lock.as_ref().map(DraftLock::draft);
        let note = lock_note(&self.owner, own.into_iter().chain(next));
        if let Some(lock) = &mut self.session_lock {
            // Unsaid, an empty file may stay behind.
            let _ = lock.rewrite(&note);
        }
    }

    /// Whether the draft is open without keeping others out.
    pub fn lacks_lock(&self) -> bool {
        self.draft_lock.as_ref().is_some_and(|lock| !lock.is_held())
    }

    /// Notes what the session has now, and what is in fields that nobody has left yet.
    pub fn note_state(&mut self, session: &Session, open_fields: Vec<Change>) {
        self.open_fields = open_fields;
        self.seen_state = Some(self.state(session));
    }

    /// Whether anything would be lost if the program ended now.
    pub fn has_unsaved(&self, session: &Session) -> bool {
        session.is_changed() || !self.open_fields.is_empty()
    }

    /// When a recovery file has to be written; `None` where it has everything.
    pub fn recovery_due(&self) -> Option<Moment> {
        self.unwritten_since.map(|since| since + self.recovery_delay)
    }

    /// What is to be written to the recovery file now, if anything. Removes the file where everything is
    /// saved.
    ///
    /// # Errors
    /// The file cannot be removed; the next call tries again.
    pub fn take_recovery_write(
        &mut self,
        disk: &dyn Disk,
        session: &Session,
        moment: Moment,
        now: FileTime,
    ) -> Result<Option<RecoveryWrite>, StoreError> {
        if !self.has_unsaved(session) {
            self.unwritten_since = None;
            if self.written_state.is_some() {
                storage::remove_recovery(disk, &self.recovery_file)?;
                self.written_state = None;
            }
            return Ok(None);
        }
        if self.written_state == Some(self.state(session)) {
            self.unwritten_since = None;
            return Ok(None);
        }
        let since = *self.unwritten_since.get_or_insert(moment);
        if moment.saturating_sub(since) < self.recovery_delay {
            return Ok(None);
        }
        // Where it fails, it is tried again after another delay, not with every keystroke.
        self.unwritten_since = Some(moment);
        self.recovery_begun = moment;
        self.keep_session_lock(disk);
        Ok(Some(self.recovery_write(session, now)))
    }

    /// Takes the session's lock again where its file is gone, with the folder that somebody has cleared away: another
    /// start would take this session for one that has ended, and offer its text.
    fn keep_session_lock(&mut self, disk: &dyn Disk) {
        let file = session_lock_file(&self.recovery_file);
        if self.session_lock.is_some() && matches!(disk.kind(&file), Ok(None)) {
            let _ = disk.create_private_folder(&self.folders.recovery);
            self.session_lock = None;
            self.session_lock = take_session_lock(disk, &file, &self.owner);
            self.note_locks(None);
        }
    }

    /// Notes that `write` is on the disk.
    pub fn recovery_written(&mut self, write: &RecoveryWrite) {
        // What was typed while it was written is still to be written.
        if self.seen_state.as_ref() == Some(&write.state) {
            self.unwritten_since = None;
        }
        self.written_state = Some(write.state.clone());
    }

    /// Notes that the write that was begun last was seen to have ended at `moment`: the next one keeps to it.
    pub fn recovery_ended(&mut self, moment: Moment) {
        let took = moment.saturating_sub(self.recovery_begun);
        self.recovery_delay = took.saturating_mul(2).clamp(RECOVERY_DELAY, LONGEST_RECOVERY_DELAY);
    }

    /// Writes the recovery file at once.
    ///
    /// # Errors
    /// Nothing was written; the former recovery file is untouched.
    pub fn write_recovery(&mut self, disk: &dyn Disk, session: &Session, now: FileTime) -> Result<(), StoreError> {
        let write = self.recovery_write(session, now);
        write.run(disk)?;
        self.recovery_written(&write);
        Ok(())
    }

    /// Writes what the session has now to a second recovery file: after a panic the report may have been
    /// in the middle of a change, and the former text is not to be given up for it.
    ///
    /// # Errors
    /// Nothing was written; the former recovery file is untouched.
    pub fn write_after_panic(&self, disk: &dyn Disk, session: &Session, now: FileTime) -> Result<(), StoreError> {
        let mut write = self.recovery_write(session, now);
        if self.written_state.as_ref().is_some_and(|(revision, _)| *revision != session.revision()) {
            let name = self.recovery_file.file_stem().unwrap_or_default().to_string_lossy();
            write.file = self.recovery_file.with_file_name(format!("{name}-last.recovery"));
        }
        write.run(disk)
    }

    /// The recovery file as it would be written now.
    pub fn recovery_write(&self, session: &Session, now: FileTime) -> RecoveryWrite {
        // A kill during a save leaves the draft as it was or as it will be; the recovery file knows both.
        let (to, saving) = self.save_in_progress.clone().unzip();
        RecoveryWrite {
            file: self.recovery_file.clone(),
            draft: session.path().map(Path::to_owned).or(to),
            base: self.draft_fingerprint,
            saving,
            snapshot: session.snapshot_with(&self.open_fields),
            state: self.state(session),
            now,
        }
    }

    fn state(&self, session: &Session) -> UnsavedState {
        (session.revision(), self.open_fields.clone())
    }

    /// Whether the draft is another than the one last read or saved here: changed or removed by someone
    /// else.
    ///
    /// # Errors
    /// The draft cannot be read.
    pub fn is_changed_elsewhere(&self, disk: &dyn Disk, session: &Session) -> Result<bool, StoreError> {
        // What a save of our own is just changing is not looked at.
        let (Some(path), Some(known), None) = (session.path(), self.draft_fingerprint, &self.save_in_progress) else {
            return Ok(false);
        };
        Ok(storage::fingerprint(disk, path)? != Some(known))
    }

    /// Ends the session; its text is saved, or the user does not want it.
    ///
    /// # Errors
    /// The recovery file cannot be removed.
    pub fn close(mut self, disk: &dyn Disk) -> Result<(), StoreError> {
        let removed = storage::remove_recovery(disk, &self.recovery_file);
        (self.session_lock, self.draft_lock) = (None, None);
        removed
    }
}

/// A recovery file that no session has left. A clock that was set back may give a session the id of an
/// earlier one, whose text is not to be replaced.
fn unused_recovery_file(disk: &dyn Disk, folder: &Path, id: &str) -> PathBuf {
    let numbered = (2..MOST_SAME_IDS).map(|number| folder.join(format!("{id}-{number}.recovery")));
    let own = folder.join(format!("{id}.recovery"));
    let is_unused = |file: &PathBuf| matches!(disk.kind(file), Ok(None) | Err(_));
    std::iter::once(own.clone()).chain(numbered).find(is_unused).unwrap_or(own)
}

/// Takes the lock that shows that a session is running; `None` where it cannot be had.
fn take_session_lock(disk: &dyn Disk, file: &Path, owner: &str) -> Option<Box<dyn FileLock>> {
    for _ in 0..SESSION_LOCK_ATTEMPTS {
        match disk.lock(file, owner, FileAccess::Private) {
            Ok(None) => std::thread::sleep(SESSION_LOCK_PAUSE),
            taken => return taken.ok().flatten(),
        }
    }
    None
}

/// Takes the lock of the draft at `path`; retries one that another program is about to let go.
///
/// # Errors
/// Another program keeps it.
pub(super) fn take_lock(disk: &dyn Disk, path: &Path, owner: &str) -> Result<DraftLock, StoreError> {
    for _ in 0..LOCK_RETRIES {
        match DraftLock::take(disk, path, owner) {
            Err(StoreError { cause: StoreCause::OpenElsewhere { .. }, .. }) => std::thread::sleep(LOCK_PAUSE),
            taken => return taken,
        }
    }
    DraftLock::take(disk, path, owner)
}

/// The file that a running session locks beside its recovery file.
pub(super) fn session_lock_file(recovery_file: &Path) -> PathBuf {
    recovery_file.with_extension(LOCK_EXTENSION)
}
