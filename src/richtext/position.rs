//! Positions between the characters of a text, and how they move when the text is edited. Must not
//! know the text.

use serde::{Deserialize, Serialize};

/// A position between two characters: before the character of that number, or after the last.
/// Characters are Unicode scalar values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextPosition {
    /// Which paragraph, counted from 0.
    pub paragraph: usize,
    /// The number of its characters before the position.
    pub character: usize,
}

/// The range between two positions; empty where they are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(TextPosition, TextPosition)", into = "(TextPosition, TextPosition)")]
pub struct TextRange {
    start: TextPosition,
    end: TextPosition,
}

/// The new place of a position whose text was deleted, or at which text was inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapBias {
    /// Before the new text: the end of something that must not grow.
    Before,
    /// After the new text: a caret, the start of something that must not grow.
    After,
}

/// The effect of one replacement on positions: the replaced text was `old`, the new text ends at
/// `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionMap {
    /// What was replaced.
    pub old: TextRange,
    /// The end of the new text, which starts where `old` starts.
    pub end: TextPosition,
}

impl TextPosition {
    /// After `character` characters of the paragraph.
    pub const fn new(paragraph: usize, character: usize) -> TextPosition {
        TextPosition { paragraph, character }
    }
}

impl TextRange {
    /// The range between two positions, given in either order.
    pub fn new(one: TextPosition, other: TextPosition) -> TextRange {
        TextRange { start: one.min(other), end: one.max(other) }
    }

    /// The empty span at a position.
    pub const fn at(position: TextPosition) -> TextRange {
        TextRange { start: position, end: position }
    }

    /// The characters from `start` up to but not including `end` of one paragraph.
    pub fn within(paragraph: usize, start: usize, end: usize) -> TextRange {
        TextRange::new(TextPosition::new(paragraph, start), TextPosition::new(paragraph, end))
    }

    /// The earlier position.
    pub const fn start(self) -> TextPosition {
        self.start
    }

    /// The later position.
    pub const fn end(self) -> TextPosition {
        self.end
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<(TextPosition, TextPosition)> for TextRange {
    fn from((one, other): (TextPosition, TextPosition)) -> TextRange {
        TextRange::new(one, other)
    }
}

impl From<TextRange> for (TextPosition, TextPosition) {
    fn from(span: TextRange) -> (TextPosition, TextPosition) {
        (span.start, span.end)
    }
}

impl PositionMap {
    /// The new position of `position`.
    pub fn map(self, position: TextPosition, bias: GapBias) -> TextPosition {
        let TextRange { start, end } = self.old;
        if position < start || (position == start && (start < end || bias == GapBias::Before)) {
            position
        } else if position < end {
            if bias == GapBias::Before { start } else { self.end }
        } else if position.paragraph == end.paragraph {
            let beyond = position.character.saturating_sub(end.character);
            TextPosition::new(self.end.paragraph, self.end.character.saturating_add(beyond))
        } else {
            let below = position.paragraph.saturating_sub(end.paragraph);
            TextPosition::new(self.end.paragraph.saturating_add(below), position.character)
        }
    }

    /// The reverse movement.
    pub fn reversed(self) -> PositionMap {
        PositionMap { old: TextRange { start: self.old.start, end: self.end }, end: self.old.end }
    }

    /// This movement and then `next` combined, where the replaced ranges touch.
    pub(super) fn then(self, next: PositionMap) -> Option<PositionMap> {
        let touches = next.old.start <= self.end && self.old.start <= next.old.end;
        touches.then(|| {
            let start = self.old.start.min(next.old.start);
            let beyond = next.old.end > self.end;
            let end = if beyond { self.reversed().map(next.old.end, GapBias::After) } else { self.old.end };
            let last = if beyond { next.end } else { next.map(self.end, GapBias::After) };
            PositionMap { old: TextRange { start, end }, end: last }
        })
    }
}
