//! The looks that reviewers gave to words of a copy, tracked, brought into the report where the same words stand. Looks that
//! nobody tracked are left: programs that save a document again change some of them by themselves. Must not know files.

use super::review_merge::Merge;
use super::revision::{FormerLook, RevisedSpan};
use super::sequence_diff::shared;
use super::{Change, Report, ReportText, Reviser};
use crate::richtext::{Edit, RichText, TextMark, TextRange};

impl Merge<'_> {
    /// Looks of one text, once its words are merged.
    pub(super) fn looks(&mut self, part: ReportText, base: &Report, theirs: &Report) {
        let spans: Vec<&RevisedSpan> = theirs.revisions.of_text(part).filter(|span| span.formatted.is_some()).collect();
        let nothing = RichText::default();
        let (was, wanted) = (base.part(part).unwrap_or(&nothing), theirs.part(part).unwrap_or(&nothing));
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let [was_lines, own_lines, wanted_lines] = [was, &own, wanted].map(lines);
        let in_base = shared(&wanted_lines, &was_lines);
        let here = shared(&wanted_lines, &own_lines);
        let number_in = |pairs: &[(usize, usize)], number| {
            pairs.iter().find(|(of, _)| *of == number).map(|(_, paragraph)| *paragraph)
        };
        for span in spans {
            let Some((id, former)) = &span.formatted else { continue };
            let (start, end) = (span.span.start(), span.span.end());
            let Some(paragraph) = number_in(&here, start.paragraph) else { continue };
            let to = if end.paragraph == start.paragraph { end.character } else { usize::MAX };
            let within =
                |text: &RichText, paragraph| text.clamp_span(TextRange::within(paragraph, start.character, to));
            let mark = theirs.revisions.mark(*id);
            let reviser = mark.map(|mark| Reviser { by: mark.by.clone(), at: mark.at });
            let reviser = reviser.unwrap_or_else(|| self.reviser.clone());
            let former_here = number_in(&in_base, start.paragraph);
            match former {
                FormerLook::Run(_) => {
                    let theirs_here = within(wanted, start.paragraph);
                    for mark in TextMark::ALL {
                        let on = wanted.is_marked(theirs_here, mark);
                        // What they have as it was is no change of theirs.
                        let is_old = former_here.is_some_and(|at| was.is_marked(within(was, at), mark) == on);
                        let text = self.merged.part(part).cloned().unwrap_or_default();
                        let own_here = within(&text, paragraph);
                        if !is_old && text.is_marked(own_here, mark) != on {
                            self.format(part, reviser.clone(), Edit::mark(&text, own_here, mark, on));
                        }
                    }
                }
                FormerLook::Paragraph(_) => {
                    let look = |text: &RichText, at: usize| {
                        text.paragraphs.get(at).map(|one| (one.level, one.align, one.list))
                    };
                    let Some(now) = look(wanted, start.paragraph) else { continue };
                    if former_here.and_then(|at| look(was, at)) == Some(now) {
                        continue;
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
    text.paragraphs.iter().map(crate::richtext::Paragraph::text).collect()
}
