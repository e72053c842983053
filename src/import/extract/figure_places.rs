//! Where the pictures of a source stand in the report: after the paragraph that they followed, in the section of that
//! line; with the caption that follows them. Must not know files.

use super::section_finder::SectionPart;
use crate::form::SectionId;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::SourcePicture;
use crate::report::{Report, ReportText};
use crate::richtext::{Figure, Level, Paragraph, RichText, TextPosition, TextRange};

/// The longest caption, in characters.
const CAPTION: usize = 80;

/// Which lines of the source became which paragraphs.
pub(super) struct FigurePlaces {
    /// The first line of the source that belongs to the report.
    first: usize,
    /// The sections with their first lines, in the order of the source.
    sections: Vec<(SectionId, usize)>,
    /// The first line of each paragraph.
    lines: Vec<(SectionId, Vec<usize>)>,
}

impl FigurePlaces {
    /// For a report that begins at the line `first`, with these sections.
    pub(super) fn of(first: usize, sections: &[SectionPart]) -> FigurePlaces {
        let begins = |part: &SectionPart| {
            let title = part.title.as_ref().map(|title| title.line);
            title.into_iter().chain(part.blocks.first().map(|(block, _)| block.line)).min()
        };
        let mut sections: Vec<(SectionId, usize)> =
            sections.iter().filter_map(|part| Some((part.id, begins(part)?))).collect();
        sections.sort_by_key(|(_, line)| *line);
        FigurePlaces { first, sections, lines: Vec::new() }
    }

    /// Notes the lines of a section's paragraphs.
    pub(super) fn note(&mut self, section: SectionId, lines: Vec<usize>) {
        self.lines.push((section, lines));
    }

    /// Puts the pictures where they were. One before the report or in its signature is told.
    pub(super) fn fill(self, pictures: Vec<SourcePicture>, report: &mut Report, remarks: &mut Remarks) {
        let mut placed: Vec<(ReportText, usize)> = Vec::new();
        // From the last to the first, so that what stands before is counted right.
        for picture in pictures.into_iter().rev() {
            let Some((part, at)) = self.place(&picture, report) else {
                remarks.add(picture.line, picture.alt.trim(), RemarkKind::LeftOut { what: OmittedContent::Picture });
                continue;
            };
            let (wide, _) = picture.picture.shown_size();
            let width = picture.width.unwrap_or_else(|| Figure::usual_width(wide));
            let figure = Figure::of_picture(picture.picture.id(), picture.alt.trim().to_owned(), width);
            report.pictures.add(picture.picture);
            let prose = report.part_mut(part);
            // A picture of the same place that came after it stands there already.
            let before = placed.iter().filter(|own| **own == (part, at)).count();
            placed.push((part, at));
            let next = if before == 0 { prose.paragraphs.get(at).filter(|next| next.figure.is_none()) } else { None };
            let caption = next.and_then(caption);
            if caption.is_some() {
                prose.paragraphs.remove(at);
            }
            let mut paragraph = caption.unwrap_or_default();
            paragraph.figure = Some(figure);
            prose.paragraphs.insert(at.min(prose.paragraphs.len()), paragraph);
        }
    }

    /// The text and the number of the paragraph before which a picture stands.
    fn place(&self, picture: &SourcePicture, report: &Report) -> Option<(ReportText, usize)> {
        let line = picture.line;
        let Some((section, _)) = self.sections.iter().rev().find(|(_, first)| *first <= line) else {
            let preface = ReportText::Preface;
            let has_text = !report.preface.is_empty() && line >= self.first;
            return has_text.then_some((preface, report.preface.paragraphs.len()));
        };
        let part = ReportText::Section(*section);
        let nothing = Vec::new();
        let lines = self.lines.iter().find(|(own, _)| own == section).map_or(&nothing, |(_, lines)| lines);
        // What was taken for the signature is no paragraph any more.
        let count = lines.len().min(report.part(part).map_or(0, |prose| prose.paragraphs.len()));
        let signature = lines.get(count).filter(|_| count < lines.len());
        if signature.is_some_and(|first| *first <= line)
            && self.sections.last().is_some_and(|(last, _)| last == section)
        {
            return None;
        }
        Some((part, lines.iter().take(count).take_while(|own| **own <= line).count()))
    }
}

/// The paragraph without the number of a caption, where it is one: 图1　…, 图 2-1：….
pub(super) fn caption(paragraph: &Paragraph) -> Option<Paragraph> {
    let text = paragraph.text();
    let chars: Vec<char> = text.chars().collect();
    if paragraph.level != Level::Body || paragraph.list.is_some() || chars.len() > CAPTION || text.contains('。') {
        return None;
    }
    let start = chars.iter().take_while(|one| one.is_whitespace()).count();
    if chars.get(start) != Some(&'图') {
        return None;
    }
    let rest = chars.get(start + 1..)?;
    let blank = rest.iter().take_while(|one| one.is_whitespace()).count();
    let is_number =
        |one: &&char| one.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十-－.．".contains(**one);
    let digits = rest.iter().skip(blank).take_while(is_number).count();
    let gap =
        rest.iter().skip(blank + digits).take_while(|one| one.is_whitespace() || "：:、.．".contains(**one)).count();
    let is_whole = blank + digits == rest.len();
    if digits == 0 || (gap == 0 && !is_whole) {
        return None;
    }
    let from = TextPosition::new(0, start + 1 + blank + digits + gap);
    let whole = RichText { paragraphs: vec![paragraph.clone()] };
    let piece = whole.piece(TextRange::new(from, whole.end())).paragraphs.into_iter().next()?;
    let mut own = Paragraph::default();
    own.set_runs(piece.runs().to_vec());
    Some(own)
}
