//! Charts in other programs' files and back: Word documents with and without the embedded draft, web pages, texts, JSON.

use nianbao::form::{Form, SectionId};
use nianbao::import::{self, OmittedContent, RemarkKind};
use nianbao::report::{Number, Report, ReportText};
use nianbao::richtext::{ChartKind, ChartSubject, FigureContent};
use nianbao::session::{ExportFormat, export};

use crate::chart_reports::{self, cell};
use crate::docx_package;

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

fn written(report: &Report, kind: ExportFormat) -> Vec<u8> {
    let bytes = export(form(report), report, kind).unwrap();
    assert_eq!(bytes, export(form(report), report, kind).unwrap(), "{kind:?} is the same each time");
    bytes
}

/// The charts of a report with their captions and widths.
fn charts(report: &Report) -> Vec<(usize, String, FigureContent, u16)> {
    let figures = report.part(OVERVIEW).unwrap().figures();
    figures.map(|(number, own, figure)| (number, own.text(), figure.content.clone(), figure.width)).collect()
}

fn lost_pictures(remarks: &[import::Remark]) -> usize {
    let what = OmittedContent::Picture;
    remarks.iter().filter(|remark| remark.kind == RemarkKind::LeftOut { what }).map(|remark| remark.count()).sum()
}

#[test]
fn a_word_document_shows_pictures_and_gives_the_charts_back() {
    let report = chart_reports::report();
    let count = chart_reports::every_choice().count();
    let file = written(&report, ExportFormat::Docx);
    let document = docx_package::part(&file, "word/document.xml");
    assert_eq!(document.matches("<w:drawing>").count(), count);
    assert!(document.contains("descr=\"柱形图，申请的办理结果：予以公开"));
    let back = import::read(&file).unwrap();
    assert_eq!(charts(&back.report), charts(&report));
    assert_eq!(back.report, report);
    assert_eq!(lost_pictures(&back.remarks), 0);
    // As Word keeps it that knows nothing of the draft: pictures with their captions.
    let bare = import::read(&docx_package::without(&file, "customXml/item1.xml")).unwrap();
    let found = charts(&bare.report);
    assert_eq!(found.len(), count);
    for ((_, caption, content, width), (_, wanted, _, own)) in found.iter().zip(charts(&report)) {
        assert_eq!((caption, *width), (&wanted, own));
        assert!(matches!(content, FigureContent::Picture(_)));
    }
    assert_eq!(lost_pictures(&bare.remarks), 0);
}

#[test]
fn a_web_page_has_its_charts_as_lines_and_gives_them_back() {
    let report = chart_reports::report();
    let page = String::from_utf8(written(&report, ExportFormat::Html)).unwrap();
    let count = chart_reports::every_choice().count();
    assert_eq!(page.matches("<svg ").count(), count);
    assert_eq!(page.matches("<figure class=\"picture chart\"").count(), count);
    assert_eq!(page.matches("<figcaption>").count(), count);
    assert!(page.contains("aria-label=\"饼图，申请的办理结果：予以公开") && !page.contains("<img "));
    let back = import::read(page.as_bytes()).unwrap();
    assert_eq!(charts(&back.report), charts(&report));
    assert_eq!(back.report, report);
    assert_eq!(lost_pictures(&back.remarks), 0);
    // A chart that a newer version wrote is told, and its caption stays.
    let newer = page.replacen("&quot;kind&quot;:&quot;pie&quot;", "&quot;kind&quot;:&quot;radar&quot;", 1);
    assert_ne!(newer, page);
    let back = import::read(newer.as_bytes()).unwrap();
    assert_eq!(charts(&back.report).len(), count - 1);
    assert_eq!(lost_pictures(&back.remarks), 1);
    assert!(back.report.part(OVERVIEW).unwrap().text().contains("新收申请的申请人，饼图"));
    // As a website keeps it that drops what it does not know: no word of a drawing is text of the report.
    let foreign = page.replace("data-nianbao=\"1\"", "").replace(" data-chart", " data-other");
    let back = import::read(foreign.as_bytes()).unwrap();
    let text = back.report.part(OVERVIEW).unwrap().text();
    assert!(text.contains("以上各项均已核对。") && !text.contains("予以公开12"), "{text}");
}

#[test]
fn a_changed_number_changes_the_files() {
    let mut report = chart_reports::filled();
    let own = chart_reports::chart(ChartSubject::Decisions, ChartKind::Bar, "处理决定");
    report.prose_mut(SectionId::Overview).paragraphs = vec![own];
    let kinds = [ExportFormat::Pdf, ExportFormat::Ofd, ExportFormat::Docx, ExportFormat::Html, ExportFormat::Text];
    let before = kinds.map(|kind| written(&report, kind));
    // The number of another table leaves the chart as it is.
    report.numbers.set(cell("penalties.decisions"), Some(Number::Count(4711)));
    for (kind, before) in kinds.into_iter().zip(before) {
        assert_ne!(written(&report, kind), before, "{kind:?}");
    }
    let text = String::from_utf8(written(&report, ExportFormat::Text)).unwrap();
    assert!(
        text.contains("［条形图，行政许可、行政处罚、行政强制：行政许可") && text.contains("行政处罚4711"),
        "{text}"
    );
    assert!(text.contains("图1\u{3000}处理决定\n"));
    let markdown = String::from_utf8(written(&report, ExportFormat::Markdown)).unwrap();
    assert!(markdown.replace('\\', "").contains("行政处罚4711"));
}

#[test]
fn json_has_the_numbers_and_gives_the_charts_back() {
    let report = chart_reports::report();
    let bytes = written(&report, ExportFormat::Json);
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let figures: Vec<&serde_json::Value> =
        json["sections"][0]["paragraphs"].as_array().unwrap().iter().filter_map(|one| one.get("figure")).collect();
    assert_eq!(figures.len(), chart_reports::every_choice().count());
    let line = figures.iter().find(|one| one["chart"]["kind"] == "line").unwrap();
    assert_eq!(line["chart"]["points"], serde_json::json!(["2022年", "2023年", "2024年"]));
    assert_eq!(line["chart"]["series"][0]["values"], serde_json::json!(["1201", "986", "1305"]));
    let pie = figures.iter().rev().find(|one| one["chart"]["kind"] == "pie").unwrap();
    assert_eq!(pie["chart"]["problem"], "这些数字不是一个总数的各部分，不宜画饼图");
    let back = import::read(&bytes).unwrap();
    assert_eq!(charts(&back.report), charts(&report));
}

/// What a chart says on paper is no text of the report: a PDF is read back without it, and says so.
#[test]
fn a_printed_chart_is_no_text() {
    let report = chart_reports::report();
    let back = import::read(&written(&report, ExportFormat::Pdf)).unwrap();
    let text = back.report.part(OVERVIEW).unwrap().text();
    assert_eq!(text.matches("以上各项均已核对。").count(), chart_reports::every_choice().count(), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let known = |line: &&&str| line.starts_with('图') || line.contains("均已核对") || line.contains("情况如下");
    let others: Vec<_> = lines.iter().filter(|line| !known(line)).collect();
    let table: String = chart_reports::YEARS.concat().concat();
    assert!(others.iter().all(|line| line.split_whitespace().all(|word| table.contains(word))), "{others:?}");
    let pictures = back.remarks.iter().find_map(|remark| match remark.kind {
        RemarkKind::Pictures { count } => Some(count),
        _ => None,
    });
    assert_eq!(pictures, Some(chart_reports::every_choice().count()));
    assert_eq!(back.report.numbers.get(cell("licensing.decisions")), report.numbers.get(cell("licensing.decisions")));
}

/// A text says a chart in a note: it is one again, with its caption, and draws the same numbers.
#[test]
fn a_text_gives_its_charts_back() {
    let report = chart_reports::report();
    for kind in [ExportFormat::Text, ExportFormat::Markdown] {
        let back = import::read(&written(&report, kind)).unwrap().report;
        let own = |report: &Report| -> Vec<_> {
            let all = report.charts(form(report));
            let caption = |part, at: usize| report.part(part).unwrap().paragraphs[at].text();
            all.into_iter().map(|(part, at, _, data)| (part, caption(part, at), data)).collect()
        };
        assert_eq!(own(&back), own(&report), "{kind:?}");
    }
    // The note of a chart whose table did not come with it stays what it is.
    let text = String::from_utf8(written(&report, ExportFormat::Text)).unwrap();
    let is_row =
        |line: &&str| ["年度\t", "2022年\t", "2023年\t", "2024年\t", "合计\t"].iter().any(|own| line.starts_with(own));
    let lone: String = text.lines().filter(|line| !is_row(line)).map(|line| format!("{line}\n")).collect();
    let back = import::read(lone.as_bytes()).unwrap().report;
    let charts = back.charts(form(&back));
    assert!(charts.iter().all(|(.., data)| data.choice.of != ChartSubject::Table) && !charts.is_empty());
    assert!(back.part(OVERVIEW).unwrap().text().contains("［柱形图，上文的表格：2022年：新收申请（件）1201"));
}
