//! From the draft to paper and spreadsheet: every sentence and every number arrives, and a number
//! arrives in its cell.

use std::collections::BTreeMap;
use std::path::Path;

use nianbao::form::{CellContent, CellKey, CellMeasure, Form, SectionId};
use nianbao::layout::{RuleLine, Shape, dump};
use nianbao::report::{Number, Report};
use nianbao::session::{ExportFormat, draft_files, export};
use nianbao::storage::RealDisk;

use crate::pdf::reader::{Reader, Seen};
use crate::{paper, published_reports};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/weibin-2024.nianbao");

fn sample() -> Report {
    draft_files::open(&RealDisk, Path::new(SAMPLE)).unwrap()
}

/// The glyphs of the report's PDF, as a reader that knows nothing of us sees them.
fn printed(report: &Report) -> Vec<Seen> {
    let bytes = export(Form::of(report.form).unwrap(), report, ExportFormat::Pdf).unwrap();
    Reader::of(&bytes).glyphs()
}

#[test]
fn the_samples_pages_are_these() {
    expect_test::expect_file!["../data/snapshots/weibin-2024.pages.txt"].assert_eq(&dump(&paper(&sample())));
}

#[test]
fn the_samples_pdf_holds_every_sentence() {
    let report = sample();
    let text: String = printed(&report).into_iter().map(|seen| seen.text).collect();
    let text = without_blanks(&text);
    for section in SectionId::ALL {
        let paragraphs = report.prose(section).into_iter().flat_map(|prose| &prose.paragraphs);
        for paragraph in paragraphs.map(|paragraph| without_blanks(&paragraph.text())) {
            let sentences = paragraph.split_inclusive('。').filter(|sentence| !sentence.is_empty());
            for sentence in sentences {
                // A page number may stand between two halves of a sentence.
                let whole = text.contains(sentence)
                    || (1..sentence.chars().count()).any(|at| {
                        let (head, tail): (Vec<_>, Vec<_>) =
                            sentence.chars().enumerate().partition(|(nth, _)| *nth < at);
                        let joined =
                            |part: Vec<(usize, char)>| part.into_iter().map(|(_, one)| one).collect::<String>();
                        let (head, tail) = (joined(head), joined(tail));
                        (1..9).any(|page| text.contains(&format!("{head}—{page}—{tail}")))
                    });
                assert!(whole, "{sentence}");
            }
        }
    }
}

/// The sample's numbers are all zero, so each is given one of its own; then the numbers of every
/// published report.
#[test]
fn every_number_stands_in_its_cell_on_paper() {
    let mut reports = published_reports::reports().unwrap_or_default();
    reports.push(numbered(sample()));
    for report in reports {
        let form = Form::of(report.form).unwrap();
        let cells = cells_on_paper(&report);
        for field in form.fields() {
            let shown = report.numbers.shown(form, field.key).map(|number| number.to_string()).unwrap_or_default();
            let here = cells.get(&field.key).map(String::as_str).unwrap_or_default();
            assert_eq!(here, shown, "{} {} {}", report.unit.name, report.year, field.key);
        }
    }
}

#[test]
fn every_number_stands_in_its_line_of_the_csv() {
    let mut reports = published_reports::reports().unwrap_or_default();
    reports.push(numbered(sample()));
    for report in reports {
        let form = Form::of(report.form).unwrap();
        let csv = String::from_utf8(export(form, &report, ExportFormat::Csv).unwrap()).unwrap();
        let mut lines = csv.strip_prefix('\u{feff}').expect("a byte order mark").split("\r\n");
        assert_eq!(lines.next(), Some("table,row,column,value"));
        for field in form.fields() {
            let line = lines.next().unwrap();
            let title = &form.section(form.section_of(field.key).unwrap()).unwrap().title;
            let shown = report.numbers.shown(form, field.key).map(|number| number.to_string()).unwrap_or_default();
            let (row, column) = (field.row_heads.join("/"), field.column_heads.join("/"));
            assert_eq!(line.replace('"', ""), format!("{title},{row},{column},{shown}"), "{}", report.unit.name);
        }
        assert_eq!(lines.collect::<String>(), "", "nothing more");
    }
}

/// A number of its own for each cell, so that none can stand in another's place unnoticed.
fn numbered(mut report: Report) -> Report {
    let form = Form::of(report.form).unwrap();
    let mut next = 100;
    for cell in form.tables.iter().flat_map(|table| &table.cells) {
        if let CellContent::Input(key, measure) = cell.content {
            next += 1;
            let number = match measure {
                CellMeasure::Amount => Number::parse(&format!("{next}.25"), measure).unwrap(),
                CellMeasure::Count | CellMeasure::Change => Number::Count(next),
            };
            report.numbers.set(key, Some(number));
        }
    }
    report
}

/// What stands inside the rules around each number cell, found by position alone: the cell's box
/// is where its grid lines meet, its text whatever glyphs of the PDF stand in the box.
fn cells_on_paper(report: &Report) -> BTreeMap<CellKey, String> {
    let form = Form::of(report.form).unwrap();
    let paper = paper(report);
    let glyphs = printed(report);
    let mut found = BTreeMap::new();
    for table in &form.tables {
        let place = nianbao::report::Place::Table(table.name);
        let (number, page) =
            paper.pages.iter().enumerate().find(|(_, page)| page.items.iter().any(|item| item.place == place)).unwrap();
        let rules = page.items.iter().filter(|item| item.place == place).filter_map(|item| match item.shape {
            Shape::Rule(rule) => Some(rule),
            Shape::Text(_) | Shape::Fill(_) | Shape::Area(_) | Shape::Picture(_) => None,
        });
        let rules: Vec<RuleLine> = rules.collect();
        let points = |length: nianbao::layout::Length| f64::from(length.thousandths()) / 1000.0;
        let mut levels: Vec<f64> =
            rules.iter().filter(|rule| rule.from.1 == rule.to.1).map(|rule| points(rule.from.1)).collect();
        let mut uprights: Vec<f64> =
            rules.iter().filter(|rule| rule.from.0 == rule.to.0).map(|rule| points(rule.from.0)).collect();
        for edges in [&mut levels, &mut uprights] {
            edges.sort_by(f64::total_cmp);
            edges.dedup();
        }
        assert_eq!((levels.len(), uprights.len()), (table.row_count() + 1, table.column_count() + 1), "{}", table.name);
        for cell in &table.cells {
            let Some(key) = cell.key() else { continue };
            let (left, right) = (uprights[cell.column], uprights[cell.column + cell.across]);
            let (top, foot) = (levels[cell.row], levels[cell.row + cell.down]);
            let height = points(page.height);
            let inside = |seen: &&Seen| {
                seen.page == number && (left..right).contains(&seen.x) && (top..foot).contains(&(height - seen.y))
            };
            found.insert(key, glyphs.iter().filter(inside).map(|seen| seen.text.as_str()).collect());
        }
    }
    found
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
