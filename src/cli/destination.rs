//! Where a command reads and writes: a file, or standard input and output for `-`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};

use super::cli_error::CliError;
use crate::session::FormSource;
use crate::storage::{Disk, RealDisk};

/// The word for standard input and output.
const STANDARD: &str = "-";

/// The disk of this computer.
pub(super) const DISK: &dyn Disk = &RealDisk;

/// Where a result goes.
#[derive(Clone, Debug)]
pub(super) enum Destination {
    StandardOutput,
    File(PathBuf),
}

/// Where a text comes from.
#[derive(Clone, Debug)]
pub(super) enum ImportSource {
    StandardInput,
    File(PathBuf),
}

impl Destination {
    pub fn parser() -> impl TypedValueParser<Value = Destination> {
        let of = |path: PathBuf| {
            if path == OsStr::new(STANDARD) { Destination::StandardOutput } else { Destination::File(path) }
        };
        PathBufValueParser::new().map(of)
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        match self {
            Destination::StandardOutput => Path::new(STANDARD),
            Destination::File(path) => path,
        }
    }
}

impl ImportSource {
    pub fn parser() -> impl TypedValueParser<Value = ImportSource> {
        let of = |path: PathBuf| {
            if path == OsStr::new(STANDARD) { ImportSource::StandardInput } else { ImportSource::File(path) }
        };
        PathBufValueParser::new().map(of)
    }
}

/// The built-in forms, or the one that the file `form` holds.
pub(super) fn forms(form: Option<&Path>) -> Result<FormSource, CliError> {
    match form {
        None => Ok(FormSource::built_in()),
        Some(path) => Ok(FormSource::read(DISK, path)?),
    }
}
