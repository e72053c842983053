//! Tables that the rows of the form do not fit, so that they are looked at again: by the words of each number's row and
//! column, by columns of words, by heads. All of them are below the sizes beyond which there is no second look.

use nianbao::form::{Edition, Form};

use super::Growth;
use super::pages::page;

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("readings: a table in long form", 300, |n| {
            html(&(0..n).map(|at| row(&[&rows()[at % 20], &columns()[at % 6], &at.to_string()])).collect::<String>())
        }),
        growth("readings: a turned table", 150, |n| {
            let of = |row_of: usize| (0..n).map(move |at| (at * row_of).to_string());
            let line = |at: usize| row(&std::iter::once(columns()[at % 6].clone()).chain(of(at)).collect::<Vec<_>>());
            let heads = row(&(0..=n).map(|at| rows()[at % 20].clone()).collect::<Vec<_>>());
            html(&format!("{heads}{}", (0..7).map(line).collect::<String>()))
        }),
        growth("readings: odd cells", 150, |n| {
            let odd = ["待核", "12①", "3（去年5）", "—", "约7", "１２"];
            html(&numbered(n, |at, column| odd[(at + column) % odd.len()].to_owned()))
        }),
        growth("readings: further columns", 120, |n| {
            let heads = row(&(0..n).map(|at| format!("占比{at}")).collect::<Vec<_>>());
            let line = |at: usize| {
                row(&std::iter::once(rows()[at].clone()).chain((0..n).map(|at| at.to_string())).collect::<Vec<_>>())
            };
            html(&format!("{heads}{}", (0..10).map(line).collect::<String>()))
        }),
        growth("readings: serial columns", 150, |n| {
            let serial = |at: usize, cells: String| cells.replacen("<tr>", &format!("<tr><td>{at}</td>"), 1);
            html(&(0..n).map(|at| serial(at + 1, numbered_row(at, |_, column| column.to_string()))).collect::<String>())
        }),
        growth("readings: columns that are counted", 150, |n| {
            let counted = row(&(0..8).map(|at| at.to_string()).collect::<Vec<_>>());
            html(&format!("{}{}", counted.repeat(n), numbered(20, |_, column| column.to_string())))
        }),
        growth("readings: heads above columns in another order", 400, |n| {
            let heads = row(&columns().iter().rev().cloned().collect::<Vec<_>>());
            let one = |at: usize| format!("{heads}{}", numbered_row(at, |at, column| (at + column).to_string()));
            html(&(0..n).map(one).collect::<String>())
        }),
        growth("readings: tables in parts", 100, |n| {
            let one = |at: usize| {
                let heads = row(&[rows()[at % 20].clone(), columns()[at % 6].clone(), columns()[(at + 1) % 6].clone()]);
                format!("<table>{heads}{}</table><p>续表</p>", row(&["甲".into(), at.to_string(), "2".into()]))
            };
            section(&(0..n).map(one).collect::<String>())
        }),
        growth("readings: tables of several years", 40, |n| {
            let one = |at: usize| {
                let table = numbered(4, |at, column| (at + column).to_string());
                format!("<p>附：{}年数据</p><table>{table}</table>", 2000 + at)
            };
            section(&(0..n).map(one).collect::<String>())
        }),
        growth("readings: cells that span columns", 200, |n| {
            let wide = |at: usize| format!("<tr><td colspan=4>{}</td><td>{at}</td></tr>", rows()[at % 20]);
            html(&(0..n).map(wide).collect::<String>())
        }),
        growth("readings: columns parted by spaces", 250, |n| {
            let line = |at: usize| {
                let numbers: String = (0..7).map(|column| format!("   {}", at + column)).collect();
                format!("{}{numbers}\n", rows()[at % 20])
            };
            text(&(0..n).map(line).collect::<String>())
        }),
        growth("readings: words in columns that are parted by spaces", 120, |n| {
            let line = |at: usize| (0..n).map(|word| format!("{}   ", at * word)).collect::<String>() + "\n";
            text(&(0..10).map(line).collect::<String>())
        }),
        growth("readings: tables parted by spaces", 250, |n| {
            let one = |at: usize| format!("{}   {at}   2   3\n甲   4   5   6\n\n\n\n\n公开。\n", rows()[at % 20]);
            text(&(0..n).map(one).collect::<String>())
        }),
        growth("readings: heads of columns, one a line", 400, |n| {
            text(&(0..n).map(|at| format!("{}\n", columns()[at % 6])).collect::<String>())
        }),
        growth("readings: halves of a table", 60, |n| {
            let half = |from: usize| {
                let line = |at: usize| format!("{}\t{}\t{}\t{}\n", rows()[at % 20], at, at + from, 2 * at);
                format!("\t{}\t{}\t{}\n{}", columns()[from], columns()[from + 1], columns()[from + 2], {
                    (0..n).map(line).collect::<String>()
                })
            };
            text(&format!("{}{}", half(0), half(3)))
        }),
        growth("readings: thousands parted by spaces", 300, |n| {
            text(&(0..n).map(|at| format!("{} 1 234 5 678 9 012 3 4 5\n", rows()[at % 20])).collect::<String>())
        }),
        growth("readings: wrapped labels", 300, |n| {
            let wrapped = |at: usize| {
                let label = &rows()[at % 20];
                let middle = label.char_indices().nth(label.chars().count() / 2).map_or(0, |(at, _)| at);
                format!("{}\n{} 1 2 3 4 5 6 21\n", &label[..middle], &label[middle..])
            };
            text(&(0..n).map(wrapped).collect::<String>())
        }),
    ]
}

/// The innermost labels of the rows of table three.
fn rows() -> Vec<String> {
    let form = Form::of(Edition::Cn2021).unwrap();
    let labels = form.tables[1].fields.iter().step_by(7).filter_map(|field| field.row_heads.last().cloned());
    labels.cycle().take(20).collect()
}

/// The labels of its columns.
fn columns() -> Vec<String> {
    let form = Form::of(Edition::Cn2021).unwrap();
    let labels = form.tables[1].fields.iter().filter_map(|field| field.column_heads.last().cloned());
    labels.cycle().take(6).collect()
}

fn row<T: AsRef<str>>(cells: &[T]) -> String {
    format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{}</td>", cell.as_ref())).collect::<String>())
}

/// A row of table three with what `cell` says in each column.
fn numbered_row(at: usize, cell: impl Fn(usize, usize) -> String) -> String {
    row(&std::iter::once(rows()[at % 20].clone()).chain((0..7).map(|column| cell(at, column))).collect::<Vec<_>>())
}

fn numbered(count: usize, cell: impl Fn(usize, usize) -> String + Copy) -> String {
    (0..count).map(|at| numbered_row(at, cell)).collect()
}

const TITLE: &str = "甲局2024年政府信息公开工作年度报告";

/// A page whose third section has one table.
fn html(rows: &str) -> Vec<u8> {
    section(&format!("<table>{rows}</table>"))
}

/// A page whose third section says `inner`.
fn section(inner: &str) -> Vec<u8> {
    page(&titled(&|title| format!("<h2>{title}</h2>"), inner))
}

/// A text whose third section says `inner`.
fn text(inner: &str) -> Vec<u8> {
    titled(&|title| format!("{title}\n"), inner).into_bytes()
}

fn titled(title: &dyn Fn(&str) -> String, inner: &str) -> String {
    let mut all = title(TITLE);
    for (index, section) in Form::of(Edition::Cn2021).unwrap().sections.iter().enumerate() {
        all += &title(&section.title);
        all += if index == 2 { inner } else { "" };
    }
    all
}
