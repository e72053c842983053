//! Sheets → the numbers of a report. A workbook of this program is read by its detail sheet, which
//! has the key of each number and links to its cell in the grids; any other by the official labels.

use std::collections::{BTreeMap, BTreeSet};

use super::detail_sheet::DetailSheet;
use super::workbook::{self, WorkbookCell, WorkbookSheet};
use crate::export::figure_sheet;
use crate::export::xlsx_workbook::{FLAT, HEADS, IDENTITY};
use crate::form::{CellKey, Form, SectionId};
use crate::import::extract::{self, ExplicitCell};
use crate::import::remark::{OmittedContent, Remark, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceDocument, SourceLine};
use crate::import::{Imported, ReadError};
use crate::limits::Limit;
use crate::ooxml::package::Package;
use crate::report::Report;

/// How many times as many cells as are read a sheet may have with the blank ones around its tables.
const AROUND: usize = 4;
/// How many rows of a hidden sheet are told.
const HIDDEN: usize = 100;
/// Cells beyond this column are ignored.
const WIDEST: usize = 256;

/// Reads a workbook.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub fn read(mut package: Package<'_>) -> Result<Imported, ReadError> {
    read_sheets(&workbook::sheets(&mut package)?)
}

/// Reads the sheets of a workbook, whatever its format.
///
/// # Errors
///
/// There are more cells than are read.
pub(in crate::import) fn read_sheets(sheets: &[WorkbookSheet]) -> Result<Imported, ReadError> {
    let mut remarks = extras(sheets);
    match own(sheets) {
        Some((mut reading, links)) => {
            list_unknown_text(sheets, &reading.report, &links, &mut remarks);
            let mut all = Remarks::default();
            all.extend(std::mem::take(&mut reading.remarks));
            all.extend(remarks.finish());
            reading.remarks = all.in_order();
            Ok(reading)
        }
        None => any(sheets, remarks),
    }
}

/// Remarks on the content of the sheets other than cells.
fn extras(sheets: &[WorkbookSheet]) -> Remarks {
    let mut remarks = Remarks::default();
    for (what, words) in sheets.iter().flat_map(|sheet| &sheet.extras) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        remarks.add(0, words, RemarkKind::LeftOut { what: *what });
    }
    remarks
}

/// Lists the text of a workbook of this program that the program did not write, row by row.
fn list_unknown_text(sheets: &[WorkbookSheet], report: &Report, links: &CellLinks, remarks: &mut Remarks) {
    let Ok(form) = Form::of(report.form) else { return };
    let labels = form.tables.iter().flat_map(|table| &table.cells).map(crate::form::Cell::label);
    let titles = form.sections.iter().map(|section| section.title.clone());
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let ours = labels.chain(titles).chain([IDENTITY.to_owned()]).chain(report.notes.values().cloned());
    let known: BTreeSet<String> = ours.map(|text| squeezed(&text)).collect();
    let number = |key| report.numbers.shown(form, key).map(|number| number.to_string());
    let shown: Vec<String> = form.fields().filter_map(|field| number(field.key)).collect();
    for sheet in sheets.iter().filter(|sheet| sheet.name != FLAT && !is_figure_list(sheet)) {
        let is_unknown = |at: &(usize, usize), cell: &WorkbookCell| {
            // The first row of a grid is the report's title.
            at.0 > 0
                && cell.formula.is_none()
                && !known.contains(&squeezed(&cell.text))
                && !links.contains(&(sheet.name.clone(), *at))
        };
        let mut rows: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (at, cell) in sheet.cells.iter().filter(|(at, cell)| is_unknown(at, cell)) {
            rows.entry(at.0).or_default().push(cell.text.trim());
        }
        // A copy with values alone has no links: a row with the numbers of the details in their order is known.
        let is_row = |words: &[&str]| links.is_empty() && shown.windows(words.len()).any(|own| own.iter().eq(words));
        for (row, words) in rows.into_iter().filter(|(_, words)| !is_row(words)) {
            remarks.add(row + 1, format!("{}: {}", sheet.name, words.join(" ")), RemarkKind::NotUnderstood);
        }
    }
}

/// Any workbook: its rows one after another, sheets in the order of the form.
fn any(sheets: &[WorkbookSheet], mut remarks: Remarks) -> Result<Imported, ReadError> {
    let mut ordered: Vec<(Option<SectionId>, Vec<SourceBlock>)> = Vec::new();
    let mut names = BTreeSet::new();
    for sheet in sheets {
        let mut blocks = rows(sheet)?;
        if blocks.is_empty() || is_figure_list(sheet) {
            continue;
        }
        if sheet.is_hidden {
            let words: Vec<String> = blocks.iter().take(HIDDEN).map(|block| block.text().into_owned()).collect();
            let kind = RemarkKind::LeftOut { what: OmittedContent::Hidden };
            remarks.add(0, format!("{}: {}", sheet.name, words.join(" ")), kind);
            continue;
        }
        let mut section = extract::first_section(&blocks)?;
        if section.is_none() {
            // A sheet called 表三 or by a section's title says what it holds.
            let name = SourceBlock { line: 1, content: BlockContent::Text(SourceLine::plain(&sheet.name)) };
            section = extract::first_section(std::slice::from_ref(&name))?;
            if section.is_some() {
                names.insert(sheet.name.as_str());
                blocks.insert(0, name);
            }
        }
        // A sheet without a title belongs to the one before it.
        let section = section.or_else(|| ordered.last().and_then(|(section, _)| *section));
        ordered.push((section, blocks));
    }
    ordered.sort_by_key(|(section, _)| *section);
    let blocks = extract::cropped(ordered.into_iter().flat_map(|(_, blocks)| blocks).collect())?;
    let mut reading =
        extract::report(SourceDocument { blocks, ..SourceDocument::default() }, remarks).map(extract::numbers_only)?;
    // A sheet's name that was inserted before its rows is no row.
    let is_name = |one: &Remark| one.kind == RemarkKind::NotUnderstood && names.contains(&*one.excerpt);
    reading.remarks.retain(|one| !is_name(one));
    Ok(reading)
}

/// Whether a sheet is our list of pictures and charts, which says nothing that a table does not.
fn is_figure_list(sheet: &WorkbookSheet) -> bool {
    let has = |(column, head): (usize, &str)| sheet.cells.get(&(0, column)).is_some_and(|cell| cell.text == head);
    sheet.name == figure_sheet::FIGURES && figure_sheet::HEADS.into_iter().enumerate().all(has)
}

/// The rows of a sheet, all as wide as the widest.
fn rows(sheet: &WorkbookSheet) -> Result<Vec<SourceBlock>, ReadError> {
    let mut rows: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for ((row, column), cell) in &sheet.cells {
        if *column < WIDEST {
            rows.entry(*row).or_default().push((*column, cell.text.as_str()));
        }
    }
    let width = rows.values().filter_map(|row| row.last()).map(|(column, _)| column + 1).max().unwrap_or(0);
    // Columns right of the tables are cut off later; until then there may be more cells than are read.
    Limit::Cells.check(rows.len().saturating_mul(width) / AROUND)?;
    let row = |(row, filled): (usize, Vec<(usize, &str)>)| {
        let mut texts = vec![String::new(); width];
        for (column, text) in filled {
            if let Some(slot) = texts.get_mut(column) {
                *slot = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        SourceBlock::cells(row + 1, texts)
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The cells of the grids to which the detail sheet links.
type CellLinks = BTreeSet<(String, (usize, usize))>;

/// The report of a workbook of this program, with the cells that were read; `None` if the detail
/// sheet is missing or incomplete.
fn own(sheets: &[WorkbookSheet]) -> Option<(Imported, CellLinks)> {
    let flat = sheets.iter().find(|sheet| sheet.name == FLAT)?;
    let text = |row: usize, column: usize| flat.cells.get(&(row, column)).map_or("", |cell| cell.text.as_str());
    if !HEADS.iter().enumerate().all(|(column, head)| text(0, column) == *head) {
        return None;
    }
    let (mut cells, mut notes, mut all) = (Vec::new(), BTreeMap::new(), CellLinks::new());
    let by_name: BTreeMap<&str, &WorkbookSheet> =
        sheets.iter().rev().map(|sheet| (sheet.name.as_str(), sheet)).collect();
    // Only rows with a key: a sheet may have one cell at its very end.
    let rows = flat.cells.range((1, 0)..).filter(|((_, column), _)| *column == 7).map(|((row, _), _)| *row);
    for row in rows {
        let Some(key) = CellKey::parse(text(row, 7)) else { continue };
        let number = flat.cells.get(&(row, 5));
        let links = number.and_then(|cell| target(cell.formula.as_deref()?));
        all.extend(links.clone());
        let found = links.and_then(|(name, at)| Some((*by_name.get(name.as_str())?, at)));
        let (number, line) = match found {
            Some((sheet, at)) => (sheet.cells.get(&at), at.0 + 1),
            None => (number, row + 1),
        };
        // Libraries that write workbooks leave out what formulas give: such a total is not stated.
        if number.is_none_or(|cell| !cell.text.is_empty() || cell.formula.is_none()) {
            cells.push(ExplicitCell { key, text: number.map(|cell| cell.text.clone()).unwrap_or_default(), line });
        }
        if !text(row, 6).trim().is_empty() {
            notes.insert(key, text(row, 6).to_owned());
        }
    }
    DetailSheet { unit: text(1, 0), year: text(1, 1), cells, notes }.reading().map(|reading| (reading, all))
}

/// The sheet and the cell that `IF('四、…'!A6="","",'四、…'!A6)` refers to.
fn target(formula: &str) -> Option<(String, (usize, usize))> {
    let (before, cell) = formula.trim_end_matches(')').rsplit_once('!')?;
    let name = match before.strip_suffix('\'') {
        Some(quoted) => quoted.rsplit_once(",'").map_or(quoted, |(_, name)| name),
        None => before.rsplit(',').next()?,
    };
    Some((name.trim_start_matches('\'').replace("''", "'"), workbook::place(cell)?))
}
