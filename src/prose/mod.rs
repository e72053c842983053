//! Rich text as a value: paragraphs with a level and an alignment, runs with marks; edits that
//! return their inverse. Must not know the form or a screen.

mod edit;
mod find;
mod link;
mod number;
mod paragraph;
mod position;
mod style;
mod text;

pub use edit::Edit;
pub use find::Query;
pub use link::Link;
pub use number::chinese_numeral;
pub use paragraph::{Align, Extra, Level, List, Mark, Marks, Paragraph, Run};
pub use position::{Bias, Move, Position, Span};
pub use text::{Prose, unchanged_ends};
