//! Findings for a reader and for a program.
//!
//! The JSON is a promise: an object with `unit`, `year`, `edition`, `ready`, `counts` (by
//! severity) and `findings`. A finding has `rule`, `severity` (`error`, `warning`, `info`),
//! `section` (its id or `null`), `places`, `left`, `right`, `difference` (a whole number as a
//! number, a fraction as a string, `null` where nothing is compared), `message` and `dismissed`
//! (the unit's reason to let it stand, or `null`; such findings count neither in `counts` nor for
//! `ready`). For a folder it is an array of such objects, each with its `file`; a file that cannot
//! be read has `file` and `failure`. Fields may be added, none is renamed or removed. A place is
//! `"title"`, `{"cell": "row.column"}`, `{"prose": ["overview", {"paragraph", "start", "end"}]}`
//! and so on, as [`crate::report::Place`] has it.

use serde_json::{Value, json};

use crate::check::{Comparison, Finding, Severity};
use crate::form::Form;
use crate::report::Report;
use crate::session::review::Review;
use crate::words::{self, Language};

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The findings as text: how many, then by section.
pub(super) fn text(language: Language, form: &Form, report: &Report, review: &Review) -> String {
    let counts = SEVERITIES.map(|severity| review.count(severity));
    let [errors, warnings, infos] = counts;
    let mut page = language.say(
        "check.head",
        &[
            ("unit", &report.unit.name),
            ("year", &report.year),
            ("errors", &errors),
            ("warnings", &warnings),
            ("infos", &infos),
        ],
    ) + "\n";
    let mut last = None;
    for finding in &review.findings {
        if last != Some(finding.section) {
            let title = finding.section.map(|id| words::section(form, id));
            page += &format!("\n{}\n", title.unwrap_or_else(|| language.word("check.no_section")));
            last = Some(finding.section);
        }
        let (severity, sentence) =
            (words::severity(language, finding.severity), words::finding(language, form, finding));
        let reason = finding.dismissed.as_ref().map(|reason| language.say("check.dismissed", &[("reason", reason)]));
        page += &format!("  {severity} {}  {sentence}{}\n", finding.rule, reason.unwrap_or_default());
    }
    page += &format!("\n{}\n", language.word(if review.is_ready() { "check.ready" } else { "check.not_ready" }));
    page
}

/// The findings as JSON, two spaces deep, with a final end of line.
pub(super) fn json(language: Language, form: &Form, report: &Report, review: &Review) -> String {
    format!("{:#}\n", value(language, form, report, review))
}

/// The findings as a JSON value.
pub(super) fn value(language: Language, form: &Form, report: &Report, review: &Review) -> Value {
    let counts: serde_json::Map<_, _> =
        SEVERITIES.iter().map(|severity| (severity.word().to_owned(), Value::from(review.count(*severity)))).collect();
    let findings: Vec<_> = review.findings.iter().map(|finding| object(language, form, finding)).collect();
    json!({
        "unit": report.unit.name,
        "year": report.year,
        "edition": report.form,
        "ready": review.is_ready(),
        "counts": counts,
        "findings": findings,
    })
}

fn object(language: Language, form: &Form, finding: &Finding) -> Value {
    let part = |of: fn(&Comparison) -> rust_decimal::Decimal| finding.comparison.as_ref().map(|one| number(of(one)));
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "section": finding.section,
        "places": finding.places,
        "left": part(|one| one.left),
        "right": part(|one| one.right),
        "difference": part(|one| one.difference),
        "message": words::finding(language, form, finding),
        "dismissed": finding.dismissed,
    })
}

fn number(value: rust_decimal::Decimal) -> Value {
    let value = value.normalize();
    value.to_string().parse::<i64>().map_or_else(|_| Value::from(value.to_string()), Value::from)
}
