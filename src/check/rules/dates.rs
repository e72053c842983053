//! R35: dates that lost a character, that do not exist, or whose month or day begins with 0 (GB/T
//! 9704 §7.3.5.4).

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::report::Date;

/// Every wrong date of the prose.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        for day in passage.find("日") {
            found.extend(date_ending_at(rule, passage, day.start));
        }
        for month in passage.find("月") {
            found.extend(zero_month(rule, passage, month.start));
        }
    }
}

/// The digits right before `at`.
fn digits_before(passage: &Passage, at: usize) -> Range<usize> {
    let digit = |at: &usize| passage.at(*at).is_some_and(|one| one.is_ascii_digit());
    (0..at).rev().take(16).take_while(digit).last().unwrap_or(at)..at
}

fn number(passage: &Passage, range: &Range<usize>) -> Option<u32> {
    passage.text(range.clone()).parse().ok()
}

/// The finding of the date whose 日 is at `at`, if it is wrong.
fn date_ending_at(rule: &Rule, passage: &Passage, at: usize) -> Option<Finding> {
    let day = digits_before(passage, at);
    if day.is_empty() {
        return None;
    }
    let said = |variant: &'static str, range: Range<usize>| {
        rule.finding(variant, passage.section(), vec![passage.place(range.clone())])
            .quoting("excerpt", passage.text(range))
    };
    let before = day.start.checked_sub(1).and_then(|at| passage.at(at));
    match before {
        // 20251231日, 2025年1231日.
        _ if day.len() >= 5 || day.len() >= 3 && before == Some('年') => {
            let from = if before == Some('年') { digits_before(passage, day.start - 1).start } else { day.start };
            Some(said("lost", from..at + 1))
        }
        Some('月') => {
            let month = digits_before(passage, day.start - 1);
            let year = month.start.checked_sub(1).filter(|at| passage.at(*at) == Some('年'));
            let year = year.map(|at| digits_before(passage, at)).filter(|year| year.len() == 4);
            let whole = year.clone().map_or(month.start, |year| year.start)..at + 1;
            let (m, d) = (number(passage, &month)?, number(passage, &day)?);
            let y = year.and_then(|year| number(passage, &year)).unwrap_or(2024);
            let date =
                Date::new(y.try_into().ok()?, m.try_into().unwrap_or_default(), d.try_into().unwrap_or_default());
            if date.is_none() {
                return Some(said("none", whole));
            }
            let zero = day.len() == 2 && passage.at(day.start) == Some('0');
            zero.then(|| {
                let step = FixStep::Replace(passage.place(day.clone()), d.to_string());
                said("zero", whole).fixed_by(vec![step])
            })
        }
        _ => None,
    }
}

/// A month that begins with 0.
fn zero_month(rule: &Rule, passage: &Passage, at: usize) -> Option<Finding> {
    let month = digits_before(passage, at);
    let year = month.start.checked_sub(1).filter(|at| passage.at(*at) == Some('年'))?;
    let zero = month.len() == 2 && passage.at(month.start) == Some('0');
    let whole = digits_before(passage, year).start..at + 1;
    let value = number(passage, &month).filter(|_| zero)?;
    let step = FixStep::Replace(passage.place(month), value.to_string());
    Some(
        rule.finding("zero", passage.section(), vec![passage.place(whole.clone())])
            .quoting("excerpt", passage.text(whole))
            .fixed_by(vec![step]),
    )
}
