//! An official table on screen, drawn from the form's grid, with the habits of a spreadsheet.
//! Reads the report's numbers; says what should change, and changes nothing.

mod block;
mod cell;
mod keys;
mod plan;
mod selection;
mod view;

pub use cell::{Mark, name};
pub use selection::{Selection, Step};
pub use view::{Grid, Outcome, Sheet};
