//! Brings the tracked changes of a document into the report that was read from it. Must not know the document.

use super::Imported;
use super::form_tables::{FormTables, GridPlace};
use super::remark::{Remark, RemarkKind};
use crate::form::Form;
use crate::limits::Limit;
use crate::report::{FormerValue, NumberInput, Place, Report, ReportText, RevisedItem, RevisedText, Revisions};

/// The most characters of paragraphs in which something is tracked. Of a document with more, which is longer than reports
/// are, no changes are kept; that is told.
pub(super) const MOST_REVISED: usize = 400_000;

/// The most pieces of text to which different things were done, each of which is a kilobyte of the draft. The same holds of
/// a document with more.
pub(super) const REVISED_PIECES: usize = 6_000;

/// A paragraph of a document with its tracked changes.
#[derive(Debug)]
pub(super) struct RevisedParagraph {
    /// Its words with what was done to them.
    pub text: RevisedText,
    /// The table, the row and the column of the grid, each from 0, where it stands in a table.
    pub cell: Option<GridPlace>,
}

/// The paragraphs of a document with what was tracked in them.
#[derive(Debug, Default)]
pub(super) struct RevisedDocument {
    /// In order.
    pub paragraphs: Vec<RevisedParagraph>,
    /// How many cells of tables were put in, taken out or merged otherwise than in rows.
    pub rows: usize,
    /// Whether anything was.
    pub is_tracked: bool,
    /// Whether that is more than is kept: then there are no paragraphs.
    pub is_beyond: bool,
}

/// Keeps what was tracked; what has no place in the report is told. Nothing is kept where the report would be too large by
/// it.
pub(super) fn keep(form: &Form, imported: &mut Imported, document: RevisedDocument, tables: &FormTables) {
    let RevisedDocument { paragraphs, rows, is_tracked, is_beyond } = document;
    if !is_tracked {
        return;
    }
    if is_beyond {
        return tell(imported);
    }
    let mut texts: Vec<RevisedText> = Vec::new();
    let mut lost = rows;
    for paragraph in paragraphs {
        let cell = paragraph.cell.and_then(|at| tables.cell(form, at));
        // A table that only stands where the form has one is the form's where the same number stands in it.
        let is_meant = |place: &Place| tables.is_known() || shows(form, &imported.report, *place, &paragraph.text);
        match (cell.filter(is_meant), paragraph.text) {
            (Some(place), RevisedText::Changed(items)) => {
                lost += usize::from(!keep_cell(form, &mut imported.report, place, &items));
            }
            (Some(_), RevisedText::Plain(_)) => {}
            // What stands in other tables may have become text.
            (None, text) => texts.push(text),
        }
    }
    let titles = form.sections.iter().map(|section| (ReportText::Section(section.id), section.title.as_str()));
    let titles: Vec<(ReportText, &str)> = titles.collect();
    lost += imported.report.take_revisions(texts, &titles);
    let report = &mut imported.report;
    let size = report.size();
    let fits = Limit::check_report(size.characters, size.paragraphs, size.runs).and(Limit::Values.check(size.values));
    if fits.is_err() {
        report.revisions = Revisions::default();
        tell(imported);
    } else if lost > 0 {
        tell(imported);
    } else {
        imported.remarks.retain(|remark| !matches!(remark.kind, RemarkKind::TrackedChanges { .. }));
    }
}

/// Changes of looks alone are told where they are not kept, as words that were put in and taken out are.
fn tell(imported: &mut Imported) {
    if !imported.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::TrackedChanges { .. })) {
        imported.remarks.push(Remark::new(0, "".into(), RemarkKind::TrackedChanges { inserted: 0, deleted: 0 }));
    }
}

/// Whether a cell has the number of a paragraph.
fn shows(form: &Form, report: &Report, place: Place, text: &RevisedText) -> bool {
    let now: String = match text {
        RevisedText::Plain(text) => text.clone(),
        RevisedText::Changed(items) => {
            items.iter().filter(|item| item.deleted().is_none()).filter_map(|item| item.character).collect()
        }
    };
    !now.trim().is_empty() && report.content(form, place).trim() == now.trim()
}

/// The number that stood in a cell before it was changed; whether it is one.
fn keep_cell(form: &Form, report: &mut Report, place: Place, items: &[RevisedItem]) -> bool {
    let Place::Cell(key) = place else { return false };
    let text = |is_in: fn(&RevisedItem) -> bool| -> String {
        items.iter().filter(|item| is_in(item)).filter_map(|item| item.character).collect()
    };
    let now = text(|item| item.deleted().is_none());
    let Some(field) = form.field(key).filter(|_| report.content(form, place).trim() == now.trim()) else {
        return false;
    };
    if field.total {
        // It follows its parts, whoever changed them.
        return true;
    }
    let former = text(|item| item.inserted().is_none());
    let changed = items.iter().find_map(|item| item.inserted().or(item.deleted()));
    match (NumberInput::read(&former, field.measure), changed) {
        (Ok(input), Some(reviser)) => {
            report.take_value_revision(reviser, FormerValue::Number(key, input.number));
            true
        }
        (_, None) => true,
        (Err(_), _) => false,
    }
}
