//! The check report: what was checked, what was found, what was dismissed and why, and this year
//! compared with last year. Must not know how it is printed.

use super::{Language, basis, finding, requirement_line, rule, series, severity};
use crate::check::{CATALOGUE, Finding, Rule, Severity, YearValues, deadline};
use crate::form::Form;
use crate::report::{Date, Report};
use crate::richtext::{Level, Paragraph, RichText};
use crate::session::run_checks::CheckSummary;
use crate::session::{PrintedSheet, SheetTable, YearSummary};

/// The check report of `report`; `years` where last year's report was at hand.
pub fn check_report(
    language: Language,
    form: &Form,
    report: &Report,
    review: &CheckSummary,
    years: Option<&YearSummary>,
    today: Option<Date>,
) -> PrintedSheet {
    let mut text = RichText::default();
    let mut add = |level: Level, words: String| text.paragraphs.push(Paragraph::new(level, words));
    add(Level::Body, summary(language, review, today));
    add(Level::Body, compared(language, form, years));
    add(Level::Body, term(language, form, report, today));
    add(Level::Body, language.word(if review.is_ready() { "check.ready" } else { "check.not_ready" }));
    add(Level::Second, language.word("sheet.found"));
    let mut home = None;
    for one in review.open() {
        if home != Some(one.section) {
            home = Some(one.section);
            add(Level::Third, section(language, form, one));
        }
        add(Level::Body, line(language, form, one));
    }
    if home.is_none() {
        add(Level::Body, language.word("sheet.nothing"));
    }
    add(Level::Second, language.word("sheet.dismissed"));
    let with_reason = |one: &Finding| {
        let reason = one.dismissed.as_ref()?;
        Some(language.say("sheet.reason", &[("finding", &line(language, form, one)), ("reason", reason)]))
    };
    let dismissed: Vec<String> = review.findings.iter().filter_map(with_reason).collect();
    let nothing = dismissed.is_empty().then(|| language.word("sheet.nothing"));
    dismissed.into_iter().chain(nothing).for_each(|line| add(Level::Body, line));
    add(Level::Second, language.word("sheet.checked"));
    CATALOGUE.iter().for_each(|one| add(Level::Body, rule_line(language, one)));
    for pack in &review.packs {
        add(Level::Body, language.say("sheet.pack", &[("title", &pack.title), ("source", &pack.source)]));
        let own = pack.requirements.iter().filter(|one| one.is_for(report));
        own.for_each(|one| add(Level::Body, requirement_line(language, one)));
    }
    // As in the report's own title.
    let year = match language {
        Language::Chinese => report.year_in_words(),
        Language::English => super::year(language, report.year),
    };
    let title = language.say("sheet.title", &[("unit", &report.unit.name), ("year", &year)]);
    let tables = years.map(|years| tables(language, form, years)).unwrap_or_default();
    PrintedSheet { title, text, tables }
}

/// A rule in one line: number, severity, meaning, basis.
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

/// The last day to publish and the days that remain.
pub fn term(language: Language, form: &Form, report: &Report, today: Option<Date>) -> String {
    let kind = language.word(super::labels::unit_kind(report.unit.kind));
    let Some(last) = deadline(form, report) else { return String::new() };
    let day = last.official();
    let left = today.map(|today| today.days_until(last));
    match left {
        None => language.say("sheet.term", &[("kind", &kind), ("day", &day)]),
        Some(days) if days < 0 => language.say("sheet.term_past", &[("kind", &kind), ("day", &day), ("days", &-days)]),
        Some(days) => language.say("sheet.term_left", &[("kind", &kind), ("day", &day), ("days", &days)]),
    }
}

/// The change of a main number: +74, -3, 0, or a dash where a year has none. The minus is U+002D,
/// which every font has.
pub fn change(values: YearValues) -> String {
    let signed = |change: rust_decimal::Decimal| match change.is_sign_positive() && !change.is_zero() {
        true => format!("+{}", change.normalize()),
        false => change.normalize().to_string(),
    };
    values.change().map_or_else(dash, signed)
}

/// The growth in per cent, or a dash where last year there was nothing.
pub fn growth(values: YearValues) -> String {
    values.growth().map_or_else(dash, |growth| format!("{}%", growth.normalize()))
}

fn dash() -> String {
    "—".to_owned()
}

fn line(language: Language, form: &Form, one: &Finding) -> String {
    let (severity, finding) = (severity(language, one.severity), finding(language, form, one));
    language.say("sheet.line", &[("severity", &severity), ("rule", &one.rule), ("finding", &finding)])
}

fn section(language: Language, form: &Form, one: &Finding) -> String {
    one.section.map_or_else(|| language.word("check.no_section"), |id| super::section(form, id))
}

fn summary(language: Language, review: &CheckSummary, today: Option<Date>) -> String {
    let day = today.map(|day| day.to_string()).unwrap_or_else(dash);
    let [errors, warnings, infos] = Severity::ALL.map(|severity| review.count(severity));
    let kept = review.findings.len() - review.open().count();
    language.say(
        "sheet.summary",
        &[
            ("day", &day),
            ("rules", &CATALOGUE.len()),
            ("errors", &errors),
            ("warnings", &warnings),
            ("infos", &infos),
            ("dismissed", &kept),
        ],
    )
}

fn compared(language: Language, form: &Form, years: Option<&YearSummary>) -> String {
    match years {
        Some(years) => language.say("sheet.compared", &[("notice", &form.notice), ("last", &years.before)]),
        None => language.say("sheet.alone", &[("notice", &form.notice)]),
    }
}

fn tables(language: Language, form: &Form, years: &YearSummary) -> Vec<SheetTable> {
    let mut tables = vec![numbers(language, years)];
    let mut same = Vec::new();
    for alike in &years.alike {
        for (nth, passage) in alike.passages.iter().enumerate() {
            let title = super::section(form, alike.section);
            let share = language.say("sheet.share", &[("section", &title), ("percent", &alike.percent)]);
            same.push(vec![if nth == 0 { share } else { String::new() }, passage.now.clone(), passage.before.clone()]);
        }
    }
    if !same.is_empty() {
        let year = |year: u16| super::year(language, year);
        tables.push(SheetTable {
            title: language.word("sheet.same"),
            widths: vec![2, 5, 5],
            heads: vec![language.word("sheet.section"), year(years.now), year(years.before)],
            rows: same,
            tall: vec![0],
            left: vec![1, 2],
        });
    }
    tables
}

/// Two lines for each number: last year's and this year's, each with its bar.
fn numbers(language: Language, years: &YearSummary) -> SheetTable {
    let mut rows = Vec::new();
    for pair in &years.pairs {
        let most = pair.before.max(pair.now).unwrap_or_default();
        for (year, value, first) in [(years.before, pair.before, true), (years.now, pair.now, false)] {
            let once = |words: String| if first { words } else { String::new() };
            rows.push(vec![
                once(series(language, pair.series)),
                year.to_string(),
                value.map_or_else(dash, |value| value.normalize().to_string()),
                value.map(|value| bar(value, most)).unwrap_or_default(),
                once(change(pair.values())),
                once(growth(pair.values())),
            ]);
        }
    }
    let heads = ["series", "of_year", "number", "bar", "change", "growth"];
    SheetTable {
        title: language.word("sheet.years"),
        widths: vec![24, 8, 15, 27, 14, 12],
        heads: heads.map(|head| language.word(&format!("sheet.head_{head}"))).to_vec(),
        rows,
        tall: vec![0, 4, 5],
        left: vec![3],
    }
}

/// A bar of full blocks as long as the value's share of the greater one.
fn bar(value: rust_decimal::Decimal, most: rust_decimal::Decimal) -> String {
    let width = value.checked_mul(BAR.into()).and_then(|long| long.checked_div(most)).unwrap_or_default();
    let blocks: usize = width.round().to_string().parse().unwrap_or_default();
    "█".repeat(blocks.min(BAR))
}

/// The longest bar.
const BAR: usize = 10;
