//! Changes already made, as values that take them back exactly, and how places moved with them.
//! Knows no reasons to refuse: what was once so can be so again.

use super::{Dismissal, Number, Origin, Part, Report, Signature, Spot, StatedTotal, StatedWords, Unit};
use crate::form::{CellKey, Edition, SectionId};
use crate::richtext::{Bias, Edit, Move, Position, Span};

/// Takes a change back, to the byte; applied, it gives the one that makes the change again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reversal {
    atoms: Vec<Atom>,
}

/// How positions moved in the texts of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shift {
    moves: Vec<(Part, Move)>,
}

/// The smallest changes: each sets something, and its inverse sets what was there before.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom {
    Unit(Unit),
    Year(u16, Edition),
    Title(Option<String>),
    Signature(Option<Signature>),
    Prose(Part, Edit),
    /// Whether a section without a paragraph has an entry at all: files differ in it.
    Entry(SectionId, bool),
    Number(CellKey, Option<Number>),
    Stated(CellKey, Option<StatedTotal>),
    Words(StatedWords),
    Note(CellKey, Option<String>),
    Dismissed(Vec<Dismissal>),
    Origins(Vec<Origin>),
    Whole(Box<Report>),
}

impl Reversal {
    /// Takes the change back and returns what makes it again.
    pub fn apply(self, report: &mut Report) -> Reversal {
        let mut done = Reversal::default();
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
    pub fn shift(&self) -> Shift {
        let moves = self.atoms.iter().flat_map(|atom| match atom {
            Atom::Prose(part, edit) => edit.moves().map(|one| (*part, one)).collect(),
            _ => Vec::new(),
        });
        Shift { moves: moves.collect() }
    }

    /// Takes back `later` and then this: one reversal for two changes made one after another.
    pub fn after(self, later: Reversal) -> Reversal {
        let mut all = later;
        for atom in self.atoms {
            match (all.atoms.last_mut(), atom) {
                (Some(Atom::Prose(part, edit)), Atom::Prose(other, next)) if *part == other => {
                    *edit = std::mem::take(edit).then(next);
                }
                (_, atom) => all.atoms.push(atom),
            }
        }
        all
    }

    /// Makes one small change and keeps what takes it back, in the order of making.
    pub(super) fn record(&mut self, atom: Atom, report: &mut Report) {
        if let Atom::Prose(Part::Section(id), _) = atom
            && !report.sections.contains_key(&id)
        {
            self.atoms.push(Atom::Entry(id, true).apply(report));
        }
        self.atoms.push(atom.apply(report));
    }

    /// The reversal, once everything is recorded.
    pub(super) fn finish(mut self) -> Reversal {
        self.atoms.reverse();
        self
    }

    /// How positions moved by what is recorded so far, in the order of making.
    pub(super) fn recorded_shift(&self) -> Shift {
        let prose = self.atoms.iter().filter_map(|atom| match atom {
            Atom::Prose(part, edit) => Some((*part, edit.moves().collect::<Vec<_>>())),
            _ => None,
        });
        let made = prose.flat_map(|(part, moves)| moves.into_iter().rev().map(move |one| (part, one.reversed())));
        Shift { moves: made.collect() }
    }
}

impl Atom {
    fn apply(self, report: &mut Report) -> Atom {
        use std::mem::replace;
        match self {
            Atom::Unit(unit) => Atom::Unit(replace(&mut report.unit, unit)),
            Atom::Year(year, form) => Atom::Year(replace(&mut report.year, year), replace(&mut report.form, form)),
            Atom::Title(title) => Atom::Title(replace(&mut report.title, title)),
            Atom::Signature(signature) => Atom::Signature(replace(&mut report.signature, signature)),
            Atom::Prose(part, edit) => Atom::Prose(part, edit.apply(report.part_mut(part))),
            Atom::Entry(id, true) => {
                report.prose_mut(id);
                Atom::Entry(id, false)
            }
            Atom::Entry(id, false) => {
                report.sections.remove(&id);
                Atom::Entry(id, true)
            }
            Atom::Number(key, number) => Atom::Number(key, report.numbers.set(key, number)),
            Atom::Stated(key, stated) => Atom::Stated(key, report.numbers.state(key, stated)),
            Atom::Words(words) => Atom::Words(replace(&mut report.stated, words)),
            Atom::Note(key, Some(note)) => Atom::Note(key, report.notes.insert(key, note)),
            Atom::Note(key, None) => Atom::Note(key, report.notes.remove(&key)),
            Atom::Dismissed(all) => Atom::Dismissed(replace(&mut report.dismissed, all)),
            Atom::Origins(all) => Atom::Origins(replace(&mut report.origins, all)),
            Atom::Whole(whole) => Atom::Whole(Box::new(replace(report, *whole))),
        }
    }
}

impl Shift {
    /// Where a position of `part` lies now.
    pub fn map(&self, part: Part, position: Position, bias: Bias) -> Position {
        let own = self.moves.iter().filter(|(of, _)| *of == part);
        own.fold(position, |position, (_, one)| one.map(position, bias))
    }

    /// Where the characters of `spot` stand now; text put in at its edges is not among them.
    /// `None` where nothing of them is left, or where they stand in two paragraphs now.
    pub fn map_spot(&self, part: Part, spot: Spot) -> Option<Spot> {
        let was = Span::from(spot);
        let start = self.map(part, was.start(), Bias::After);
        let end = self.map(part, was.end(), Bias::Before);
        let alive = start.paragraph == end.paragraph && (start < end || was.is_empty());
        let (first, last) = (start.character, end.character.max(start.character));
        alive.then_some(Spot { paragraph: start.paragraph, start: first, end: last })
    }

    /// The way back.
    pub fn reversed(&self) -> Shift {
        Shift { moves: self.moves.iter().rev().map(|(part, one)| (*part, one.reversed())).collect() }
    }

    /// Without the first `count` moves.
    pub fn skip(&self, count: usize) -> Shift {
        Shift { moves: self.moves.iter().skip(count).copied().collect() }
    }

    /// Whether no position moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }
}
