//! A list, such as that of the units that have to report, as rows of cells: the sheets of a workbook, the lines of a
//! text, the tables of a document, or its paragraphs where it has none. Must not know what the list is of.

use super::remark::Remarks;
use super::source_document::{BlockContent, SourceBlock};
use super::{ReadError, csv_reader, detect, text, xlsx};
use crate::limits::Limit;
use crate::ooxml::package::Package;

/// The rows of a list; those without any words are left out.
///
/// # Errors
///
/// The bytes are neither a workbook nor a document nor text, are damaged or exceed a limit.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    if bytes.len() > Limit::File.most() {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: Limit::File.most() });
    }
    let mut rows = match detect::is_document(bytes)? {
        true => of_document(bytes)?,
        false if bytes.starts_with(b"PK\x03\x04") => of_workbook(bytes)?,
        false => of_text(bytes)?,
    };
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

/// The rows from the first table to the last: what a notice says before and behind them is none of the list.
fn of_document(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let blocks = detect::blocks(bytes, 0, &mut Remarks::default())?.ok_or(ReadError::OtherPackage)?;
    let is_row = |block: &SourceBlock| matches!(block.content, BlockContent::Row(_));
    let (first, last) = (blocks.iter().position(is_row), blocks.iter().rposition(is_row));
    let (from, to) = first.zip(last).map_or((0, blocks.len()), |(first, last)| (first, last + 1));
    let row = |block: SourceBlock| match block.content {
        BlockContent::Row(cells) => cells,
        BlockContent::Text(line) => vec![line.text().into_owned()],
    };
    Ok(blocks.into_iter().take(to).skip(from).map(row).collect())
}

fn of_text(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    Limit::Text.check(bytes.len())?;
    let decoded = text::decode(bytes).ok_or(ReadError::NotText)?;
    csv_reader::rows_of_list(&decoded.text)
}
