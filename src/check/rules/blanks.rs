//! R05: every number cell holds a number of its kind; a blank is not a zero.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument, TableAxis};
use crate::check::rule::Rule;
use crate::form::{CellMeasure, Field, SectionId, Table};
use crate::report::{Number, Place, StatedTotal};

/// One finding for a table that is blank throughout, else one for each row with blanks; and one
/// for each number that its cell cannot hold.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &input.form.sections {
        let Some(table) = input.form.table_of(section.id) else { continue };
        let blank = |field: &&Field| is_blank(input, field);
        if table.fields.iter().filter(|field| !field.total).all(|field| blank(&field)) {
            let blanks = table.fields.iter().filter(|field| !field.total).collect();
            let finding = finding(rule, "table", section.id, blanks).with("table", MessageArgument::Table(table.name));
            found.push(finding);
            continue;
        }
        for row in rows(table) {
            let whole = row.iter().filter(|field| !field.total).all(&blank);
            let whole = whole && row.iter().any(|field| !field.total);
            let blanks: Vec<_> = row.into_iter().filter(blank).collect();
            let Some(first) = blanks.first().map(|field| field.key) else { continue };
            let cells = blanks.iter().map(|field| field.key).collect();
            let finding = finding(rule, if whole { "row" } else { "cells" }, section.id, blanks);
            found.push(
                finding
                    .with("line", MessageArgument::Line(TableAxis::Row, first))
                    .with("cells", MessageArgument::Cells(TableAxis::Row, cells)),
            );
        }
        for field in &table.fields {
            found.extend(misfit(rule, input, section.id, field));
        }
    }
}

/// Whether a cell that should hold a number holds none. A total whose parts are blank is not counted
/// again.
fn is_blank(input: &CheckInput<'_>, field: &Field) -> bool {
    match field.total {
        true => input.report.numbers.stated(field.key) == Some(StatedTotal::Blank),
        false => input.values.of_field(field.number).is_none(),
    }
}

/// The fields of a table by row, in the order of the form.
fn rows(table: &Table) -> Vec<Vec<&Field>> {
    let mut rows: Vec<Vec<&Field>> = Vec::new();
    for field in &table.fields {
        // Nearly always the last one.
        match rows.iter_mut().rev().find(|row| row.first().is_some_and(|first| first.key.row == field.key.row)) {
            Some(row) => row.push(field),
            None => rows.push(vec![field]),
        }
    }
    rows
}

fn finding(rule: &Rule, variant: &'static str, section: SectionId, blanks: Vec<&Field>) -> Finding {
    let step = |field: &&Field| match field.total {
        true => FixStep::TrustParts(field.key),
        false => FixStep::Enter(field.key, Number::zero(field.measure)),
    };
    let steps = blanks.iter().map(step).collect();
    let count = u64::try_from(blanks.len()).unwrap_or(u64::MAX);
    let places = blanks.iter().map(|field| Place::Cell(field.key)).collect();
    rule.finding(variant, Some(section), places).fixed_by(steps).with("count", MessageArgument::Whole(count))
}

/// A number that its cell cannot hold: money below zero, or a count that is not a plain whole
/// number.
fn misfit(rule: &Rule, input: &CheckInput<'_>, section: SectionId, field: &Field) -> Option<Finding> {
    let number = input.values.of_field(field.number).filter(|_| !field.total)?;
    let value = number.decimal()?;
    let variant = match (field.measure, number) {
        (CellMeasure::Count, Number::Amount(amount)) if !amount.fract().is_zero() => "not_whole",
        (CellMeasure::Change, Number::Amount(_)) => "not_whole",
        (CellMeasure::Count | CellMeasure::Amount, _) if value < Decimal::ZERO => "negative",
        _ => return None,
    };
    let finding = rule.finding(variant, Some(section), vec![Place::Cell(field.key)]);
    Some(
        finding
            .with("line", MessageArgument::Line(TableAxis::Row, field.key))
            .with("cells", MessageArgument::Cells(TableAxis::Row, vec![field.key]))
            .with("value", MessageArgument::Value(value)),
    )
}
