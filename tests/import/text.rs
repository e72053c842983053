//! Published texts read back into reports: what comes out of real pages, what is said of the
//! rest, and that nothing is lost on the way.

mod completeness;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use completeness::lost;
use expect_test::expect;
use nianbao::form::{CellKey, Edition, Form, SectionId, UnitKind};
use nianbao::import::{Imported, ReadError, RemarkKind, text};
use nianbao::report::{Number, Report, StatedTotal};
use nianbao::richtext::Level;

use crate::skip::{skip, skip_part};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(text: &str) -> Imported {
    text::read(text).expect("a text of this size is read")
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(ROOT).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    skip_part(&format!("{} is absent", path.display()));
    None
}

fn seed() -> Option<String> {
    shared("seed/weibin-2024.txt").map(|path| std::fs::read_to_string(path).unwrap())
}

/// The published texts by their two digits, without the lines that say where they come from.
fn samples() -> Vec<(String, String)> {
    let Some(folder) = shared("reports") else { return Vec::new() };
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    paths.sort();
    let sample = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap()[..2].to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let from = text.find("-----\n").map_or_else(|| text.find('\n'), |at| Some(at + 5)).unwrap();
        (name, text[from + 1..].to_owned())
    };
    paths.iter().map(sample).collect()
}

/// How many numbers of each table are exactly those of reports.json, and which remarks there are.
#[test]
fn published_reports_come_out_with_their_numbers() {
    let samples = samples();
    let Some(truth) = shared("reports/reports.json") else { return skip("no published reports") };
    let truth: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(truth).unwrap()).unwrap();
    let mut table = String::new();
    for (name, text) in &samples {
        let reading = read(text);
        let of_file = truth["reports"].as_array().unwrap().iter().filter(|report| report["file"] == name.as_str());
        let right: Vec<String> = of_file.map(|truth| right_numbers(&reading.report, truth)).collect();
        let edition = if reading.report.form == Edition::Cn2019 { 2019 } else { 2021 };
        let numbers = if right.is_empty() { "-".to_owned() } else { right.join(" or ") };
        writeln!(table, "{name} {} {edition} {numbers}: {}", reading.report.year, kinds(&reading)).unwrap();
        if std::env::var("SHOW").is_ok_and(|only| only == *name) {
            reading.remarks.iter().for_each(|remark| println!("{remark:?}"));
            println!("{}", serde_json::to_string_pretty(&reading.report).unwrap());
        }
    }
    expect![[r#"
        02 2023 2021 10/10 175/175 15/15: KindGuessed 1, PageNumber 5, LabelDiffers 1, ClosedOtherwiseZero 1, TotalDiffers 2
        03 2024 2021 10/10 175/175 15/15: KindGuessed 1, PageNumber 5, LabelDiffers 1, ClosedOtherwiseZero 1
        04 2024 2021 10/10 147/175 1/15 or 1/10 79/175 15/15: YearGuessed 1, Missing 2, RowTwice 27, NotUnderstood 19, LabelDiffers 35, RowDoesNotFit 3, TotalDiffers 1, RowMissing 1, OtherYear 1
        05 2025 2021 10/10 175/175 15/15: KindGuessed 1, NotUnderstood 1, TitleDiffers 1
        07 2025 2021 7/10 175/175 15/15: KindGuessed 1, NotUnderstood 1, Ambiguous 1, Separated 1
        08 2021 2021 7/10 175/175 15/15: YearGuessed 1, Missing 2, Ambiguous 1, Separated 1
        09 2020 2019 0/0 161/161 15/15: YearGuessed 1, Missing 2, TitleMissing 1, Ambiguous 6, UnitDropped 1, Separated 1, TotalDiffers 2
        10 2024 2021 7/10 175/175 15/15: YearGuessed 1, Missing 2, Ambiguous 1, Separated 1
        11 2023 2021 7/10 175/175 15/15: YearGuessed 1, Missing 2, TitleMissing 1, Ambiguous 1, Separated 1
        13 0 2019 0/0 91/161 15/15: Missing 3, TitleMissing 1, Ambiguous 7, UnitDropped 1, RowMissing 10, Separated 1
        15 2024 2021 10/10 84/175 15/15: KindGuessed 1, TitleDiffers 4, LabelDiffers 4, NotUnderstood 3, RowDoesNotFit 1, Blank 1, RowMissing 12, TotalDiffers 1, TitleMissing 1
        16 0 2019 -: Missing 3, TitleMissing 6, BlankCells 1, LabelDiffers 3, UnitDropped 1, RowMissing 13, RowDoesNotFit 12, TotalDiffers 1, NotUnderstood 2, NotANumber 4
        17 0 2021 10/10 175/175 15/15: Missing 3, TitleMissing 6, NotUnderstood 2, LabelDiffers 23, TotalDiffers 1
        18 0 2021 10/10 175/175 15/15: Missing 3, TitleMissing 6, NotUnderstood 2, LabelDiffers 23
        20 2025 2021 -: YearGuessed 1, Missing 2, TitleMissing 6
    "#]].assert_eq(&table);
}

/// Right numbers of all numbers, table by table.
fn right_numbers(report: &Report, truth: &serde_json::Value) -> String {
    let form = Form::of(report.form).unwrap();
    let flat = |value: &serde_json::Value| -> Vec<serde_json::Value> {
        value.as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap().clone()).collect()
    };
    let mut second = Vec::new();
    if let Some(rows) = truth["table2"].as_object() {
        for name in ["规章", "行政规范性文件"] {
            second.extend(rows[name].as_array().unwrap().clone());
        }
        for name in ["行政许可", "行政处罚", "行政强制", "行政事业性收费_万元"] {
            second.push(rows[name].clone());
        }
    }
    let mut third = flat(&truth["table3"]);
    if report.form == Edition::Cn2019 {
        // Its （六） is one row; reports.json has it in the last of three.
        third.drain(20 * 7..22 * 7);
    }
    let mut result = Vec::new();
    for (table, wanted) in form.tables.iter().zip([second, third, flat(&truth["table4"])]) {
        let right = table.fields.iter().zip(&wanted).filter(|(field, wanted)| {
            let shown = report.numbers.shown(form, field.key).map(|number| number.to_string());
            shown == wanted.as_number().map(ToString::to_string)
        });
        result.push(format!("{}/{}", right.count(), wanted.len()));
    }
    result.join(" ")
}

/// The kinds of remarks with their counts.
fn kinds(reading: &Imported) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for remark in &reading.remarks {
        let name = format!("{:?}", remark.kind);
        let name = name.split([' ', '{']).next().unwrap().to_owned();
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}

/// The seed with another number in every cell, so that none can be missed; those that add up others are their sums.
fn numbered(seed: &str) -> String {
    let mut next = 10_000;
    let mut line = |line: &str| {
        let numbers = line.split('\t').filter(|cell| *cell == "0").count();
        // Table three has seven numbers in a row, table four three groups of five.
        let group = if numbers == 15 { 5 } else { 7 };
        let (mut place, mut sum) = (0, 0);
        let cell = |cell: &str| {
            if cell != "0" {
                return cell.to_owned();
            }
            next += 1;
            place += 1;
            let number = if numbers >= group && place % group == 0 { std::mem::take(&mut sum) } else { next };
            sum += if place % group == 0 { 0 } else { number };
            number.to_string()
        };
        line.split('\t').map(cell).collect::<Vec<_>>().join("\t")
    };
    seed.lines().map(&mut line).collect::<Vec<_>>().join("\n")
}

/// The same table with other things between its cells.
#[test]
fn a_table_reads_alike_in_every_shape() {
    let Some(seed) = seed() else { return skip("no seed") };
    let source = numbered(&seed);
    let whole = read(&source).report.numbers;
    assert_eq!(whole.iter().count(), 10 + 24 * 6 + 12);
    let rows = |between: &dyn Fn(&str) -> String| -> String {
        let line = |line: &str| if line.contains('\t') { between(line) } else { line.to_owned() };
        source.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    let shapes = [
        ("pipes", rows(&|line| format!("| {} |", line.replace('\t', " | ")))),
        ("spaces", rows(&|line| line.replace('\t', "   "))),
        ("a cell a line", rows(&|line| line.replace('\t', "\n"))),
        ("wide digits", rows(&|line| line.chars().map(wide).collect())),
    ];
    for (name, text) in shapes {
        let numbers = read(&text).report.numbers;
        let missing: Vec<_> = whole.iter().filter(|(key, number)| numbers.get(*key) != Some(*number)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        assert_eq!(numbers, whole, "{name}");
    }
    let flat = read(&seed.replace('\t', "")).report.numbers;
    assert_eq!(flat, read(&seed).report.numbers, "run together");
}

/// Cells that nobody filled stay blank, and no other number takes their place, though the page has closed
/// up what wide labels cover. Where a program cut the blanks at the ends of lines, a row may be given up,
/// and is then told.
#[test]
fn cells_that_are_left_blank() {
    let Some(seed) = seed() else { return skip("no seed") };
    let source = numbered(&seed);
    let whole = read(&source).report.numbers;
    for round in 0..200 {
        let mut random = fastrand::Rng::with_seed(round);
        let (share, cut) = (random.f64(), random.bool());
        let mut gone = Vec::new();
        let mut line = |line: &str| {
            let mut cell = |cell: &str| {
                let number = cell.starts_with(|first: char| first.is_ascii_digit()) && cell.len() == 5;
                if number && random.f64() < share {
                    gone.push(cell.to_owned());
                    return String::new();
                }
                cell.to_owned()
            };
            let line = line.split('\t').map(&mut cell).collect::<Vec<_>>().join("\t");
            if cut { line.trim_end_matches('\t').to_owned() } else { line }
        };
        let text = source.lines().map(&mut line).collect::<Vec<_>>().join("\n");
        let Imported { report, remarks } = read(&text);
        for (key, number) in whole.iter() {
            let found = report.numbers.get(key);
            let wanted = Some(number).filter(|number| !gone.contains(&number.to_string()));
            let told = |number: &Number| remarks.iter().any(|remark| remark.excerpt.contains(&number.to_string()));
            let given_up = cut && found.is_none() && wanted.as_ref().is_some_and(told);
            assert!(found == wanted || given_up, "round {round}: {key} {found:?} {wanted:?}\n{text}");
        }
    }
}

/// What a paper, an archive or a page puts around and between the words is no word of the report:
/// each source, its unit, its preface and its last paragraphs.
#[test]
fn strokes_numbers_of_pages_and_contents_are_no_words_of_the_report() {
    const TITLE: &str = "示例市水务局2024年政府信息公开工作年度报告";
    const TEXT: &str = "一、总体情况\n全年公开12条。\n六、其他需要报告的事项\n没有其他事项。";
    const CONTENTS: &str = "目录\n一、总体情况……1\n二、主动公开政府信息情况\t2\n\
        三、收到和处理政府信息公开申请情况 3\n六、其他需要报告的事项……5";
    let cases = [
        (format!("【来源】某网站\n----------\n{TITLE}\n{TEXT}"), "", "没有其他事项。"),
        (format!("========\n  示例市水务局\n2024年政府信息公开工作年度报告\n* * * *\n{TEXT}"), "", "没有其他事项。"),
        (format!("{TITLE}\n{CONTENTS}\n本报告按条例编制。\n{TEXT}\n— 3 —"), "本报告按条例编制。", "没有其他事项。"),
        (format!("{TITLE}\n{CONTENTS}\n{TEXT}"), "", "没有其他事项。"),
        (format!("{TITLE}\n----\n{TEXT}\n————\n以上。"), "", "没有其他事项。\n以上。"),
    ];
    for (source, preface, others) in cases {
        let Imported { report, remarks } = read(&source);
        assert_eq!(report.unit.name, "示例市水务局", "{source}");
        assert_eq!(report.preface.text(), preface, "{source}");
        assert_eq!(report.prose(SectionId::Others).unwrap().text(), others, "{source}");
        assert!(lost(&source, &Imported { report, remarks }).is_empty(), "{source}");
    }
    // A report that knows neither its unit nor its year calls itself 0年….
    let nameless = read(&format!("0年政府信息公开工作年度报告\n{TEXT}"));
    assert_eq!((nameless.report.unit.name.as_str(), nameless.report.year), ("", 0));
}

/// Words on a line of their own end a row of a table: what stands after them is no number of it.
#[test]
fn what_follows_other_words_is_no_number_of_the_row_before() {
    let text = "二、主动公开政府信息情况\n行政许可\t\nSheet 2\t7\n行政处罚\t5";
    let Imported { report, remarks } = read(text);
    let number = |key: &str| report.numbers.get(CellKey::parse(key).unwrap());
    assert_eq!((number("licensing.decisions"), number("penalties.decisions")), (None, Some(Number::Count(5))));
    assert!(
        remarks.iter().any(|one| one.kind == RemarkKind::NotUnderstood && one.excerpt.contains('7')),
        "{remarks:?}"
    );
}

fn wide(one: char) -> char {
    if one.is_ascii_digit() { char::from_u32(u32::from(one) + 0xfee0).unwrap() } else { one }
}

#[test]
fn any_bytes_are_read_or_refused() {
    for round in 0..400 {
        let mut random = fastrand::Rng::with_seed(round);
        let bytes: Vec<u8> = (0..random.usize(..600)).map(|_| random.u8(..)).collect();
        let _ = text::read_bytes(&bytes);
    }
    let long = "一".repeat(text::LIMIT / 3 + 1);
    assert!(matches!(text::read(&long), Err(ReadError::TooLarge { limit: text::LIMIT, .. })));
    assert_eq!(text::read_bytes(&[0, 1, 2, 3]), Err(ReadError::NotText));
}

#[test]
fn a_text_is_the_same_in_every_encoding() {
    let utf8 = read(SMALL);
    let (gb, _, _) = encoding_rs::GB18030.encode(SMALL);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(SMALL.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xef\xbb\xbf", SMALL.as_bytes()].concat();
    for bytes in [gb.as_ref(), &utf16, &marked, SMALL.as_bytes()] {
        assert_eq!(text::read_bytes(bytes).unwrap(), utf8);
    }
}

/// Pages built to take long. What they take grows with their length: a tenth of the largest page
/// is enough to see a search that runs away.
#[test]
fn hostile_pages_take_a_bounded_time() {
    let rows = "三、收到和处理政府信息公开申请情况\n";
    let shapes = [
        "一、".to_owned(),
        "一、总体情况五、存在问题".to_owned(),
        "（一）公开。（二）".to_owned(),
        format!("{rows}1.属于国家秘蜜 1 2 3\n"),
        format!("{rows}一、本年新收政府信息公开申请数量{}\n", "12".repeat(40)),
        "1234567890".to_owned(),
        "**|\t。\n".to_owned(),
        "规章 1 年报告公开\n".to_owned(),
    ];
    for shape in shapes {
        let head = format!("{rows}一、本年新收政府信息公开申请数量");
        let text = head + &shape.repeat(150_000 / shape.chars().count());
        let start = std::time::Instant::now();
        read(&text);
        assert!(start.elapsed().as_secs() < 20, "{shape}");
    }
}

/// An invented report in few words.
const SMALL: &str = "# 云溪县水务局2024年政府信息公开工作年度报告

一、总体情况
（一）主动公开。全年公开信息12条，**重点领域**占一半。
1.平台建设
本局没有自己的网站,由县政府网站代为公开。

二、主动公开政府信息情况
规章\t0\t0\t0
行政规范性文件\t2\t1\t22（其中修订16件）
行政许可\t1,234件
行政处罚\t/
行政强制\t０
行政事业性收费\t300元

三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 5 0 0 0 0 1 6
二、上年结转政府信息公开申请数量0000000
（三）不予公开1.属于国家秘密 1 0 0 0 0 0 1
（六）其他处理 3 0 0 0 0 1 4
（七）总计 4 0 0 0 0 1 6
四、结转下年度继续办理 1 0 0 0 0 0 1

四、政府信息公开行政复议、行政诉讼情况
10203120001200000

五、存在问题及改进情况
问题是……

六、其他需要报告的事项
本年度未收取信息处理费。

云溪县水务局
2025年1月20日
";

#[test]
fn a_small_report_is_read_with_its_remarks() {
    let reading = read(SMALL);
    let report = &reading.report;
    let form = Form::of(report.form).unwrap();
    assert_eq!(
        (report.unit.name.as_str(), report.unit.kind, report.year),
        ("云溪县水务局", UnitKind::Department, 2024)
    );
    assert_eq!(report.title, None);
    let overview: Vec<_> =
        report.sections[&SectionId::Overview].paragraphs.iter().map(|p| (p.level, p.text())).collect();
    assert_eq!(overview[0], (Level::Body, "（一）主动公开。全年公开信息12条，重点领域占一半。".to_owned()));
    assert_eq!(overview[1], (Level::Third, "1.平台建设".to_owned()));
    assert_eq!(overview[2], (Level::Body, "本局没有自己的网站,由县政府网站代为公开。".to_owned()));
    assert!(report.sections[&SectionId::Overview].paragraphs[0].runs()[1].marks.bold);
    let signature = report.signature.as_ref().unwrap();
    assert_eq!((signature.unit.as_str(), signature.date.to_string().as_str()), ("云溪县水务局", "2025-01-20"));
    for (key, shown) in [
        ("normative_documents.in_force", "22"),
        ("licensing.decisions", "1234"),
        ("penalties.decisions", ""),
        ("coercive_measures.decisions", "0"),
        ("fees.amount", "0.03"),
        ("received.total", "6"),
        ("carried_in.total", "0"),
        ("otherwise.total", "4"),
        ("total.total", "6"),
        ("direct.upheld", "12"),
    ] {
        let number = report.numbers.shown(form, CellKey::parse(key).unwrap());
        assert_eq!(number.map(|number| number.to_string()).unwrap_or_default(), shown, "{key}");
    }
    let total = CellKey::parse("total.total").unwrap();
    assert_eq!(report.numbers.stated(total), Some(StatedTotal::Number(6)));
    assert_eq!(report.numbers.computed(form, total), Some(Number::Count(5)));
    assert_eq!(report.numbers.all_stated().count(), 1);
    assert_eq!(report.notes[&CellKey::parse("normative_documents.in_force").unwrap()], "其中修订16件");
    assert_eq!(report.stated.titles[&SectionId::Problems], "五、存在问题及改进情况");
    let remarks: String = reading
        .remarks
        .iter()
        .filter(|remark| !matches!(remark.kind, RemarkKind::RowMissing { .. }))
        .map(|remark| format!("{} {} {:?}\n", remark.line, remark.excerpt, remark.kind))
        .collect();
    expect![[r#"
        0 云溪县水务局 KindGuessed { unit: Department }
        10 22（其中修订16件） Note { cell: CellKey { row: normative_documents, column: in_force } }
        11 1,234件 UnitDropped { cell: CellKey { row: licensing, column: decisions }, contradicts: false }
        12 / NotANumber { cell: CellKey { row: penalties, column: decisions } }
        14 300元 Converted { cell: CellKey { row: fees, column: amount } }
        18 二、上年结转政府信息公开申请数量0000000 Separated { rows: 1 }
        20 （六）其他处理 3 0 0 0 0 1 4 ClosedOtherwiseMoved { numbers: [Some(3), Some(0), Some(0), Some(0), Some(0), Some(1), Some(4)] }
        21 6 TotalDiffers { cell: CellKey { row: total, column: total }, stated: Some(6), computed: Some(Count(5)) }
        25 10203120001200000 Separated { rows: 1 }
        27 五、存在问题及改进情况 TitleDiffers { section: Problems }
    "#]].assert_eq(&remarks);
}

/// The shipped sample is the seed as it is read. `UPDATE_EXPECT=1` writes it anew.
#[test]
fn the_shipped_sample_is_the_seed() {
    let Some(seed) = seed() else { return skip("no seed") };
    let reading = read(&seed);
    assert_eq!((reading.report.unit.name.as_str(), reading.report.year), ("卫滨区信访局", 2024));
    assert_eq!(reading.report.unit.kind, UnitKind::Department);
    let kinds: Vec<_> = reading.remarks.iter().map(|remark| &remark.kind).collect();
    assert_eq!(kinds, [&RemarkKind::KindGuessed { unit: UnitKind::Department }]);
    let report = serde_json::to_string_pretty(&reading.report).unwrap();
    let fields = report.strip_prefix("{\n").unwrap();
    let draft = format!("{{\n  \"format\": \"nianbao-draft\",\n  \"version\": \"1.0\",\n{fields}\n");
    expect_test::expect_file!["../../assets/samples/weibin-2024.nianbao"].assert_eq(&draft);
}

/// Rows of numbers that no table took are listed and not left in the text; a telephone number and the day of
/// signing stay where they are.
#[test]
fn rows_of_numbers_outside_of_tables_are_listed() {
    let text = "示例市水务局2024年政府信息公开工作年度报告\n一、总体情况\n公开3条。\n六、其他需要报告的事项\n没有收取费用。\n\
        12 | 34 | — | 56\n78件\n0512-12345678\n13800000000\n2025 1 20\n";
    let reading = read(text);
    let others = reading.report.prose(SectionId::Others).unwrap().text();
    assert!(!others.contains('|') && !others.contains("78件"), "{others}");
    assert!(others.contains("0512-12345678") && others.contains("13800000000"), "{others}");
    let listed: Vec<&str> = reading
        .remarks
        .iter()
        .filter(|remark| remark.kind == RemarkKind::NotUnderstood)
        .map(|remark| &*remark.excerpt)
        .collect();
    assert_eq!(listed, ["12 34 — 56 78件"]);
}
