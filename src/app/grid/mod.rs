//! An official table on screen, drawn from the form's grid, with the habits of a spreadsheet.
//! Reads the report's numbers; says what should change, and changes nothing.

mod block;
mod entry;
mod keys;
mod plan;
mod selection;
mod view;

pub use block::{Block, Pasted};
pub use entry::{Entry, Noted};
pub use plan::Plan;
pub use selection::{Selection, Step};
pub use view::{Grid, Mark, Outcome, Sheet};
