//! R01 to R04: the identities of the form between its cells, held against what the cells show.

use rust_decimal::Decimal;

use crate::check::check_input::Subject;
use crate::check::finding::{Argument, Axis, Finding, Step, Term};
use crate::check::rule::Rule;
use crate::check::shown_values::Values;
use crate::form::{CellKey, Identity};
use crate::report::Place;

/// Each identity of this rule that does not hold. A blank counts as nothing; a side without any
/// number says nothing, so the identity is left to R05.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let (form, values) = (subject.form, &subject.values);
    for (identity, sides) in form.identities.iter().zip(form.order.sides()) {
        if identity.rule != rule.code {
            continue;
        }
        let (Some(left_sum), Some(right_sum)) = (sum(values, &sides.left), sum(values, &sides.right)) else { continue };
        if left_sum == right_sum {
            continue;
        }
        let (left, right) = (terms(subject, &identity.left), terms(subject, &identity.right));
        let places = identity.left.iter().chain(&identity.right).map(|key| Place::Cell(*key)).collect();
        let Some(line) = identity.right.first().copied() else { continue };
        let axis = axis(identity);
        let stated = identity.right.iter().filter(|key| subject.report.numbers.stated(**key).is_some());
        found.push(
            rule.finding("differs", subject.form.section_of(line), places)
                .comparing(left_sum, right_sum)
                .with("line", Argument::Line(axis, line))
                .with("left", Argument::Sum(axis, left))
                .with("left_sum", Argument::Value(left_sum))
                .with("right", Argument::Sum(axis, right))
                .with("right_sum", Argument::Value(right_sum))
                .with("difference", Argument::Value((left_sum - right_sum).abs()))
                .settled_by(if identity.computes {
                    stated.copied().map(Step::TrustParts).collect()
                } else {
                    Vec::new()
                }),
        );
    }
}

/// What each cell shows; a total left blank shows what its parts give, since R05 tells of it.
fn terms(subject: &Subject<'_>, keys: &[CellKey]) -> Vec<Term> {
    let shown = |key: &CellKey| {
        let value = subject.values.at(*key)?;
        Some(Term { cell: *key, value })
    };
    keys.iter().filter_map(shown).collect()
}

/// The sum of the fields of these numbers; `None` where all are blank, or where it is beyond 28
/// digits.
fn sum(values: &Values<'_>, numbers: &[usize]) -> Option<Decimal> {
    let mut shown = numbers.iter().filter_map(|number| values.of_field(*number)?.decimal());
    let first = shown.next()?;
    shown.try_fold(first, Decimal::checked_add)
}

/// The line that the identity's cells form: they share a column or a row.
fn axis(identity: &Identity) -> Axis {
    let mut cells = identity.left.iter().chain(&identity.right);
    let first = cells.next().map(|key| key.column);
    if cells.all(|key| Some(key.column) == first) { Axis::Column } else { Axis::Row }
}
