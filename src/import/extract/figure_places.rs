//! Where the pictures of a source stand in the report: after the paragraph that they followed, in the section of that
//! line; with the caption that follows them. Must not know files.

use super::figure_caption::caption;
use super::section_finder::SectionPart;
use crate::form::SectionId;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::{CaptionPlace, SourcePicture};
use crate::raster::PictureId;
use crate::report::{Report, ReportText};
use crate::richtext::{Figure, Paragraph, RichText};

/// The longest line of a cell that may be a caption, in characters.
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

    /// Puts the pictures where they were. One before the report or in its signature is told. `frames` are the first and
    /// the last lines of the source's tables, which may only arrange pictures and captions.
    pub(super) fn fill(
        &self,
        pictures: Vec<SourcePicture>,
        frames: &[(usize, usize)],
        report: &mut Report,
        remarks: &mut Remarks,
    ) {
        let mut framed: Vec<(ReportText, PictureId)> = Vec::new();
        // From the last to the first, so that what stands before is counted right.
        let places: Vec<Option<(ReportText, usize)>> =
            pictures.iter().map(|picture| self.place(picture, report)).collect();
        for (number, picture) in pictures.into_iter().enumerate().rev() {
            let before = places.get(..number).unwrap_or_default();
            let Some((part, mut at)) = places.get(number).copied().flatten() else {
                remarks.add(picture.line, picture.alt.trim(), RemarkKind::LeftOut { what: OmittedContent::Picture });
                continue;
            };
            let (wide, _) = picture.picture.shown_size();
            let width = picture.width.unwrap_or_else(|| Figure::usual_width(wide));
            let figure = Figure::of_picture(picture.picture.id(), picture.alt.trim().to_owned(), width);
            if let Some(scaling) = picture.scaling {
                remarks.add(picture.line, picture.alt.trim(), RemarkKind::PictureScaled { scaling });
            }
            if frames.iter().any(|(first, last)| (*first..=*last).contains(&picture.line)) {
                framed.push((part, picture.picture.id()));
            }
            report.pictures.add(picture.picture);
            let prose = report.part_mut(part);
            // A picture of the same place that came after it stands there already.
            let is_last = places.iter().skip(number + 1).all(|own| *own != Some((part, at)));
            let next = prose.paragraphs.get(at).filter(|next| is_last && next.figure.is_none());
            let mut caption = match picture.caption {
                CaptionPlace::Beside => next.and_then(self::caption),
                CaptionPlace::Certain(line) => next.filter(|_| self.line(part, at) == line).and_then(self::caption),
                CaptionPlace::Marked(line) => next.filter(|_| self.line(part, at) == line).map(words_of),
                CaptionPlace::Nowhere => None,
            };
            let is_marked_above =
                |line: usize| at.checked_sub(1).is_some_and(|above| self.line(part, above) == line && is_last);
            if caption.is_some() {
                prose.paragraphs.remove(at);
            } else if let CaptionPlace::Marked(line) = picture.caption
                && is_marked_above(line)
            {
                at -= 1;
                caption = Some(words_of(&prose.paragraphs.remove(at)));
            } else if is_last
                && picture.caption == CaptionPlace::Beside
                && let Some(above) = self.caption_above((part, at), before, prose, remarks)
            {
                at -= 1;
                prose.paragraphs.remove(at);
                caption = Some(above);
            }
            let mut paragraph = caption.unwrap_or_default();
            paragraph.figure = Some(figure);
            prose.paragraphs.insert(at.min(prose.paragraphs.len()), paragraph);
        }
        for (part, _) in &framed {
            let own = |id: PictureId| framed.contains(&(*part, id));
            captions_of_frames(report.part_mut(*part), own);
        }
    }

    /// The first line of a paragraph in the source; 0 where it is not known.
    pub(super) fn line(&self, part: ReportText, at: usize) -> usize {
        let ReportText::Section(section) = part else { return 0 };
        let lines = self.lines.iter().find(|(own, _)| *own == section).map(|(_, lines)| lines);
        lines.and_then(|lines| lines.get(at).copied()).unwrap_or_default()
    }

    /// The caption above a picture that has none below, where it stands alone at its place and that paragraph is not
    /// below a picture itself, be it one of those `before` or one that was left out.
    fn caption_above(
        &self,
        (part, at): (ReportText, usize),
        before: &[Option<(ReportText, usize)>],
        prose: &RichText,
        remarks: &Remarks,
    ) -> Option<Paragraph> {
        let above = at.checked_sub(1)?;
        let words = prose.paragraphs.get(above).filter(|words| words.figure.is_none() && words.cell.is_none())?;
        let ReportText::Section(section) = part else { return None };
        let lines = self.lines.iter().find(|(own, _)| *own == section).map(|(_, lines)| lines)?;
        let first = above.checked_sub(1).map_or(Some(0), |former| lines.get(former).copied())?;
        let is_others = before.iter().flatten().any(|own| *own == (part, above) || *own == (part, at));
        let is_free = !is_others && !remarks.lacks_picture(first..=*lines.get(above)?);
        if is_free { caption(words) } else { None }
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

/// The text with the captions that stand below its figures as paragraphs of their own, or in tables around them, as
/// those of the figures.
pub(in crate::import) fn with_captions(mut prose: RichText) -> RichText {
    let mut at = 0;
    while at < prose.paragraphs.len() {
        let is_bare = |at: usize| prose.paragraphs.get(at).is_some_and(|own| own.figure.is_some() && own.is_empty());
        let below = prose.paragraphs.get(at + 1).filter(|below| below.figure.is_none() && below.cell.is_none());
        if is_bare(at)
            && let Some(words) = below.and_then(caption)
        {
            prose.paragraphs.remove(at + 1);
            if let Some(own) = prose.paragraphs.get_mut(at) {
                own.set_runs(words.runs().to_vec());
            }
        }
        at += 1;
    }
    captions_of_frames(&mut prose, |_| true);
    prose
}

/// Takes apart tables whose cells have only pictures and captions: the pictures, which stand below such a table, get its
/// words in their order. `is_own` tells the pictures that were in a table.
fn captions_of_frames(prose: &mut RichText, is_own: impl Fn(PictureId) -> bool) {
    for table in prose.tables().into_iter().rev() {
        let end = table.paragraphs.end;
        let cells = prose.paragraphs.get(table.paragraphs).unwrap_or_default();
        let words: Vec<&Paragraph> = cells.iter().filter(|cell| !cell.text().trim().is_empty()).collect();
        let below = prose.paragraphs.iter().skip(end);
        let is_bare =
            |one: &&Paragraph| one.is_empty() && one.figure.as_ref().and_then(Figure::picture).is_some_and(&is_own);
        let pictures = below.take_while(is_bare).count();
        let is_short = |one: &&Paragraph| one.text().chars().count() <= CAPTION && !one.text().contains('。');
        if words.is_empty() || words.len() != pictures || !words.iter().all(is_short) {
            continue;
        }
        let captions: Vec<Paragraph> = words.into_iter().map(words_of).collect();
        let start = end - cells.len();
        for (at, words) in (end..).zip(captions) {
            if let Some(own) = prose.paragraphs.get_mut(at) {
                own.set_runs(words.runs().to_vec());
            }
        }
        prose.paragraphs.drain(start..end);
    }
}

/// The words of what is a caption for certain, without its number.
fn words_of(words: &Paragraph) -> Paragraph {
    caption(words).unwrap_or_else(|| plain(words))
}

/// The words of a cell as a paragraph of its own.
fn plain(words: &Paragraph) -> Paragraph {
    let mut own = Paragraph::default();
    own.set_runs(words.runs().to_vec());
    own
}
