//! Word documents out and in: what is in the package, that a report comes back as it went, and
//! what is understood of the documents that Word, WPS and LibreOffice make.

mod other_programs;
mod structure;

use std::fmt::Write as _;

use nianbao::export;
use nianbao::form::{CellKey, Edition, SectionId};
use nianbao::import;
use nianbao::import::{OmittedContent, RemarkKind};
use nianbao::report::{Date, Dismissal, Number, Report, Signature};
use nianbao::richtext::{CellLink, Level, Paragraph, RichText, Run, TextMarks};

use crate::docx_package::{DOCUMENT, edited, part, parts, without};
use crate::invented_reports;
use crate::report_tables::{form, sample};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const DRAFT: &str = "customXml/item1.xml";

fn write(report: &Report) -> Vec<u8> {
    export::docx::write(form(report), report).unwrap()
}

fn key(text: &str) -> CellKey {
    CellKey::parse(text).unwrap()
}

/// A small report with everything that a report can have.
fn full() -> Report {
    let mut report = sample();
    let marks = |bold, unverified| TextMarks { bold, unverified, ..TextMarks::default() };
    let mut runs = vec![Run::new("全年收到申请"), Run { marks: marks(true, true), ..Run::new("12") }, Run::new("件，")];
    runs.push(Run { link: CellLink::parse("received.total"), ..Run::new("0") });
    runs.push(Run::new("件为新收。"));
    let paragraphs =
        vec![Paragraph::marked(Level::Body, runs), Paragraph::default(), Paragraph::new(Level::Third, "1.方式")];
    report.sections.insert(SectionId::Problems, RichText { paragraphs });
    report.preface = RichText::plain("根据有关规定编制本报告。");
    report.notes.insert(key("licensing.decisions"), "其中委托实施3件".into());
    let (unit, date) = (report.unit.name.clone(), Date::new(2025, 1, 16).unwrap());
    report.signature = Some(Signature { unit, date, extra: Default::default() });
    report.dismissed.push(Dismissal::new(&report, form(&report), "R12".into(), Vec::new(), "内部理由".into()));
    report
}

#[test]
fn a_thousand_reports_come_back_the_same() {
    for seed in 0..1000 {
        let report = invented_reports::report(seed);
        let reading = import::read(&write(&report)).unwrap();
        assert_eq!(reading.report, report, "seed {seed}");
        assert_eq!(reading.remarks, [], "seed {seed}");
    }
}

/// A program that drops what it does not know leaves what is shown: every word, every number.
#[test]
fn without_its_draft_a_document_is_read_as_it_is_shown() {
    for seed in 0..200 {
        let mut report = invented_reports::report(seed);
        // The tables of 2019 have rows of one number, which are not told from rows of none.
        if report.form == Edition::Cn2019 {
            continue;
        }
        // Words under a table are not always told from its last row.
        for id in [SectionId::Disclosure, SectionId::Requests, SectionId::Disputes] {
            report.sections.remove(&id);
        }
        report.notes.clear();
        let shown = import::read(&without(&write(&report), DRAFT)).unwrap().report;
        assert_eq!(shown.numbers, report.numbers, "seed {seed}");
        assert_eq!((shown.year, &shown.unit.name), (report.year, &report.unit.name), "seed {seed}");
        for id in [SectionId::Overview, SectionId::Problems] {
            assert_eq!(texts(&shown, id), texts(&report, id), "seed {seed}");
        }
    }
}

/// The paragraphs of a section as they are printed: text, level, list, alignment and marks.
fn texts(report: &Report, id: SectionId) -> Vec<String> {
    let paragraphs = report.prose(id).map(|prose| prose.paragraphs.as_slice()).unwrap_or_default();
    // A paragraph of three points or fewer is taken for a stray mark.
    let shown = paragraphs.iter().filter(|one| one.text().chars().filter(|c| c.is_alphanumeric()).count() > 0);
    let shown = shown.map(|one| {
        let mut text = format!("{:?} {:?} {:?} ", one.level, one.list, one.align);
        let mut last = None;
        // White space at the ends is no part of a paragraph that is read.
        for (character, marks) in one.characters().filter(|(character, _)| !character.is_whitespace()) {
            if last.replace(marks) != Some(marks) {
                write!(text, "[{marks:?}]").unwrap();
            }
            text.push(character);
        }
        text
    });
    shown.collect()
}

#[test]
fn the_reasons_of_dismissals_stay_at_home() {
    let report = full();
    let bytes = write(&report);
    assert!(!part(&bytes, DRAFT).contains("内部理由"));
    let reading = import::read(&bytes).unwrap();
    assert_eq!(reading.report, Report { dismissed: Vec::new(), ..report });
    let kinds: Vec<_> = reading.remarks.iter().map(|remark| (&remark.kind, &*remark.excerpt)).collect();
    assert_eq!(kinds, [(&RemarkKind::LeftOut { what: OmittedContent::Dismissals }, "1")]);
}

/// What a reviewer changes in Word is changed; all else is as it was, seen or not.
#[test]
fn a_reviewers_changes_are_taken_and_nothing_else_changes() {
    let report = Report { dismissed: Vec::new(), ..full() };
    let bytes = edited(&write(&report), DOCUMENT, |text| {
        assert!(text.contains("我局政务信息公开依托") && text.contains("根据有关规定"));
        text.replace("我局政务信息公开依托", "我局政府信息公开依托").replace("根据有关规定", "依照有关规定")
    });
    let reading = import::read(&bytes).unwrap();
    let mut wanted = report.clone();
    wanted.preface = RichText::plain("依照有关规定编制本报告。");
    for paragraph in &mut wanted.prose_mut(SectionId::Overview).paragraphs {
        let runs = paragraph
            .runs()
            .iter()
            .map(|run| Run::new(run.text.replace("我局政务信息公开依托", "我局政府信息公开依托")));
        paragraph.set_runs(runs.collect());
    }
    assert_eq!(reading.report, wanted);
    assert_eq!(reading.remarks, []);
    // A number and, in another paragraph, words beside a linked number.
    let bytes = edited(&write(&report), DOCUMENT, |text| {
        let (head, tail) = text.split_once("行政许可").unwrap();
        format!("{head}行政许可{}", tail.replacen("<w:t>0</w:t>", "<w:t>318</w:t>", 1))
            .replace("件为新收。", "件是新收。")
    });
    let changed = import::read(&bytes).unwrap().report;
    assert_eq!(changed.numbers.get(key("licensing.decisions")), Some(Number::Count(318)));
    let problems = &changed.sections[&SectionId::Problems];
    assert!(problems.links().any(|(_, link)| link.as_str() == "received.total"), "{problems:?}");
    assert_eq!(changed.notes, report.notes);
    assert_eq!(changed.sections[&SectionId::Overview], report.sections[&SectionId::Overview]);
}

#[test]
fn the_package_has_what_a_reviewer_looks_for() {
    let report = full();
    let bytes = write(&report);
    assert_eq!(bytes, write(&report));
    let names: Vec<_> = parts(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    let styles = part(&bytes, "word/styles.xml");
    for said in
        ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "一级标题", "二级标题", "公文标题", "年报正文"]
    {
        assert!(styles.contains(said), "{said}");
    }
    assert!(part(&bytes, "word/fontTable.xml").contains("w:altName w:val=\"仿宋,FangSong"));
    let document = part(&bytes, DOCUMENT);
    let count = |said: &str| document.matches(said).count();
    let grids: Vec<_> = form(&report).tables.iter().collect();
    assert_eq!(count("<w:tbl>"), 3);
    assert_eq!(count("<w:tr>"), grids.iter().map(|table| table.row_count()).sum::<usize>());
    assert_eq!(count("<w:cantSplit/>"), count("<w:tr>"));
    assert_eq!(count("<w:tblHeader/>"), grids.iter().map(|table| table.header_rows).sum::<usize>());
    let tall = grids.iter().flat_map(|table| &table.cells).filter(|cell| cell.down > 1);
    assert_eq!(count("w:vMerge w:val=\"restart\""), tall.count());
    for said in [
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#,
        r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-842"/>"#,
        r#"<w:footerReference w:type="even""#,
        r#"<w:highlight w:val="yellow"/>"#,
    ] {
        assert!(document.contains(said), "{said}");
    }
    assert!(part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("卫滨区信访局2024年政府信息公开工作年度报告") && core.contains("2025-01-16T00:00:00Z"));
}
