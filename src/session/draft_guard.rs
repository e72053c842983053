//! Keeps what is written: opens drafts and writes unsaved text aside while it is typed; `save` brings
//! it to the draft.
//! Has no clock: whoever calls says when.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Moment, Session, Snapshot};
use crate::form::FormError;
use crate::report::{Change, Report};
use crate::storage::{self, Cause, Disk, Fingerprint, Hold, Lock, Recovery, Stamp, StoreError};

/// So long after the first unwritten change it is written aside. Together with the time between
/// two calls and the disk's own, less than two seconds of typing can be lost.
const DELAY: Duration = Duration::from_secs(1);

/// So often a draft that is held by another is asked for again, after a tenth of a second each. A
/// program that was just ended holds it while the system clears it away: some hundredths of a
/// second, more where there is much to do.
const PATIENCE: usize = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// Where the program keeps what is not the user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Unsaved text.
    pub recovery: PathBuf,
    /// Former versions of drafts.
    pub backups: PathBuf,
}

/// Keeps one session.
pub struct Keeper {
    pub(super) folders: Folders,
    /// Who this is, in words for others who want the same draft.
    pub(super) owner: String,
    /// Where this session's unsaved text goes.
    pub(super) aside: PathBuf,
    /// Shows other starts of the program that this session is alive.
    alive: Option<Box<dyn Hold>>,
    pub(super) lock: Option<Lock>,
    /// What the draft had when it was last read or saved here.
    pub(super) known: Option<Fingerprint>,
    /// Where a save that is under way goes, and what it leaves there.
    pub(super) saving: Option<(PathBuf, Fingerprint)>,
    /// What stands in fields that nobody has left yet; it goes aside with the report.
    open: Vec<Change>,
    /// What lies aside.
    pub(super) written: Option<State>,
    /// What was last looked at.
    seen: Option<State>,
    /// When the first change that does not lie aside was seen.
    pub(super) waiting: Option<Moment>,
}

/// What there is to be kept: a revision of the report, and what stands in open fields.
type State = (u64, Vec<Change>);

/// Unsaved text on its way aside: plain data, so that a thread can bring it to the disk.
#[derive(Clone, Debug)]
pub struct Aside {
    file: PathBuf,
    draft: Option<PathBuf>,
    base: Option<Fingerprint>,
    saving: Option<Fingerprint>,
    snapshot: Snapshot,
    state: State,
    now: Stamp,
}

/// A draft that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be read, or is open elsewhere.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The built-in form is broken; a released program does not have this.
    #[error(transparent)]
    Form(#[from] &'static FormError),
}

impl Keeper {
    /// Keeps a new session. `id` names it among all sessions of this user, such as the number of
    /// the process and the time of its start; `owner` says in words who has a draft open.
    pub fn new(disk: &dyn Disk, folders: Folders, id: &str, owner: &str) -> Keeper {
        let aside = folders.recovery.join(format!("{id}.recovery"));
        // Where no sign of life can be given, another start may offer this session's text as
        // lost; that is better than not writing it.
        let _ = disk.create_folder(&folders.recovery);
        let alive = disk.hold(&sign_of_life(&aside), owner).ok().flatten();
        let owner = owner.to_owned();
        Keeper {
            folders,
            owner,
            aside,
            alive,
            lock: None,
            known: None,
            saving: None,
            open: Vec::new(),
            written: None,
            seen: None,
            waiting: None,
        }
    }

    /// Opens the draft at `path` and holds it against others.
    pub fn open(&mut self, disk: &dyn Disk, path: &Path) -> Result<Session, OpenError> {
        let lock = take_lock(disk, path, &self.owner)?;
        let (report, known) = storage::load_known(disk, path)?;
        if lock.is_held() {
            // What cannot be swept away harms nobody.
            let _ = storage::sweep(disk, path);
        }
        let session = Session::opened(report, path.to_owned())?;
        (self.lock, self.known, self.written, self.waiting) = (Some(lock), Some(known), None, None);
        Ok(session)
    }

    /// Opens the draft at `path` as an unsaved copy: it may be open elsewhere.
    pub fn open_copy(&mut self, disk: &dyn Disk, path: &Path) -> Result<Session, OpenError> {
        let report = storage::load(disk, path)?;
        (self.lock, self.known, self.written, self.waiting) = (None, None, None, None);
        Ok(Session::recovered(report, None)?)
    }

    /// Opens lost text as unsaved. It is written aside for this session before the file that it
    /// came from is removed. The draft that it belongs to is only held where it is free, and is
    /// saved over only where it is as it was.
    pub fn recover(&mut self, disk: &dyn Disk, lost: &Path, now: Stamp) -> Result<Session, OpenError> {
        let recovery = storage::read_recovery(disk, lost)?;
        let lock = recovery.draft.as_ref().map(|draft| take_lock(disk, draft, &self.owner)).transpose();
        // Held by someone else, it is a copy without a file.
        let (draft, lock) = match lock {
            Ok(lock) => (recovery.draft.clone(), lock),
            Err(_) => (None, None),
        };
        let there = draft.as_ref().and_then(|draft| storage::fingerprint(disk, draft).ok().flatten());
        let known = recovery.known(there);
        let session = Session::recovered(recovery.report, draft)?;
        (self.lock, self.known, self.written, self.waiting) = (lock, known, None, None);
        self.write_aside(disk, &session, now)?;
        if lost != self.aside {
            storage::remove_recovery(disk, lost)?;
        }
        Ok(session)
    }

    /// When the next call of [`Keeper::tick`] has something to do; `None` where nothing changed.
    pub fn due(&self) -> Option<Moment> {
        self.waiting.map(|since| since + DELAY)
    }

    /// Notes what stands in fields that nobody has left yet. To be told before each call that may
    /// write aside.
    pub fn note_open(&mut self, open: Vec<Change>) {
        self.open = open;
    }

    /// Whether anything would be lost if the program ended now.
    pub fn has_unsaved(&self, session: &Session) -> bool {
        session.is_changed() || !self.open.is_empty()
    }

    /// Writes unsaved text aside where it is time, and removes what lies aside where all is
    /// saved. To be called after every command, and again when [`Keeper::due`] says; returns
    /// whether something was written. After an error a later call tries again.
    pub fn tick(&mut self, disk: &dyn Disk, session: &Session, moment: Moment, now: Stamp) -> Result<bool, StoreError> {
        let Some(aside) = self.take_aside(disk, session, moment, now)? else {
            return Ok(false);
        };
        aside.write(disk)?;
        self.brought(&aside);
        Ok(true)
    }

    /// The same for a window that must not wait for the disk: what is to be written now, if
    /// anything. A thread writes it, one after another; then [`Keeper::brought`] is to be told. A
    /// save meanwhile must wait for the thread, so that no older text comes to lie aside after it.
    pub fn take_aside(
        &mut self,
        disk: &dyn Disk,
        session: &Session,
        moment: Moment,
        now: Stamp,
    ) -> Result<Option<Aside>, StoreError> {
        let state = self.state(session);
        self.seen = Some(state.clone());
        if !self.has_unsaved(session) {
            self.waiting = None;
            if self.written.is_some() {
                storage::remove_recovery(disk, &self.aside)?;
                self.written = None;
            }
            return Ok(None);
        }
        if self.written == Some(state) {
            self.waiting = None;
            return Ok(None);
        }
        let since = *self.waiting.get_or_insert(moment);
        if moment.saturating_sub(since) < DELAY {
            return Ok(None);
        }
        // Where it fails, it is tried again after another delay, not with every keystroke.
        self.waiting = Some(moment);
        Ok(Some(self.aside(session, now)))
    }

    /// Notes that `aside` was written.
    pub fn brought(&mut self, aside: &Aside) {
        // What was typed while it was written still waits.
        if self.seen.as_ref() == Some(&aside.state) {
            self.waiting = None;
        }
        self.written = Some(aside.state.clone());
    }

    /// Writes unsaved text aside at once: before the program ends in an unforeseen way.
    pub fn write_aside(&mut self, disk: &dyn Disk, session: &Session, now: Stamp) -> Result<(), StoreError> {
        let aside = self.aside(session, now);
        aside.write(disk)?;
        self.brought(&aside);
        Ok(())
    }

    /// Writes what the session has now beside what already lies aside, in a file of its own: after
    /// a panic the report may have been in the middle of a change, and the former text is not to
    /// be given up for it.
    pub fn write_last(&self, disk: &dyn Disk, session: &Session, now: Stamp) -> Result<(), StoreError> {
        let mut aside = self.aside(session, now);
        if self.written.as_ref().is_some_and(|(written, _)| *written != session.revision()) {
            let name = self.aside.file_stem().unwrap_or_default().to_string_lossy();
            aside.file = self.aside.with_file_name(format!("{name}-last.recovery"));
        }
        aside.write(disk)
    }

    fn aside(&self, session: &Session, now: Stamp) -> Aside {
        // A kill while a save is under way leaves the draft as it was or as it will be; the text
        // aside knows both.
        let (to, saving) = self.saving.clone().unzip();
        let draft = session.path().map(Path::to_owned).or(to);
        let (snapshot, state) = (session.snapshot_with(&self.open), self.state(session));
        Aside { file: self.aside.clone(), draft, base: self.known, saving, snapshot, state, now }
    }

    fn state(&self, session: &Session) -> State {
        (session.revision(), self.open.clone())
    }

    /// Whether the draft is another than the one last read or saved here: changed or removed by
    /// someone else.
    pub fn is_changed_elsewhere(&self, disk: &dyn Disk, session: &Session) -> Result<bool, StoreError> {
        // What a save of our own is just changing is not looked at.
        let (Some(path), Some(known), None) = (session.path(), self.known, &self.saving) else {
            return Ok(false);
        };
        Ok(storage::fingerprint(disk, path)? != Some(known))
    }

    /// Ends the session; its text is saved, or the user does not want it.
    pub fn close(mut self, disk: &dyn Disk) -> Result<(), StoreError> {
        let removed = storage::remove_recovery(disk, &self.aside);
        (self.alive, self.lock) = (None, None);
        removed
    }
}

impl Aside {
    /// Writes the text aside, in one step.
    pub fn write(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        let report = Report::clone(&self.snapshot.report);
        let mut recovery = Recovery::new(self.now, self.draft.as_deref(), self.base, report);
        recovery.saving = self.saving;
        storage::write_recovery(disk, &self.file, &recovery)
    }
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").field("aside", &self.aside).field("written", &self.written).finish_non_exhaustive()
    }
}

/// Takes a lock; waits a little for one that is about to be let go.
pub(super) fn take_lock(disk: &dyn Disk, path: &Path, owner: &str) -> Result<Lock, StoreError> {
    for _ in 0..PATIENCE {
        match Lock::take(disk, path, owner) {
            Err(StoreError { cause: Cause::OpenElsewhere { .. }, .. }) => std::thread::sleep(PAUSE),
            taken => return taken,
        }
    }
    Lock::take(disk, path, owner)
}

/// The file that a living session holds.
pub(super) fn sign_of_life(aside: &Path) -> PathBuf {
    aside.with_extension("alive")
}
