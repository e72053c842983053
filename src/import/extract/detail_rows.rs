//! Rows that name their cells by key, as the detail sheet of this program's workbooks has them, whatever brings them: a
//! page, bars, a sheet with a column or a line before them. Must not know where the form's tables have a cell.

use super::explicit_cells::ExplicitCell;
use super::stated_cells::StatedCells;
use super::wording::is_han;
use crate::export::xlsx_workbook::HEADS;
use crate::form::{CellKey, Form};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::NumberInput;

/// The least such rows that are details and no words in a table.
const ROWS: usize = 3;
/// How far before the key unit, year, number and note stand.
const UNIT: usize = 7;
const YEAR: usize = 6;
const NUMBER: usize = 2;
const NOTE: usize = 1;

/// The details of a source.
#[derive(Default)]
pub(super) struct DetailRows {
    /// The unit that the first row names.
    pub unit: String,
    /// The year that it names.
    pub year: Option<u16>,
    /// Whether a head says that amounts are in 元.
    pub is_in_yuan: bool,
    /// Whether a total without a number is blank, as in a table, and not merely computed elsewhere.
    has_blank_totals: bool,
    rows: Vec<DetailRow>,
}

struct DetailRow {
    cell: ExplicitCell,
    note: String,
}

/// The blocks without the rows that are details, and those.
pub(super) fn taken(blocks: Vec<SourceBlock>) -> (Vec<SourceBlock>, Option<DetailRows>) {
    if blocks.iter().filter_map(key).nth(ROWS - 1).is_none() {
        return (blocks, None);
    }
    let mut details = DetailRows::default();
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        let BlockContent::Row(cells) = &block.content else {
            kept.extend(Some(block).filter(|block| !is_head(block)));
            continue;
        };
        let Some((at, key)) = key(&block) else {
            kept.extend(Some(block).filter(|block| !is_head(block)));
            continue;
        };
        let text = |before: usize| at.checked_sub(before).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        if details.rows.is_empty() {
            details.unit = text(UNIT).to_owned();
            details.year = text(YEAR).parse().ok();
        }
        let cell = ExplicitCell { key, text: text(NUMBER).to_owned(), line: block.line };
        details.rows.push(DetailRow { cell, note: text(NOTE).to_owned() });
    }
    (kept, Some(details))
}

/// The key that a row names, and its cell.
fn key(block: &SourceBlock) -> Option<(usize, CellKey)> {
    let BlockContent::Row(cells) = &block.content else { return None };
    let at = cells.iter().rposition(|cell| !cell.trim().is_empty()).filter(|at| *at >= NUMBER)?;
    Some((at, CellKey::parse(cells.get(at)?.trim())?))
}

/// Whether a block has the heads of the details and no other words.
fn is_head(block: &SourceBlock) -> bool {
    block.text().chars().filter(|one| is_han(*one)).eq(HEADS.iter().flat_map(|head| head.chars()))
}

impl DetailRows {
    /// None yet, of a table in which a total without a number is blank.
    pub(super) fn of_table() -> DetailRows {
        DetailRows { has_blank_totals: true, ..DetailRows::default() }
    }

    /// Whether it has no row yet.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the number of a cell; unit and year are those of the first row.
    pub(super) fn add(&mut self, key: CellKey, text: String, line: usize, (unit, year): (String, Option<u16>)) {
        if self.is_empty() {
            (self.unit, self.year) = (unit, year);
        }
        self.rows.push(DetailRow { cell: ExplicitCell { key, text, line }, note: String::new() });
    }

    /// Enters the numbers of cells that no table of the source has. One that differs from its table is listed.
    pub(super) fn enter(self, form: &Form, stated_cells: &mut StatedCells, remarks: &mut Remarks) {
        stated_cells.is_in_yuan |= self.is_in_yuan;
        for DetailRow { cell: ExplicitCell { key, text, line }, note } in self.rows {
            let Some(field) = form.field(key) else {
                remarks.add(line, format!("{text} {key}"), RemarkKind::NotUnderstood);
                continue;
            };
            let Ok(NumberInput { number, reading, .. }) = NumberInput::read(&text, field.measure) else {
                if stated_cells.number(key).is_none() {
                    stated_cells.enter_marked(field, (line, &text), remarks);
                }
                stated_cells.seen.insert(key.row);
                continue;
            };
            match stated_cells.number(key) {
                Some(stated) if number.is_none() || number == Some(stated) => {}
                Some(_) => remarks.add(line, format!("{text} {key}"), RemarkKind::NotUnderstood),
                // A total that is computed elsewhere is no blank.
                None if number.is_none() && reading.is_none() && field.total && !self.has_blank_totals => {}
                None if number.is_none() && reading.is_none() => stated_cells.leave_blank(key, line),
                None => stated_cells.enter_read(field, number, reading, (line, &text), remarks),
            }
            stated_cells.seen.insert(key.row);
            if !note.is_empty() {
                stated_cells.keep_note(key, note);
            }
        }
    }
}
