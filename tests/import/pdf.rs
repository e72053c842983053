//! PDFs that come in: the published ones of `../shared/reports`, number by number and sentence by
//! sentence, and our own.

use std::process::Command;

use nianbao::form::{Form, SectionId, UnitKind};
use nianbao::import::{self, ReadError, RemarkKind};
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph};
use nianbao::session;

use crate::published_reports;
use crate::skip::{skip, skip_part};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");

/// The file whose name begins so and ends so; `None` where it is absent.
fn file(begin: &str, end: &str) -> Option<Vec<u8>> {
    let found = std::fs::read_dir(FOLDER).into_iter().flatten().flatten().find(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(begin) && name.ends_with(end)
    });
    found.map(|entry| std::fs::read(entry.path()).unwrap())
}

/// The words of a report without white space and without numbers of pages.
fn words(report: &Report) -> String {
    let prose = report.sections.values().chain([&report.preface]);
    let text: String = prose.map(nianbao::richtext::RichText::text).collect();
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

#[test]
fn published_pdfs_give_the_numbers_that_a_reader_found() {
    let Some(reports) = published_reports::reports() else { return skip("no published reports") };
    for (begin, year) in [("02", 2023), ("03", 2024)] {
        let Some(bytes) = file(begin, ".pdf") else { return skip("no published PDF") };
        let expected = reports.iter().find(|one| one.unit.name == "淮安市洪泽区人民政府" && one.year == year).unwrap();
        let reading = import::read(&bytes).unwrap();
        let form = Form::of(reading.report.form).unwrap();
        assert_eq!((reading.report.year, reading.report.form), (year, expected.form));
        let mut cells = 0;
        for field in form.fields() {
            let found = reading.report.numbers.shown(form, field.key);
            assert_eq!(found, expected.numbers.shown(form, field.key), "{year} {}", field.key);
            cells += usize::from(found.is_some());
        }
        assert!(cells > 180, "{cells}");
    }
}

/// The text of the same file as another program put it into lines has the same sentences.
#[test]
fn published_pdfs_give_the_sentences_of_their_text() {
    for begin in ["02", "03"] {
        let (Some(pdf), Some(text)) = (file(begin, ".pdf"), file(begin, ".txt")) else {
            return skip("no published PDF with its text");
        };
        let pdf = import::read(&pdf).unwrap();
        let text = import::text::read_bytes(&text).unwrap();
        assert_eq!(words(&pdf.report), words(&text.report), "{begin}");
        let lost = pdf.remarks.iter().filter(|one| one.kind == RemarkKind::NotUnderstood);
        assert_eq!(lost.count(), 0, "{:#?}", pdf.remarks);
    }
}

/// What we print, we read back: every number, every word, every title.
#[test]
fn our_own_pdf_comes_back() {
    let report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    let bytes = session::export(form, &report, session::ExportFormat::Pdf).unwrap();
    let reading = import::read(&bytes).unwrap();
    for field in form.fields() {
        let key = field.key;
        assert_eq!(reading.report.numbers.shown(form, key), report.numbers.shown(form, key), "{key}");
    }
    assert_eq!(words(&reading.report), words(&report));
    assert_eq!((reading.report.year, &reading.report.unit.name), (report.year, &report.unit.name));
    assert_eq!(reading.report.signature.as_ref().map(|one| one.date), report.signature.as_ref().map(|one| one.date));
}

/// The mark 送审稿 of a report that is not ready is no part of its name and of no paragraph, whatever it was
/// exported to; nor is the sheet for approval.
#[test]
fn the_mark_of_a_review_is_no_text_of_the_report() {
    let report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    for approval_sheet in [false, true] {
        let plain = session::PrintOptions::plain().unwrap();
        let printing = session::PrintOptions { review_mark: true, approval_sheet, ..plain };
        for format in session::ExportFormat::ALL.into_iter().filter(|format| format.bears_mark()) {
            if format == session::ExportFormat::Ofd {
                continue;
            }
            let bytes = session::export_on(form, &report, format, &printing).unwrap();
            let reading = import::read(&bytes).unwrap();
            assert_eq!(reading.report.unit.name, report.unit.name, "{format:?}, sheet: {approval_sheet}");
            assert!(!words(&reading.report).contains("送审稿"), "{format:?}");
            if format != session::ExportFormat::Xlsx {
                assert_eq!(words(&reading.report), words(&report), "{format:?}, sheet: {approval_sheet}");
            }
        }
    }
    let text = "送审稿\n示例市水务局2024年政府信息公开工作年度报告\n一、总体情况\n公开3条。\n";
    let reading = import::read(text.as_bytes()).unwrap();
    assert_eq!(reading.report.unit.name, "示例市水务局");
}

/// Short paragraphs, of which none reaches the margin, stay apart, and blanks stay where they are.
#[test]
fn paragraphs_and_blanks_of_our_own_pdf_come_back() {
    let paragraphs: [&[&str]; 3] = [
        &["2024 年全市推进公开工作，成效明显。", "（一）主动公开。发布规章 3 件。", "（二）依申请公开。规范办理程序。"],
        &["(一) 主要问题", "公开的渠道不多。", "(二) 改进情况", "一是加强培训； 二是加强考核。"],
        &["本年度信息处理费的收费情况", "2024 年没有收取信息处理费。"],
    ];
    let mut report = Report::new("示例市水务局", UnitKind::Department, 2024);
    let sections = [SectionId::Overview, SectionId::Problems, SectionId::Others];
    for (id, own) in sections.into_iter().zip(paragraphs) {
        report.prose_mut(id).paragraphs = own.iter().map(|text| Paragraph::new(Level::Body, *text)).collect();
    }
    let form = Form::of(report.form).unwrap();
    let reading = import::read(&session::export(form, &report, session::ExportFormat::Pdf).unwrap()).unwrap();
    for (id, own) in sections.into_iter().zip(paragraphs) {
        let found: Vec<String> = reading.report.prose(id).unwrap().paragraphs.iter().map(|one| one.text()).collect();
        assert_eq!(found, own);
    }
}

#[test]
fn pages_without_text_are_refused() {
    let blank = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
        trailer<</Root 1 0 R>>\n%%EOF";
    assert_eq!(import::read(blank), Err(ReadError::NoText));
    assert!(matches!(import::read(b"%PDF-1.4\n%%EOF"), Err(ReadError::Broken { .. })));
}

/// What other programs print of our report comes back, with the words that they repeat on every
/// page told.
#[test]
fn what_other_programs_print_comes_back() {
    let report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    let folder = std::env::temp_dir().join(format!("nianbao-pdf-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.docx"), session::export(form, &report, session::ExportFormat::Docx).unwrap())
        .unwrap();
    std::fs::write(folder.join("b.html"), session::export(form, &report, session::ExportFormat::Html).unwrap())
        .unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let printed = |program: &str, arguments: &[&str], name: &str| {
        let done = Command::new(program).args(arguments).current_dir(&folder).env("HOME", &folder).output();
        if done.is_err() {
            skip_part(&format!("{program} is not installed"));
            return None;
        }
        Some(
            std::fs::read(folder.join(name))
                .unwrap_or_else(|error| panic!("{program} printed nothing: {error}: {done:?}")),
        )
    };
    let word = printed("soffice", &[&profile, "--headless", "--convert-to", "pdf", "a.docx"], "a.pdf");
    let web = ["--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=b.pdf", "b.html"];
    let web = printed("chromium", &web, "b.pdf");
    std::fs::remove_dir_all(&folder).unwrap();
    for (name, bytes) in [("LibreOffice", word), ("Chromium", web)] {
        let Some(bytes) = bytes else { continue };
        let reading = import::read(&bytes).unwrap();
        // Chromium without a Chinese font says some characters nowhere.
        let whole = !reading.remarks.iter().any(|one| matches!(one.kind, RemarkKind::Undecodable { .. }));
        for field in form.fields() {
            let found = reading.report.numbers.shown(form, field.key);
            assert_eq!(found, report.numbers.shown(form, field.key), "{name} {}", field.key);
        }
        match whole {
            true => assert_eq!(words(&reading.report), words(&report), "{name}"),
            false => skip_part(&format!("{name} has no Chinese font, and says some characters nowhere")),
        }
    }
}
