//! Workbooks ⇄ the numbers of a report: three official grids with live sums, and a flat sheet for
//! whoever counts many reports. What comes in may be ours or any sheet with the official labels.

mod beside;
mod book;
mod flat;
mod read;
mod write;

pub(super) use flat::read as read_flat;
pub use read::read;
pub use write::{WriteError, write};
