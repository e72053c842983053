//! Rich text on screen: a prose of the report behind egui's text widget, typeset like the page.

mod document;
mod editor;
mod kept;
mod page;
mod paste;

pub use document::{Document, Stroke};
pub use editor::{Editor, Field, Typing};
pub use page::Look;
pub use paste::understand;
