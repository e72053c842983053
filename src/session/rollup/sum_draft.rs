//! What a sum becomes: the draft of the government's report with its tables filled, the parts kept in it and the
//! texts of a former report carried forward; a workbook; lines for a database. Must not know files.

use crate::export::{rollup_csv, rollup_workbook};
use crate::form::{Form, UnitKind};
use crate::report::Report;
use crate::rollup::{Rollup, SumRecord, government_kind};
use crate::session::ExportError;

/// The sum as a report. Texts are carried forward from the `former` report of
/// the same unit where there is one; its years stand as they were, and the check points to them. `folder` is the way
/// from the draft to the reports ([`super::folder_from`]).
///
/// # Errors
/// For values that JSON cannot hold, which a sum has none of.
pub fn sum_draft(
    rollup: &Rollup,
    form: &Form,
    former: Option<&Report>,
    folder: Option<String>,
) -> Result<Report, serde_json::Error> {
    let unit = rollup.options.unit.as_deref().or(former.map(|former| former.unit.name.as_str())).unwrap_or_default();
    let (kind, is_open) = government_kind(unit);
    let mut report = Report::new(unit, kind, rollup.year);
    report.unit.kind_unconfirmed = is_open;
    report.form = form.edition;
    report.numbers = rollup.numbers(form);
    if let Some(former) = former {
        if matches!(former.unit.kind, UnitKind::County | UnitKind::City | UnitKind::Province) {
            report.unit.kind = former.unit.kind;
            report.unit.kind_unconfirmed = former.unit.kind_unconfirmed;
        }
        report.preface = former.preface.clone();
        report.sections = former.sections.clone();
        report.pictures = former.pictures.clone();
        report.rule_packs = former.rule_packs.clone();
    }
    SumRecord::new(rollup, form, folder).keep_in(&mut report)?;
    Ok(report)
}

/// The units' tables as a workbook with live sums. `files` are the rows of its sheet of files, heads first.
///
/// # Errors
/// The workbook cannot be written.
pub fn sum_workbook(rollup: &Rollup, form: &Form, title: &str, files: &[Vec<String>]) -> Result<Vec<u8>, ExportError> {
    Ok(rollup_workbook::write(form, rollup, title, files)?)
}

/// Every number of every unit that is counted, a line for each.
pub fn sum_csv(rollup: &Rollup, form: &Form) -> Vec<u8> {
    rollup_csv::write(form, rollup)
}
