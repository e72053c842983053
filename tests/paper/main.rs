//! The paper: how it is laid out, and the files that it is written to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod end_to_end;
mod fonts;
mod layout;
mod ofd;
mod pages;
mod pdf;
#[path = "../published/mod.rs"]
mod published;
#[path = "../random/mod.rs"]
mod random;
mod random_pages;
mod sheets;
#[path = "../specimens/mod.rs"]
mod specimens;

use nianbao::form::Form;
use nianbao::layout::{Fonts, Paper, Style, lay_out};
use nianbao::report::Report;

/// The pages of a report in the official style and the bundled fonts.
fn paper(report: &Report) -> Paper {
    lay_out(Form::of(report.form).unwrap(), report, &Style::official(), Fonts::bundled().unwrap())
}
