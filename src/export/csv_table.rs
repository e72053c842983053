//! The numbers of a report as a table for spreadsheets: one line for each number cell. RFC 4180,
//! in UTF-8 with a byte order mark, which Excel and WPS need to see that it is UTF-8.
//! Must not know the reader.

use crate::form::{Field, Form};
use crate::report::Report;

/// The first line.
pub(crate) const HEADS: [&str; 4] = ["table", "row", "column", "value"];

/// Every number, totals included, in the order of the form: `table,row,column,value`. Nested
/// heads are joined by `/`; a blank cell has an empty value.
pub fn write(form: &Form, report: &Report) -> Vec<u8> {
    let mut text = format!("\u{feff}{}\r\n", HEADS.join(","));
    for section in &form.sections {
        let Some(table) = form.table_of(section.id) else { continue };
        for field in &table.fields {
            let value = report.numbers.shown(form, field.key).map(|number| number.to_string()).unwrap_or_default();
            let line = [guarded(&section.title), guarded(&row(field)), guarded(&column(field)), value];
            text.push_str(&line.map(|cell| quoted(&cell)).join(","));
            text.push_str("\r\n");
        }
    }
    text.into_bytes()
}

pub(crate) fn row(field: &Field) -> String {
    field.row_heads.join("/")
}

pub(crate) fn column(field: &Field) -> String {
    field.column_heads.join("/")
}

/// A label that a spreadsheet would read as a formula, as plain text. Numbers are unchanged: -18 is
/// a number.
pub(crate) fn guarded(label: &str) -> String {
    if label.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{label}") } else { label.to_owned() }
}

pub(super) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
