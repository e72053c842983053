//! A place in the report: the target of findings and the source of printed items.

use serde::{Deserialize, Serialize};

use crate::form::{CellKey, CellName, SectionId};
use crate::richtext::TextRange;

/// Somewhere in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The report's title.
    Title,
    /// The unit's name.
    Unit,
    /// The year.
    Year,
    /// Characters of the preface.
    Preface(CharRange),
    /// The title of a section.
    Heading(SectionId),
    /// Characters of a section's prose.
    Prose(SectionId, CharRange),
    /// A table as a whole, or its fixed words.
    Table(CellName),
    /// A number cell.
    Cell(CellKey),
    /// A footnote to a number cell.
    Note(CellKey),
    /// Unit and date after the text.
    Signature,
    /// Something on the page that is not in the report: a page number, a mark.
    Page,
}

/// Characters of one paragraph, from `start` up to but not including `end`, counted in Unicode
/// characters from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CharRange {
    /// Which paragraph, counted from 0.
    pub paragraph: usize,
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A text of the report that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportText {
    /// The preface.
    Preface,
    /// The prose of a section.
    Section(SectionId),
}

impl ReportText {
    /// Every part in the order of the report.
    pub const ALL: [ReportText; 7] = [
        ReportText::Preface,
        ReportText::Section(SectionId::Overview),
        ReportText::Section(SectionId::Disclosure),
        ReportText::Section(SectionId::Requests),
        ReportText::Section(SectionId::Disputes),
        ReportText::Section(SectionId::Problems),
        ReportText::Section(SectionId::Others),
    ];

    /// Characters of this part as a place.
    pub const fn place(self, spot: CharRange) -> Place {
        match self {
            ReportText::Preface => Place::Preface(spot),
            ReportText::Section(id) => Place::Prose(id, spot),
        }
    }
}

impl Place {
    /// The text and the characters that the place is, where it is one.
    pub const fn spot(self) -> Option<(ReportText, CharRange)> {
        match self {
            Place::Preface(spot) => Some((ReportText::Preface, spot)),
            Place::Prose(id, spot) => Some((ReportText::Section(id), spot)),
            _ => None,
        }
    }
}

impl From<CharRange> for TextRange {
    fn from(spot: CharRange) -> TextRange {
        TextRange::within(spot.paragraph, spot.start, spot.end)
    }
}
