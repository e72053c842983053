//! What is specific to spreadsheets: rows that are wider than their tables, and numbers without
//! text around them.

use super::section_finder;
use crate::form::{Edition, Form, SectionId};
use crate::import::remark::{MissingPart, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::import::{Imported, ReadError};

/// The rows of a sheet, each cut to the width of its table: blank columns right of a table are not
/// blank cells of it.
///
/// # Errors
///
/// The source exceeds a limit, or a form cannot be read.
pub(in crate::import) fn cropped(mut blocks: Vec<SourceBlock>) -> Result<Vec<SourceBlock>, ReadError> {
    let newest = Form::of(Edition::Cn2021).map_err(Clone::clone)?;
    let mut starts = section_finder::beginnings(newest, &blocks);
    starts.push(blocks.len());
    let mut from = 0;
    for to in starts {
        let table = blocks.get_mut(from..to).unwrap_or_default();
        let filled = |block: &SourceBlock| match &block.content {
            BlockContent::Row(cells) => {
                cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
            }
            BlockContent::Text(_) => 0,
        };
        let width = table.iter().map(filled).max().unwrap_or(0);
        for block in table {
            if let BlockContent::Row(cells) = &mut block.content {
                cells.truncate(width);
            }
        }
        from = to;
    }
    Ok(blocks)
}

/// Adds the remarks that a source names neither unit nor year.
pub(in crate::import) fn no_head(remarks: &mut Remarks) {
    for what in [MissingPart::Unit, MissingPart::Year] {
        remarks.add(0, "", RemarkKind::Missing { what });
    }
}

/// For a spreadsheet without prose: it is not a whole report, so missing titles are not reported.
/// Text around its tables is listed.
pub(in crate::import) fn numbers_only(mut reading: Imported) -> Imported {
    let report = &mut reading.report;
    let spoken = [SectionId::Overview, SectionId::Problems, SectionId::Others];
    if spoken.iter().any(|id| report.prose(*id).is_some_and(|prose| !prose.is_blank())) {
        return reading;
    }
    let around = std::mem::take(&mut report.sections).into_values().chain([std::mem::take(&mut report.preface)]);
    reading.remarks.retain(|remark| {
        !matches!(remark.kind, RemarkKind::TitleMissing { .. } | RemarkKind::Missing { what: MissingPart::Title })
    });
    let mut remarks = Remarks::default();
    remarks.add(0, "", RemarkKind::NumbersOnly);
    remarks.extend(reading.remarks);
    for paragraph in around.flat_map(|prose| prose.paragraphs).filter(|paragraph| !paragraph.is_blank()) {
        remarks.add(0, paragraph.text(), RemarkKind::NotUnderstood);
    }
    reading.report.stated.missing_titles.clear();
    reading.remarks = remarks.in_order();
    reading
}
