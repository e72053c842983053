//! The sum of many reports in every kind of file: each number is counted once and exactly, and the workbook, the
//! lines for databases and the draft say the same.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use fastrand::Rng;
use nianbao::form::{CellKey, CellMeasure, Edition, Form, UnitKind};
use nianbao::report::{Number, Report};
use nianbao::richtext::RichText;
use nianbao::rollup::{Rollup, RollupOptions, RollupScope, SharedCases, SumRecord, UnitList};
use nianbao::session::rollup::{ReportFolder, ReviewOptions, RowsFormat, sum_draft, sum_rows, sum_workbook};
use nianbao::session::{ExportFormat, FormSource, export};
use nianbao::storage::{self, RealDisk};
use rust_decimal::Decimal;

/// How many files the folder has; every sixteenth is a PDF, which takes longest to write and to read.
const FILES: usize = 300;

fn form() -> &'static Form {
    Form::of(Edition::Cn2021).unwrap()
}

/// A report whose numbers are random; some cells are blank.
fn report(number: usize, rng: &mut Rng) -> Report {
    let kind = [UnitKind::Department, UnitKind::Department, UnitKind::Township, UnitKind::GovernmentOffice];
    let kind = if number == 0 { kind[3] } else { kind[number % 3] };
    let end = if kind == UnitKind::Township { "镇" } else { "局" };
    let name =
        if number == 0 { "青禾县人民政府办公室".to_owned() } else { format!("青禾县第{number}{end}") };
    let mut report = Report::new(name, kind, 2024);
    for field in form().fields().filter(|field| !field.total) {
        let value = match field.measure {
            CellMeasure::Amount => Number::Amount(Decimal::new(rng.i64(0..10_000_000), 2)),
            _ => Number::Count(if rng.u8(..3) == 0 { 0 } else { rng.u64(..2_000) }),
        };
        if !number.is_multiple_of(5) || rng.u8(..6) > 0 {
            report.numbers.set(field.key, Some(value));
        }
    }
    if number % 7 == 2 {
        balance(&mut report);
    }
    for section in nianbao::form::SectionId::ALL {
        *report.prose_mut(section) = RichText::plain("本机关依法公开政府信息，没有收取信息处理费。");
    }
    report
}

/// Fills the blanks and lets what was received be what was answered and carried over.
fn balance(report: &mut Report) {
    for field in form().fields().filter(|field| !field.total) {
        if report.numbers.get(field.key).is_none() {
            report.numbers.set(field.key, Some(Number::zero(field.measure)));
        }
    }
    let columns: Vec<_> =
        form().fields().filter(|field| field.key.row.as_str() == "received" && !field.total).collect();
    for field in columns {
        let at = |row: &str| CellKey::parse(&format!("{row}.{}", field.key.column)).unwrap();
        let Some(Number::Count(answered)) = report.numbers.computed(form(), at("total")) else { panic!() };
        report.numbers.set(at("received"), Some(Number::Count(answered)));
        report.numbers.set(at("carried_in"), Some(Number::Count(0)));
        report.numbers.set(at("carried_over"), Some(Number::Count(0)));
    }
}

/// The folder, with folders in it, written once for all tests of this file.
fn folder(name: &str, files: usize) -> (PathBuf, Vec<Report>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("汇总 rollup").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("乡镇/第二批")).unwrap();
    let mut rng = Rng::with_seed(19);
    let kinds = [
        ExportFormat::Docx,
        ExportFormat::Xlsx,
        ExportFormat::Html,
        ExportFormat::Text,
        ExportFormat::Csv,
        ExportFormat::Json,
        ExportFormat::Markdown,
    ];
    let mut reports = Vec::new();
    for number in 0..files {
        let report = report(number, &mut rng);
        let inner = if report.unit.kind == UnitKind::Township { "乡镇/第二批/" } else { "" };
        let stem = format!("{inner}{}2024年政府信息公开工作年度报告", report.unit.name);
        let kind = if number % 16 == 5 { Some(ExportFormat::Pdf) } else { kinds.get(number % 8).copied() };
        match kind {
            None => std::fs::write(folder.join(stem + ".nianbao"), storage::write(&report).unwrap()).unwrap(),
            Some(kind) => {
                let bytes = export(form(), &report, kind).unwrap();
                std::fs::write(folder.join(format!("{stem}.{}", kind.extension())), bytes).unwrap();
            }
        }
        reports.push(report);
    }
    (folder, reports)
}

fn rollup(folder: &Path, options: RollupOptions) -> Rollup {
    let forms = FormSource::built_in();
    let list = UnitList::default();
    let review = ReviewOptions { forms: &forms, packs: None, list: &list };
    let listed = ReportFolder::list(&RealDisk, folder, &[]).unwrap();
    let reading = listed.read(&RealDisk, &review, &nianbao::session::WorkProgress::default()).unwrap();
    assert!(reading.failed.is_empty(), "{:?}", reading.failed);
    Rollup::of(reading.units.into_iter().map(|unit| unit.member).collect::<Vec<_>>(), options)
}

/// The sum as anybody would reckon it: every report's entered numbers, one after the other.
fn reckoned<'a>(reports: impl Iterator<Item = &'a Report>) -> BTreeMap<CellKey, Decimal> {
    let mut sums = BTreeMap::new();
    for report in reports {
        for (key, number) in report.numbers.iter() {
            *sums.entry(key).or_insert(Decimal::ZERO) += number.decimal().unwrap();
        }
    }
    sums
}

fn assert_sums(rollup: &Rollup, expected: &BTreeMap<CellKey, Decimal>, about: &str) {
    let mut cells = 0;
    for cell in rollup.sums(form()) {
        let sum = cell.sum.and_then(Number::decimal);
        assert_eq!(sum, expected.get(&cell.key).copied(), "{about}: {}", cell.key);
        cells += 1;
    }
    assert_eq!(cells, form().fields().filter(|field| !field.total).count());
}

#[test]
fn three_hundred_files_of_every_kind_add_up_exactly() {
    let (folder, reports) = folder("mixed", FILES);
    let options = RollupOptions { unit: Some("青禾县人民政府".into()), ..RollupOptions::default() };
    let all = rollup(&folder, options.clone());
    assert_eq!((all.year, all.counted().count()), (2024, FILES));
    assert_sums(&all, &reckoned(reports.iter()), "all");

    let own = Rollup::of(all.members.clone(), RollupOptions { scope: RollupScope::Own, ..options.clone() });
    let is_own = |report: &&Report| report.unit.kind != UnitKind::Township;
    assert_sums(&own, &reckoned(reports.iter().filter(is_own)), "own level");

    let shared = Rollup::of(all.members.clone(), RollupOptions { shared: SharedCases::Subordinate, ..options.clone() });
    let mut without = reports.clone();
    for field in form().fields().filter(|field| field.key.row.as_str() == "after_reconsideration") {
        without[0].numbers.set(field.key, None);
    }
    assert_sums(&shared, &reckoned(without.iter()), "shared cases");

    let sound = Rollup::of(all.members.clone(), RollupOptions { without_faulty: true, ..options });
    let faulty: Vec<&str> =
        all.members.iter().filter(|one| one.table_errors > 0).map(|one| one.unit.as_str()).collect();
    assert!(faulty.len() > 100 && faulty.len() + 30 < FILES, "{} faulty", faulty.len());
    let is_sound = |report: &&Report| !faulty.contains(&report.unit.name.as_str());
    assert_sums(&sound, &reckoned(reports.iter().filter(is_sound)), "without faulty");
}

/// The draft, the workbook and the lines for a database say what the sum says; each cell leads to its parts.
#[test]
fn every_result_has_the_same_sums() {
    let (folder, reports) = folder("results", 24);
    let all = rollup(&folder, RollupOptions { unit: Some("青禾县人民政府".into()), ..RollupOptions::default() });
    let draft = sum_draft(&all, form(), None, None).unwrap();
    assert_eq!((draft.unit.kind, draft.year), (UnitKind::County, 2024));

    let bytes = storage::write(&draft).unwrap();
    let read = storage::parse(&bytes).unwrap();
    assert_eq!(read.numbers, draft.numbers);
    let record = SumRecord::of(&read).unwrap();
    let lines = String::from_utf8(sum_rows(&all, form(), RowsFormat::Csv).unwrap()).unwrap();
    let mut of_lines: BTreeMap<CellKey, Vec<Option<Decimal>>> = BTreeMap::new();
    for line in lines.trim_start_matches('\u{feff}').lines().skip(1) {
        let [_, year, _, row, column, value] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!(year, "2024");
        let key = CellKey::parse(&format!("{row}.{column}")).unwrap();
        of_lines.entry(key).or_default().push(value.parse().ok());
    }
    for field in form().fields() {
        let sum = draft.numbers.shown(form(), field.key).and_then(Number::decimal);
        let parts = record.parts(form(), field.key);
        assert_eq!(parts.len(), reports.len());
        let numbers = parts.iter().map(|part| part.number.and_then(Number::decimal)).collect::<Vec<_>>();
        assert_eq!(numbers, of_lines[&field.key], "{}", field.key);
        let added = numbers.iter().flatten().copied().reduce(|one, other| one + other);
        assert_eq!(added, sum, "{}", field.key);
    }

    let files = vec![vec!["文件".to_owned()]];
    let bytes = sum_workbook(&all, form(), "青禾县人民政府2024年汇总", &files).unwrap();
    assert_eq!(bytes, sum_workbook(&all, form(), "青禾县人民政府2024年汇总", &files).unwrap());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names().len(), 4);
    let (mut formulas_seen, mut cells) = (0, 0);
    for (at, table) in form().tables.iter().enumerate() {
        let name = book.sheet_names()[at].clone();
        let sheet = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        let last = u32::try_from(sheet.height()).unwrap() - 1;
        assert_eq!(sheet.get_value((last, 0)), Some(&Data::String("全辖合计".into())));
        assert_eq!(sheet.get_value((last - 1, 0)), Some(&Data::String("本级合计".into())));
        for (column, field) in (4_u32..).zip(&table.fields) {
            let expected = draft.numbers.shown(form(), field.key).map(|number| number.to_string());
            let cached = sheet.get_value((last, column)).map(ToString::to_string).unwrap_or_default();
            let cached = cached.parse::<Decimal>().ok();
            assert_eq!(cached, expected.and_then(|one| one.parse().ok()), "{name} {}", field.key);
            let formula = formulas.get_value((last, column)).cloned().unwrap_or_default();
            assert!(formula.contains("SUM("), "{name} {}: {formula}", field.key);
            formulas_seen += 1;
        }
        cells += table.fields.len();
    }
    assert_eq!(formulas_seen, cells);
}

/// A blank is no zero: a cell that nobody filled stays blank, one that somebody filled with zero is zero.
#[test]
fn blank_and_zero_are_told_apart() {
    let mut rng = Rng::with_seed(1);
    let mut members = Vec::new();
    let (never, zero) = (CellKey::parse("rules.issued").unwrap(), CellKey::parse("rules.repealed").unwrap());
    for number in 1..6 {
        let mut report = report(number, &mut rng);
        report.numbers.set(never, None);
        report.numbers.set(zero, (number == 3).then_some(Number::Count(0)));
        members.push(member(&report, number));
    }
    let rollup = Rollup::of(members, RollupOptions::default());
    let sums = rollup.sums(form());
    let at = |key: CellKey| *sums.iter().find(|cell| cell.key == key).unwrap();
    assert_eq!((at(never).sum, at(never).filled, at(never).blank), (None, 0, 5));
    assert_eq!((at(zero).sum, at(zero).filled, at(zero).blank), (Some(Number::Count(0)), 1, 4));
}

/// A sum that no number holds is told, never wrapped around or rounded.
#[test]
fn a_sum_that_is_too_large_is_told() {
    let mut rng = Rng::with_seed(2);
    let (count, amount) = (CellKey::parse("rules.issued").unwrap(), CellKey::parse("fees.amount").unwrap());
    let mut members = Vec::new();
    for number in 1..4 {
        let mut report = report(number, &mut rng);
        report.numbers.set(count, Some(Number::Count(u64::MAX / 2)));
        let digits = if number == 1 { "0.01" } else { "7922816251426433759354395033" };
        report.numbers.set(amount, Number::parse(digits, CellMeasure::Amount));
        members.push(member(&report, number));
    }
    let rollup = Rollup::of(members, RollupOptions::default());
    let large: Vec<CellKey> =
        rollup.sums(form()).into_iter().filter(|cell| cell.is_too_large).map(|cell| cell.key).collect();
    assert_eq!(large, [count, amount]);
}

/// The rows of a Parquet file, read by the library's reader: the texts, the year, and the decimal as text.
#[cfg(feature = "parquet")]
fn parquet_rows(bytes: &[u8], name: &str) -> (i32, Vec<[String; 6]>) {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, RowAccessor};
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    let file = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let columns = file.metadata().file_metadata().schema_descr().columns().to_vec();
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    assert_eq!(names, ["unit", "year", "table", "row", "column", "value"]);
    assert_eq!(columns[5].type_precision(), 38);
    let rows = file.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let text = |at| row.get_string(at).unwrap().clone();
        let value = match row.get_column_iter().nth(5).unwrap().1 {
            Field::Null => String::new(),
            other => other.to_string(),
        };
        [text(0), row.get_int(1).unwrap().to_string(), text(2), text(3), text(4), value]
    });
    (columns[5].type_scale(), rows.collect())
}

/// The Parquet file has the rows of the csv in their order: exact decimals, nothing where a cell is blank.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_rows_of_the_csv() {
    let mut rng = Rng::with_seed(3);
    // More units than one row group has.
    let reports: Vec<Report> = (0..1_010).map(|number| report(number, &mut rng)).collect();
    let members: Vec<_> = reports.iter().zip(0..).map(|(report, number)| member(report, number)).collect();
    let all = Rollup::of(members, RollupOptions::default());
    let bytes = sum_rows(&all, form(), RowsFormat::Parquet).unwrap();
    assert_eq!(bytes, sum_rows(&all, form(), RowsFormat::Parquet).unwrap(), "the same bytes");
    let lines = String::from_utf8(sum_rows(&all, form(), RowsFormat::Csv).unwrap()).unwrap();
    let (scale, rows) = parquet_rows(&bytes, "rows.parquet");
    assert_eq!((scale, rows.len()), (6, 1_010 * form().fields().count()));
    let mut blanks = 0;
    for (line, row) in lines.lines().skip(1).zip(&rows) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[..5], row[..5], "{line}");
        let [csv, parquet] = [cells[5], &row[5]].map(|cell| cell.parse::<Decimal>().ok());
        assert_eq!((csv, cells[5].is_empty()), (parquet, row[5].is_empty()), "{line}: {row:?}");
        blanks += usize::from(cells[5].is_empty());
    }
    assert!(blanks > 1_000, "{blanks}");
}

/// Numbers of any size and scale stay as they are; those that no decimal holds beside the others are told.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_exact_decimals_or_says_where_it_has_not() {
    let (count, amount) = (CellKey::parse("rules.issued").unwrap(), CellKey::parse("fees.amount").unwrap());
    let written = |values: &[&str], counts: u64| {
        let reports = values.iter().zip(0..).map(|(value, number)| {
            let mut report = report(number, &mut Rng::with_seed(4));
            report.numbers.set(count, Some(Number::Count(counts)));
            report.numbers.set(amount, Number::parse(value, CellMeasure::Amount));
            member(&report, number)
        });
        let all = Rollup::of(reports.collect::<Vec<_>>(), RollupOptions::default());
        sum_rows(&all, form(), RowsFormat::Parquet).map_err(|error| error.to_string())
    };
    let cases: [(&[&str], i32, &[&str]); 3] = [
        (&["7730.28", "0", "1.50000000"], 6, &["7730.280000", "0.000000", "1.500000"]),
        (&["0.00000001", "99999999999999999999"], 8, &["0.00000001", "99999999999999999999.00000000"]),
        (
            &["79228162514264337593543950335", "0.123456789"],
            9,
            &["79228162514264337593543950335.000000000", "0.123456789"],
        ),
    ];
    for (values, scale, expected) in cases {
        let (found_scale, rows) = parquet_rows(&written(values, u64::MAX).unwrap(), "digits.parquet");
        let of = |key: CellKey| -> Vec<&str> {
            let is_of = |row: &&[String; 6]| row[3] == key.row.as_str() && row[4] == key.column.as_str();
            rows.iter().filter(is_of).map(|row| row[5].as_str()).collect()
        };
        assert_eq!((found_scale, of(amount)), (scale, expected.to_vec()), "{values:?}");
        assert!(of(count).iter().all(|value| value.starts_with("18446744073709551615.0")), "{:?}", of(count));
    }
    let error = written(&["0.0000000001", "79228162514264337593543950335"], 0).unwrap_err();
    assert!(error.contains("第1局") && error.contains("fees.amount"), "{error}");
}

fn member(report: &Report, number: usize) -> nianbao::rollup::RollupMember {
    nianbao::rollup::RollupMember {
        file: format!("{number}.nianbao"),
        unit: report.unit.name.clone(),
        kind: report.unit.kind,
        named_by_file: false,
        is_draft: true,
        has_texts: true,
        digest: None,
        sum_of: Vec::new(),
        year: report.year,
        edition: report.form,
        signed: None,
        written: 0,
        table_errors: 0,
        values: report.numbers.shown_in_form_order(form()),
    }
}
