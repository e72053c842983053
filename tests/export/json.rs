//! The JSON export that comes in again: the same numbers, words and ranks, and a sentence for
//! whatever is none of ours.

use nianbao::export;
use nianbao::form::CellKey;
use nianbao::import::{self, MissingPart, ReadError, RemarkKind};
use nianbao::report::{Number, Report};
use nianbao::richtext::{Level, Paragraph, RichText};

use crate::invented_reports;
use crate::report_tables::form;

fn write(report: &Report) -> String {
    String::from_utf8(export::json_report::write(form(report), report).unwrap()).unwrap()
}

/// The report as far as JSON has it: words and ranks without marks, no dismissals.
fn carried(mut report: Report) -> Report {
    let plain = |prose: &mut RichText| {
        let line = |one: &Paragraph| Paragraph::new(one.level, one.text());
        prose.paragraphs = prose.paragraphs.iter().map(line).collect();
    };
    plain(&mut report.preface);
    report.sections.values_mut().for_each(plain);
    report.sections.retain(|_, prose| !prose.paragraphs.is_empty());
    report.dismissed.clear();
    report.stated = Default::default();
    report.extra = Default::default();
    report
}

#[test]
fn random_reports_come_back_from_json() {
    for seed in 0..200 {
        let report = invented_reports::report(seed);
        let reading = import::read(write(&report).as_bytes()).unwrap();
        let others: Vec<_> =
            reading.remarks.iter().filter(|one| !matches!(one.kind, RemarkKind::TotalDiffers { .. })).collect();
        assert!(others.is_empty(), "{seed}: {others:?}");
        // A total that is stated as what its parts give says nothing more.
        let shown = |report: &Report| -> Vec<_> {
            form(report).fields().map(|field| (field.key, report.numbers.shown(form(report), field.key))).collect()
        };
        assert_eq!(shown(&reading.report), shown(&report), "{seed}");
        let wanted = Report { numbers: reading.report.numbers.clone(), ..carried(report) };
        assert_eq!(carried(reading.report), wanted, "{seed}");
    }
}

/// A year that is blank is `null` and comes back blank, told.
#[test]
fn a_blank_year_is_null() {
    let report = Report { year: 0, ..invented_reports::report(3) };
    let file: serde_json::Value = serde_json::from_str(&write(&report)).unwrap();
    assert!(file["year"].is_null());
    let reading = import::read(write(&report).as_bytes()).unwrap();
    assert_eq!(reading.report.year, 0);
    assert!(reading.remarks.iter().any(|one| matches!(one.kind, RemarkKind::Missing { what: MissingPart::Year })));
}

/// What someone edited by hand, and what it comes to.
#[test]
fn an_edited_file_says_what_it_says_now() {
    let mut report = invented_reports::report(3);
    report.numbers.set(CellKey::parse("received.natural_person").unwrap(), Some(Number::Count(7)));
    report.prose_mut(nianbao::form::SectionId::Others).paragraphs = vec![Paragraph::new(Level::Second, "（一）甲")];
    let mut file: serde_json::Value = serde_json::from_str(&write(&report)).unwrap();
    file["year"] = 0.into();
    file["remark"] = "一个不认识的字段".into();
    file["version"] = "1.7".into();
    file["unit"].as_object_mut().unwrap().remove("kind");
    let cells = file["sections"][2]["table"]["cells"].as_array_mut().unwrap();
    cells[0]["value"] = "约5".into();
    cells[1]["value"] = "12".into();
    cells[2]["value"] = 1.5.into();
    let reading = import::read(file.to_string().as_bytes()).unwrap();
    let number = |key: &str| reading.report.numbers.get(CellKey::parse(key).unwrap());
    assert_eq!((number("received.natural_person"), number("received.research")), (None, None));
    assert_eq!(number("received.enterprise"), Some(Number::Count(12)));
    let kinds: Vec<_> = reading.remarks.iter().map(|one| &one.kind).collect();
    assert!(kinds.contains(&&RemarkKind::Missing { what: MissingPart::Year }), "{kinds:?}");
    let unread = kinds.iter().filter(|kind| matches!(kind, RemarkKind::NotANumber { .. })).count();
    assert_eq!(unread, 2, "{kinds:?}");
}

#[test]
fn other_json_gets_its_sentence() {
    let report = invented_reports::report(4);
    let draft = nianbao::storage::write(&report).unwrap();
    let newer = write(&report).replace("\"version\": \"1.0\"", "\"version\": \"2.0\"");
    let torn = write(&report).replace("\"year\":", "\"year\": \"二〇二四\", \"was\":");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    type Expected = fn(&ReadError) -> bool;
    let cases: [(&[u8], Expected); 6] = [
        (&draft, |error| *error == ReadError::Draft),
        (b"{\"name\": \"package\", \"version\": \"1.0.0\"}", |error| *error == ReadError::OtherJson),
        (deep.as_bytes(), |error| *error == ReadError::OtherJson),
        (b"[1, 2, 3]", |error| *error == ReadError::OtherJson),
        (newer.as_bytes(), |error| matches!(error, ReadError::Version { version } if version == "2.0")),
        (torn.as_bytes(), |error| matches!(error, ReadError::Broken { .. })),
    ];
    for (bytes, is_right) in cases {
        let error = import::read(bytes).unwrap_err();
        assert!(is_right(&error), "{error:?}");
    }
}
