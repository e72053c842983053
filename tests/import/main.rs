//! Other programs' files into reports: what is published is read, what cannot be read is said, and
//! nothing is lost on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;
mod character_tables;
mod clipboard_html;
mod converted_texts;
mod docx;
#[path = "../support/docx_package.rs"]
mod docx_package;
mod drawn_pages;
mod drawn_paragraphs;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod form_2019;
#[path = "../support/growing/mod.rs"]
mod growing;
mod hostile;
mod html;
#[path = "../support/invented_reports.rs"]
mod invented_reports;
mod layouts;
mod limits;
mod misplaced_cells;
mod neighbours;
mod odd_cells;
mod other_columns;
mod other_kinds;
mod pdf;
mod pdf_limits;
#[path = "../support/published_reports.rs"]
mod published_reports;
mod refusals;
#[path = "../support/report_tables.rs"]
mod report_tables;
mod second_readings;
mod section_titles;
#[path = "../support/skip.rs"]
mod skip;
mod text;
mod titles;
mod tracked_changes;
mod unit_lists;
mod unsupported_content;
mod xlsx;
