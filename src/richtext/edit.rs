//! Edits of a text as values that return their inverse and map positions. Must not know a caret or a
//! keyboard.

use super::rich_text::{lines, unchanged_ends};
use super::{
    CellLink, GapBias, Level, Paragraph, PositionMap, RichText, Run, TextCell, TextMarks, TextPosition, TextRange,
};

/// An edit made for one text. Ranges beyond the text are clamped when the edit is made, and again
/// when it is applied. An edit that would change nothing is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    pub(super) steps: Vec<EditStep>,
}

/// Replaces whole paragraphs by others, so that the inverse restores the text exactly.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EditStep {
    /// The first paragraph replaced.
    pub first: usize,
    /// How many are replaced.
    pub count: usize,
    /// The paragraphs that replace them.
    pub paragraphs: Vec<Paragraph>,
    /// How positions move, one after another; none where only the formatting changes.
    pub moves: Vec<PositionMap>,
}

/// The parts of the first and last paragraph of a span that are outside the span.
struct EditEnds {
    /// The first paragraph up to the span.
    head: Paragraph,
    /// The last paragraph from the span on.
    tail: Paragraph,
}

impl Edit {
    /// Replaces `span` by `text`; each end of line in it begins a new paragraph with the same
    /// formatting. A paragraph begun at the end of a heading is body text. An end of line at the very beginning of a
    /// table that begins the text makes room before it, as in Word.
    pub fn insert(prose: &RichText, span: TextRange, text: &str, marks: TextMarks) -> Edit {
        let begins_with_table = prose.paragraphs.first().is_some_and(|first| first.cell.is_some());
        if begins_with_table && text == "\n" && prose.clamp_span(span) == TextRange::default() {
            return Edit::of_whole_paragraphs(prose, 0, 0, vec![Paragraph::default()]);
        }
        let runs = |line: String| vec![Run { text: line, marks, ..Run::default() }];
        insert_lines(prose, span, lines(text).into_iter().map(runs).collect())
    }

    /// Replaces `span` by `text`, linked to `link`.
    pub fn insert_link(prose: &RichText, span: TextRange, text: &str, marks: TextMarks, link: CellLink) -> Edit {
        let text = lines(text).concat();
        insert_lines(prose, span, vec![vec![Run { text, marks, link: Some(link), ..Run::default() }]])
    }

    /// Deletes `span`; where it contains an end of paragraph, the rests are joined. The joined
    /// paragraph has the formatting of the first, or of the last where nothing is left of the first.
    ///
    /// A picture stands before its caption's first character. A span that reaches from one paragraph into a caption
    /// contains the picture; one of nothing but the end of paragraph before a caption takes the picture away and
    /// leaves both paragraphs.
    ///
    /// A span that reaches over the border of a cell takes words away and leaves the cells, and joins nothing over a
    /// border; from one cell of a table to another it means the rectangle between them, all words of its cells; tables that it begins before and ends after go as a whole. One of nothing but such a border takes away
    /// the paragraph outside of the table, where that is empty and not needed.
    pub fn delete(prose: &RichText, span: TextRange) -> Edit {
        let span = prose.clamp_span(span);
        if prose.crosses_cells(span) {
            return Edit::delete_over_cells(prose, span);
        }
        let (start, end) = (span.start(), span.end());
        let length = |paragraph: usize| prose.paragraphs.get(paragraph).map_or(0, Paragraph::length);
        let is_end_of_paragraph =
            start.paragraph + 1 == end.paragraph && end.character == 0 && start.character == length(start.paragraph);
        let meets_figure = prose.paragraphs.get(end.paragraph).is_some_and(|paragraph| paragraph.figure.is_some());
        if is_end_of_paragraph && meets_figure {
            return Edit::set_figure(prose, end.paragraph, None);
        }
        insert_lines(prose, span, vec![Vec::new()])
    }

    /// Replaces `span` by `piece`. Its first and last paragraph are joined with the text around them
    /// and take its formatting; where there is no text they keep their own.
    pub fn replace(prose: &RichText, span: TextRange, piece: &RichText) -> Edit {
        let span = prose.clamp_span(span);
        if prose.crosses_cells(span) {
            let (emptied, mut rest) = (Edit::delete(prose, span), prose.clone());
            emptied.clone().apply(&mut rest);
            return emptied.then(Edit::replace(&rest, TextRange::at(rest.clamp(prose.selection_start(span))), piece));
        }
        let ends = EditEnds::of(prose, span);
        let mut middle = piece.paragraphs.clone();
        let alone = middle.len() < 2;
        let (head_empty, tail_empty) = (ends.head.is_bare(), ends.tail.is_empty());
        match middle.as_mut_slice() {
            [] => return Edit::delete(prose, span),
            // Figures and tables are pasted whole, beside what is there; cells into cells.
            _ if piece.figures().next().is_some() || piece.has_tables() => {
                let (emptied, mut rest) = (Edit::delete(prose, span), prose.clone());
                emptied.clone().apply(&mut rest);
                return emptied.then(Edit::insert_beside(&rest, span.start(), piece));
            }
            [only] if head_empty && tail_empty && !only.is_empty() => {}
            [only] => only.copy_format(ends.joined()),
            [first, ..] if !head_empty => first.copy_format(&ends.head),
            _ => {}
        }
        if let (false, false, Some(last)) = (alone, tail_empty, middle.last_mut()) {
            last.copy_format(&ends.tail);
        }
        ends.into_edit(prose, span, middle)
    }

    /// Makes `now` of a text; `moves` says how positions move, one after another.
    pub fn to(prose: &RichText, now: RichText, moves: Vec<PositionMap>) -> Edit {
        let (head, tail) = unchanged_ends(prose.paragraphs.iter(), now.paragraphs.iter());
        let count = prose.paragraphs.len() - head - tail;
        let mut paragraphs = now.paragraphs;
        paragraphs.truncate(paragraphs.len() - tail);
        paragraphs.drain(..head);
        if count == 0 && paragraphs.is_empty() {
            return Edit::default();
        }
        Edit { steps: vec![EditStep { first: head, count, paragraphs, moves }] }
    }

    /// Applies the edit and returns its inverse.
    pub fn apply(self, prose: &mut RichText) -> Edit {
        let mut steps: Vec<EditStep> = self.steps.into_iter().map(|step| step.apply(prose)).collect();
        steps.reverse();
        Edit { steps }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The new position of `position` after the edit.
    #[allow(dead_code, reason = "tests map positions through whole edits")]
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
                Some(last) if last.can_merge(&step) => last.merge(step),
                _ => self.steps.push(step),
            }
        }
        self
    }

    /// The edit that replaces `count` whole paragraphs from `first` on by others; the caret goes to the end of the
    /// last of them.
    pub(super) fn of_whole_paragraphs(
        prose: &RichText,
        first: usize,
        count: usize,
        paragraphs: Vec<Paragraph>,
    ) -> Edit {
        let Some(last) = paragraphs.last() else { return Edit::default() };
        let length = |number: usize| prose.paragraphs.get(number).map_or(0, Paragraph::length);
        let last_end = TextPosition::new(first + paragraphs.len() - 1, last.length());
        // Between whole paragraphs there is no position: what is inserted is either in the place of paragraphs, or
        // follows the end of the one before, or pushes down the one that it stands before.
        let (old, end) = if count > 0 {
            let former = first + count - 1;
            (TextRange::new(TextPosition::new(first, 0), TextPosition::new(former, length(former))), last_end)
        } else if first > 0 {
            (TextRange::at(TextPosition::new(first - 1, length(first - 1))), last_end)
        } else {
            let start = TextPosition::new(first, 0);
            (TextRange::at(start), TextPosition::new(first + paragraphs.len(), 0))
        };
        let moves = if prose.is_empty() { Vec::new() } else { vec![PositionMap { old, end }] };
        Edit { steps: vec![EditStep { first, count, paragraphs, moves }] }
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

    /// Whether `next` replaces exactly the paragraphs that this step inserts, and its movement of
    /// positions can be combined with this one's.
    fn can_merge(&self, next: &EditStep) -> bool {
        let same = self.first == next.first && self.paragraphs.len() == next.count;
        let joined = match (self.moves.as_slice(), next.moves.as_slice()) {
            ([], []) => true,
            ([one], [other]) => one.then(*other).is_some(),
            _ => false,
        };
        same && joined
    }

    fn merge(&mut self, next: EditStep) {
        if let (Some(one), Some(other)) = (self.moves.first_mut(), next.moves.first()) {
            *one = one.then(*other).unwrap_or(*one);
        }
        self.paragraphs = next.paragraphs;
    }
}

impl EditEnds {
    /// The ends of a span within `prose`.
    fn of(prose: &RichText, span: TextRange) -> EditEnds {
        let take = |at: TextPosition, before: bool| {
            let mut paragraph = prose.paragraphs.get(at.paragraph).cloned().unwrap_or_default();
            let (head, tail) = paragraph.split_unlinked(at.character);
            paragraph.set_runs(if before { head } else { tail });
            paragraph
        };
        let (head, mut tail) = (take(span.start(), true), take(span.end(), false));
        if span.start().paragraph != span.end().paragraph {
            // Its picture stood before what is left of its caption.
            tail.figure = None;
        }
        EditEnds { head, tail }
    }

    /// The paragraph whose formatting the joined paragraph takes.
    fn joined(&self) -> &Paragraph {
        if self.head.is_bare() && !self.tail.is_empty() { &self.tail } else { &self.head }
    }

    /// The edit that inserts `middle` between both ends, with its formatting unchanged.
    fn into_edit(self, prose: &RichText, span: TextRange, mut middle: Vec<Paragraph>) -> Edit {
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
        for (index, paragraph) in middle.iter_mut().enumerate() {
            // What is put in a cell stays in it.
            paragraph.cell = match &self.head.cell {
                Some(cell) if index == 0 => Some(cell.clone()),
                Some(_) => Some(TextCell::default()),
                None => None,
            };
            if paragraph.cell.is_some() {
                (paragraph.level, paragraph.list, paragraph.figure) = (Level::Body, None, None);
            }
        }
        let former = prose.paragraphs.get(first..first + count).unwrap_or_default();
        if former == middle.as_slice() || (former.is_empty() && middle.iter().all(|one| *one == Paragraph::default())) {
            return Edit::default();
        }
        Edit { steps: vec![EditStep { first, count, paragraphs: middle, moves: vec![PositionMap { old: span, end }] }] }
    }
}

impl Paragraph {
    /// Whether nothing of it is left: no characters and no figure.
    pub(super) fn is_bare(&self) -> bool {
        self.is_empty() && self.figure.is_none()
    }

    /// Copies level, alignment, list, figure and unknown fields of `other`.
    fn copy_format(&mut self, other: &Paragraph) {
        (self.level, self.align, self.list, self.extra) = (other.level, other.align, other.list, other.extra.clone());
        self.figure.clone_from(&other.figure);
    }
}

/// Replaces `span` by lines of runs; new paragraphs take the formatting of the one that they
/// continue.
fn insert_lines(prose: &RichText, span: TextRange, lines: Vec<Vec<Run>>) -> Edit {
    let span = prose.clamp_span(span);
    if prose.crosses_cells(span) {
        let (emptied, mut rest) = (Edit::delete(prose, span), prose.clone());
        emptied.clone().apply(&mut rest);
        return emptied.then(insert_lines(&rest, TextRange::at(rest.clamp(prose.selection_start(span))), lines));
    }
    let mut ends = EditEnds::of(prose, span);
    let (count, mut middle) = (lines.len(), Vec::new());
    // A new paragraph before a picture: the figure stays with its caption. One that has none is followed by text.
    let figure_goes_on = count > 1 && span.is_empty() && span.start().character == 0 && !ends.tail.is_empty();
    let figure = if figure_goes_on { ends.head.figure.take() } else { None };
    for (index, runs) in lines.into_iter().enumerate() {
        let mut paragraph = if index == 0 && count == 1 {
            let mut joined = Paragraph::default();
            joined.copy_format(ends.joined());
            joined
        } else if index == 0 {
            let mut first = Paragraph::default();
            first.copy_format(&ends.head);
            first
        } else if ends.tail.is_empty() && !ends.head.is_empty() && ends.head.level != Level::Body {
            let mut body = ends.head.empty_with_same_format();
            body.level = Level::Body;
            body
        } else {
            ends.head.empty_with_same_format()
        };
        if index + 1 == count && figure.is_some() {
            paragraph.figure.clone_from(&figure);
        }
        paragraph.set_runs(runs);
        middle.push(paragraph);
    }
    ends.into_edit(prose, span, middle)
}
