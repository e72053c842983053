//! How long the rules take over an eight-page report, the sample, the published reports and paragraphs of
//! growing length: reading the prose, R01 to R12, all rules.
//! `cargo bench --bench check`

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use nianbao::check::{CATALOGUE, CheckInput, check};
use nianbao::form::{CellMeasure, Edition, Form, RuleCode, SectionId, UnitKind};
use nianbao::report::{Date, Number, Report};
use nianbao::richtext::RichText;
use nianbao::storage;

fn main() {
    divan::main();
}

/// About 3,000 characters of prose beside the tables: eight pages.
fn report(year: u16) -> Report {
    let mut report = Report::new("青禾县人民政府", UnitKind::County, year);
    let form = Form::of(Edition::Cn2021).unwrap();
    for (count, field) in (1_u64..).zip(form.fields().filter(|field| !field.total)) {
        let number = match field.measure {
            CellMeasure::Amount => Number::parse("7730.28", CellMeasure::Amount).unwrap(),
            _ => Number::Count(count % 7),
        };
        report.numbers.set(field.key, Some(number));
    }
    let aspects = ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"];
    let body = "全年共收到政府信息公开申请95件，同比增长5.2%，其中，自然人申请90件，商业企业5件；予以公开50件，占52.63%，\
                部分公开9件，不予公开3件，无法提供32件，不予处理1件，均已在法定期限内答复。一是完善制度，严格审核；二是加强培训，\
                提升质量；三是优化栏目，方便查阅。通过网站公开信息2428条，其中动态1000条、公告1400条、其他28条。";
    let paragraphs = |lead: &str| format!("（一）{lead}\n{year}年，{body}\n{body}\n");
    *report.prose_mut(SectionId::Overview) = RichText::plain(&aspects.map(paragraphs).concat());
    *report.prose_mut(SectionId::Problems) = RichText::plain(&paragraphs("主要问题"));
    *report.prose_mut(SectionId::Others) = RichText::plain(&format!("{year}年，全年收取信息处理费0元。"));
    report
}

fn characters(report: &Report) -> usize {
    report.sections.values().map(RichText::count).sum()
}

/// Every rule, last year's report and the day included, the prose read anew.
#[divan::bench]
fn all_rules(bencher: divan::Bencher<'_, '_>) {
    let (now, last) = (report(2024), report(2023));
    assert!((2_000..4_000).contains(&characters(&now)), "{}", characters(&now));
    let form = Form::of(Edition::Cn2021).unwrap();
    bencher.bench(|| check(&CheckInput::new(form, &now).compared_with(Some(&last)).on(Date::new(2025, 1, 28))));
}

/// Every rule, without last year's report.
#[divan::bench]
fn without_last_year(bencher: divan::Bencher<'_, '_>) {
    let now = report(2024);
    let form = Form::of(Edition::Cn2021).unwrap();
    bencher.bench(|| check(&CheckInput::new(form, &now).on(Date::new(2025, 1, 28))));
}

/// Every rule over each published report of `../shared/reports`, where they are there.
#[divan::bench(args = published())]
fn published_report(bencher: divan::Bencher<'_, '_>, name: &str) {
    let path = std::path::Path::new(SHARED).join(name);
    let report = nianbao::import::read(&std::fs::read(path).unwrap()).unwrap().report;
    let form = Form::of(report.form).unwrap();
    bencher.bench(|| check(&CheckInput::new(form, &report)));
}

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");

/// The names of the published reports.
fn published() -> Vec<String> {
    let entries = std::fs::read_dir(SHARED).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".txt"));
    names.sort();
    names
}

/// Every rule over the sample that comes with the program, a report like the published ones.
#[divan::bench]
fn sample(bencher: divan::Bencher<'_, '_>) {
    let report = storage::parse(include_bytes!("../assets/samples/weibin-2024.nianbao")).unwrap();
    let form = Form::of(report.form).unwrap();
    bencher.bench(|| check(&CheckInput::new(form, &report).on(Date::new(2025, 1, 28))));
}

/// Sentences in which many rules look for something: years, plans, 均, shares, sequences, aspects.
const SENTENCES: &str = "2024年，我局将公开工作纳入考核，监督保障有力。收到申请95件，办结90件，均已答复，占94.74%。一是健全制度；二是\
                         加强培训。通过网站公开信息2428条，其中动态1000条、公告1428条。作出行政许可决定31件。2023年收到申请80件，增长18.75%。\
                         数据自2024年1月1日起至2024年12月31日止。要求各科室在公开平台及时更新。";

/// Every rule over one paragraph, and over one that is twice, four times and eight times as long: the time for a
/// character is to stay the same.
#[divan::bench(args = [10, 20, 40, 80])]
fn long_paragraph(bencher: divan::Bencher<'_, '_>, times: usize) {
    let mut report = report(2024);
    *report.prose_mut(SectionId::Overview) = RichText::plain(&SENTENCES.repeat(times));
    *report.prose_mut(SectionId::Problems) = RichText::plain(&SENTENCES.repeat(times));
    let form = Form::of(Edition::Cn2021).unwrap();
    let count = divan::counter::CharsCount::new(characters(&report));
    bencher.counter(count).bench(|| check(&CheckInput::new(form, &report)));
}

/// R01 to R12, the prose prepared before.
#[divan::bench]
fn first_twelve(bencher: divan::Bencher<'_, '_>) {
    let now = report(2024);
    let subject = CheckInput::new(Form::of(Edition::Cn2021).unwrap(), &now);
    bencher.bench(|| {
        let mut found = Vec::new();
        for rule in CATALOGUE.iter().filter(|rule| rule.code <= RuleCode::new(12)) {
            (rule.run)(rule, &subject, &mut found);
        }
        found
    });
}

/// Reading the prose and its claims.
#[divan::bench]
fn reading(bencher: divan::Bencher<'_, '_>) {
    let now = report(2024);
    let form = Form::of(Edition::Cn2021).unwrap();
    bencher.bench(|| CheckInput::new(form, &now));
}
