//! The former versions of a draft with what tells them apart: their size, what they hold, and where the next
//! version differs. Restores nothing.

use std::path::{Path, PathBuf};

use super::DataFolders;
use crate::form::Form;
use crate::report::{Difference, Report, ReportDigest, ReportText, differences_with_review};
use crate::richtext::RichText;
use crate::storage::{self, Disk, FileTime, StoreError};

/// A former version of a draft.
#[derive(Clone, Debug)]
pub struct FormerVersion {
    /// Its file.
    pub path: PathBuf,
    /// When the draft was saved over it, by the clock of that time.
    pub taken: FileTime,
    /// How many bytes it has.
    pub bytes: u64,
    /// What it holds, or why it cannot be read.
    pub contents: Result<VersionContents, StoreError>,
}

/// What a former version holds.
#[derive(Clone, Debug)]
pub struct VersionContents {
    /// Its form.
    pub form: &'static Form,
    /// The characters of its texts.
    pub characters: usize,
    /// How many numbers are entered.
    pub cells: usize,
    /// Where the next version differs; of the newest one, the draft as it is on the disk. `None` where that
    /// cannot be read.
    pub differences: Option<Vec<Difference>>,
}

/// The former versions of `draft`, the newest first.
///
/// # Errors
/// Their folder cannot be listed.
pub fn former_versions(disk: &dyn Disk, folders: &DataFolders, draft: &Path) -> Result<Vec<FormerVersion>, StoreError> {
    let mut next = storage::load(disk, draft).ok();
    let versions = storage::backups(disk, &folders.backups, draft)?;
    let with_contents = versions.into_iter().map(|version| {
        let bytes = disk.length(&version.path).unwrap_or_default();
        // Without the pictures that lie beside it: they are not compared.
        let report = storage::read(disk, &version.path, storage::LIMIT)
            .and_then(|bytes| storage::parse_as(&version.path, &bytes));
        let contents = report.as_ref().map_err(Clone::clone).and_then(|report| contents(&version.path, report, &next));
        next = report.ok();
        FormerVersion { path: version.path, taken: version.taken, bytes, contents }
    });
    Ok(with_contents.collect())
}

/// The digests of the former versions of `draft`, as far as they can be read.
pub fn former_states(disk: &dyn Disk, folder: &Path, draft: &Path) -> Vec<ReportDigest> {
    let versions = storage::backups(disk, folder, draft).unwrap_or_default();
    versions
        .iter()
        .filter_map(|version| storage::load(disk, &version.path).ok())
        .map(|report| report.digest())
        .collect()
}

fn contents(path: &Path, report: &Report, next: &Option<Report>) -> Result<VersionContents, StoreError> {
    let form = Form::of(report.form)
        .map_err(|error| StoreError { path: path.to_owned(), cause: storage::StoreCause::System(error.to_string()) })?;
    let texts = ReportText::ALL.into_iter().filter_map(|part| report.part(part));
    Ok(VersionContents {
        form,
        characters: texts.map(RichText::count).sum(),
        cells: report.numbers.iter().count(),
        differences: next.as_ref().map(|next| differences_with_review(report, next)),
    })
}
