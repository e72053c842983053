//! The tracked changes of a report one by one, for those who accept or reject them. Must not know sentences.

use std::collections::BTreeMap;

use super::reviewed_text::{ReviewItem, ReviewedText, behind, fragment};
use super::revision::{FormerValue, RevisedSpan, RevisionId};
use super::{CharRange, CommentTime, Place, Report, ReportText};
use crate::form::CellKey;
use crate::richtext::{Paragraph, RichText, TextPosition, TextRange};

/// A tracked change as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct RevisionEntry {
    /// Its number.
    pub id: RevisionId,
    /// Who made it.
    pub by: String,
    /// When; `None` where it is not known.
    pub at: Option<CommentTime>,
    /// Where it is; where words were taken out, where they stood.
    pub place: Place,
    /// What it took out; paragraphs are parted by an end of line.
    pub removed: String,
    /// What it put in. Where both are empty, only the look is another.
    pub added: String,
}

/// What is gathered of one change of a text.
#[derive(Default)]
struct Gathered {
    first: Option<(TextPosition, TextPosition)>,
    removed: Vec<ReviewItem>,
    added: Vec<ReviewItem>,
}

impl Report {
    /// The tracked changes that nobody has accepted or rejected: those of values in the order in which they were made,
    /// then those of texts in the order of the report.
    pub fn revision_entries(&self) -> Vec<RevisionEntry> {
        self.value_entries().chain(ReportText::ALL.into_iter().flat_map(|part| self.text_entries(part))).collect()
    }

    /// Those of a text at a position: of what stands around it, and of what was taken out there.
    pub fn revisions_at(&self, part: ReportText, at: TextPosition) -> Vec<RevisionEntry> {
        let here = self.revisions.of_text(part).filter(|span| span.span.start() <= at && at <= span.span.end());
        let ids: Vec<RevisionId> = here.flat_map(RevisedSpan::ids).collect();
        let mut entries = if ids.is_empty() { Vec::new() } else { self.text_entries(part) };
        entries.retain(|entry| ids.contains(&entry.id));
        entries
    }

    /// Those of the numbers, by their cells.
    pub fn cell_revisions(&self) -> impl Iterator<Item = (CellKey, RevisionEntry)> {
        self.value_entries().filter_map(|entry| match entry.place {
            Place::Cell(key) => Some((key, entry)),
            _ => None,
        })
    }

    fn text_entries(&self, part: ReportText) -> Vec<RevisionEntry> {
        if self.revisions.of_text(part).next().is_none() {
            return Vec::new();
        }
        let nothing = RichText::default();
        let row = ReviewedText::of(self.part(part).unwrap_or(&nothing), self.revisions.of_text(part));
        let entry = |(id, gathered): (RevisionId, Gathered)| {
            let (start, end) = gathered.first.unwrap_or_default();
            let end = if start.paragraph == end.paragraph { end.character } else { self.length(part, start) };
            let spot = CharRange { paragraph: start.paragraph, start: start.character, end: end.max(start.character) };
            self.entry(id, part.place(spot), words(&gathered.removed), words(&gathered.added))
        };
        gathered(&row.items).into_iter().filter_map(entry).collect()
    }

    /// Where a text was changed, in order: what was put in or formatted, and the points at which something was taken out.
    pub fn revised_ranges(&self, part: ReportText) -> impl Iterator<Item = TextRange> {
        self.revisions.of_text(part).map(|span| span.span)
    }

    fn length(&self, part: ReportText, at: TextPosition) -> usize {
        self.part(part).and_then(|text| text.paragraphs.get(at.paragraph)).map_or(0, Paragraph::length)
    }

    fn value_entries(&self) -> impl Iterator<Item = RevisionEntry> {
        let values = &self.revisions.values;
        values.iter().enumerate().filter_map(move |(number, value)| {
            let later = values.iter().skip(number + 1).find(|later| later.former.is_beside(&value.former));
            let now = later.map_or_else(|| value.former.now(self), |later| later.former.clone());
            self.entry(value.id, value.former.place(), value.former.shown(), now.shown())
        })
    }

    fn entry(&self, id: RevisionId, place: Place, removed: String, added: String) -> Option<RevisionEntry> {
        let mark = self.revisions.mark(id)?;
        Some(RevisionEntry { id, by: mark.by.clone(), at: mark.at, place, removed, added })
    }
}

impl FormerValue {
    /// Where the value stands.
    pub const fn place(&self) -> Place {
        match self {
            FormerValue::Number(key, _) | FormerValue::Stated(key, _) => Place::Cell(*key),
            FormerValue::Note(key, _) => Place::Note(*key),
            FormerValue::Title(_) => Place::Title,
            FormerValue::Unit(_) => Place::Unit,
            FormerValue::Year(_) => Place::Year,
            FormerValue::Signature(_) => Place::Signature,
        }
    }
}

/// The changes of one text, in the order in which each begins.
fn gathered(items: &[ReviewItem]) -> Vec<(RevisionId, Gathered)> {
    let mut numbers: BTreeMap<RevisionId, usize> = BTreeMap::new();
    let mut all: Vec<(RevisionId, Gathered)> = Vec::new();
    let mut at = TextPosition::default();
    for item in items {
        let next = if item.is_shown() { behind(at, item) } else { at };
        for id in item.marks.ids() {
            let number = *numbers.entry(id).or_insert_with(|| {
                all.push((id, Gathered::default()));
                all.len() - 1
            });
            let Some((_, own)) = all.get_mut(number) else { continue };
            own.first = match own.first {
                Some((start, end)) if end == at && start.paragraph == at.paragraph => Some((start, next)),
                Some(first) => Some(first),
                None => Some((at, next)),
            };
            if item.marks.deleted == Some(id) {
                own.removed.push(item.clone());
            }
            if item.marks.inserted == Some(id) {
                own.added.push(item.clone());
            }
        }
        at = next;
    }
    all
}

/// Items as words: an end of paragraph as an end of line, a figure said in words.
fn words(items: &[ReviewItem]) -> String {
    if items.is_empty() {
        return String::new();
    }
    fragment(items).paragraphs.iter().map(Paragraph::text_with_figure).collect::<Vec<_>>().join("\n")
}
