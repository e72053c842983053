//! A list, such as that of the units that have to report, as rows of cells: the sheets of a workbook, the lines of a
//! text, the tables of a document, or its paragraphs where it has none. Must not know what the list is of.

use super::source_document::{BlockContent, SourceBlock, SourceDocument};
use super::xlsx::WorkbookSheet;
use super::{ReadError, csv_reader, detect, text};
use crate::limits::Limit;
use crate::richtext::RichText;

/// What a list is read from.
pub(super) enum ListSource {
    /// The lines and tables of a document.
    Document(SourceDocument),
    /// The sheets of a workbook.
    Sheets(Vec<WorkbookSheet>),
    /// Plain text.
    Text,
}

/// The rows of a list; those without any words are left out.
///
/// # Errors
///
/// The bytes are neither a workbook nor a document nor text, are damaged or exceed a limit.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    if bytes.len() > Limit::File.most() {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: Limit::File.most() });
    }
    let mut rows = match detect::list(bytes)? {
        ListSource::Document(source) => of_document(source),
        ListSource::Sheets(sheets) => of_sheets(sheets),
        ListSource::Text => of_text(bytes)?,
    };
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

fn of_sheets(sheets: Vec<WorkbookSheet>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for sheet in sheets.into_iter().filter(|sheet| !sheet.is_hidden) {
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
    rows
}

/// The rows of its tables, and where it has none, its lines: what a notice says around a table is none of the list.
fn of_document(source: SourceDocument) -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = source.tables.iter().flat_map(|table| of_prose(&table.prose)).collect();
    if !rows.is_empty() {
        return rows;
    }
    let is_row = |block: &SourceBlock| matches!(block.content, BlockContent::Row(_));
    let (first, last) = (source.blocks.iter().position(is_row), source.blocks.iter().rposition(is_row));
    let (from, to) = first.zip(last).map_or((0, source.blocks.len()), |(first, last)| (first, last + 1));
    let row = |block: SourceBlock| match block.content {
        BlockContent::Row(cells) => cells,
        BlockContent::Text(line) => vec![line.text().into_owned()],
    };
    source.blocks.into_iter().take(to).skip(from).map(row).collect()
}

/// The rows of the tables in a text, a cell for each column: one that is numbered by Word alone is empty.
fn of_prose(prose: &RichText) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for table in prose.tables() {
        let from = rows.len();
        rows.resize(from + table.rows, vec![String::new(); table.columns]);
        for cell in table.cells {
            let words = prose.paragraphs.get(cell.paragraphs).unwrap_or_default().iter().map(|one| one.text());
            let words = words.collect::<Vec<_>>().join(" ");
            if let Some(own) = rows.get_mut(from + cell.row).and_then(|row| row.get_mut(cell.column)) {
                *own = words.trim().to_owned();
            }
        }
    }
    rows
}

fn of_text(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    Limit::Text.check(bytes.len())?;
    let decoded = text::decode(bytes).ok_or(ReadError::NotText)?;
    csv_reader::rows_of_list(&decoded.text)
}
