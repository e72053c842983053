//! What makes it doubtful that a report which counts counts once: nothing is left out because of it, but somebody has
//! to look. Must not know files or sentences.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::former_sums::is_government;
use super::unit_names::{UnitNames, plain};
use super::{MemberStanding, RollupMember};
use crate::report::Number;

/// So many different numbers in the same cells are hardly a coincidence; fewer are, with small units.
const ALIKE: usize = 6;

/// Why a report may count twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollupDoubt {
    /// A unit of the same name but for what stands in brackets behind it has this number: 水务局（河长制办公室）.
    Renamed(usize),
    /// The report of another unit, with this number, has the same in every cell.
    SameNumbers(usize),
    /// It is a whole government's, and units of it count beside it.
    BesideParts,
}

/// The doubts about the reports that count, by number. Of two that may be one the latter is named.
pub(super) fn of(
    members: &[RollupMember],
    standings: &[MemberStanding],
    names: &UnitNames,
) -> BTreeMap<usize, RollupDoubt> {
    let counted: Vec<(usize, &RollupMember)> = members
        .iter()
        .zip(standings)
        .enumerate()
        .filter(|(_, (_, standing))| **standing == MemberStanding::Counted)
        .map(|(number, (member, _))| (number, member))
        .collect();
    let mut doubts = BTreeMap::new();
    let mut by_numbers: BTreeMap<Vec<(usize, Decimal)>, usize> = BTreeMap::new();
    for (number, member) in &counted {
        let Some(numbers) = telling_numbers(member) else { continue };
        match by_numbers.get(&numbers) {
            Some(other) => drop(doubts.insert(*number, RollupDoubt::SameNumbers(*other))),
            None => drop(by_numbers.insert(numbers, *number)),
        }
    }
    let by_unit: BTreeMap<String, usize> =
        counted.iter().map(|(number, member)| (names.unit(&member.unit), *number)).collect();
    for (number, member) in &counted {
        let other = without_brackets(&member.unit).and_then(|name| by_unit.get(&names.unit(&name)));
        if let Some(other) = other.filter(|other| *other != number) {
            doubts.insert(*number, RollupDoubt::Renamed(*other));
        }
    }
    for (number, member) in counted.iter().filter(|(_, member)| is_government(member)) {
        let name = plain(&member.unit);
        let place = name.strip_suffix("人民政府").filter(|place| !place.is_empty());
        let is_part = |other: &RollupMember| {
            !is_government(other) && place.is_some_and(|place| plain(&other.unit).starts_with(place))
        };
        if counted.iter().any(|(other, member)| other != number && is_part(member)) {
            doubts.insert(*number, RollupDoubt::BesideParts);
        }
    }
    doubts
}

/// The numbers of a report but for zeros, with their cells; `None` where they are too few to tell it.
fn telling_numbers(member: &RollupMember) -> Option<Vec<(usize, Decimal)>> {
    let decimals =
        member.values.iter().enumerate().filter_map(|(at, value)| Some((at, value.and_then(Number::decimal)?)));
    let numbers: Vec<(usize, Decimal)> = decimals.filter(|(_, value)| !value.is_zero()).collect();
    let different: std::collections::BTreeSet<Decimal> = numbers.iter().map(|(_, value)| *value).collect();
    (different.len() >= ALIKE).then_some(numbers)
}

/// A name without what stands in brackets at its end; `None` where nothing does.
fn without_brackets(name: &str) -> Option<String> {
    let name = plain(name);
    let (before, _) = name.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    (!before.is_empty()).then(|| before.to_owned())
}
