//! Tests of files that may not be written: root may write them all the same, so that there such a test
//! runs again in a process without the privileges of root.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::skip::skip;

/// Names the process without privileges to itself.
const AGAIN: &str = "NIANBAO_UNPRIVILEGED";

/// Whether the test is to go on in this process. `locked` is a folder that it has just made and closed to
/// writing. Where this process may write into it all the same, the test of this name (as in
/// `--exact NAME`) is run again without privileges and must pass there.
pub fn is_refused(locked: &Path, test: &str) -> bool {
    let probe = locked.join("probe");
    if std::fs::write(&probe, "").is_err() {
        return true;
    }
    std::fs::remove_file(probe).unwrap();
    if std::env::var_os(AGAIN).is_some() {
        skip("the folder can be written without the privileges of root, too");
        return false;
    }
    // The other process clears it away and begins anew.
    std::fs::set_permissions(locked, std::fs::Permissions::from_mode(0o755)).unwrap();
    // Still root, the owner of the files, but held to their modes as everybody is.
    let run = Command::new("setpriv")
        .args(["--bounding-set=-all", "--inh-caps=-all"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(AGAIN, "1")
        .output();
    let Ok(output) = run else {
        skip("this user may write anywhere, and setpriv (util-linux) is not installed");
        return false;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "without privileges: {said}");
    false
}
