//! Saving a session: what is to be done to the disk as plain data, so that a thread can do it while the
//! user goes on typing, and what the session makes of how it went. Has no clock.

use std::path::{Path, PathBuf};

use super::draft_guard::take_lock;
use super::{Keeper, Session, Snapshot};
use crate::storage::{self, Cause, Disk, Fingerprint, Lock, Outgoing, Stamp, StoreError};

/// Whether a save may go over a file that has other content than this session last saw there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Only over what this session read or saved itself.
    Own,
    /// Over anything: the user has been asked.
    Anything,
}

/// A save that went well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Why no former version could be kept, where that failed.
    pub no_backup: Option<StoreError>,
}

/// A save on its way to the disk.
#[derive(Clone, Debug)]
pub struct Saving {
    path: PathBuf,
    over: Over,
    /// Whether the file is the session's own already.
    own: bool,
    /// What the draft must have, where it is to be saved only over what this session saw there.
    known: Option<Fingerprint>,
    /// Whether the file is held already.
    held: bool,
    owner: String,
    backups: PathBuf,
    snapshot: Snapshot,
    now: Stamp,
}

/// What a save did to the disk.
#[derive(Debug)]
pub struct Landed {
    /// The hold on a file that was not held before.
    lock: Option<Lock>,
    leaves: Fingerprint,
    no_backup: Option<StoreError>,
}

impl Saving {
    /// Where it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Saves, and keeps what was there as a former version. Whatever fails, the file is as it was.
    pub fn run(&self, disk: &dyn Disk) -> Result<Landed, StoreError> {
        let Saving { path, over, own, .. } = self;
        let there = storage::fingerprint(disk, path)?;
        if *over == Over::Own && there != self.known.filter(|_| *own) {
            let cause = if *own { Cause::Changed } else { Cause::Exists };
            return Err(StoreError { path: path.clone(), cause });
        }
        let lock = if self.held { None } else { Some(take_lock(disk, path, &self.owner)?) };
        let no_backup = storage::back_up(disk, &self.backups, path, self.now).err();
        let outgoing = Outgoing::new(path, &self.snapshot.report)?;
        outgoing.save(disk)?;
        Ok(Landed { lock, leaves: outgoing.fingerprint(), no_backup })
    }
}

impl Keeper {
    /// Begins to save the session at `path`, which becomes its file: what is to be run now, by a
    /// thread or at once, and then to be handed to [`Keeper::finish_save`]; one after another.
    pub fn begin_save(
        &mut self,
        disk: &dyn Disk,
        session: &Session,
        path: &Path,
        over: Over,
        now: Stamp,
    ) -> Result<Saving, StoreError> {
        let snapshot = session.snapshot();
        let leaves = Outgoing::new(path, &snapshot.report)?.fingerprint();
        self.saving = Some((path.to_owned(), leaves));
        if self.written.is_some() {
            // It must know of the save. Where it cannot be written, a kill costs one question.
            let _ = self.write_aside(disk, session, now);
        }
        let own = session.path() == Some(path);
        Ok(Saving {
            path: path.to_owned(),
            over,
            own,
            known: self.known,
            held: own && self.lock.is_some(),
            owner: self.owner.clone(),
            backups: self.folders.backups.clone(),
            snapshot,
            now,
        })
    }

    /// Takes in how a save went. Where it failed, the text is still in the session, and what lies
    /// aside stays; what was typed meanwhile is unsaved in any case.
    pub fn finish_save<E>(
        &mut self,
        disk: &dyn Disk,
        session: &mut Session,
        saving: &Saving,
        landed: Result<Landed, E>,
    ) -> Result<Saved, E> {
        self.saving = None;
        let landed = landed?;
        self.known = Some(landed.leaves);
        self.lock = landed.lock.or(self.lock.take());
        session.saved(saving.path.clone(), &saving.snapshot);
        if !self.has_unsaved(session) {
            self.waiting = None;
            // Where it cannot be removed, the next call of `tick` tries again.
            if storage::remove_recovery(disk, &self.aside).is_ok() {
                self.written = None;
            }
        }
        Ok(Saved { no_backup: landed.no_backup })
    }

    /// Saves at once.
    pub fn save(
        &mut self,
        disk: &dyn Disk,
        session: &mut Session,
        path: &Path,
        over: Over,
        now: Stamp,
    ) -> Result<Saved, StoreError> {
        let saving = self.begin_save(disk, session, path, over, now)?;
        let landed = saving.run(disk);
        self.finish_save(disk, session, &saving, landed)
    }
}
