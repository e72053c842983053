//! Changes already made, as values that take them back exactly, and how places moved with them.
//! Knows no reasons to refuse: what was once so can be so again.

use super::{
    CharRange, Dismissal, ImportOrigin, Number, Report, ReportText, ReportingUnit, Signature, StatedTotal, StatedWords,
};
use crate::form::{CellKey, Edition, SectionId};
use crate::richtext::{Edit, GapBias, PositionMap, TextPosition, TextRange};

/// Takes a change back, to the byte; applied, it gives the one that makes the change again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InverseChange {
    atoms: Vec<AtomicChange>,
}

/// How positions moved in the texts of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PositionShift {
    moves: Vec<(ReportText, PositionMap)>,
}

/// The smallest changes: each sets something, and its inverse sets what was there before.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum AtomicChange {
    Unit(ReportingUnit),
    Year(u16, Edition),
    Title(Option<String>),
    Signature(Option<Signature>),
    Prose(ReportText, Edit),
    /// Whether a section without a paragraph has an entry at all: files differ in it.
    Entry(SectionId, bool),
    Number(CellKey, Option<Number>),
    Stated(CellKey, Option<StatedTotal>),
    Words(StatedWords),
    Note(CellKey, Option<String>),
    Dismissed(Vec<Dismissal>),
    Origins(Vec<ImportOrigin>),
    Whole(Box<Report>),
}

impl InverseChange {
    /// Takes the change back and returns what makes it again.
    pub fn apply(self, report: &mut Report) -> InverseChange {
        let mut done = InverseChange::default();
        for atom in self.atoms {
            done.record(atom, report);
        }
        done.finish()
    }

    /// Whether there is nothing to take back.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// How positions move when this is applied.
    pub fn shift(&self) -> PositionShift {
        let moves = self.atoms.iter().flat_map(|atom| match atom {
            AtomicChange::Prose(part, edit) => edit.moves().map(|one| (*part, one)).collect(),
            _ => Vec::new(),
        });
        PositionShift { moves: moves.collect() }
    }

    /// Takes back `later` and then this: one reversal for two changes made one after another.
    pub fn after(self, later: InverseChange) -> InverseChange {
        let mut all = later;
        for atom in self.atoms {
            match (all.atoms.last_mut(), atom) {
                (Some(AtomicChange::Prose(part, edit)), AtomicChange::Prose(other, next)) if *part == other => {
                    *edit = std::mem::take(edit).then(next);
                }
                (_, atom) => all.atoms.push(atom),
            }
        }
        all
    }

    /// Makes one small change and keeps what takes it back, in the order of making.
    pub(super) fn record(&mut self, atom: AtomicChange, report: &mut Report) {
        if let AtomicChange::Prose(ReportText::Section(id), _) = atom
            && !report.sections.contains_key(&id)
        {
            self.atoms.push(AtomicChange::Entry(id, true).apply(report));
        }
        self.atoms.push(atom.apply(report));
    }

    /// The reversal, once everything is recorded.
    pub(super) fn finish(mut self) -> InverseChange {
        self.atoms.reverse();
        self
    }

    /// How positions moved by what is recorded so far, in the order of making.
    pub(super) fn recorded_shift(&self) -> PositionShift {
        let prose = self.atoms.iter().filter_map(|atom| match atom {
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
            AtomicChange::Note(key, Some(note)) => AtomicChange::Note(key, report.notes.insert(key, note)),
            AtomicChange::Note(key, None) => AtomicChange::Note(key, report.notes.remove(&key)),
            AtomicChange::Dismissed(all) => AtomicChange::Dismissed(replace(&mut report.dismissed, all)),
            AtomicChange::Origins(all) => AtomicChange::Origins(replace(&mut report.origins, all)),
            AtomicChange::Whole(whole) => AtomicChange::Whole(Box::new(replace(report, *whole))),
        }
    }
}

impl PositionShift {
    /// Where a position of `part` lies now.
    pub fn map(&self, part: ReportText, position: TextPosition, bias: GapBias) -> TextPosition {
        let own = self.moves.iter().filter(|(of, _)| *of == part);
        own.fold(position, |position, (_, one)| one.map(position, bias))
    }

    /// Where the characters of `spot` stand now; text put in at its edges is not among them.
    /// `None` where nothing of them is left, or where they stand in two paragraphs now.
    pub fn map_spot(&self, part: ReportText, spot: CharRange) -> Option<CharRange> {
        let was = TextRange::from(spot);
        let start = self.map(part, was.start(), GapBias::After);
        let end = self.map(part, was.end(), GapBias::Before);
        let alive = start.paragraph == end.paragraph && (start < end || was.is_empty());
        let (first, last) = (start.character, end.character.max(start.character));
        alive.then_some(CharRange { paragraph: start.paragraph, start: first, end: last })
    }

    /// The way back.
    pub fn reversed(&self) -> PositionShift {
        PositionShift { moves: self.moves.iter().rev().map(|(part, one)| (*part, one.reversed())).collect() }
    }

    /// Without the first `count` moves.
    pub fn skip(&self, count: usize) -> PositionShift {
        PositionShift { moves: self.moves.iter().skip(count).copied().collect() }
    }

    /// Whether no position moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }
}
