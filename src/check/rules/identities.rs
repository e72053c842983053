//! R01 to R04: the identities of the form between its cells, held against what the cells show.

use rust_decimal::Decimal;

use crate::check::finding::{Argument, Axis, Finding, Step, Term};
use crate::check::rule::Rule;
use crate::check::subject::Subject;
use crate::form::{CellKey, Identity};
use crate::report::Place;

/// Each identity of this rule that does not hold. A blank counts as nothing; a side without any
/// number says nothing, so the identity is left to R05.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for identity in subject.form.identities.iter().filter(|identity| identity.rule == rule.code) {
        let (left, right) = (terms(subject, &identity.left), terms(subject, &identity.right));
        let (Some(left_sum), Some(right_sum)) = (sum(&left), sum(&right)) else { continue };
        if left_sum == right_sum {
            continue;
        }
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

/// `None` where there is no term, or where the sum is beyond 28 digits.
fn sum(terms: &[Term]) -> Option<Decimal> {
    let first = terms.first()?.value;
    terms.iter().skip(1).try_fold(first, |sum, term| sum.checked_add(term.value))
}

/// The line that the identity's cells form: they share a column or a row.
fn axis(identity: &Identity) -> Axis {
    let mut cells = identity.left.iter().chain(&identity.right);
    let first = cells.next().map(|key| key.column);
    if cells.all(|key| Some(key.column) == first) { Axis::Column } else { Axis::Row }
}
