//! What is told of a roll-up: a line for each file, who is missing, both sums; for readers and for programs.

use serde_json::{Value, json};

use super::rollup_returns::ReturnSummary;
use super::text_columns::{padded, width};
use crate::check::{SERIES, figure_of};
use crate::form::{CellKey, Form};
use crate::messages::{self, Language, Shown};
use crate::report::{Date, Report};
use crate::rollup::{AbsentUnit, CellPart, MemberStanding, Rollup, RollupMember, RollupOptions, RollupScope};
use crate::session::FormSourceError;
use crate::session::import::ImportOpenError;
use crate::session::rollup::RollupReadError;

/// What was found in a folder.
pub(super) struct RollupView<'a> {
    /// The form of the sum.
    pub form: &'a Form,
    /// The reports and their sum.
    pub rollup: &'a Rollup,
    /// The files that could not be read.
    pub failed: &'a [(String, RollupReadError)],
    /// Who is missing.
    pub absent: Vec<AbsentUnit>,
    /// Whose report was signed too late, by number, with the last day.
    pub late: Vec<(usize, Date)>,
    /// Whose unit is not in the list, by number.
    pub unlisted: Vec<usize>,
}

impl RollupView<'_> {
    /// The exit status: 2 where a file cannot be read, 1 where something has to be looked at, else 0.
    pub fn status(&self) -> u8 {
        let is_notable = |(member, standing): (&RollupMember, MemberStanding)| {
            standing.is_notable() || (standing == MemberStanding::Counted && member.table_errors > 0)
        };
        if !self.failed.is_empty() { 2 } else { u8::from(!self.absent.is_empty() || self.rollup.all().any(is_notable)) }
    }

    /// What is said of a report: what it counts as, and what is to be looked at.
    fn notes(&self, language: Language, number: usize, member: &RollupMember, standing: MemberStanding) -> String {
        let file = |at: usize| self.rollup.members.get(at).map(|other| other.file.clone()).unwrap_or_default();
        let mut notes = vec![match standing {
            MemberStanding::Counted => String::new(),
            MemberStanding::Faulty => language.word("rollup.standing_faulty"),
            MemberStanding::OtherYear => language.word("rollup.standing_other_year"),
            MemberStanding::OtherEdition => language.word("rollup.standing_other_edition"),
            MemberStanding::Older(at) => language.say("rollup.standing_older", &[("file", &file(at))]),
            MemberStanding::Same(at) => language.say("rollup.standing_same", &[("file", &file(at))]),
            MemberStanding::TheSum => language.word("rollup.standing_the_sum"),
            MemberStanding::OutOfScope => language.word("rollup.standing_out_of_scope"),
            MemberStanding::NoUnit => language.word("rollup.standing_no_unit"),
        }];
        if let Some((_, due)) = self.late.iter().find(|(late, _)| *late == number) {
            notes.push(language.say("rollup.note_late", &[("day", due)]));
        }
        if self.unlisted.contains(&number) {
            notes.push(language.word("rollup.note_unlisted"));
        }
        if member.named_by_file {
            notes.push(language.word("rollup.note_named_by_file"));
        }
        notes.retain(|note| !note.is_empty());
        notes.join(&language.word("label.comma"))
    }
}

/// The title of the sum.
pub(super) fn title(language: Language, rollup: &Rollup) -> String {
    let unit = rollup.options.unit.clone().unwrap_or_default();
    // As in a report's own title.
    let year = match language {
        Language::Chinese => format!("{}年", rollup.year),
        Language::English => messages::year(language, rollup.year),
    };
    language.say("rollup.title", &[("unit", &unit), ("year", &year)])
}

/// The files with their heads: file, unit, year, what each counts as, errors in its tables.
pub(super) fn file_rows(language: Language, view: &RollupView<'_>) -> Vec<Vec<String>> {
    let heads = [
        "rollup.column_file",
        "rollup.column_unit",
        "rollup.column_year",
        "rollup.column_standing",
        "rollup.column_errors",
    ];
    let mut rows = vec![heads.map(|head| language.word(head)).to_vec()];
    for (number, member, standing) in view.rollup.numbered() {
        let mut said = view.notes(language, number, member, standing);
        if standing == MemberStanding::Counted {
            let counted = language.word("rollup.standing_counted");
            said = if said.is_empty() { counted } else { counted + &language.word("label.comma") + &said };
        }
        let year = if member.year == 0 { String::new() } else { member.year.to_string() };
        rows.push(vec![member.file.clone(), member.unit.clone(), year, said, member.table_errors.to_string()]);
    }
    for (file, error) in view.failed {
        let words = sentence(language, file, error);
        rows.push(vec![file.clone(), String::new(), String::new(), words, String::new()]);
    }
    rows
}

/// For readers.
pub(super) fn text(language: Language, view: &RollupView<'_>, returned: Option<&ReturnSummary>) -> String {
    let rows = file_rows(language, view);
    let shown = |row: &Vec<String>| row.iter().map(|cell| Shown(cell).to_string()).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = rows.iter().map(shown).collect();
    let order = [4, 0, 1, 2, 3];
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths = order.map(|column| widest(column).unwrap_or(0) + 2);
    let mut page = String::new();
    for row in &rows {
        let cells = order
            .iter()
            .zip(widths)
            .map(|(column, width)| padded(row.get(*column).map(String::as_str).unwrap_or_default(), width));
        page += &format!("{}\n", cells.collect::<String>().trim_end());
    }
    if !view.absent.is_empty() {
        page += &format!("\n{}\n", language.say("rollup.absent", &[("count", &view.absent.len())]));
        for unit in &view.absent {
            page += &format!("  {}\n", absent_line(language, unit));
        }
    }
    let count = |is: fn(&MemberStanding) -> bool| view.rollup.standings.iter().filter(|one| is(one)).count();
    let counted = count(|one| *one == MemberStanding::Counted);
    let faulty = view.rollup.counted().filter(|member| member.table_errors > 0).count();
    page += &format!(
        "\n{}\n",
        language.say(
            "rollup.summary",
            &[
                ("title", &title(language, view.rollup)),
                ("files", &(view.rollup.members.len() + view.failed.len())),
                ("counted", &counted),
                ("others", &(view.rollup.members.len() - counted)),
                ("failed", &view.failed.len()),
                ("absent", &view.absent.len()),
                ("faulty", &faulty),
            ],
        )
    );
    if counted > 0 {
        page += &sums(language, view);
    }
    if let Some(returned) = returned {
        page += &format!("{}\n", returned.line(language));
    }
    page
}

/// The main numbers of both sums: 本级 and 全辖, where there are both.
fn sums(language: Language, view: &RollupView<'_>) -> String {
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
    let members = rollup.counted().filter(|member| RollupScope::Own.has(member.kind)).cloned().collect();
    let options = RollupOptions { year: Some(rollup.year), ..rollup.options.clone() };
    Rollup::of(members, options)
}

/// For programs. A promise like that of `check`: fields may be added, none is renamed or removed.
pub(super) fn value(language: Language, view: &RollupView<'_>, returned: Option<&ReturnSummary>) -> Value {
    let file = |(number, member, standing): (usize, &RollupMember, MemberStanding)| {
        let note = view.notes(language, number, member, standing);
        json!({
            "file": member.file,
            "unit": member.unit,
            "kind": member.kind,
            "year": Some(member.year).filter(|year| *year != 0),
            "standing": standing.word(),
            "table_errors": member.table_errors,
            "late": view.late.iter().any(|(late, _)| *late == number),
            "listed": !view.unlisted.contains(&number),
            "note": Some(note).filter(|note| !note.is_empty()),
        })
    };
    let failed: Vec<Value> = view
        .failed
        .iter()
        .map(|(file, error)| json!({ "file": file, "failure": sentence(language, file, error) }))
        .collect();
    let absent = |unit: &AbsentUnit| json!({ "unit": unit.name, "due": unit.due.map(|day| day.to_string()), "days_late": unit.late });
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
        "absent": view.absent.iter().map(absent).collect::<Vec<_>>(),
        "cells": cells,
        "returned": returned.map(ReturnSummary::value),
    })
}

/// What each unit has in a cell, and the sum.
pub(super) fn parts_text(
    language: Language,
    form: &Form,
    report: &Report,
    cell: CellKey,
    parts: &[CellPart<'_>],
) -> String {
    let number = |shown: Option<crate::report::Number>| {
        shown.map_or_else(|| language.word("rollup.blank"), |number| number.to_string())
    };
    let sum = number(report.numbers.shown(form, cell));
    let mut page = language.say("rollup.cell", &[("cell", &messages::full(form, cell)), ("sum", &sum)]) + "\n";
    let widest = parts.iter().map(|part| width(part.unit)).max().unwrap_or(0) + 2;
    for part in parts {
        page +=
            &format!("  {}{}  {}\n", padded(part.unit, widest), padded(&number(part.number), 10), Shown(&part.file));
    }
    page
}

/// The same for programs.
pub(super) fn parts_value(form: &Form, report: &Report, cell: CellKey, parts: &[CellPart<'_>]) -> Value {
    let part = |part: &CellPart<'_>| json!({ "unit": part.unit, "file": part.file, "number": part.number });
    json!({
        "cell": cell,
        "sum": report.numbers.shown(form, cell),
        "parts": parts.iter().map(part).collect::<Vec<_>>(),
    })
}

fn absent_line(language: Language, unit: &AbsentUnit) -> String {
    let name = Shown(&unit.name).to_string();
    match (unit.due, unit.late) {
        (Some(due), Some(days)) => {
            language.say("rollup.absent_late", &[("unit", &name), ("day", &due), ("days", &days)])
        }
        (Some(due), None) => language.say("rollup.absent_due", &[("unit", &name), ("day", &due)]),
        (None, _) => name,
    }
}

/// Why a file could not be read.
fn sentence(language: Language, file: &str, error: &RollupReadError) -> String {
    match error {
        RollupReadError::Open(ImportOpenError::Store(error)) => messages::store_error(language, error),
        RollupReadError::Open(ImportOpenError::Read(error)) => messages::read_error(language, &file, error),
        RollupReadError::Form(FormSourceError::Store(error)) => messages::store_error(language, error),
        RollupReadError::Form(FormSourceError::Form(error)) => messages::form_error(language, error),
        RollupReadError::Form(error @ FormSourceError::OtherEdition { .. }) => error.to_string(),
    }
}
