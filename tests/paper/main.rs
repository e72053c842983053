//! The paper: how it is laid out, and the files that it is written to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod chart_readings;
#[path = "../support/chart_reports.rs"]
mod chart_reports;
mod charts;
mod comments;
mod end_to_end;
mod figure_order;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod figures;
#[path = "../support/invented_reports.rs"]
mod invented_reports;
mod layout;
mod ofd;
#[path = "../support/page_contents.rs"]
mod page_contents;
mod pdf;
#[path = "../support/published_reports.rs"]
mod published_reports;
mod random_pages;
mod sample_pages;
#[path = "../support/sample_reports.rs"]
mod sample_reports;
#[path = "../support/skip.rs"]
mod skip;
#[path = "../support/synthetic_fonts.rs"]
mod synthetic_fonts;
mod system_fonts;
#[path = "../support/table_reports.rs"]
mod table_reports;
mod tables;
mod taken_pictures;
mod text_charts;

use nianbao::form::Form;
use nianbao::layout::{FontSet, PageStyle, Paper, lay_out};
use nianbao::report::Report;

/// The pages of a report in the official style and the bundled fonts.
fn paper(report: &Report) -> Paper {
    lay_out(Form::of(report.form).unwrap(), report, &PageStyle::official(), FontSet::bundled().unwrap())
}
