//! The rules: what they find, what they leave alone, and that nothing makes them stumble.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod careful_reader;
mod nonsense;
mod numbers_of_real_reports;
#[path = "../published/mod.rs"]
mod published;
mod rules;
