//! The window, without a screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod boxes;
mod contrast;
mod editing;
mod foreign_text;
mod frames;
mod import_export;
mod input_method;
mod input_queue;
#[path = "../support/published_reports.rs"]
mod published_reports;
mod random_events;
mod renderer;
#[path = "../support/sample_reports.rs"]
mod sample_reports;
mod screenshots;
#[path = "../support/skip.rs"]
mod skip;
mod storage;
mod table_keys;
mod text_keys;
mod typed_keys;
mod walkthrough;
#[path = "../support/window_harness.rs"]
mod window_harness;
