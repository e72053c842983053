//! Where a command reads and writes: a file, or standard input and output for `-`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::builder::{PathBufValueParser, TypedValueParser};

use super::cli_error::CliError;
use super::terminal;
use crate::messages::{self, Language};
use crate::report::Report;
use crate::session::output_file::{self, Replace};
use crate::session::{self, FormSource, FormerOutput, Keeping, draft_files};
use crate::storage::{self, Disk, FileTime, StoreError};

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

/// What is to be told of a file that is replaced.
#[must_use]
pub(super) struct FormerFile {
    /// How many other names it has, which keep what it was.
    pub other_names: u64,
    /// What became of what it was.
    pub former: FormerOutput,
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
    pub fn write(
        &self,
        disk: &dyn Disk,
        bytes: &[u8],
        sources: &[&Path],
        (force, language): (bool, Language),
    ) -> Result<(), CliError> {
        match self {
            Destination::StandardOutput => terminal::file(bytes),
            Destination::File(path) => {
                let other_names = other_names(disk, path);
                let former = keeping(|keeping| {
                    output_file::write_output(disk, path, bytes, sources, (replace(force), keeping))
                })?;
                FormerFile { other_names, former }.tell(language, path);
                Ok(())
            }
        }
    }

    /// Writes `report` as a draft; over another file only where that is wanted.
    pub fn write_draft(
        &self,
        disk: &dyn Disk,
        report: &Report,
        (force, language): (bool, Language),
    ) -> Result<(), CliError> {
        match self {
            Destination::StandardOutput => {
                let bytes = storage::write(report).map_err(|error| CliError::Output(error.into()))?;
                terminal::file(&bytes)
            }
            Destination::File(path) => {
                let former = FormerFile::keep(disk, path, force)?;
                draft_files::create(disk, path, report, force)?;
                former.tell(language, path);
                Ok(())
            }
        }
    }
}

impl FormerFile {
    /// Looks at what is at `path`, which a draft is about to replace, by force or not at all. It is kept as a former version,
    /// as the window does it; where it cannot be kept, the command is carried out all the same.
    pub fn keep(disk: &dyn Disk, path: &Path, force: bool) -> Result<FormerFile, StoreError> {
        let replace = if force { Replace::Anything } else { Replace::Nothing };
        let former = keeping(|keeping| keeping.keep(disk, path, &[], replace))?;
        Ok(FormerFile { other_names: other_names(disk, path), former })
    }

    /// Says, now that `path` is written, what nobody would expect of it.
    pub fn tell(self, language: Language, path: &Path) {
        tell_former(language, path, &self.former);
        if self.other_names > 0 {
            let words = [("path", &path.display() as &dyn std::fmt::Display), ("count", &self.other_names)];
            terminal::remark(&(language.say("draft.other_names", &words) + "\n"));
        }
    }
}

/// Says what became of the file that was at `path`.
pub(super) fn tell_former(language: Language, path: &Path, former: &FormerOutput) {
    if let Some(sentence) = messages::former_output(language, path, former) {
        terminal::remark(&(sentence + "\n"));
    }
}

/// Does `work` with the place where this user keeps what outputs take the place of.
pub(super) fn keeping<T>(work: impl FnOnce(Keeping<'_>) -> T) -> T {
    let versions = session::versions_folder();
    work(Keeping { versions: versions.as_deref(), now: now(), must_keep: false })
}

/// How many names the file at `path` has besides this one.
pub(super) fn other_names(disk: &dyn Disk, path: &Path) -> u64 {
    disk.name_count(path).unwrap_or(1).saturating_sub(1)
}

impl ImportSource {
    pub fn parser() -> impl TypedValueParser<Value = ImportSource> {
        let of = |path: PathBuf| {
            if path == OsStr::new(STANDARD) { ImportSource::StandardInput } else { ImportSource::File(path) }
        };
        PathBufValueParser::new().map(of)
    }
}

/// Changes the draft at `path` while nobody else has it open, and keeps what it was among the former versions. Nothing is
/// written where `change` refuses.
pub(super) fn change_draft(
    disk: &dyn Disk,
    path: &Path,
    language: Language,
    change: impl FnOnce(&mut Report) -> Result<(), CliError>,
) -> Result<Report, CliError> {
    let mut former = None;
    let report = draft_files::change(disk, path, |report| {
        change(report)?;
        former = Some(FormerFile::keep(disk, path, true)?);
        Ok::<(), CliError>(())
    })?;
    former.into_iter().for_each(|former| former.tell(language, path));
    Ok(report)
}

/// The time of the computer's clock.
pub(super) fn now() -> FileTime {
    FileTime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
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
