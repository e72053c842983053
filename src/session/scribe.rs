//! Brings unsaved text to the disk in a thread, one piece after another, so that a window never
//! waits for a slow disk. Whatever the thread dies of is told, never passed over.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use super::{Aside, Panicked};
use crate::store::{Disk, StoreError};

/// A disk that threads can share.
pub type SharedDisk = Arc<dyn Disk + Send + Sync>;

/// Writes unsaved text aside.
#[derive(Default)]
pub struct Scribe {
    work: Option<(Aside, JoinHandle<Result<(), StoreError>>)>,
}

/// Why unsaved text does not lie aside.
#[derive(Debug, thiserror::Error)]
pub enum AsideError {
    /// The disk did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread panicked.
    #[error(transparent)]
    Panicked(#[from] Panicked),
}

impl Scribe {
    /// Whether something is being written.
    pub const fn is_busy(&self) -> bool {
        self.work.is_some()
    }

    /// Begins to write `aside`; [`Scribe::done`] tells when it is over. To be called while nothing
    /// is under way. Where the system gives no thread, it is written at once and told here.
    pub fn begin(&mut self, disk: SharedDisk, aside: Aside) -> Done {
        let (copy, spare) = (aside.clone(), Arc::clone(&disk));
        match Builder::new().name("aside".into()).spawn(move || copy.write(&*disk)) {
            Ok(thread) => {
                self.work = Some((aside, thread));
                None
            }
            Err(_) => {
                let written = aside.write(&*spare).map_err(AsideError::Store);
                Some((aside, written))
            }
        }
    }

    /// What was written, once it is over; does not wait.
    pub fn done(&mut self) -> Done {
        if self.work.as_ref().is_some_and(|(_, thread)| thread.is_finished()) { self.wait() } else { None }
    }

    /// Waits for what is being written.
    pub fn wait(&mut self) -> Done {
        let (aside, thread) = self.work.take()?;
        let written = match thread.join() {
            Ok(written) => written.map_err(AsideError::Store),
            Err(panic) => Err(AsideError::Panicked(Panicked::new(&*panic))),
        };
        Some((aside, written))
    }
}

/// Text that was brought to the disk, or why not.
pub type Done = Option<(Aside, Result<(), AsideError>)>;
