//! An official table on screen, drawn from the form's grid, with the habits of a spreadsheet.
//! Reads the report's numbers; says what should change, and changes nothing.

mod cell_clipboard;
mod cell_rects;
mod cell_selection;
mod cell_view;
mod key_bindings;
mod table_state;
mod table_view;

pub use cell_selection::{Selection, Step};
pub use cell_view::name;
pub use table_state::{Mark, Sheet};
pub use table_view::{Grid, Outcome};
