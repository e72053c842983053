//! An official table on screen, drawn from the form's grid, with the habits of a spreadsheet.
//! Reads the report's numbers and gives actions; changes nothing itself.

mod block_labels;
mod cell_clipboard;
mod cell_field;
mod cell_rects;
mod cell_selection;
mod cell_view;
mod key_bindings;
mod key_input;
mod paste_notice;
mod table_state;
mod table_view;

pub use cell_selection::{CellDirection, CellMove, CellSelection};
pub use cell_view::name;
pub use paste_notice::paste_notice;
pub use table_state::{CellMark, CellRevision, TableModel};
pub use table_view::{CellMenu, TableEditor};
