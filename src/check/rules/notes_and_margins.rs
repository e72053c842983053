//! R42 and R43: notes to cells, and the text before and after the sections.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument, TableAxis};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::report::Place;

/// The first words of a note that was written after the number in its cell.
const INLINE: &[&str] = &["其中", "含", "包括", "包含"];

/// R42: a note that was written into the cell must be reworded for its place under the table.
pub(in crate::check) fn notes(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for (key, note) in &input.report.notes {
        let bare = note.trim_start_matches(['（', '(']);
        if INLINE.iter().any(|word| bare.starts_with(word)) || bare.len() < note.len() {
            let finding =
                rule.finding("inline", input.form.section_of(*key), vec![Place::Note(*key), Place::Cell(*key)]);
            found.push(finding.with("line", MessageArgument::Line(TableAxis::Row, *key)).quoting("note", note.clone()));
        }
    }
}

/// R43: no signature; a preface that offers contact without an address or a telephone number.
pub(in crate::check) fn contact(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    if input.report.signature.is_none() {
        found.push(rule.finding("unsigned", None, vec![Place::Signature]));
    }
    let preface: Vec<&Passage> = input.passages().filter(|one| one.origin == PassageOrigin::Preface).collect();
    let offer = preface.iter().find_map(|passage| Some((passage, passage.find("联系").into_iter().next()?)));
    let Some((passage, at)) = offer else { return };
    let has = |words: &[&str]| preface.iter().any(|passage| passage.has_any(words));
    let digits = |count: usize| preface.iter().any(|passage| longest_number(passage) >= count);
    let mut missing = Vec::new();
    if !(has(&["邮编", "邮政编码"]) && digits(6)) {
        missing.push("邮编");
    }
    if !(has(&["电话", "热线"]) && digits(7)) {
        missing.push("电话");
    }
    if !missing.is_empty() {
        let finding = rule.finding("contact", None, vec![passage.place(at)]);
        found.push(finding.quoting("missing", missing.join("、")));
    }
}

/// The most digits in a row.
fn longest_number(passage: &Passage) -> usize {
    let runs = passage.characters().split(|one| !one.is_ascii_digit());
    runs.map(<[char]>::len).max().unwrap_or_default()
}
