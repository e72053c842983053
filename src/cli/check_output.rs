//! Findings for a reader and for a program.
//!
//! The JSON is a promise, told to its readers in `assets/check-json.md`: fields may be added, none
//! is renamed or removed.

use serde_json::{Value, json};

use crate::check::{Finding, Operands, Severity, YearPair, deadline};
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{Date, Report};
use crate::session::run_checks::CheckSummary;
use crate::session::{SectionComparison, SharedPassage, YearSummary};

/// A report with what its check found.
#[derive(Clone, Copy)]
pub(super) struct Checked<'a> {
    pub form: &'a Form,
    pub report: &'a Report,
    pub review: &'a CheckSummary,
    /// Beside last year's report, where it was at hand.
    pub years: Option<&'a YearSummary>,
    /// The day of the check.
    pub today: Date,
}

/// The findings as text: how many, the last day to publish, then by section.
pub(super) fn text(language: Language, checked: &Checked<'_>) -> String {
    let Checked { form, report, review, today, .. } = *checked;
    let counts = Severity::ALL.map(|severity| review.count(severity));
    let [errors, warnings, infos] = counts;
    let mut page = language.say(
        "check.head",
        &[
            ("unit", &report.unit.name),
            ("year", &messages::year(language, report.year)),
            ("errors", &errors),
            ("warnings", &warnings),
            ("infos", &infos),
        ],
    ) + "\n"
        + &messages::term(language, form, report, Some(today))
        + "\n";
    if !review.packs.is_empty() {
        let titles: Vec<&str> = review.packs.iter().map(|pack| pack.title.as_str()).collect();
        page += &(language.say("check.packs", &[("packs", &titles.join(&language.word("label.comma")))]) + "\n");
    }
    let mut last = None;
    for finding in &review.findings {
        if last != Some(finding.section) {
            let title = finding.section.map(|id| messages::section(form, id));
            page += &format!("\n{}\n", title.unwrap_or_else(|| language.word("check.no_section")));
            last = Some(finding.section);
        }
        let (severity, sentence) =
            (messages::severity(language, finding.severity), messages::finding(language, form, finding));
        let reason = finding.dismissed.as_ref().map(|reason| language.say("check.dismissed", &[("reason", reason)]));
        page += &format!("  {severity} {}  {sentence}{}\n", finding.rule, reason.unwrap_or_default());
    }
    page += &format!("\n{}\n", language.word(if review.is_ready() { "check.ready" } else { "check.not_ready" }));
    page
}

/// The findings as a JSON value.
pub(super) fn value(language: Language, checked: &Checked<'_>) -> Value {
    let Checked { form, report, review, years, today } = *checked;
    let last_day = deadline(form, report);
    let counts: serde_json::Map<_, _> = Severity::ALL
        .iter()
        .map(|severity| (severity.word().to_owned(), Value::from(review.count(*severity))))
        .collect();
    let findings: Vec<_> = review.findings.iter().map(|finding| object(language, form, finding)).collect();
    json!({
        "unit": report.unit.name,
        // Nothing is of the year 0: it is not known.
        "year": Some(report.year).filter(|year| *year != 0),
        "edition": report.form,
        "ready": review.is_ready(),
        "counts": counts,
        "deadline": last_day.map(|day| day.to_string()),
        "rule_packs": review.packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(),
        "days_left": last_day.map(|day| today.days_until(day)),
        "findings": findings,
        "compared_with": years.map(|years| years.before),
        "series": years.map(|years| years.pairs.iter().map(pair).collect::<Vec<_>>()),
        "alike": years.map(|years| years.alike.iter().map(alike).collect::<Vec<_>>()),
    })
}

fn object(language: Language, form: &Form, finding: &Finding) -> Value {
    let part = |of: fn(&Operands) -> rust_decimal::Decimal| finding.comparison.as_ref().map(|one| number(of(one)));
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "section": finding.section,
        "places": finding.places,
        "left": part(|one| one.left),
        "right": part(|one| one.right),
        "difference": part(|one| one.difference),
        "message": messages::finding(language, form, finding),
        "fixable": finding.fix.is_some(),
        "dismissed": finding.dismissed,
        "requirement": finding.requirement,
    })
}

fn pair(pair: &YearPair) -> Value {
    let number = |value: Option<rust_decimal::Decimal>| value.map(number);
    json!({
        "series": pair.series.name(),
        "now": number(pair.now),
        "before": number(pair.before),
        "change": number(pair.values().change()),
        "growth": number(pair.values().growth()),
    })
}

fn alike(alike: &SectionComparison) -> Value {
    let same = |same: &SharedPassage| json!({ "now": same.now, "before": same.before });
    let passages: Vec<_> = alike.passages.iter().map(same).collect();
    json!({ "section": alike.section, "percent": alike.percent, "passages": passages })
}

fn number(value: rust_decimal::Decimal) -> Value {
    let value = value.normalize();
    value.to_string().parse::<i64>().map_or_else(|_| Value::from(value.to_string()), Value::from)
}
