//! Tracked changes accepted or rejected: what becomes of the texts, the values and the changes that are left. Must not know
//! who decides.

use std::collections::BTreeSet;

use super::inverse::AtomicChange;
use super::reviewed_text::{ReviewItem, ReviewedText, behind};
use super::revision::{FormerValue, RevisedValue, RevisionId, Revisions};
use super::{Report, ReportText, ReportingUnit, RevisionChange};
use crate::form::Edition;
use crate::richtext::{Edit, PositionMap, RichText, TextPosition, TextRange};

/// What settling tracked changes makes of a report: changes to be made one after another, and the tracked changes that
/// are left then.
pub(super) fn settled(report: &Report, change: &RevisionChange) -> (Vec<AtomicChange>, Revisions) {
    let (mut ids, accepts): (BTreeSet<RevisionId>, bool) = match change {
        RevisionChange::Accept(ids) => (ids.iter().copied().collect(), true),
        RevisionChange::Reject(ids) => (ids.iter().copied().collect(), false),
    };
    let mut left = report.revisions.clone();
    let mut changes = Vec::new();
    let nothing = RichText::default();
    for part in ReportText::ALL.into_iter().filter(|part| report.part(*part).is_some_and(RichText::has_tables)) {
        if left.of_text(part).next().is_some() {
            let text = report.part(part).unwrap_or(&nothing);
            ids = ReviewedText::of(text, left.of_text(part)).with_whole_columns(&ids);
        }
    }
    for part in ReportText::ALL {
        if left.of_text(part).next().is_none() {
            continue;
        }
        let text = report.part(part).unwrap_or(&nothing);
        let row = ReviewedText::of(text, left.of_text(part));
        let moves = moves(&row.items, &ids, accepts);
        let row = row.settled(&ids, accepts);
        let now = row.shown();
        if now != *text {
            changes.push(AtomicChange::Prose(part, Edit::to(text, now, moves)));
        }
        let spans = row.spans(part);
        left.set_text(part, spans);
    }
    let values = settle_values(report, &mut left, &ids, accepts);
    changes.extend(values.into_iter().map(|value| value.set_in(report)));
    left.forget_unused();
    (changes, left)
}

/// How positions in the shown text move when changes are settled.
fn moves(items: &[ReviewItem], ids: &BTreeSet<RevisionId>, accepts: bool) -> Vec<PositionMap> {
    let is_in = |id: Option<RevisionId>| id.is_some_and(|id| ids.contains(&id));
    shown_moves(items, |item| {
        let is_gone = is_in(if accepts { item.marks.deleted } else { item.marks.inserted });
        !is_gone && (item.is_shown() || (!accepts && is_in(item.marks.deleted)))
    })
}

/// How positions in the shown text move, from its end to its beginning, when those items are shown that `will_show`.
pub(super) fn shown_moves(items: &[ReviewItem], will_show: impl Fn(&ReviewItem) -> bool) -> Vec<PositionMap> {
    let mut moves = Vec::new();
    let mut at = TextPosition::default();
    // The range that is replaced, and the end of what takes its place.
    let mut open: Option<(TextPosition, TextPosition, TextPosition)> = None;
    for item in items {
        let is_shown = item.is_shown();
        let next = if is_shown { behind(at, item) } else { at };
        match (is_shown, will_show(item)) {
            (true, true) => {
                moves.extend(
                    open.take().map(|(start, end, last)| PositionMap { old: TextRange::new(start, end), end: last }),
                );
            }
            (false, false) => {}
            (_, shows) => {
                let (start, _, last) = open.unwrap_or((at, at, at));
                open = Some((start, next, if shows { behind(last, item) } else { last }));
            }
        }
        at = next;
    }
    moves.extend(open.map(|(start, end, last)| PositionMap { old: TextRange::new(start, end), end: last }));
    moves.reverse();
    moves
}

/// The values that are set, the last one last.
fn settle_values(report: &Report, left: &mut Revisions, ids: &BTreeSet<RevisionId>, accepts: bool) -> Vec<FormerValue> {
    let mut set: Vec<FormerValue> = Vec::new();
    let mut at = left.values.len();
    while let Some(before) = at.checked_sub(1) {
        at = before;
        let Some(value) = left.values.get(at).filter(|value| ids.contains(&value.id)).cloned() else { continue };
        left.values.remove(at);
        if accepts {
            continue;
        }
        // Who changed it after that changed it from what it was before that.
        let later = left.values.iter_mut().skip(at).find(|later| later.former.is_beside(&value.former));
        match later {
            Some(later) => later.former = value.former,
            None => {
                set.retain(|one| !one.is_beside(&value.former));
                set.push(value.former);
            }
        }
    }
    // What was changed there and back is no change: the last of a place against what stands there then.
    let last = |index: usize, value: &FormerValue, values: &[RevisedValue]| {
        !values.iter().skip(index + 1).any(|later| later.former.is_beside(value))
    };
    let all = left.values.clone();
    let mut index = 0;
    left.values.retain(|value| {
        let is_last = last(index, &value.former, &all);
        index += 1;
        let will_be = set.iter().find(|one| one.is_beside(&value.former)).cloned();
        !is_last || value.former != will_be.unwrap_or_else(|| value.former.now(report))
    });
    set
}

impl FormerValue {
    /// The change that sets it.
    fn set_in(self, report: &Report) -> AtomicChange {
        match self {
            FormerValue::Number(key, number) => AtomicChange::Number(key, number),
            FormerValue::Stated(key, stated) => AtomicChange::Stated(key, stated),
            FormerValue::Note(key, note) => AtomicChange::Note(key, note),
            FormerValue::Title(title) => AtomicChange::Title(title),
            FormerValue::Unit(name) => AtomicChange::Unit(ReportingUnit { name, ..report.unit.clone() }),
            FormerValue::Year(year) => AtomicChange::Year(year, Edition::of_year(year)),
            FormerValue::Signature(signature) => AtomicChange::Signature(signature),
        }
    }
}
