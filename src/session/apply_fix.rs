//! Turns a fix that the checks propose into one change of the report.

use crate::check::{Fix, Step};
use crate::form::Form;
use crate::report::{Change, Part, Report, link_of};
use crate::richtext::{Edit, Prose, Span};

/// What the steps of `fix` change. Places hold for the report as it was checked, so words are put
/// in from the end of a text to its beginning.
pub(super) fn change(fix: &Fix, report: &Report, form: &Form) -> Change {
    let mut words: Vec<(Part, Span, &Step)> = fix.steps.iter().filter_map(in_prose).collect();
    words.sort_by_key(|(part, span, _)| (*part, std::cmp::Reverse((span.start(), span.end()))));
    let mut changes: Vec<Change> = fix.steps.iter().filter_map(elsewhere).collect();
    let mut current: Option<(Part, Prose)> = None;
    for (part, span, step) in words {
        let prose = match current.take().filter(|(of, _)| *of == part) {
            Some((_, prose)) => prose,
            None => report.part(part).cloned().unwrap_or_default(),
        };
        let edit = edit(&prose, span, step, report, form);
        let mut next = prose;
        edit.clone().apply(&mut next);
        current = Some((part, next));
        changes.push(Change::Prose(part, edit));
    }
    Change::All(changes)
}

fn in_prose(step: &Step) -> Option<(Part, Span, &Step)> {
    let (Step::Replace(place, _) | Step::Link(place, _)) = step else { return None };
    let (part, spot) = place.spot()?;
    Some((part, spot.into(), step))
}

fn edit(prose: &Prose, span: Span, step: &Step, report: &Report, form: &Form) -> Edit {
    let span = prose.clamp_span(span);
    let marks = prose.marks_of(span);
    match step {
        Step::Replace(_, words) => Edit::insert(prose, span, words, marks),
        Step::Link(_, key) => match link_of(*key) {
            Some(link) => Edit::insert_link(prose, span, &report.linked_text(form, *key), marks, link),
            None => Edit::default(),
        },
        _ => Edit::default(),
    }
}

fn elsewhere(step: &Step) -> Option<Change> {
    match step {
        Step::Enter(key, number) => Some(Change::Numbers(vec![(*key, Some(*number))])),
        Step::TrustParts(key) => Some(Change::SettleTotals(vec![*key])),
        Step::TakeTitle(id) => Some(Change::SettleTitle(*id)),
        Step::TakeLabel(label) => Some(Change::SettleLabel(label.clone())),
        Step::Replace(..) | Step::Link(..) => None,
    }
}
