//! The numbers of many reports in long form, a line for each number of each unit, for databases: RFC 4180 in
//! UTF-8 with a byte order mark, the names of rows and columns as in the form's data file, which no edition of the
//! words changes. Must not know the reader.

use super::csv_table::{guarded, quoted};
use crate::form::Form;
use crate::rollup::Rollup;

/// The first line.
pub(crate) const LONG_HEADS: [&str; 6] = ["unit", "year", "table", "row", "column", "value"];

/// Every number of every unit that is counted, totals included; a blank cell has an empty value. The sum itself
/// is not among them: whoever adds up the lines would count it twice.
pub fn write(form: &Form, rollup: &Rollup) -> Vec<u8> {
    let mut text = format!("\u{feff}{}\r\n", LONG_HEADS.join(","));
    for member in rollup.counted() {
        let begin = format!("{},{}", quoted(&guarded(&member.unit)), member.year);
        for table in &form.tables {
            for field in &table.fields {
                let value = rollup.part(form, member, field).map(|number| number.to_string()).unwrap_or_default();
                text += &format!("{begin},{},{},{},{value}\r\n", table.name, field.key.row, field.key.column);
            }
        }
    }
    text.into_bytes()
}
