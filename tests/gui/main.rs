//! The window, without a screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod boxes;
#[path = "../support/chart_reports.rs"]
mod chart_reports;
mod comments;
mod contrast;
mod counted_frames;
mod dialogs;
#[path = "../support/docx_package.rs"]
mod docx_package;
mod editing;
mod events_in_order;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod figures;
mod findings_page;
mod foreign_text;
mod frames;
mod guidance;
mod import_export;
mod input_method;
mod input_queue;
mod key_count;
mod long_work;
mod looks;
mod menus;
mod old_files;
mod opening;
mod pasted_blocks;
mod pasted_pictures;
#[path = "../support/processor_window.rs"]
mod processor_window;
mod random_events;
mod renderer;
mod review;
mod revisions;
mod rollup;
#[path = "../support/rollup_folders.rs"]
mod rollup_folders;
mod rollup_names;
mod rollup_other_names;
mod rollup_unread_files;
mod screenshots;
mod seen_controls;
mod signing_date;
#[path = "../support/skip.rs"]
mod skip;
mod start_form;
mod status;
mod storage;
mod table_keys;
mod tables;
mod text_charts;
mod text_keys;
mod typed_keys;
mod unit_words;
mod walkthrough;
#[path = "../support/window_harness.rs"]
mod window_harness;
mod window_place;
mod year_beside_year;
