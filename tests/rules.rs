//! Every rule with a report that breaks it and one that keeps it, from `tests/rules/*.toml`. A
//! case starts from a blameless invented report and changes what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use nianbao::check::{CATALOGUE, Subject, check};
use nianbao::form::{CellKey, Edition, Form, Measure, SectionId, UnitKind};
use nianbao::prose::{Level, Paragraph, Prose};
use nianbao::report::{Number, Report, StatedTotal};
use nianbao::words::{self, Language};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// One changed report and the rules that find something in it, each as often as it does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    finds: Vec<String>,
    /// Words that the Chinese sentences hold together.
    #[serde(default)]
    says: Vec<String>,
    year: Option<u16>,
    title: Option<String>,
    preface: Option<String>,
    #[serde(default)]
    prose: BTreeMap<String, String>,
    /// A number, or `blank`.
    #[serde(default)]
    numbers: BTreeMap<String, String>,
    #[serde(default)]
    blank_tables: Vec<String>,
    #[serde(default)]
    stated: BTreeMap<String, String>,
    #[serde(default)]
    titles: BTreeMap<String, String>,
    #[serde(default)]
    missing_titles: Vec<String>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// How many characters section one is filled up to.
    fill: Option<usize>,
}

#[test]
fn every_case_finds_what_it_says() {
    let mut breaking = std::collections::BTreeSet::new();
    for entry in sorted(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules")) {
        let file: File = toml::from_str(&std::fs::read_to_string(&entry).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", entry.display()));
        for case in file.case {
            let report = changed(&case);
            let form = Form::of(report.form).unwrap();
            let findings = check(&Subject::new(form, &report));
            let codes: Vec<_> = findings.iter().map(|one| format!("{} {}", one.rule, one.severity.word())).collect();
            let said: Vec<_> = findings.iter().map(|one| words::finding(Language::Chinese, form, one)).collect();
            let mut wanted = case.finds.clone();
            let mut found = codes.clone();
            wanted.sort();
            found.sort();
            assert_eq!(found, wanted, "{}: {said:#?}", case.name);
            for words in &case.says {
                assert!(said.concat().contains(words), "{}: “{words}” is not in {said:#?}", case.name);
            }
            for finding in &findings {
                breaking.insert(format!("{}.{}", finding.rule, finding.message.variant));
                assert!(!finding.places.is_empty());
                let sentences = Language::ALL.map(|language| words::finding(language, form, finding));
                assert!(!sentences.concat().contains("%{"), "{sentences:?}");
                assert!(sentences.iter().all(|one| !one.starts_with("finding.")), "{sentences:?}");
            }
        }
    }
    for rule in CATALOGUE {
        for variant in rule.variants {
            assert!(breaking.contains(&format!("{}.{variant}", rule.code)), "no case breaks {} {variant}", rule.code);
        }
    }
}

fn sorted(folder: &str) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A report without fault, of an invented unit.
fn blameless(year: u16) -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, year);
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        let number = match field.measure {
            Measure::Amount => Number::parse("0.5", Measure::Amount).unwrap(),
            other => Number::zero(other),
        };
        report.numbers.set(field.key, Some(number));
    }
    let texts = [
        (
            SectionId::Overview,
            format!("{year}年，我局主动公开政府信息41条。依申请公开、信息管理、平台建设和监督保障有序推进。"),
        ),
        (SectionId::Problems, format!("栏目更新不够及时。{}年，我局将按月检查。", year + 1)),
        (SectionId::Others, "本年度没有收取信息处理费。".to_owned()),
    ];
    for (id, text) in texts {
        *report.prose_mut(id) = prose(&text);
    }
    report
}

fn prose(text: &str) -> Prose {
    Prose { paragraphs: text.lines().map(|line| Paragraph::new(Level::Body, line)).collect() }
}

fn section(name: &str) -> SectionId {
    serde_json::from_value(name.into()).unwrap()
}

fn changed(case: &Case) -> Report {
    let mut report = blameless(case.year.unwrap_or(2024));
    let form = Form::of(report.form).unwrap();
    report.title = case.title.clone();
    report.preface = case.preface.as_deref().map(prose).unwrap_or_default();
    for (id, text) in &case.prose {
        *report.prose_mut(section(id)) = prose(text);
    }
    if let Some(count) = case.fill {
        *report.prose_mut(SectionId::Overview) = prose(&"字".repeat(count));
    }
    for name in &case.blank_tables {
        let table = form.tables.iter().find(|table| table.name.as_str() == name).unwrap();
        for field in &table.fields {
            report.numbers.set(field.key, None);
        }
    }
    for (key, text) in &case.numbers {
        let key = CellKey::parse(key).unwrap();
        let number = match text.as_str() {
            "blank" => None,
            // What a draft edited by hand may hold.
            text => {
                Some(serde_json::from_str::<Number>(text).unwrap_or_else(|_| Number::Amount(text.parse().unwrap())))
            }
        };
        report.numbers.set(key, number);
    }
    for (key, text) in &case.stated {
        let stated = text.parse().map_or(StatedTotal::Blank, StatedTotal::Number);
        report.numbers.state(CellKey::parse(key).unwrap(), Some(stated));
    }
    report.stated.titles = case.titles.iter().map(|(id, words)| (section(id), words.clone())).collect();
    report.stated.missing_titles = case.missing_titles.iter().map(|id| section(id)).collect();
    report.stated.labels = case.labels.clone();
    assert_eq!(report.form, Edition::of_year(report.year));
    report
}
