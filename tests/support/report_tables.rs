//! The sample report, the form that a report follows, and its tables as rows of text.

#![allow(dead_code)]

use nianbao::form::Form;
use nianbao::report::Report;

/// The form that a report follows.
pub fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

/// The sample that comes with the program.
pub fn sample() -> Report {
    nianbao::session::draft_files::sample().unwrap()
}

/// The rows of a table.
pub type Rows = Vec<Vec<String>>;

/// The three tables as anyone has them: labels and numbers, each in the first square of its cell.
pub fn grids(form: &Form, report: &Report) -> Vec<Rows> {
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
