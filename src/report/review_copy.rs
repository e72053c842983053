//! The report as reviewers see it on paper: what tracked changes took out stands in the text again, and where what was changed
//! stands. Must not know how it is drawn.

use super::reviewed_text::{ReviewedText, behind, text_of};
use super::revision_settling::shown_moves;
use super::{Change, Report, ReportText, RevisionId};
use crate::form::Form;
use crate::richtext::{Edit, RichText, TextPosition, TextRange};

/// A report with what was taken out of its texts, and where it was changed.
#[derive(Clone, Debug)]
pub struct ReviewCopy {
    /// The report; its comments stand where they stood. It is for paper alone.
    pub report: Report,
    /// What was put in and what was taken out, in order.
    pub marks: Vec<ReviewedRange>,
}

/// Characters that were put in or taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewedRange {
    /// Which text.
    pub part: ReportText,
    /// Where.
    pub range: TextRange,
    /// Whether it was taken out; else it was put in.
    pub is_removed: bool,
    /// By which change.
    pub id: RevisionId,
}

impl Report {
    /// The report with what tracked changes took out of it; `None` where they changed no text.
    pub fn review_copy(&self, form: &Form) -> Option<ReviewCopy> {
        let (mut changes, mut marks) = (Vec::new(), Vec::new());
        for part in ReportText::ALL {
            if self.revisions.of_text(part).next().is_none() {
                continue;
            }
            let nothing = RichText::default();
            let text = self.part(part).unwrap_or(&nothing);
            let row = ReviewedText::of(text, self.revisions.of_text(part));
            let moves = shown_moves(&row.items, |_| true);
            let whole = text_of(row.items.iter());
            changes.push(Change::Prose(part, Edit::to(text, whole, moves)));
            let mut at = TextPosition::default();
            let change = |item: &super::reviewed_text::ReviewItem| {
                item.marks.deleted.map(|id| (true, id)).or(item.marks.inserted.map(|id| (false, id)))
            };
            for items in row.items.chunk_by(|one, other| change(one) == change(other)) {
                let start = at;
                at = items.iter().fold(at, behind);
                if let Some((is_removed, id)) = items.first().and_then(change) {
                    marks.push(ReviewedRange { part, range: TextRange::new(start, at), is_removed, id });
                }
            }
        }
        // What stood in cells is shown in them.
        let mut report = Report { revisions: self.revisions.of_values(), ..self.clone() };
        // A text takes any text.
        Change::All(changes).apply(&mut report, form).ok()?;
        (!marks.is_empty()).then_some(ReviewCopy { report, marks })
    }
}
