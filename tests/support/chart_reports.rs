//! Reports with charts in their texts: of every subject and kind, with numbers of an invented unit.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use nianbao::form::{CellKey, Form, SectionId, UnitKind};
use nianbao::report::{Number, Report};
use nianbao::richtext::{CellBegin, ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph, TextCell};

/// A chart with its caption.
pub fn chart(of: ChartSubject, kind: ChartKind, caption: &str) -> Paragraph {
    let mut paragraph = Paragraph::new(Level::Body, caption);
    paragraph.figure = Some(Figure::of_chart(ChartChoice::new(of, kind)));
    paragraph
}

/// A table of these rows, the first of which heads it.
pub fn table(rows: &[&[&str]]) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (column, words) in cells.iter().enumerate() {
            let begins = match (row, column) {
                (0, 0) => CellBegin::Table,
                (_, 0) => CellBegin::Row,
                _ => CellBegin::Cell,
            };
            let header = row == 0 && begins >= CellBegin::Row;
            let cell = TextCell { begins, header, ..TextCell::default() };
            paragraphs.push(Paragraph::new(Level::Body, *words).in_cell(Some(cell)));
        }
    }
    paragraphs
}

/// A table of years in the text.
pub const YEARS: &[&[&str]] = &[
    &["年度", "新收申请（件）", "办结（件）", "占比"],
    &["2022年", "1,201", "1190", "40%"],
    &["2023年", "986件", "1002", "35%"],
    &["2024年", "1305", "1288", "25%"],
    &["合计", "3492", "3480", "100%"],
];

/// Every chart that the subjects allow.
pub fn every_choice() -> impl Iterator<Item = (ChartSubject, ChartKind)> {
    ChartSubject::ALL.into_iter().flat_map(|of| of.kinds().iter().map(move |kind| (of, *kind)))
}

/// A report whose numbers are filled in, without texts.
pub fn filled() -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let form = Form::of(report.form).unwrap();
    for (number, field) in form.fields().enumerate().filter(|(_, field)| !field.total) {
        let number = u64::try_from(number * 37 % 61).unwrap();
        let value = match field.measure {
            nianbao::form::CellMeasure::Amount => Number::Amount(number.into()),
            nianbao::form::CellMeasure::Change => Number::Change(i64::try_from(number).unwrap()),
            nianbao::form::CellMeasure::Count => Number::Count(number),
        };
        report.numbers.set(field.key, Some(value));
    }
    report
}

/// The same with a chart of every subject and kind, each with a caption, and with the table of years before those of a
/// table.
pub fn report() -> Report {
    let mut report = filled();
    let prose = report.prose_mut(SectionId::Overview);
    prose.paragraphs.push(Paragraph::new(Level::Body, "收到和办理申请的情况如下。"));
    for (of, kind) in every_choice() {
        if of == ChartSubject::Table && kind == ChartKind::Column {
            prose.paragraphs.extend(table(YEARS));
        }
        prose.paragraphs.push(chart(of, kind, &format!("{}，{}", of.label(), kind.label())));
        prose.paragraphs.push(Paragraph::new(Level::Body, "以上各项均已核对。"));
    }
    report
}

/// The cell of a name.
pub fn cell(name: &str) -> CellKey {
    CellKey::parse(name).unwrap()
}
