//! Makes the smallest changes of a change one after another, keeps their inverse, and notes what they are as tracked
//! changes. Must not know commands.

use super::inverse::AtomicChange;
use super::revision::FormerValue;
use super::text_revision::EditOrigin;
use super::{Comment, Dismissal, InverseChange, Report, Reviser, Revisions};
use crate::form::Form;
use crate::richtext::PositionMap;

/// Records a change while it is made.
#[derive(Debug, Default)]
pub(super) struct ChangeRecorder {
    /// The inverse so far.
    pub inverse: InverseChange,
    /// Whose the change is, where it is tracked.
    pub reviser: Option<Reviser>,
    /// With how many movements of the text the places of dismissals and comments have moved.
    moved: usize,
}

impl ChangeRecorder {
    pub fn new(reviser: Option<Reviser>) -> ChangeRecorder {
        ChangeRecorder { inverse: InverseChange::default(), reviser, moved: 0 }
    }

    /// Makes one small change.
    pub fn record(&mut self, change: AtomicChange, report: &mut Report) {
        match &self.reviser.clone() {
            Some(reviser) => self.record_as(change, report, EditOrigin::Tracked(reviser)),
            None => self.record_as(change, report, EditOrigin::Untracked),
        }
    }

    /// Makes one that follows from another.
    pub fn derive(&mut self, change: AtomicChange, report: &mut Report) {
        self.record_as(change, report, EditOrigin::Derived);
    }

    /// Makes changes that settle tracked changes, of which `left` are left.
    pub fn settle(&mut self, changes: Vec<AtomicChange>, left: Revisions, report: &mut Report) {
        for change in changes {
            self.inverse.record(change, report);
        }
        report.revisions = left;
    }

    /// Updates linked text from the numbers.
    pub fn follow_links(&mut self, report: &mut Report, form: &Form) {
        for (part, edit) in report.stale_links(form) {
            self.derive(AtomicChange::Prose(part, edit), report);
        }
    }

    /// Moves the places of dismissals and comments with the text as far as it was changed; a dismissal whose place was
    /// deleted is removed.
    pub fn move_places(&mut self, report: &mut Report) {
        if report.dismissed.is_empty() && report.comments.is_empty() {
            // Those that come later are given by their places then.
            self.moved = self.inverse.recorded_shift().count();
            return;
        }
        let all = self.inverse.recorded_shift();
        let shift = all.skip(std::mem::replace(&mut self.moved, all.count()));
        if shift.is_empty() {
            return;
        }
        let moved: Vec<Dismissal> = report.dismissed.iter().filter_map(|one| one.moved_by(&shift)).collect();
        if moved != report.dismissed {
            self.inverse.record(AtomicChange::Dismissed(moved), report);
        }
        let moved: Vec<Comment> = report.comments.iter().map(|one| one.clone().moved_by(&shift)).collect();
        if moved != report.comments {
            self.inverse.record(AtomicChange::Comments(moved), report);
        }
    }

    fn record_as(&mut self, change: AtomicChange, report: &mut Report, origin: EditOrigin<'_>) {
        let is_tracked = matches!(origin, EditOrigin::Tracked(_));
        match &change {
            AtomicChange::Prose(part, edit) if is_tracked || report.revisions.of_text(*part).next().is_some() => {
                let part = *part;
                let moves: Vec<PositionMap> = edit.moves().collect();
                let old = report.part(part).cloned().unwrap_or_default();
                self.inverse.record(change, report);
                let mut revisions = std::mem::take(&mut report.revisions);
                let now = report.part(part).cloned().unwrap_or_default();
                revisions.note_text(part, (&old, &now), &moves, origin);
                report.revisions = revisions;
            }
            _ => {
                let former = change.former_value(report);
                self.inverse.record(change, report);
                if let Some(former) = former {
                    let now = former.now(report);
                    match origin {
                        EditOrigin::Tracked(reviser) => report.revisions.note_value(reviser, former, &now),
                        EditOrigin::Untracked | EditOrigin::Derived => report.revisions.forget_undone(&now),
                    }
                }
            }
        }
    }
}

impl AtomicChange {
    /// What stands where it sets a value, if that is tracked.
    fn former_value(&self, report: &Report) -> Option<FormerValue> {
        let place = match self {
            AtomicChange::Number(key, _) => FormerValue::Number(*key, None),
            AtomicChange::Stated(key, _) => FormerValue::Stated(*key, None),
            AtomicChange::Note(key, _) => FormerValue::Note(*key, None),
            AtomicChange::Title(_) => FormerValue::Title(None),
            AtomicChange::Unit(unit) if unit.name != report.unit.name => FormerValue::Unit(String::new()),
            AtomicChange::Year(..) => FormerValue::Year(0),
            AtomicChange::Signature(_) => FormerValue::Signature(None),
            _ => return None,
        };
        Some(place.now(report))
    }
}
