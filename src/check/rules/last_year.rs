//! R24 to R26: numbers that continue from last year's report.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument, Severity, TableAxis};
use crate::check::rule::Rule;
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, SectionId};
use crate::report::Place;

/// R24: 上年结转 is last year's 结转下年度继续办理, column by column. Without last year's report it is only a
/// hint.
pub(in crate::check) fn carried_in(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let Some(last) = input.last_year() else {
        let key = CellKey::new(row::CARRIED_IN, column::TOTAL);
        let carried = input.values.at(key).filter(|value| *value > Decimal::ZERO);
        if let Some(value) = carried {
            let finding = rule.finding("unchecked", Some(SectionId::Requests), vec![Place::Cell(key)]);
            found.push(finding.with("value", MessageArgument::Value(value)).at_most(Severity::Info));
        }
        return;
    };
    for field in input.form.fields().filter(|field| !field.total && field.key.row == row::CARRIED_IN) {
        let Some(here) = input.report.numbers.get(field.key) else { continue };
        let Some(there) = last.expected(input.report, field.key) else { continue };
        let (Some(left), Some(right)) = (here.decimal(), there.decimal()) else { continue };
        if left != right {
            found.push(
                rule.finding("differs", Some(SectionId::Requests), vec![Place::Cell(field.key)])
                    .comparing(left, right)
                    .with("line", MessageArgument::Line(TableAxis::Column, field.key))
                    .with("value", MessageArgument::Value(left))
                    .with("last", MessageArgument::Value(right))
                    .fixed_by(vec![FixStep::Enter(field.key, there)]),
            );
        }
    }
}

/// R25: the number in force is last year's, plus what was issued, less what was repealed.
pub(in crate::check) fn in_force(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let Some(last) = input.last_year() else { return };
    for row in [row::RULES, row::NORMATIVE_DOCUMENTS] {
        let key = CellKey::new(row, column::IN_FORCE);
        let value = |column| input.values.at(CellKey::new(row, column));
        let (Some(left), Some(issued), Some(repealed)) =
            (value(column::IN_FORCE), value(column::ISSUED), value(column::REPEALED))
        else {
            continue;
        };
        let Some(before) = last.value(key).and_then(crate::report::Number::decimal) else { continue };
        let Some(right) = before.checked_add(issued).and_then(|sum| sum.checked_sub(repealed)) else { continue };
        if left != right {
            let places = [column::IN_FORCE, column::ISSUED, column::REPEALED];
            let places = places.map(|column| Place::Cell(CellKey::new(row, column))).to_vec();
            found.push(
                rule.finding("differs", Some(SectionId::Disclosure), places)
                    .comparing(left, right)
                    .with("line", MessageArgument::Line(TableAxis::Row, key))
                    .with("value", MessageArgument::Value(left))
                    .with("before", MessageArgument::Value(before))
                    .with("issued", MessageArgument::Value(issued))
                    .with("repealed", MessageArgument::Value(repealed))
                    .with("sum", MessageArgument::Value(right))
                    .with("difference", MessageArgument::Value((left - right).abs())),
            );
        }
    }
}

/// R26: disputes that were pending last year are part of this year's total.
pub(in crate::check) fn pending(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let (Some(_), Some(former)) = (input.last_year(), &input.former) else { return };
    for row in [row::RECONSIDERATION, row::DIRECT, row::AFTER_RECONSIDERATION] {
        let total = CellKey::new(row, column::TOTAL);
        let before = former.at(CellKey::new(row, column::PENDING));
        let (Some(before), Some(now)) = (before, input.values.at(total)) else { continue };
        if now < before {
            found.push(
                rule.finding("fewer", Some(SectionId::Disputes), vec![Place::Cell(total)])
                    .comparing(now, before)
                    .with("line", MessageArgument::Line(TableAxis::Row, total))
                    .with("now", MessageArgument::Value(now))
                    .with("before", MessageArgument::Value(before)),
            );
        }
    }
}
