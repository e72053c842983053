//! R09: title, period and text speak of the report's own year. Years are named for many good
//! reasons (comparison, requests carried in, plans, titles of documents), so the text rule asks
//! for a sentence that begins with another year as the time of what it tells.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument, Severity};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::SectionId;
use crate::report::Place;
use crate::richtext::{Level, Paragraph};

/// Words after which the period of the figures is told.
const PERIOD: &[&str] = &["统计期限", "统计周期", "统计期间", "统计时间", "统计时限", "数据期限", "期限为", "期限自"];

/// More characters than a period takes.
const REACH: usize = 60;

/// Words that give a sentence a good reason to begin with another year.
const REASONS: &[&str] = &[
    "较",
    "比",
    "上年",
    "上一年",
    "去年",
    "结转",
    "以来",
    "将",
    "计划",
    "拟",
    "下一步",
    "下步",
    "整改",
    "年报",
    "年度报告",
    "报告中",
    "存在的问题",
    "至",
];

/// What may follow a year that is the time of what is told.
const SUBJECTS: &[&str] = &["，", "我", "本", "全", "度，", "度我", "度本", "度全", "共", "度共"];

/// Title and period of another year are errors; a sentence of another year is a warning.
pub(in crate::check) fn run(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    found.extend(title(rule, subject));
    for passage in &subject.passages {
        let own = |(year, _): &(u16, Range<usize>)| *year == subject.report.year;
        if passage.years(0..passage.characters().len()).iter().all(own) {
            continue;
        }
        let mut told = Vec::new();
        for range in period(passage) {
            for (year, at) in passage.years(range).into_iter().filter(|(year, _)| *year != subject.report.year) {
                told.push(at.clone());
                found.push(finding(rule, subject, "period", passage, year, at));
            }
        }
        for sentence in passage.sentences() {
            if let Some((year, at)) = opening(subject, passage, sentence).filter(|(_, at)| !told.contains(at)) {
                found.push(finding(rule, subject, "text", passage, year, at).only(Severity::Warning));
            }
        }
    }
}

/// The title of an imported text that names years, but not the report's.
fn title(rule: &Rule, subject: &CheckInput<'_>) -> Option<Finding> {
    let title = subject.report.title.as_ref()?;
    let years = years_of(title);
    let other = years.iter().find(|year| **year != subject.report.year)?;
    let finding = rule.finding("title", None, vec![Place::Title]);
    (!years.contains(&subject.report.year)).then(|| {
        finding
            .with("stated", MessageArgument::Whole(u64::from(*other)))
            .with("year", MessageArgument::Whole(u64::from(subject.report.year)))
            .with("words", MessageArgument::Words(title.clone()))
    })
}

fn years_of(title: &str) -> Vec<u16> {
    let passage = Passage::of(PassageOrigin::Preface, 0, &Paragraph::new(Level::Body, title));
    passage.years(0..passage.characters().len()).into_iter().map(|(year, _)| year).collect()
}

/// The characters that tell the period of the figures: from the word on to the end of the clause.
fn period(passage: &Passage) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in PERIOD.iter().flat_map(|words| passage.find(words)).map(|range| range.end) {
        let rest = passage.characters().iter().enumerate().skip(start).take(REACH);
        let ends = |one: char| matches!(one, '。' | '；' | '止' | '，' | '）');
        let far = passage.characters().len().min(start + REACH);
        let end = rest.clone().find(|(_, one)| ends(**one)).map_or(far, |(at, _)| at);
        if !found.iter().rev().take(PERIOD.len()).any(|range| range.end == end) {
            found.push(start..end);
        }
    }
    found
}

/// The other year with which a sentence begins, where nothing explains it.
fn opening(subject: &CheckInput<'_>, passage: &Passage, sentence: Range<usize>) -> Option<(u16, Range<usize>)> {
    let own = subject.report.year;
    let years = passage.years(sentence.clone());
    let (year, at) = years.first().cloned()?;
    if years.iter().any(|(year, _)| *year == own) {
        return None;
    }
    let text = passage.text(sentence.clone());
    let announced = matches!(passage.home, PassageOrigin::Preface) && text.contains("现将");
    if announced {
        return (year < own).then_some((year, at));
    }
    let opens =
        text.chars().take_while(|one| !one.is_ascii_digit()).all(|one| "一二三四五六七八九十是（）、.在".contains(one));
    let after: String = passage.text(at.end + 1..sentence.end);
    let told = SUBJECTS.iter().any(|words| after.starts_with(words));
    let explained = REASONS.iter().any(|words| text.contains(words));
    let future = year > own;
    let expected = future && passage.home != PassageOrigin::Section(SectionId::Overview);
    (opens && told && !explained && !expected).then_some((year, at))
}

fn finding(
    rule: &Rule,
    subject: &CheckInput<'_>,
    variant: &'static str,
    passage: &Passage,
    year: u16,
    at: Range<usize>,
) -> Finding {
    rule.finding(variant, passage.section(), vec![passage.place(at.clone())])
        .with("stated", MessageArgument::Whole(u64::from(year)))
        .with("year", MessageArgument::Whole(u64::from(subject.report.year)))
        .with("excerpt", MessageArgument::Words(passage.excerpt(at)))
}
