//! R10 and R11: what remains in the text of a template, of an earlier edition or of the writer's own
//! marks.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, fold};
use crate::check::rule::Rule;
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::{Paragraph, Run, TextMark};

/// Words of templates that a unit should have replaced, and the replacement where there is an
/// automatic one.
const PLACEHOLDERS: &[(&str, Option<&str>)] = &[
    ("（文字描述）", None),
    ("具体网址", None),
    ("（单位名称）", None),
    ("（请填写", None),
    ("（此处填写", None),
    ("XX", None),
    ("××", None),
    ("○○", None),
    ("___", None),
    ("（）", None),
    ("、等", Some("等")),
    ("表格如下", None),
];

/// R10: leftovers of a template, and text that the writer has marked 待核实.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    placeholders(rule, input, found);
    for part in ReportText::ALL {
        let Some(prose) = input.report.part(part) else { continue };
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            for (words, place) in unverified(part, number, paragraph) {
                let section = match part {
                    ReportText::Preface => None,
                    ReportText::Section(id) => Some(id),
                };
                let finding = rule.finding("unverified", section, vec![place]);
                found.push(finding.with("words", MessageArgument::Words(words)));
            }
        }
    }
}

/// The stretches of a paragraph that are marked 待核实, with their places.
fn unverified(part: ReportText, number: usize, paragraph: &Paragraph) -> Vec<(String, Place)> {
    let (mut found, mut start) = (Vec::new(), 0);
    let marked = |run: &Run| run.marks.has(TextMark::Unverified);
    for runs in paragraph.runs().chunk_by(|one, other| marked(one) == marked(other)) {
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        let end = start + words.chars().count();
        if runs.first().is_some_and(marked) {
            found.push((words, part.place(CharRange { paragraph: number, start, end })));
        }
        start = end;
    }
    found
}

fn placeholders(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        for (words, instead) in PLACEHOLDERS {
            for range in runs(passage, words) {
                let place = passage.place(range.clone());
                found.push(
                    rule.finding("left", passage.section(), vec![place])
                        .with("words", MessageArgument::Words(passage.text(range.clone())))
                        .with("excerpt", MessageArgument::Words(passage.excerpt(range)))
                        .fixed_by(instead.iter().map(|text| FixStep::Replace(place, (*text).to_owned())).collect()),
                );
            }
        }
    }
}

/// R11: words of an earlier edition, in the text or as labels.
pub(in crate::check) fn outdated(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for words in &input.form.outdated {
        // A document is recognised by its number, regardless of the words before it.
        let sign = words.find('〔').and_then(|at| words.get(at..)).unwrap_or(words);
        for passage in input.passages() {
            for range in passage.find(sign) {
                let finding = rule.finding("word", passage.section(), vec![passage.place(range.clone())]);
                found.push(
                    finding
                        .with("words", MessageArgument::Words(words.clone()))
                        .with("excerpt", MessageArgument::Words(passage.excerpt(range)))
                        .with("notice", MessageArgument::Words(input.form.notice.clone())),
                );
            }
        }
        let wanted: String = fold(words).into_iter().collect();
        for (official, stated) in &input.report.stated.labels {
            if fold(stated).into_iter().collect::<String>().contains(&wanted) {
                let table = input
                    .form
                    .tables
                    .iter()
                    .find(|table| table.cells.iter().any(|cell| cell.key().is_none() && cell.label() == *official));
                let home =
                    table.and_then(|table| table.fields.first()).and_then(|field| input.form.section_of(field.key));
                let place = table.map_or(Place::Title, |table| Place::Table(table.name));
                let finding = rule.finding("label", home, vec![place]);
                found.push(
                    finding
                        .with("words", MessageArgument::Words(stated.clone()))
                        .with("official", MessageArgument::Words(official.clone()))
                        .with("notice", MessageArgument::Words(input.form.notice.clone())),
                );
            }
        }
    }
}

/// The places of `words`, those side by side as one, without those that are part of a Latin word
/// or number such as XXI.
fn runs(passage: &Passage, words: &str) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in passage.find(words) {
        match merged.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => merged.push(range),
        }
    }
    if merged.is_empty() {
        return merged;
    }
    let latin = words.chars().all(|one| one.is_ascii_alphabetic());
    let letter = |at: Option<usize>| {
        at.and_then(|at| passage.characters().get(at)).is_some_and(|one| one.is_ascii_alphanumeric() && *one != 'X')
    };
    merged.retain(|range| !latin || !(letter(range.start.checked_sub(1)) || letter(Some(range.end))));
    merged
}
