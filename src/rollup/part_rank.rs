//! What each of many numbers is among the others: its rank, and its share of the whole. Must not know units.

use rust_decimal::Decimal;

use crate::report::Number;

/// A number among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartRank {
    /// Its place from 1 on, the greatest first, the same for equal numbers; none for a blank, and where every number
    /// is zero: nobody is before another in nothing.
    pub rank: Option<usize>,
    /// Its share of all in per cent, to one decimal; none for a blank, and where all together are nothing.
    pub share: Option<Decimal>,
}

impl PartRank {
    /// Where the part stands in a list of all, of which `number` is its own: by rank, the blanks last.
    pub fn place(self, number: Option<Number>) -> (bool, usize) {
        (number.is_none(), self.rank.unwrap_or(usize::MAX))
    }
}

/// The rank and the share of each of `numbers`, in their order.
pub fn part_ranks(numbers: &[Option<Number>]) -> Vec<PartRank> {
    let values: Vec<Option<Decimal>> = numbers.iter().map(|number| number.and_then(Number::decimal)).collect();
    // A draft that somebody changed may have more than can be added up; then there are no shares.
    let total = values.iter().flatten().copied().try_fold(Decimal::ZERO, Decimal::checked_add);
    let share = |value: Decimal| {
        let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total?)?;
        Some(share.round_dp(1).normalize())
    };
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |at: usize| values.get(at).copied().flatten();
    order.sort_by_key(|at| std::cmp::Reverse(value(*at)));
    let mut ranks = vec![PartRank::default(); values.len()];
    let has_ranks = values.iter().flatten().any(|value| !value.is_zero());
    let (mut last, mut rank) = (None, 0);
    for (place, at) in order.into_iter().enumerate() {
        let own = value(at);
        if own != last {
            (last, rank) = (own, place + 1);
        }
        if let (Some(slot), Some(own)) = (ranks.get_mut(at), own) {
            *slot = PartRank { rank: has_ranks.then_some(rank), share: share(own) };
        }
    }
    ranks
}
