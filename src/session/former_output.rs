//! What becomes of the file that an output takes the place of. What somebody wrote into it by hand is nowhere else.
//!
//! # Why it is kept, and not refused
//!
//! Documents, workbooks and PDF files bear a seal, so that it is certain that another program saved one: they are left alone
//! until the user says otherwise. Texts, tables, web pages and JSON have no place for a seal that no reader sees and every
//! editor leaves: a sum in a text would be printed, and one in a page would vanish with the next tidy editor. Nor is it
//! enough that a report gives these bytes: a number that somebody corrected in a table gives a table that another report
//! would have. So the program remembers what it wrote where. What it does not remember, somebody may have edited, or
//! another computer or an earlier version wrote it. To refuse would stop all of these; so the output goes where it was
//! asked to go, and what was there lies among the former versions, which is told. Where it can lie nowhere, the output is
//! refused. What is replaced by force is kept as well, whatever its kind.

use std::path::{Path, PathBuf};

use super::earlier_output::is_changed_pdf;
use super::hand_in;
use super::output_file::{MOST_BYTES, Replace};
use crate::import::{output_kind, own_file};
use crate::storage::{self, Disk, FileTime, PathKind, StoreCause, StoreError};

/// Where what outputs take the place of is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping<'a> {
    /// The folder of former versions; `None` where the user has none.
    pub versions: Option<&'a Path>,
    /// The time.
    pub now: FileTime,
    /// Whether what cannot be kept is not replaced by force either: somebody is there who can be asked again.
    pub must_keep: bool,
}

/// What became of the file that an output takes the place of.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormerOutput {
    /// Where it lies now, if somebody may have edited it. A draft is among its own versions, which is not told.
    pub kept: Option<PathBuf>,
    /// Why it is nowhere: an error, or no folder for it.
    pub not_kept: Option<Option<StoreError>>,
}

impl Keeping<'_> {
    /// Keeps what is at `path`, which `bytes` are about to replace, unless it is as this program wrote it.
    ///
    /// # Errors
    /// It cannot be kept, and is not replaced by force; or it cannot be read.
    pub fn keep(
        &self,
        disk: &dyn Disk,
        path: &Path,
        bytes: &[u8],
        replace: Replace,
    ) -> Result<FormerOutput, StoreError> {
        if replace == Replace::Nothing || !matches!(storage::kind(disk, path)?, Some(PathKind::File)) {
            return Ok(FormerOutput::default());
        }
        let is_forced = replace == Replace::Anything;
        let not_kept = |error: Option<StoreError>| match (is_forced, error) {
            (true, Some(error)) if self.must_keep => Err(error),
            (true, error) => Ok(FormerOutput { not_kept: Some(error), ..FormerOutput::default() }),
            (false, _) => Err(StoreError { path: path.to_owned(), cause: StoreCause::Unkept }),
        };
        let there = match storage::read(disk, path, MOST_BYTES) {
            Ok(there) => there,
            // A package may be longer than all else.
            Err(_) if is_package(disk, path) => return Ok(FormerOutput::default()),
            Err(error) if is_forced || matches!(error.cause, StoreCause::TooLarge { .. }) => {
                return not_kept(Some(error));
            }
            Err(error) => return Err(error),
        };
        if is_forced && storage::holds_draft(&there) {
            let kept = self.versions.map(|versions| storage::back_up(disk, versions, path, self.now));
            return match kept {
                Some(Ok(())) => Ok(FormerOutput::default()),
                Some(Err(error)) => not_kept(Some(error)),
                None => not_kept(None),
            };
        }
        if there.is_empty() || there == bytes || self.is_as_written(disk, path, &there) {
            return Ok(FormerOutput::default());
        }
        match self.versions.map(|versions| storage::keep_output(disk, versions, path, &there, self.now)).transpose() {
            Ok(Some(kept)) => Ok(FormerOutput { kept: Some(kept), not_kept: None }),
            Ok(None) => not_kept(None),
            Err(error) => not_kept(Some(error)),
        }
    }

    /// Remembers that these bytes were written at these places.
    pub(super) fn remember<'a>(&self, disk: &dyn Disk, files: impl Iterator<Item = (&'a Path, &'a [u8])>) {
        let unsealed: Vec<(&Path, &[u8])> = files.filter(|(_, bytes)| !has_seal(bytes)).collect();
        if let (Some(versions), false) = (self.versions, unsealed.is_empty()) {
            storage::remember_outputs(disk, versions, &unsealed);
        }
    }

    /// Whether `bytes`, which are at `path`, are as this program wrote them.
    fn is_as_written(&self, disk: &dyn Disk, path: &Path, bytes: &[u8]) -> bool {
        if has_seal(bytes) && !own_file::is_saved_elsewhere(bytes) && !is_changed_pdf(bytes) {
            return output_kind::is_output(bytes);
        }
        self.versions.is_some_and(|versions| storage::is_remembered(disk, versions, path, bytes))
            || is_package(disk, path)
    }
}

/// Whether the kind of a file has a place in which this program seals it; a package has its list of sums instead.
fn has_seal(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") || (bytes.starts_with(b"PK") && output_kind::is_output(bytes))
}

/// Whether it is a package that is as its list says.
fn is_package(disk: &dyn Disk, path: &Path) -> bool {
    let is_archive = disk.read_part(path, 0, 2).is_ok_and(|head| head == b"PK");
    is_archive && hand_in::verify(disk, path).is_ok_and(|package| package.faults.is_empty())
}
