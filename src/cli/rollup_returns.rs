//! `rollup --returns`: for each unit a sheet that goes back to it, as document and PDF, and the record of what was
//! sent back, by which the next round tells what was corrected.

use std::path::Path;

use serde_json::{Value, json};

use super::cli_error::CliError;
use super::command_line::RollupArguments;
use super::destination::{keep_replaced, replace};
use crate::check::Finding;
use crate::messages::{self, Language, ReturnSheet};
use crate::report::Report;
use crate::rollup::{MemberStanding, Rollup};
use crate::session::rollup::{ReturnRecord, RoundProgress};
use crate::session::{self, ExportError, FormSource, PrintedSheet, output_file};
use crate::storage::{self, Disk, PathKind};

/// The file of the record.
const RECORD: &str = "退回记录.json";
/// What the sheets' names begin with.
const SHEET: &str = "退回单-";
/// The most bytes of a record.
const MOST_BYTES: u64 = 64 << 20;

/// What was sent back.
#[derive(Debug, Default)]
pub(super) struct ReturnSummary {
    /// How many units got a sheet with something to correct.
    pub units: usize,
    /// How many things they have to correct.
    pub items: usize,
    /// What became of what was sent back before, by unit.
    pub progress: Vec<(String, RoundProgress)>,
}

impl ReturnSummary {
    /// In one line.
    pub fn line(&self, language: Language) -> String {
        let sent = language.say("rollup.returned", &[("units", &self.units), ("items", &self.items)]);
        if self.progress.is_empty() {
            return sent;
        }
        let corrected: usize = self.progress.iter().map(|(_, one)| one.corrected.len()).sum();
        let left: usize = self.progress.iter().map(|(_, one)| one.left).sum();
        sent + &language.say("rollup.returned_before", &[("corrected", &corrected), ("left", &left)])
    }

    /// For programs.
    pub fn value(&self) -> Value {
        let progress = |(unit, one): &(String, RoundProgress)| json!({ "unit": unit, "corrected": one.corrected.len(), "left": one.left });
        json!({
            "units": self.units,
            "items": self.items,
            "before": self.progress.iter().map(progress).collect::<Vec<_>>(),
        })
    }
}

/// Writes the sheets of every report of the year into `folder`.
pub(super) fn write(
    disk: &dyn Disk,
    arguments: &RollupArguments,
    language: Language,
    (forms, rollup, findings): (&FormSource, &Rollup, &[Vec<Finding>]),
    folder: &Path,
) -> Result<ReturnSummary, CliError> {
    let record = record(disk, folder)?;
    let mut next = ReturnRecord { rounds: record.rounds + 1, units: record.units.clone() };
    let mut summary = ReturnSummary::default();
    storage::make_folder(disk, folder)?;
    for ((_, member, standing), findings) in rollup.numbered().zip(findings) {
        let is_asked =
            matches!(standing, MemberStanding::Counted | MemberStanding::Faulty | MemberStanding::OutOfScope);
        if !is_asked {
            continue;
        }
        let form = forms.of(member.edition)?;
        let of = ReturnSheet { member, findings, record: &record, sender: rollup.options.unit.as_deref() };
        let Some((sheet, items, progress)) = messages::return_sheet(language, form, &of) else { continue };
        let stem = session::safe_stem(&format!("{SHEET}{}", member.unit));
        let about = Report::new(member.unit.clone(), member.kind, member.year);
        for extension in ["docx", "pdf"] {
            let path = folder.join(format!("{stem}.{extension}"));
            let bytes = bytes(&sheet, form, &about, extension)
                .map_err(|error| CliError::Export { path: path.clone(), error })?;
            output(disk, arguments, &path, &bytes)?;
        }
        summary.units += usize::from(!items.is_empty());
        summary.items += items.len();
        summary.progress.extend(progress.map(|progress| (member.unit.clone(), progress)));
        next.units.insert(member.unit.clone(), items);
    }
    let path = folder.join(RECORD);
    let bytes = next.write().map_err(|error| CliError::Export { path: path.clone(), error: error.into() })?;
    output(disk, arguments, &path, &bytes)?;
    Ok(summary)
}

fn bytes(
    sheet: &PrintedSheet,
    form: &crate::form::Form,
    about: &Report,
    extension: &str,
) -> Result<Vec<u8>, ExportError> {
    if extension == "docx" { sheet.docx(form, about) } else { sheet.pdf(form, about) }
}

fn output(disk: &dyn Disk, arguments: &RollupArguments, path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    keep_replaced(disk, path, arguments.force)?;
    Ok(output_file::write_output(disk, path, bytes, &[], replace(arguments.force))?)
}

/// The record of the last round; a new one where there is none.
fn record(disk: &dyn Disk, folder: &Path) -> Result<ReturnRecord, CliError> {
    let path = folder.join(RECORD);
    match storage::kind(disk, &path)? {
        Some(PathKind::File | PathKind::ReadOnlyFile) => {
            // What was sent back is not to be forgotten because the file was damaged.
            ReturnRecord::parse(&storage::read(disk, &path, MOST_BYTES)?).ok_or(CliError::BrokenRecord { path })
        }
        _ => Ok(ReturnRecord::default()),
    }
}
