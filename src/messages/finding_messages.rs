//! Findings as sentences: the key is `finding.<rule>.<variant>`, the arguments go in by name.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::{Language, labels};
use crate::check::{Basis, Finding, KeyFigure, MessageArgument, Severity, SumTerm, TableAxis};
use crate::form::{CellKey, Form, RuleCode};

/// The sentence of a finding.
pub fn finding(language: Language, form: &Form, finding: &Finding) -> String {
    let key = format!("finding.{}.{}", finding.rule, finding.message.variant);
    let mut values: Vec<(&str, String)> = Vec::new();
    for (name, argument) in &finding.message.arguments {
        values.push((name, argument_in_words(language, form, argument)));
    }
    if let Some(id) = finding.section {
        values.push(("in_table", labels::table(form, language, id)));
    }
    let values: Vec<(&str, &dyn Display)> = values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    language.say(&key, &values)
}

/// 错误, 提醒 or 提示.
pub fn severity(language: Language, severity: Severity) -> String {
    language.word(&format!("severity.{}", severity.word()))
}

/// The source that a rule is based on.
pub fn basis(language: Language, basis: Basis) -> String {
    match basis {
        Basis::Notice => language.word("basis.notice"),
        Basis::Form => language.word("basis.form"),
        Basis::Regulation(article) => language.say("basis.regulation", &[("article", &article)]),
        Basis::EarlierNotice => language.word("basis.earlier_notice"),
        Basis::FeeRules => language.word("basis.fee_rules"),
        Basis::Legislation => language.word("basis.legislation"),
        Basis::Layout => language.word("basis.layout"),
        Basis::Writing => language.word("basis.writing"),
        Basis::Arithmetic => language.word("basis.arithmetic"),
        Basis::Fonts => language.word("basis.fonts"),
        Basis::Charts => language.word("basis.charts"),
        Basis::Figures => language.word("basis.figures"),
        Basis::LocalNotice => language.word("basis.local_notice"),
        Basis::Review => language.word("basis.review"),
        Basis::Seen(number) => language.say("basis.seen", &[("number", &number)]),
    }
}

fn argument_in_words(language: Language, form: &Form, argument: &MessageArgument) -> String {
    match argument {
        MessageArgument::Words(words) => words.clone(),
        MessageArgument::List(all) => all.join(&language.word("label.comma")),
        MessageArgument::Whole(number) => number.to_string(),
        MessageArgument::Value(value) => value.normalize().to_string(),
        MessageArgument::Section(id) => labels::section(form, *id),
        MessageArgument::Table(name) => {
            let home = form.sections.iter().find(|section| section.table == Some(*name));
            home.map(|section| section.title.clone()).unwrap_or_default()
        }
        MessageArgument::Line(axis, key) => labels::line(form, *axis, *key),
        MessageArgument::Cells(axis, keys) => cells(language, form, *axis, keys),
        MessageArgument::Sum(axis, terms) => sum(form, *axis, terms),
        MessageArgument::Terms(terms) => self::terms(form, terms),
        MessageArgument::Readings(readings) if readings.is_empty() => String::new(),
        MessageArgument::Readings(readings) => {
            let reading = |terms: &Vec<SumTerm>| {
                let sum: Decimal = terms.iter().map(|term| term.value).sum();
                format!("{} = {}", self::terms(form, terms), sum.normalize())
            };
            let all: Vec<String> = readings.iter().map(reading).collect();
            language.say("label.tried", &[("readings", &all.join(&language.word("label.comma")))])
        }
        MessageArgument::Day(day) => day.to_string(),
        MessageArgument::Kind(kind) => language.word(labels::unit_kind(*kind)),
    }
}

fn cells(language: Language, form: &Form, axis: TableAxis, keys: &[CellKey]) -> String {
    let names: Vec<_> = keys.iter().map(|key| labels::cell(form, axis, *key)).collect();
    names.join(&language.word("label.comma"))
}

/// 一 12 + 二 0; of a long sum only what is not zero, but at least one term.
fn sum(form: &Form, axis: TableAxis, terms: &[SumTerm]) -> String {
    let long = terms.len() > 4;
    let mut kept: Vec<_> = terms.iter().filter(|term| !long || !term.value.is_zero()).collect();
    if kept.is_empty() {
        kept.extend(terms.first());
    }
    let named = |term: &&SumTerm| {
        let name = labels::cell(form, axis, term.cell);
        // A full-width bracket needs no space after it.
        let space = if name.ends_with('）') { "" } else { " " };
        format!("{name}{space}{}", term.value.normalize())
    };
    kept.iter().map(named).collect::<Vec<_>>().join(" + ")
}

/// 一、本年新收政府信息公开申请数量 34 + 二、上年结转政府信息公开申请数量 2, each with its column where it is
/// not the total; of a long sum only what is not zero, but at least one term, and that without its
/// value, which is the sum.
fn terms(form: &Form, terms: &[SumTerm]) -> String {
    let long = terms.len() > 2;
    let mut kept: Vec<_> = terms.iter().filter(|term| !long || !term.value.is_zero()).collect();
    if kept.is_empty() {
        kept.extend(terms.first());
    }
    if let [term] = kept.as_slice() {
        return labels::full(form, term.cell);
    }
    let mut text = String::new();
    for term in kept {
        let sign = match (text.is_empty(), term.value.is_sign_negative()) {
            (true, _) => "",
            (_, true) => " - ",
            _ => " + ",
        };
        text += &format!("{sign}{} {}", labels::full(form, term.cell), term.value.abs().normalize());
    }
    text
}

/// What a series of the comparison of two years counts.
pub fn series(language: Language, series: KeyFigure) -> String {
    language.word(&format!("series.{}", series.name()))
}

/// What a rule is about, in one line.
pub fn rule(language: Language, code: RuleCode) -> String {
    language.word(&format!("rule.{code}"))
}
