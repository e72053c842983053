//! Whether rows of numbers end with the sum of the others: the identity that tells the right order of
//! cells from a wrong one.

/// In how many rows the sum holds, of those that are not all zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSums {
    held: usize,
    told: usize,
}

impl RowSums {
    /// Whether the sums do not hold in many rows.
    pub(super) fn are_few(self) -> bool {
        self.held * 10 < self.told * 8
    }

    /// Whether the sums hold in less than half of several rows.
    pub(super) fn fail_mostly(self) -> bool {
        self.told >= 3 && self.held * 2 < self.told
    }

    /// Whether the sums hold in more rows here than in the other reading.
    pub(super) fn beats(self, other: RowSums) -> bool {
        self.held > other.held
    }

    /// Whether the sums hold in nearly all rows here, and in few of the other reading.
    pub(super) fn clearly_beats(self, other: RowSums) -> bool {
        self.held >= 3 && self.held * 10 >= self.told * 8 && other.held * 2 < self.held
    }
}

/// The sums of these rows. A cell that is blank counts as zero.
pub(super) fn held(rows: impl Iterator<Item = Vec<Option<u64>>>) -> RowSums {
    let mut sums = RowSums::default();
    for row in rows {
        if row.iter().flatten().any(|number| *number > 0) {
            sums.told += 1;
            sums.held += usize::from(ends_with_sum(row.into_iter()));
        }
    }
    sums
}

/// Whether the last number is the sum of the others; trailing blanks do not count.
pub(super) fn ends_with_sum(row: impl Iterator<Item = Option<u64>>) -> bool {
    let mut sum = 0_u64;
    let mut last = None;
    for number in row.flatten() {
        sum = sum.saturating_add(last.unwrap_or(0));
        last = Some(number);
    }
    last.is_some_and(|last| last == sum)
}
