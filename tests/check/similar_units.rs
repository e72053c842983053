//! Among many units' reports the index of shingles leads to the same findings as comparing every pair.
//! `NIANBAO_ALIKE=1000 cargo test --release --test check -- the_index_finds` compares every pair of a thousand.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use nianbao::check::similarity::{self, ComparedReport, SectionSimilarity};
use nianbao::check::{CheckInput, check};
use nianbao::form::{Edition, Form, SectionId, UnitKind};
use nianbao::report::Report;
use nianbao::richtext::RichText;
use nianbao::session::check_together::ReportCollection;
use nianbao::session::parallel;
use nianbao::session::rule_packs::PackChoice;

const WORDS: &[&str] = &[
    "公开", "栏目", "更新", "培训", "网站", "解读", "申请", "答复", "保密", "审查", "群众", "需求", "机制", "队伍",
    "业务", "平台", "监督", "考核", "基层", "政策", "及时", "规范", "完善", "加强",
];
/// So many reports are compared in pairs; `NIANBAO_ALIKE` for another number, a thousand in a long run.
const REPORTS: usize = 90;

fn report_count() -> usize {
    std::env::var("NIANBAO_ALIKE").ok().and_then(|count| count.parse().ok()).unwrap_or(REPORTS)
}

fn sentence(rng: &mut Rng) -> String {
    let length = rng.usize(3..30);
    (0..length).map(|_| WORDS[rng.usize(..WORDS.len())]).collect::<String>() + "。"
}

/// Units that write for themselves, that keep to one of a few templates, that copy one another with a few
/// changed words, and that share sentences in another order; some have one name, some another year.
fn reports(seed: u64, count: usize) -> Vec<Report> {
    let mut rng = Rng::with_seed(seed);
    let stock: Vec<String> = (0..20).map(|_| sentence(&mut rng)).collect();
    let templates: Vec<Vec<String>> = (0..3).map(|_| (0..8).map(|_| sentence(&mut rng)).collect()).collect();
    let mut reports: Vec<Report> = Vec::new();
    for number in 0..count {
        let year = if rng.u8(..10) == 0 { 2023 } else { 2024 };
        let name = format!("青禾县第{}局", if rng.u8(..12) == 0 { 0 } else { number });
        let mut report = Report::new(name, UnitKind::County, year);
        for section in [SectionId::Overview, SectionId::Problems, SectionId::Others] {
            let mut sentences: Vec<String> = match rng.u8(..5) {
                0 => (0..rng.usize(1..12)).map(|_| sentence(&mut rng)).collect(),
                1 => (0..rng.usize(1..12)).map(|_| stock[rng.usize(..stock.len())].clone()).collect(),
                2 => templates[rng.usize(..3)].clone(),
                3 => templates[0].iter().cloned().chain((0..rng.usize(..3)).map(|_| sentence(&mut rng))).collect(),
                _ => match reports.get(rng.usize(..number.max(1))) {
                    Some(other) => {
                        other.prose(section).unwrap().paragraphs.iter().map(|one| one.text() + "\n").collect()
                    }
                    None => Vec::new(),
                },
            };
            if rng.bool() {
                rng.shuffle(&mut sentences);
            }
            for sentence in &mut sentences {
                if rng.u8(..4) == 0 {
                    *sentence = sentence.replacen(WORDS[rng.usize(..WORDS.len())], "另行", 1);
                }
                if rng.u8(..4) == 0 {
                    sentence.push('\n');
                }
            }
            *report.prose_mut(section) = RichText::plain(&sentences.concat());
        }
        reports.push(report);
    }
    reports
}

/// The reports that share most with a section of this one, found by comparing it with each of the others.
fn most_similar<'a>(number: usize, reports: &'a [Report], compared: &[ComparedReport]) -> Vec<&'a Report> {
    let own = &reports[number];
    let is_other = |one: &Report| one.year == own.year && one.unit.name != own.unit.name;
    let mut best: BTreeMap<SectionId, (usize, usize)> = BTreeMap::new();
    for (other, _) in reports.iter().enumerate().filter(|(_, one)| is_other(one)) {
        for alike in compared[number].compare(&compared[other]).iter().filter(|one| one.is_too_similar()) {
            let most = best.entry(alike.section).or_default();
            *most = (*most).max((alike.shared, other));
        }
    }
    let found: BTreeSet<usize> = best.into_values().map(|(_, other)| other).collect();
    found.into_iter().map(|other| &reports[other]).collect()
}

#[test]
fn the_index_finds_what_comparing_every_pair_finds() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut alike = 0;
    for seed in 0..2 {
        let reports = reports(seed, report_count());
        let load = |number: usize| reports.get(number).cloned();
        let units = ReportCollection::read(reports.len(), &load);
        let compared: Vec<ComparedReport> = reports.iter().map(ComparedReport::of).collect();
        let work = |counts: &mut _, number: usize| {
            let report = &reports[number];
            let found = units.review(number, (form, report), None, &PackChoice::default(), counts).findings;
            let most = most_similar(number, &reports, &compared);
            let expected = check(&CheckInput::new(form, report).with_other_units(&most));
            let of_pairs = |findings: &[nianbao::check::Finding]| -> Vec<_> {
                findings.iter().filter(|one| one.rule.to_string() == "R36").cloned().collect()
            };
            (of_pairs(&found), of_pairs(&expected))
        };
        parallel::in_order(
            reports.len(),
            || units.counts(),
            work,
            |number, (found, expected)| {
                alike += expected.len();
                assert_eq!(found, expected, "seed {seed}, report {number}");
            },
        );
    }
    assert!(alike > report_count(), "only {alike} findings");
}

/// A copy into which every few characters a word was put shares nothing but passages of nine characters: among as many
/// reports as a county has, it is found too.
#[test]
fn a_copy_with_a_word_put_in_everywhere_is_found() {
    let mut rng = Rng::with_seed(23);
    let form = Form::of(Edition::Cn2021).unwrap();
    // A character is seldom there twice, so that nothing is alike by chance.
    let mut passage =
        |length: usize| -> String { (0..length).filter_map(|_| char::from_u32(rng.u32(0x4e00..0x9fa0))).collect() };
    let passages: Vec<String> = (0..30).map(|_| passage(9)).collect();
    let original = passages.concat();
    let copy: String = passages.iter().map(|one| format!("{one}{}", passage(2))).collect();
    let mut reports: Vec<Report> = (0..200)
        .map(|number| {
            let mut report = Report::new(format!("青禾县第{number}局"), UnitKind::County, 2024);
            *report.prose_mut(SectionId::Problems) = RichText::plain(&passage(300));
            report
        })
        .collect();
    *reports[40].prose_mut(SectionId::Problems) = RichText::plain(&original);
    *reports[150].prose_mut(SectionId::Problems) = RichText::plain(&copy);
    let load = |number: usize| reports.get(number).cloned();
    let units = ReportCollection::read(reports.len(), &load);
    let mut counts = units.counts();
    let mut alike = |number: usize| {
        let found = units.review(number, (form, &reports[number]), None, &PackChoice::default(), &mut counts);
        found.findings.iter().filter(|one| one.rule.to_string() == "R36").count()
    };
    assert_eq!([40, 150, 41].map(&mut alike), [1, 1, 0]);
}

/// However many reports are alike, few pairs are compared word by word.
#[test]
fn many_copies_of_one_report_cost_a_few_comparisons_each() {
    use nianbao::check::shingle_index::{ReportShingles, ShingleIndex};
    let mut rng = Rng::with_seed(7);
    let template: String = (0..20).map(|_| sentence(&mut rng)).collect();
    let report = |number: usize, rng: &mut Rng| {
        let mut report = Report::new(format!("青禾县第{number}局"), UnitKind::County, 2024);
        let own = sentence(rng);
        *report.prose_mut(SectionId::Problems) = RichText::plain(&format!("{template}\n{own}"));
        report
    };
    let reports: Vec<Report> = (0..400).map(|number| report(number, &mut rng)).collect();
    let index = ShingleIndex::new(reports.iter().map(ReportShingles::of).collect());
    let (mut counts, mut compared) = (index.counts(), 0);
    for (number, report) in reports.iter().enumerate() {
        let mut compare = |other: usize, section: SectionId| -> Option<SectionSimilarity> {
            compared += 1;
            similarity::compare_section(report, reports.get(other)?, section)
        };
        assert_eq!(index.most_similar(number, &mut counts, &mut compare).len(), 1);
    }
    assert!(compared < 10 * reports.len(), "{compared} comparisons of {} reports", reports.len());
}

/// The filter before the index loses nothing that is found among reports as counties have them: those that keep to
/// templates, those that copy, and those that write for themselves.
#[test]
fn the_filter_before_the_index_loses_no_finding() {
    use nianbao::check::shingle_filter::{self, ShingleFilter};
    use nianbao::check::shingle_index::{ReportShingles, ShingleIndex};
    let mut rng = Rng::with_seed(19);
    let template: String = (0..12).map(|_| sentence(&mut rng)).collect();
    let mut texts: Vec<String> = Vec::new();
    for number in 0..600 {
        let own: String = (0..rng.usize(8..30)).map(|_| sentence(&mut rng)).collect();
        let opening: String = template.chars().take(30).collect();
        texts.push(match (number % 20, texts.get(rng.usize(..number.max(1)))) {
            (0, Some(copied)) => copied.clone(),
            (1, Some(copied)) => format!("{copied}{}", sentence(&mut rng)),
            (2, Some(copied)) => copied.split('。').rev().collect::<Vec<_>>().join("。\n"),
            (3, Some(copied)) => copied.replace(WORDS[rng.usize(..WORDS.len())], "另行"),
            (4, Some(copied)) => copied.chars().take(copied.chars().count() / 2).collect(),
            (5..10, _) => template.clone(),
            (10, _) => format!("{template}\n{own}"),
            _ => format!("{opening}\n{own}"),
        });
    }
    let reports: Vec<Report> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let mut report = Report::new(format!("青禾县第{number}局"), UnitKind::County, 2024);
            *report.prose_mut(SectionId::Problems) = RichText::plain(text);
            report
        })
        .collect();
    let shingles = || reports.iter().map(ReportShingles::of).collect::<Vec<_>>();
    let all = shingles();
    let parts = (0..shingle_filter::PARTS).map(|part| shingle_filter::sampled_part(&all, part)).collect();
    let filter = ShingleFilter::new(&all, parts);
    let mut room = filter.counts();
    let mut wanted = vec![false; filter.section_count()];
    (0..reports.len()).flat_map(|number| filter.near(number, &mut room)).for_each(|section| wanted[section] = true);
    let left_out = wanted.iter().filter(|one| !**one).count();
    let (plain, filtered) = (ShingleIndex::new(all), ShingleIndex::of_wanted(shingles(), |section| wanted[section]));
    let (mut counts, mut filtered_counts, mut found) = (plain.counts(), filtered.counts(), 0);
    for (number, report) in reports.iter().enumerate() {
        let mut compare =
            |other: usize, section: SectionId| similarity::compare_section(report, &reports[other], section);
        let expected = plain.most_similar(number, &mut counts, &mut compare);
        found += expected.len();
        assert_eq!(filtered.most_similar(number, &mut filtered_counts, &mut compare), expected, "report {number}");
    }
    assert!(found > 200 && left_out > 100, "{found} alike, {left_out} left out");
    println!("{left_out} of {} sections need no index, {found} are alike", wanted.len());
}
