//! R09: title, period and text name the report's own year. Other years are named for many good
//! reasons (comparison, requests carried in, plans, titles of documents), so in the text only a
//! sentence counts that begins with another year as the time of its statement.

use std::collections::BTreeSet;
use std::ops::Range;

use super::plan_words::plans_of;
use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument, Severity};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::SectionId;
use crate::report::Place;
use crate::richtext::{Level, Paragraph};

/// Words that introduce the period of the figures.
const PERIOD: &[&str] = &[
    "统计期限",
    "统计周期",
    "统计期间",
    "统计时间",
    "统计时限",
    "数据期限",
    "期限为",
    "期限自",
    "数据时限",
    "报告期",
    "统计范围",
    "统计口径",
    "数据口径",
    "数据统计",
    "时间范围",
    "统计区间",
    "统计时段",
    "数据期间",
    "数据周期",
    "统计年度",
    "报告期间",
    "报告期限",
    "数据范围",
    "统计截至",
    "数据截至",
    "所列数据",
    "统计数据",
];
/// Words of a sentence that gives the period of a report's figures in full.
const FIGURES: &[&str] = &["数据", "统计", "报告", "年报", "反映", "涵盖"];
/// Words of a sentence of the preface about another text than the report.
const OTHER_TEXTS: &[&str] = &[
    "以来",
    "施行",
    "印发",
    "修订",
    "发布的",
    "下发",
    "通知",
    "上年",
    "去年",
    "上一年",
    "将",
    "对比",
    "相比",
    "查阅",
    "查询",
    "下载",
    "历年",
    "往年",
];

/// The most characters that the period of the figures may have.
const REACH: usize = 60;

/// Words that explain why a sentence begins with another year.
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
    "同期",
    "存在的问题",
    "至",
];

/// What may stand before a year that is the time of the sentence.
const LEADS: &[&str] = &[
    "回顾",
    "纵观",
    "过去的",
    "总结",
    "我局",
    "本局",
    "我委",
    "本委",
    "我镇",
    "本镇",
    "我乡",
    "我县",
    "我区",
    "我市",
    "我办",
    "本机关",
    "本单位",
    "我单位",
    "我街道",
    "镇政府",
    "乡政府",
    "县政府",
    "区政府",
    "市政府",
    "局机关",
    "街道办事处",
    "办公室",
    "总的看",
    "总体看",
    "综上",
];

/// What follows a year that is the time of the sentence.
const SUBJECTS: &[&str] = &[
    "，",
    "我",
    "本",
    "全",
    "度，",
    "度我",
    "度本",
    "度全",
    "共",
    "度共",
    "里，",
    "内，",
    "间，",
    "期间，",
    "度里，",
    "度内，",
    "县政府",
    "区政府",
    "市政府",
    "镇政府",
    "乡政府",
    "局机关",
    "委机关",
    "街道",
    "办公室",
    "各科室",
    "各部门",
    "公开工作",
];

/// Words before a year by which a sentence of the preface announces what the report is about.
#[rustfmt::skip]
const ANNOUNCING: &[&str] = &[
    "现", "兹", "谨", "对", "就", "编制", "编写", "撰写", "公布", "发布", "本报告", "本年报", "以下", "下面", "特", "数据", "统计", "反映",
    "涵盖", "总结", "报告", "年报", "口径", "时段", "期间", "期限", "起止", "截",
];
/// The same, anywhere in the sentence.
#[rustfmt::skip]
const ANNOUNCED: &[&str] = &[
    "如下", "报告期", "现予", "予以公布", "予以发布", "现公布", "特此", "编制本", "情况报告", "工作情况", "总结", "梳理", "汇总", "汇报",
    "形成", "负责解释", "工作年度报告", "1月1日", "12月31日", "本报告", "本年报",
];
/// Words of a sentence of the preface about a report of another year, which follow that year.
#[rustfmt::skip]
const OTHER_REPORTS: &[&str] = &[
    "已", "曾", "见", "另", "一致", "可比", "对照", "衔接", "沿用", "延续", "相同", "不同", "口径", "格式", "版", "提出", "指出", "反馈",
    "评估", "考核", "以后", "之后", "起，", "起实", "开始",
];

/// What follows the year where the unit's own name stands before it: 我局2024年认真落实….
const ADVERBS: &[&str] = &[
    "认真",
    "扎实",
    "严格",
    "持续",
    "积极",
    "全面",
    "坚持",
    "着力",
    "不断",
    "进一步",
    "深入",
    "切实",
    "围绕",
    "紧扣",
    "按照",
    "依法",
    "主动",
    "及时",
    "加强",
    "度认真",
    "度扎实",
    "度严格",
    "度积极",
    "稳步",
    "有序",
];

/// Title and period of another year are errors; a sentence of another year is a warning.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    // A year that was not entered is a finding of its own, and nothing differs from it.
    if input.report.year == 0 {
        return;
    }
    found.extend(title(rule, input));
    for passage in input.passages() {
        found.extend(plans(rule, input, passage));
        let own = |(year, _): &(u16, Range<usize>)| *year == input.report.year;
        if passage.years(0..passage.characters().len()).iter().all(own) {
            continue;
        }
        let mut found_years = BTreeSet::new();
        for range in period(passage).into_iter().chain(spans(passage)) {
            for (year, at) in passage.years(range).into_iter().filter(|(year, _)| *year != input.report.year) {
                if found_years.insert(at.start) {
                    found.push(finding(rule, input, "period", passage, year, at));
                }
            }
        }
        for sentence in passage.sentences() {
            if let Some((year, at)) =
                opening(input, passage, sentence).filter(|(_, at)| !found_years.contains(&at.start))
            {
                found.push(finding(rule, input, "text", passage, year, at).at_most(Severity::Warning));
            }
        }
    }
}

/// Sentences that plan for the report's own year, which is over: 下一步，2024年我局将…. They are last year's.
fn plans(rule: &Rule, input: &CheckInput<'_>, passage: &Passage) -> Vec<Finding> {
    let mut found = Vec::new();
    let own = input.report.year;
    for (year, at) in plans_of(passage, own) {
        let finding = finding(rule, input, "plan", passage, year, at.clone()).at_most(Severity::Warning);
        let next = year.saturating_add(1).to_string();
        found.push(finding.fixed_by(vec![FixStep::Replace(passage.place(at), next)]));
    }
    found
}

/// The title of an imported text that names years, but not the report's.
fn title(rule: &Rule, input: &CheckInput<'_>) -> Option<Finding> {
    let title = input.report.title.as_ref()?;
    let years = years_of(title);
    let other = years.iter().find(|year| **year != input.report.year)?;
    let finding = rule.finding("title", None, vec![Place::Title]);
    (!years.contains(&input.report.year)).then(|| {
        finding
            .with("stated", MessageArgument::Whole(u64::from(*other)))
            .with("year", MessageArgument::Whole(u64::from(input.report.year)))
            .with("words", MessageArgument::Words(title.clone()))
    })
}

fn years_of(title: &str) -> Vec<u16> {
    let passage = Passage::of(PassageOrigin::Preface, 0, &Paragraph::new(Level::Body, title));
    passage.years(0..passage.characters().len()).into_iter().map(|(year, _)| year).collect()
}

/// The characters of the period of the figures, from the introducing word to the end of the clause.
fn period(passage: &Passage) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in PERIOD.iter().flat_map(|words| passage.find(words)).map(|range| range.end) {
        let near = start..start + REACH;
        if passage.has_within(&near, &["相比", "同比", "对比", "上年", "去年"]) {
            continue;
        }
        let rest = passage.characters().iter().enumerate().skip(start).take(REACH);
        let ends = |one: char| matches!(one, '。' | '；' | '）');
        let far = passage.characters().len().min(start + REACH);
        let end = rest.clone().find(|(_, one)| ends(**one)).map_or(far, |(at, _)| at);
        if !found.iter().rev().take(PERIOD.len()).any(|range| range.end == end) {
            found.push(start..end);
        }
    }
    found
}

/// The sentences that give a period from the first to the last day of a year.
fn spans(passage: &Passage) -> Vec<Range<usize>> {
    let whole = |sentence: &Range<usize>| {
        ["年1月1日", "12月31日"].iter().all(|day| passage.has_within(sentence, &[*day]))
            && passage.has_within(sentence, FIGURES)
            && !passage.has_within(sentence, &["同期", "对比", "上年", "去年", "上一年", "比较"])
    };
    if passage.has_any(&["年1月1日"]) { passage.sentences().into_iter().filter(whole).collect() } else { Vec::new() }
}

/// The other year with which a sentence begins, where no word explains it.
fn opening(input: &CheckInput<'_>, passage: &Passage, sentence: Range<usize>) -> Option<(u16, Range<usize>)> {
    let own = input.report.year;
    let years = passage.years(sentence.clone());
    let (year, at) = years.first().cloned()?;
    if years.iter().any(|(year, _)| *year == own) {
        return None;
    }
    let text = passage.text(sentence.clone());
    // The preface announces the report: 现将2024年…, 我局编制2024年….
    let tells_of_another = OTHER_REPORTS.iter().any(|words| passage.has_within(&(at.end..sentence.end), &[*words]));
    let before = sentence.start..at.start;
    let announces = passage.has_within(&before, ANNOUNCING) || passage.has_within(&sentence, ANNOUNCED);
    let plain = announces
        && !tells_of_another
        && !OTHER_TEXTS.iter().any(|words| text.contains(words))
        && year.abs_diff(own) == 1;
    let titled = (sentence.start..at.start).any(|at| passage.at(at) == Some('《'))
        && (at.end..sentence.end).any(|at| passage.at(at) == Some('》'))
        && !(sentence.start..at.start).any(|at| passage.at(at) == Some('》'));
    let announced = matches!(passage.origin, PassageOrigin::Preface) && (text.contains("现将") || plain && !titled);
    if announced {
        return (year < own).then_some((year, at));
    }
    let lead: String = text.chars().take_while(|one| !one.is_ascii_digit()).collect();
    let led = LEADS.iter().any(|words| lead.trim_end_matches(['，', '在']) == *words);
    let opens = led || lead.chars().all(|one| "一二三四五六七八九十是（）、.在".contains(one));
    let text = ["较好", "较为", "较大", "较强", "较高", "比例", "比武", "甚至", "乃至", "直至", "至上", "对比分析"]
        .iter()
        .fold(text, |text, words| text.replace(words, ""));
    let after: String = passage.text(at.end + 1..sentence.end);
    let is_year_of = after.starts_with('是') && ["一年", "之年"].iter().any(|words| after.contains(words));
    let is_time = SUBJECTS.iter().any(|words| after.starts_with(words))
        || led && ADVERBS.iter().any(|words| after.starts_with(words))
        || is_year_of;
    let explained = REASONS.iter().any(|words| text.contains(words));
    let future = year > own;
    let expected = future && passage.origin != PassageOrigin::Section(SectionId::Overview);
    (opens && is_time && !explained && !expected).then_some((year, at))
}

fn finding(
    rule: &Rule,
    input: &CheckInput<'_>,
    variant: &'static str,
    passage: &Passage,
    year: u16,
    at: Range<usize>,
) -> Finding {
    rule.finding(variant, passage.section(), vec![passage.place(at.clone())])
        .with("stated", MessageArgument::Whole(u64::from(year)))
        .with("year", MessageArgument::Whole(u64::from(input.report.year)))
        .with("excerpt", MessageArgument::Words(passage.excerpt(at)))
}
