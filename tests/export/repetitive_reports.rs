//! What we write we read, also where nearly all of it is the same: such files are packed into a thousandth, as bombs
//! are. Each report is as long as reports may be.

use nianbao::form::{Form, SectionId};
use nianbao::import;
use nianbao::limits::Limit;
use nianbao::report::Report;
use nianbao::richtext::{CellBegin, Level, Paragraph, Run, TextCell, TextMarks};
use nianbao::session::{self, ExportFormat};
use nianbao::storage;

/// What the sample says besides, and more.
const REST: usize = 200;

fn report(paragraphs: Vec<Paragraph>) -> Report {
    let mut report = session::draft_files::sample().unwrap();
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    report
}

/// Paragraphs of these words, as many as a report may have, and as many characters.
fn equal(words: &str) -> Vec<Paragraph> {
    let characters = (Limit::Characters.most() - 20_000) / words.chars().count();
    vec![Paragraph::new(Level::Body, words); characters.min(Limit::Paragraphs.most() - REST)]
}

/// The cells of a table.
fn table(rows: usize, columns: usize, words: &str) -> Vec<Paragraph> {
    let cell = |at: usize| {
        let begins = if at == 0 {
            CellBegin::Table
        } else if at.is_multiple_of(columns) {
            CellBegin::Row
        } else {
            CellBegin::Cell
        };
        Paragraph::new(Level::Body, words).in_cell(Some(TextCell::begun(begins)))
    };
    (0..rows * columns).map(cell).collect()
}

/// The characters of section one, without blanks.
fn characters(report: &Report) -> String {
    let prose = report.prose(SectionId::Overview).into_iter().flat_map(|prose| &prose.paragraphs);
    prose.map(|one| one.text().split_whitespace().collect::<String>()).collect()
}

/// Every kind of file of this report can be read, and holds its section one.
fn comes_back(name: &str, report: &Report) {
    let form = Form::of(report.form).unwrap();
    let draft = storage::parse(&storage::write(report).unwrap()).unwrap();
    assert!(draft == *report, "{name}");
    let mut refused = Vec::new();
    for kind in ExportFormat::SET {
        let bytes = session::export(form, report, kind).unwrap();
        let found = match import::read(&bytes) {
            Ok(found) => found.report,
            Err(error) => {
                refused.push(format!("{name}, {kind:?}, {} bytes: {error:?}", bytes.len()));
                continue;
            }
        };
        // Where a paragraph ends, and what is a table, is guessed in the other kinds.
        if matches!(kind, ExportFormat::Docx | ExportFormat::Html | ExportFormat::Json) {
            let count = |report: &Report| report.prose(SectionId::Overview).map(|prose| prose.paragraphs.len());
            if count(&found) != count(report) {
                refused.push(format!("{name}, {kind:?}: {:?}, not {:?} paragraphs", count(&found), count(report)));
            }
        }
        if !matches!(kind, ExportFormat::Xlsx | ExportFormat::Csv) {
            let (now, then) = (characters(&found), characters(report));
            if now != then {
                let at = now.chars().zip(then.chars()).take_while(|(now, then)| now == then).count();
                let rest = |text: &str| text.chars().skip(at).take(20).collect::<String>();
                let lengths = [&now, &then].map(|text| text.chars().count());
                refused.push(format!("{name}, {kind:?}: {lengths:?} {at} {} {}", rest(&now), rest(&then)));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn ten_thousand_equal_paragraphs() {
    comes_back("long", &report(equal(&"依法公开，".repeat(15))));
    comes_back("short", &report(equal("依法公开。")));
}

#[test]
fn a_paragraph_of_equal_words() {
    comes_back("one", &report(vec![Paragraph::new(Level::Body, "依法公开，".repeat(150_000))]));
}

#[test]
fn tables_of_equal_cells() {
    let words = Paragraph::new(Level::Body, "依法公开。");
    let mut all = table(100, 60, "公开");
    all.push(words.clone());
    all.extend(table(600, 6, "公开"));
    all.push(words);
    comes_back("tables", &report(all));
}

#[test]
fn equal_headings_and_marks() {
    let headings = (0..4_000)
        .flat_map(|_| [Paragraph::new(Level::Second, "（一）主动公开情况"), Paragraph::new(Level::Body, "依法公开。")]);
    comes_back("headings", &report(headings.collect()));
    let bold = |bold| Run { marks: TextMarks { bold, ..TextMarks::default() }, ..Run::new("公开") };
    let runs = vec![bold(true), bold(false), bold(true), bold(false)];
    comes_back("marks", &report(vec![Paragraph::marked(Level::Body, runs); (Limit::Runs.most() - REST) / 4]));
}
