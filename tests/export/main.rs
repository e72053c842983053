//! Reports as other programs' files: each is what it should be, other programs read it, and it comes
//! back with the same numbers and words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../support/chart_reports.rs"]
mod chart_reports;
mod docx;
#[path = "../support/docx_package.rs"]
mod docx_package;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod figures;
mod foreign_captions;
mod foreign_figures;
mod html;
#[path = "../support/invented_reports.rs"]
mod invented_reports;
mod json;
mod long_reports;
mod merged_documents;
mod repetitive_reports;
#[path = "../support/report_tables.rs"]
mod report_tables;
mod rollup;
mod round_trips;
mod side_text;
#[path = "../support/skip.rs"]
mod skip;
#[path = "../support/table_reports.rs"]
mod table_reports;
mod tables;
mod text_charts;
mod word_comments;
mod word_revisions;
mod xlsx;
