//! Tables with delimiters → report: our own csv, or any table with the official labels that a
//! spreadsheet saved as CSV (RFC 4180).

use super::extract::{self, ExplicitCell};
use super::remark::Remarks;
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError, xlsx};
use crate::export::csv_table::{HEADS, column, guarded, row as heads_of_row};
use crate::form::{Edition, Form, UnitKind};
use crate::limits::Limit;
use crate::report::Report;

/// The delimiter of spreadsheets that save text in UTF-16.
const TAB: char = '\t';
/// The delimiters of other programs' files.
const DELIMITERS: [char; 3] = [',', ';', '，'];

/// The most rows of a file of this program, which has one for each number of the form.
const OURS: usize = 1_000;

/// Whether a text is a table with delimiters rather than the text of a report: nearly every line
/// has as many cells as the others, or many of them and no sentence.
pub fn is_csv(text: &str) -> bool {
    delimiter(text).is_some_and(|delimiter| has_even_rows(text, delimiter))
}

/// Whether a text with tabs is a table of a spreadsheet: the details of this program, whatever the encoding, or,
/// in UTF-16, any table (Excel's "Unicode text").
pub fn is_tabbed(text: &str, is_utf_16: bool) -> bool {
    let head: Vec<&str> = text.lines().next().unwrap_or_default().trim_end().split(TAB).collect();
    head == HEADS || head == xlsx::HEADS || (is_utf_16 && has_even_rows(text, TAB))
}

/// Whether nearly every row has as many cells as the others, or many of them and no sentence.
fn has_even_rows(text: &str, delimiter: char) -> bool {
    let mut widths: Vec<usize> = Vec::new();
    let mut width = 0;
    scan(text, delimiter, |part| match part {
        CsvPart::Cell(_) => width += 1,
        CsvPart::RowEnd => widths.push(std::mem::take(&mut width)),
    });
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
    read_delimited(text, delimiter(text).unwrap_or(','))
}

/// Reads a table with tabs.
///
/// # Errors
///
/// The table exceeds a limit, or a form cannot be read.
pub fn read_tabbed(text: &str) -> Result<Imported, ReadError> {
    read_delimited(text, TAB)
}

/// The cells of each line of a list, whatever delimiter it has; without one, each line is a cell.
///
/// # Errors
///
/// There are more cells than are read.
pub(super) fn rows_of_list(text: &str) -> Result<Vec<Vec<String>>, ReadError> {
    rows(text, if text.contains(TAB) { TAB } else { delimiter(text).unwrap_or(TAB) })
}

fn read_delimited(text: &str, delimiter: char) -> Result<Imported, ReadError> {
    let rows = rows(text, delimiter)?;
    let head = rows.first().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    if head.is_some_and(|head| head == HEADS)
        && rows.len() <= OURS
        && let Some(reading) = own(&rows)
    {
        return Ok(reading);
    }
    if let Some(reading) = xlsx::read_flat(&rows) {
        return Ok(reading);
    }
    let numbered = rows.into_iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
    let blocks = extract::cropped(numbered.map(|(index, row)| SourceBlock::cells(index + 1, row)).collect())?;
    extract::report(SourceDocument { blocks, ..SourceDocument::default() }, Remarks::default())
        .map(extract::numbers_only)
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

/// The cells of each line.
///
/// # Errors
///
/// There are more cells than are read.
fn rows(text: &str, delimiter: char) -> Result<Vec<Vec<String>>, ReadError> {
    let (mut rows, mut row, mut cells) = (Vec::new(), Vec::new(), 0_usize);
    scan(text, delimiter, |part| match part {
        CsvPart::Cell(cell) => {
            cells += 1;
            if cells <= Limit::Cells.most() {
                row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        CsvPart::RowEnd => rows.push(std::mem::take(&mut row)),
    });
    Limit::Cells.check(cells)?;
    Ok(rows)
}

/// A part of a table.
enum CsvPart<'a> {
    /// A cell as it is written, without its quotes.
    Cell(&'a str),
    /// The end of a row.
    RowEnd,
}

/// Reads a table from its beginning to its end. A cell in quotes may hold delimiters and ends of line,
/// and `""` for a quote.
fn scan(text: &str, delimiter: char, mut visit: impl FnMut(CsvPart<'_>)) {
    let (mut cell, mut quoted, mut inside, mut blank) = (String::new(), false, false, true);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => {
                blank = false;
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if blank => quoted = true,
            other if other == delimiter && !quoted => {
                visit(CsvPart::Cell(&cell));
                cell.clear();
                (inside, blank) = (true, true);
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                visit(CsvPart::Cell(&cell));
                visit(CsvPart::RowEnd);
                cell.clear();
                (inside, blank) = (false, true);
            }
            other => {
                blank &= other.is_whitespace();
                cell.push(other);
            }
        }
    }
    if !cell.is_empty() || inside {
        visit(CsvPart::Cell(&cell));
        visit(CsvPart::RowEnd);
    }
}
