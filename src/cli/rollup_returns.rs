//! `rollup --returns`: for each unit a sheet that goes back to it, as document and PDF, and the record of what was
//! sent back, by which the next round tells what was corrected.

use std::path::Path;

use serde_json::{Value, json};

use super::cli_error::CliError;
use super::command_line::RollupArguments;
use super::destination::{keeping, replace, tell_former};
use crate::check::Finding;
use crate::messages::{self, Language, ReturnSheet};
use crate::rollup::Rollup;
use crate::session::rollup::{self, ReturnError, ReturnSummary, RoundProgress};
use crate::session::{FormSource, FormerOutput, WorkProgress};
use crate::storage::Disk;

/// Writes the sheets of every report of the year into `folder`.
pub(super) fn write(
    disk: &dyn Disk,
    arguments: &RollupArguments,
    language: Language,
    of: (&FormSource, &Rollup, &[Vec<Finding>]),
    (folder, progress): (&Path, &WorkProgress),
) -> Result<ReturnSummary, CliError> {
    let sender = of.1.options.unit.as_deref();
    let make: rollup::MakeSheet<'_> = &|form, member, findings, record| {
        messages::return_sheet(language, form, &ReturnSheet { member, findings, record, sender })
    };
    let told = |path: &Path, former: FormerOutput| tell_former(language, path, &former);
    let written = keeping(|keeping| {
        let how = (replace(arguments.force), keeping, &told as rollup::AfterFile<'_>);
        rollup::write_returns(disk, folder, of, make, how, progress)
    });
    let written = written.map_err(|error| match error {
        ReturnError::Store(error) => error.into(),
        ReturnError::Form(error) => error.into(),
        ReturnError::BrokenRecord(path) => CliError::BrokenRecord { path },
        ReturnError::Export { path, error } => CliError::Export { path, error },
    })?;
    written.ok_or(CliError::Interrupted)
}

/// For programs.
pub(super) fn value(summary: &ReturnSummary) -> Value {
    let progress = |(unit, one): &(String, RoundProgress)| json!({ "unit": unit, "corrected": one.corrected.len(), "left": one.left });
    json!({
        "units": summary.units,
        "items": summary.items,
        "repeated": summary.is_repeated,
        "former": summary.former,
        "before": summary.progress.iter().map(progress).collect::<Vec<_>>(),
    })
}
