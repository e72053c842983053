//! Inverses of changes that were made, as values, and how positions moved with them. Must not check a
//! change: an inverse restores a state that was valid.

use super::{
    CharRange, Comment, Dismissal, ImportOrigin, Number, Report, ReportText, ReportingUnit, Revisions, Signature,
    StatedTotal, StatedWords,
};
use crate::form::{CellKey, Edition, SectionId};
use crate::raster::HeldPicture;
use crate::richtext::{Edit, GapBias, PositionMap, TextPosition, TextRange};

/// The exact inverse of a change; applying it returns the inverse of the inverse, for redo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InverseChange {
    changes: Vec<AtomicChange>,
}

/// How positions moved in the texts of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PositionShift {
    moves: Vec<(ReportText, PositionMap)>,
}

/// The smallest changes: each sets one value, and its inverse sets the former value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AtomicChange {
    Unit(ReportingUnit),
    Year(u16, Edition),
    Title(Option<String>),
    Signature(Option<Signature>),
    RulePacks(Vec<String>),
    Prose(ReportText, Edit),
    /// Whether a section without paragraphs has an entry in the map, since this changes the file.
    Entry(SectionId, bool),
    Number(CellKey, Option<Number>),
    Stated(CellKey, Option<StatedTotal>),
    Words(StatedWords),
    /// A picture to be held. Its inverse is itself: what no figure shows is nowhere to be seen, and is there for redo.
    Picture(HeldPicture),
    Note(CellKey, Option<String>),
    Dismissed(Vec<Dismissal>),
    Comments(Vec<Comment>),
    /// The tracked changes; whether changes are tracked from now on is no part of any step.
    Revisions(Revisions),
    Origins(Vec<ImportOrigin>),
    Whole(Box<Report>),
}

impl InverseChange {
    /// Undoes the change and returns the value that redoes it.
    pub fn apply(self, report: &mut Report) -> InverseChange {
        let mut inverse = InverseChange::default();
        for change in self.changes {
            inverse.record(change, report);
        }
        inverse.finish()
    }

    /// Whether there is nothing to undo.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How positions move when this is applied.
    pub fn shift(&self) -> PositionShift {
        let moves = self.changes.iter().flat_map(|change| match change {
            AtomicChange::Prose(part, edit) => edit.moves().map(|one| (*part, one)).collect(),
            _ => Vec::new(),
        });
        PositionShift { moves: moves.collect() }
    }

    /// Undoes `later` and then this: one inverse for two changes made one after another.
    pub fn after(self, later: InverseChange) -> InverseChange {
        let mut all = later;
        // Each has all tracked changes: those that are set last count.
        if self.changes.iter().any(|change| matches!(change, AtomicChange::Revisions(_))) {
            all.changes.retain(|change| !matches!(change, AtomicChange::Revisions(_)));
        }
        for change in self.changes {
            match (all.changes.last_mut(), change) {
                (Some(AtomicChange::Prose(part, edit)), AtomicChange::Prose(other, next)) if *part == other => {
                    *edit = std::mem::take(edit).then(next);
                }
                (_, change) => all.changes.push(change),
            }
        }
        all
    }

    /// Makes one small change and keeps its inverse, in the order in which the changes are made.
    pub(super) fn record(&mut self, change: AtomicChange, report: &mut Report) {
        if let AtomicChange::Prose(ReportText::Section(id), _) = change
            && !report.sections.contains_key(&id)
        {
            self.changes.push(AtomicChange::Entry(id, true).apply(report));
        }
        self.changes.push(change.apply(report));
    }

    /// Keeps the tracked changes that were there before others took their place.
    pub(super) fn record_revisions(&mut self, former: Revisions) {
        self.changes.push(AtomicChange::Revisions(former));
    }

    /// The inverse, once all changes are recorded.
    pub(super) fn finish(mut self) -> InverseChange {
        self.changes.reverse();
        self
    }

    /// How the recorded changes moved positions, in the order in which they were made.
    pub(super) fn recorded_shift(&self) -> PositionShift {
        let prose = self.changes.iter().filter_map(|change| match change {
            AtomicChange::Prose(part, edit) => Some((*part, edit.moves().collect::<Vec<_>>())),
            _ => None,
        });
        let made = prose.flat_map(|(part, moves)| moves.into_iter().rev().map(move |one| (part, one.reversed())));
        PositionShift { moves: made.collect() }
    }
}

impl AtomicChange {
    fn apply(self, report: &mut Report) -> AtomicChange {
        use std::mem::replace;
        match self {
            AtomicChange::Unit(unit) => AtomicChange::Unit(replace(&mut report.unit, unit)),
            AtomicChange::Year(year, form) => {
                AtomicChange::Year(replace(&mut report.year, year), replace(&mut report.form, form))
            }
            AtomicChange::Title(title) => AtomicChange::Title(replace(&mut report.title, title)),
            AtomicChange::Signature(signature) => AtomicChange::Signature(replace(&mut report.signature, signature)),
            AtomicChange::RulePacks(names) => AtomicChange::RulePacks(replace(&mut report.rule_packs, names)),
            AtomicChange::Prose(part, edit) => AtomicChange::Prose(part, edit.apply(report.part_mut(part))),
            AtomicChange::Entry(id, true) => {
                report.prose_mut(id);
                AtomicChange::Entry(id, false)
            }
            AtomicChange::Entry(id, false) => {
                report.sections.remove(&id);
                AtomicChange::Entry(id, true)
            }
            AtomicChange::Number(key, number) => AtomicChange::Number(key, report.numbers.set(key, number)),
            AtomicChange::Stated(key, stated) => AtomicChange::Stated(key, report.numbers.state(key, stated)),
            AtomicChange::Words(words) => AtomicChange::Words(replace(&mut report.stated, words)),
            AtomicChange::Picture(picture) => {
                report.pictures.add(picture.clone());
                AtomicChange::Picture(picture)
            }
            AtomicChange::Note(key, Some(note)) => AtomicChange::Note(key, report.notes.insert(key, note)),
            AtomicChange::Note(key, None) => AtomicChange::Note(key, report.notes.remove(&key)),
            AtomicChange::Dismissed(all) => AtomicChange::Dismissed(replace(&mut report.dismissed, all)),
            AtomicChange::Comments(all) => AtomicChange::Comments(replace(&mut report.comments, all)),
            AtomicChange::Revisions(all) => {
                let all = Revisions { tracking: report.revisions.tracking, ..all };
                AtomicChange::Revisions(replace(&mut report.revisions, all))
            }
            AtomicChange::Origins(all) => AtomicChange::Origins(replace(&mut report.origins, all)),
            AtomicChange::Whole(mut whole) => {
                whole.revisions.tracking = report.revisions.tracking;
                AtomicChange::Whole(Box::new(replace(report, *whole)))
            }
        }
    }
}

impl PositionShift {
    /// The new position of a position of `part`.
    pub fn map(&self, part: ReportText, position: TextPosition, bias: GapBias) -> TextPosition {
        let own = self.moves.iter().filter(|(of, _)| *of == part);
        own.fold(position, |position, (_, one)| one.map(position, bias))
    }

    /// The new range of the characters of `spot`, without text inserted at its ends. `None` where all
    /// of them were deleted, or where they are in two paragraphs now.
    pub fn map_range(&self, part: ReportText, spot: CharRange) -> Option<CharRange> {
        let was = TextRange::from(spot);
        let start = self.map(part, was.start(), GapBias::After);
        let end = self.map(part, was.end(), GapBias::Before);
        let alive = start.paragraph == end.paragraph && (start < end || was.is_empty());
        let (first, last) = (start.character, end.character.max(start.character));
        alive.then_some(CharRange { paragraph: start.paragraph, start: first, end: last })
    }

    /// The reverse movement.
    pub fn reversed(&self) -> PositionShift {
        PositionShift { moves: self.moves.iter().rev().map(|(part, one)| (*part, one.reversed())).collect() }
    }

    /// Without the first `count` moves.
    pub fn skip(&self, count: usize) -> PositionShift {
        PositionShift { moves: self.moves.iter().skip(count).copied().collect() }
    }

    /// How many moves there are.
    pub(super) fn count(&self) -> usize {
        self.moves.len()
    }

    /// Whether no position moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }
}
