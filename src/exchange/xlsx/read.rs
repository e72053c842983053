//! Sheets → the numbers of a report. Our own workbook is read by its flat sheet, which names each
//! number and leads to its cell in the grids; any other by the official labels.

use std::collections::BTreeMap;

use super::book::{self, Sheet};
use super::flat::Flat;
use super::write::{FLAT, HEADS};
use crate::exchange::manuscript::{Block, Content, Line, Manuscript};
use crate::exchange::package::Package;
use crate::exchange::recognise::{self, Stated};
use crate::exchange::remark::Remarks;
use crate::exchange::{ReadError, Reading};
use crate::form::{CellKey, SectionId};

/// Cells of a row beyond this column are no table's.
const WIDEST: usize = 256;

/// Reads a workbook.
pub fn read(package: &mut Package<'_>) -> Result<Reading, ReadError> {
    let sheets = book::sheets(package)?;
    match own(&sheets) {
        Some(reading) => Ok(reading),
        None => any(&sheets),
    }
}

/// Any workbook: its rows one after another, sheets in the order of the form.
fn any(sheets: &[Sheet]) -> Result<Reading, ReadError> {
    let mut ordered: Vec<(Option<SectionId>, Vec<Block>)> = Vec::new();
    for sheet in sheets {
        let mut blocks = rows(sheet);
        if blocks.is_empty() {
            continue;
        }
        let mut section = recognise::first_section(&blocks)?;
        if section.is_none() {
            // A sheet called 表三 or by a section's title says what it holds.
            let name = Block { line: 1, content: Content::Text(Line::plain(&sheet.name)) };
            section = recognise::first_section(std::slice::from_ref(&name))?;
            if section.is_some() {
                blocks.insert(0, name);
            }
        }
        // A sheet that says nothing belongs to the one before it.
        let section = section.or_else(|| ordered.last().and_then(|(section, _)| *section));
        ordered.push((section, blocks));
    }
    ordered.sort_by_key(|(section, _)| *section);
    let blocks = recognise::cropped(ordered.into_iter().flat_map(|(_, blocks)| blocks).collect())?;
    recognise::report(Manuscript { blocks, wrapped: false }, Remarks::default()).map(recognise::numbers_only)
}

fn rows(sheet: &Sheet) -> Vec<Block> {
    let mut rows: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for ((row, column), cell) in &sheet.cells {
        if *column < WIDEST {
            rows.entry(*row).or_default().push((*column, cell.text.as_str()));
        }
    }
    let width = rows.values().filter_map(|row| row.last()).map(|(column, _)| column + 1).max().unwrap_or(0);
    let row = |(row, filled): (usize, Vec<(usize, &str)>)| {
        let mut texts = vec![String::new(); width];
        for (column, text) in filled {
            if let Some(slot) = texts.get_mut(column) {
                *slot = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        Block::cells(row + 1, texts)
    };
    rows.into_iter().map(row).collect()
}

/// Our own workbook; `None` where the flat sheet is not there or not whole.
fn own(sheets: &[Sheet]) -> Option<Reading> {
    let flat = sheets.iter().find(|sheet| sheet.name == FLAT)?;
    let text = |row: usize, column: usize| flat.cells.get(&(row, column)).map_or("", |cell| cell.text.as_str());
    if !HEADS.iter().enumerate().all(|(column, head)| text(0, column) == *head) {
        return None;
    }
    let last = flat.cells.keys().next_back()?.0;
    let (mut cells, mut notes) = (Vec::new(), BTreeMap::new());
    for row in 1..=last {
        let Some(key) = CellKey::parse(text(row, 7)) else { continue };
        let number = flat.cells.get(&(row, 5));
        let leads = number.and_then(|cell| target(cell.formula.as_deref()?));
        let found = leads.and_then(|(name, at)| Some((sheets.iter().find(|sheet| sheet.name == name)?, at)));
        let (number, line) = match found {
            Some((sheet, at)) => (sheet.cells.get(&at).map(|cell| cell.text.as_str()), at.0 + 1),
            None => (number.map(|cell| cell.text.as_str()), row + 1),
        };
        cells.push(Stated { key, text: number.unwrap_or_default().to_owned(), line });
        if !text(row, 6).trim().is_empty() {
            notes.insert(key, text(row, 6).to_owned());
        }
    }
    Flat { unit: text(1, 0), year: text(1, 1), cells, notes }.reading()
}

/// The sheet and the cell that `IF('四、…'!A6="","",'四、…'!A6)` leads to.
fn target(formula: &str) -> Option<(String, (usize, usize))> {
    let (before, cell) = formula.trim_end_matches(')').rsplit_once('!')?;
    let name = match before.strip_suffix('\'') {
        Some(quoted) => quoted.rsplit_once(",'").map_or(quoted, |(_, name)| name),
        None => before.rsplit(',').next()?,
    };
    Some((name.trim_start_matches('\'').replace("''", "'"), book::place(cell)?))
}
