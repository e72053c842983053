//! Which of the reports are sums of others that are here too: they would count those twice. A county's sum among those
//! of other counties is a report as any other. Must not know files.

use std::collections::BTreeSet;

use super::rollup_sum::added;
use super::unit_names::UnitNames;
use super::{MemberStanding, Rollup, RollupMember};
use crate::form::UnitKind;
use crate::report::Number;

/// The reports, by number, that are drafts of a sum of which at least one part is here, and their exports, which have no
/// record: of the same unit and year, as a government's or with the same numbers.
pub(super) fn with_parts(
    members: &[RollupMember],
    units: &[String],
    names: &UnitNames,
    kept: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let all = || members.iter().zip(units);
    let there: BTreeSet<(&str, u16)> = all().map(|(member, unit)| (unit.as_str(), member.year)).collect();
    let is_doubled = |(member, unit): &(&RollupMember, &String)| {
        let mut parts = member.sum_of.iter().map(|(part, _)| names.unit(part)).filter(|part| part != *unit);
        parts.any(|part| there.contains(&(part.as_str(), member.year)))
    };
    let sums = all().enumerate().filter(|(number, of)| !kept.contains(number) && is_doubled(of));
    let sums: Vec<(&RollupMember, &String)> = sums.map(|(_, of)| of).collect();
    let is_copy = |member: &RollupMember, unit: &String| {
        sums.iter().any(|(sum, of)| {
            let is_same = *of == unit && sum.year == member.year;
            // Of files that name no unit only the sums themselves are known.
            let is_same = is_same && (!unit.is_empty() || !member.sum_of.is_empty());
            is_same && (!member.sum_of.is_empty() || is_government(member) || sum.values == member.values)
        })
    };
    all().enumerate().filter(|(_, (member, unit))| is_copy(member, unit)).map(|(number, _)| number).collect()
}

/// A unit whose numbers an earlier sum has and of which no report is here: the sum of what is here lacks them.
pub(super) struct LostPart<'a> {
    /// The unit, as the sum names it.
    pub unit: &'a str,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// The file of the sum.
    pub file: &'a str,
}

/// The units of the year's earlier sums that are not counted and of which no report is here, each once, in the order
/// of the files. A sum of which nothing is here is one only where it bears the name of what is added up now.
pub(super) fn lost_parts<'a>(rollup: &'a Rollup, names: &dyn Fn(&str) -> String) -> Vec<LostPart<'a>> {
    let mut there: BTreeSet<String> = rollup.of_the_year().map(|(member, _)| names(&member.unit)).collect();
    let mut lost = Vec::new();
    for (member, standing) in rollup.all().filter(|(member, _)| member.year == rollup.year) {
        let has_parts = || member.sum_of.iter().any(|(part, _)| there.contains(&names(part)));
        let is_earlier = match standing {
            MemberStanding::TheSum | MemberStanding::FormerSum => true,
            MemberStanding::OutOfScope => has_parts(),
            _ => false,
        };
        for (unit, kind) in member.sum_of.iter().filter(|_| is_earlier) {
            if rollup.options.scope.has(*kind) && there.insert(names(unit)) {
                lost.push(LostPart { unit, kind: *kind, file: &member.file });
            }
        }
    }
    lost
}

/// The number of the government's report whose every number is the sum of at least two others that count.
pub(super) fn of_the_others(members: &[RollupMember], standings: &[MemberStanding]) -> Option<usize> {
    let counted = || {
        let all = members.iter().zip(standings).enumerate();
        all.filter(|(_, (_, standing))| **standing == MemberStanding::Counted)
            .map(|(number, (member, _))| (number, member))
    };
    if counted().count() < 3 || !counted().any(|(_, member)| is_government(member)) {
        return None;
    }
    let mut totals: Vec<Option<Number>> = Vec::new();
    for (_, member) in counted() {
        totals.resize(totals.len().max(member.values.len()), None);
        for (total, value) in totals.iter_mut().zip(&member.values) {
            *total = match (*total, *value) {
                (Some(total), Some(value)) => Some(added(total, value)?),
                (total, value) => total.or(value),
            };
        }
    }
    let is_zero = |number: &Number| *number == Number::zero(number.measure());
    let value = |member: &RollupMember, at: usize| member.values.get(at).copied().flatten();
    // A sum of the others is half of what all have together.
    let is_half = |member: &RollupMember| {
        totals.iter().enumerate().all(|(at, total)| match (total, value(member, at)) {
            (Some(total), Some(own)) => added(own, own).and_then(Number::decimal) == total.decimal(),
            (Some(total), None) => is_zero(total),
            (None, _) => true,
        })
    };
    let has_numbers = |member: &RollupMember| member.values.iter().flatten().any(|number| !is_zero(number));
    counted().find(|(_, one)| is_government(one) && has_numbers(one) && is_half(one)).map(|(number, _)| number)
}

/// Whether the report is of a whole government.
pub(super) fn is_government(member: &RollupMember) -> bool {
    matches!(member.kind, UnitKind::County | UnitKind::City | UnitKind::Province)
}
