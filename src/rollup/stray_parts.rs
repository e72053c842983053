//! Reports of units beside that of the government which has their numbers already, as a department's file among the sums
//! of counties: the government's counts, since it has more than they. Must not know files or sentences.

use std::collections::BTreeSet;

use super::former_sums::is_government;
use super::unit_names::{UnitNames, government_kind, is_of_government, place_of};
use super::{MemberStanding, RollupMember};
use crate::form::UnitKind;
use crate::report::Number;

/// The reports of governments, by number, that are parts of what is added up and not the sum itself: those below the
/// government `sum`, or where nobody says whose sum it is, those beside others of their level.
pub(super) fn governments(members: &[RollupMember], units: &[String], sum: Option<&str>) -> BTreeSet<usize> {
    let all = || members.iter().zip(units).filter(|(member, _)| is_government(member) && !member.unit.is_empty());
    let is_other_place = |one: &str, other: &str| {
        let (one, other) = (place_of(one), place_of(other));
        !one.ends_with(&other) && !other.ends_with(&one)
    };
    let is_part = |member: &RollupMember, unit: &String| match sum {
        Some(sum) => level(member.kind) < level(government_kind(sum).0) && is_other_place(&member.unit, sum),
        None => all().any(|(other, of)| {
            let is_beside = other.year == member.year && other.kind == member.kind && of != unit;
            is_beside && is_other_place(&other.unit, &member.unit)
        }),
    };
    let numbered = members
        .iter()
        .zip(units)
        .enumerate()
        .filter(|(_, (member, unit))| is_government(member) && !member.unit.is_empty() && is_part(member, unit));
    numbered.map(|(number, _)| number).collect()
}

/// Those of the sums of `governments` that have parts of which no report is here: where they were set aside, these
/// would be lost. Where nobody says whose sum it is, most parts of it have to be away.
pub(super) fn kept(
    members: &[RollupMember],
    units: &[String],
    (names, governments): (&UnitNames, &BTreeSet<usize>),
    sum: Option<&str>,
) -> BTreeSet<usize> {
    let there: BTreeSet<(&str, u16)> =
        units.iter().zip(members).map(|(unit, member)| (unit.as_str(), member.year)).collect();
    let is_kept = |number: &usize| {
        let Some((member, unit)) = members.get(*number).zip(units.get(*number)) else { return false };
        let parts: BTreeSet<String> = member.sum_of.iter().map(|(part, _)| names.unit(part)).collect();
        let own = parts.iter().filter(|part| *part != unit);
        let (here, away): (Vec<_>, Vec<_>) = own.partition(|part| there.contains(&(part.as_str(), member.year)));
        if sum.is_some() { !away.is_empty() } else { away.len() > here.len() }
    };
    governments.iter().copied().filter(is_kept).collect()
}

/// The reports that count though a government's report which counts has their numbers, each with the number of that one:
/// they are parts of it by its record, or where it has none, by their names and by numbers that are within its own.
pub(super) fn strays(
    members: &[RollupMember],
    units: &[String],
    standings: &[MemberStanding],
    (names, governments): (&UnitNames, &BTreeSet<usize>),
) -> Vec<(usize, usize)> {
    let is_counted = |number: usize| standings.get(number) == Some(&MemberStanding::Counted);
    let mut found = Vec::new();
    for number in governments.iter().copied().filter(|number| is_counted(*number)) {
        let Some(government) = members.get(number) else { continue };
        let parts: BTreeSet<String> = government.sum_of.iter().map(|(part, _)| names.unit(part)).collect();
        let is_part = |member: &RollupMember, unit: &String| match parts.is_empty() {
            false => parts.contains(unit),
            true => {
                let is_of = || is_of_government(&member.unit, &government.unit);
                !is_government(member) && is_of() && is_within(member, government)
            }
        };
        let others = members.iter().zip(units).enumerate().filter(|(other, _)| *other != number && is_counted(*other));
        found.extend(others.filter(|(_, (member, unit))| is_part(member, unit)).map(|(other, _)| (other, number)));
    }
    found
}

/// Whether each number of a report may be a part of the one that the government has in its place.
fn is_within(member: &RollupMember, government: &RollupMember) -> bool {
    member.values.iter().enumerate().all(|(at, value)| match (value, government.values.get(at).copied().flatten()) {
        // What changes may be less than nothing elsewhere.
        (None | Some(Number::Change(_)), _) => true,
        (Some(own), Some(whole)) => own.decimal() <= whole.decimal(),
        (Some(own), None) => *own == Number::zero(own.measure()),
    })
}

const fn level(kind: UnitKind) -> u8 {
    match kind {
        UnitKind::Province => 3,
        UnitKind::City => 2,
        UnitKind::County => 1,
        _ => 0,
    }
}
