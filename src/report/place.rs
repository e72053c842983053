//! A place in the report: what findings point to and what printed items come from.

use serde::Serialize;

use crate::form::{CellKey, Name, SectionId};

/// Somewhere in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Which paragraph, counted from 0.
    pub paragraph: usize,
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}
