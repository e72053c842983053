//! Runs jobs that write to the disk in a thread of their own, one after another, so that the window never
//! waits for a slow disk. A job that panics is a job that failed; nothing is passed over.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::{PatientDisk, WorkerPanic, contained};
use crate::storage::{Disk, StoreError};

/// Waits for a job however long it takes.
pub(super) const FOREVER: Duration = Duration::MAX;

/// Whoever waits for a job looks this often whether it has ended.
const WAIT_STEP: Duration = Duration::from_millis(1);

/// A disk that threads can share.
pub type SharedDisk = Arc<dyn Disk + Send + Sync>;

/// Where a worker runs its jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkerMode {
    /// In a thread of their own.
    #[default]
    Thread,
    /// At once, in the caller's thread: every step on the disk then comes in the same order in every run.
    #[allow(dead_code, reason = "tests of power cuts and failing disks write in their own thread")]
    Inline,
}

/// Why a job failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiskJobError {
    /// The disk refused it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The job panicked.
    #[error(transparent)]
    Panicked(#[from] WorkerPanic),
}

/// A job as plain data, so that a thread can own it.
pub(super) trait DiskJob: Clone + Send + 'static {
    /// What it gives.
    type Output: Send + 'static;

    /// Does it.
    ///
    /// # Errors
    /// The disk refused it.
    fn run(&self, disk: &dyn Disk) -> Result<Self::Output, StoreError>;
}

/// Runs one job at a time.
pub(super) struct DiskWorker<J: DiskJob> {
    mode: WorkerMode,
    state: WorkerState<J>,
}

/// A job that has ended, with what it gave.
pub(super) type FinishedJob<J> = (J, Result<<J as DiskJob>::Output, DiskJobError>);

type WorkerThread<J> = JoinHandle<Result<<J as DiskJob>::Output, StoreError>>;

enum WorkerState<J: DiskJob> {
    Idle,
    Running(J, WorkerThread<J>),
    Finished(FinishedJob<J>),
}

/// `disk`, whose steps are tried again for a while where another program is in the way.
pub(super) fn patient(disk: &dyn Disk) -> PatientDisk<'_> {
    PatientDisk::new(disk, std::thread::sleep)
}

impl<J: DiskJob> DiskWorker<J> {
    /// A worker without a job.
    pub const fn new(mode: WorkerMode) -> DiskWorker<J> {
        DiskWorker { mode, state: WorkerState::Idle }
    }

    /// Whether there is a job that has not been taken by [`DiskWorker::finished`].
    pub const fn is_busy(&self) -> bool {
        !matches!(self.state, WorkerState::Idle)
    }

    /// Starts a job; to be called while the worker is not busy. Where the system gives no thread, the job
    /// is run at once.
    pub fn start(&mut self, disk: &SharedDisk, job: J) {
        if self.mode == WorkerMode::Thread {
            let (copy, shared) = (job.clone(), Arc::clone(disk));
            if let Ok(thread) = Builder::new().name("disk".into()).spawn(move || copy.run(&patient(&*shared))) {
                self.state = WorkerState::Running(job, thread);
                return;
            }
        }
        // Nobody waits for other programs in the caller's thread.
        let result = contained(|| job.run(&PatientDisk::new(&**disk, |_| {})));
        let result = result.map_err(DiskJobError::Panicked).and_then(|result| result.map_err(DiskJobError::Store));
        self.state = WorkerState::Finished((job, result));
    }

    /// Takes the job once it has ended. Waits for that as long as there is `patience`, and takes the time
    /// from it.
    pub fn finished(&mut self, patience: &mut Duration) -> Option<FinishedJob<J>> {
        if let WorkerState::Running(_, thread) = &self.state
            && *patience != FOREVER
        {
            while !thread.is_finished() {
                if patience.is_zero() {
                    return None;
                }
                std::thread::sleep(WAIT_STEP);
                *patience = patience.saturating_sub(WAIT_STEP);
            }
        }
        match std::mem::replace(&mut self.state, WorkerState::Idle) {
            WorkerState::Idle => None,
            WorkerState::Finished(finished) => Some(finished),
            WorkerState::Running(job, thread) => {
                let result = match thread.join() {
                    Ok(result) => result.map_err(DiskJobError::Store),
                    Err(panic) => Err(DiskJobError::Panicked(WorkerPanic::new(&*panic))),
                };
                Some((job, result))
            }
        }
    }

    /// Waits for the job, however long it takes.
    pub fn wait(&mut self) -> Option<FinishedJob<J>> {
        self.finished(&mut { FOREVER })
    }
}
