//! Writes the file. Knows no way back.

use serde::Serialize;

use super::{FORMAT, VERSION};
use crate::form::{CellKey, Edition, Field, Form, Measure, Name, SectionId, UnitKind};
use crate::prose::{Level, Prose};
use crate::report::{Date, Number, Report};

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: &'static str,
    edition: Edition,
    unit: Unit<'a>,
    year: u16,
    title: String,
    preface: Vec<Paragraph>,
    sections: Vec<Section<'a>>,
    signature: Option<Signature<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    name: &'a str,
    kind: UnitKind,
}

#[derive(Serialize)]
struct Section<'a> {
    id: SectionId,
    title: &'a str,
    paragraphs: Vec<Paragraph>,
    table: Option<Table<'a>>,
}

#[derive(Serialize)]
struct Paragraph {
    level: Level,
    text: String,
}

#[derive(Serialize)]
struct Table<'a> {
    name: Name,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
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
struct Signature<'a> {
    unit: &'a str,
    date: Date,
}

/// The report as JSON, two spaces deep, with a final end of line.
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let sections = form.sections.iter().map(|section| Section {
        id: section.id,
        title: &section.title,
        paragraphs: report.prose(section.id).map(paragraphs).unwrap_or_default(),
        table: form.table_of(section.id).map(|table| Table {
            name: table.name,
            cells: table.fields.iter().map(|field| cell(form, report, field)).collect(),
        }),
    });
    let file = File {
        format: FORMAT,
        version: VERSION,
        edition: report.form,
        unit: Unit { name: &report.unit.name, kind: report.unit.kind },
        year: report.year,
        title: crate::exchange::text::title(form, report),
        preface: paragraphs(&report.preface),
        sections: sections.collect(),
        signature: report.signature.as_ref().map(|one| Signature { unit: &one.unit, date: one.date }),
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn paragraphs(prose: &Prose) -> Vec<Paragraph> {
    prose.paragraphs.iter().map(|one| Paragraph { level: one.level, text: one.text() }).collect()
}

fn cell<'a>(form: &Form, report: &'a Report, field: &'a Field) -> Cell<'a> {
    Cell {
        key: field.key,
        row: &field.row_heads,
        column: &field.column_heads,
        measure: match field.measure {
            Measure::Count => "count",
            Measure::Change => "change",
            Measure::Amount => "amount",
        },
        total: field.total,
        value: report.numbers.shown(form, field.key),
        note: report.notes.get(&field.key).map(String::as_str),
    }
}
