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
        named >= 3 && passage.has_within(sentence, COMPOSITION)
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
    aspect.words.iter().flat_map(found).any(|at| !listed(&at) && plain(&at))
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
    unit.kind != UnitKind::Department && !unit.name.contains("街道")
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
