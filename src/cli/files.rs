//! The files that a call names, and the form that it wants.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::call::Call;
use super::failure::Failure;
use crate::session::Forms;
use crate::storage::{Disk, RealDisk};

/// The word for standard input and output.
const STANDARD: &str = "-";

/// The disk of this computer.
pub(super) const DISK: &dyn Disk = &RealDisk;

/// The forms of this call: the built-in ones, or the one that `--form` names.
pub(super) fn forms(call: &Call) -> Result<Forms, Failure> {
    match call.value("form") {
        None => Ok(Forms::built_in()),
        Some(name) => Ok(Forms::read(DISK, &path(name))?),
    }
}

/// Where the call's result is to lie; nowhere, empty.
pub(super) fn output_of(call: &Call) -> &OsStr {
    call.value("output").unwrap_or_default()
}

/// Whether the name means standard input or output.
pub(super) fn is_standard(name: &OsStr) -> bool {
    name == STANDARD
}

/// The name as a path.
pub(super) fn path(name: &OsStr) -> PathBuf {
    Path::new(name).to_owned()
}
