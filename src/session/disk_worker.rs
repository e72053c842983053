//! Brings text to the disk in a thread, one piece after another, so that a window never waits for a
//! slow disk. Whatever the thread dies of is told, never passed over.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::save::Landed;
use super::{Aside, Panicked, Saving};
use crate::storage::{Disk, StoreError};

/// A disk that threads can share.
pub type SharedDisk = Arc<dyn Disk + Send + Sync>;

/// Something to be done to the disk.
pub trait Errand: Clone + Send + 'static {
    /// What comes of it.
    type Yield: Send + 'static;

    /// Does it.
    fn run(&self, disk: &dyn Disk) -> Result<Self::Yield, StoreError>;
}

/// Does one errand after another.
pub struct Scribe<E: Errand> {
    work: Option<(E, Hand<E>)>,
}

/// The thread that does an errand.
type Hand<E> = JoinHandle<Result<<E as Errand>::Yield, StoreError>>;

/// An errand that is over, with what came of it, or why not.
pub type Done<E> = Option<(E, Result<<E as Errand>::Yield, ErrandError>)>;

/// Why an errand came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ErrandError {
    /// The disk did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread panicked.
    #[error(transparent)]
    Panicked(#[from] Panicked),
}

impl Errand for Aside {
    type Yield = ();

    fn run(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        self.write(disk)
    }
}

impl Errand for Saving {
    type Yield = Landed;

    fn run(&self, disk: &dyn Disk) -> Result<Landed, StoreError> {
        Saving::run(self, disk)
    }
}

impl<E: Errand> Default for Scribe<E> {
    fn default() -> Scribe<E> {
        Scribe { work: None }
    }
}

impl<E: Errand> Scribe<E> {
    /// Whether something is being done.
    pub const fn is_busy(&self) -> bool {
        self.work.is_some()
    }

    /// Begins an errand; [`Scribe::done`] tells when it is over. To be called while nothing is under
    /// way. Where the system gives no thread, it is done at once and told here.
    pub fn begin(&mut self, disk: SharedDisk, errand: E) -> Done<E> {
        let (copy, spare) = (errand.clone(), Arc::clone(&disk));
        match Builder::new().name("disk".into()).spawn(move || copy.run(&*disk)) {
            Ok(thread) => {
                self.work = Some((errand, thread));
                None
            }
            Err(_) => {
                let came = errand.run(&*spare).map_err(ErrandError::Store);
                Some((errand, came))
            }
        }
    }

    /// The errand, once it is over; does not wait.
    pub fn done(&mut self) -> Done<E> {
        if self.work.as_ref().is_some_and(|(_, thread)| thread.is_finished()) { self.wait() } else { None }
    }

    /// The errand, if it is over within `patience`.
    pub fn done_within(&mut self, patience: Duration) -> Done<E> {
        let step = Duration::from_millis(1);
        let mut waited = Duration::ZERO;
        while waited < patience && self.work.as_ref().is_some_and(|(_, thread)| !thread.is_finished()) {
            std::thread::sleep(step);
            waited += step;
        }
        self.done()
    }

    /// Waits for the errand.
    pub fn wait(&mut self) -> Done<E> {
        let (errand, thread) = self.work.take()?;
        let came = match thread.join() {
            Ok(came) => came.map_err(ErrandError::Store),
            Err(panic) => Err(ErrandError::Panicked(Panicked::new(&*panic))),
        };
        Some((errand, came))
    }
}
