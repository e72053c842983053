//! Work that may take seconds, in a thread of its own: tells how far it is, and ends early where nobody wants it any
//! more. Must not know a window, nor what the work is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::{WorkerPanic, contained};

/// What work and whoever waits for it tell each other.
#[derive(Debug, Default)]
pub struct TaskProgress {
    stop: AtomicBool,
    done: AtomicUsize,
}

/// Work that ended because nobody wanted it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct TaskStopped;

/// Work under way. Dropped, it is told to stop; work that writes is waited for, so that the program never ends in the
/// middle of a file.
#[derive(Debug)]
pub struct LongTask<T> {
    progress: Arc<TaskProgress>,
    result: Receiver<Result<T, WorkerPanic>>,
    thread: Option<JoinHandle<()>>,
    writes: bool,
}

impl TaskProgress {
    /// To be called by the work between two of its steps: before the first one, and after each.
    ///
    /// # Errors
    ///
    /// The work is to stop.
    pub fn step(&self) -> Result<(), TaskStopped> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.is_wanted()
    }

    /// Asks within a step whether the work goes on.
    ///
    /// # Errors
    ///
    /// The work is to stop.
    pub fn is_wanted(&self) -> Result<(), TaskStopped> {
        if self.stop.load(Ordering::Relaxed) { Err(TaskStopped) } else { Ok(()) }
    }

    /// Which step the work is at, counted from 0.
    pub fn at(&self) -> usize {
        self.done.load(Ordering::Relaxed).saturating_sub(1)
    }

    /// Becomes true when the work is to stop.
    pub const fn stop_flag(&self) -> &AtomicBool {
        &self.stop
    }
}

impl<T: Send + 'static> LongTask<T> {
    /// Begins work that `writes` files, or only reads.
    ///
    /// # Errors
    ///
    /// The computer gives no thread.
    pub fn begin(
        writes: bool,
        work: impl FnOnce(&TaskProgress) -> T + Send + 'static,
    ) -> Result<LongTask<T>, std::io::Error> {
        let progress = Arc::new(TaskProgress::default());
        let (sender, result) = channel();
        let told = Arc::clone(&progress);
        let work = move || {
            // Whoever waited may be gone.
            let _ = sender.send(contained(|| work(&told)));
        };
        let thread = Builder::new().name("task".into()).spawn(work)?;
        Ok(LongTask { progress, result, thread: Some(thread), writes })
    }

    /// What the work gave, waited for as long as `patience`; `None` while it is under way.
    pub fn result(&self, patience: Duration) -> Option<Result<T, WorkerPanic>> {
        if patience.is_zero() {
            return match self.result.try_recv() {
                Ok(result) => Some(result),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => Some(Err(WorkerPanic::new(&"no result"))),
            };
        }
        match self.result.recv_timeout(patience) {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(WorkerPanic::new(&"no result"))),
        }
    }
}

impl<T> LongTask<T> {
    /// How far it is.
    pub fn progress(&self) -> &TaskProgress {
        &self.progress
    }

    /// Whether it writes files, so that its end is to be waited for.
    pub const fn writes(&self) -> bool {
        self.writes
    }

    /// Tells the work to stop at its next step.
    pub fn stop(&self) {
        self.progress.stop.store(true, Ordering::Relaxed);
    }
}

impl<T> Drop for LongTask<T> {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take().filter(|_| self.writes) {
            let _ = thread.join();
        }
    }
}
