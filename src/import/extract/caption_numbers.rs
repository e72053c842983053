//! The numbers that somebody typed before captions, beside those that the figures have now: figures are numbered in their
//! order, and what the text says of 图3 stays as it is. Must not know files.

use super::figure_caption;
use super::figure_places::FigurePlaces;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::report::{FigureNumbers, Report, ReportText};
use crate::richtext::Paragraph;

/// A caption with a number, where it was typed.
struct NumberedCaption {
    part: ReportText,
    line: usize,
    label: String,
    words: String,
}

/// The captions of a text before its figures take them.
pub(super) struct CaptionNumbers(Vec<NumberedCaption>);

/// What a picture is in a text of this program.
const NOTE: &str = "［图片";

impl CaptionNumbers {
    /// Those of the report, of which the pictures are not in their places yet.
    pub(super) fn of(report: &Report, places: &FigurePlaces) -> CaptionNumbers {
        let mut found = Vec::new();
        for part in ReportText::ALL {
            let paragraphs = report.part(part).map(|prose| prose.paragraphs.as_slice()).unwrap_or_default();
            for (at, paragraph) in paragraphs.iter().enumerate() {
                if let Some(typed) = figure_caption::typed(paragraph)
                    && let Some(label) = typed.label
                {
                    let (line, words) = (places.line(part, at), typed.words.text().trim().to_owned());
                    found.push(NumberedCaption { part, line, label, words });
                }
            }
        }
        CaptionNumbers(found)
    }

    /// Tells which figures have other numbers now, and which captions and notes stand without their figures.
    pub(super) fn tell(mut self, report: &Report, remarks: &mut Remarks) {
        let numbers = report.figure_numbers();
        for part in ReportText::ALL {
            let paragraphs = report.part(part).map(|prose| prose.paragraphs.as_slice()).unwrap_or_default();
            for (at, paragraph) in paragraphs.iter().enumerate() {
                match (&paragraph.figure, &paragraph.cell) {
                    (Some(_), _) => self.compare((part, at), paragraph, &numbers, remarks),
                    (None, None) => self.tell_alone(part, paragraph, remarks),
                    (None, Some(_)) => {}
                }
            }
        }
    }

    /// The first of the captions with these words, which is taken.
    fn take(&mut self, part: ReportText, words: &str) -> Option<NumberedCaption> {
        let at = self.0.iter().position(|own| own.part == part && own.words == words)?;
        Some(self.0.remove(at))
    }

    fn compare(
        &mut self,
        (part, at): (ReportText, usize),
        paragraph: &Paragraph,
        numbers: &FigureNumbers,
        remarks: &mut Remarks,
    ) {
        let text = paragraph.text();
        let now = numbers.label(part, at);
        if let Some((own, now)) = self.take(part, text.trim()).zip(now)
            && own.label != now
        {
            remarks.add(own.line, text.trim(), RemarkKind::CaptionRenumbered { typed: own.label, now });
        }
    }

    fn tell_alone(&mut self, part: ReportText, paragraph: &Paragraph, remarks: &mut Remarks) {
        let text = paragraph.text();
        let text = text.trim();
        let note = text.strip_prefix(NOTE).and_then(|rest| rest.strip_suffix('］'));
        if let Some(words) = note.filter(|words| words.is_empty() || words.starts_with('：')) {
            let kind = RemarkKind::LeftOut { what: OmittedContent::Picture };
            remarks.add(0, words.trim_start_matches('：'), kind);
        }
        if let Some(typed) = figure_caption::typed(paragraph)
            && typed.label.is_some()
            && let Some(own) = self.take(part, typed.words.text().trim())
        {
            remarks.add(own.line, text, RemarkKind::CaptionAlone);
        }
    }
}
