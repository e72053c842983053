//! R01 to R04: the identities of the form, compared with what the cells show.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument, SumTerm, TableAxis};
use crate::check::rule::Rule;
use crate::check::shown_values::ShownValues;
use crate::form::{CellKey, Identity};
use crate::report::{Place, StatedTotal};

/// Each identity of this rule that does not hold whatever the blanks turn out to be. A side without any
/// number is not compared, nor one that a blank could still make equal: the blanks are R05's findings.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let (form, values) = (input.form, &input.values);
    for (identity, sides) in form.identities.iter().zip(form.order.sides()) {
        if identity.rule != rule.code {
            continue;
        }
        let (Some(left_sum), Some(right_sum)) = (sum(values, &sides.left), sum(values, &sides.right)) else { continue };
        if left_sum == right_sum {
            continue;
        }
        let smaller = if left_sum < right_sum { &identity.left } else { &identity.right };
        if smaller.iter().any(|key| is_open(input, *key)) {
            continue;
        }
        let (left, right) = (terms(input, &identity.left), terms(input, &identity.right));
        let places = identity.left.iter().chain(&identity.right).map(|key| Place::Cell(*key)).collect();
        let Some(line) = identity.right.first().copied() else { continue };
        let axis = axis(identity);
        let stated = identity.right.iter().filter(|key| input.report.numbers.stated(**key).is_some());
        found.push(
            rule.finding("differs", input.form.section_of(line), places)
                .comparing(left_sum, right_sum)
                .with("line", MessageArgument::Line(axis, line))
                .with("left", MessageArgument::Sum(axis, left))
                .with("left_sum", MessageArgument::Value(left_sum))
                .with("right", MessageArgument::Sum(axis, right))
                .with("right_sum", MessageArgument::Value(right_sum))
                .with("difference", MessageArgument::Value((left_sum - right_sum).abs()))
                .fixed_by(if identity.computes {
                    stated.copied().map(FixStep::TrustParts).collect()
                } else {
                    Vec::new()
                }),
        );
    }
}

/// Whether a cell may still become greater: it is blank, or a total that nobody stated of which a part may. The tables with identities hold counts, so that no cell becomes less.
fn is_open(input: &CheckInput<'_>, key: CellKey) -> bool {
    if input.values.at(key).is_none() {
        return true;
    }
    let parts = input.form.parts(key);
    let stated = matches!(input.report.numbers.stated(key), Some(StatedTotal::Number(_)));
    !stated && parts.iter().any(|part| is_open(input, *part))
}

/// What each cell shows; a total left blank shows the sum of its parts: the blank is R05's finding.
fn terms(input: &CheckInput<'_>, keys: &[CellKey]) -> Vec<SumTerm> {
    let shown = |key: &CellKey| {
        let value = input.values.at(*key)?;
        Some(SumTerm { cell: *key, value })
    };
    keys.iter().filter_map(shown).collect()
}

/// The sum of the fields of these numbers; `None` where all are blank, or where it is beyond 28
/// digits.
fn sum(values: &ShownValues<'_>, numbers: &[usize]) -> Option<Decimal> {
    let mut shown = numbers.iter().filter_map(|number| values.of_field(*number)?.decimal());
    let first = shown.next()?;
    shown.try_fold(first, Decimal::checked_add)
}

/// The line that the identity's cells form: they share a column or a row.
fn axis(identity: &Identity) -> TableAxis {
    let mut cells = identity.left.iter().chain(&identity.right);
    let first = cells.next().map(|key| key.column);
    if cells.all(|key| Some(key.column) == first) { TableAxis::Column } else { TableAxis::Row }
}
