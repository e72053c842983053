//! What is done with a report and how it is kept, without a window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../support/chart_reports.rs"]
mod chart_reports;
mod draft_file;
mod editing;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod figures;
mod file_names;
mod rule_packs;
mod settings_file;
#[path = "../support/simulated_disk.rs"]
mod simulated_disk;
#[path = "../support/skip.rs"]
mod skip;
mod storage;
mod text_charts;
#[path = "../support/unprivileged.rs"]
mod unprivileged;
