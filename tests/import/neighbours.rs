//! What stands beside a report's numbers and is none of its cells: numbers that narrow cells broke off, another year's
//! columns and tables, another report, numbers of rows and columns; and tables that other programs draw, part or quote. No
//! number may come from there, and nothing that is left out may be left unsaid.

use std::collections::BTreeMap;

use nianbao::form::{CellKey, Edition, Form};
use nianbao::import::{self, Imported, RemarkKind};

pub(super) const TITLE: &str = "云溪县水务局2024年政府信息公开工作年度报告";

/// A number for each cell; those that add up others are their sums.
pub(super) fn numbers(form: &Form) -> BTreeMap<CellKey, u64> {
    let mut numbers = BTreeMap::new();
    for (field, next) in form.fields().zip(1003..) {
        numbers.insert(field.key, if field.total { 0 } else { next });
    }
    for _ in 0..2 {
        for identity in form.identities.iter().filter(|identity| identity.computes) {
            let sum = identity.left.iter().map(|part| numbers[part]).sum();
            identity.right.iter().for_each(|total| {
                numbers.insert(*total, sum);
            });
        }
    }
    numbers
}

/// The rows of a table as the form has them; a position that a merged cell covers is empty.
fn grid(form: &Form, table: usize, numbers: &BTreeMap<CellKey, u64>) -> Vec<Vec<String>> {
    let table = &form.tables[table];
    let mut rows = vec![vec![String::new(); table.column_count()]; table.row_count()];
    for cell in &table.cells {
        rows[cell.row][cell.column] = cell.key().map_or_else(|| cell.label(), |key| numbers[&key].to_string());
    }
    rows
}

/// A report with its tables written by `write`.
pub(super) fn page(write: impl Fn(usize, Vec<Vec<String>>) -> String) -> String {
    let form = Form::of(Edition::Cn2021).unwrap();
    let numbers = numbers(form);
    let mut lines = vec![TITLE.to_owned()];
    for section in &form.sections {
        lines.push(section.title.clone());
        let table =
            form.table_of(section.id).map(|own| form.tables.iter().position(|one| one.name == own.name).unwrap());
        lines.push(
            table.map_or_else(|| "没有需要说明的。".to_owned(), |table| write(table, grid(form, table, &numbers))),
        );
    }
    lines.push("云溪县水务局\n2025年1月16日\n".to_owned());
    lines.join("\n")
}

pub(super) fn bars(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect::<Vec<_>>().join("\n")
}

pub(super) fn read(text: &str) -> Imported {
    import::read(text.as_bytes()).expect("a report is read")
}

/// How many cells are as they should be; no other has a number.
pub(super) fn right(reading: &Imported, name: &str) -> usize {
    let form = Form::of(Edition::Cn2021).unwrap();
    let shown = |key: CellKey| reading.report.numbers.shown(form, key).map(|number| number.to_string());
    let mut right = 0;
    for (key, number) in numbers(form) {
        match shown(key) {
            Some(text) => {
                assert_eq!(text, number.to_string(), "{name}: {key}");
                right += 1;
            }
            None => {
                let told = |excerpt: &str| excerpt.contains(&number.to_string());
                assert!(reading.remarks.iter().any(|remark| told(&remark.excerpt)), "{name}: {key} {number}");
            }
        }
    }
    right
}

fn assert_whole(text: &str, name: &str) -> Imported {
    let reading = read(text);
    assert_eq!(right(&reading, name), 200, "{name}: {:?}", reading.remarks);
    reading
}

fn counts(reading: &Imported, kind: &RemarkKind) -> usize {
    reading.remarks.iter().filter(|remark| remark.kind == *kind).count()
}

/// The widths of drawn grids are those that a program thinks characters have; only the bars are sure.
#[test]
fn grids_are_read_whatever_width_they_give_to_characters() {
    let line = |row: &[String], mark: &str| format!("+{}", row.iter().map(|_| format!("{mark}+")).collect::<String>());
    let content = |row: &[String]| format!("| {} |", row.join(" | "));
    let ruled = |rows: Vec<Vec<String>>| {
        let lines: Vec<String> = rows.iter().map(|row| format!("{}\n{}", line(row, "-----"), content(row))).collect();
        format!("{}\n{}", lines.join("\n"), line(&rows[0], "-----"))
    };
    assert_whole(&page(|_, rows| ruled(rows)), "a line between all rows");
    let open = |rows: Vec<Vec<String>>| {
        let lines: Vec<String> = rows.iter().map(|row| content(row)).collect();
        format!("{0}\n{1}\n{0}", line(&rows[0], "---"), lines.join("\n"))
    };
    assert_whole(&page(|_, rows| open(rows)), "no line between rows");
}

#[test]
fn tables_of_wikis_are_read_with_their_spans() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let numbers = numbers(form);
    let text = page(|table, rows| {
        let mut lines = vec!["{| class=\"wikitable\"".to_owned()];
        for at in 0..rows.len() {
            lines.push("|-".to_owned());
            for cell in form.tables[table].cells.iter().filter(|cell| cell.row == at) {
                let words = cell.key().map_or_else(|| cell.label(), |key| numbers[&key].to_string());
                lines.push(format!("| colspan=\"{}\" rowspan=\"{}\" | {words}", cell.across, cell.down));
            }
        }
        lines.push("|}".to_owned());
        lines.join("\n")
    });
    assert_whole(&text, "wiki");
}

#[test]
fn a_quoted_mail_is_read_without_its_marks() {
    let text: String = page(|_, rows| bars(&rows)).lines().map(|line| format!("> {line}\n")).collect();
    assert_eq!(assert_whole(&text, "quoted").report.unit.name, "云溪县水务局");
}

/// Sentences with commas are no table, and a table with commas may stand among them.
#[test]
fn a_text_is_a_table_with_commas_only_where_labels_say_so() {
    let prose: Vec<String> =
        (1..60).map(|week| format!("第{week}周,公开{week}条,答复{week}件,更新{week}个。")).collect();
    let prose = prose.join("\n");
    for between in [",", ";"] {
        let table = |_, rows: Vec<Vec<String>>| rows.iter().map(|row| row.join(between)).collect::<Vec<_>>().join("\n");
        let text = page(table).replacen("没有需要说明的。", &prose, 1);
        let reading = assert_whole(&text, between);
        let overview = reading.report.sections.values().next().unwrap().text();
        assert_eq!(overview, prose, "{between}");
    }
    let quoted = |_, rows: Vec<Vec<String>>| -> String {
        let cell = |cell: &String| match cell.char_indices().nth(5) {
            Some((at, _)) if cell.parse::<u64>().is_err() => format!("\"{}\n{}\"", &cell[..at], &cell[at..]),
            _ => cell.clone(),
        };
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t")).collect::<Vec<_>>().join("\n")
    };
    assert_whole(&page(quoted), "cells of several lines");
}

#[test]
fn numbers_that_count_rows_and_columns_are_left_out() {
    let numbered = |_, rows: Vec<Vec<String>>| {
        let width = rows[0].len();
        let head = format!("| 序号 | {} |", (1..=width).map(|at| at.to_string()).collect::<Vec<_>>().join(" | "));
        let rows: Vec<String> =
            rows.iter().zip(1..).map(|(row, at)| format!("| {at} | {} |", row.join(" | "))).collect();
        format!("{head}\n{}", rows.join("\n"))
    };
    assert_whole(&page(numbered), "in cells");
    let lines: Vec<String> =
        page(|_, rows| bars(&rows)).lines().zip(1..).map(|(line, at)| format!("{at:4}  {line}")).collect();
    assert_whole(&lines.join("\n"), "before lines");
}

/// The left columns, and the right ones below them, with the labels once more or without.
#[test]
fn halves_of_a_table_are_joined() {
    for again in [true, false] {
        let halves = |table: usize, rows: Vec<Vec<String>>| {
            if table != 1 {
                return bars(&rows);
            }
            let left: Vec<Vec<String>> = rows.iter().map(|row| row[..6].to_vec()).collect();
            let right = |row: &Vec<String>| [if again { &row[..3] } else { &[] }, &row[6..]].concat();
            format!("{}\n续表\n{}", bars(&left), bars(&rows.iter().map(right).collect::<Vec<_>>()))
        };
        assert_whole(&page(halves), if again { "labels again" } else { "numbers alone" });
    }
}

#[test]
fn of_two_years_side_by_side_this_one_is_taken() {
    for heads in [["本年", "上年"], ["上年", "本年"], ["2023年", "2024年"]] {
        let is_first = heads[0] == "本年";
        let both = |_, rows: Vec<Vec<String>>| {
            let is_number = |cell: &String| cell.parse::<u64>().is_ok();
            let pair = |own: &str, other: &str| if is_first { [own, other] } else { [other, own] }.map(str::to_owned);
            let mut lines = Vec::new();
            for row in &rows {
                let count = row.iter().filter(|cell| is_number(cell)).count();
                let cells = row.iter().flat_map(|cell| match is_number(cell) {
                    true => pair(cell, "77777").to_vec(),
                    false => vec![cell.clone()],
                });
                let cells: Vec<String> = cells.collect();
                if count > 0 {
                    let labels = row.iter().take_while(|cell| !is_number(cell)).count();
                    let years = std::iter::repeat_n(heads, count).flatten().map(str::to_owned);
                    lines.push(vec![String::new(); labels].into_iter().chain(years).collect());
                }
                lines.push(cells);
            }
            bars(&lines)
        };
        let reading = assert_whole(&page(both), heads[0]);
        assert_eq!(counts(&reading, &RemarkKind::OtherYear), 3, "{heads:?}");
    }
}

/// A table of last year's that the text quotes, before the report's own or after it.
#[test]
fn a_table_of_another_year_is_listed() {
    let other = |rows: &[Vec<String>]| bars(rows).replace(" 10", " 90");
    for order in [true, false] {
        let tables = |table: usize, rows: Vec<Vec<String>>| match table {
            1 if order => format!("2023年的情况如下：\n{}\n2024年的情况如下：\n{}", other(&rows), bars(&rows)),
            1 => format!("{}\n附：2023年的情况\n{}", bars(&rows), other(&rows)),
            _ => bars(&rows),
        };
        let reading = assert_whole(&page(tables), if order { "before" } else { "after" });
        assert_eq!(counts(&reading, &RemarkKind::OtherYear), 1, "{order}");
        assert!(reading.remarks.len() < 6, "{order}: {:?}", reading.remarks);
    }
}

#[test]
fn of_several_reports_in_a_file_the_first_is_read() {
    let first = page(|_, rows| bars(&rows));
    let second = first.replace("云溪县水务局", "白沙镇人民政府").replace(" 10", " 90");
    let reading = assert_whole(&format!("{first}{second}"), "two");
    assert_eq!(reading.report.unit.name, "云溪县水务局");
    assert_eq!(counts(&reading, &RemarkKind::OtherReport), 1);
}

/// The digits that narrow cells broke off stand in a line below the numbers: no cell has what is left of its number.
#[test]
fn numbers_with_pieces_below_them_are_left_blank() {
    let broken = |table: usize, rows: Vec<Vec<String>>| {
        let is_cut = |row: &Vec<String>| {
            table == 2 || row.iter().any(|cell| cell.starts_with("行政规范性") || cell.starts_with("（一）予以"))
        };
        let lines = rows.iter().map(|row| {
            let numbers = row.iter().filter(|cell| cell.parse::<u64>().is_ok());
            let words = row.iter().filter(|cell| !cell.is_empty() && cell.parse::<u64>().is_err()).cloned();
            if !is_cut(row) {
                return row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("  ");
            }
            let (heads, pieces): (Vec<String>, Vec<String>) =
                numbers.map(|number| (number[..3].to_owned(), number[3..].to_owned())).unzip();
            format!("{}\n{}", words.chain(heads).collect::<Vec<_>>().join("  "), pieces.join("  "))
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let form = Form::of(Edition::Cn2021).unwrap();
    let reading = read(&page(broken));
    for (key, number) in numbers(form) {
        let shown = reading.report.numbers.shown(form, key).map(|number| number.to_string());
        assert!(shown.is_none() || shown == Some(number.to_string()), "{key} {number} {shown:?}");
    }
}

#[test]
fn apostrophes_part_thousands() {
    for mark in ["'", "’"] {
        let parted = |number: &String| match number.parse::<u64>() {
            Ok(_) => format!("{}{mark}{}", &number[..number.len() - 3], &number[number.len() - 3..]),
            Err(_) => number.clone(),
        };
        let table = |_, rows: Vec<Vec<String>>| {
            bars(&rows.iter().map(|row| row.iter().map(parted).collect()).collect::<Vec<Vec<String>>>())
        };
        assert_whole(&page(table), mark);
    }
}

/// What systems show in fields, and what public accounts keep invisible until a script runs.
#[test]
fn pages_show_fields_and_what_scripts_show() {
    let table = |cell: &dyn Fn(&str) -> String| {
        page(|_, rows| {
            let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(|it| cell(it)).collect::<String>());
            format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
        })
    };
    let plain = |text: &str| format!("<td>{text}</td>");
    let field = |text: &str| match text.parse::<u64>() {
        Ok(_) => format!("<td><input value=\"{text}\"></td>"),
        Err(_) => plain(text),
    };
    let body = |text: String| -> String {
        let line = |line: &str| if line.starts_with('<') { line.to_owned() } else { format!("<p>{line}</p>") };
        text.lines().map(line).collect()
    };
    let pages = [
        ("fields", format!("<html><body>{}</body></html>", body(table(&field)))),
        (
            "invisible",
            format!(
                "<html><body><h1>公众号</h1><div style=\"visibility: hidden; opacity: 0\">{}</div></body></html>",
                body(table(&plain))
            ),
        ),
    ];
    for (name, page) in pages {
        let reading = assert_whole(&page, name);
        assert!(reading.remarks.len() < 6, "{name}: {:?}", reading.remarks);
    }
}
