//! R29 and R30: fees in the wrong unit, and what section six says of the processing fee.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::NumeralUnit;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, SectionId, UnitKind};
use crate::report::Place;

/// The most fees in 万元 that a single department plausibly takes.
const TOO_MUCH: i64 = 100_000;
/// From this multiple of last year's fees on, the unit of the amount is probably wrong.
const TIMES: i64 = 100;

/// Words that say that no processing fee was taken.
const NO_FEE: &[&str] = &[
    "未收取",
    "没有收取",
    "无收取",
    "无收费",
    "未收费",
    "不存在信息公开收费",
    "未发生政府信息公开收费",
    "未发生收费",
    "未产生",
    "处理费0元",
    "没有收费",
    "处理费为0",
    "不存在收取",
    "不存在收费",
    "处理费共0元",
];

/// 未向申请人收取…费: what is denied stands between.
fn denied(passage: &Passage) -> Option<Range<usize>> {
    const BETWEEN: usize = 12;
    let none = |at: &Range<usize>| {
        let from = at.start.saturating_sub(BETWEEN);
        let start = (from..at.start).rev().find(|at| {
            passage.at(*at).is_none_or(|one| matches!(one, '，' | '。' | '；'))
                || ["未", "没有", "无"].iter().any(|words| passage.has_at(*at, words))
        })?;
        let denies = passage.at(start).is_some_and(|one| matches!(one, '未' | '没' | '无'));
        let fee = passage.has_within(&(at.end..at.end + BETWEEN), &["费"]);
        (denies && fee).then_some(start..at.end)
    };
    passage.find("收取").iter().find_map(none)
}

/// R29: an amount in 元 where 万元 are asked for.
pub(in crate::check) fn unit_of_fees(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::FEES, column::AMOUNT);
    let Some(amount) = input.values.at(key) else { return };
    amounts(rule, input, amount, found);
    let finding = |variant| {
        let finding = rule.finding(variant, Some(SectionId::Disclosure), vec![Place::Cell(key)]);
        finding.with("value", MessageArgument::Value(amount))
    };
    let last = input.last_year().and_then(|last| last.value(key)).and_then(crate::report::Number::decimal);
    let last = last.filter(|last| *last > Decimal::ZERO);
    let single = matches!(input.report.unit.kind, UnitKind::Department | UnitKind::Township);
    match last {
        Some(last) if last.checked_mul(Decimal::from(TIMES)).is_some_and(|many| amount >= many) => {
            found.push(finding("times").with("last", MessageArgument::Value(last)));
        }
        _ if single && amount > Decimal::from(TOO_MUCH) => found.push(finding("large")),
        _ => {}
    }
}

/// Words of the fees of table two.
const FEES: &[&str] = &["行政事业性收费", "事业性收费", "收费总金额", "收费金额", "收费总额"];
/// How far behind these words an amount still belongs to them.
const NEAR: usize = 24;

/// The amounts of the prose that have the digits of the table's, but not its unit.
fn amounts(rule: &Rule, input: &CheckInput<'_>, amount: Decimal, found: &mut Vec<Finding>) {
    if amount <= Decimal::ZERO {
        return;
    }
    for AnnotatedPassage { passage, numerals, .. } in &input.annotated {
        for numeral in numerals.iter().filter(|one| one.unit == NumeralUnit::Yuan && !one.rough) {
            let Some(value) = numeral.value else { continue };
            let right = amount.checked_mul(Decimal::from(10_000));
            let wrong = value == amount || amount.checked_mul(Decimal::from(100_000_000)) == Some(value);
            let near = numeral.digits.start.saturating_sub(NEAR)..numeral.digits.start;
            if wrong && right != Some(value) && passage.has_within(&near, FEES) {
                let place = passage.place(numeral.digits.start..numeral.end);
                let key = CellKey::new(row::FEES, column::AMOUNT);
                found.push(
                    rule.finding("unit", passage.section(), vec![place, Place::Cell(key)])
                        .quoting("excerpt", passage.text(numeral.digits.start..numeral.end))
                        .with("value", MessageArgument::Value(amount))
                        .fixed_by(vec![FixStep::Replace(place, format!("{}万元", amount.normalize()))]),
                );
            }
        }
    }
}

/// R30: applicants who did not pay, while section six says that nothing was charged; and a total
/// of fees that is not the sum of its items.
pub(in crate::check) fn processing_fee(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::UNPAID_FEE, column::TOTAL);
    let unpaid = input.values.at(key).filter(|value| *value > Decimal::ZERO);
    let denied = input.section(SectionId::Others).find_map(|passage| {
        let at = NO_FEE.iter().find_map(|words| passage.find(words).into_iter().next()).or_else(|| denied(passage))?;
        // 收取信息处理费10元 is not 0元.
        Some((passage, at))
    });
    if let (Some(unpaid), Some((passage, at))) = (unpaid, denied) {
        found.push(
            rule.finding("unpaid", passage.section(), vec![passage.place(at.clone()), Place::Cell(key)])
                .quoting("excerpt", passage.excerpt(at))
                .with("value", MessageArgument::Value(unpaid)),
        );
    }
    for AnnotatedPassage { passage, numerals, .. } in &input.annotated {
        if passage.origin == PassageOrigin::Section(SectionId::Others) {
            found.extend(super::sums::in_passage(rule, passage, numerals));
        }
    }
}
