//! Reads a source a second time, by the words of each cell, where rows of numbers left something out, and takes the
//! reading that has more. Must not know how either reads.

use super::{grid_reading, spaced_columns};
use crate::form::{Field, Form, Table};
use crate::import::remark::Remarks;
use crate::import::source_document::{SourceBlock, SourceDocument};
use crate::import::{Imported, ReadError};
use crate::report::Report;

/// The most cells of a source that is read twice: a report has some hundreds.
const CELLS: usize = 20_000;
/// The most bytes of its text, which is in memory twice meanwhile: a report has some ten thousands.
const BYTES: usize = 1 << 20;

/// The better reading of a source.
///
/// # Errors
///
/// As of the first reading.
pub(super) fn better(newest: &Form, source: SourceDocument, remarks: Remarks) -> Result<Imported, ReadError> {
    let total = |of: fn(&SourceBlock) -> usize| source.blocks.iter().map(of).fold(0, usize::saturating_add);
    if total(SourceBlock::size) > CELLS || total(SourceBlock::bytes) > BYTES {
        return super::read(newest, source, None, remarks);
    }
    let mut best = by_lines_or_cells(newest, source.clone(), remarks.clone());
    let is_open = |best: &Result<Imported, ReadError>| {
        best.as_ref().is_ok_and(|best| {
            best.report.form == newest.edition && newest.tables.iter().any(|table| !is_whole(table, &best.report))
        })
    };
    if is_open(&best) {
        for blocks in spaced_columns::readings(&source.blocks) {
            let spaced = SourceDocument { blocks, ..source.clone() };
            best = better_of(newest, best, by_lines_or_cells(newest, spaced, remarks.clone()));
        }
    }
    best
}

/// The better of the readings by rows of numbers and by the words of each cell.
fn by_lines_or_cells(newest: &Form, source: SourceDocument, remarks: Remarks) -> Result<Imported, ReadError> {
    let first = super::read(newest, source.clone(), None, remarks.clone());
    let is_open = |table: &&Table| match &first {
        Ok(first) => first.report.form == newest.edition && !is_whole(table, &first.report),
        Err(_) => true,
    };
    let year = first.as_ref().ok().map(|first| first.report.year).filter(|year| *year > 0);
    let Some(grid) = grid_reading::of(newest, newest.tables.iter().filter(is_open), &source.blocks, year) else {
        return first;
    };
    let mut remarks = remarks;
    let blocks = grid.without_tables(source.blocks, &mut remarks);
    let second = super::read(newest, SourceDocument { blocks, ..source }, Some(grid.details), remarks);
    better_of(newest, first, second)
}

fn better_of(
    form: &Form,
    first: Result<Imported, ReadError>,
    second: Result<Imported, ReadError>,
) -> Result<Imported, ReadError> {
    match (first, second) {
        (Ok(first), Ok(second)) if !is_better(form, &second.report, &first.report) => Ok(first),
        (first, Err(_)) => first,
        (_, second) => second,
    }
}

/// Whether no cell of a table is blank, and no total differs from its parts.
fn is_whole(table: &Table, report: &Report) -> bool {
    let has = |field: &Field| match field.total {
        true => report.numbers.stated(field.key).is_none(),
        false => report.numbers.get(field.key).is_some(),
    };
    table.fields.iter().all(has)
}

/// Whether a reading has more than the other one.
fn is_better(form: &Form, one: &Report, other: &Report) -> bool {
    let count = |report: &Report| form.fields().filter(|field| report.numbers.get(field.key).is_some()).count();
    let differing = |report: &Report| report.numbers.all_stated().count();
    let (more, fewer) = (count(one).cmp(&count(other)), differing(one).cmp(&differing(other)));
    let agrees = || {
        let keys = form.fields().filter(|field| !field.total).map(|field| field.key);
        let mut both = keys.filter_map(|key| Some((one.numbers.get(key)?, other.numbers.get(key)?)));
        both.all(|(one, other)| one == other)
    };
    (more.is_gt() && (fewer.is_le() || agrees())) || (more.is_eq() && fewer.is_lt())
}
