//! R38: the items of a list against its total, and the sections that a sentence lists against the number
//! that it gives. Section six, where fees are reported, belongs to R30.

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::{Numeral, listings};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::SectionId;

/// Lists whose items do not add up to their total.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for AnnotatedPassage { passage, numerals, .. } in &input.annotated {
        if passage.origin != PassageOrigin::Section(SectionId::Others) {
            found.extend(in_passage(rule, passage, numerals));
        }
        found.extend(composition(rule, input, passage));
    }
}

/// What tells that a sentence names a section, in the order of the form.
const SECTION_WORDS: [(SectionId, &[&str]); 6] = [
    (SectionId::Overview, &["总体情况", "概述"]),
    (SectionId::Disclosure, &["主动公开"]),
    (SectionId::Requests, &["申请情况", "申请处理", "处理申请", "申请办理", "依申请公开", "公开申请"]),
    (SectionId::Disputes, &["行政复议", "行政诉讼", "复议、诉讼"]),
    (SectionId::Problems, &["主要问题", "存在问题", "存在的问题"]),
    (SectionId::Others, &["其他需要报告", "其他事项"]),
];

/// 本报告由…等六部分组成, where another number of sections is listed.
fn composition(rule: &Rule, input: &CheckInput<'_>, passage: &Passage) -> Option<Finding> {
    let parts = passage.find("部分").into_iter();
    let (digits, said) = parts.filter_map(|range| number_before(passage, range.start)).next()?;
    // 六个部分：一是…；二是…: up to the full stop.
    let before = passage.characters().get(..digits.start)?.iter().rposition(|one| *one == '。').map_or(0, |at| at + 1);
    let after = passage.characters().get(digits.start..)?.iter().position(|one| *one == '。');
    let sentence = before..after.map_or(passage.characters().len(), |end| digits.start + end);
    let named = |words: &[&str]| passage.has_within(&sentence, words);
    let (listed, missing): (Vec<_>, Vec<_>) = SECTION_WORDS.iter().partition(|(_, words)| named(words));
    // Two or three sections before 等 stand for all of them.
    if listed.len() < 4 || listed.len() == said {
        return None;
    }
    let title = |id: &SectionId| input.form.section(*id).map(|section| section.title.clone());
    let missing: Vec<String> = missing.iter().filter_map(|(id, _)| title(id)).collect();
    let whole = |number: usize| MessageArgument::Whole(u64::try_from(number).unwrap_or(u64::MAX));
    let place = passage.place(digits.clone());
    let finding = rule.finding("listed", passage.section(), vec![place]);
    Some(
        finding
            .quoting("excerpt", passage.excerpt(digits))
            .with("said", whole(said))
            .with("count", whole(listed.len()))
            .quoting("missing", if missing.is_empty() { "—".to_owned() } else { missing.join("、") }),
    )
}

/// The number from two to ten before `at`, with or without 个 and 大 between.
fn number_before(passage: &Passage, at: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let end = (0..at).rev().find(|at| !matches!(passage.at(*at), Some('个' | '大')))? + 1;
    let one = passage.at(end - 1)?;
    let value = "〇一二三四五六七八九十".chars().position(|digit| digit == one);
    let value = value.or_else(|| one.to_digit(10).and_then(|digit| usize::try_from(digit).ok()))?;
    (value >= 2).then_some((end - 1..end, value))
}

/// The lists of one passage that do not add up.
pub(super) fn in_passage(rule: &Rule, passage: &Passage, numerals: &[Numeral]) -> Vec<Finding> {
    let finding = |list: crate::check::claims::ListedTotal| {
        let items: Vec<String> = list.items.iter().map(|item| item.normalize().to_string()).collect();
        let place = passage.place(list.digits.clone());
        rule.finding("sum", passage.section(), vec![place, passage.place(list.quote)])
            .comparing(list.total, list.sum)
            .quoting("excerpt", passage.excerpt(list.digits))
            .quoting("items", items.join("+"))
            .with("total", MessageArgument::Value(list.total))
            .with("sum", MessageArgument::Value(list.sum))
            .with("difference", MessageArgument::Value((list.total - list.sum).abs()))
            .fixed_by(vec![FixStep::Replace(place, list.sum.normalize().to_string())])
    };
    listings(passage, numerals).into_iter().map(finding).collect()
}
