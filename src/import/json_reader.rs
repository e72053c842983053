//! Reads the file back. Fields that it does not know are left alone; whoever edited it may have
//! left out any but the first.

use serde::Deserialize;
use serde_json::Value;

use super::extract::{self, Stated};
use super::remark::{Missing, RemarkKind, Remarks};
use super::{ReadError, Reading};
use crate::export::json_report::{FORMAT, VERSION};
use crate::form::{CellKey, Edition, Form, SectionId, UnitKind};
use crate::limits::Limit;
use crate::report::{Date, Report, Signature};
use crate::richtext::{Level, Paragraph};

/// The word of a draft, which is opened and not imported.
const DRAFT: &str = "nianbao-draft";

/// What tells whether the rest can be read.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: String,
}

#[derive(Deserialize)]
struct Body {
    edition: Edition,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    year: u16,
    #[serde(default)]
    title: String,
    #[serde(default)]
    preface: Vec<Line>,
    #[serde(default)]
    sections: Vec<Section>,
    #[serde(default)]
    signature: Option<Signed>,
}

#[derive(Default, Deserialize)]
struct Unit {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: Option<UnitKind>,
}

#[derive(Deserialize)]
struct Section {
    id: SectionId,
    #[serde(default)]
    paragraphs: Vec<Line>,
    #[serde(default)]
    table: Option<Table>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    level: Level,
    text: String,
}

#[derive(Deserialize)]
struct Table {
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    key: CellKey,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Signed {
    unit: String,
    date: Date,
}

/// Whether a text is JSON of any kind: an object or a list, and nothing after it.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Reads a file of ours.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    Limit::Text.hold(text.len())?;
    let text = text.trim_start_matches('\u{feff}');
    let Head { format, version } = serde_json::from_str(text).map_err(|_| ReadError::OtherJson)?;
    match format.as_str() {
        FORMAT if major(&version) == major(VERSION) => {}
        FORMAT => return Err(ReadError::Version { version }),
        DRAFT => return Err(ReadError::Draft),
        _ => return Err(ReadError::OtherJson),
    }
    let body: Body = serde_json::from_str(text).map_err(|error| ReadError::broken("", error))?;
    report(body)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or_default()
}

fn report(body: Body) -> Result<Reading, ReadError> {
    let form = Form::of(body.edition).map_err(Clone::clone)?;
    let mut remarks = Remarks::default();
    let kind = body.unit.kind.unwrap_or_else(|| extract::kind(&body.unit.name));
    let mut report = Report::new(&body.unit.name, kind, body.year);
    report.form = form.edition;
    if body.unit.kind.is_none() && !body.unit.name.is_empty() {
        remarks.add(0, &body.unit.name, RemarkKind::KindGuessed { unit: kind });
    }
    for (what, is_missing) in [(Missing::Unit, body.unit.name.is_empty()), (Missing::Year, body.year == 0)] {
        if is_missing {
            remarks.add(0, "", RemarkKind::Missing { what });
        }
    }
    if !body.title.is_empty() && body.title != crate::export::plain_text::title(form, &report) {
        report.title = Some(body.title);
    }
    report.preface.paragraphs = paragraphs(body.preface);
    let mut cells = Vec::new();
    for section in body.sections {
        if !section.paragraphs.is_empty() {
            report.prose_mut(section.id).paragraphs.extend(paragraphs(section.paragraphs));
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
            cells.push(Stated { key: cell.key, text, line: 0 });
        }
    }
    Limit::Cells.hold(cells.len())?;
    extract::enter(form, &mut report, cells, &mut remarks);
    report.signature = body.signature.map(|Signed { unit, date }| Signature { unit, date, extra: Default::default() });
    Ok(Reading { report, remarks: remarks.finish() })
}

fn paragraphs(lines: Vec<Line>) -> Vec<Paragraph> {
    lines.into_iter().map(|line| Paragraph::new(line.level, line.text)).collect()
}
