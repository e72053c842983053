//! Tables whose columns are not the form's: in another order, fewer, or with others beside. No number comes into a wrong
//! cell, and where cells and heads say which is which, none is lost.

use nianbao::form::{CellKey, Form};
use nianbao::import::{Imported, text};
use nianbao::report::Report;

use crate::other_kinds;
use crate::report_tables::{Rows, grids};

/// Labels in three columns, then seven numbers.
const FIRST: usize = 3;
const LAST: usize = 9;

/// The report as text; `three` changes table three, `join` sets a row.
fn source(report: &Report, change: impl Fn(usize, Rows) -> Rows, join: fn(&[String]) -> String) -> String {
    let form = Form::of(report.form).unwrap();
    let mut tables = grids(form, report).into_iter().enumerate();
    let mut lines = vec![other_kinds::TITLE.to_owned()];
    for section in &form.sections {
        lines.push(section.title.clone());
        match form.table_of(section.id) {
            Some(_) => {
                let (index, rows) = tables.next().unwrap();
                lines.extend(change(index, rows).iter().map(|row| join(row)));
            }
            None => lines.push("没有其他需要报告的事项。".to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

fn tabs(row: &[String]) -> String {
    row.join("\t")
}

fn bars(row: &[String]) -> String {
    format!("| {} |", row.join(" | "))
}

/// Without any edge of a cell, and so without the empty ones.
fn spaces(row: &[String]) -> String {
    row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("  ")
}

/// The wrong and the lost cells; a total that is not stated is computed.
fn outcome(reading: &Imported, report: &Report) -> (Vec<CellKey>, Vec<CellKey>) {
    let form = Form::of(report.form).unwrap();
    let (mut wrong, mut lost) = (Vec::new(), Vec::new());
    for field in form.fields() {
        match (reading.report.numbers.shown(form, field.key), report.numbers.shown(form, field.key)) {
            (found, wanted) if found == wanted => {}
            (None, _) => lost.push(field.key),
            _ => wrong.push(field.key),
        }
    }
    (wrong, lost)
}

fn permuted(rows: Rows, order: fn(&[String]) -> Vec<String>) -> Rows {
    rows.iter().map(|row| row[..FIRST].iter().cloned().chain(order(&row[FIRST..])).collect()).collect()
}

type Change = fn(Rows) -> Rows;

/// Changes to table three that its heads tell.
const TOLD: [(&str, Change); 8] = [
    ("the total first", |rows| permuted(rows, |row| [&row[6..], &row[..6]].concat())),
    ("from right to left", |rows| permuted(rows, |row| row.iter().rev().cloned().collect())),
    ("two changed", |rows| permuted(rows, |row| [&row[..1], &row[2..3], &row[1..2], &row[3..]].concat())),
    ("rows counted", |rows| numbered(rows, FIRST)),
    ("shares behind", |rows| beside(rows, "占比", |at| format!("{at}%"))),
    ("last year's totals behind", |rows| beside(rows, "上年总计", |at| (at * 7).to_string())),
    ("notes behind", |rows| beside(rows, "备注", |at| if at % 3 == 0 { format!("见说明{at}") } else { String::new() })),
    ("all labels twice", |rows| rows.into_iter().map(|row| [&row[..FIRST], &row[FIRST - 1..]].concat()).collect()),
];

fn numbered(rows: Rows, heads: usize) -> Rows {
    let count = |at: usize| if at < heads { "序号".to_owned() } else { (at + 1 - heads).to_string() };
    rows.into_iter().enumerate().map(|(at, row)| [vec![count(at)], row].concat()).collect()
}

fn beside(rows: Rows, head: &str, cell: fn(usize) -> String) -> Rows {
    let own = |at: usize| {
        if at == 0 {
            head.to_owned()
        } else if at < FIRST {
            String::new()
        } else {
            cell(at)
        }
    };
    rows.into_iter().enumerate().map(|(at, row)| [row, vec![own(at)]].concat()).collect()
}

#[test]
fn heads_tell_the_columns() {
    let report = other_kinds::report();
    for (name, change) in TOLD {
        for (kind, join) in [("tabs", tabs as fn(&[String]) -> String), ("bars", bars)] {
            let text = source(&report, |index, rows| if index == 1 { change(rows) } else { rows }, join);
            let reading = text::read(&text).unwrap();
            let (wrong, lost) = outcome(&reading, &report);
            assert!(wrong.is_empty() && lost.is_empty(), "{name} {kind}: {wrong:?} {lost:?} {:?}", reading.remarks);
        }
    }
}

/// What has no column in the form is listed, once.
#[test]
fn further_columns_are_listed() {
    let report = other_kinds::report();
    let change = |index, rows| if index == 1 { beside(rows, "占比", |at| format!("{at}%")) } else { rows };
    let reading = text::read(&source(&report, change, tabs)).unwrap();
    let told: Vec<_> = reading.remarks.iter().filter(|remark| remark.excerpt.contains('%')).collect();
    assert!(matches!(told.as_slice(), [only] if only.excerpt.starts_with("占比 3% 4%")), "{told:?}");
}

#[test]
fn columns_that_are_not_there_are_blank() {
    let report = other_kinds::report();
    let few = |index, rows: Rows| if index == 1 { permuted(rows, |row| [&row[..1], &row[6..]].concat()) } else { rows };
    for join in [tabs as fn(&[String]) -> String, bars] {
        let reading = text::read(&source(&report, few, join)).unwrap();
        let (wrong, lost) = outcome(&reading, &report);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(lost.iter().all(|key| !matches!(key.column.as_str(), "natural_person" | "total")), "{lost:?}");
    }
}

/// Where nothing says in which cell a number stands, none is read below heads in another order.
#[test]
fn numbers_below_other_heads_are_left_out_where_no_cells_are_seen() {
    let report = other_kinds::report();
    let one_line = |rows: Rows| -> Rows {
        let heads =
            ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"].map(str::to_owned);
        [vec![vec![String::new(); FIRST].into_iter().chain(heads).collect()], rows[FIRST..].to_vec()].concat()
    };
    let plain = |index, rows: Rows| if index == 1 { one_line(rows) } else { rows };
    let (wrong, lost) = outcome(&text::read(&source(&report, plain, spaces)).unwrap(), &report);
    assert!(wrong.is_empty() && lost.is_empty(), "{wrong:?} {lost:?}");
    let turned = |index, rows: Rows| match index {
        1 => permuted(one_line(rows), |row| row.iter().rev().cloned().collect()),
        _ => rows,
    };
    let reading = text::read(&source(&report, turned, spaces)).unwrap();
    let (wrong, lost) = outcome(&reading, &report);
    assert!(wrong.is_empty() && lost.len() > 100, "{wrong:?}");
    let told: String = reading.remarks.iter().map(|remark| format!("{} ", remark.excerpt)).collect();
    let form = Form::of(report.form).unwrap();
    let untold = |key: &&CellKey| !told.contains(&report.numbers.shown(form, **key).unwrap().to_string());
    assert_eq!(lost.iter().filter(untold).count(), 0);
    // The same of table four, whose heads stand in three groups.
    let groups = |index, rows: Rows| -> Rows {
        if index == 2 { rows.into_iter().map(|row| row.into_iter().rev().collect()).collect() } else { rows }
    };
    let (wrong, _) = outcome(&text::read(&source(&report, groups, tabs)).unwrap(), &report);
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// A total whose own row is lost is not computed from the parts that happen to be left.
#[test]
fn totals_of_lost_rows_are_blank() {
    let report = other_kinds::report();
    let torn = |index, mut rows: Rows| -> Rows {
        if index == 1 {
            let last = rows.len() - 2;
            for row in [FIRST + 3, last] {
                rows[row][LAST] = "？？".to_owned();
                rows[row].remove(FIRST + 1);
            }
        }
        rows
    };
    let (wrong, _) = outcome(&text::read(&source(&report, torn, spaces)).unwrap(), &report);
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The last row of a table before a sentence is a row, though it is as long as a wrapped line.
#[test]
fn a_row_before_a_sentence_is_no_sentence() {
    let report = other_kinds::report();
    let text = source(&report, |_, rows| rows, spaces);
    let bare: String = text
        .lines()
        .filter(|line| !(line.starts_with("五、") || line.starts_with("四、政府")))
        .map(|line| format!("{line}\n"))
        .collect();
    let reading = text::read(&bare.replace("没有其他", "公开的形式还不够丰富，没有其他")).unwrap();
    let (wrong, lost) = outcome(&reading, &report);
    assert!(wrong.is_empty() && lost.is_empty(), "{wrong:?} {lost:?}");
}
