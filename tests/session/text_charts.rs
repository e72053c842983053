//! Charts in the text while they are written and kept: put in, changed, undone, in the draft file and for versions that do
//! not know them.

use std::time::Duration;

use nianbao::form::{Form, SectionId};
use nianbao::report::{ReportText, differences};
use nianbao::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, TextPosition};
use nianbao::session::{EditorSelection, Session, SessionCommand};
use nianbao::storage;

use crate::chart_reports;

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

#[test]
fn a_draft_keeps_what_a_chart_is_of_and_nothing_of_its_drawing() {
    let report = chart_reports::report();
    let written = String::from_utf8(storage::write(&report).unwrap()).unwrap();
    assert!(written.contains("\"version\": \"1.3\""));
    assert_eq!(written.matches("\"chart\": {").count(), chart_reports::every_choice().count());
    assert!(written.contains("\"of\": \"outcomes\"") && written.contains("\"kind\": \"pie\""));
    assert!(!written.contains("\"pictures\"") && !written.contains("\"points\""));
    let back = storage::parse(written.as_bytes()).unwrap();
    assert_eq!(back, report);
    assert_eq!(storage::write(&back).unwrap(), written.into_bytes());
    // Without charts it is the file of the version before, byte for byte.
    let mut plain = report;
    plain.prose_mut(SectionId::Overview).paragraphs.retain(|one| one.figure.is_none());
    assert!(String::from_utf8(storage::write(&plain).unwrap()).unwrap().contains("\"version\": \"1.2\""));
    plain.sections.clear();
    assert!(String::from_utf8(storage::write(&plain).unwrap()).unwrap().contains("\"version\": \"1.0\""));
}

#[test]
fn a_chart_of_a_newer_version_is_kept_and_not_drawn() {
    let text = r#"{
  "format": "nianbao-draft",
  "version": "1.9",
  "form": "cn-2021",
  "unit": { "name": "青禾县水务局", "kind": "department" },
  "year": 2024,
  "sections": {
    "overview": [
      { "text": "甲", "figure": { "chart": { "of": "visitors", "kind": "column" }, "width": 900 } },
      { "text": "乙", "figure": { "chart": { "of": "outcomes", "kind": "radar" }, "width": 900 } },
      { "text": "丙", "figure": { "chart": { "of": "outcomes", "kind": "bar", "tones": 5 }, "width": 900, "shadow": true } },
      { "text": "丁", "figure": { "width": 900 } }
    ]
  },
  "numbers": {}
}"#;
    let report = storage::parse(text.as_bytes()).unwrap();
    let paragraphs = &report.prose(SectionId::Overview).unwrap().paragraphs;
    let known: Vec<bool> = paragraphs.iter().map(|one| one.figure.is_some()).collect();
    assert_eq!(known, [false, false, true, false]);
    let written = String::from_utf8(storage::write(&report).unwrap()).unwrap();
    for kept in ["visitors", "radar", "\"tones\": 5", "\"shadow\": true"] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert_eq!(storage::write(&storage::parse(written.as_bytes()).unwrap()).unwrap(), written.into_bytes());
}

#[test]
fn a_chart_is_put_in_changed_and_taken_back() {
    let mut report = chart_reports::filled();
    report.prose_mut(SectionId::Overview).paragraphs = chart_reports::table(chart_reports::YEARS);
    report.prose_mut(SectionId::Overview).paragraphs.push(Default::default());
    let mut session = Session::new(report.clone()).unwrap();
    let mut run = |command| session.execute(command, Duration::ZERO).map(|outcome| outcome.changed);
    // In a cell of the table there is no chart: it goes behind it.
    let (choice, at) = (ChartChoice::new(ChartSubject::Table, ChartKind::Line), TextPosition::new(3, 1));
    assert_eq!(run(SessionCommand::InsertChart { part: OVERVIEW, at, choice }), Ok(true));
    let prose = session.report().part(OVERVIEW).unwrap().clone();
    let (number, _, figure, _) = prose.charts().next().unwrap();
    assert!(number >= chart_reports::YEARS.len() * 4);
    assert_eq!(session.selection(), EditorSelection::caret(OVERVIEW, TextPosition::new(number, 0)));
    let changed = Figure { width: 900, ..figure.clone() };
    session.execute(SessionCommand::SetFigure(OVERVIEW, number, Some(changed)), Duration::ZERO).unwrap();
    let form = Form::of(report.form).unwrap();
    let data = session.report().charts(form).remove(0).3;
    assert_eq!(data.numbers.unwrap().points, ["2022年", "2023年", "2024年"]);
    assert!(!differences(&report, session.report()).is_empty());
    let digest = session.report().digest();
    assert_ne!(digest, report.digest());
    session.execute(SessionCommand::Undo, Duration::ZERO).unwrap();
    session.execute(SessionCommand::Undo, Duration::ZERO).unwrap();
    assert_eq!(*session.report(), report);
    session.execute(SessionCommand::Redo, Duration::ZERO).unwrap();
    session.execute(SessionCommand::Redo, Duration::ZERO).unwrap();
    assert_eq!(session.report().digest(), digest);
}
