//! The report as JSON, for programs that evaluate many reports. The schema is stable: fields may be
//! added, none is renamed or removed within a major version.
//!
//! ```json
//! {
//!   "format": "nianbao-report", "version": "1.0",
//!   "edition": "cn-2021", "unit": { "name": "…", "kind": "department" }, "year": 2024,
//!   "title": "…",
//!   "preface": [{ "level": "body", "text": "…" }],
//!   "sections": [{ "id": "overview", "title": "一、总体情况", "paragraphs": [], "table": null }],
//!   "signature": { "unit": "…", "date": "2025-01-10" }
//! }
//! ```
//!
//! A blank year is `null`. The table of a section is `{ "name": "requests", "cells": [] }`; a cell
//! has `key` (`row.column`), `row` and `column` (the official heads, outer to inner), `measure`
//! (`count`, `change`, `amount`), `total`, `value` and, where there is one, `note`. A count is a
//! number, a change a string with its sign, an amount a string of digits, a blank `null`.
//!
//! A paragraph that is the caption of a picture has `figure` besides: its `number` (图1, `null` without a caption), `alt`,
//! `width` in tenths of a millimetre, and the `sha256` of the picture, which is not included. A chart has `chart` in its
//! place: what it is `of`, its `kind`, and the numbers that it shows, a `name` and `values` for each of its `series` at
//! its `points`; strings of digits as they are printed. `problem` says why a chart has none.
//!
//! A paragraph in a table of the text has `cell` besides: the `row` and `column` in which its cell begins, counted from
//! 0, how many it covers (`down`, `across`), whether it heads the table (`header`), and the number of the `table` among
//! those of its text. Paragraphs of one cell follow one another and have the same.
//!
//! Numbers, text, heading levels and charts can be read back; formatting, lists, links and pictures are not included.

use serde::Serialize;

use crate::form::{CellKey, CellMeasure, CellName, Edition, Field, Form, SectionId, UnitKind};
use crate::raster::PictureId;
use crate::report::{ChartData, ChartSeries, Date, FigureNumbers, Number, Report, ReportText, chart_number};
use crate::richtext::{ChartKind, ChartSubject, Level, RichText};

/// The value of `format` that identifies the file.
pub(crate) const FORMAT: &str = "nianbao-report";
/// The version that this program writes. One of another major version is not read.
pub(crate) const VERSION: &str = "1.0";

#[derive(Serialize)]
struct JsonFile<'a> {
    format: &'static str,
    version: &'static str,
    edition: Edition,
    unit: JsonUnit<'a>,
    year: Option<u16>,
    title: String,
    preface: Vec<JsonParagraph>,
    sections: Vec<JsonSection<'a>>,
    signature: Option<JsonSignature<'a>>,
}

#[derive(Serialize)]
struct JsonUnit<'a> {
    name: &'a str,
    kind: UnitKind,
}

#[derive(Serialize)]
struct JsonSection<'a> {
    id: SectionId,
    title: &'a str,
    paragraphs: Vec<JsonParagraph>,
    table: Option<JsonTable<'a>>,
}

#[derive(Serialize)]
struct JsonParagraph {
    level: Level,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<JsonFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<JsonTextCell>,
}

#[derive(Serialize)]
struct JsonTextCell {
    table: usize,
    row: usize,
    column: usize,
    down: usize,
    across: usize,
    header: bool,
}

#[derive(Serialize)]
struct JsonFigure {
    number: Option<String>,
    alt: String,
    width: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<PictureId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<JsonChart>,
}

#[derive(Serialize)]
struct JsonChart {
    of: ChartSubject,
    kind: ChartKind,
    points: Vec<String>,
    series: Vec<JsonSeries>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

#[derive(Serialize)]
struct JsonSeries {
    name: String,
    values: Vec<Option<String>>,
}

#[derive(Serialize)]
struct JsonTable<'a> {
    name: CellName,
    cells: Vec<JsonCell<'a>>,
}

#[derive(Serialize)]
struct JsonCell<'a> {
    key: CellKey,
    row: &'a [String],
    column: &'a [String],
    measure: &'static str,
    total: bool,
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonSignature<'a> {
    unit: &'a str,
    date: Date,
}

/// The report as JSON, two spaces deep, with a final end of line.
///
/// # Errors
///
/// The report has a value that JSON cannot hold.
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let figures = report.figure_numbers();
    let sections = form.sections.iter().map(|section| JsonSection {
        id: section.id,
        title: &section.title,
        paragraphs: paragraphs((form, report), &figures, ReportText::Section(section.id)),
        table: form.table_of(section.id).map(|table| JsonTable {
            name: table.name,
            cells: table.fields.iter().map(|field| cell(form, report, field)).collect(),
        }),
    });
    let file = JsonFile {
        format: FORMAT,
        version: VERSION,
        edition: report.form,
        unit: JsonUnit { name: &report.unit.name, kind: report.unit.kind },
        year: Some(report.year).filter(|year| *year != 0),
        title: report.title_line(form),
        preface: paragraphs((form, report), &figures, ReportText::Preface),
        sections: sections.collect(),
        signature: report.signature.as_ref().map(|one| JsonSignature { unit: &one.unit, date: one.date }),
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn paragraphs((form, report): (&Form, &Report), figures: &FigureNumbers, part: ReportText) -> Vec<JsonParagraph> {
    let tables = report.part(part).map(RichText::tables).unwrap_or_default();
    let cell = |number: usize| {
        let table = tables.iter().position(|table| table.paragraphs.contains(&number))?;
        let (head, cell) = tables.get(table).and_then(|own| Some((own.header_rows, own.cell_of(number)?)))?;
        let (row, column, down, across) = (cell.row, cell.column, cell.down, cell.across);
        Some(JsonTextCell { table, row, column, down, across, header: row < head })
    };
    let paragraphs = report.part(part).into_iter().flat_map(|prose| prose.paragraphs.iter().enumerate());
    let written = paragraphs.map(|(number, one)| JsonParagraph {
        level: one.level,
        text: one.text(),
        figure: one.figure.as_ref().map(|figure| JsonFigure {
            number: figures.label(part, number),
            alt: figure.alt.clone(),
            width: figure.width,
            sha256: figure.picture(),
            chart: report
                .part(part)
                .zip(figure.chart())
                .map(|(prose, choice)| chart(&ChartData::of(form, &report.numbers, (prose, number), choice))),
        }),
        cell: cell(number),
    });
    written.collect()
}

fn chart(data: &ChartData) -> JsonChart {
    let shown = data.numbers.clone().unwrap_or_default();
    let series = |one: ChartSeries| {
        let values = one.values.into_iter().map(|value| value.map(chart_number)).collect();
        JsonSeries { name: one.name, values }
    };
    JsonChart {
        of: data.choice.of,
        kind: data.choice.kind,
        points: shown.points,
        series: shown.series.into_iter().map(series).collect(),
        problem: data.numbers.as_ref().err().map(|problem| problem.words()),
    }
}

fn cell<'a>(form: &Form, report: &'a Report, field: &'a Field) -> JsonCell<'a> {
    JsonCell {
        key: field.key,
        row: &field.row_heads,
        column: &field.column_heads,
        measure: match field.measure {
            CellMeasure::Count => "count",
            CellMeasure::Change => "change",
            CellMeasure::Amount => "amount",
        },
        total: field.total,
        value: report.numbers.shown(form, field.key),
        note: report.notes.get(&field.key).map(String::as_str),
    }
}
