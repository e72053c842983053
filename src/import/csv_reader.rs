//! Tables with delimiters → report: our own csv, or any table with the official labels that a
//! spreadsheet saved as CSV (RFC 4180).

use super::extract::{self, ExplicitCell};
use super::remark::Remarks;
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError, xlsx};
use crate::export::csv_table::{HEADS, column, guarded, row as heads_of_row};
use crate::form::{Edition, Form, UnitKind};
use crate::report::Report;

/// The delimiters of other programs' files.
const DELIMITERS: [char; 3] = [',', ';', '，'];

/// Whether a text is a table with delimiters rather than the text of a report: nearly every line
/// has as many cells as the others, or many of them and no sentence.
pub fn is_csv(text: &str) -> bool {
    let rows = delimiter(text).map(|delimiter| rows(text, delimiter)).unwrap_or_default();
    let mut widths: Vec<usize> = rows.iter().map(Vec::len).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let alike = widths.iter().filter(|width| **width == usual).count();
    if usual < 3 || widths.len() < 4 {
        return false;
    }
    // Tables of several widths one below another: cells, and no sentence.
    let wide = widths.iter().filter(|width| **width >= 4).count();
    let is_plain = !text.contains('。');
    alike * 10 >= widths.len() * 8 || (is_plain && wide * 10 >= widths.len() * 8)
}

/// Reads a table with delimiters.
///
/// # Errors
///
/// The table exceeds a limit, or a form cannot be read.
pub fn read(text: &str) -> Result<Imported, ReadError> {
    let rows = rows(text, delimiter(text).unwrap_or(','));
    let head = rows.first().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    if head.is_some_and(|head| head == HEADS)
        && let Some(reading) = own(&rows)
    {
        return Ok(reading);
    }
    if let Some(reading) = xlsx::read_flat(&rows) {
        return Ok(reading);
    }
    let numbered = rows.into_iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
    let blocks = extract::cropped(numbered.map(|(index, row)| SourceBlock::cells(index + 1, row)).collect())?;
    extract::report(SourceDocument { blocks, wrapped: false }, Remarks::default()).map(extract::numbers_only)
}

/// The file of this program: each line identifies its number by the official labels.
fn own(rows: &[Vec<String>]) -> Option<Imported> {
    let lines = || rows.iter().zip(1..).skip(1).filter(|(row, _)| row.iter().any(|cell| !cell.is_empty()));
    let key = |form: &Form, row: &[String]| {
        let [table, heads, columns, ..] = row else { return None };
        let section = form.sections.iter().find(|section| guarded(&section.title) == *table)?;
        let fields = &form.table_of(section.id)?.fields;
        let field = fields
            .iter()
            .find(|field| guarded(&heads_of_row(field)) == *heads && guarded(&column(field)) == *columns)?;
        Some(field.key)
    };
    let form = Edition::ALL.into_iter().rev().filter_map(|edition| Form::of(edition).ok());
    let form = form.into_iter().find(|form| lines().all(|(row, _)| key(form, row).is_some()))?;
    let stated = lines().filter_map(|(row, line)| {
        Some(ExplicitCell { key: key(form, row)?, text: row.get(3).cloned().unwrap_or_default(), line })
    });
    let mut report = Report::new("", UnitKind::Department, 0);
    report.form = form.edition;
    let mut remarks = Remarks::default();
    extract::enter(form, &mut report, stated.collect::<Vec<_>>(), &mut remarks);
    extract::no_head(&mut remarks);
    Some(extract::numbers_only(Imported { report, remarks: remarks.finish() }))
}

/// The delimiter: of the possible ones, the most frequent.
fn delimiter(text: &str) -> Option<char> {
    let counted = DELIMITERS.map(|one| (text.matches(one).count(), one));
    counted.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, one)| one)
}

/// The cells of each line, without white space at their ends. A cell in quotes may hold
/// delimiters and ends of line, and `""` for a quote.
fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    let finished = |cell: &mut String| std::mem::take(cell).split_whitespace().collect::<Vec<_>>().join(" ");
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => quoted = true,
            other if other == delimiter && !quoted => row.push(finished(&mut cell)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                row.push(finished(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(finished(&mut cell));
        rows.push(row);
    }
    rows
}
