//! R09: title, period and text name the report's own year. Other years are named for many good
//! reasons (comparison, requests carried in, plans, titles of documents), so in the text only a
//! sentence counts that begins with another year as the time of its statement.

use std::ops::Range;

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
        let mut found_years = Vec::new();
        for range in period(passage).into_iter().chain(spans(passage)) {
            for (year, at) in passage.years(range).into_iter().filter(|(year, _)| *year != input.report.year) {
                if found_years.contains(&at) {
                    continue;
                }
                found_years.push(at.clone());
                found.push(finding(rule, input, "period", passage, year, at));
            }
        }
        for sentence in passage.sentences() {
            if let Some((year, at)) = opening(input, passage, sentence).filter(|(_, at)| !found_years.contains(at)) {
                found.push(finding(rule, input, "text", passage, year, at).at_most(Severity::Warning));
            }
        }
    }
}

/// Words that say that what follows is still to come.
const COMING: &[&str] = &["下一步", "下步", "今后", "接下来", "下阶段", "下一阶段", "新的一年", "展望", "未来"];

/// Words one of which every plan has.
const MAYBE: &[&str] = &[
    "将", "拟", "计划", "打算", "准备", "力争", "争取", "预计", "确保", "要", "应", "须", "需", "思路", "安排", "方向",
];

/// What precedes the year of a plan.
const AHEAD: &[&str] = &[
    "计划于",
    "拟于",
    "将于",
    "力争于",
    "力争在",
    "计划在",
    "准备在",
    "预计",
    "预计于",
    "争取在",
    "争取于",
    "打算在",
    "将在",
    "拟在",
    "力争到",
    "争取到",
    "确保在",
];

/// What follows a year whose plan it is.
const PLANS: &[&str] = &["工作打算", "工作思路", "工作计划", "工作安排", "工作设想", "打算", "努力方向", "改进方向"];

/// What follows 将 where it means what will be done; 将公开纳入考核 tells of what was done.
const INTENTIONS: &[&str] = &[
    "进一步",
    "继续",
    "加大",
    "加强",
    "着力",
    "持续",
    "重点",
    "不断",
    "认真",
    "完善",
    "优化",
    "推进",
    "强化",
    "紧紧",
    "围绕",
    "按照",
    "努力",
    "严格",
    "积极",
    "健全",
    "深化",
    "拓展",
    "提升",
    "提高",
    "从以下",
    "力争",
    "争取",
    "切实",
    "扎实",
    "全面",
    "组织开展",
    "开展",
    "启动",
];
/// Words that say so without 将.
const PLANNED: &[&str] = &["计划", "打算", "准备", "力争", "争取"];

/// Sentences that plan for the report's own year, which is over: 下一步，2024年我局将…. They are last year's.
fn plans(rule: &Rule, input: &CheckInput<'_>, passage: &Passage) -> Vec<Finding> {
    let mut found = Vec::new();
    if !passage.has_any(MAYBE) {
        return found;
    }
    for sentence in passage.sentences() {
        let years = passage.years(sentence.clone());
        let [(year, at)] = years.as_slice() else { continue };
        if *year != input.report.year || passage.at(at.end) != Some('年') {
            continue;
        }
        let clause = at.end..sentence.end.min(at.end + 24);
        let will = |words: &&str| {
            let all = |verb: &&str| passage.has_within(&clause, &[&format!("{verb}{words}")]);
            ["将", "拟", "要", "将要", "还要", "还将", "应", "应当", "须", "需", "需要"].iter().any(&all)
                || PLANNED.iter().any(all)
        };
        let ahead = passage.text(at.start.saturating_sub(4)..at.start);
        let ahead = passage.section() == Some(SectionId::Problems) && AHEAD.iter().any(|words| ahead.ends_with(words));
        let announced = passage.has_within(&(sentence.start..at.start), COMING)
            && passage.has_within(&clause, &["将", "拟", "计划", "要", "着力", "重点", "力争", "打算"]);
        let text = passage.text(clause.clone());
        let text = text.trim_start_matches(['年', '度', '的']);
        let headed = PLANS.iter().any(|words| text.starts_with(words)) && !text.contains("完成");
        if announced || headed || ahead || INTENTIONS.iter().any(will) {
            let finding = finding(rule, input, "plan", passage, *year, at.clone()).at_most(Severity::Warning);
            let next = (*year + 1).to_string();
            found.push(finding.fixed_by(vec![FixStep::Replace(passage.place(at.clone()), next)]));
        }
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
    let first = passage.find("年1月1日");
    let whole = |sentence: &Range<usize>| {
        first.iter().any(|at| sentence.contains(&at.start))
            && passage.has_within(sentence, &["12月31日"])
            && passage.has_within(sentence, FIGURES)
    };
    if first.is_empty() { Vec::new() } else { passage.sentences().into_iter().filter(whole).collect() }
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
    let plain = !OTHER_TEXTS.iter().any(|words| text.contains(words)) && year.abs_diff(own) == 1;
    let titled = (sentence.start..at.start).any(|at| passage.at(at) == Some('《'))
        && (at.end..sentence.end).any(|at| passage.at(at) == Some('》'))
        && !(sentence.start..at.start).any(|at| passage.at(at) == Some('》'));
    let announced = matches!(passage.origin, PassageOrigin::Preface) && (text.contains("现将") || plain && !titled);
    if announced {
        return (year < own).then_some((year, at));
    }
    let lead: String = text.chars().take_while(|one| !one.is_ascii_digit()).collect();
    let opens = lead.chars().all(|one| "一二三四五六七八九十是（）、.在".contains(one))
        || LEADS.iter().any(|words| lead.trim_end_matches('，') == *words);
    let text = ["较好", "较为", "较大", "较强", "较高", "比例", "比武", "甚至", "乃至", "直至", "至上", "对比分析"]
        .iter()
        .fold(text, |text, words| text.replace(words, ""));
    let after: String = passage.text(at.end + 1..sentence.end);
    let is_time = SUBJECTS.iter().any(|words| after.starts_with(words));
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
