//! R29 and R30: fees in the wrong unit, and what section six says of the processing fee.

use rust_decimal::Decimal;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::PassageOrigin;
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

/// R29: an amount in 元 where 万元 are asked for.
pub(in crate::check) fn unit_of_fees(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::FEES, column::AMOUNT);
    let Some(amount) = input.values.at(key) else { return };
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

/// R30: applicants who did not pay, while section six says that nothing was charged; and a total
/// of fees that is not the sum of its items.
pub(in crate::check) fn processing_fee(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::UNPAID_FEE, column::TOTAL);
    let unpaid = input.values.at(key).filter(|value| *value > Decimal::ZERO);
    let denied = input.section(SectionId::Others).find_map(|passage| {
        let at = NO_FEE.iter().find_map(|words| passage.find(words).into_iter().next())?;
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
