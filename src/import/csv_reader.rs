//! Tables with delimiters → report: our own csv, or any table with the official labels that a
//! spreadsheet saved as CSV (RFC 4180).

use super::extract::{self, ExplicitCell};
use super::remark::Remarks;
use super::source_document::{BlockContent, SourceBlock, SourceDocument, SourceLine};
use super::{Imported, ReadError, xlsx};
use crate::export::csv_table::{HEADS, column, guarded, row as heads_of_row};
use crate::form::{Edition, Form, UnitKind};
use crate::limits::Limit;
use crate::report::{CellReading, Report};

/// The delimiter of spreadsheets that save text in UTF-16.
const TAB: char = '\t';
/// The delimiters of other programs' files.
const DELIMITERS: [char; 3] = [',', ';', '，'];

/// How many rows with labels and numbers make a text a table.
const ROWS: usize = 3;
/// The most characters of a number with its unit.
const LONGEST: usize = 20;
/// The most characters of a cell in quotes.
const QUOTED: usize = 20_000;
/// The most rows of a file of this program, which has one for each number of the form.
const OURS: usize = 1_000;

/// Whether a text is a table with delimiters rather than the text of a report: some of its lines have a label of the
/// form in one cell and numbers in others, or its head is that of this program's files.
pub fn is_csv(text: &str) -> bool {
    delimiter_of_table(text).is_some()
}

/// Whether a text with tabs is a table of a spreadsheet: the details of this program, whatever the encoding, or a table
/// of which cells in quotes have several lines.
pub fn is_tabbed(text: &str) -> bool {
    let head: Vec<&str> = text.lines().next().unwrap_or_default().trim_end().split(TAB).collect();
    head == HEADS || head == xlsx::HEADS || (has_quoted_lines(text) && is_table(text, TAB))
}

/// The delimiter with which a text is a table.
fn delimiter_of_table(text: &str) -> Option<char> {
    let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim_end();
    let is_ours = |one: char| {
        let cells = || head.split(one).map(|cell| cell.trim_matches('"'));
        cells().eq(HEADS) || cells().eq(xlsx::HEADS)
    };
    DELIMITERS.into_iter().find(|one| is_ours(*one) || is_table(text, *one))
}

/// Whether lines of a text have a label of the form in one cell and numbers or nothing in others.
fn is_table(text: &str, delimiter: char) -> bool {
    let is_row = |line: &&str| {
        let cells = || line.split(delimiter).map(|cell| cell.trim().trim_matches('"'));
        // Labels are looked up last, since nearly all lines of a text are prose.
        let is_blank = |cell: &str| cell.is_empty() || is_number(cell);
        cells().nth(1).is_some() && cells().any(is_blank) && cells().any(extract::is_label)
    };
    // In prose a word follows nearly every comma: most texts need not be looked through line by line.
    let parts_cells = |(at, found): (usize, &str)| {
        let next = text.get(at + found.len()..).and_then(|rest| rest.chars().next());
        next.is_none_or(|next| {
            next == delimiter
                || next.is_whitespace()
                || next == '"'
                || next == '-'
                || matches!(next, '0'..='9' | '０'..='９')
        })
    };
    let starts = text.match_indices(delimiter).filter(|found| parts_cells(*found)).nth(ROWS - 1).is_some();
    starts && text.split(['\n', '\r']).filter(is_row).nth(ROWS - 1).is_some()
}

/// Whether a cell in quotes begins in one line and ends in a later one.
fn has_quoted_lines(text: &str) -> bool {
    let is_open = |line: &str| line.split(TAB).any(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1);
    text.contains('"') && text.lines().any(is_open)
}

/// Whether a cell has a number, with or without a unit.
fn is_number(cell: &str) -> bool {
    let digits = cell.chars().filter(|one| matches!(one, '0'..='9' | '０'..='９')).count();
    digits > 0
        && cell.chars().count() <= LONGEST
        && cell.chars().all(|one| {
            matches!(one, '0'..='9' | '０'..='９' | '.' | ',' | '．' | '，' | '-' | '+' | ' ' | '\'')
                || CellReading::is_of_unit(one)
        })
}

/// Reads a table with delimiters.
///
/// # Errors
///
/// The table exceeds a limit, or a form cannot be read.
pub fn read(text: &str) -> Result<Imported, ReadError> {
    read_delimited(text, delimiter_of_table(text).or_else(|| delimiter(text)).unwrap_or(','))
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
    let records = records(text, delimiter)?;
    let rows: Vec<Vec<String>> = records.iter().map(|record| record.cells.clone()).collect();
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
    let blocks = extract::cropped(records.into_iter().flat_map(CsvRecord::blocks).collect())?;
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
    let squeezed = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows = records(text, delimiter)?.into_iter();
    Ok(rows.map(|record| record.cells.iter().map(squeezed).collect()).collect())
}

/// A row of a table with delimiters.
struct CsvRecord {
    /// The line at which it begins, counted from 1.
    line: usize,
    /// The text of each cell.
    cells: Vec<String>,
    /// The delimiter.
    delimiter: char,
}

impl CsvRecord {
    /// The row, or the lines of a text that only happens to have delimiters.
    fn blocks(self) -> Vec<SourceBlock> {
        let mut filled = self.cells.iter().filter(|cell| !cell.trim().is_empty());
        let plain = |text: &str| -> Vec<SourceBlock> {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let content = |line: &str| BlockContent::Text(SourceLine::plain(line.trim()));
            lines.map(|line| SourceBlock { line: self.line, content: content(line) }).collect()
        };
        match (filled.next(), filled.next()) {
            (None, _) => Vec::new(),
            (Some(only), None) if only.contains('\n') && !extract::is_label(only) => plain(only),
            (Some(_), Some(_)) if self.is_text() => plain(&self.cells.join(&self.delimiter.to_string())),
            _ => {
                let cells = self.cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
                vec![SourceBlock::cells(self.line, cells.collect())]
            }
        }
    }

    /// Whether no cell is blank, a number, a mark or a label.
    fn is_text(&self) -> bool {
        !self.cells.iter().map(|cell| cell.trim()).any(|cell| {
            cell.is_empty() || is_number(cell) || CellReading::blank(cell).is_some() || extract::is_label(cell)
        })
    }
}

/// The rows of a table with delimiters.
///
/// # Errors
///
/// There are more cells than are read.
fn records(text: &str, delimiter: char) -> Result<Vec<CsvRecord>, ReadError> {
    let (mut records, mut row, mut cells) = (Vec::new(), Vec::new(), 0_usize);
    scan(text, delimiter, |part| match part {
        CsvPart::Cell(cell) => {
            cells += 1;
            if cells <= Limit::Cells.most() {
                row.push(cell.to_owned());
            }
        }
        CsvPart::RowEnd(line) => records.push(CsvRecord { line, cells: std::mem::take(&mut row), delimiter }),
    });
    Limit::Cells.check(cells)?;
    Ok(records)
}

/// A part of a table.
enum CsvPart<'a> {
    /// A cell as it is written, without its quotes.
    Cell(&'a str),
    /// The end of a row, with the line at which it begins.
    RowEnd(usize),
}

/// Reads a table from its beginning to its end. A cell in quotes may hold delimiters and ends of line,
/// and `""` for a quote; a quote that is not closed soon is a character.
fn scan(text: &str, delimiter: char, mut visit: impl FnMut(CsvPart<'_>)) {
    let (mut cell, mut quoted, mut inside, mut blank) = (String::new(), false, false, true);
    let (mut line, mut begun) = (1_usize, 1_usize);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        let is_end = character == '\n' || (character == '\r' && characters.peek() != Some(&'\n'));
        line += usize::from(is_end);
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => {
                blank = false;
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if blank && is_closed(characters.clone(), delimiter) => quoted = true,
            other if other == delimiter && !quoted => {
                visit(CsvPart::Cell(&cell));
                cell.clear();
                (inside, blank) = (true, true);
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                visit(CsvPart::Cell(&cell));
                visit(CsvPart::RowEnd(begun));
                cell.clear();
                (inside, blank, begun) = (false, true, line);
            }
            other => {
                blank &= other.is_whitespace();
                cell.push(other);
            }
        }
    }
    if !cell.is_empty() || inside {
        visit(CsvPart::Cell(&cell));
        visit(CsvPart::RowEnd(begun));
    }
}

/// Whether a cell in quotes, of which these characters follow, ends before a delimiter or the end of a line.
fn is_closed(characters: impl Iterator<Item = char>, delimiter: char) -> bool {
    let mut characters = characters.take(QUOTED).peekable();
    while let Some(character) = characters.next() {
        if character == '"' && characters.next_if_eq(&'"').is_none() {
            return characters.peek().is_none_or(|next| *next == delimiter || next.is_whitespace());
        }
    }
    false
}
