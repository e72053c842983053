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
    html(&change, ["<table>", "<tr>", "<td>"])
}

/// The same with these elements for a table, its rows and its cells.
fn html(change: &dyn Fn(usize, Rows) -> Vec<Rows>, [table, row, cell]: [&str; 3]) -> String {
    let wrapped = |element: &str, inner: String| {
        let name = element.trim_matches(['<', '>']).split(' ').next().unwrap().to_owned();
        format!("{element}{inner}</{name}>")
    };
    let line = |cells: &Vec<String>| wrapped(row, cells.iter().map(|words| wrapped(cell, words.clone())).collect());
    let whole = |rows: &Rows| wrapped(table, rows.iter().map(line).collect());
    let page = page(|at, rows| change(at, rows).iter().map(whole).collect());
    format!("<html><body>{}</body></html>", page.replace('\n', "<br>"))
}

/// The same as text, each row as `line` writes it with the widths of its columns.
fn text(change: &dyn Fn(usize, Rows) -> Vec<Rows>, line: fn(&[String], &[usize]) -> String) -> String {
    let whole = |rows: &Rows| {
        let column = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap()).map(column).collect();
        rows.iter().map(|row| line(row, &widths)).collect::<Vec<_>>().join("\n")
    };
    page(|at, rows| change(at, rows).iter().map(whole).collect::<Vec<_>>().join("\n"))
}

/// How many half-width characters a text fills.
fn width(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
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

type Change = fn(usize, Rows) -> Vec<Rows>;

/// The ways in which a table has the form's words in other places.
fn ways() -> [(&'static str, Change); 9] {
    [
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
    ]
}

#[test]
fn each_number_is_found_by_its_words() {
    for (name, way) in ways() {
        assert_eq!(right(&read(&changed(way)), name), 200, "{name}");
    }
}

/// Pages build tables of other elements, which say by their style or role what they are, or only stand in rows.
#[test]
fn blocks_in_rows_are_a_table() {
    let elements = [
        ["<div>", "<div>", "<div>"],
        ["<div class=t><div>", "<div style='display:flex'>", "<span>"],
        ["<div role=table>", "<div role=row>", "<span role=cell>"],
        ["<section>", "<ul>", "<li>"],
        ["<div style='display: table'>", "<p style='display: table-row'>", "<span style='display: table-cell'>"],
    ];
    for elements in elements {
        for (name, way) in ways() {
            let name = format!("{name} {elements:?}");
            assert_eq!(right(&read(&html(&way, elements)), &name), 200, "{name}");
        }
    }
}

/// Links to other pages and lists of news stand in rows as well.
#[test]
fn other_blocks_in_rows_are_no_table() {
    let rows = |cells: &[[&str; 2]]| {
        cells.iter().map(|[one, other]| format!("<div><div>{one}</div><div>{other}</div></div>")).collect::<String>()
    };
    let links = "<ul><li>1</li><li>2</li><li>3</li><li>4</li><li>5</li><li>6</li><li>下一页</li></ul>";
    let news = rows(&[["工作动态一", "2024-01-20"], ["工作动态二", "2024-02-20"], ["工作动态三", "2024-03-20"]]);
    let prose =
        "<p>一、总体情况</p><p>全年公开信息3件。</p><div><div><p>其一。</p></div><div><p>其二。</p></div></div>";
    let reading = read(&format!(
        "<html><body><p>云溪县水务局2024年政府信息公开工作年度报告</p>{prose}{news}{links}</body></html>"
    ));
    let text = reading.report.part(nianbao::report::ReportText::Section(SectionId::Overview)).unwrap().text();
    assert!(text.starts_with("全年公开信息3件。\n其一。\n其二。"), "{text}");
    assert!(reading.report.numbers.iter().next().is_none());
}

/// Lines show their cells by spaces alone: as many for each blank cell, or as many as bring the next cell to its place.
#[test]
fn columns_of_spaces_are_a_table() {
    let equal_gaps: fn(&[String], &[usize]) -> String = |cells, _| cells.join("  ");
    let to_the_right: fn(&[String], &[usize]) -> String = |cells, widths| {
        let cell = |(cell, width): (&String, &usize)| format!("{}{cell}", " ".repeat(width - self::width(cell)));
        cells.iter().zip(widths).map(cell).collect::<Vec<_>>().join("   ")
    };
    let to_the_middle: fn(&[String], &[usize]) -> String = |cells, widths| {
        let cell = |(cell, width): (&String, &usize)| {
            let free = width - self::width(cell);
            format!("{}{cell}{}", " ".repeat(free / 2), " ".repeat(free - free / 2))
        };
        cells.iter().zip(widths).map(cell).collect::<Vec<_>>().join("   ").trim_end().to_owned()
    };
    for (kind, line) in [("equal gaps", equal_gaps), ("to the right", to_the_right), ("to the middle", to_the_middle)] {
        for (name, way) in ways() {
            let name = format!("{name}, {kind}");
            assert_eq!(right(&read(&text(&way, line)), &name), 200, "{name}");
        }
    }
}

/// Fewer columns than the form's are no numbers that ran together, even where one row's digits could be.
#[test]
fn numbers_of_fewer_columns_are_not_parted() {
    let narrow = |table: usize, rows: Rows| match table {
        1 => vec![rows.iter().map(|row| row[..row.len() - 3].to_vec()).collect()],
        _ => vec![rows],
    };
    let row = |at: usize| {
        ["一、本年新收政府信息公开申请数量  828  897  874  851", "四、结转下年度继续办理  16  14  15  18"][at]
    };
    let source = text(&narrow, |cells, _| cells.join("  "));
    let lines = source.lines().map(|line| match line {
        line if line.starts_with("一、本年新收") => row(0),
        line if line.starts_with("四、结转下年度") => row(1),
        line => line,
    });
    let reading = read(&lines.collect::<Vec<_>>().join("\n"));
    let carried_over = reading.report.numbers.iter().filter(|(key, _)| key.row.as_str() == "carried_over");
    assert!(
        carried_over.map(|(_, number)| number.to_string()).all(|one| ["16", "14", "15", "18"].contains(&one.as_str()))
    );
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
