//! The whole report as plain text that a person can read and the importer reads back: a
//! paragraph a line, tables as lines of cells between tabs, as a spreadsheet copies them.

use crate::form::{Content, Form, Table};
use crate::prose::Prose;
use crate::report::Report;

/// The report's title in one line: its own where it has one, else unit, year and fixed words.
pub fn title(form: &Form, report: &Report) -> String {
    report.title.clone().unwrap_or_else(|| format!("{}{}年{}", report.unit.name, report.year, form.title))
}

/// The report, every line ended by a line feed.
pub fn write(form: &Form, report: &Report) -> String {
    let mut text = title(form, report) + "\n";
    if !report.preface.is_blank() {
        text.push('\n');
        paragraphs(&mut text, &report.preface);
    }
    for section in &form.sections {
        text.push_str(&format!("\n{}\n\n", section.title));
        if let Some(table) = form.table_of(section.id) {
            rows(&mut text, form, report, table);
            notes(&mut text, report, table);
        }
        if let Some(prose) = report.prose(section.id) {
            if section.table.is_some() && !prose.is_blank() {
                text.push('\n');
            }
            paragraphs(&mut text, prose);
        }
    }
    if let Some(signature) = &report.signature {
        text.push_str(&format!("\n{}\n{}\n", signature.unit, signature.date.official()));
    }
    text
}

fn paragraphs(text: &mut String, prose: &Prose) {
    for paragraph in &prose.paragraphs {
        text.push_str(&paragraph.text());
        text.push('\n');
    }
}

/// Each row of the grid as a line; a cell stands in its top left square, the others it covers
/// are empty.
fn rows(text: &mut String, form: &Form, report: &Report, table: &Table) {
    for row in 0..table.row_count() {
        let square = |column: usize| {
            let cell = table.cells.iter().find(|cell| cell.row == row && cell.column == column);
            cell.map(|cell| match &cell.content {
                Content::Label { .. } => cell.label(),
                Content::Input(key, _) | Content::Total(key, _) => {
                    report.numbers.shown(form, *key).map(|number| number.to_string()).unwrap_or_default()
                }
            })
        };
        let squares: Vec<_> = (0..table.column_count()).map(|column| square(column).unwrap_or_default()).collect();
        text.push_str(&squares.join("\t"));
        text.push('\n');
    }
}

/// Footnotes to cells of the table, each with the words that lead to its cell.
fn notes(text: &mut String, report: &Report, table: &Table) {
    for field in &table.fields {
        if let Some(note) = report.notes.get(&field.key) {
            let heads = [field.row_heads.last(), field.column_heads.last()];
            let heads: Vec<_> = heads.into_iter().flatten().map(String::as_str).collect();
            text.push_str(&format!("注：{}：{note}\n", heads.join("，")));
        }
    }
}
