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
    /// Values of the JSON that the draft has, counted as [`Limit::check_json`](crate::limits::Limit::check_json) counts
    /// them; it has no more than these. What is in unknown fields is not counted.
    pub values: usize,
}

/// What the parts of a draft come to at most, in values of JSON: an object or a list is four.
mod weight {
    /// All that a report has once or for each of its cells.
    pub const REPORT: usize = 4_000;
    /// A paragraph without runs, figure and cell.
    pub const PARAGRAPH: usize = 10;
    /// The list of runs, and each of them.
    pub const RUNS: usize = 5;
    pub const RUN: usize = 12;
    pub const FIGURE: usize = 24;
    pub const TEXT_CELL: usize = 12;
    /// A place of the report.
    pub const PLACE: usize = 24;
    /// What somebody said, did or dismissed.
    pub const REMARK: usize = 12;
    pub const NOTES: usize = 12;
    /// Somebody's change of a text, its former look, and of a value.
    pub const SPAN: usize = 34;
    pub const FORMER_LOOK: usize = 24;
    pub const VALUE: usize = 24;
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
            size.values += weight::PARAGRAPH + paragraph.cell.as_ref().map_or(0, |_| weight::TEXT_CELL);
            size.values += paragraph.figure.as_ref().map_or(0, |_| weight::FIGURE);
            size.values += weight::RUNS + paragraph.runs().len() * weight::RUN;
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
        let spans = self.revisions.spans.iter();
        let former = spans.clone().filter(|span| span.formatted.is_some()).count() * weight::FORMER_LOOK;
        size.values += weight::REPORT + spans.count() * weight::SPAN + former;
        size.values += self.revisions.marks().len() * weight::REMARK + self.revisions.values.len() * weight::VALUE;
        let said = self.comments.iter().map(|one| weight::PLACE + (2 + one.replies.len()) * weight::REMARK);
        let settled = self.dismissed.iter().map(|one| weight::REMARK + one.places.len() * weight::PLACE);
        let told = self.origins.iter().map(|one| weight::REMARK + one.notes.len() * weight::NOTES);
        size.values +=
            said.chain(settled).chain(told).sum::<usize>() + self.notes.len() + self.stages.len() * weight::REMARK;
        size.values += self.origins.iter().flat_map(|one| &one.notes).map(|notes| notes.sentences.len()).sum::<usize>();
        size.characters += self.revisions.held_words().map(|text| text.chars().count()).sum::<usize>();
        size
    }
}
