//! Turns a fix that the checks propose into one change of the report.

use crate::check::{Fix, FixStep};
use crate::form::Form;
use crate::report::{Change, CommentChange, Report, ReportText, link_of};
use crate::richtext::{Edit, RichText, TextRange};

/// What the steps of `fix` change. Places hold for the report as it was checked, so words are put
/// in from the end of a text to its beginning.
pub(super) fn change(fix: &Fix, report: &Report, form: &Form) -> Change {
    let mut words: Vec<(ReportText, TextRange, &FixStep)> = fix.steps.iter().filter_map(in_prose).collect();
    words.sort_by_key(|(part, span, _)| (*part, std::cmp::Reverse((span.start(), span.end()))));
    let mut changes: Vec<Change> = fix.steps.iter().filter_map(elsewhere).collect();
    let mut current: Option<(ReportText, RichText)> = None;
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

fn in_prose(step: &FixStep) -> Option<(ReportText, TextRange, &FixStep)> {
    let (FixStep::Replace(place, _) | FixStep::Link(place, _)) = step else { return None };
    let (part, spot) = place.spot()?;
    Some((part, spot.into(), step))
}

fn edit(prose: &RichText, span: TextRange, step: &FixStep, report: &Report, form: &Form) -> Edit {
    let span = prose.clamp_span(span);
    let marks = prose.marks_of(span);
    match step {
        FixStep::Replace(_, words) => Edit::insert(prose, span, words, marks),
        FixStep::Link(_, key) => match link_of(*key) {
            Some(link) => Edit::insert_link(prose, span, &report.linked_text(form, *key), marks, link),
            None => Edit::default(),
        },
        _ => Edit::default(),
    }
}

fn elsewhere(step: &FixStep) -> Option<Change> {
    match step {
        FixStep::Enter(key, number) => Some(Change::Numbers(vec![(*key, Some(*number))])),
        FixStep::TrustParts(key) => Some(Change::SettleTotals(vec![*key])),
        FixStep::TakeTitle(id) => Some(Change::SettleTitle(*id)),
        FixStep::TakeLabel(label) => Some(Change::SettleLabel(label.clone())),
        FixStep::TakeReportTitle => Some(Change::Title(None)),
        FixStep::ConfirmKind(kind) => Some(Change::UnitKind(*kind)),
        FixStep::SettleComment(id) => Some(Change::Comment(CommentChange::Settle(*id, true))),
        FixStep::Replace(..) | FixStep::Link(..) => None,
    }
}
