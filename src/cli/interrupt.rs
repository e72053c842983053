//! Ctrl+C during work that writes files: it stops between two files, so that none is left half written. Pressed
//! again, it ends the program at once. Must not know what is done.

use std::sync::Arc;

use crate::session::WorkProgress;

/// The status of a program that Ctrl+C ended, as shells give it.
pub(super) const INTERRUPTED: u8 = 130;

/// Lets Ctrl+C cancel `progress`. Where the system cannot tell of it, Ctrl+C ends the program as ever.
pub(super) fn stop_at_ctrl_c(progress: &Arc<WorkProgress>) {
    let progress = Arc::clone(progress);
    let stop = move || {
        if progress.is_cancelled() {
            std::process::exit(INTERRUPTED.into());
        }
        progress.cancel();
    };
    let _ = ctrlc::set_handler(stop);
}
