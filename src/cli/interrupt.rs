//! Ctrl+C during work that writes files: it stops between two files, so that none is left half written. Pressed
//! again, it ends the program at once. Must not know what is done.

use crate::session::WorkProgress;

/// The status of a program that Ctrl+C ended, as shells give it.
pub(super) const INTERRUPTED: u8 = 130;

/// Lets Ctrl+C cancel `progress`. Where the system cannot tell of it, Ctrl+C ends the program as ever.
#[cfg(unix)]
pub(super) fn stop_at_ctrl_c(progress: &WorkProgress) {
    use signal_hook::consts::SIGINT;
    use signal_hook::flag;
    let stop = progress.stop_flag();
    // In this order: the first time the flag is not yet set.
    let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), stop.clone());
    let _ = flag::register(SIGINT, stop);
}

/// There the console's own program ends this one (`packaging/windows/console.rs`).
#[cfg(not(unix))]
pub(super) fn stop_at_ctrl_c(_progress: &WorkProgress) {}
