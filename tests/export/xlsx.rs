//! Workbooks, delimited tables and Markdown: the numbers come back, and an independent reader
//! sees the same.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use nianbao::export;
use nianbao::export::{csv_table, markdown};
use nianbao::form::{CellKey, Edition};
use nianbao::import::{self, RemarkKind};
use nianbao::report::{CellNumbers, Number, Report, StatedTotal};

use crate::invented_reports;
use crate::report_tables::{form, sample};

/// The numbers, where totals that agree with their parts are not stated.
fn settled(report: &Report) -> CellNumbers {
    let mut numbers = report.numbers.clone();
    for (key, stated) in report.numbers.all_stated() {
        let computed = numbers.computed(form(report), key);
        let agrees = match stated {
            StatedTotal::Number(count) => computed == Some(Number::Count(count)),
            StatedTotal::Blank => computed.is_none(),
        };
        if agrees {
            numbers.state(key, None);
        }
    }
    numbers
}

#[test]
fn a_thousand_reports_keep_their_numbers_in_a_workbook() {
    for seed in 0..1000 {
        let report = invented_reports::report(seed);
        let bytes = export::xlsx_workbook::write(form(&report), &report).unwrap();
        let reading = import::read(&bytes).unwrap();
        assert_eq!(reading.report.numbers, settled(&report), "{seed}: {:?}", reading.remarks);
        assert_eq!(reading.report.notes.len(), report.notes.values().filter(|note| !note.trim().is_empty()).count());
        assert_eq!((reading.report.year, &reading.report.unit.name), (report.year, &report.unit.name), "{seed}");
    }
}

/// What another reader finds in the grids is what the report shows.
#[test]
fn calamine_reads_what_the_report_shows() {
    for seed in 0..100 {
        let report = invented_reports::report(seed);
        let form = form(&report);
        let bytes = export::xlsx_workbook::write(form, &report).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        assert_eq!(names.len(), 4);
        for (table, name) in form.tables.iter().zip(&names) {
            let range = book.worksheet_range(name).unwrap();
            for field in &table.fields {
                let cell = &table.cells[field.cell];
                let at = (u32::try_from(cell.row).unwrap() + 2, u32::try_from(cell.column).unwrap());
                let found = match range.get_value(at) {
                    None | Some(Data::Empty) => String::new(),
                    Some(found) => found.to_string(),
                };
                let shown = report.numbers.shown(form, field.key);
                let shown = shown.and_then(Number::decimal).map(|it| it.normalize().to_string()).unwrap_or_default();
                assert_eq!(found, shown, "{seed}: {}", field.key);
            }
        }
        let flat = book.worksheet_range("明细").unwrap();
        for (field, row) in form.fields().zip(flat.rows().skip(1)) {
            let shown = report.numbers.shown(form, field.key);
            let shown = shown.and_then(Number::decimal).map(|it| it.normalize().to_string()).unwrap_or_default();
            assert_eq!((row[5].to_string(), row[7].to_string()), (shown, field.key.to_string()), "{seed}");
        }
        assert_eq!(flat.height(), form.fields().count() + 1);
    }
}

/// A year that is blank is an empty cell of the detail sheet and no 0; it comes back blank.
#[test]
fn a_blank_year_is_an_empty_cell() {
    let report = Report { year: 0, ..sample() };
    let bytes = export::xlsx_workbook::write(form(&report), &report).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let detail = book.worksheet_range("明细").unwrap();
    assert!(detail.rows().skip(1).all(|row| row[1] == Data::Empty));
    assert_eq!(import::read(&bytes).unwrap().report.year, 0);
}

#[test]
fn totals_and_identities_are_formulas() {
    let report = sample();
    let form = form(&report);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export::xlsx_workbook::write(form, &report).unwrap())).unwrap();
    let totals: usize = form.fields().filter(|field| field.total).count();
    let names = book.sheet_names();
    let count = |book: &mut Xlsx<_>, name: &str| {
        book.worksheet_formula(name).unwrap().used_cells().filter(|(_, _, formula)| !formula.is_empty()).count()
    };
    let in_grids: usize = names[..3].iter().map(|name| count(&mut book, name)).sum();
    assert_eq!(in_grids, totals + 7, "a formula for each total, and one for each column's identity");
    assert_eq!(count(&mut book, "明细"), form.fields().count());
    let formulas = book.worksheet_formula(&names[1]).unwrap();
    assert_eq!(formulas.get_value((5, 9)).unwrap(), "IF(COUNT(D6:I6)=0,\"\",SUM(D6:I6))");
    assert_eq!(formulas.get_value((30, 3)).unwrap(), "SUM(D6:D7)-SUM(D29:D30)");
}

#[test]
fn a_workbook_is_the_same_every_time_and_holds_no_day_of_today() {
    let report = sample();
    let one = export::xlsx_workbook::write(form(&report), &report).unwrap();
    assert_eq!(one, export::xlsx_workbook::write(form(&report), &report).unwrap());
    let mut parts = zip::ZipArchive::new(Cursor::new(&one)).unwrap();
    let mut core = String::new();
    parts.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
}

/// Words that begin like a formula are words.
#[test]
fn text_that_begins_like_a_formula_stays_text() {
    for words in ["=1+1", "+86", "-1", "@SUM(A1)"] {
        let mut report = sample();
        report.unit.name = words.into();
        let key = CellKey::parse("received.natural_person").unwrap();
        report.notes.insert(key, words.into());
        let form = form(&report);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export::xlsx_workbook::write(form, &report).unwrap())).unwrap();
        let flat = book.worksheet_range("明细").unwrap();
        assert_eq!(flat.get_value((1, 0)), Some(&Data::String(words.into())));
        let noted = flat.rows().find(|row| row[7] == Data::String(key.to_string())).unwrap();
        assert_eq!(noted[6], Data::String(words.into()));
    }
}

/// Someone typed into our grids: the grids count, not the flat sheet beside them.
#[test]
fn an_edited_workbook_says_what_its_grids_say() {
    let report = sample();
    let bytes = export::xlsx_workbook::write(form(&report), &report).unwrap();
    let edit = |part: &str, xml: String| match part {
        // The row of 本年新收, its first number.
        "xl/worksheets/sheet2.xml" => {
            let at = xml.find("<c r=\"D6\"").unwrap();
            let end = at + xml[at..].find("</c>").unwrap();
            let cell = xml[at..end].replace("<v>0", "<v>7730.2799999999997");
            format!("{}{cell}{}", &xml[..at], &xml[end..])
        }
        "xl/worksheets/sheet1.xml" => {
            let at = xml.find("<c r=\"B16\"").unwrap();
            let end = at + xml[at..].find("</c>").unwrap();
            let cell = xml[at..end].replace("<v>0", "<v>7730.2799999999997");
            format!("{}{cell}{}", &xml[..at], &xml[end..])
        }
        _ => xml,
    };
    let reading = import::read(&rewritten(&bytes, edit)).unwrap();
    let fees = CellKey::parse("fees.amount").unwrap();
    assert_eq!(reading.report.numbers.get(fees).unwrap().to_string(), "7730.28");
    let cell = CellKey::parse("received.natural_person").unwrap();
    assert_eq!(reading.report.numbers.get(cell), None, "7730.28 counts nothing");
    assert!(reading.remarks.iter().any(|remark| remark.kind == RemarkKind::NotANumber { cell }));
}

/// The package with some of its parts changed.
fn rewritten(bytes: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(edit(&name, text).as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn our_csv_comes_back() {
    for seed in 0..200 {
        let report = invented_reports::report(seed);
        let reading = import::read(&csv_table::write(form(&report), &report)).unwrap();
        assert_eq!(reading.report.numbers, settled(&report), "{seed}");
        assert_eq!(reading.report.form, report.form);
    }
    // As Excel saves it again: GB18030, other ends of line.
    let report = invented_reports::report(1);
    let text = String::from_utf8(csv_table::write(form(&report), &report)).unwrap();
    let (old, _, _) = encoding_rs::GB18030.encode(text.trim_start_matches('\u{feff}'));
    assert_eq!(import::read(&old).unwrap().report.numbers, settled(&report));
}

/// What Markdown cannot carry besides, the importer of published text leaves to a reader; the
/// numbers and the words come back.
#[test]
fn markdown_comes_back_with_its_numbers_and_words() {
    let report = sample();
    let reading = import::read(markdown::write(form(&report), &report).as_bytes()).unwrap();
    assert_eq!(reading.report.numbers, report.numbers);
    assert_eq!(reading.report.sections, report.sections);
    assert_eq!(reading.report.signature, report.signature);
    let kinds: Vec<_> = reading.remarks.iter().map(|remark| &remark.kind).collect();
    assert!(kinds.iter().all(|kind| matches!(kind, RemarkKind::KindGuessed { .. })), "{:?}", reading.remarks);
    for seed in 0..100 {
        let mut report = invented_reports::report(seed);
        if report.form == Edition::Cn2019 {
            continue;
        }
        report.sections = sample().sections;
        report.preface = Default::default();
        report.notes.clear();
        let reading = import::read(markdown::write(form(&report), &report).as_bytes()).unwrap();
        let wrong: Vec<_> = form(&report)
            .fields()
            .filter(|field| {
                reading.report.numbers.shown(form(&report), field.key) != report.numbers.shown(form(&report), field.key)
            })
            .map(|field| field.key.to_string())
            .collect();
        assert!(wrong.is_empty(), "{seed}: {wrong:?} {:?}", reading.remarks);
    }
}

/// Leaves files in `target/tmp/show` for the programs that they are for (`tests/screen/workbook_formulas.sh`).
#[test]
fn xlsx_files_for_other_programs() {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/show");
    std::fs::create_dir_all(folder).unwrap();
    for (name, report) in [("sample", sample()), ("random-8", invented_reports::report(8))] {
        std::fs::write(format!("{folder}/{name}.xlsx"), export::xlsx_workbook::write(form(&report), &report).unwrap())
            .unwrap();
        std::fs::write(format!("{folder}/{name}.md"), markdown::write(form(&report), &report)).unwrap();
    }
}
