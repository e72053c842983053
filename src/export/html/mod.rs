//! The report as one web page for the unit's website, and fragments for the clipboard. Without
//! external resources and scripts. Must not know the reader.

mod clipboard_html;
mod html_prose_table;
mod html_table;
pub(crate) mod web_page;

pub use clipboard_html::{of_cells, of_piece, of_prose};
pub(crate) use html_prose_table::write as prose_table;
pub use web_page::{write, write_drawn, write_marked};
