//! Any text in any section, with numbers and last year's report: the rules come to an end, every
//! place lies in the text, every finding can be put into words, and a fix that replaces words
//! replaces words that are there.
//!
//! Input: parts between U+001F — preface, three sections, the same of last year — and the numbers
//! of the tables drawn from the bytes themselves.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::check::{CheckInput, Finding, FixStep, check};
use nianbao::form::{CellMeasure, Form, SectionId, UnitKind};
use nianbao::messages::{self, Language};
use nianbao::report::{Date, Number, Place, Report};
use nianbao::richtext::RichText;

const WRITTEN: [SectionId; 3] = [SectionId::Overview, SectionId::Problems, SectionId::Others];

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split('\u{1F}');
    let year = if data.len() % 5 == 0 { 2020 } else { 2024 };
    let now = report(year, &mut parts, data);
    let last = report(year - 1, &mut parts, data);
    let Ok(form) = Form::of(now.form) else { return };
    let input = CheckInput::new(form, &now).compared_with(Some(&last)).on(Date::new(year + 1, 1, 28));
    for finding in check(&input) {
        check_finding(form, &now, &finding);
    }
});

fn report<'a>(year: u16, parts: &mut impl Iterator<Item = &'a str>, data: &[u8]) -> Report {
    let kind = UnitKind::ALL[data.len() % UnitKind::ALL.len()];
    let mut report = Report::new("青禾县水务局", kind, year);
    report.preface = RichText::plain(parts.next().unwrap_or_default());
    for id in WRITTEN {
        *report.prose_mut(id) = RichText::plain(parts.next().unwrap_or_default());
    }
    let Ok(form) = Form::of(report.form) else { return report };
    let mut bytes = data.iter().rev().cycle();
    for field in form.fields().filter(|field| !field.total) {
        let byte = bytes.next().copied().unwrap_or_default();
        let count = if byte == 255 { u64::MAX } else { u64::from(byte % 16) };
        let number = match field.measure {
            CellMeasure::Count => Number::Count(count),
            CellMeasure::Change => Number::Change(i64::from(byte) - 128),
            CellMeasure::Amount => {
                Number::parse(&format!("{count}.5"), CellMeasure::Amount).unwrap_or(Number::Count(1))
            }
        };
        report.numbers.set(field.key, (byte != 7).then_some(number));
    }
    report
}

fn check_finding(form: &Form, report: &Report, finding: &Finding) {
    assert!(!finding.places.is_empty(), "{finding:?}");
    let steps = finding.fix.iter().flat_map(|fix| &fix.steps);
    let replaced = steps.filter_map(|step| if let FixStep::Replace(place, _) = step { Some(place) } else { None });
    for place in finding.places.iter().chain(replaced) {
        let (prose, spot) = match place {
            Place::Preface(spot) => (Some(&report.preface), spot),
            Place::Prose(id, spot) => (report.prose(*id), spot),
            _ => continue,
        };
        let length = prose.and_then(|prose| prose.paragraphs.get(spot.paragraph)).map(|one| one.length());
        assert!(length.is_some_and(|length| spot.start <= spot.end && spot.end <= length), "{finding:?}");
    }
    for language in Language::ALL {
        let said = messages::finding(language, form, finding);
        assert!(!said.contains("%{") && !said.starts_with("finding."), "{said}");
    }
}
