//! R48: the decisions and fees of the prose against table two. Says something only where every word of the
//! clause is known: much that is written of 行政许可 and 行政处罚 is about what was published, not decided.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::{Numeral, NumeralUnit};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, CellName};
use crate::report::Place;

/// What is counted, by the words of the form.
const COUNTED: [(&str, CellName, CellName); 4] = [
    ("行政许可", row::LICENSING, column::DECISIONS),
    ("行政处罚", row::PENALTIES, column::DECISIONS),
    ("行政强制", row::COERCIVE_MEASURES, column::DECISIONS),
    ("行政事业性收费", row::FEES, column::AMOUNT),
];

/// Measure words of decisions.
const MEASURES: &[&str] = &["件", "宗", "起", "例", "份", "个", "件次", "次"];

/// What may stand between the words and the number, or after a number that comes first.
const LINKS: &[&str] = &[
    "处理决定",
    "决定",
    "决定书",
    "处理",
    "案件",
    "案",
    "类",
    "业务",
    "办件",
    "办件量",
    "行为",
    "执行",
    "措施",
    "事项",
    "数量",
    "数",
    "量",
    "总数",
    "件数",
    "金额",
    "总额",
    "总金额",
    "收入",
    "收缴",
    "征收",
    "收取",
    "共收",
    "实收",
    "入库",
    "共计",
    "合计",
    "总计",
    "计",
    "共",
    "总",
    "为",
    "是",
    "有",
    "达",
    "到",
    "了",
    "的",
    "作出",
    "做出",
    "办理",
    "实施",
    "下达",
    "全年",
    "：",
    "本年",
    "本年度",
    "年度",
    "当年",
    "年内",
    "年度内",
    "今年",
    "类",
    "类别",
    "各类",
    "结果",
    "办结",
    "办理完毕",
    "审批",
    "核发",
    "发放",
    "签发",
    "准予",
    "出具",
    "下发",
    "开具",
    "送达",
    "完成",
    "落实",
    "开展",
    "采取",
    "执法",
    "立案",
    "结案",
    "依法",
    "累计",
    "一共",
    "共有",
    "总共",
    "全部",
    "合共",
    "数目",
    "总量",
    "总数量",
    "总件数",
    "决定数",
    "决定件数",
    "达到",
    "计有",
    "收费",
    "收费额",
    "收费数额",
    "征缴",
    "缴纳",
    "上缴",
    "入账",
    "收得",
    "取得",
    "实现",
    "数额",
    "额度",
    "总收入",
    "金额共",
    "款",
    "款项",
    "人民币",
    "（",
    "）",
    "“",
    "”",
    "等",
];

/// What may stand before a number after which the words come.
const JOINED: &[&str] = &["、", "和", "与", "及", "以及"];

/// Words before a number that is not about all decisions of the year, or not about decisions.
const OTHER: &[&str] = &[
    "公示",
    "公开",
    "公布",
    "发布",
    "上传",
    "归集",
    "推送",
    "信用",
    "同比",
    "上年",
    "去年",
    "上一年",
    "增长",
    "下降",
    "增加",
    "减少",
    "季度",
    "上半年",
    "下半年",
    "截至",
    "以来",
    "计划",
    "目标",
    "全市",
    "全县",
    "全区",
    "全省",
    "其中",
    "撤销",
    "复议",
    "诉讼",
    "标准",
    "培训",
    "涉及",
    "有关",
    "相关",
    "不服",
    "针对",
    "申请",
    "信息",
    "清单",
    "目录",
    "网站",
    "平台",
    "专栏",
    "典型",
    "抽查",
    "评查",
    "月",
    "下放",
    "取消",
    "承接",
];

/// The most characters of a clause that are looked at.
const REACH: usize = 40;

/// Each count or amount that is not the table's.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for AnnotatedPassage { passage, numerals, .. } in &input.annotated {
        found.extend(respective(rule, input, passage, numerals));
        for (words, row, column) in COUNTED {
            let key = CellKey::new(row, column);
            let Some(value) = input.values.at(key) else { continue };
            for at in passage.find(words) {
                let said = numeral_of(passage, numerals, &at, column == column::AMOUNT);
                found.extend(said.and_then(|numeral| finding(rule, input, passage, numeral, key, value)));
            }
        }
    }
}

/// 行政许可、行政处罚分别为5件、3件: the numbers in the order of the words.
fn respective(rule: &Rule, input: &CheckInput<'_>, passage: &Passage, numerals: &[Numeral]) -> Vec<Finding> {
    let mut found = Vec::new();
    for each in ["分别", "依次"].iter().flat_map(|words| passage.find(words)) {
        let start = each.start.saturating_sub(REACH);
        let named = |(words, row, column): (&'static str, CellName, CellName)| {
            let length = words.chars().count();
            let at = (start..each.start).filter(move |at| passage.has_at(*at, words));
            at.map(move |at| (at..at + length, row, column)).collect::<Vec<_>>()
        };
        let mut things: Vec<_> = COUNTED.into_iter().take(3).flat_map(named).collect();
        things.sort_by_key(|(at, ..)| at.start);
        let Some((first, ..)) = things.first() else { continue };
        let links = [LINKS, JOINED, &["行政许可", "行政处罚", "行政强制"]].concat();
        let next = numerals.partition_point(|one| one.digits.start < each.end);
        let Some(numbers) = numerals.get(next..next + things.len()) else { continue };
        let exact = |one: &Numeral| {
            matches!(one.unit, NumeralUnit::Measure(measure) if MEASURES.contains(&measure)) && !one.rough
        };
        let ends = numbers.iter().map(|one| one.end);
        let joined = std::iter::once(each.end)
            .chain(ends)
            .zip(numbers)
            .all(|(from, one)| consists_of(passage, from..one.digits.start, &links));
        if !joined || !numbers.iter().all(exact) || !consists_of(passage, first.start..each.start, &links) {
            continue;
        }
        for ((_, row, column), numeral) in things.iter().zip(numbers) {
            let key = CellKey::new(*row, *column);
            let value = input.values.at(key);
            found.extend(value.and_then(|value| finding(rule, input, passage, numeral, key, value)));
        }
    }
    found
}

/// The number that says how many of what stands at `words`, with nothing but known words between.
fn numeral_of<'a>(
    passage: &Passage,
    numerals: &'a [Numeral],
    words: &Range<usize>,
    is_amount: bool,
) -> Option<&'a Numeral> {
    let fits = |one: &&Numeral| match one.unit {
        NumeralUnit::Yuan => is_amount,
        NumeralUnit::Measure(measure) => !is_amount && MEASURES.contains(&measure),
        _ => false,
    };
    let exact = |one: &&Numeral| fits(one) && !one.rough;
    let next = numerals.partition_point(|one| one.digits.start < words.end);
    let after = numerals
        .get(next)
        .filter(exact)
        .filter(|one| consists_of(passage, words.end..one.digits.start, LINKS) && ends(passage, one.end));
    let before = || {
        let one = next.checked_sub(1).and_then(|last| numerals.get(last)).filter(exact)?;
        let rest = (words.end..passage.characters().len().min(words.end + REACH)).find(|at| ends(passage, *at))?;
        (one.end == words.start && consists_of(passage, words.end..rest, LINKS)).then_some(one)
    };
    after.or_else(before)
}

/// Whether a clause ends before the character `at`.
fn ends(passage: &Passage, at: usize) -> bool {
    passage.at(at).is_none_or(|one| matches!(one, '，' | '。' | '；' | '、' | '）' | '（'))
}

/// Whether the characters of `range` are nothing but `words`, one after another.
fn consists_of(passage: &Passage, range: Range<usize>, words: &[&str]) -> bool {
    if range.len() > REACH {
        return false;
    }
    let mut at = range.start;
    while at < range.end {
        let longest = words.iter().filter(|word| passage.has_at(at, word)).map(|word| word.chars().count()).max();
        match longest.filter(|length| at + length <= range.end) {
            Some(length) => at += length,
            None => return false,
        }
    }
    true
}

fn finding(
    rule: &Rule,
    input: &CheckInput<'_>,
    passage: &Passage,
    numeral: &Numeral,
    key: CellKey,
    value: Decimal,
) -> Option<Finding> {
    let sentence = passage.sentence_at(numeral.digits.start);
    let own = |(year, _): &(u16, Range<usize>)| *year == input.report.year;
    // 主动公开方面，全年作出行政许可5件: what the paragraph is about, as a heading.
    let near = numeral.digits.start.saturating_sub(2 * REACH).max(sentence.start)..numeral.digits.start;
    let headed = near.rev().find(|at| passage.has_at(*at, "方面，"));
    let before = headed.map_or(sentence.start, |at| at + 3)..numeral.end;
    if passage.has_within(&before, OTHER) || !passage.years(before).iter().all(own) {
        return None;
    }
    let amount = numeral.unit == NumeralUnit::Yuan;
    let right = if amount { value.checked_mul(Decimal::from(10_000))? } else { value };
    let said = numeral.value?;
    // An amount with the table's digits in another unit is R29's finding.
    let within = numeral.bounds.is_some_and(|(least, most)| (least..=most).contains(&right));
    if said == right || within || amount && said == value {
        return None;
    }
    let said = if amount { said.checked_div(Decimal::from(10_000))? } else { said };
    let place = passage.place(numeral.digits.clone());
    let finding = rule
        .finding("differs", passage.section(), vec![place, Place::Cell(key)])
        .comparing(said, value)
        .quoting("excerpt", passage.excerpt(numeral.digits.start..numeral.end))
        .with("cell", MessageArgument::Line(crate::check::finding::TableAxis::Row, key))
        .with("value", MessageArgument::Value(value));
    let steps = if amount { Vec::new() } else { vec![FixStep::Replace(place, value.normalize().to_string())] };
    Some(finding.fixed_by(steps))
}
