//! A list, such as that of the units that have to report, as rows of cells: the sheets of a workbook, or the lines
//! of a text. Must not know what the list is of.

use super::{ReadError, csv_reader, text, xlsx};
use crate::limits::Limit;
use crate::ooxml::package::Package;

/// The rows of a list; those without any words are left out.
///
/// # Errors
///
/// The bytes are neither a workbook nor text, are damaged or exceed a limit.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    if bytes.len() > Limit::File.most() {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: Limit::File.most() });
    }
    let mut rows = if bytes.starts_with(b"PK\x03\x04") { of_workbook(bytes)? } else { of_text(bytes)? };
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

fn of_workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for sheet in xlsx::sheets(&mut Package::open(bytes)?)?.into_iter().filter(|sheet| !sheet.is_hidden) {
        let mut last = None;
        for ((row, column), cell) in sheet.cells {
            if last != Some(row) {
                rows.push(Vec::new());
                last = Some(row);
            }
            if let Some(cells) = rows.last_mut() {
                // A cell far to the right is no part of a list.
                if column < Limit::Depth.most() {
                    cells.resize(column.max(cells.len()), String::new());
                    cells.push(cell.text);
                }
            }
        }
    }
    Ok(rows)
}

fn of_text(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    Limit::Text.check(bytes.len())?;
    let decoded = text::decode(bytes).ok_or(ReadError::NotText)?;
    csv_reader::rows_of_list(&decoded.text)
}
