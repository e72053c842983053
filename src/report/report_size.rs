//! How much text a report holds, for limits that are decided elsewhere.

use super::Report;
use crate::richtext::Run;

/// What the texts of a report come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportSize {
    /// Characters of all texts: prose, names, notes, reasons, comments, remarks of imports.
    pub characters: usize,
    /// Paragraphs of the prose.
    pub paragraphs: usize,
    /// Runs of characters with the same marks.
    pub runs: usize,
}

impl Report {
    /// How much text it holds. What is in unknown fields is not counted.
    pub fn size(&self) -> ReportSize {
        let mut size = ReportSize::default();
        let prose = || std::iter::once(&self.preface).chain(self.sections.values());
        for paragraph in prose().flat_map(|prose| &prose.paragraphs).chain(self.revisions.held_paragraphs()) {
            size.paragraphs += 1;
            size.runs += paragraph.runs().len();
            size.characters += paragraph.runs().iter().map(|run: &Run| run.text.chars().count()).sum::<usize>();
            size.characters += paragraph.figure.as_ref().map_or(0, |figure| figure.alt.chars().count());
        }
        let signed = self.signature.iter().map(|one| &one.unit);
        let noted = self.origins.iter().flat_map(|origin| &origin.notes);
        let noted = noted.flat_map(|notes| std::iter::once(&notes.head).chain(&notes.sentences));
        let dismissed = self.dismissed.iter().flat_map(|one| [&one.rule, &one.about, &one.reason]);
        let remarks = self.comments.iter().flat_map(|one| std::iter::once(&one.remark).chain(&one.replies));
        let commented = remarks.flat_map(|remark| [&remark.by, &remark.text]);
        let commented = commented.chain(self.comments.iter().map(|one| &one.about));
        let named = std::iter::once(&self.unit.name).chain(&self.title).chain(signed);
        let others = named.chain(self.notes.values()).chain(noted).chain(dismissed).chain(commented);
        size.characters += others.map(|text| text.chars().count()).sum::<usize>();
        size.characters += self.revisions.held_words().map(|text| text.chars().count()).sum::<usize>();
        size
    }
}
