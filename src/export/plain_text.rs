//! The whole report as plain text that a person can read and the importer reads back: a
//! paragraph a line, tables as lines of cells between tabs, as a spreadsheet copies them.

use crate::form::{CellContent, Field, Form, Table};
use crate::report::{ChartData, FigureNumbers, Report, ReportText};
use crate::richtext::{Figure, ProseTable, RichText, TextBlock};

/// The report, every line ended by a line feed.
pub fn write(form: &Form, report: &Report) -> String {
    let figures = report.figure_numbers();
    let mut text = report.title_line(form) + "\n";
    if !report.preface.is_blank() {
        text.push('\n');
        paragraphs(&mut text, (form, report), &report.preface, (&figures, ReportText::Preface));
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
            paragraphs(&mut text, (form, report), prose, (&figures, ReportText::Section(section.id)));
        }
    }
    if let Some(signature) = &report.signature {
        text.push_str(&format!("\n{}\n{}\n", signature.unit, signature.date.official()));
    }
    text
}

fn paragraphs(
    text: &mut String,
    (form, report): (&Form, &Report),
    prose: &RichText,
    (figures, part): (&FigureNumbers, ReportText),
) {
    for block in prose.blocks() {
        let (number, paragraph) = match block {
            TextBlock::Paragraph(number, paragraph) => (number, paragraph),
            TextBlock::Table(table) => {
                table_rows(text, prose, &table);
                continue;
            }
        };
        if let Some(figure) = &paragraph.figure {
            text.push_str(&format!("{}\n", figure_note((form, report), (prose, number), figure)));
        }
        match figures.label(part, number) {
            Some(_) => text.push_str(&figures.caption(part, number, paragraph)),
            None if paragraph.figure.is_some() => continue,
            None => text.push_str(&paragraph.text()),
        }
        text.push('\n');
    }
}

/// Each row of a table in the text as a line: a merged cell has its words where it begins.
fn table_rows(text: &mut String, prose: &RichText, table: &ProseTable) {
    for row in 0..table.rows {
        let mut cells = vec![String::new(); table.columns];
        for cell in table.cells.iter().filter(|cell| cell.row == row) {
            let paragraphs = prose.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default();
            let words: Vec<String> = paragraphs.iter().map(|one| one.text().replace('\t', " ")).collect();
            cells.iter_mut().skip(cell.column).take(1).for_each(|slot| *slot = words.join(" ").trim().to_owned());
        }
        text.push_str(&format!("{}\n", cells.join("\t")));
    }
}

/// What stands in the place of a picture, or of a chart that is the paragraph `at` of `prose`: its numbers.
pub(crate) fn figure_note(
    (form, report): (&Form, &Report),
    (prose, at): (&RichText, usize),
    figure: &Figure,
) -> String {
    let said = figure.alt.trim();
    if let Some(choice) = figure.chart() {
        return format!("［{}］", ChartData::of(form, &report.numbers, (prose, at), choice).words());
    }
    if said.is_empty() { "［图片］".to_owned() } else { format!("［图片：{said}］") }
}

/// Each row of the grid as a line.
fn rows(text: &mut String, form: &Form, report: &Report, table: &Table) {
    for cells in grid_rows(form, report, table) {
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
}

/// The rows of the grid for formats without merged cells: a merged cell has its text at its top
/// left grid position, the other positions that it covers are empty.
pub(crate) fn grid_rows(form: &Form, report: &Report, table: &Table) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new(); table.column_count()]; table.row_count()];
    for cell in &table.cells {
        let words = match &cell.content {
            CellContent::Label { .. } => cell.label(),
            CellContent::Input(key, _) | CellContent::Total(key, _) => {
                report.numbers.shown(form, *key).map(|number| number.to_string()).unwrap_or_default()
            }
        };
        if let Some(slot) = rows.get_mut(cell.row).and_then(|row| row.get_mut(cell.column)) {
            *slot = words;
        }
    }
    rows
}

/// Footnotes to cells of the table, each with the labels of its cell.
fn notes(text: &mut String, report: &Report, table: &Table) {
    for field in &table.fields {
        if let Some(note) = report.notes.get(&field.key) {
            text.push_str(&format!("注：{}：{note}\n", led_to(field)));
        }
    }
}

/// The labels of the row and of the column, as a footnote names its cell.
pub(crate) fn led_to(field: &Field) -> String {
    let heads = [field.row_heads.last(), field.column_heads.last()].into_iter().flatten();
    heads.map(String::as_str).collect::<Vec<_>>().join("，")
}
