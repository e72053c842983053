//! R45: the report says whose it is and of which year. Without them nobody can tell what was published,
//! and no deadline and no rule on kinds of unit can be right.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::rule::Rule;
use crate::report::Place;

/// The years for which a report can exist: the regulation came into force on 2008-05-01, and a year
/// beyond this one is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<u16> = 2008..=2099;

/// No unit, no year, and a kind of unit that was only guessed.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let unit = &input.report.unit;
    if unit.name.trim().is_empty() {
        found.push(rule.finding("unit", None, vec![Place::Unit]));
    } else if unit.kind_unconfirmed {
        let finding = rule.finding("kind", None, vec![Place::Unit]).quoting("unit", unit.name.clone());
        let finding = finding.with("kind", MessageArgument::Kind(unit.kind));
        found.push(finding.fixed_by(vec![FixStep::ConfirmKind(unit.kind)]));
    }
    if !YEARS.contains(&input.report.year) {
        found.push(rule.finding("year", None, vec![Place::Year]));
    }
}
