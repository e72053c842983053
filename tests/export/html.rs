//! The report as a web page: whole, for everybody to read, and read in again as it was.

use nianbao::export;
use nianbao::form::SectionId;
use nianbao::import::{self, Imported, RemarkKind};
use nianbao::report::{Number, Report, StatedTotal};

use crate::invented_reports;
use crate::report_tables::{form, sample};

fn page(report: &Report) -> String {
    export::html::write(form(report), report)
}

/// The report without what a file of another kind cannot tell from it: empty texts, and totals
/// that are stated as their parts give them.
fn essential(mut report: Report) -> Report {
    report.sections.retain(|_, prose| !prose.is_empty());
    let form = form(&report);
    let stated: Vec<_> = report.numbers.all_stated().collect();
    for (key, stated) in stated {
        let computed = report.numbers.computed(form, key);
        let same = match stated {
            StatedTotal::Number(count) => computed == Some(Number::Count(count)),
            StatedTotal::Blank => computed.is_none(),
        };
        if same {
            report.numbers.state(key, None);
        }
    }
    report
}

/// What a reading says beside the report, totals aside.
fn said(reading: &Imported) -> Vec<&RemarkKind> {
    let kinds = reading.remarks.iter().map(|remark| &remark.kind);
    kinds.filter(|kind| !matches!(kind, RemarkKind::TotalDiffers { .. })).collect()
}

#[test]
fn a_thousand_reports_come_back_from_their_pages() {
    for seed in 0..1000 {
        let report = invented_reports::report(seed);
        let page = page(&report);
        let reading = import::read(page.as_bytes()).unwrap();
        assert!(said(&reading).is_empty(), "{seed}: {:?}", reading.remarks);
        let (found, wanted) = (essential(reading.report), essential(report));
        if found != wanted {
            let show = |report: &Report| serde_json::to_string_pretty(report).unwrap();
            let (found, wanted) = (show(&found), show(&wanted));
            let differ = found.lines().zip(wanted.lines()).find(|(found, wanted)| found != wanted);
            panic!("{seed}: {differ:?}");
        }
    }
}

#[test]
fn links_notes_and_marks_come_back() {
    let mut report = sample();
    let form = form(&report);
    let key = form.fields().next().unwrap().key;
    report.notes.insert(key, "含 2 件<联合>制发 & \"转发\"".into());
    let link = nianbao::report::link_of(key).unwrap();
    let prose = report.prose_mut(SectionId::Overview);
    let run = nianbao::richtext::Run { text: "3".into(), link: Some(link), ..Default::default() };
    prose.paragraphs[0].set_runs(vec![nianbao::richtext::Run::new("制发 "), run, nianbao::richtext::Run::new("\t件 ")]);
    report.title = Some("卫滨区信访局 2024 年度报告".into());
    assert_eq!(import::read(page(&report).as_bytes()).unwrap().report, report);
}

/// Numbers and words that were changed by hand in our page are what is read.
#[test]
fn an_edited_page_says_what_it_says_now() {
    let report = sample();
    let edited = page(&report)
        .replace("一、总体情况</h2>", "一、总体概况</h2>")
        .replace("data-cell=\"received.natural_person\">0<", "data-cell=\"received.natural_person\">１２件<")
        .replace("data-cell=\"granted.natural_person\">0<", "data-cell=\"granted.natural_person\">若干<")
        .replace("</article>", "<p>点击下载</p></article>");
    let reading = import::read(edited.as_bytes()).unwrap();
    let cell = |text: &str| nianbao::form::CellKey::parse(text).unwrap();
    assert_eq!(reading.report.numbers.get(cell("received.natural_person")), Some(Number::Count(12)));
    assert_eq!(reading.report.numbers.get(cell("granted.natural_person")), None);
    assert_eq!(reading.report.stated.titles[&SectionId::Overview], "一、总体概况");
    let kinds: Vec<String> = reading
        .remarks
        .iter()
        .map(|remark| format!("{:?}", remark.kind).split([' ', '{']).next().unwrap().into())
        .collect();
    for kind in ["TitleDiffers", "UnitDropped", "NotANumber", "NotUnderstood", "TotalDiffers"] {
        assert!(kinds.iter().any(|found| found == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn the_page_is_whole_and_needs_nothing() {
    for seed in 0..200 {
        let page = page(&invented_reports::report(seed));
        for nothing in ["<script", "src=", "url(", "@import", "http-equiv"] {
            assert!(!page.contains(nothing), "{seed}: {nothing}");
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(ids.len(), unique.len(), "{seed}: an id stands twice");
        for heads in page.split(" headers=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(!heads.is_empty() && heads.split(' ').all(|head| ids.contains(&head)), "{seed}: {heads}");
        }
        assert_eq!(
            page.matches("<td class=\"number\"").count(),
            form(&invented_reports::report(seed)).fields().count()
        );
    }
}

/// Leaves files in `target/tmp/show` for the programs that they are for (`tests/screen/web_page.sh`).
#[test]
fn html_files_for_other_programs() {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/show");
    std::fs::create_dir_all(folder).unwrap();
    let mut report = sample();
    std::fs::write(format!("{folder}/sample.html"), page(&report)).unwrap();
    for seed in [3, 8] {
        std::fs::write(format!("{folder}/random-{seed}.html"), page(&invented_reports::report(seed))).unwrap();
    }
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    report.numbers.set(key, Some(Number::Count(12345)));
    report.notes.insert(key, "含上年结转 3 件".into());
    std::fs::write(format!("{folder}/noted.html"), page(&report)).unwrap();
}
