//! A place in the report: what findings point to and what printed items come from.

use serde::{Deserialize, Serialize};

use crate::form::{CellKey, Name, SectionId};
use crate::richtext::Span;

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
    Preface(Spot),
    /// The title of a section.
    Heading(SectionId),
    /// Characters of a section's prose.
    Prose(SectionId, Spot),
    /// A table as a whole, or its fixed words.
    Table(Name),
    /// A number cell.
    Cell(CellKey),
    /// A footnote to a number cell.
    Note(CellKey),
    /// Unit and date after the text.
    Signature,
    /// Something the page has and the report has not: a page number, a mark.
    Page,
}

/// Characters of one paragraph, from `start` up to but not including `end`, counted in Unicode
/// characters from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
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
pub enum Part {
    /// The preface.
    Preface,
    /// The prose of a section.
    Section(SectionId),
}

impl Part {
    /// Every part in the order of the report.
    pub const ALL: [Part; 7] = [
        Part::Preface,
        Part::Section(SectionId::Overview),
        Part::Section(SectionId::Disclosure),
        Part::Section(SectionId::Requests),
        Part::Section(SectionId::Disputes),
        Part::Section(SectionId::Problems),
        Part::Section(SectionId::Others),
    ];

    /// Characters of this part as a place.
    pub const fn place(self, spot: Spot) -> Place {
        match self {
            Part::Preface => Place::Preface(spot),
            Part::Section(id) => Place::Prose(id, spot),
        }
    }
}

impl Place {
    /// The text and the characters that the place is, where it is one.
    pub const fn spot(self) -> Option<(Part, Spot)> {
        match self {
            Place::Preface(spot) => Some((Part::Preface, spot)),
            Place::Prose(id, spot) => Some((Part::Section(id), spot)),
            _ => None,
        }
    }
}

impl From<Spot> for Span {
    fn from(spot: Spot) -> Span {
        Span::within(spot.paragraph, spot.start, spot.end)
    }
}
