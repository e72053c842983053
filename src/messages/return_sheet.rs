//! The sheet that goes back to a unit (退回单): what to correct, cell by cell, and what became of the last one.
//! Must not know how it is printed.

use super::{Language, basis, finding, place, severity, year};
use crate::check::{CATALOGUE, Finding, Severity};
use crate::form::Form;
use crate::report::Place;
use crate::richtext::RichText;
use crate::rollup::RollupMember;
use crate::session::rollup::{ReturnRecord, ReturnedItem, RoundProgress};
use crate::session::{PrintedSheet, SheetTable};

/// What a sheet is made of.
pub struct ReturnSheet<'a> {
    /// The unit's report.
    pub member: &'a RollupMember,
    /// What its check found.
    pub findings: &'a [Finding],
    /// What was sent back before.
    pub record: &'a ReturnRecord,
    /// The government that sends it back, where it is known.
    pub sender: Option<&'a str>,
}

/// How many cells of one finding are listed.
const MOST_CELLS: usize = 24;

const NUMBER: &str = "sheet.return_head_number";
const PLACE: &str = "sheet.return_head_place";
const PROBLEM: &str = "sheet.return_head_problem";

/// The sheet, with its items for the record; `None` where there is nothing to correct and nothing was.
pub fn return_sheet(
    language: Language,
    form: &Form,
    of: &ReturnSheet<'_>,
) -> Option<(PrintedSheet, Vec<ReturnedItem>, Option<RoundProgress>)> {
    let asked = of.findings.iter().filter_map(|one| Some((one, ReturnedItem::of(one, finding(language, form, one))?)));
    let mut asked: Vec<(&Finding, ReturnedItem)> = asked.collect();
    asked.sort_by_key(|(one, _)| std::cmp::Reverse(one.severity));
    let items: Vec<ReturnedItem> = asked.iter().map(|(_, item)| item.clone()).collect();
    let progress = of.record.progress(&of.member.unit, &items);
    if items.is_empty() && progress.is_none() {
        return None;
    }
    let count = |severity: Severity| asked.iter().filter(|(one, _)| one.severity == severity).count();
    let mut lines = vec![language.say(
        if items.is_empty() { "sheet.return_clean" } else { "sheet.return_intro" },
        &[
            ("unit", &of.member.unit),
            ("year", &year(language, of.member.year)),
            ("file", &of.member.file),
            ("errors", &count(Severity::Error)),
            ("warnings", &count(Severity::Warning)),
        ],
    )];
    if let Some(progress) = &progress {
        let (corrected, left) = (progress.corrected.len(), progress.left);
        let all = corrected + left;
        lines.push(language.say("sheet.return_progress", &[("all", &all), ("corrected", &corrected), ("left", &left)]));
    }
    lines.extend(of.sender.map(|sender| language.say("sheet.return_sender", &[("unit", &sender)])));
    let mut tables = Vec::new();
    if !asked.is_empty() {
        tables.push(items_table(language, form, of, &asked));
    }
    if let Some(progress) = progress.as_ref().filter(|progress| !progress.corrected.is_empty()) {
        tables.push(corrected_table(language, form, progress));
    }
    let title = language.say("sheet.return_title", &[("unit", &of.member.unit)]);
    Some((PrintedSheet { title, text: RichText::plain(&lines.join("\n")), tables }, items, progress))
}

fn items_table(
    language: Language,
    form: &Form,
    of: &ReturnSheet<'_>,
    asked: &[(&Finding, ReturnedItem)],
) -> SheetTable {
    let has_former = of.record.units.contains_key(&of.member.unit);
    let row = |(number, (one, item)): (usize, &(&Finding, ReturnedItem))| {
        let mark = match (has_former, of.record.has(&of.member.unit, item)) {
            (true, true) => language.word("sheet.return_not_corrected"),
            (true, false) => language.word("sheet.return_new"),
            (false, _) => "—".to_owned(),
        };
        let rests = CATALOGUE.iter().find(|rule| rule.code == one.rule);
        let rests = rests.map(|rule| rule.basis.iter().map(|of| basis(language, *of)).collect::<Vec<_>>());
        vec![
            (number + 1).to_string(),
            places(language, form, of.member, one),
            item.said.clone(),
            format!("{} {}", severity(language, one.severity), one.rule),
            rests.unwrap_or_default().join(&language.word("label.comma")),
            mark,
        ]
    };
    let heads = [NUMBER, PLACE, PROBLEM, "sheet.return_head_rule", "sheet.return_head_basis", "sheet.return_head_last"];
    SheetTable {
        title: language.word("sheet.return_items"),
        widths: vec![6, 26, 40, 12, 18, 10],
        heads: heads.map(|head| language.word(head)).to_vec(),
        rows: asked.iter().enumerate().map(row).collect(),
        tall: Vec::new(),
        left: vec![1, 2],
    }
}

fn corrected_table(language: Language, form: &Form, progress: &RoundProgress) -> SheetTable {
    let row = |(number, item): (usize, &ReturnedItem)| {
        let at = item.place.map(|at| place(language, form, at)).unwrap_or_default();
        vec![(number + 1).to_string(), at, item.said.clone()]
    };
    SheetTable {
        title: language.word("sheet.return_corrected"),
        widths: vec![6, 30, 60],
        heads: [NUMBER, PLACE, PROBLEM].map(|head| language.word(head)).to_vec(),
        rows: progress.corrected.iter().enumerate().map(row).collect(),
        tall: Vec::new(),
        left: vec![1, 2],
    }
}

/// Where the finding is: its cells with what they show, or the part of the text.
fn places(language: Language, form: &Form, member: &RollupMember, one: &Finding) -> String {
    let mut cells: Vec<String> = Vec::new();
    for at in &one.places {
        let Place::Cell(key) = at else { continue };
        let shown = form.field(*key).and_then(|field| member.values.get(field.number).copied().flatten());
        let shown = shown.map_or_else(|| language.word("sheet.return_blank"), |number| number.to_string());
        cells.push(language.say("sheet.return_cell", &[("cell", &place(language, form, *at)), ("number", &shown)]));
    }
    let home = one.section.map(|id| super::section(form, id)).unwrap_or_default();
    if cells.is_empty() {
        let at = one.places.first().map(|at| place(language, form, *at)).unwrap_or_default();
        return if at.is_empty() { home } else { at };
    }
    let more = cells.len().saturating_sub(MOST_CELLS);
    cells.truncate(MOST_CELLS);
    if more > 0 {
        cells.push(language.say("sheet.return_more", &[("count", &more)]));
    }
    language
        .say("sheet.return_cells", &[("table", &home), ("cells", &cells.join(&language.word("sheet.return_between")))])
}
