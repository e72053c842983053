//! (form, report, style, fonts) → pages of positioned items; every item knows the place in the
//! report that it came from. Must not know egui, printpdf or any file format.

mod font;
mod length;
mod page;

pub use font::{FaceId, Font, FontError, Fonts};
pub use length::Length;
pub use page::{
    About, Bookmark, Colour, Fill, Glyph, Item, Node, NodeId, Page, Paper, Role, Rule, Scope, Shape, Structure, TextRun,
};
