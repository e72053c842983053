//! Other programs' files, out and in: what is handed out comes back, what is published is read, what
//! cannot be read is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod beside_tables;
mod docx;
mod fragment;
mod hostile;
mod import;
mod json;
mod left_out;
mod limits;
mod limits_pdf;
mod old_form;
mod pdf_import;
#[path = "../published/mod.rs"]
mod published;
#[path = "../random/mod.rs"]
mod random;
mod round_trips;
mod web_page;
mod workbook;

use nianbao::form::Form;
use nianbao::report::Report;

/// The form that a report follows.
fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

/// The sample that comes with the program.
fn sample() -> Report {
    nianbao::session::file::sample().unwrap()
}
