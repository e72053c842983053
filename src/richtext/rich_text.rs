//! A text of paragraphs: the content of a section, of the preface or of the clipboard.

use serde::{Deserialize, Serialize};

use super::{Level, Paragraph, Run, TextMark, TextMarks, TextPosition, TextRange};

/// Paragraphs in order. An empty list is an empty text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Paragraph>", into = "Vec<Paragraph>")]
pub struct RichText {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

impl From<Vec<Paragraph>> for RichText {
    /// A text that was written somewhere, with its tables mended.
    fn from(paragraphs: Vec<Paragraph>) -> RichText {
        RichText { paragraphs }.mended()
    }
}

impl From<RichText> for Vec<Paragraph> {
    fn from(prose: RichText) -> Vec<Paragraph> {
        prose.paragraphs
    }
}

impl RichText {
    /// Plain text as body paragraphs, one a line; an end of line after the last adds none.
    pub fn plain(text: &str) -> RichText {
        let mut lines = lines(text);
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        RichText { paragraphs: lines.into_iter().map(|line| Paragraph::new(Level::Body, line)).collect() }
    }

    /// The text without marks, one paragraph a line, without an end of line after the last.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>().join("\n")
    }

    /// The number of characters, white space not counted; it is compared with the notice's limit of
    /// 一千字.
    pub fn count(&self) -> usize {
        let runs = self.paragraphs.iter().flat_map(Paragraph::runs);
        runs.map(|run| run.text.chars().filter(|character| !character.is_whitespace()).count()).sum()
    }

    /// Whether it has no paragraph at all.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Whether it has no characters except white space.
    pub fn is_blank(&self) -> bool {
        self.paragraphs.iter().all(Paragraph::is_blank)
    }

    /// The last position.
    pub fn end(&self) -> TextPosition {
        let length = self.paragraphs.last().map_or(0, Paragraph::length);
        TextPosition::new(self.paragraphs.len().saturating_sub(1), length)
    }

    /// The whole text.
    pub fn all(&self) -> TextRange {
        TextRange::new(TextPosition::default(), self.end())
    }

    /// The nearest position that exists: beyond a paragraph's end, its end; beyond the last
    /// paragraph, the end of the text.
    pub fn clamp(&self, position: TextPosition) -> TextPosition {
        match self.paragraphs.get(position.paragraph) {
            Some(paragraph) => TextPosition::new(position.paragraph, position.character.min(paragraph.length())),
            None => self.end(),
        }
    }

    /// The span between the nearest positions that exist.
    pub fn clamp_span(&self, span: TextRange) -> TextRange {
        TextRange::new(self.clamp(span.start()), self.clamp(span.end()))
    }

    /// A copy of the text in `span`. A linked text that is only partly in it loses its link in the
    /// copy. Of a table over whose cells the span reaches, the copy has the rows that it touches, or the cells of one
    /// row; of one cell its words alone.
    pub fn piece(&self, span: TextRange) -> RichText {
        let span = self.clamp_span(span);
        if self.crosses_cells(span) {
            return self.piece_over_cells(span);
        }
        let (start, end) = (span.start(), span.end());
        let mut paragraphs: Vec<Paragraph> =
            self.paragraphs.iter().take(end.paragraph + 1).skip(start.paragraph).cloned().collect();
        // A picture goes with its caption as a whole, or with what comes before it.
        let is_whole = |first: &Paragraph| {
            start.character == 0 && (start.paragraph < end.paragraph || end.character == first.length())
        };
        if let Some(first) = paragraphs.first_mut().filter(|first| !is_whole(first)) {
            first.figure = None;
        }
        if start.paragraph == end.paragraph
            || self.paragraphs.get(start.paragraph).is_some_and(|one| one.cell.is_some())
        {
            paragraphs.iter_mut().for_each(|paragraph| paragraph.cell = None);
        }
        if let Some(last) = paragraphs.last_mut() {
            let (head, _) = last.split_unlinked(end.character);
            last.set_runs(head);
        }
        if let Some(first) = paragraphs.first_mut() {
            let (_, tail) = first.split_unlinked(start.character);
            first.set_runs(tail);
        }
        RichText { paragraphs }
    }

    /// The marks of text typed at `position`: those of the character before it, or of the first
    /// character of its paragraph.
    pub fn marks_at(&self, position: TextPosition) -> TextMarks {
        let position = self.clamp(position);
        let before = position.character.saturating_sub(1);
        let paragraph = self.paragraphs.get(position.paragraph);
        paragraph
            .and_then(|paragraph| paragraph.characters().nth(before))
            .map_or(TextMarks::default(), |(_, marks)| marks)
    }

    /// The marks of text that replaces `span`: those of its first character, or for an empty span
    /// those of `marks_at`.
    pub fn marks_of(&self, span: TextRange) -> TextMarks {
        let span = self.clamp_span(span);
        let after = self.clamp(TextPosition::new(span.start().paragraph, span.start().character + 1));
        self.marks_at(if span.is_empty() { span.start() } else { after })
    }

    /// Whether `position` is in an empty paragraph that belongs to a list or is a heading.
    pub fn is_empty_item(&self, position: TextPosition) -> bool {
        let paragraph = self.paragraphs.get(position.paragraph);
        paragraph.is_some_and(|one| one.is_empty() && (one.list.is_some() || one.level != Level::Body))
    }

    /// Whether `mark` is on for every character of `span`; for an empty span, whether text typed
    /// there has it.
    pub fn is_marked(&self, span: TextRange, mark: TextMark) -> bool {
        let span = self.clamp_span(span);
        let piece = self.piece(span);
        let mut characters = piece.paragraphs.iter().flat_map(Paragraph::characters).peekable();
        if characters.peek().is_none() {
            return self.marks_at(span.start()).has(mark);
        }
        characters.all(|(_, marks)| marks.has(mark))
    }
}

/// How many paragraphs at the beginning and how many at the end are equal in a former text and in the
/// present one; no paragraph is counted twice.
pub fn unchanged_ends<'a, I, J>(former: I, now: J) -> (usize, usize)
where
    I: DoubleEndedIterator<Item = &'a Paragraph> + ExactSizeIterator + Clone,
    J: DoubleEndedIterator<Item = &'a Paragraph> + ExactSizeIterator + Clone,
{
    let same = |(one, other): &(&Paragraph, &Paragraph)| one == other;
    let least = former.len().min(now.len());
    let head = former.clone().zip(now.clone()).take_while(same).count();
    let tail = former.rev().zip(now.rev()).take(least - head).take_while(same).count();
    (head, tail)
}

/// The lines of a text without their ends, at least one. Control characters but the tabulator are
/// left out: no file format can hold them and no font has glyphs for them.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let keep = |character: &char| *character == '\t' || !character.is_control();
    text.split(ends).map(|line| line.chars().filter(keep).collect()).collect()
}

impl Paragraph {
    /// The runs before and after the character `at`; links are kept.
    pub(super) fn split(&self, at: usize) -> (Vec<Run>, Vec<Run>) {
        let (mut head, mut tail, mut left) = (Vec::new(), Vec::new(), at);
        for run in self.runs() {
            let length = run.text.chars().count();
            if length <= left {
                head.push(run.clone());
            } else if left == 0 {
                tail.push(run.clone());
            } else {
                let byte = run.text.char_indices().nth(left).map_or(run.text.len(), |(byte, _)| byte);
                let (before, after) = run.text.split_at(byte);
                head.push(Run { text: before.into(), ..run.clone() });
                tail.push(Run { text: after.into(), ..run.clone() });
            }
            left = left.saturating_sub(length);
        }
        (head, tail)
    }

    /// The runs before and after the character `at`. A linked text that is split loses its link,
    /// since half a number is not the cell's number.
    pub(super) fn split_unlinked(&self, at: usize) -> (Vec<Run>, Vec<Run>) {
        let (mut head, mut tail) = self.split(at);
        let link = head.last().and_then(|run| run.link.clone());
        if link.is_some() && link == tail.first().and_then(|run| run.link.clone()) {
            head.iter_mut().rev().take_while(|run| run.link == link).for_each(|run| run.link = None);
            tail.iter_mut().take_while(|run| run.link == link).for_each(|run| run.link = None);
        }
        (head, tail)
    }
}
