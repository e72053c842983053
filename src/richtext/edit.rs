//! Edits of a text as values that return their inverse and say how positions move. Knows no
//! caret and no keyboard.

use super::rich_text::lines;
use super::{CellLink, GapBias, Level, Paragraph, PositionMap, RichText, Run, TextMarks, TextPosition, TextRange};

/// An edit made for one text. Whatever it is asked, it is clamped to what that text has when it
/// is made; applied to another text it is clamped again. An edit that would change nothing is
/// empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    pub(super) steps: Vec<EditStep>,
}

/// Whole paragraphs in place of others: what makes the inverse exact to the byte.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EditStep {
    /// The first paragraph replaced.
    pub first: usize,
    /// How many are replaced.
    pub count: usize,
    /// What stands there instead.
    pub paragraphs: Vec<Paragraph>,
    /// How positions move, one after another; none where only the looks change.
    pub moves: Vec<PositionMap>,
}

/// What is left of the paragraphs at both ends of a span.
struct EditEnds {
    /// The first paragraph up to the span.
    head: Paragraph,
    /// The last paragraph from the span on.
    tail: Paragraph,
}

impl Edit {
    /// Puts `text` in place of `span`; each end of line in it begins a new paragraph like the
    /// one before. What follows the end of a heading is body text.
    pub fn insert(prose: &RichText, span: TextRange, text: &str, marks: TextMarks) -> Edit {
        let runs = |line: String| vec![Run { text: line, marks, ..Run::default() }];
        insert_lines(prose, span, lines(text).into_iter().map(runs).collect())
    }

    /// Puts `text` in place of `span`, to follow `link`.
    pub fn insert_link(prose: &RichText, span: TextRange, text: &str, marks: TextMarks, link: CellLink) -> Edit {
        let text = lines(text).concat();
        insert_lines(prose, span, vec![vec![Run { text, marks, link: Some(link), ..Run::default() }]])
    }

    /// Takes out what lies in `span`; where an end of paragraph lies there, joins what is left.
    /// The joined paragraph looks like the first, or like the last where nothing is left of the
    /// first.
    pub fn delete(prose: &RichText, span: TextRange) -> Edit {
        insert_lines(prose, span, vec![Vec::new()])
    }

    /// Puts `piece` in place of `span`. Its first and last paragraph join what stands around
    /// them and look like it; where nothing stands there they keep their own looks.
    pub fn replace(prose: &RichText, span: TextRange, piece: &RichText) -> Edit {
        let span = prose.clamp_span(span);
        let ends = EditEnds::of(prose, span);
        let mut middle = piece.paragraphs.clone();
        let alone = middle.len() < 2;
        let (head_empty, tail_empty) = (ends.head.is_empty(), ends.tail.is_empty());
        match middle.as_mut_slice() {
            [] => return Edit::delete(prose, span),
            [only] if head_empty && tail_empty && !only.is_empty() => {}
            [only] => only.look_like(ends.joined()),
            [first, ..] if !head_empty => first.look_like(&ends.head),
            _ => {}
        }
        if let (false, false, Some(last)) = (alone, tail_empty, middle.last_mut()) {
            last.look_like(&ends.tail);
        }
        ends.weave(prose, span, middle)
    }

    /// Applies the edit and returns the one that takes it back.
    pub fn apply(self, prose: &mut RichText) -> Edit {
        let mut steps: Vec<EditStep> = self.steps.into_iter().map(|step| step.apply(prose)).collect();
        steps.reverse();
        Edit { steps }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Where `position` lies after the edit.
    pub fn map(&self, position: TextPosition, bias: GapBias) -> TextPosition {
        self.moves().fold(position, |position, one| one.map(position, bias))
    }

    /// How positions move, one move after another.
    pub fn moves(&self) -> impl Iterator<Item = PositionMap> {
        self.steps.iter().flat_map(|step| step.moves.iter().copied())
    }

    /// This edit and then `next`, made for the text that this one leaves.
    pub fn then(mut self, next: Edit) -> Edit {
        for step in next.steps {
            match self.steps.last_mut() {
                Some(last) if last.absorbs(&step) => last.absorb(step),
                _ => self.steps.push(step),
            }
        }
        self
    }

    /// The edit that replaces single paragraphs by `changed`, given in any order, each once.
    pub(super) fn of_paragraphs(changed: impl IntoIterator<Item = (usize, Paragraph, Vec<PositionMap>)>) -> Edit {
        let step = |(first, paragraph, moves)| EditStep { first, count: 1, paragraphs: vec![paragraph], moves };
        Edit { steps: changed.into_iter().map(step).collect() }
    }
}

impl EditStep {
    fn apply(self, prose: &mut RichText) -> EditStep {
        let length = prose.paragraphs.len();
        let first = self.first.min(length);
        let end = first.saturating_add(self.count).min(length);
        let count = self.paragraphs.len();
        let paragraphs = prose.paragraphs.splice(first..end, self.paragraphs).collect();
        EditStep { first, count, paragraphs, moves: self.moves.into_iter().rev().map(PositionMap::reversed).collect() }
    }

    /// Whether `next` replaces just the paragraphs that this step puts there, and moves positions
    /// only within what it moved.
    fn absorbs(&self, next: &EditStep) -> bool {
        let same = self.first == next.first && self.paragraphs.len() == next.count;
        let joined = match (self.moves.as_slice(), next.moves.as_slice()) {
            ([], []) => true,
            ([one], [other]) => one.then(*other).is_some(),
            _ => false,
        };
        same && joined
    }

    fn absorb(&mut self, next: EditStep) {
        if let (Some(one), Some(other)) = (self.moves.first_mut(), next.moves.first()) {
            *one = one.then(*other).unwrap_or(*one);
        }
        self.paragraphs = next.paragraphs;
    }
}

impl EditEnds {
    /// The ends of a span that `prose` has.
    fn of(prose: &RichText, span: TextRange) -> EditEnds {
        let take = |at: TextPosition, before: bool| {
            let mut paragraph = prose.paragraphs.get(at.paragraph).cloned().unwrap_or_default();
            let (head, tail) = paragraph.severed(at.character);
            paragraph.set_runs(if before { head } else { tail });
            paragraph
        };
        EditEnds { head: take(span.start(), true), tail: take(span.end(), false) }
    }

    /// What one paragraph made of both looks like.
    fn joined(&self) -> &Paragraph {
        if self.head.is_empty() && !self.tail.is_empty() { &self.tail } else { &self.head }
    }

    /// The edit that puts `middle` between both ends, its looks as they are.
    fn weave(self, prose: &RichText, span: TextRange, mut middle: Vec<Paragraph>) -> Edit {
        let first = span.start().paragraph;
        let count = (span.end().paragraph + 1).min(prose.paragraphs.len()).saturating_sub(first);
        if let Some(paragraph) = middle.first_mut() {
            let runs = self.head.runs().iter().chain(paragraph.runs()).cloned().collect();
            paragraph.set_runs(runs);
        }
        let end = TextPosition::new(
            first + middle.len().saturating_sub(1),
            middle.last().map_or(span.start().character, Paragraph::length),
        );
        if let Some(paragraph) = middle.last_mut() {
            let runs = paragraph.runs().iter().chain(self.tail.runs()).cloned().collect();
            paragraph.set_runs(runs);
        }
        let former = prose.paragraphs.get(first..first + count).unwrap_or_default();
        if former == middle.as_slice() || (former.is_empty() && middle.iter().all(|one| *one == Paragraph::default())) {
            return Edit::default();
        }
        Edit { steps: vec![EditStep { first, count, paragraphs: middle, moves: vec![PositionMap { old: span, end }] }] }
    }
}

impl Paragraph {
    /// Takes level, alignment, list and unknown fields of `other`.
    fn look_like(&mut self, other: &Paragraph) {
        (self.level, self.align, self.list, self.extra) = (other.level, other.align, other.list, other.extra.clone());
    }
}

/// Puts lines of runs in place of `span`; new paragraphs look like the one that they continue.
fn insert_lines(prose: &RichText, span: TextRange, lines: Vec<Vec<Run>>) -> Edit {
    let span = prose.clamp_span(span);
    let ends = EditEnds::of(prose, span);
    let (count, mut middle) = (lines.len(), Vec::new());
    for (index, runs) in lines.into_iter().enumerate() {
        let mut paragraph = if index == 0 && count == 1 {
            let mut joined = Paragraph::default();
            joined.look_like(ends.joined());
            joined
        } else if index == 0 {
            let mut first = Paragraph::default();
            first.look_like(&ends.head);
            first
        } else if ends.tail.is_empty() && !ends.head.is_empty() && ends.head.level != Level::Body {
            let mut body = ends.head.like();
            body.level = Level::Body;
            body
        } else {
            ends.head.like()
        };
        paragraph.set_runs(runs);
        middle.push(paragraph);
    }
    ends.weave(prose, span, middle)
}
