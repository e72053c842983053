//! Totals that a sentence states in words other than 其中: 甲5条、乙3条，合计8条; 共8条，分别为甲5条、乙3条; 甲5条，其余3条. Must
//! not know rules.

use std::ops::Range;

use rust_decimal::Decimal;

use super::listed_totals::{ListedTotal, compares};
use super::{Numeral, NumeralUnit};
use crate::check::passage::Passage;

/// Words right before a number that is the sum of those before it.
const SUMS: &[&str] = &[
    "合计",
    "总计",
    "共计",
    "两者共",
    "三者共",
    "两项共",
    "三项共",
    "总共",
    "一共",
    "合计为",
    "总计为",
    "共计为",
    "，共",
    "、共",
    "合计达",
    "总数为",
    "小计",
];
/// Words that begin the clause of such a number.
const OPENING: &[&str] = &[
    "合计",
    "总计",
    "共计",
    "两项",
    "三项",
    "四项",
    "两者",
    "三者",
    "总共",
    "加起来",
    "合起来",
    "相加",
    "以上",
    "上述",
    "合并",
    "两类",
    "三类",
    "总数",
    "总量",
];
/// Words that begin it where the number is greater than each of those before.
const ALL_TOGETHER: &[&str] = &[
    "共公开",
    "共发布",
    "共推送",
    "全年共公开",
    "全年共发布",
    "共更新",
    "共制作",
    "共组织",
    "共开展",
    "累计公开",
    "累计发布",
    "全年累计发布",
];
/// Words right after a total that begin the list of all its parts.
const LISTS: &[&str] = &[
    "，分别为",
    "，分别是",
    "，分别",
    "：分别为",
    "：",
    "，即",
    "，包括：",
    "，分为",
    "，具体为",
    "，具体是",
    "，具体包括",
    "——",
    "，依次为",
    "，各类分别为",
    "，具体分为",
    "，其中分别为",
    "，组成为",
    "，构成为",
];
/// Words before the last part of a total.
const RESTS: &[&str] = &["其余", "剩余", "余下", "另外"];
/// How many parts a list may have.
const PARTS: usize = 24;
/// How many characters may stand between two parts.
const GAP: usize = 30;

/// A number with the words before it.
struct Member {
    value: Decimal,
    unit: NumeralUnit,
    digits: Range<usize>,
    end: usize,
    gap: String,
    depth: usize,
}

/// Adds the totals of the passage that are not the sum of their parts, without those already found.
pub(super) fn read(passage: &Passage, numerals: &[Numeral], found: &mut Vec<ListedTotal>) {
    let counted = |one: &&Numeral| matches!(one.unit, NumeralUnit::Measure(_) | NumeralUnit::Yuan);
    if numerals.iter().filter(counted).nth(2).is_none() {
        return;
    }
    let mut members: Vec<Member> = Vec::new();
    let (mut at, mut depth, mut before) = (0, 0_usize, 0);
    for numeral in numerals.iter().filter(counted) {
        while at < numeral.digits.start {
            match passage.at(at) {
                Some('（') => depth += 1,
                Some('）') => depth = depth.saturating_sub(1),
                Some('。' | '；') => {
                    sentence(passage, &members, found);
                    members.clear();
                    (depth, before) = (0, at + 1);
                }
                _ => {}
            }
            at += 1;
        }
        let gap = passage.text(before.max(numeral.digits.start.saturating_sub(GAP))..numeral.digits.start);
        before = numeral.end;
        at = numeral.end;
        match numeral.value.filter(|_| !numeral.rough && members.len() < 4 * PARTS) {
            Some(value) => members.push(Member {
                value,
                unit: numeral.unit,
                digits: numeral.digits.clone(),
                end: numeral.end,
                gap,
                depth,
            }),
            None => {
                sentence(passage, &members, found);
                members.clear();
            }
        }
    }
    sentence(passage, &members, found);
}

fn sentence(passage: &Passage, members: &[Member], found: &mut Vec<ListedTotal>) {
    if members.len() < 3 {
        return;
    }
    // Where the numbers that a sum may follow begin.
    let mut first = 0;
    for (at, member) in members.iter().enumerate() {
        let former = at.checked_sub(1).and_then(|at| members.get(at));
        let alike = former.is_some_and(|one| one.unit == member.unit && one.depth == member.depth);
        if at > 0 && !alike || compares(&member.gap.chars().collect::<Vec<_>>()) {
            first = at;
            continue;
        }
        let parts = members.get(first..at).unwrap_or_default();
        if at - first >= 2 && is_sum(member, parts) {
            push(found, member, parts, parts.first().map_or(0, |one| one.digits.start)..member.end);
            first = at;
            continue;
        }
        if let Some(end) = list_end(passage, members, at).filter(|end| *end >= at + 2) {
            let parts = members.get(at + 1..=end).unwrap_or_default();
            let last = parts.last().map_or(member.end, |one| one.end);
            let rest = passage.at(last) == Some('等') || passage.has_at(last, "以上");
            if !rest {
                push(found, member, parts, member.digits.start..last);
            }
        }
        if RESTS.iter().any(|words| member.gap.trim_start_matches(['，', '、']).starts_with(words)) {
            let whole = members.get(first).filter(|_| at - first >= 2);
            let parts = members.get(first + 1..=at).unwrap_or_default();
            // 收到30件，办结32件，其余…: with what was carried in.
            let flow = |one: &Member| ["办结", "答复", "办理"].iter().any(|words| one.gap.contains(words));
            let listed = parts.iter().any(|one| one.gap.contains("其中") || flow(one));
            if let Some(whole) = whole.filter(|_| !listed) {
                push(found, whole, parts, whole.digits.start..member.end);
            }
        }
    }
}

/// Whether the words before a number say that it is the sum of the numbers before it.
fn is_sum(member: &Member, parts: &[Member]) -> bool {
    let clause = member.gap.rsplit(['，', '、']).next().unwrap_or_default();
    let greatest = parts.iter().map(|one| one.value).max().unwrap_or_default();
    let sure =
        SUMS.iter().any(|words| member.gap.ends_with(words)) || OPENING.iter().any(|words| clause.starts_with(words));
    sure || member.value > greatest && ALL_TOGETHER.iter().any(|words| clause.starts_with(words))
}

/// The last part of the list that begins behind the number `at`; `None` where none begins there.
fn list_end(passage: &Passage, members: &[Member], at: usize) -> Option<usize> {
    let (whole, next) = (members.get(at)?, members.get(at + 1)?);
    let alike = |one: &Member| one.unit == whole.unit && one.depth == whole.depth;
    if !alike(next) {
        return None;
    }
    let begins = |words: &&str| passage.has_at(whole.end, words);
    let list = LISTS.iter().any(begins);
    let mut last = at + 1;
    for (number, one) in members.iter().enumerate().skip(at + 2).take(PARTS) {
        let joined = matches!(one.gap.chars().next(), Some('、' | '，' | '和' | '及' | '与' | '以'));
        let plain =
            !compares(&one.gap.chars().collect::<Vec<_>>()) && !SUMS.iter().any(|words| one.gap.contains(words));
        if !alike(one) || !joined || !plain || one.gap.contains("其中") {
            break;
        }
        last = number;
    }
    let end = members.get(last)?.end;
    let composed = next.gap.contains('由') && (passage.has_at(end, "构成") || passage.has_at(end, "组成"));
    let except = begins(&"，除") && passage.at(next.end) == Some('外');
    if except {
        let other = members
            .get(at + 2)
            .is_some_and(|one| ["另有", "其余", "其他", "剩余"].iter().any(|words| one.gap.contains(words)));
        return other.then_some(at + 2);
    }
    (list || composed).then_some(last)
}

fn push(found: &mut Vec<ListedTotal>, whole: &Member, parts: &[Member], quote: Range<usize>) {
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.value));
    let Some(sum) = sum.filter(|sum| *sum != whole.value) else { return };
    if found.iter().any(|one| one.digits == whole.digits) {
        return;
    }
    let items = parts.iter().map(|one| one.value).collect();
    found.push(ListedTotal { total: whole.value, digits: whole.digits.clone(), items, sum, quote });
}
