//! Brings the tracked changes of a document into the report that was read from it. Must not know the document.

use super::revision_reader::RevisedDocument;
use crate::form::Form;
use crate::import::Imported;
use crate::import::form_tables::FormTables;
use crate::import::remark::{Remark, RemarkKind};
use crate::limits::Limit;
use crate::report::{FormerValue, NumberInput, Place, Report, RevisedItem, RevisedText, Revisions};

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
        match (paragraph.cell.and_then(|at| tables.cell(form, at)), paragraph.text) {
            (Some(place), RevisedText::Changed(items)) => {
                lost += usize::from(!keep_cell(form, &mut imported.report, place, &items));
            }
            (Some(_), RevisedText::Plain(_)) => {}
            // What stands in other tables may have become text.
            (None, text) => texts.push(text),
        }
    }
    lost += imported.report.take_revisions(texts);
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
