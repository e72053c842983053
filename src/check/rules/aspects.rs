//! R13 and R14: the aspects that section one must treat.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::{Aspect, SectionId, UnitKind};
use crate::report::Place;

/// What 监督保障 of a government's report must contain (条例第五十条（四）), each with words that show it.
const OF_GOVERNMENTS: &[(&str, &[&str])] = &[
    ("工作考核", &["考核", "考评", "绩效"]),
    ("社会评议", &["评议", "满意度", "评查", "民主测评", "第三方评估"]),
    ("责任追究", &["责任追究", "追责", "问责", "追究责任", "追究"]),
];

/// Words of a sentence that only says what the report consists of.
const COMPOSITION: &[&str] = &["组成", "构成", "包括", "包含", "分为", "方面内容", "部分内容", "个部分", "六部分"];

/// How many characters may stand between the two halves of words such as 信息*管理.
const GAP: usize = 8;

/// R13: each aspect that the form names, by its title or its words. A sentence that only lists what the
/// report consists of treats nothing.
pub(in crate::check) fn all_treated(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &input.form.sections {
        let passages: Vec<&Passage> = input.section(section.id).collect();
        if passages.iter().all(|passage| passage.characters().is_empty()) {
            continue;
        }
        let lists: Vec<Vec<Range<usize>>> = passages.iter().map(|one| compositions(input, one)).collect();
        let treated = |aspect: &&Aspect| passages.iter().zip(&lists).any(|(one, lists)| treats(one, lists, aspect));
        let missing = section.aspects.iter().filter(|aspect| !treated(aspect));
        let missing: Vec<&str> = missing.map(|aspect| aspect.title.as_str()).collect();
        if !missing.is_empty() {
            found.push(
                rule.finding("missing", Some(section.id), vec![Place::Heading(section.id)])
                    .with("section", MessageArgument::Section(section.id))
                    .quoting("aspects", missing.join("、")),
            );
        }
    }
}

/// The sentences of a passage that only list what the report consists of.
fn compositions(input: &CheckInput<'_>, passage: &Passage) -> Vec<Range<usize>> {
    if !passage.has_any(COMPOSITION) {
        return Vec::new();
    }
    let titles = input.form.sections.iter().map(|section| bare(&section.title));
    let titles: Vec<&str> = titles.chain(["主动公开", "依申请公开", "监督保障", "平台建设", "信息管理"]).collect();
    let lists = |sentence: &Range<usize>| {
        let named = titles.iter().filter(|title| passage.has_within(sentence, &[*title])).count();
        let report = passage.has_within(sentence, &["本报告", "年报", "全文", "报告由", "报告分"]);
        (named >= 3 || named >= 2 && report) && passage.has_within(sentence, COMPOSITION)
    };
    passage.sentences().into_iter().filter(lists).collect()
}

/// A section's title without its number.
fn bare(title: &str) -> &str {
    title.split_once('、').map_or(title, |(_, rest)| rest)
}

/// Whether the passage treats the aspect in a sentence that is no list, with words that are not part of
/// others.
fn treats(passage: &Passage, lists: &[Range<usize>], aspect: &Aspect) -> bool {
    let listed = |at: &Range<usize>| lists.iter().any(|list| list.contains(&at.start));
    let others = || aspect.except.iter().flat_map(|words| passage.find(words));
    let plain = |at: &Range<usize>| !others().any(|other| other.start <= at.start && at.end <= other.end);
    let found = |words: &String| match words.split_once('*') {
        None => passage.find(words),
        Some((first, last)) => with_gap(passage, first, last),
    };
    aspect.words.iter().flat_map(found).any(|at| !listed(&at) && plain(&at) && !is_mention(passage, &at))
}

/// Words before a website or platform that is only the way to something else.
const WAYS: &[&str] = &["通过", "在", "经", "于", "依托", "利用", "登录", "借助", "从", "运用"];
/// Words of a clause about the platform itself.
const BUILDING: &[&str] = &[
    "建设",
    "更新",
    "维护",
    "优化",
    "升级",
    "改版",
    "管理",
    "巡检",
    "检查",
    "整改",
    "设置",
    "设立",
    "开设",
    "适老化",
    "整合",
    "规范",
    "完善",
    "运维",
    "开通",
    "搭建",
    "打造",
    "新增",
    "调整",
    "作用",
    "专区",
    "监测",
    "改造",
    "健全",
    "建立",
    "迁移",
    "保障",
    "专题",
    "集约",
];
/// What precedes 平台 where it serves something else.
const OTHER_PLATFORMS: &[&str] = &["政务服务", "招商", "交易", "监管", "电商", "融资", "就业", "热线", "培训", "学习"];
/// Words of a remark that treats nothing.
const REMARKS: &[&str] = &["同样重要", "同等重要", "并重", "相辅相成", "不可偏废", "各有侧重", "密不可分"];

/// Whether a word stands only in passing: as the way to something, as a gift to somebody, in a remark.
fn is_mention(passage: &Passage, at: &Range<usize>) -> bool {
    const CLAUSE: usize = 40;
    let ends = |at: &usize| passage.at(*at).is_none_or(|one| matches!(one, '，' | '。' | '；' | '：'));
    let from = (at.start.saturating_sub(CLAUSE)..at.start)
        .rev()
        .find(ends)
        .map_or(at.start.saturating_sub(CLAUSE), |at| at + 1);
    let to = (at.end..at.end + CLAUSE).find(ends).unwrap_or(at.end + CLAUSE);
    let clause = from..to;
    let word = passage.text(at.clone());
    let before = passage.text(from..at.start);
    if passage.has_within(&clause, REMARKS) {
        return true;
    }
    match word.as_str() {
        "网站" | "平台" | "载体" | "新媒体" | "专栏" => {
            if OTHER_PLATFORMS.iter().any(|words| before.ends_with(words)) {
                return true;
            }
            let way = WAYS.iter().any(|words| before.contains(words));
            way && !passage.has_within(&clause, BUILDING)
        }
        // 公开监督抽检结果, 发布住房保障政策: the object of disclosure.
        "监督" | "保障" | "考核" | "评议" | "督查" if is_published(&before, &passage.text(at.end..to)) => {
            true
        }
        "依申请" => {
            let after = passage.text(at.end..to);
            ["办理的", "类", "的行政", "政务服务", "行政"].iter().any(|words| after.starts_with(words))
                && !after.contains("信息公开")
        }
        "保障" => before.contains("提供") || passage.at(at.end) == Some('了'),
        _ => false,
    }
}

/// Whether a clause begins with a verb of disclosure, whose object follows, and tells of no work on it.
fn is_published(before: &str, after: &str) -> bool {
    let verbs =
        ["公开", "主动公开", "发布", "公布", "及时公开", "及时发布", "及时公布", "集中公开", "依法公开", "公示"];
    let work = ["对", "将", "纳入", "列入", "工作", "机制", "制度", "接受", "落实", "加强", "开展"];
    let object = ["信息", "政策", "领域", "抽检", "抽查", "标准", "名单"].iter().any(|words| after.contains(words));
    object && verbs.iter().any(|verb| before.starts_with(verb)) && !work.iter().any(|words| before.contains(words))
}

/// The places where `last` follows `first` in the same clause.
fn with_gap(passage: &Passage, first: &str, last: &str) -> Vec<Range<usize>> {
    let ends = passage.find(last);
    let joined = |start: Range<usize>| {
        let end = ends.iter().find(|end| end.start >= start.end && end.start <= start.end + GAP)?;
        let between = passage.characters().get(start.end..end.start)?;
        between.iter().all(|one| one.is_alphanumeric()).then_some(start.start..end.end)
    };
    passage.find(first).into_iter().filter_map(joined).collect()
}

/// Whether the unit is a government at some level. A street office, 街道办事处, is the agency of one.
fn is_government(input: &CheckInput<'_>) -> bool {
    let unit = &input.report.unit;
    !unit.name.trim().is_empty() && unit.kind != UnitKind::Department && !unit.name.contains("街道")
}

/// R14: what the report of a government must add.
pub(in crate::check) fn of_governments(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    if !is_government(input) {
        return;
    }
    let id = SectionId::Overview;
    let passages: Vec<&Passage> = input.section(id).collect();
    if passages.iter().all(|passage| passage.characters().is_empty()) {
        return;
    }
    let treated = |words: &&[&str]| passages.iter().any(|passage| passage.has_any(words));
    let missing: Vec<&str> =
        OF_GOVERNMENTS.iter().filter(|(_, words)| !treated(words)).map(|(aspect, _)| *aspect).collect();
    if !missing.is_empty() {
        let finding = rule.finding("missing", Some(id), vec![Place::Heading(id)]);
        found.push(finding.with("section", MessageArgument::Section(id)).quoting("aspects", missing.join("、")));
    }
}
