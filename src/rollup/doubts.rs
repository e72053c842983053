//! What makes it doubtful that a report which counts counts once: nothing is left out because of it, but somebody has
//! to look. Must not know files or sentences.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::former_sums::is_government;
use super::second_names::{first_name, second_names, without_brackets};
use super::short_names;
use super::unit_names::{UnitNames, is_of_government, plain};
use super::{MemberStanding, RollupMember};
use crate::report::Number;

/// So many different numbers in the same cells are hardly a coincidence; fewer are, with small units.
const ALIKE: usize = 6;

/// Why a report may count twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollupDoubt {
    /// A unit of the same name but for what stands in brackets behind it has this number: 水务局（河长制办公室）; or one
    /// with its second name, or with a name that may be short for its own.
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
        let others = without_brackets(&member.unit).into_iter().chain(second_names(&member.unit));
        let mut others = others.filter_map(|name| by_unit.get(&names.unit(&name)));
        if let Some(other) = others.find(|other| *other != number) {
            doubts.insert(*number, RollupDoubt::Renamed(*other));
        }
    }
    let units: Vec<(String, usize)> = by_unit.into_iter().collect();
    let first: Vec<String> = units.iter().map(|(name, _)| first_name(name)).collect();
    for (short, full) in short_names::pairs_within(&first) {
        // Two of one name with different words in brackets may be two branches of it.
        let differ = first.get(short) != first.get(full);
        if let (true, Some((_, one)), Some((_, other))) = (differ, units.get(short), units.get(full)) {
            doubts.entry(*one.max(other)).or_insert(RollupDoubt::Renamed(*one.min(other)));
        }
    }
    for (number, member) in counted.iter().filter(|(_, member)| is_government(member)) {
        let has_place = plain(&member.unit).ends_with("人民政府");
        let is_part =
            |other: &RollupMember| has_place && !is_government(other) && is_of_government(&other.unit, &member.unit);
        if counted.iter().any(|(other, member)| other != number && is_part(member)) {
            doubts.insert(*number, RollupDoubt::BesideParts);
        }
    }
    doubts
}

/// The reports of units whose names may be one's that have the same in every cell too, each with the number of the
/// other: these are copies.
pub(super) fn copies(members: &[RollupMember], doubts: &BTreeMap<usize, RollupDoubt>) -> Vec<(usize, usize)> {
    let numbers = |number: usize| members.get(number).and_then(telling_numbers);
    let renamed = doubts.iter().filter_map(|(number, doubt)| match doubt {
        RollupDoubt::Renamed(other) => Some((*number, *other)),
        _ => None,
    });
    renamed.filter(|(number, other)| numbers(*number).is_some_and(|own| Some(own) == numbers(*other))).collect()
}

/// The numbers of a report but for zeros, with their cells; `None` where they are too few to tell it.
fn telling_numbers(member: &RollupMember) -> Option<Vec<(usize, Decimal)>> {
    let decimals =
        member.values.iter().enumerate().filter_map(|(at, value)| Some((at, value.and_then(Number::decimal)?)));
    let numbers: Vec<(usize, Decimal)> = decimals.filter(|(_, value)| !value.is_zero()).collect();
    let different: std::collections::BTreeSet<Decimal> = numbers.iter().map(|(_, value)| *value).collect();
    (different.len() >= ALIKE).then_some(numbers)
}
