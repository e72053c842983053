//! What number cells have beside digits, by `tests/data/cell_readings.toml`: it means the same in every kind of file,
//! and what is not kept is told.

use nianbao::form::{CellKey, Form};
use nianbao::import::{self, Imported, RemarkKind};
use nianbao::report::Report;
use nianbao::session::{self, ExportFormat};
use serde::Deserialize;

use super::containers::{self, Piece};
use super::excel_files;
use crate::drawn_pages::drawing::{Canvas, Sheet, pdf};
use crate::report_tables::Rows;

#[derive(Deserialize)]
struct Readings {
    reading: Vec<Reading>,
}

#[derive(Deserialize)]
struct Reading {
    text: String,
    cell: String,
    number: Option<String>,
    told: Option<String>,
}

/// The report's tables with another text in one cell.
fn tables_with(form: &Form, report: &Report, key: CellKey, text: &str) -> Vec<Rows> {
    let mut tables = crate::report_tables::grids(form, report);
    for (table, rows) in form.tables.iter().zip(&mut tables) {
        for cell in table.cells.iter().filter(|cell| cell.key() == Some(key)) {
            rows[cell.row][cell.column] = text.to_owned();
        }
    }
    tables
}

fn with_tables(pieces: Vec<Piece>, tables: &[Rows]) -> Vec<Piece> {
    let mut tables = tables.iter();
    let of = |piece| if let Piece::Table(_) = piece { Piece::Table(tables.next().unwrap().clone()) } else { piece };
    pieces.into_iter().map(of).collect()
}

/// A table on each page, ruled, every square a cell.
fn drawn(form: &Form, tables: &[Rows]) -> Vec<u8> {
    const HIGH: f64 = 20.0;
    let page = |(index, rows): (usize, &Rows)| {
        let mut page = Canvas::default();
        page.text(40.0, 800.0, 14.0, super::TITLE);
        page.text(40.0, 770.0, 12.0, &form.sections[index + 1].title);
        let columns = rows.iter().map(Vec::len).max().unwrap();
        let labels = if columns == 10 { 3 } else { 0 };
        let wide = if columns == 10 { 45.0 } else { 520.0 / f64::from(u32::try_from(columns).unwrap()) };
        let left = |column: usize| {
            let count = |number: usize| f64::from(u32::try_from(number).unwrap());
            40.0 + 70.0 * count(column.min(labels)) + wide * count(column.saturating_sub(labels))
        };
        let mut y = 750.0;
        for row in rows {
            page.line((left(0), y), (left(columns), y));
            for column in 0..=columns {
                page.line((left(column), y), (left(column), y - HIGH));
            }
            for (column, text) in row.iter().enumerate() {
                let size = if text.chars().count() > 12 { 1.6 } else { 5.0 };
                page.text(left(column) + 2.0, y - 13.0, size, text);
            }
            y -= HIGH;
        }
        page.line((left(0), y), (left(columns), y));
        page
    };
    pdf(tables.iter().enumerate().map(page).collect(), Sheet::Upright)
}

/// The same report in every kind of file, with `text` in the cell `key`.
fn files(report: &Report, key: CellKey, text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let form = crate::report_tables::form(report);
    let tables = tables_with(form, report, key, text);
    let pieces = with_tables(super::pieces(report), &tables);
    let page = containers::html_page(&pieces, "utf-8");
    let tabs: Vec<String> = tables
        .iter()
        .flatten()
        .map(|row| (0..15).map(|at| row.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>().join("\t"))
        .collect();
    let number = report.numbers.shown(form, key).unwrap().to_string();
    let own = |format| String::from_utf8(session::export(form, report, format).unwrap()).unwrap();
    let own_csv = own(ExportFormat::Csv).replacen(&format!(",{number}\r\n"), &format!(",\"{text}\"\r\n"), 1);
    let own_page = own(ExportFormat::Html).replacen(&format!(">{number}<"), &format!(">{text}<"), 1);
    assert!(own_csv.contains(text) && own_page.contains(text));
    vec![
        ("docx", containers::word_package(&pieces)),
        ("Word 2003", containers::word_2003(&pieces).into_bytes()),
        ("html", page.into_bytes()),
        ("text with tabs", tabs.join("\n").into_bytes()),
        ("Unicode text", containers::utf_16(&(tabs.join("\r\n") + "\r\n"), false)),
        ("Markdown with pipes", containers::markdown(&pieces, containers::pipe_table).into_bytes()),
        ("Markdown with grids", containers::markdown(&pieces, containers::grid_table).into_bytes()),
        ("odt", containers::open_text(&pieces)),
        ("ods", containers::open_workbook(&tables)),
        ("xlsx", excel_files::excel_workbook(&tables)),
        ("Excel 2003", excel_files::excel_2003(&tables).into_bytes()),
        ("pdf", drawn(form, &tables)),
        ("our csv", own_csv.into_bytes()),
        ("our page", own_page.into_bytes()),
    ]
}

fn is_told(reading: &Imported, key: CellKey, kind: &str) -> bool {
    reading.remarks.iter().any(|remark| match &remark.kind {
        RemarkKind::NotANumber { cell } => *cell == key && kind == "NotANumber",
        RemarkKind::UnitDropped { cell, .. } => *cell == key && kind == "UnitDropped",
        RemarkKind::Converted { cell } => *cell == key && kind == "Converted",
        _ => false,
    })
}

#[test]
fn what_cells_say_means_the_same_in_every_kind_of_file() {
    let table: Readings = toml::from_str(include_str!("../../data/cell_readings.toml")).unwrap();
    let report = super::report();
    let form = crate::report_tables::form(&report);
    let mut wrong = Vec::new();
    for Reading { text, cell, number, told } in &table.reading {
        let row = if cell == "amount" { "fees" } else { "granted" };
        let key = form.fields().find(|field| field.key.row.as_str() == row && !field.total).unwrap().key;
        for (kind, bytes) in files(&report, key, text) {
            let reading = match import::read(&bytes) {
                Ok(reading) => reading,
                Err(error) => {
                    wrong.push(format!("{text:?} in {kind}: {error:?}"));
                    continue;
                }
            };
            let shown = reading.report.numbers.get(key).map(|number| number.to_string());
            let is_right = shown == *number;
            let kinds = ["NotANumber", "UnitDropped", "Converted"];
            let tells = kinds.into_iter().find(|kind| is_told(&reading, key, kind)).map(str::to_owned);
            let others = form.fields().filter(|field| field.key != key && !field.total);
            let lost =
                others.filter(|field| reading.report.numbers.get(field.key) != report.numbers.get(field.key)).count();
            if !is_right || tells != *told || lost > 0 {
                wrong.push(format!("{text:?} in {kind}: {shown:?}, told {tells:?}, {lost} other cells lost"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
