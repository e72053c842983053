//! Brings text to the disk in a thread, one piece after another, so that a window never waits for a
//! slow disk. Whatever the thread dies of is told, never passed over.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::save::SaveEffect;
use super::{RecoveryWrite, SaveJob, WorkerPanic};
use crate::storage::{Disk, StoreError};

/// A disk that threads can share.
pub type SharedDisk = Arc<dyn Disk + Send + Sync>;

/// Something to be done to the disk.
pub trait DiskJob: Clone + Send + 'static {
    /// What comes of it.
    type Yield: Send + 'static;

    /// Does it.
    fn run(&self, disk: &dyn Disk) -> Result<Self::Yield, StoreError>;
}

/// Does one errand after another.
pub struct DiskWorker<E: DiskJob> {
    work: Option<(E, WorkerThread<E>)>,
}

/// The thread that does an errand.
type WorkerThread<E> = JoinHandle<Result<<E as DiskJob>::Yield, StoreError>>;

/// An errand that is over, with what came of it, or why not.
pub type FinishedJob<E> = Option<(E, Result<<E as DiskJob>::Yield, DiskJobError>)>;

/// Why an errand came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum DiskJobError {
    /// The disk did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread panicked.
    #[error(transparent)]
    Panicked(#[from] WorkerPanic),
}

impl DiskJob for RecoveryWrite {
    type Yield = ();

    fn run(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        self.write(disk)
    }
}

impl DiskJob for SaveJob {
    type Yield = SaveEffect;

    fn run(&self, disk: &dyn Disk) -> Result<SaveEffect, StoreError> {
        SaveJob::run(self, disk)
    }
}

impl<E: DiskJob> Default for DiskWorker<E> {
    fn default() -> DiskWorker<E> {
        DiskWorker { work: None }
    }
}

impl<E: DiskJob> DiskWorker<E> {
    /// Whether something is being done.
    pub const fn is_busy(&self) -> bool {
        self.work.is_some()
    }

    /// Begins an errand; [`DiskWorker::done`] tells when it is over. To be called while nothing is under
    /// way. Where the system gives no thread, it is done at once and told here.
    pub fn begin(&mut self, disk: SharedDisk, errand: E) -> FinishedJob<E> {
        let (copy, spare) = (errand.clone(), Arc::clone(&disk));
        match Builder::new().name("disk".into()).spawn(move || copy.run(&*disk)) {
            Ok(thread) => {
                self.work = Some((errand, thread));
                None
            }
            Err(_) => {
                let came = errand.run(&*spare).map_err(DiskJobError::Store);
                Some((errand, came))
            }
        }
    }

    /// The errand, once it is over; does not wait.
    pub fn done(&mut self) -> FinishedJob<E> {
        if self.work.as_ref().is_some_and(|(_, thread)| thread.is_finished()) { self.wait() } else { None }
    }

    /// The errand, if it is over within `patience`.
    pub fn done_within(&mut self, patience: Duration) -> FinishedJob<E> {
        let step = Duration::from_millis(1);
        let mut waited = Duration::ZERO;
        while waited < patience && self.work.as_ref().is_some_and(|(_, thread)| !thread.is_finished()) {
            std::thread::sleep(step);
            waited += step;
        }
        self.done()
    }

    /// Waits for the errand.
    pub fn wait(&mut self) -> FinishedJob<E> {
        let (errand, thread) = self.work.take()?;
        let came = match thread.join() {
            Ok(came) => came.map_err(DiskJobError::Store),
            Err(panic) => Err(DiskJobError::Panicked(WorkerPanic::new(&*panic))),
        };
        Some((errand, came))
    }
}
