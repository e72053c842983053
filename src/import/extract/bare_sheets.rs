//! What is peculiar to spreadsheets: blocks of cells that are wider than their tables, and numbers
//! without a text around them.

use super::section_finder;
use crate::form::{Edition, Form, SectionId};
use crate::import::remark::{MissingPart, Remark, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::import::{Imported, ReadError};

/// The rows of a sheet, each only as wide as the table in which it stands: what is blank beside a
/// whole table is no blank cell of it.
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

/// Says of a source that it names neither unit nor year.
pub(in crate::import) fn no_head(remarks: &mut Remarks) {
    for what in [MissingPart::Unit, MissingPart::Year] {
        remarks.add(0, "", RemarkKind::Missing { what });
    }
}

/// What a spreadsheet says: where it has no section of prose it never meant to be the whole
/// report, and the titles that it lacks are not missing. Words around its tables are told.
pub(in crate::import) fn numbers_only(mut reading: Imported) -> Imported {
    let report = &mut reading.report;
    let spoken = [SectionId::Overview, SectionId::Problems, SectionId::Others];
    if spoken.iter().any(|id| report.prose(*id).is_some_and(|prose| !prose.is_blank())) {
        return reading;
    }
    let around = std::mem::take(&mut report.sections).into_values().chain([std::mem::take(&mut report.preface)]);
    for paragraph in around.flat_map(|prose| prose.paragraphs).filter(|paragraph| !paragraph.is_blank()) {
        let excerpt = paragraph.text();
        reading.remarks.push(Remark { line: 0, excerpt, kind: RemarkKind::NotUnderstood });
    }
    reading.report.stated.missing_titles.clear();
    reading.remarks.retain(|remark| {
        !matches!(remark.kind, RemarkKind::TitleMissing { .. } | RemarkKind::Missing { what: MissingPart::Title })
    });
    let only = Remark { line: 0, excerpt: String::new(), kind: RemarkKind::NumbersOnly };
    reading.remarks.insert(0, only);
    reading
}
