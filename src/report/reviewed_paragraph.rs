//! The paragraphs of a text with everything that tracked changes took out of it, for paper and documents that show both.
//! Must not know either.

use super::reviewed_text::{ItemMarks, Look, ReviewItem, ReviewedText};
use super::revision::{FormerValue, RevisionId};
use super::{Report, ReportText};
use crate::form::CellKey;
use crate::richtext::{Paragraph, RichText, Run};

/// A paragraph as it stands between two ends of paragraph, of which each may have been taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewedParagraph {
    /// Its look, without text.
    pub look: Paragraph,
    /// Its text in order.
    pub pieces: Vec<ReviewedPiece>,
    /// What was done to its end.
    pub end: PieceChange,
    /// The look before it was formatted, and the change that formatted it.
    pub former: Option<(RevisionId, Paragraph)>,
    /// The paragraph of the report in which its shown characters stand, and how many stand before them there.
    pub shown: (usize, usize),
}

/// Characters with the same look that were changed in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewedPiece {
    /// The characters.
    pub run: Run,
    /// What was done to them.
    pub change: PieceChange,
    /// Their look before they were formatted, and the change that formatted them.
    pub former: Option<(RevisionId, Run)>,
}

/// Which tracked changes put something in and took it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PieceChange {
    /// The change that put it in.
    pub inserted: Option<RevisionId>,
    /// The change that took it out.
    pub deleted: Option<RevisionId>,
}

impl PieceChange {
    const fn of(marks: &ItemMarks) -> PieceChange {
        PieceChange { inserted: marks.inserted, deleted: marks.deleted }
    }

    /// Whether nothing was done to it.
    pub const fn is_none(self) -> bool {
        self.inserted.is_none() && self.deleted.is_none()
    }
}

impl Report {
    /// The paragraphs of a text with what was taken out of it; `None` where nothing of it was changed.
    pub fn reviewed(&self, part: ReportText) -> Option<Vec<ReviewedParagraph>> {
        self.revisions.of_text(part).next()?;
        let nothing = RichText::default();
        let row = ReviewedText::of(self.part(part).unwrap_or(&nothing), self.revisions.of_text(part));
        let mut paragraphs = Vec::new();
        let (mut pieces, mut shown, mut start) = (Vec::new(), (0, 0), (0, 0));
        let same = |one: &ReviewItem, other: &ReviewItem| {
            one.marks == other.marks && one.look == other.look && one.character.is_some() && other.character.is_some()
        };
        for items in row.items.chunk_by(same) {
            let Some(first) = items.first() else { continue };
            let text: String = items.iter().filter_map(|item| item.character).collect();
            match &first.look {
                Look::Run(look) => {
                    let former = first.marks.formatted.as_ref().and_then(|(id, look)| match look {
                        Look::Run(run) => Some((*id, Run::clone(run))),
                        Look::End(_) => None,
                    });
                    if first.is_shown() {
                        shown.1 += items.len();
                    }
                    let run = Run { text, ..Run::clone(look) };
                    pieces.push(ReviewedPiece { run, change: PieceChange::of(&first.marks), former });
                }
                Look::End(look) => {
                    let former = first.marks.formatted.as_ref().and_then(|(id, look)| match look {
                        Look::End(paragraph) => Some((*id, Paragraph::clone(paragraph))),
                        Look::Run(_) => None,
                    });
                    let pieces = std::mem::take(&mut pieces);
                    let end = PieceChange::of(&first.marks);
                    paragraphs.push(ReviewedParagraph {
                        look: Paragraph::clone(look),
                        pieces,
                        end,
                        former,
                        shown: start,
                    });
                    if first.is_shown() {
                        shown = (shown.0 + 1, 0);
                    }
                    start = shown;
                }
            }
        }
        if !pieces.is_empty() {
            let (look, end) = (Paragraph::default(), PieceChange::default());
            paragraphs.push(ReviewedParagraph { look, pieces, end, former: None, shown: start });
        }
        Some(paragraphs)
    }

    /// What stood in a cell before it was changed, and the last change of it.
    pub fn revised_cell(&self, key: CellKey) -> Option<(RevisionId, String)> {
        let own = |former: &FormerValue| matches!(former, FormerValue::Number(of, _) if *of == key);
        let first = self.revisions.values.iter().find(|value| own(&value.former))?;
        let last = self.revisions.values.iter().rev().find(|value| own(&value.former))?;
        Some((last.id, first.former.shown()))
    }
}
