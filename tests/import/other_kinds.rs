//! One invented report in every kind of file that offices hand around: the same numbers and the same text come
//! out of each.

mod cell_readings;
mod containers;
mod digits_aside;
mod excel_files;

use nianbao::form::SectionId;
use nianbao::import::{self, Imported, OmittedContent, ReadError, RemarkKind};
use nianbao::report::Report;

use crate::docx_package;
use crate::report_tables::{form, grids};
use containers::{Piece, flat_open_document, flat_package, grid_table, html_page, mail, open_text, open_workbook};
use containers::{pipe_table, quoted_printable, word_2003, word_package};

pub const TITLE: &str = "云溪县水务局2024年政府信息公开工作年度报告";
const SENTENCE: &str = "（一）主动公开情况。全年公开信息52条，其中“图解”3条。";

/// A report with another number in every cell.
pub fn report() -> Report {
    let mut report = Report::new("云溪县水务局", nianbao::form::UnitKind::Department, 2024);
    let form = form(&report);
    for (count, field) in (101_i64..).zip(form.fields().filter(|field| !field.total)) {
        let text = if field.key.row.as_str() == "fees" { format!("{count}.5") } else { count.to_string() };
        report.numbers.set(field.key, nianbao::report::Number::parse(&text, field.measure));
    }
    report
}

/// The report as title, headings, sentences and tables.
fn pieces(report: &Report) -> Vec<Piece> {
    let form = form(report);
    let mut tables = grids(form, report).into_iter();
    let mut pieces = vec![Piece::Heading(1, TITLE.to_owned())];
    for section in &form.sections {
        pieces.push(Piece::Heading(2, section.title.clone()));
        match section.id {
            SectionId::Disclosure | SectionId::Requests | SectionId::Disputes => {
                pieces.push(Piece::Table(tables.next().unwrap()));
            }
            SectionId::Overview => pieces.push(Piece::Sentence(SENTENCE.to_owned())),
            _ => pieces.push(Piece::Sentence("没有其他需要说明的事项。".to_owned())),
        }
    }
    pieces
}

/// The cells that differ from the report's.
fn differing(reading: &Imported) -> Vec<String> {
    let report = report();
    let form = form(&report);
    let differs = |key| reading.report.numbers.shown(form, key) != report.numbers.shown(form, key);
    form.fields().filter(|field| differs(field.key)).map(|field| field.key.to_string()).collect()
}

fn assert_same(name: &str, bytes: &[u8]) -> Imported {
    let reading = import::read(bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let wrong = differing(&reading);
    assert!(
        wrong.is_empty(),
        "{name}: {} cells {:?}: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)],
        reading.remarks
    );
    reading
}

#[test]
fn every_kind_of_file_says_the_same() {
    let pieces = pieces(&report());
    let page = html_page(&pieces, "utf-8");
    let (gbk, _, _) = encoding_rs::GBK.encode(&page);
    let word = word_package(&pieces);
    let chunk = |name: &str, bytes: &[u8]| containers::with_chunk(name, bytes);
    let kinds: Vec<(&str, Vec<u8>)> = vec![
        ("a page in one file, base64", mail("utf-8", "base64", page.as_bytes())),
        ("a page in one file, quoted", mail("gb2312", "quoted-printable", &gbk)),
        ("a page in one file, plain", mail("gb18030", "8bit", &gbk)),
        ("a mail with two forms of its text", containers::alternatives(&page)),
        ("a flat package", flat_package(&docx_package::parts(&word), false).into_bytes()),
        ("a flat package whose root has the namespaces", flat_package(&docx_package::parts(&word), true).into_bytes()),
        ("Word 2003", word_2003(&pieces).into_bytes()),
        ("a page within a document", chunk("chunk.html", page.as_bytes())),
        ("a page in one file within a document", chunk("chunk.mht", &mail("gb2312", "quoted-printable", &gbk))),
        ("a document within a document", chunk("chunk.docx", &word)),
        ("odt", open_text(&pieces)),
        ("fodt", flat_open_document(&pieces).into_bytes()),
        ("Markdown with tables in HTML", containers::markdown(&pieces, containers::html_table).into_bytes()),
        ("Markdown with tables in one line", containers::markdown(&pieces, containers::one_line_table).into_bytes()),
        ("Markdown with pipes", containers::markdown(&pieces, pipe_table).into_bytes()),
        ("Markdown with grids", containers::markdown(&pieces, grid_table).into_bytes()),
    ];
    for (name, bytes) in kinds {
        let reading = assert_same(name, &bytes);
        assert_eq!(reading.report.unit.name, "云溪县水务局", "{name}");
        assert_eq!(reading.report.year, 2024, "{name}");
        assert_eq!(reading.report.prose(SectionId::Overview).unwrap().text(), SENTENCE, "{name}");
        let odd = |kind: &RemarkKind| !matches!(kind, RemarkKind::KindGuessed { .. });
        let odd: Vec<_> = reading.remarks.iter().filter(|remark| odd(&remark.kind)).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
    }
}

#[test]
fn spreadsheets_of_other_programs_have_the_same_numbers() {
    let report = report();
    let form = form(&report);
    let tables = grids(form, &report);
    assert_same("ods", &open_workbook(&tables));
    assert_same("ods with spans that cover cells", &containers::open_workbook_with_spans(form, &report));
    assert_same("Excel 2003", excel_files::excel_2003(&tables).as_bytes());
    assert_same("Excel 2003 with spans", excel_files::excel_2003_with_spans(form, &report).as_bytes());
    assert_same("Excel 2003 in UTF-16", &containers::utf_16(&excel_files::excel_2003(&tables), false));
    // Excel's "Unicode text" of one sheet: all rows as wide as the widest, in UTF-16.
    let rows: Vec<String> = tables
        .iter()
        .flatten()
        .map(|row| (0..15).map(|at| row.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>().join("\t"))
        .collect();
    for big in [false, true] {
        assert_same("Unicode text", &containers::utf_16(&(rows.join("\r\n") + "\r\n"), big));
    }
    let csv = String::from_utf8(nianbao::session::export(form, &report, nianbao::session::ExportFormat::Csv).unwrap())
        .unwrap();
    assert_same(
        "our details as Unicode text",
        &containers::utf_16(&csv.trim_start_matches('\u{feff}').replace(',', "\t"), false),
    );
}

/// A cell with a line of its own in quotes, as Excel writes it.
#[test]
fn a_cell_of_unicode_text_may_have_several_lines() {
    let report = report();
    let tables = grids(form(&report), &report);
    let row = |row: &Vec<String>| {
        let cell = |at: usize| match row.get(at).map(String::as_str).unwrap_or_default() {
            "商业企业" => "\"商业\n企业\"".to_owned(),
            other => other.to_owned(),
        };
        (0..15).map(cell).collect::<Vec<_>>().join("\t")
    };
    let text: Vec<String> = tables.iter().flatten().map(row).collect();
    assert_same("quoted", &containers::utf_16(&text.join("\r\n"), false));
}

#[test]
fn characters_that_gb_18030_moved_are_where_unicode_has_them() {
    let mut bytes = Vec::new();
    let (title, _, _) = encoding_rs::GB18030.encode("云溪县水务局2024年政府信息公开工作年度报告\n一、总体情况\n姓氏");
    bytes.extend_from_slice(&title);
    for last in [0x51, 0x76, 0x91] {
        bytes.extend([0xfe, last]);
    }
    let (rest, _, _) = encoding_rs::GB18030.encode("三字。\n");
    bytes.extend_from_slice(&rest);
    let reading = import::read(&bytes).unwrap();
    let text = reading.report.prose(SectionId::Overview).unwrap().text();
    assert_eq!(text, "姓氏\u{20087}\u{2298f}\u{241fe}三字。");
}

#[test]
fn lists_that_are_counted_keep_their_numbers() {
    let bytes = containers::open_list(TITLE, &form(&report()).sections[0].title, &["先公开", "再答复"]);
    let text = import::read(&bytes).unwrap().report.prose(SectionId::Overview).unwrap().text();
    assert_eq!(text, "（一）先公开\n（二）再答复");
}

#[test]
fn what_a_mail_has_beside_its_page_is_told() {
    let page = html_page(&pieces(&report()), "utf-8");
    let reading = import::read(&containers::with_attachment(&page, "名单.xlsx")).unwrap();
    assert!(differing(&reading).is_empty());
    let told = |one: &import::Remark| {
        one.kind == RemarkKind::LeftOut { what: OmittedContent::Object } && one.excerpt.contains("名单.xlsx")
    };
    assert!(reading.remarks.iter().any(told), "{:?}", reading.remarks);
}

#[test]
fn rich_text_and_slides_are_refused_with_a_sentence() {
    assert_eq!(import::read(b"{\\rtf1\\ansi report}").map(|_| ()), Err(ReadError::RichText));
    assert_eq!(import::read(&containers::open_slides()).map(|_| ()), Err(ReadError::OpenDocument));
    let locked = containers::encrypted_open_text();
    assert_eq!(import::read(&locked).map(|_| ()), Err(ReadError::Encrypted));
}

#[test]
fn quoted_printable_is_undone_to_the_byte() {
    let bytes: Vec<u8> = (0..=255).collect();
    let written = quoted_printable(&bytes);
    assert!(written.bytes().all(|byte| byte.is_ascii()) && written.lines().all(|line| line.len() <= 76));
}
