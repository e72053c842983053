//! `--bench-startup`: how long it takes until the window can be used, and how much memory the
//! program needed. Knows neither way of drawing.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::storage::{self, RealDisk};

/// A start that is measured.
pub(super) struct StartupBench {
    began: Instant,
    frames: u32,
    shown: Duration,
    /// How long the processor worked for it: on a busy computer less than the time that passed.
    worked: Option<Duration>,
}

/// So many frames are drawn; the memory of later ones is that of earlier ones.
const FRAMES: u32 = 10;

impl StartupBench {
    /// Begins to measure. What the system needs to load the program comes before this.
    pub fn begin() -> StartupBench {
        StartupBench { began: Instant::now(), frames: 0, shown: Duration::ZERO, worked: None }
    }

    /// Counts a frame that was shown; true when it was the last one, and the result is printed.
    /// A frame that is drawn by OpenGL is shown when the next one begins.
    pub fn frame(&mut self, renderer: &str) -> bool {
        self.frames = self.frames.saturating_add(1);
        let shown = if renderer == "glow" { 2 } else { 1 };
        if self.frames == shown {
            (self.shown, self.worked) = (self.began.elapsed(), worked());
        }
        if self.frames == FRAMES {
            let milliseconds = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1000.0);
            let first = milliseconds(self.shown);
            let worked = self.worked.map_or_else(|| "-".to_owned(), milliseconds);
            let memory = peak().map_or_else(|| "-".to_owned(), |kilobytes| format!("{} MB", kilobytes.div_ceil(1024)));
            println!("{renderer}: first usable frame {first}, {worked} of the processor; peak memory {memory}");
        }
        self.frames >= FRAMES
    }
}

/// How long the processor has worked for the main thread since the process began, as Linux tells it.
fn worked() -> Option<Duration> {
    let line = storage::read(&RealDisk, Path::new("/proc/self/schedstat"), 1_000).ok()?;
    let line = String::from_utf8(line).ok()?;
    Some(Duration::from_nanos(line.split_whitespace().next()?.parse().ok()?))
}

/// The most memory that the program had at once, in kB, as Linux tells it.
fn peak() -> Option<u64> {
    let status = storage::read(&RealDisk, Path::new("/proc/self/status"), 100_000).ok()?;
    let status = String::from_utf8(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
