//! Long work in a thread of its own that tells how far it is and can be stopped. Must not know what is done.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};

use super::background::{WorkerPanic, contained};

/// How far work is, and whether it is to stop; shared between those who do it and those who wait.
#[derive(Debug, Default)]
pub struct WorkProgress {
    done: AtomicUsize,
    total: AtomicUsize,
    stop: Arc<AtomicBool>,
}

impl WorkProgress {
    /// Begins a part of the work that has so many steps.
    pub fn expect(&self, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(steps, Ordering::Relaxed);
    }

    /// Notes that a step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many steps are done, and of how many; of none while that is not known.
    pub fn steps(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// What is set where the work is to stop, for those who know nothing else of it.
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Whether the work is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Work under way. Dropped, it is asked to stop; where it writes, its end is waited for, so that no file is left half
/// written when the program ends.
#[derive(Debug)]
pub struct BackgroundWork<T> {
    progress: Arc<WorkProgress>,
    result: Receiver<Result<T, WorkerPanic>>,
    thread: Option<JoinHandle<()>>,
    writes: bool,
}

impl<T: Send + 'static> BackgroundWork<T> {
    /// Begins `work`, which `writes` files or only reads; `wake` is called at the end.
    ///
    /// # Errors
    /// The computer gives no thread.
    pub fn begin(
        writes: bool,
        work: impl FnOnce(&WorkProgress) -> T + Send + 'static,
        wake: impl FnOnce() + Send + 'static,
    ) -> io::Result<BackgroundWork<T>> {
        let progress = Arc::new(WorkProgress::default());
        let (sender, result) = channel();
        let shared = Arc::clone(&progress);
        let run = move || {
            let _ = sender.send(contained(|| work(&shared)));
            wake();
        };
        let thread = Builder::new().name("work".into()).spawn(run)?;
        Ok(BackgroundWork { progress, result, thread: Some(thread), writes })
    }

    /// How far it is, and where to stop it.
    pub fn progress(&self) -> &WorkProgress {
        &self.progress
    }

    /// What came of it; `None` while it is under way.
    pub fn result(&self) -> Option<Result<T, WorkerPanic>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(WorkerPanic::new(&""))),
        }
    }
}

impl<T> Drop for BackgroundWork<T> {
    fn drop(&mut self) {
        self.progress.cancel();
        if let Some(thread) = self.thread.take().filter(|_| self.writes) {
            let _ = thread.join();
        }
    }
}
