//! The check report: what was checked, what was found, what was dismissed and why. A title and
//! text; how it gets onto paper is not known here.

use super::{Language, basis, finding, rule, severity};
use crate::check::{CATALOGUE, Finding, Rule, Severity};
use crate::form::Form;
use crate::prose::{Level, Paragraph, Prose};
use crate::report::{Date, Report};
use crate::session::review::Review;

/// The check report of `report`: its title and its text.
pub fn check_report(
    language: Language,
    form: &Form,
    report: &Report,
    review: &Review,
    today: Option<Date>,
) -> (String, Prose) {
    let title = language.say("sheet.title", &[("unit", &report.unit.name), ("year", &report.year)]);
    let mut text = Prose::default();
    let mut add = |level: Level, words: String| text.paragraphs.push(Paragraph::new(level, words));
    add(Level::Body, summary(language, review, today));
    add(Level::Second, language.word("sheet.found"));
    let line =
        |one: &Finding| format!("{} {} {}", severity(language, one.severity), one.rule, finding(language, form, one));
    let found: Vec<String> = review.open().map(line).collect();
    let dismissed: Vec<String> = review
        .findings
        .iter()
        .filter_map(|one| {
            Some(language.say("sheet.reason", &[("finding", &line(one)), ("reason", one.dismissed.as_ref()?)]))
        })
        .collect();
    for (heading, lines) in [(None, found), (Some("sheet.dismissed"), dismissed)] {
        if let Some(key) = heading {
            add(Level::Second, language.word(key));
        }
        let nothing = lines.is_empty().then(|| language.word("sheet.nothing"));
        lines.into_iter().chain(nothing).for_each(|line| add(Level::Body, line));
    }
    add(Level::Second, language.word("sheet.checked"));
    CATALOGUE.iter().for_each(|one| add(Level::Body, rule_line(language, one)));
    (title, text)
}

/// A rule in one line: number, severity, meaning, what it rests on.
pub fn rule_line(language: Language, one: &Rule) -> String {
    let rests: Vec<String> = one.basis.iter().map(|of| basis(language, *of)).collect();
    language.say(
        "sheet.rule",
        &[
            ("rule", &one.code),
            ("severity", &severity(language, one.severity)),
            ("meaning", &rule(language, one.code)),
            ("basis", &rests.join(&language.word("label.comma"))),
        ],
    )
}

fn summary(language: Language, review: &Review, today: Option<Date>) -> String {
    let day = today.map(|day| day.to_string()).unwrap_or_else(|| "—".to_owned());
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(|of| review.count(of));
    language.say(
        "sheet.summary",
        &[("day", &day), ("rules", &CATALOGUE.len()), ("errors", &errors), ("warnings", &warnings), ("infos", &infos)],
    )
}
