//! What is told of a roll-up: a line for each file, who is missing, both sums; for readers and for programs.

use serde_json::{Value, json};

use super::rollup_returns;
use super::text_columns::{padded, table_cell, widest};
use crate::check::{SERIES, figure_of};
use crate::form::{CellKey, Form};
use crate::messages::{self, Language, RollupOverview, Shown};
use crate::report::{Number, Report};
use crate::rollup::{
    AbsentUnit, CellPart, MemberStanding, PartRank, Rollup, RollupMember, RollupOptions, RollupScope, part_ranks,
};
use crate::session::rollup::ReturnSummary;

/// For readers.
pub(super) fn text(language: Language, view: &RollupOverview<'_>, returned: Option<&ReturnSummary>) -> String {
    let rows = messages::rollup_rows(language, view);
    let shown = |row: &Vec<String>| row.iter().map(|cell| Shown(cell).to_string()).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = rows.iter().map(shown).collect();
    let order = [4, 0, 1, 2, 3];
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column)).map(String::as_str);
    let widths = order.map(|column| widest(cells(column)));
    let mut page = String::new();
    for row in &rows {
        let cells = order
            .iter()
            .zip(widths)
            .map(|(column, widest)| table_cell(row.get(*column).map(String::as_str).unwrap_or_default(), widest));
        page += &format!("{}\n", cells.collect::<String>().trim_end());
    }
    if !view.list.absent.is_empty() {
        page += &format!("\n{}\n", language.say("rollup.absent", &[("count", &view.list.absent.len())]));
        for unit in &view.list.absent {
            page += &format!("  {}\n", messages::absent_unit(language, unit));
        }
    }
    page += &format!("\n{}\n", view.summary(language));
    if view.counts().counted > 0 {
        page += &sums(language, view);
    }
    if let Some(returned) = returned {
        page += &format!("{}\n", messages::returned(language, returned));
    }
    page
}

/// The main numbers of both sums: 本级 and 全辖, where there are both.
fn sums(language: Language, view: &RollupOverview<'_>) -> String {
    let all = view.rollup.numbers(view.form).shown_in_form_order(view.form);
    let own = own_level(view.rollup).numbers(view.form).shown_in_form_order(view.form);
    let is_all = view.rollup.options.scope == RollupScope::All;
    let mut lines = Vec::new();
    for series in SERIES {
        let number = |values| figure_of(view.form, values, *series).map(|one| one.normalize().to_string());
        let dash = || "—".to_owned();
        let Some(sum) = number(&all) else { continue };
        let name = messages::series(language, *series);
        lines.push(if is_all {
            language
                .say("rollup.sum_both", &[("name", &name), ("all", &sum), ("own", &number(&own).unwrap_or_else(dash))])
        } else {
            language.say("rollup.sum_own", &[("name", &name), ("own", &sum)])
        });
    }
    lines.into_iter().map(|line| format!("  {line}\n")).collect()
}

/// The same reports, of which only those of the government's own level count.
fn own_level(rollup: &Rollup) -> Rollup {
    let members: Vec<RollupMember> =
        rollup.counted().filter(|member| RollupScope::Own.has(member.kind)).cloned().collect();
    let options = RollupOptions { year: Some(rollup.year), ..rollup.options.clone() };
    Rollup::of(members, options)
}

/// For programs. A promise like that of `check`: fields may be added, none is renamed or removed.
pub(super) fn value(language: Language, view: &RollupOverview<'_>, returned: Option<&ReturnSummary>) -> Value {
    let file = |(number, member, standing): (usize, &RollupMember, MemberStanding)| {
        let note = view.notes(language, number, member, standing);
        json!({
            "file": member.file,
            "unit": member.unit,
            "kind": member.kind,
            "year": Some(member.year).filter(|year| *year != 0),
            "standing": standing.word(),
            "table_errors": member.table_errors,
            "late": view.list.late.contains_key(&number),
            "listed": !view.list.unlisted.contains(&number),
            "listed_as": view.list.listed_as.get(&number),
            "note": Some(note).filter(|note| !note.is_empty()),
        })
    };
    let aside: Vec<Value> = view
        .failed
        .iter()
        .filter(|(_, error)| error.is_aside())
        .map(|(file, error)| json!({ "file": file, "note": messages::rollup_read_error(language, file, error) }))
        .collect();
    let failed: Vec<Value> = view
        .failed
        .iter()
        .filter(|(_, error)| !error.is_aside())
        .map(|(file, error)| json!({ "file": file, "failure": messages::rollup_read_error(language, file, error) }))
        .collect();
    let absent = |unit: &AbsentUnit| {
        let mut told = json!({ "unit": unit.name, "due": unit.due.map(|day| day.to_string()), "days_late": unit.late, "in_sum": unit.in_sum });
        for (field, file) in [("second_of", &unit.second_of), ("unread", &unit.unread)] {
            if let (Some(file), Some(told)) = (file, told.as_object_mut()) {
                told.insert(field.to_owned(), json!(file));
            }
        }
        told
    };
    let sum = view.rollup.numbers(view.form);
    let own = own_level(view.rollup).numbers(view.form);
    let filled = view.rollup.sums(view.form);
    let cells: Vec<Value> = view
        .form
        .fields()
        .map(|field| {
            let counts = filled.iter().find(|cell| cell.key == field.key);
            json!({
                "cell": field.key,
                "sum": sum.shown(view.form, field.key),
                "own_level": own.shown(view.form, field.key),
                "filled": counts.map(|cell| cell.filled),
                "blank": counts.map(|cell| cell.blank),
            })
        })
        .collect();
    json!({
        "unit": view.rollup.options.unit,
        "year": view.rollup.year,
        "scope": view.rollup.options.scope,
        "shared_cases": view.rollup.options.shared,
        "without_faulty": view.rollup.options.without_faulty,
        "files": view.rollup.numbered().map(file).collect::<Vec<_>>(),
        "failed": failed,
        "aside": aside,
        "absent": view.list.absent.iter().map(absent).collect::<Vec<_>>(),
        "cells": cells,
        "returned": returned.map(rollup_returns::value),
    })
}

/// What each unit has in a cell, and the sum: the greatest first, with its rank and its share.
pub(super) fn parts_text(
    language: Language,
    form: &Form,
    report: &Report,
    cell: CellKey,
    parts: &[CellPart<'_>],
) -> String {
    let number =
        |shown: Option<Number>| shown.map_or_else(|| language.word("rollup.blank"), |number| number.to_string());
    let sum = number(report.numbers.shown(form, cell));
    let mut page = language.say("rollup.cell", &[("cell", &messages::full(form, cell)), ("sum", &sum)]) + "\n";
    let units: Vec<String> = parts.iter().map(|part| Shown(part.unit).to_string()).collect();
    let widest = widest(units.iter().map(String::as_str));
    let ranked = ranked(parts);
    if ranked.iter().filter(|(part, _)| part.number.is_some()).count() > 1
        && ranked.iter().all(|(_, of)| of.rank.is_none())
    {
        page += &format!("  {}\n", language.word("rollup.no_ranks"));
    }
    for (part, PartRank { rank, share }) in ranked {
        let rank = rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        let share = share.map(|share| format!("{share}%")).unwrap_or_default();
        page += &format!(
            "  {}{}{}{}  {}\n",
            padded(&rank, 6),
            table_cell(&Shown(part.unit).to_string(), widest),
            padded(&number(part.number), 12),
            padded(&share, 7),
            Shown(&part.file)
        );
    }
    page
}

/// The same for programs.
pub(super) fn parts_value(form: &Form, report: &Report, cell: CellKey, parts: &[CellPart<'_>]) -> Value {
    let part = |(part, PartRank { rank, share }): (&CellPart<'_>, PartRank)| {
        let share = share.map(|share| share.to_string());
        json!({ "unit": part.unit, "file": part.file, "number": part.number, "rank": rank, "percent": share })
    };
    json!({
        "cell": cell,
        "sum": report.numbers.shown(form, cell),
        "parts": ranked(parts).into_iter().map(part).collect::<Vec<_>>(),
    })
}

/// The parts with their ranks, the greatest first, equal ones in the order of their files, blanks last.
fn ranked<'a>(parts: &'a [CellPart<'a>]) -> Vec<(&'a CellPart<'a>, PartRank)> {
    let numbers: Vec<Option<Number>> = parts.iter().map(|part| part.number).collect();
    let mut ranked: Vec<_> = parts.iter().zip(part_ranks(&numbers)).collect();
    ranked.sort_by_key(|(part, of)| of.place(part.number));
    ranked
}
