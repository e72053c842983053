//! R05: every number cell holds a number of its kind; a blank is not a zero.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument, TableAxis};
use crate::check::rule::Rule;
use crate::form::{CellMeasure, Field, SectionId, Table};
use crate::report::{Number, Place, StatedTotal};

/// One finding for the blanks of a table, whether it is blank throughout or in a few rows; and one for
/// each number that its cell cannot hold.
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
        let rows: Vec<BlankCells<'_>> = rows(table).into_iter().filter_map(|row| blanks_of(row, &blank)).collect();
        let first = rows.first().and_then(|row| row.blanks.first()).map(|field| field.key);
        match (rows.as_slice(), first) {
            ([row], Some(first)) => {
                let cells = row.blanks.iter().map(|field| field.key).collect();
                let finding = finding(rule, if row.whole { "row" } else { "cells" }, section.id, row.blanks.clone());
                found.push(
                    finding
                        .with("line", MessageArgument::Line(TableAxis::Row, first))
                        .with("cells", MessageArgument::Cells(TableAxis::Row, cells)),
                );
            }
            (_, Some(first)) => {
                let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
                let finding = finding(rule, "rows", section.id, rows.into_iter().flat_map(|row| row.blanks).collect());
                found.push(
                    finding
                        .with("line", MessageArgument::Line(TableAxis::Row, first))
                        .with("rows", MessageArgument::Whole(count)),
                );
            }
            (_, None) => {}
        }
        for field in &table.fields {
            found.extend(misfit(rule, input, section.id, field));
        }
    }
}

/// The blanks of one row.
struct BlankCells<'a> {
    blanks: Vec<&'a Field>,
    /// Whether the row has nothing but blanks.
    whole: bool,
}

fn blanks_of<'a>(row: Vec<&'a Field>, blank: &impl Fn(&&'a Field) -> bool) -> Option<BlankCells<'a>> {
    let mut entered = row.iter().filter(|field| !field.total).peekable();
    let whole = entered.peek().is_some() && entered.all(blank);
    let blanks: Vec<_> = row.into_iter().filter(blank).collect();
    (!blanks.is_empty()).then_some(BlankCells { blanks, whole })
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
