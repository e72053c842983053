//! Where a command reads and writes: a file, or standard input and output for `-`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::builder::{PathBufValueParser, TypedValueParser};

use super::cli_error::CliError;
use super::terminal;
use crate::report::Report;
use crate::session::output_file::{self, Replace};
use crate::session::{self, FormSource, draft_files};
use crate::storage::{Disk, FileTime, StoreError};

/// The word for standard input and output.
pub(super) const STANDARD: &str = "-";

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

    /// Makes sure, before long work, that an output made from `sources` may go here.
    pub fn may_write(&self, disk: &dyn Disk, sources: &[&Path], force: bool) -> Result<(), CliError> {
        match self {
            Destination::StandardOutput => Ok(()),
            Destination::File(path) => Ok(output_file::may_write(disk, path, sources, replace(force))?),
        }
    }

    /// Writes an output that is made from `sources`.
    pub fn write(&self, disk: &dyn Disk, bytes: &[u8], sources: &[&Path], force: bool) -> Result<(), CliError> {
        match self {
            Destination::StandardOutput => terminal::file(bytes),
            Destination::File(path) => {
                keep_replaced(disk, path, force)?;
                Ok(output_file::write_output(disk, path, bytes, sources, replace(force))?)
            }
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

/// Keeps a draft that is replaced by force among the former versions, as the window does.
pub(super) fn keep_replaced(disk: &dyn Disk, path: &Path, force: bool) -> Result<(), StoreError> {
    if force { keep_former(disk, path) } else { Ok(()) }
}

/// Changes the draft at `path` while nobody else has it open, and keeps what it was among the former versions. Nothing is
/// written where `change` refuses.
pub(super) fn change_draft(
    disk: &dyn Disk,
    path: &Path,
    change: impl FnOnce(&mut Report) -> Result<(), CliError>,
) -> Result<Report, CliError> {
    draft_files::change(disk, path, |report| {
        change(report)?;
        Ok(keep_former(disk, path)?)
    })
}

/// Keeps the draft at `path`, which is about to be changed, among the former versions.
fn keep_former(disk: &dyn Disk, path: &Path) -> Result<(), StoreError> {
    let Some(versions) = session::versions_folder() else { return Ok(()) };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    output_file::keep_replaced(disk, &versions, path, FileTime(now))
}

/// What `--force` lets an output replace.
pub(super) const fn replace(force: bool) -> Replace {
    if force { Replace::Anything } else { Replace::Outputs }
}

/// The built-in forms, or the one that the file `form` holds.
pub(super) fn forms(disk: &dyn Disk, form: Option<&Path>) -> Result<FormSource, CliError> {
    match form {
        None => Ok(FormSource::built_in()),
        Some(path) => Ok(FormSource::read(disk, path)?),
    }
}
