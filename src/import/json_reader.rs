//! Reads the JSON of this program. Unknown fields are ignored; all fields but the first are
//! optional, since the file may have been edited.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::extract::{self, ExplicitCell};
use super::remark::{MissingPart, RemarkKind, Remarks};
use super::{Imported, ReadError};
use crate::export::json_report::{FORMAT, VERSION};
use crate::form::{CellKey, Edition, Form, SectionId, UnitKind};
use crate::limits::{Limit, OwnOutput};
use crate::report::{Date, Report, Signature};
use crate::richtext::{
    CellBegin, ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph, RichText, Span, TextCell,
};

/// The `format` of a draft, which is opened, not imported.
const DRAFT: &str = "nianbao-draft";

/// The fields that decide whether the rest can be read.
#[derive(Deserialize)]
struct ParsedHeader {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: String,
}

/// What a record of sheets that went back has, and nothing else of ours.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only whether the fields are there is asked")]
struct ParsedReturns {
    /// Not in records of the first version.
    #[serde(default)]
    reports: Option<serde::de::IgnoredAny>,
    rounds: usize,
    units: BTreeMap<String, serde::de::IgnoredAny>,
    files: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct ParsedBody {
    edition: Edition,
    #[serde(default)]
    unit: ParsedUnit,
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    preface: Vec<ParsedLine>,
    #[serde(default)]
    sections: Vec<ParsedSection>,
    #[serde(default)]
    signature: Option<ParsedSignature>,
}

#[derive(Default, Deserialize)]
struct ParsedUnit {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: Option<UnitKind>,
}

#[derive(Deserialize)]
struct ParsedSection {
    id: SectionId,
    #[serde(default)]
    paragraphs: Vec<ParsedLine>,
    #[serde(default)]
    table: Option<ParsedTable>,
}

#[derive(Deserialize)]
struct ParsedLine {
    #[serde(default)]
    level: Level,
    text: String,
    #[serde(default)]
    figure: Value,
    #[serde(default)]
    cell: Option<ParsedTextCell>,
}

/// A paragraph's place in a table of the text.
#[derive(Deserialize)]
struct ParsedTextCell {
    table: usize,
    row: usize,
    column: usize,
    #[serde(default)]
    down: usize,
    #[serde(default)]
    across: usize,
    #[serde(default)]
    header: bool,
}

#[derive(Deserialize)]
struct ParsedTable {
    cells: Vec<ParsedCell>,
}

#[derive(Deserialize)]
struct ParsedCell {
    key: CellKey,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct ParsedSignature {
    unit: String,
    date: Date,
}

/// Whether a text is any JSON: an object or an array, and nothing after it.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Reads a JSON file of this program.
///
/// # Errors
///
/// The JSON is of another program or version, or damaged.
pub fn read(text: &str) -> Result<Imported, ReadError> {
    Limit::Text.check(text.len())?;
    let text = text.trim_start_matches('\u{feff}');
    Limit::check_json(text.as_bytes())?;
    if serde_json::from_str::<ParsedReturns>(text).is_ok() {
        return Err(ReadError::OwnOutput(OwnOutput::ReturnRecord));
    }
    let ParsedHeader { format, version } = serde_json::from_str(text).map_err(|_| ReadError::OtherJson)?;
    match format.as_str() {
        FORMAT if major(&version) == major(VERSION) => {}
        FORMAT => return Err(ReadError::Version { version }),
        DRAFT => return Err(ReadError::Draft),
        _ => return Err(ReadError::OtherJson),
    }
    let body: ParsedBody = serde_json::from_str(text).map_err(|error| ReadError::broken("", error))?;
    report(body)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or_default()
}

fn report(body: ParsedBody) -> Result<Imported, ReadError> {
    let form = Form::of(body.edition).map_err(Clone::clone)?;
    let mut remarks = Remarks::default();
    let kind = body.unit.kind.unwrap_or_else(|| extract::kind(&body.unit.name));
    let mut report = Report::new(&body.unit.name, kind, body.year.unwrap_or_default());
    report.form = form.edition;
    if body.unit.kind.is_none() && !body.unit.name.is_empty() {
        remarks.add(0, &body.unit.name, RemarkKind::KindGuessed { unit: kind });
    }
    for (what, is_missing) in
        [(MissingPart::Unit, body.unit.name.is_empty()), (MissingPart::Year, body.year.is_none_or(|year| year == 0))]
    {
        if is_missing {
            remarks.add(0, "", RemarkKind::Missing { what });
        }
    }
    if !body.title.is_empty() && body.title != report.title_line(form) {
        report.title = Some(body.title);
    }
    report.preface.paragraphs = paragraphs(body.preface, &mut remarks);
    let mut cells = Vec::new();
    for section in body.sections {
        if !section.paragraphs.is_empty() {
            report.prose_mut(section.id).paragraphs.extend(paragraphs(section.paragraphs, &mut remarks));
        }
        for cell in section.table.into_iter().flat_map(|table| table.cells) {
            if !cell.note.is_empty() {
                report.notes.insert(cell.key, cell.note);
            }
            let text = match cell.value {
                Value::Null => String::new(),
                Value::String(text) => text,
                other => other.to_string(),
            };
            cells.push(ExplicitCell { key: cell.key, text, line: 0 });
        }
    }
    Limit::Cells.check(cells.len())?;
    extract::enter(form, &mut report, cells, &mut remarks);
    report.signature =
        body.signature.map(|ParsedSignature { unit, date }| Signature { unit, date, extra: Default::default() });
    Ok(Imported { report, remarks: remarks.finish() })
}

fn paragraphs(lines: Vec<ParsedLine>, remarks: &mut Remarks) -> Vec<Paragraph> {
    let mut before: Option<(usize, usize, usize)> = None;
    let paragraph = |line: ParsedLine| {
        let place = line.cell.as_ref().map(|cell| (cell.table, cell.row, cell.column));
        let cell = line.cell.map(|cell| text_cell(&cell, before));
        before = place;
        let mut paragraph = Paragraph::new(line.level, line.text);
        paragraph.figure = chart(&line.figure);
        if paragraph.figure.is_none() && line.figure.is_object() {
            // Its caption, where it has one, is a paragraph now.
            let alt = line.figure.get("alt").and_then(Value::as_str).unwrap_or_default();
            let text = paragraph.text();
            remarks.add_lost_picture(0, if alt.trim().is_empty() { &text } else { alt }, None);
        }
        paragraph.in_cell(cell)
    };
    RichText { paragraphs: lines.into_iter().map(paragraph).collect() }.mended().paragraphs
}

/// What begins with a paragraph of a table: what differs from the place of the paragraph before.
fn text_cell(cell: &ParsedTextCell, before: Option<(usize, usize, usize)>) -> TextCell {
    let begins = match before {
        Some((table, row, column)) if table == cell.table && row == cell.row && column == cell.column => {
            CellBegin::Paragraph
        }
        Some((table, row, _)) if table == cell.table && row == cell.row => CellBegin::Cell,
        Some((table, ..)) if table == cell.table => CellBegin::Row,
        _ => CellBegin::Table,
    };
    let begun = TextCell::begun(begins);
    if begins == CellBegin::Paragraph {
        return begun;
    }
    let header = cell.header && matches!(begins, CellBegin::Table | CellBegin::Row);
    TextCell { across: Span::of(cell.across.max(1)), down: Span::of(cell.down.max(1)), header, ..begun }
}

/// The chart of a figure: what it is of. Its numbers are those of the report, and a picture is not included.
fn chart(figure: &Value) -> Option<Figure> {
    let choice = figure.get("chart")?;
    let of = ChartSubject::deserialize(choice.get("of")?).ok()?;
    let kind = ChartKind::deserialize(choice.get("kind")?).ok()?;
    let mut own = Figure::of_chart(ChartChoice::new(of, kind));
    own.alt = figure.get("alt").and_then(Value::as_str).unwrap_or_default().to_owned();
    let width = figure.get("width").and_then(Value::as_u64).and_then(|width| u16::try_from(width).ok());
    own.width = width.unwrap_or(own.width).clamp(Figure::NARROWEST, Figure::WIDEST);
    Some(own)
}
