//! Cells that a source identifies by their keys, as the pages and workbooks of this program do:
//! only the text in them has to be read, since it may have been edited.

use super::stated_cells::StatedCells;
use crate::form::{CellKey, Form};
use crate::import::remark::{RemarkKind, Remarks};
use crate::report::{NumberInput, Report};

/// The text that a source has for a cell.
pub(in crate::import) struct ExplicitCell {
    /// The cell.
    pub key: CellKey,
    /// The text in it; empty for a blank.
    pub text: String,
    /// Its line in the source.
    pub line: usize,
}

/// Enters the cells into the report, with remarks on everything that is not a plain number. A total
/// that differs from the computed one is kept as stated.
pub(in crate::import) fn enter(
    form: &Form,
    report: &mut Report,
    cells: impl IntoIterator<Item = ExplicitCell>,
    remarks: &mut Remarks,
) {
    let mut stated_cells = StatedCells::default();
    for ExplicitCell { key, text, line } in cells {
        let text = text.trim();
        let Some(field) = form.field(key) else {
            remarks.add(line, text, RemarkKind::NotUnderstood);
            continue;
        };
        match NumberInput::read(text, field.measure) {
            Ok(NumberInput { number: None, reading: None, .. }) => stated_cells.leave_blank(key, line),
            Ok(NumberInput { number, reading, .. }) => {
                stated_cells.enter_read(field, number, reading, (line, text), remarks);
            }
            Err(_) => stated_cells.enter_read(field, None, None, (line, text), remarks),
        }
    }
    let notes = std::mem::take(&mut report.notes);
    let labels = std::mem::take(&mut report.stated.labels);
    stated_cells.fill(form, report, remarks);
    report.notes = notes;
    report.stated.labels = labels;
}
