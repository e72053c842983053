//! How the values of a row fill its columns: one for each, empty cells among them, numbers that ran
//! together, or nothing that fits. Must not know other rows.

use std::collections::BTreeMap;

use super::row_slots::{RowSlots, SlotGrid};
use super::row_sums;
use super::rows::{LabelledRow, ValueSlot};
use super::run_together_digits;
use super::table_reader::TableReader;
use crate::form::Field;

/// The most numbers behind a row that may be strays, such as the number of a page.
const STRAY: usize = 3;

/// The most slots of a row that are looked at one by one.
const MOST: usize = 64;

/// How the slots of a row fit its fields.
pub(super) enum RowFit<'a> {
    /// One slot for each field, or an empty cell.
    Each(RowSlots<'a>),
    /// Fewer runs of digits than fields.
    Together(Vec<&'a str>),
    /// Empty cells on both sides, of which it is not known which belong to the row.
    Doubtful,
    /// Nothing that fits.
    Not,
}

impl TableReader<'_> {
    /// How `row` fills `fields`: by the grid of its source, else by the number of its values.
    pub(super) fn row_fit<'s>(&self, grid: &SlotGrid, row: &'s LabelledRow, fields: &[&Field]) -> RowFit<'s> {
        // Beside words a number that is none, such as a share, would make way for the total.
        let are_counts =
            || row.slots.iter().filter_map(|slot| slot.value.as_ref()).all(|value| value.count().is_some());
        let is_odd = row.worded || row.noted;
        let sums = || self.is_summed(fields) && self.has_sum(row) && (!is_odd || are_counts());
        let mixed = row.continued && self.is_summed(fields);
        if self.shares_cell(row) || self.mixes_gaps(row) {
            return RowFit::Doubtful;
        }
        if row.crowded > STRAY || ((row.crowded > 0 || row.trailed || row.worded || mixed) && !sums()) {
            return RowFit::Doubtful;
        }
        if let Some(first) = self.repeated(row, fields) {
            return RowFit::Each(vec![Some(first)]);
        }
        if row.noted && fields.len() > 1 && !sums() {
            return RowFit::Doubtful;
        }
        if row.interrupted && row.filled() != fields.len() {
            return RowFit::Doubtful;
        }
        match grid.fit(row, fields) {
            Some(slots) => RowFit::Each(slots),
            None if grid.is_doubtful(row, fields) => RowFit::Doubtful,
            None => match fit(row, fields.len()) {
                // Words stand for the numbers that are missing.
                RowFit::Together(_) if row.noted || row.worded || row.interrupted => RowFit::Not,
                RowFit::Together(digit_runs) if self.is_number_a_line(row, &digit_runs, fields.len()) => RowFit::Not,
                fit => fit,
            },
        }
    }

    /// Whether each number has a line of its own, and they have more digits than the row has fields: what stands in lines
    /// of its own did not run together.
    fn is_number_a_line(&self, row: &LabelledRow, digit_runs: &[&str], wanted: usize) -> bool {
        let mut lines: Vec<usize> = row.slots.iter().map(|slot| self.stream.line(slot.span.0)).collect();
        let count = lines.len();
        lines.dedup();
        lines.len() == count && count > 1 && digit_runs.iter().map(|digits| digits.len()).sum::<usize>() > wanted
    }

    /// Whether the last number of the row is the sum of the others.
    pub(super) fn has_sum(&self, row: &LabelledRow) -> bool {
        let number = |slot: &ValueSlot| slot.value.as_ref()?.count();
        row_sums::ends_with_sum(row.slots.iter().map(number))
    }

    /// Whether a cell of the row has several numbers and is not the only one: a number broken over lines, or one of
    /// another row.
    pub(super) fn shares_cell(&self, row: &LabelledRow) -> bool {
        self.numbers_in_cells(row).is_some_and(|counts| counts.len() > 1 && counts.iter().any(|count| *count > 1))
    }

    /// Whether a cell of the row has several numbers while others have one.
    pub(super) fn mixes_cells(&self, row: &LabelledRow) -> bool {
        self.numbers_in_cells(row).is_some_and(|counts| counts.contains(&1) && counts.iter().any(|count| *count > 1))
    }

    /// Whether gaps part some numbers of a row without cells and others follow one another without one: 12；3 beside 4.
    fn mixes_gaps(&self, row: &LabelledRow) -> bool {
        let filled: Vec<&ValueSlot> = row.slots.iter().filter(|slot| slot.value.is_some()).take(MOST).collect();
        let pairs = || filled.iter().zip(filled.iter().skip(1));
        let is_apart = |(one, next): &(&&ValueSlot, &&ValueSlot)| self.stream.has_gap(one.span.1, next.span.0);
        filled.first().is_some_and(|first| self.stream.cell(first.span.0).is_none())
            && pairs().any(|pair| is_apart(&pair))
            && !pairs().all(|pair| is_apart(&pair))
    }

    /// How many numbers each cell of the row has; `None` where no cells are seen.
    fn numbers_in_cells(&self, row: &LabelledRow) -> Option<Vec<usize>> {
        // A longer row fits nothing; looking for the cells of all its slots would cost the square of its length.
        if row.slots.len() > MOST {
            return None;
        }
        let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for slot in row.slots.iter().filter(|slot| slot.value.is_some()) {
            let (cell, _) = self.stream.cell(slot.span.0)?;
            *counts.entry((self.stream.line(slot.span.0), cell)).or_default() += 1;
        }
        Some(counts.into_values().collect())
    }

    /// Whether all numbers of a row, more than one, are in one cell.
    pub(super) fn is_one_cell(&self, row: &LabelledRow) -> bool {
        self.numbers_in_cells(row).is_some_and(|counts| matches!(counts.as_slice(), [count] if *count > 1))
    }

    /// The only number of a row, where a program repeated it in each column that its cell covers.
    fn repeated<'s>(&self, row: &'s LabelledRow, fields: &[&Field]) -> Option<&'s ValueSlot> {
        let [field] = fields else { return None };
        let across = self.table.cells.get(field.cell)?.across;
        let mut filled = row.slots.iter().filter(|slot| slot.value.is_some());
        let first = filled.next()?;
        (across > 1 && row.filled() == across && filled.all(|slot| slot.value == first.value)).then_some(first)
    }
}

impl RowFit<'_> {
    pub(super) fn is_each(&self) -> bool {
        matches!(self, RowFit::Each(_))
    }
}

/// How the slots of a row fill `wanted` fields.
pub(super) fn fit(row: &LabelledRow, wanted: usize) -> RowFit<'_> {
    let mut filled: Vec<&ValueSlot> = row.slots.iter().filter(|slot| slot.value.is_some()).collect();
    // A placeholder between rows on one line is not a value.
    while filled.len() > wanted && filled.last().is_some_and(|slot| slot.is_stroke()) {
        filled.pop();
    }
    if filled.len() == wanted {
        return RowFit::Each(filled.into_iter().map(Some).collect());
    }
    if filled.len() > wanted {
        return RowFit::Not;
    }
    let blank = |slot: Option<&ValueSlot>| slot.is_some_and(|slot| slot.value.is_none());
    let mut slots = row.slots.as_slice();
    // With blanks at both ends it is not certain which of them belong to the row.
    if slots.len() > wanted && blank(slots.first()) && blank(slots.last()) {
        return RowFit::Not;
    }
    while slots.len() > wanted && blank(slots.first()) {
        slots = slots.get(1..).unwrap_or_default();
    }
    while slots.len() > wanted && blank(slots.last()) {
        slots = slots.get(..slots.len() - 1).unwrap_or_default();
    }
    if slots.len() == wanted {
        return RowFit::Each(slots.iter().map(|slot| slot.value.is_some().then_some(slot)).collect());
    }
    let digit_runs: Option<Vec<&str>> = filled.iter().map(|slot| slot.value.as_ref()?.digits.as_deref()).collect();
    // Where the source has blank cells, no numbers ran together.
    let known = row.slots.iter().any(|slot| slot.value.is_none());
    match digit_runs {
        Some(digit_runs) if !digit_runs.is_empty() && slots.len() < wanted && !known => RowFit::Together(digit_runs),
        _ => RowFit::Not,
    }
}

/// The readings of numbers with sums that ran together. If there are only as many digits as
/// numbers, each digit is a number: where nothing parts them even if the sums do not hold.
pub(super) fn readings(digit_runs: &[&str], count: usize, group: usize) -> Option<Vec<Vec<u64>>> {
    if digit_runs.iter().map(|digit_run| digit_run.len()).sum::<usize>() == count {
        let digits = digit_runs.iter().flat_map(|digit_run| digit_run.chars());
        let digits: Option<Vec<u64>> = digits.map(|digit| digit.to_digit(10).map(u64::from)).collect();
        let has_sums = |digits: &Vec<u64>| {
            digits.chunks(group.max(1)).all(|group| row_sums::ends_with_sum(group.iter().copied().map(Some)))
        };
        // Numbers of several digits and lost ones may be as many digits.
        if let Some(digits) = digits.filter(|digits| digit_runs.len() == 1 || has_sums(digits)) {
            return Some(vec![digits]);
        }
    }
    run_together_digits::sums(digit_runs, count, group)
}
