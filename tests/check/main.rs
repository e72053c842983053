//! The form and the rules: what they hold and find, what they leave alone, and that nothing makes
//! them stumble.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod careful_reader;
mod form_data;
#[path = "../support/invented_reports.rs"]
mod invented_reports;
mod judged;
mod published_numbers;
#[path = "../support/published_reports.rs"]
mod published_reports;
mod random_text;
mod rule_packs;
mod rules;
mod similar_units;
#[path = "../support/skip.rs"]
mod skip;
