//! The system's way to open a file or a folder, and whether a program took it. Opens nothing by itself.

use std::path::Path;
use std::time::{Duration, Instant};

/// A program that still runs after this time has taken its file.
pub(super) const TAKING: Duration = Duration::from_secs(5);

/// The system's way to open a file or a folder.
pub(super) fn opener(path: &Path) -> std::process::Command {
    let opener = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = std::process::Command::new(opener);
    command.arg(path);
    command
}

/// Whether what opens a file found a program for it: it says so by its status, or goes on running.
pub(super) fn is_taken(mut opener: std::process::Child, patience: Duration) -> bool {
    let since = Instant::now();
    loop {
        match opener.try_wait() {
            // Windows' own shell asks for a program itself, and gives no status that says anything.
            Ok(Some(status)) => return cfg!(windows) || status.success(),
            Ok(None) if since.elapsed() >= patience => return true,
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(_) => return false,
        }
    }
}
