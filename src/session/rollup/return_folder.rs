//! Writes the sheets that go back to units into a folder, each as document and PDF, with the record of what was sent
//! back. Must not know a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{ReturnRecord, ReturnedItem, RoundProgress};
use crate::check::Finding;
use crate::content_hash::Sha256Hash;
use crate::form::Form;
use crate::report::Report;
use crate::rollup::{MemberStanding, Rollup, RollupMember};
use crate::session::file_name::free_name;
use crate::session::form_choice::{FormSource, FormSourceError};
use crate::session::output_file::{self, Replace};
use crate::session::printed_sheet::PrintedSheet;
use crate::session::{ExportError, FormerOutput, Keeping, WorkProgress, safe_stem};
use crate::storage::{self, Disk, PathKind, StoreCause, StoreError};

/// The file of the record.
const RECORD: &str = "退回记录.json";
/// What the sheets' names begin with.
const SHEET: &str = "退回单-";
/// What each sheet is written as.
const EXTENSIONS: [&str; 2] = ["docx", "pdf"];
/// The most bytes of a record or a sheet.
const MOST_BYTES: u64 = 64 << 20;

/// What was sent back.
#[derive(Debug, Default)]
pub struct ReturnSummary {
    /// How many units got a sheet with something to correct.
    pub units: usize,
    /// How many things they have to correct.
    pub items: usize,
    /// What became of what was sent back before, by unit.
    pub progress: Vec<(String, RoundProgress)>,
    /// Whether every report is as it was in the last round, which therefore is still the last: nothing was written.
    pub is_repeated: bool,
    /// The units whose sheets in the folder are of a former round: no report of theirs could be read in this one.
    pub former: Vec<String>,
}

/// The sheet of a unit, what it asks for, and what became of the last one.
pub type MadeSheet = (PrintedSheet, Vec<ReturnedItem>, Option<RoundProgress>);

/// Makes the sheet of a report from its findings; `None` where there is nothing to say.
pub type MakeSheet<'a> = &'a dyn Fn(&Form, &RollupMember, &[Finding], &ReturnRecord) -> Option<MadeSheet>;

/// A sheet that is to be written, with its form, its report and the name of its files.
type ReadySheet<'a> = (&'a Form, &'a RollupMember, MadeSheet, String);

/// Called after a file is written, with what became of the one that was there.
pub type AfterFile<'a> = &'a dyn Fn(&Path, FormerOutput);

/// A folder of sheets that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// The disk refused it, or what is there is not to be replaced.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no form of a report's edition.
    #[error(transparent)]
    Form(#[from] FormSourceError),
    /// The record of the last round is damaged.
    #[error("{}: the record is damaged", .0.display())]
    BrokenRecord(PathBuf),
    /// A sheet cannot be made.
    #[error("{}: {error}", path.display())]
    Export {
        /// Its file.
        path: PathBuf,
        /// Why.
        error: ExportError,
    },
}

impl ReturnSummary {
    /// How much of what was sent back before was corrected, and how much was not.
    pub fn before(&self) -> (usize, usize) {
        let corrected = self.progress.iter().map(|(_, one)| one.corrected.len()).sum();
        (corrected, self.progress.iter().map(|(_, one)| one.left).sum())
    }
}

/// Writes the sheets of every report of the year into `folder`, the record last: a round that was stopped before is
/// none. Their names are the program's choice, so that only sheets of the last round are replaced unless `replace` is
/// for anything. `told` is called after each file; `None` once `progress` is cancelled.
///
/// # Errors
/// Something else is where a sheet goes, and nothing is written; or a sheet or the record cannot be made or written,
/// and the sheets before it are there.
pub fn write_returns(
    disk: &dyn Disk,
    folder: &Path,
    (forms, rollup, findings): (&FormSource, &Rollup, &[Vec<Finding>]),
    make: MakeSheet<'_>,
    (replace, keeping, told): (Replace, Keeping<'_>, AfterFile<'_>),
    progress: &WorkProgress,
) -> Result<Option<ReturnSummary>, ReturnError> {
    let record = record(disk, folder)?.named_as_in(rollup);
    let (mut ready, mut taken) = (Vec::new(), BTreeSet::new());
    for ((_, member, standing), findings) in rollup.numbered().zip(findings) {
        if progress.is_cancelled() {
            return Ok(None);
        }
        if !matches!(standing, MemberStanding::Counted | MemberStanding::Faulty | MemberStanding::OutOfScope) {
            continue;
        }
        let form = forms.of(member.edition)?;
        let Some(made) = make(form, member, findings, &record) else { continue };
        // Names of different units may be one as names of files.
        let stem = free_name(&safe_stem(&format!("{SHEET}{}", member.unit)), "", &mut taken);
        if replace == Replace::Outputs {
            EXTENSIONS.iter().try_for_each(|end| is_ours(disk, folder, &format!("{stem}.{end}"), &record))?;
        }
        ready.push((form, member, made, stem));
    }
    let sender = rollup.options.unit.as_deref().unwrap_or_default();
    let reports: BTreeMap<String, String> = ready
        .iter()
        .filter_map(|(_, member, ..)| Some((member.unit.clone(), format!("{} {sender}", member.digest.as_ref()?))))
        .collect();
    let mut summary = ReturnSummary { former: former(disk, folder, &record, &ready), ..ReturnSummary::default() };
    let is_kept = |(_, member, (_, items, _), stem): &ReadySheet<'_>| {
        let is_there = |end: &str| {
            let name = format!("{stem}.{end}");
            record.files.contains_key(&name) && is_ours(disk, folder, &name, &record).is_ok() && {
                matches!(storage::kind(disk, &folder.join(name)), Ok(Some(PathKind::File | PathKind::ReadOnlyFile)))
            }
        };
        record.units.get(&member.unit) == Some(items) && EXTENSIONS.into_iter().all(is_there)
    };
    if record.rounds > 0 && reports.len() == ready.len() && reports == record.reports && ready.iter().all(is_kept) {
        summary.is_repeated = true;
        for (_, _, (_, items, _), _) in &ready {
            summary.units += usize::from(!items.is_empty());
            summary.items += items.len();
        }
        return Ok(Some(summary));
    }
    let mut next = ReturnRecord { rounds: record.rounds + 1, reports, ..record.clone() };
    let output = |path: &Path, bytes: &[u8]| -> Result<(), StoreError> {
        told(path, output_file::write_output(disk, path, bytes, &[], (replace, keeping))?);
        Ok(())
    };
    let write_record = |record: &ReturnRecord| -> Result<(), ReturnError> {
        let path = folder.join(RECORD);
        let bytes = record.write().map_err(|error| ReturnError::Export { path: path.clone(), error: error.into() })?;
        Ok(output_file::write_record(disk, &path, &bytes, replace)?)
    };
    storage::in_folder(disk, folder, || {
        progress.expect(ready.len());
        for (form, member, (sheet, items, round), stem) in ready {
            if progress.is_cancelled() {
                // The round is none, but its sheets are known the next time.
                write_record(&ReturnRecord { files: next.files, ..record })?;
                return Ok(None);
            }
            progress.step();
            let about = Report::new(member.unit.clone(), member.kind, member.year);
            let files = &mut next.files;
            let mut write = |extension: &str| -> Result<(), ReturnError> {
                let name = format!("{stem}.{extension}");
                let path = folder.join(&name);
                let bytes = if extension == "docx" { sheet.docx(form, &about) } else { sheet.pdf(form, &about) };
                let bytes = bytes.map_err(|error| ReturnError::Export { path: path.clone(), error })?;
                output(&path, &bytes)?;
                files.insert(name, Sha256Hash::of(&bytes).to_string());
                Ok(())
            };
            if let Err(error) = EXTENSIONS.into_iter().try_for_each(&mut write) {
                // So are those of a round that failed, as far as the record can be written then.
                let _ = write_record(&ReturnRecord { files: next.files, ..record });
                return Err(error);
            }
            summary.units += usize::from(!items.is_empty());
            summary.items += items.len();
            summary.progress.extend(round.map(|round| (member.unit.clone(), round)));
            next.units.insert(member.unit.clone(), items);
        }
        write_record(&next)?;
        Ok(Some(summary))
    })
}

/// The units to which something was sent back before whose sheets are still there and are not written anew.
fn former(disk: &dyn Disk, folder: &Path, record: &ReturnRecord, ready: &[ReadySheet<'_>]) -> Vec<String> {
    let is_asked = |unit: &str| ready.iter().any(|(_, member, ..)| member.unit == unit);
    let is_there = |unit: &str| {
        let stem = safe_stem(&format!("{SHEET}{unit}"));
        let is_file = |name: String| matches!(storage::kind(disk, &folder.join(name)), Ok(Some(PathKind::File)));
        EXTENSIONS.iter().any(|end| is_file(format!("{stem}.{end}")))
    };
    let sent = record.units.iter().filter(|(unit, items)| !items.is_empty() && !is_asked(unit));
    sent.map(|(unit, _)| unit.clone()).filter(|unit| is_there(unit)).collect()
}

/// Makes sure that at `name` nothing is but a sheet as the last round left it: somebody may have written into it.
fn is_ours(disk: &dyn Disk, folder: &Path, name: &str, record: &ReturnRecord) -> Result<(), StoreError> {
    let path = folder.join(name);
    let is_ours = match storage::kind(disk, &path)? {
        None | Some(PathKind::Folder | PathKind::Device) => true,
        Some(PathKind::BrokenLink) => false,
        Some(PathKind::File | PathKind::ReadOnlyFile) => record.files.get(name).is_some_and(|known| {
            let there = storage::read(disk, &path, MOST_BYTES).ok();
            there.is_some_and(|bytes| Sha256Hash::of(&bytes).to_string() == *known)
        }),
    };
    if is_ours { Ok(()) } else { Err(StoreError { path, cause: StoreCause::NotOurs }) }
}

/// The record of the last round; a new one where there is none.
fn record(disk: &dyn Disk, folder: &Path) -> Result<ReturnRecord, ReturnError> {
    let path = folder.join(RECORD);
    match storage::kind(disk, &path)? {
        Some(PathKind::File | PathKind::ReadOnlyFile) => {
            // What was sent back is not to be forgotten because the file was damaged.
            ReturnRecord::parse(&storage::read(disk, &path, MOST_BYTES)?).ok_or(ReturnError::BrokenRecord(path))
        }
        _ => Ok(ReturnRecord::default()),
    }
}
