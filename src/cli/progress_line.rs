//! A sign of life on the terminal while long work goes on. Short work shows nothing, and nothing
//! is shown where standard error is no terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::session::WorkProgress;

/// Work that takes no longer shows nothing.
const MOMENT: Duration = Duration::from_millis(600);
/// How often the line moves.
const BEAT: Duration = Duration::from_millis(200);

/// Shown from the first moment until it is dropped.
pub(super) struct ProgressLine {
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl ProgressLine {
    /// Begins; `words`, asked for only where they may be shown, say what is being done.
    pub(super) fn begin(words: impl FnOnce() -> String) -> ProgressLine {
        ProgressLine::of(words, None)
    }

    /// As `begin`, and says how much of `progress` is done.
    pub(super) fn counting(words: impl FnOnce() -> String, progress: &Arc<WorkProgress>) -> ProgressLine {
        ProgressLine::of(words, Some(Arc::clone(progress)))
    }

    fn of(words: impl FnOnce() -> String, progress: Option<Arc<WorkProgress>>) -> ProgressLine {
        if !io::stderr().is_terminal() {
            return ProgressLine { shown: None };
        }
        let words = words();
        let (stop, stopped) = mpsc::channel::<()>();
        let shown = thread::Builder::new().name("progress".into()).spawn(move || {
            let mut wait = MOMENT;
            for beat in 0.. {
                if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    if beat > 0 {
                        let _ = write!(io::stderr(), "\r\x1b[K");
                    }
                    return;
                }
                let dots = match &progress {
                    None => ".".repeat(beat % 4),
                    Some(progress) => {
                        let (done, total) = progress.steps();
                        format!(" {done}/{total}")
                    }
                };
                let _ = write!(io::stderr(), "\r\x1b[K{words}{dots}");
                wait = BEAT;
            }
        });
        ProgressLine { shown: shown.ok().map(|thread| (stop, thread)) }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.shown.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}
