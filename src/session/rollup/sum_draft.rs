//! What a sum becomes: the draft of the government's report with its tables filled, the parts kept in it and the
//! texts of a former report carried forward; a workbook; rows for a database. Must not know files.

#[cfg(feature = "parquet")]
use crate::export::rollup_parquet;
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

/// A kind of file with a row for each number of each unit, for databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsFormat {
    /// Text that everything reads.
    Csv,
    /// Columns of values with types, a thirtieth of its size; not in every build ([`RowsFormat::is_built`]).
    Parquet,
}

impl RowsFormat {
    /// The kind that an extension names.
    pub fn named(extension: &str) -> Option<RowsFormat> {
        match extension.to_lowercase().as_str() {
            "csv" => Some(RowsFormat::Csv),
            "parquet" => Some(RowsFormat::Parquet),
            _ => None,
        }
    }

    /// Whether this program was built with what writes it.
    pub const fn is_built(self) -> bool {
        match self {
            RowsFormat::Csv => true,
            RowsFormat::Parquet => cfg!(feature = "parquet"),
        }
    }
}

/// Every number of every unit that is counted, a row for each.
///
/// # Errors
/// The kind is not in this build, or a number has more digits than it holds.
pub fn sum_rows(rollup: &Rollup, form: &Form, kind: RowsFormat) -> Result<Vec<u8>, ExportError> {
    match kind {
        RowsFormat::Csv => Ok(rollup_csv::write(form, rollup)),
        #[cfg(feature = "parquet")]
        RowsFormat::Parquet => Ok(rollup_parquet::write(form, rollup)?),
        #[cfg(not(feature = "parquet"))]
        RowsFormat::Parquet => Err(ExportError::NoParquet),
    }
}
