//! Cells that a source names itself, as our own pages and workbooks do: nothing needs to be
//! recognised, but what stands in them may have been edited.

use super::stated_cells::StatedCells;
use crate::form::{CellKey, Form};
use crate::import::remark::{RemarkKind, Remarks};
use crate::report::{NumberInput, Report};

/// What a source states for a cell.
pub(in crate::import) struct ExplicitCell {
    /// The cell.
    pub key: CellKey,
    /// The text in it; empty for a blank.
    pub text: String,
    /// Where it stands in the source.
    pub line: usize,
}

/// Enters what is stated into the report, with remarks on all that is no plain number. A total
/// that is not what its parts give is kept as stated.
pub(in crate::import) fn enter(
    form: &Form,
    report: &mut Report,
    cells: impl IntoIterator<Item = ExplicitCell>,
    remarks: &mut Remarks,
) {
    let mut sheet = StatedCells::default();
    for ExplicitCell { key, text, line } in cells {
        let text = text.trim();
        let Some(field) = form.field(key) else {
            remarks.add(line, text, RemarkKind::NotUnderstood);
            continue;
        };
        match NumberInput::read(text, field.measure) {
            Ok(NumberInput { number: Some(number), cleaned }) => {
                sheet.enter(field, &number.to_string(), line);
                let words: String = text.chars().filter(|one| one.is_alphabetic()).collect();
                if cleaned && !words.is_empty() {
                    sheet.drop_unit(field, &words, line, text.to_owned(), remarks);
                }
            }
            Ok(NumberInput { number: None, .. }) => sheet.leave_blank(key, line),
            Err(_) => {
                sheet.leave_blank(key, line);
                remarks.add(line, text, RemarkKind::NotANumber { cell: key });
            }
        }
    }
    let notes = std::mem::take(&mut report.notes);
    let labels = std::mem::take(&mut report.stated.labels);
    sheet.fill(form, report, remarks);
    report.notes = notes;
    report.stated.labels = labels;
}
