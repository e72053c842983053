//! An official table on screen, drawn from the form's grid, with the habits of a spreadsheet.
//! Reads the report's numbers; says what should change, and changes nothing.

mod block;
mod cell;
mod keys;
mod plan;
mod selection;
mod sheet;
mod view;

pub use cell::name;
pub use selection::{Selection, Step};
pub use sheet::{Mark, Sheet};
pub use view::{Grid, Outcome};
