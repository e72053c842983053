//! A cell of a table in the text, as a field of its paragraphs: a text stays a list of paragraphs, and a table is a run
//! of them in reading order. Rows and columns follow from what begins where and how many columns and rows each cell
//! covers, as in a table of HTML. Must not know other paragraphs.

use serde::{Deserialize, Serialize};

use super::UnknownFields;

/// That a paragraph stands in a cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextCell {
    /// What begins with the paragraph.
    pub begins: CellBegin,
    /// How many columns the cell covers, where it begins.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub across: Span,
    /// How many rows it covers, where it begins.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub down: Span,
    /// Whether the row that begins is one of those that head the table.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// A number of columns or rows, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(u16);

/// What begins with a paragraph of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellBegin {
    /// Nothing but itself: it goes on in the cell of the paragraph before it.
    #[default]
    Paragraph,
    /// A cell.
    Cell,
    /// A row, with its first cell.
    Row,
    /// A table, with its first row.
    Table,
}

impl Span {
    /// As many as `count`, at least one.
    pub fn of(count: usize) -> Span {
        Span(u16::try_from(count).unwrap_or(u16::MAX).max(1))
    }

    /// The number.
    pub fn count(self) -> usize {
        usize::from(self.0.max(1))
    }
}

impl Default for Span {
    fn default() -> Span {
        Span(1)
    }
}

impl TextCell {
    /// A cell of one column and one row, begun by a paragraph.
    pub fn begun(begins: CellBegin) -> TextCell {
        TextCell { begins, ..TextCell::default() }
    }
}

fn one() -> Span {
    Span(1)
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference.
fn is_one(span: &Span) -> bool {
    span.count() == 1
}
