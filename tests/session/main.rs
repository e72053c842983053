//! What is done with a report and how it is kept, without a window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod draft;
mod editing;
mod keeping;
