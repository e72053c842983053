//! One save in two jobs of the workers: [`SavePreparation`] serialises the report and lets the recovery
//! file know of the save; [`SaveJob`] writes the draft. What the session makes of the result is at the
//! end of this file. Has no clock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk_worker::{DiskJob, DiskJobError};
use super::draft_guard::{DraftGuard, take_lock};
use super::recovery_job::RecoveryWrite;
use super::{Session, Snapshot};
use crate::storage::{self, Disk, DraftLock, FileFingerprint, FileTime, SerializedDraft, StoreCause, StoreError};

/// Whether a save may replace a file that has other content than this session last saw there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Only what this session read or saved itself.
    Own,
    /// Anything: the user has been asked.
    Anything,
}

/// What is to be saved, where, and over what.
#[derive(Clone, Debug)]
struct SavePlan {
    path: PathBuf,
    overwrite: Overwrite,
    /// Whether `path` is the session's own file already.
    own_file: bool,
    /// The fingerprint that the draft must have, where only this session's own content is replaced.
    expected: Option<FileFingerprint>,
    /// Whether this session has the lock of the file already.
    locked: bool,
    owner: String,
    backups: PathBuf,
    snapshot: Snapshot,
    now: FileTime,
}

/// The first job of a save.
#[derive(Clone, Debug)]
pub(super) struct SavePreparation {
    plan: SavePlan,
    /// The recovery file to write before the draft is touched.
    recovery: Option<RecoveryWrite>,
}

/// What the first job gives.
#[derive(Debug)]
pub(super) struct PreparedSave {
    draft: Arc<SerializedDraft>,
    recovery_written: bool,
}

/// The second job of a save.
#[derive(Clone, Debug)]
pub(super) struct SaveJob {
    plan: SavePlan,
    draft: Arc<SerializedDraft>,
}

/// What the second job did to the disk.
#[derive(Debug)]
pub(super) struct SaveEffect {
    /// The lock of a file that was not locked before.
    lock: Option<DraftLock>,
    /// Why no former version could be kept, where that failed.
    backup_error: Option<StoreError>,
    /// How many other names the file had, which now have the former version.
    other_names: u64,
}

/// What a save that came to its end is told with.
#[derive(Debug)]
pub(super) struct SaveReport {
    /// Why no former version could be kept, where that failed.
    pub backup_error: Option<StoreError>,
    /// How many other names the file had.
    pub other_names: u64,
}

impl SavePreparation {
    /// Where the save goes.
    pub fn path(&self) -> &Path {
        &self.plan.path
    }
}

impl SaveJob {
    /// Where the save goes.
    pub fn path(&self) -> &Path {
        &self.plan.path
    }
}

impl DiskJob for SavePreparation {
    type Output = PreparedSave;

    fn run(&self, disk: &dyn Disk) -> Result<PreparedSave, StoreError> {
        let saved = &self.plan.snapshot.report;
        let draft = Arc::new(storage::serialize(&self.plan.path, saved)?);
        // Where the recovery file cannot be written, a kill during the save costs one question.
        let recovery_written = self.recovery.as_ref().is_some_and(|write| {
            let write = RecoveryWrite { saving: Some(draft.fingerprint()), ..write.clone() };
            write.run(disk).is_ok()
        });
        Ok(PreparedSave { draft, recovery_written })
    }
}

impl DiskJob for SaveJob {
    type Output = SaveEffect;

    /// Saves, and keeps what was there as a former version. Whatever fails, the file is as it was.
    fn run(&self, disk: &dyn Disk) -> Result<SaveEffect, StoreError> {
        let SavePlan { path, own_file, .. } = &self.plan;
        let current = storage::fingerprint(disk, path)?;
        if self.plan.overwrite == Overwrite::Own && current != self.plan.expected.filter(|_| *own_file) {
            let cause = if *own_file { StoreCause::Changed } else { StoreCause::Exists };
            return Err(StoreError { path: path.clone(), cause });
        }
        let lock = if self.plan.locked { None } else { Some(take_lock(disk, path, &self.plan.owner)?) };
        let backup_error = storage::back_up(disk, &self.plan.backups, path, self.plan.now).err();
        let names = disk.name_count(path).unwrap_or(1);
        storage::save_serialized(disk, path, &self.plan.snapshot.report, &self.draft)?;
        Ok(SaveEffect { lock, backup_error, other_names: names.saturating_sub(1) })
    }
}

impl DraftGuard {
    /// Prepares to save the session at `path`, which becomes its file.
    pub fn prepare_save(
        &self,
        session: &Session,
        path: PathBuf,
        overwrite: Overwrite,
        now: FileTime,
    ) -> SavePreparation {
        let own_file = session.path() == Some(&path);
        let recovery = self.written_state.as_ref().map(|_| {
            let write = self.recovery_write(session, now);
            RecoveryWrite { draft: write.draft.or_else(|| Some(path.clone())), ..write }
        });
        let plan = SavePlan {
            path,
            overwrite,
            own_file,
            expected: self.draft_fingerprint,
            locked: own_file && self.draft_lock.is_some(),
            owner: self.owner.clone(),
            backups: self.folders.backups.clone(),
            snapshot: session.snapshot(),
            now,
        };
        SavePreparation { plan, recovery }
    }

    /// Begins the save proper. From now on recovery files say what it leaves.
    pub fn begin_save(&mut self, preparation: SavePreparation, prepared: PreparedSave) -> SaveJob {
        if let Some(write) = preparation.recovery.filter(|_| prepared.recovery_written) {
            self.recovery_written(&write);
        }
        self.save_in_progress = Some((preparation.plan.path.clone(), prepared.draft.fingerprint()));
        if !preparation.plan.locked {
            self.note_locks(Some(&preparation.plan.path));
        }
        SaveJob { plan: preparation.plan, draft: prepared.draft }
    }

    /// Takes in the result of a save; gives what is to be told of it. What was typed meanwhile is unsaved in
    /// any case.
    ///
    /// # Errors
    /// The save failed: the text is still in the session, and the recovery file stays.
    pub fn finish_save(
        &mut self,
        disk: &dyn Disk,
        session: &mut Session,
        job: &SaveJob,
        result: Result<SaveEffect, DiskJobError>,
    ) -> Result<SaveReport, DiskJobError> {
        self.save_in_progress = None;
        let effect = result?;
        self.draft_fingerprint = Some(job.draft.fingerprint());
        self.draft_lock = effect.lock.or(self.draft_lock.take());
        session.saved(job.plan.path.clone(), &job.plan.snapshot);
        if !self.has_unsaved(session) {
            self.unwritten_since = None;
            // Where it cannot be removed, the next look at what is due tries again.
            if storage::remove_recovery(disk, &self.recovery_file).is_ok() {
                self.written_state = None;
            }
        }
        Ok(SaveReport { backup_error: effect.backup_error, other_names: effect.other_names })
    }
}
