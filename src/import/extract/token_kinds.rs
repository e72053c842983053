//! What a token of a table's text is, and what the text of a number cell says. Must not know the text.

use super::table_labels::LabelMeaning;
use crate::form::CellMeasure;
use crate::report::{self, CellReading, Number};

/// A token of a table's text.
#[derive(Debug)]
pub(super) struct Token {
    /// Its half-open range of characters in the stream.
    pub span: (usize, usize),
    /// What it is.
    pub kind: TokenKind,
}

/// The kind of a token.
#[derive(Debug)]
pub(super) enum TokenKind {
    /// A label of the form.
    Label {
        /// What it means.
        means: LabelMeaning,
        /// The form's words.
        official: String,
        /// Whether the source has another wording.
        differs: bool,
    },
    /// What a number cell may contain.
    Value(TokenValue),
    /// An empty cell of a row.
    Blank,
    /// A fragment of an official label, or punctuation: nothing that needs to be kept.
    Official,
    /// Text that is not understood.
    Unknown,
}

/// What a number cell may contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TokenValue {
    /// The digits, signs and points, without commas between thousands; `None` if it is not a
    /// number.
    pub digits: Option<String>,
    /// What it says instead of a number, such as / or 无.
    pub mark: Option<&'static CellReading>,
    /// The unit behind the number.
    pub unit: Option<&'static CellReading>,
    /// The text in brackets after the number.
    pub note: Option<String>,
}

impl TokenValue {
    /// A value with these digits and nothing else.
    pub(super) fn number(digits: Option<String>) -> TokenValue {
        TokenValue { digits, mark: None, unit: None, note: None }
    }

    /// Whether it is only a stroke, such as / or —, which may stand between rows as well.
    pub(super) fn is_stroke(&self) -> bool {
        self.mark.is_some_and(|mark| !mark.text.chars().any(char::is_alphabetic))
    }

    /// The count that it is.
    pub(super) fn count(&self) -> Option<u64> {
        match report::number(self.digits.as_deref()?, CellMeasure::Count)? {
            Number::Count(count) => Some(count),
            Number::Change(_) | Number::Amount(_) => None,
        }
    }
}
