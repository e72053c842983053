//! Tables that have the form's words in other places: turned, in long form, in parts, with further columns. Each number is
//! found by the words of its row and its column, or told; none comes into another cell.

use super::neighbours::{numbers, page, read, right};
use nianbao::form::{CellKey, Edition, Form, SectionId};
use nianbao::import::{Imported, RemarkKind};

type Rows = Vec<Vec<String>>;

/// The heads of the columns of table three.
const HEADS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// A page of which `change` rewrites the rows of each table; several tables where it gives several.
fn changed(change: impl Fn(usize, Rows) -> Vec<Rows>) -> String {
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let table = |rows: &Rows| format!("<table>{}</table>", rows.iter().map(row).collect::<String>());
    let page = page(|at, rows| change(at, rows).iter().map(table).collect());
    format!("<html><body>{}</body></html>", page.replace('\n', "<br>"))
}

/// The label of a row of table three, the row's own last words.
fn label(row: &[String]) -> String {
    row.iter().take(row.len() - HEADS.len()).rev().find(|cell| !cell.is_empty()).unwrap().clone()
}

/// The rows of table three with numbers.
fn numbered(rows: &Rows) -> Rows {
    rows.iter().filter(|row| row.last().unwrap().parse::<u64>().is_ok()).cloned().collect()
}

fn turned(rows: &Rows) -> Rows {
    let width = rows.iter().map(Vec::len).max().unwrap();
    (0..width).map(|at| rows.iter().map(|row| row.get(at).cloned().unwrap_or_default()).collect()).collect()
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Table three in long form, with what `head` makes of a row and a column.
fn long(rows: &Rows, head: &[&str], cells: impl Fn(&str, &str, &str) -> Vec<String>) -> Rows {
    let mut all = vec![words(head)];
    for row in numbered(rows) {
        let label = label(&row);
        let values = row.iter().skip(row.len() - HEADS.len());
        all.extend(HEADS.iter().zip(values).map(|(column, value)| cells(&label, column, value)));
    }
    all
}

#[test]
fn each_number_is_found_by_its_words() {
    type Change = fn(usize, Rows) -> Vec<Rows>;
    let ways: [(&str, Change); 9] = [
        ("turned", |table, rows| match table {
            1 => {
                let mut labels = vec!["申请人".to_owned()];
                labels.extend(numbered(&rows).iter().map(|row| label(row)));
                let values: Rows = numbered(&rows).iter().map(|row| row[row.len() - HEADS.len()..].to_vec()).collect();
                let values = turned(&values).into_iter().zip(HEADS);
                let body = values.map(|(cells, head)| [vec![head.to_owned()], cells].concat());
                vec![std::iter::once(labels).chain(body).collect()]
            }
            _ => vec![rows],
        }),
        ("turned with all its labels", |table, rows| vec![if table == 1 { turned(&rows) } else { rows }]),
        ("table four turned", |table, rows| vec![if table == 2 { turned(&rows) } else { rows }]),
        ("long", |table, rows| match table {
            1 => {
                vec![long(&rows, &["事项", "申请人", "数量"], |row, column, value| words(&[row, column, value]))]
            }
            _ => vec![rows],
        }),
        ("long, words in one cell", |table, rows| match table {
            1 => vec![long(&rows, &["指标", "数值"], |row, column, value| {
                words(&[&format!("{row}/{column}"), value])
            })],
            _ => vec![rows],
        }),
        ("shares behind the totals", |table, rows| match table {
            1 => {
                let share = |(at, mut row): (usize, Vec<String>)| {
                    let words = if at == 0 { "占比".to_owned() } else { format!("{}.5%", at % 90) };
                    row.push(if at < 3 && at > 0 { String::new() } else { words });
                    row
                };
                vec![rows.into_iter().enumerate().map(share).collect()]
            }
            _ => vec![rows],
        }),
        ("an empty column among the others", |table, rows| match table {
            1 => {
                let wide = |mut row: Vec<String>| {
                    let at = row.len() - 4;
                    row.insert(at, String::new());
                    row
                };
                vec![rows.into_iter().map(wide).collect()]
            }
            _ => vec![rows],
        }),
        ("right columns in a table of their own", |table, rows| match table {
            1 => {
                let part = |from: usize, to: usize| -> Rows {
                    let cells = |row: &Vec<String>| {
                        let first = row.len() - HEADS.len();
                        [&row[..first], &row[first + from..first + to]].concat()
                    };
                    rows.iter().map(cells).collect()
                };
                vec![part(0, 4), part(4, 7)]
            }
            _ => vec![rows],
        }),
        ("the total first", |table, rows| match table {
            1 => {
                let moved = |row: &Vec<String>| {
                    let mut row = row.clone();
                    let last = row.pop().unwrap();
                    row.insert(row.len() - 6, last);
                    row
                };
                vec![rows.iter().map(moved).collect()]
            }
            _ => vec![rows],
        }),
    ];
    for (name, way) in ways {
        assert_eq!(right(&read(&changed(way)), name), 200, "{name}");
    }
}

/// Two years in one table in long form: nothing says which number is the report's.
#[test]
fn a_cell_with_two_numbers_is_not_read() {
    let page = changed(|table, rows| match table {
        1 => {
            let mut all = long(&rows, &["年度", "事项", "申请人", "数量"], |row, column, value| {
                words(&["2024年", row, column, value])
            });
            let former = all.iter().skip(1).map(|row| words(&["2023年", &row[1], &row[2], "777777"]));
            let former: Rows = former.collect();
            all.extend(former);
            vec![all]
        }
        _ => vec![rows],
    });
    let reading = read(&page);
    let has_former = reading.report.numbers.iter().any(|(_, number)| number.to_string().contains("777777"));
    assert!(!has_former);
    assert_no_wrong(&reading);
}

/// Numbers below no head, and heads that stand beside their numbers, are told and not guessed.
#[test]
fn half_of_a_table_without_its_heads_is_told() {
    let page = changed(|table, rows| match table {
        1 => {
            let short = |row: &Vec<String>| row[..row.len() - 5].to_vec();
            let without_lower = rows.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, row)| short(row));
            vec![without_lower.collect()]
        }
        _ => vec![rows],
    });
    let reading = read(&page);
    assert_no_wrong(&reading);
    let told = reading.remarks.iter().any(|remark| {
        matches!(
            remark.kind,
            RemarkKind::NotUnderstood
                | RemarkKind::RowDoesNotFit { .. }
                | RemarkKind::BlankCells { section: SectionId::Requests, .. }
        )
    });
    assert!(told);
}

fn assert_no_wrong(reading: &Imported) {
    let form = Form::of(Edition::Cn2021).unwrap();
    let own = |key: CellKey| reading.report.numbers.get(key).map(|number| number.to_string());
    for (key, number) in numbers(form) {
        assert!(own(key).is_none_or(|own| own == number.to_string()), "{key}");
    }
}
