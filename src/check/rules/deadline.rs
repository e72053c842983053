//! R37: not before the year is over, not after the last day to publish.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument, Severity};
use crate::check::rule::Rule;
use crate::form::Form;
use crate::report::{Date, Place, Report};

/// How many days before the deadline the reminder begins.
const SOON: i64 = 7;

/// The last day on which the unit may publish `report`; `None` where its year is not known.
pub fn deadline(form: &Form, report: &Report) -> Option<Date> {
    if report.year == 0 {
        return None;
    }
    let day = form.deadline(report.unit.kind)?;
    // The regulation came into force in 2008: another year is a slip (R45).
    let year = Some(report.year).filter(|year| *year >= 2008)?;
    Date::new(year.checked_add(1)?, day.month, day.day)
}

/// The day of signing counts; without one, today.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let report = input.report;
    let signed = report.signature.as_ref().map(|signature| signature.date);
    let next_year = report.year.checked_add(1).and_then(|year| Date::new(year, 1, 1));
    let (Some(first), Some(last)) = (next_year, deadline(input.form, report)) else { return };
    let Some(day) = signed.or(input.today) else { return };
    let place = if signed.is_some() { Place::Signature } else { Place::Year };
    let finding = |variant| {
        let finding = rule.finding(variant, None, vec![place]);
        finding
            .with("day", MessageArgument::Day(day))
            .with("deadline", MessageArgument::Day(last))
            .with("kind", MessageArgument::Kind(report.unit.kind))
    };
    let days = |from: Date, to: Date| MessageArgument::Whole(u64::try_from(from.days_until(to)).unwrap_or_default());
    if day < first {
        found.push(finding("early").with("year", MessageArgument::Whole(u64::from(report.year))));
    } else if day > last {
        // For reports of former years only the day of signing counts.
        if signed.is_some() || day.year() == last.year() {
            found.push(finding("late").with("days", days(last, day)).at_most(Severity::Warning));
        }
    } else if signed.is_none() && day.days_until(last) <= SOON {
        found.push(finding("soon").with("days", days(day, last)).at_most(Severity::Info));
    }
}
