//! Rich text as a value: paragraphs with a level and an alignment, runs with marks; edits that
//! return their inverse. Must not know the form or a screen.

mod edit;
mod formatting;
mod heading_number;
mod link;
mod paragraph;
mod position;
mod rich_text;
mod search;

pub use edit::Edit;
pub use heading_number::chinese_numeral;
pub use link::Link;
pub use paragraph::{Align, Extra, Level, List, Mark, Marks, Paragraph, Run};
pub use position::{Bias, Move, Position, Span};
pub use rich_text::{Prose, unchanged_ends};
pub use search::Query;
