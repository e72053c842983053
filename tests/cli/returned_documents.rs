//! `merge` of documents that reviewers sent back: whatever is changed in one either comes in as a tracked change or is told.

use nianbao::form::{CellKey, SectionId, UnitKind};
use nianbao::report::{Number, Report, RevisionChange};
use nianbao::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, Level, Paragraph};
use nianbao::storage;

use super::docx_package::{self, DOCUMENT};
use super::figure_reports::{figure, picture};
use super::{DRAFT, folder, run};

/// A report with a picture, a chart and a row of numbers.
fn report() -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let held = picture("rgb.png");
    let mut chart = Paragraph::new(Level::Body, "申请人情况");
    chart.figure = Some(Figure::of_chart(ChartChoice::new(ChartSubject::Applicants, ChartKind::Bar)));
    report.prose_mut(SectionId::Overview).paragraphs = vec![
        Paragraph::new(Level::Body, "全年开展培训3次。"),
        figure(&held, "会场照片", "培训现场", 600),
        Paragraph::new(Level::Body, "平台建设按要求推进。"),
        chart,
        Paragraph::new(Level::Body, "监督保障到位。"),
    ];
    report.pictures.add(held);
    for (number, column) in
        ["natural_person", "enterprise", "research", "public_interest", "legal_services", "other"].iter().enumerate()
    {
        if let Some(key) = CellKey::parse(&format!("received.{column}")) {
            report.numbers.set(key, Some(Number::Count(21 + u64::try_from(number).unwrap())));
        }
    }
    report
}

fn read(path: &std::path::Path) -> Report {
    storage::parse(&std::fs::read(path).unwrap()).unwrap()
}

/// The figures of the overview: what each shows, in which words, how wide.
fn figures(report: &Report) -> Vec<(bool, String, u16)> {
    let all = report.sections[&SectionId::Overview].figures();
    all.map(|(.., figure)| (figure.chart().is_some(), figure.alt.clone(), figure.width)).collect()
}

/// How a paragraph looks, and how it looks once somebody has centred it while changes were tracked.
const BODY: &str = "<w:pStyle w:val=\"Body\"/></w:pPr>";
const CENTRED: &str = "<w:pStyle w:val=\"Body\"/><w:jc w:val=\"center\"/><w:pPrChange w:id=\"7\" w:author=\"周工\" \
    w:date=\"2025-01-06T10:00:00Z\"><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr></w:pPrChange></w:pPr>";

#[test]
fn what_a_returned_document_changes_comes_in_or_is_told() {
    let here = folder("returned");
    std::fs::write(here.join(DRAFT), storage::write(&report()).unwrap()).unwrap();
    assert_eq!(run(&here, &["export", DRAFT, "-o", "送审.docx", "--comments"]).status, 0);
    let sent = std::fs::read(here.join("送审.docx")).unwrap();
    let title = "2024年政府信息公开工作年度报告";
    // What is written in the place of what, how many changes come in, and what is said of it or stands in the draft then.
    let cases: &[(&str, &str, usize, &str)] = &[
        (title, "2025年政府信息公开工作年度报告", 1, "“2024”改为“2025”"),
        (title, "2019年政府信息公开工作年度报告", 0, "审稿人“2019”"),
        (title, "政府信息公开工作年度报告", 0, "原来“2024”"),
        ("青禾县水务局<", "青禾县水利局<", 1, "“青禾县水务局”改为“青禾县水利局”"),
        ("cx=\"2160000\" cy=\"1440000\"", "cx=\"4320000\" cy=\"2880000\"", 1, "会场照片 1200"),
        ("descr=\"会场照片\"", "descr=\"培训会场的照片\"", 1, "培训会场的照片 600"),
        ("descr=\"会场照片\"", "", 1, "图  600"),
        ("cx=\"4680000\"", "cx=\"3600000\"", 1, "图表  1000"),
        ("descr=\"条形图", "descr=\"改过的条形图", 1, "图表 改过的条形图"),
        ("申请人情况<", "新收申请的申请人情况<", 1, "新收申请的"),
        ("培训现场<", "集中培训现场<", 1, "集中"),
        ("二、主动公开政府信息情况", "二、主动公开情况", 0, "二、主动公开情况"),
        // Formatted and tracked, and formatted alone.
        (BODY, CENTRED, 1, "周工，2025年1月6日 10:00\n   改了格式"),
        (BODY, "<w:pStyle w:val=\"Body\"/><w:jc w:val=\"center\"/></w:pPr>", 0, "1 段的格式不同，没有记成修订"),
        (">22<", ">十一<", 0, "十一"),
        (">22<", ">25<", 1, "“22”改为“25”"),
    ];
    for (from, to, changes, wanted) in cases {
        let name = format!("{from} → {to}");
        let back = docx_package::edited(&sent, DOCUMENT, |xml| {
            assert!(xml.contains(from), "{name}");
            xml.replacen(from, to, 1)
        });
        std::fs::write(here.join("退回.docx"), back).unwrap();
        let said = run(&here, &["merge", DRAFT, "退回.docx", "--by", "李四", "-o", "并.nianbao", "--force"]);
        assert!(said.out.starts_with(&format!("并入 {changes} 处修改")), "{name}: {}{}", said.out, said.err);
        let merged = read(&here.join("并.nianbao"));
        let listed = run(&here, &["revisions", "并.nianbao"]).out;
        let shown = figures(&merged)
            .into_iter()
            .map(|(is_chart, alt, width)| format!("{} {alt} {width}\n", if is_chart { "图表" } else { "图" }));
        let all = said.out.clone() + &listed + &shown.collect::<String>();
        assert!(all.contains(wanted), "{name}: {all}");
        assert_eq!(figures(&merged).iter().filter(|(is_chart, ..)| *is_chart).count(), 1, "{name}: a chart stays one");
        // Rejected, all is as it was; brought in once more, nothing comes twice.
        let again = run(&here, &["merge", "并.nianbao", "退回.docx", "--by", "李四", "-o", "又.nianbao", "--force"]);
        assert!(again.out.starts_with("并入 0 处修改"), "{name}: {}{}", again.out, again.err);
        let mut back = merged.clone();
        let form = nianbao::form::Form::of(back.form).unwrap();
        let reject = RevisionChange::Reject(back.revisions.ids());
        nianbao::report::Change::Revise(reject).apply(&mut back, form).unwrap();
        let ours = read(&here.join(DRAFT));
        assert_eq!((back.year, &back.unit.name, &back.title), (ours.year, &ours.unit.name, &ours.title), "{name}");
        assert_eq!((back.sections, back.numbers), (ours.sections, ours.numbers), "{name}");
    }
}
