//! Places between the characters of a text, and how they move when the text is edited. Knows
//! no text.

use serde::{Deserialize, Serialize};

/// A place between two characters: before the character of that number, or after the last.
/// Characters are Unicode scalar values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Which paragraph, counted from 0.
    pub paragraph: usize,
    /// How many of its characters stand before.
    pub character: usize,
}

/// What lies between two positions; empty where they are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(Position, Position)", into = "(Position, Position)")]
pub struct Span {
    start: Position,
    end: Position,
}

/// Where a position goes that has no place of its own any more, or where text is inserted just
/// there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    /// Before the new text: the end of something that must not grow.
    Before,
    /// After the new text: a caret, the start of something that must not grow.
    After,
}

/// One replacement as positions see it: what lay in `old` now ends at `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// What was replaced.
    pub old: Span,
    /// The end of what stands there now; it starts where `old` starts.
    pub end: Position,
}

impl Position {
    /// After `character` characters of the paragraph.
    pub const fn new(paragraph: usize, character: usize) -> Position {
        Position { paragraph, character }
    }
}

impl Span {
    /// What lies between two positions, given in either order.
    pub fn new(one: Position, other: Position) -> Span {
        Span { start: one.min(other), end: one.max(other) }
    }

    /// The empty span at a position.
    pub const fn at(position: Position) -> Span {
        Span { start: position, end: position }
    }

    /// The characters from `start` up to but not including `end` of one paragraph.
    pub fn within(paragraph: usize, start: usize, end: usize) -> Span {
        Span::new(Position::new(paragraph, start), Position::new(paragraph, end))
    }

    /// The earlier position.
    pub const fn start(self) -> Position {
        self.start
    }

    /// The later position.
    pub const fn end(self) -> Position {
        self.end
    }

    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<(Position, Position)> for Span {
    fn from((one, other): (Position, Position)) -> Span {
        Span::new(one, other)
    }
}

impl From<Span> for (Position, Position) {
    fn from(span: Span) -> (Position, Position) {
        (span.start, span.end)
    }
}

impl Move {
    /// Where `position` lies afterwards.
    pub fn map(self, position: Position, bias: Bias) -> Position {
        let Span { start, end } = self.old;
        if position < start || (position == start && (start < end || bias == Bias::Before)) {
            position
        } else if position < end {
            if bias == Bias::Before { start } else { self.end }
        } else if position.paragraph == end.paragraph {
            let beyond = position.character.saturating_sub(end.character);
            Position::new(self.end.paragraph, self.end.character.saturating_add(beyond))
        } else {
            let below = position.paragraph.saturating_sub(end.paragraph);
            Position::new(self.end.paragraph.saturating_add(below), position.character)
        }
    }

    /// The move that leads back.
    pub fn reversed(self) -> Move {
        Move { old: Span { start: self.old.start, end: self.end }, end: self.old.end }
    }

    /// This move and then `next` as one, where what both replace touches.
    pub(super) fn then(self, next: Move) -> Option<Move> {
        let touches = next.old.start <= self.end && self.old.start <= next.old.end;
        touches.then(|| {
            let start = self.old.start.min(next.old.start);
            let beyond = next.old.end > self.end;
            let end = if beyond { self.reversed().map(next.old.end, Bias::After) } else { self.old.end };
            let last = if beyond { next.end } else { next.map(self.end, Bias::After) };
            Move { old: Span { start, end }, end: last }
        })
    }
}
