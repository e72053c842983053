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
    nianbao::session::draft_files::sample().unwrap()
}

/// The rows of a table.
type Rows = Vec<Vec<String>>;

/// The three tables as anyone has them: labels and numbers, each in the first square of its cell.
fn grids(form: &Form, report: &Report) -> Vec<Rows> {
    let rows = |table: &nianbao::form::Table| -> Rows {
        let square = |row: usize, column: usize| {
            let cell = table.cells.iter().find(|cell| (cell.row, cell.column) == (row, column))?;
            Some(match cell.key() {
                None => cell.label(),
                Some(key) => report.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default(),
            })
        };
        let row = |row| (0..table.column_count()).map(|column| square(row, column).unwrap_or_default()).collect();
        (0..table.row_count()).map(row).collect()
    };
    form.tables.iter().map(rows).collect()
}
