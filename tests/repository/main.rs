//! What holds of the repository as a whole: its documents, its locale files, the libraries that it is
//! built of, and that no test passes without having run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod documents;
mod locales;
mod no_network;
#[path = "../support/skip.rs"]
mod skip;
mod skips;
