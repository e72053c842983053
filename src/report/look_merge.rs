//! The looks that reviewers gave to words of a copy, tracked, brought into the report where the same words stand. Looks that
//! nobody tracked are told: programs that save a document again change some of them by themselves. Must not know files.

use std::ops::Range;

use super::review_merge::Merge;
use super::revision::{FormerLook, RevisedSpan};
use super::sequence_diff::shared;
use super::{Change, Report, ReportText, Reviser};
use crate::richtext::{Edit, Paragraph, RichText, TextMark, TextPosition, TextRange};

impl Merge<'_> {
    /// Looks of one text, once its words are merged.
    pub(super) fn looks(&mut self, part: ReportText, base: &Report, theirs: &Report) {
        let spans: Vec<&RevisedSpan> = theirs.revisions.of_text(part).filter(|span| span.formatted.is_some()).collect();
        let nothing = RichText::default();
        let (was, wanted) = (base.part(part).unwrap_or(&nothing), theirs.part(part).unwrap_or(&nothing));
        if !spans.is_empty() {
            let in_base = SameWords::of(wanted, was);
            let here = SameWords::of(wanted, self.merged.part(part).unwrap_or(&nothing));
            for span in &spans {
                self.look(part, (was, wanted), (&in_base, &here), (span, theirs));
            }
        }
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let [was_lines, own_lines, wanted_lines] = [was, &own, wanted].map(lines);
        let here = shared(&wanted_lines, &own_lines);
        for (number, before) in shared(&wanted_lines, &was_lines) {
            let is_here = here.iter().find(|(of, _)| *of == number).map(|(_, paragraph)| *paragraph);
            let looks = |text: &RichText, number: usize| text.paragraphs.get(number).map(look_of);
            let (now, is_tracked) = (looks(wanted, number), spans.iter().any(|span| meets(span, number)));
            if !is_tracked && now != looks(was, before) && is_here.is_some_and(|at| looks(&own, at) != now) {
                self.looks_left += 1;
            }
        }
    }

    /// One look that they tracked.
    fn look(
        &mut self,
        part: ReportText,
        (was, wanted): (&RichText, &RichText),
        (in_base, here): (&SameWords, &SameWords),
        (span, theirs): (&RevisedSpan, &Report),
    ) {
        let Some((id, former)) = &span.formatted else { return };
        let mark = theirs.revisions.mark(*id);
        let reviser = mark.map(|mark| Reviser { by: mark.by.clone(), at: mark.at });
        let reviser = reviser.unwrap_or_else(|| self.reviser.clone());
        match former {
            FormerLook::Run(_) => {
                for piece in here.pieces(span.span) {
                    for mark in TextMark::ALL {
                        let on = wanted.is_marked(piece.wanted, mark);
                        // What they have as it was is no change of theirs.
                        let mut before = in_base.pieces(piece.wanted).into_iter().peekable();
                        let is_old = before.peek().is_some() && before.all(|one| was.is_marked(one.other, mark) == on);
                        let text = self.merged.part(part).cloned().unwrap_or_default();
                        if !is_old && text.is_marked(piece.other, mark) != on {
                            self.format(part, reviser.clone(), Edit::mark(&text, piece.other, mark, on));
                        }
                    }
                }
            }
            FormerLook::Paragraph(_) => {
                let number = span.span.start().paragraph;
                let look =
                    |text: &RichText, at: usize| text.paragraphs.get(at).map(|one| (one.level, one.align, one.list));
                let (Some(now), Some(paragraph)) = (look(wanted, number), here.paragraph(number)) else { return };
                if in_base.paragraph(number).and_then(|at| look(was, at)) == Some(now) {
                    return;
                }
                let at = TextRange::within(paragraph, 0, 0);
                for edit in [
                    |text: &RichText, at, (level, ..): ParagraphLook| Edit::level(text, at, level),
                    |text: &RichText, at, (_, align, _): ParagraphLook| Edit::align(text, at, align),
                    |text: &RichText, at, (.., list): ParagraphLook| Edit::list(text, at, list),
                ] {
                    let text = self.merged.part(part).cloned().unwrap_or_default();
                    if look(&text, paragraph) != Some(now) {
                        self.format(part, reviser.clone(), edit(&text, at, now));
                    }
                }
            }
        }
    }

    fn format(&mut self, part: ReportText, reviser: Reviser, edit: Edit) {
        if !edit.is_empty() {
            self.make(reviser, Change::Prose(part, edit));
        }
    }
}

/// The look of a paragraph.
type ParagraphLook = (crate::richtext::Level, crate::richtext::ParagraphAlign, Option<crate::richtext::ListKind>);

fn lines(text: &RichText) -> Vec<String> {
    text.paragraphs.iter().map(Paragraph::text).collect()
}

/// How a paragraph looks, its words apart: itself, and the marks of its pieces by their lengths.
fn look_of(paragraph: &Paragraph) -> (ParagraphLook, Vec<(usize, crate::richtext::TextMarks)>) {
    let mut marks: Vec<(usize, crate::richtext::TextMarks)> = Vec::new();
    for run in paragraph.runs() {
        let length = run.text.chars().count();
        match marks.last_mut().filter(|(_, own)| *own == run.marks) {
            Some((before, _)) => *before += length,
            None => marks.push((length, run.marks)),
        }
    }
    ((paragraph.level, paragraph.align, paragraph.list), marks)
}

/// Whether a look was given in a paragraph.
fn meets(span: &RevisedSpan, number: usize) -> bool {
    (span.span.start().paragraph..=span.span.end().paragraph).contains(&number)
}

/// Which characters of a text stand in another, in order; an end of paragraph is one.
struct SameWords {
    /// The number of the first character of each paragraph in both.
    starts: [Vec<usize>; 2],
    pairs: Vec<(usize, usize)>,
}

/// Characters in a row that stand in both texts.
struct SamePiece {
    wanted: TextRange,
    other: TextRange,
}

impl SameWords {
    fn of(wanted: &RichText, other: &RichText) -> SameWords {
        let texts = [wanted, other].map(|text| lines(text).join("\n").chars().collect::<Vec<char>>());
        let starts = [wanted, other].map(|text| {
            let lengths = text.paragraphs.iter().map(|one| one.length() + 1);
            lengths.scan(0, |next, length| Some(std::mem::replace(next, *next + length))).collect()
        });
        let [one, two] = &texts;
        SameWords { starts, pairs: shared(one, two) }
    }

    /// The paragraph of the other text that has most of the characters of this one.
    fn paragraph(&self, number: usize) -> Option<usize> {
        let [wanted, other] = &self.starts;
        let range = *wanted.get(number)?..wanted.get(number + 1).map_or(usize::MAX, |next| next - 1);
        let own = self.in_range(range.clone());
        let middle = own.get(own.len() / 2);
        let (_, at) = middle?;
        Some(other.partition_point(|start| start <= at).saturating_sub(1))
    }

    fn in_range(&self, range: Range<usize>) -> &[(usize, usize)] {
        let [from, to] = [range.start, range.end].map(|at| self.pairs.partition_point(|(of, _)| *of < at));
        self.pairs.get(from..to).unwrap_or_default()
    }

    /// The characters of a range that stand in the other text.
    fn pieces(&self, range: TextRange) -> Vec<SamePiece> {
        let [wanted, other] = &self.starts;
        let number = |at: TextPosition| wanted.get(at.paragraph).map_or(usize::MAX, |start| start + at.character);
        let position = |starts: &[usize], at: usize| {
            let paragraph = starts.partition_point(|start| *start <= at).saturating_sub(1);
            TextPosition::new(paragraph, at - starts.get(paragraph).copied().unwrap_or_default().min(at))
        };
        let own = self.in_range(number(range.start())..number(range.end()));
        let goes_on = |one: &(usize, usize), next: &(usize, usize)| one.0 + 1 == next.0 && one.1 + 1 == next.1;
        let piece = |pairs: &[(usize, usize)]| {
            let ((from, at), (to, until)) = (*pairs.first()?, *pairs.last()?);
            // Up to the place behind the last.
            let span = |starts: &[usize], first, last| {
                let end = position(starts, last);
                TextRange::new(position(starts, first), TextPosition::new(end.paragraph, end.character + 1))
            };
            Some(SamePiece { wanted: span(wanted, from, to), other: span(other, at, until) })
        };
        own.chunk_by(goes_on).filter_map(piece).collect()
    }
}
