//! Rich text as a value: paragraphs with a level and an alignment, runs with marks. Must not know
//! the form or a screen.

mod paragraph;
mod text;

pub use paragraph::{Align, Extra, Level, List, Marks, Paragraph, Run};
pub use text::Prose;
