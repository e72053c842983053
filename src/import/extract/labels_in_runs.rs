//! Labels in a run before their rows of numbers, as programs write that take a page's text column by column → each
//! label right before its numbers. Reads only stretches in which as many numbers stand as their labels have room for
//! and every row has its sum. Must not know columns.

use std::collections::BTreeSet;

use super::row_sums;

/// The most labels that stand before their numbers.
const MOST: usize = 12;

/// What a token is for this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunPart {
    /// The label of a row, its place in the form, and how many numbers the row has.
    Row { place: usize, wanted: usize },
    /// A number, and the count that it is.
    Number(Option<u64>),
    /// An empty cell.
    Empty,
    /// Anything else.
    Other,
}

/// Some tokens that belong together: labels and their numbers.
#[derive(Default)]
struct Stretch {
    from: usize,
    labels: Vec<(usize, usize, usize)>,
    numbers: Vec<usize>,
    has_empty: bool,
    /// Whether a label follows the label before it without the numbers of that one between them.
    is_run: bool,
}

/// The tokens' order with each label before its own numbers; `None` where nothing is to be moved.
pub(super) fn in_pairs(parts: &[RunPart]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let mut moved = false;
    let mut stretch = Stretch::default();
    for (at, part) in parts.iter().enumerate() {
        match part {
            RunPart::Row { place, wanted } => {
                if stretch.is_closed() || stretch.labels.len() >= MOST {
                    moved |= stretch.settle(at, parts, &mut order);
                    stretch = Stretch { from: at, ..Stretch::default() };
                }
                stretch.is_run |= !stretch.labels.is_empty();
                stretch.labels.push((at, *place, *wanted));
            }
            RunPart::Number(_) => stretch.numbers.push(at),
            RunPart::Empty => stretch.has_empty = true,
            RunPart::Other => {}
        }
    }
    moved |= stretch.settle(parts.len(), parts, &mut order);
    moved.then_some(order)
}

impl Stretch {
    fn wanted(&self) -> usize {
        self.labels.iter().map(|(_, _, wanted)| wanted).sum()
    }

    /// Whether the next label begins another stretch: all rows are full, or the only one ended early.
    fn is_closed(&self) -> bool {
        match self.labels.len() {
            0 => true,
            1 => !self.numbers.is_empty() && self.numbers.len() <= self.wanted(),
            _ => self.numbers.len() == self.wanted(),
        }
    }

    /// Orders the tokens of this stretch, which ends before `to`; tells whether that was certain.
    fn settle(&self, to: usize, parts: &[RunPart], order: &mut [usize]) -> bool {
        let follow = |pair: &[(usize, usize, usize)]| matches!(pair, [(_, one, _), (_, next, _)] if one + 1 == *next);
        if !self.is_run || self.has_empty || self.numbers.len() != self.wanted() || !self.labels.windows(2).all(follow)
        {
            return false;
        }
        let Some(rows) = self.rows(parts) else { return false };
        let own: BTreeSet<usize> =
            self.labels.iter().map(|(at, _, _)| *at).chain(self.numbers.iter().copied()).collect();
        let others: Vec<usize> = (self.from..to).filter(|at| !own.contains(at)).collect();
        let pairs = self.labels.iter().zip(rows).flat_map(|((at, _, _), row)| std::iter::once(*at).chain(row));
        let sorted = others.into_iter().chain(pairs);
        for (slot, at) in order.iter_mut().skip(self.from).zip(sorted) {
            *slot = at;
        }
        true
    }

    /// The numbers of each label, row by row or column by column, whichever alone has all sums.
    fn rows(&self, parts: &[RunPart]) -> Option<Vec<Vec<usize>>> {
        let width = self.labels.first().map(|(_, _, wanted)| *wanted)?;
        if width < 3 || self.labels.iter().any(|(_, _, wanted)| *wanted != width) {
            return None;
        }
        let count = self.labels.len();
        let number = |at: &usize| match parts.get(*at) {
            Some(RunPart::Number(number)) => *number,
            _ => None,
        };
        let by_rows: Vec<Vec<usize>> = self.numbers.chunks(width).map(<[usize]>::to_vec).collect();
        let column = |row: usize| (0..width).filter_map(|at| self.numbers.get(at * count + row).copied()).collect();
        let by_columns: Vec<Vec<usize>> = (0..count).map(column).collect();
        let values = |rows: &[Vec<usize>]| -> Vec<Vec<Option<u64>>> {
            rows.iter().map(|row| row.iter().map(number).collect()).collect()
        };
        let (rows, columns) = (values(&by_rows), values(&by_columns));
        let holds = |rows: &[Vec<Option<u64>>]| {
            rows.iter().all(|row| row.iter().all(Option::is_some) && row_sums::ends_with_sum(row.iter().copied()))
        };
        match (holds(&rows), holds(&columns)) {
            (true, true) => (rows == columns).then_some(by_rows),
            (true, false) => Some(by_rows),
            (false, true) => Some(by_columns),
            (false, false) => None,
        }
    }
}
