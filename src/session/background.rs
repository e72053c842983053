//! Results of background work by the revision that they belong to, and work whose panic must not
//! take the window with it. Knows no thread.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Work that panicked: what it said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WorkerPanic(String);

impl WorkerPanic {
    /// The message of a panic.
    pub fn new(panic: &(dyn Any + Send)) -> WorkerPanic {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        WorkerPanic(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default())
    }
}

/// Does work that only reads, such as checks, layout and export, and turns its panic into an
/// error: a mistake of ours in there must not cost the user the window.
///
/// # Errors
/// The work panicked.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, WorkerPanic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| WorkerPanic::new(&*panic))
}

/// The newest result of one kind of work: findings, pages, a word count. Work is given a
/// snapshot; its result comes back with the snapshot's revision.
#[derive(Clone, Debug)]
pub struct LatestResult<T> {
    asked: Option<u64>,
    got: Option<(u64, T)>,
}

impl<T> Default for LatestResult<T> {
    fn default() -> LatestResult<T> {
        LatestResult { asked: None, got: None }
    }
}

impl<T> LatestResult<T> {
    /// Whether work on `revision` should begin; true once for each revision, and not while
    /// earlier work is still under way.
    pub fn ask(&mut self, revision: u64) -> bool {
        let idle = self.asked.is_none();
        let wanted = idle && self.got.as_ref().is_none_or(|(got, _)| *got != revision);
        if wanted {
            self.asked = Some(revision);
        }
        wanted
    }

    /// Takes a result. One that is older than what is there is dropped; true if it was taken.
    pub fn receive(&mut self, revision: u64, value: T) -> bool {
        if self.asked.is_some_and(|asked| asked <= revision) {
            self.asked = None;
        }
        let newer = self.got.as_ref().is_none_or(|(got, _)| *got <= revision);
        if newer {
            self.got = Some((revision, value));
        }
        newer
    }

    /// Notes that the work under way will give nothing.
    pub fn give_up(&mut self) {
        self.asked = None;
    }

    /// The newest result, perhaps of an earlier revision.
    pub fn value(&self) -> Option<&T> {
        self.got.as_ref().map(|(_, value)| value)
    }

    /// Whether the result is missing or belongs to another revision.
    #[allow(dead_code, reason = "tests ask for the age of a result")]
    pub fn is_stale(&self, revision: u64) -> bool {
        self.got.as_ref().is_none_or(|(got, _)| *got != revision)
    }
}
