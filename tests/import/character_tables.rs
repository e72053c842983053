//! Tables that programs draw with characters (tabulate, PrettyTable, rich, psql, pandas), and the names that they give to
//! columns without any; what Markdown writes in HTML between its lines. A number is in its cell or told.

use nianbao::form::{Form, SectionId, UnitKind};
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph, RichText};

use super::neighbours::{TITLE, bars, page, read, right};

/// What draws the lines: across, down, crosses at the left, within and at the right; at the top, between and below.
type Lines = [char; 11];

const STYLES: [(&str, Lines); 6] = [
    ("grid", ['-', '|', '+', '+', '+', '+', '+', '+', '+', '+', '+']),
    ("simple_grid", ['─', '│', '┌', '┬', '┐', '├', '┼', '┤', '└', '┴', '┘']),
    ("rounded_grid", ['─', '│', '╭', '┬', '╮', '├', '┼', '┤', '╰', '┴', '╯']),
    ("heavy_grid", ['━', '┃', '┏', '┳', '┓', '┣', '╋', '┫', '┗', '┻', '┛']),
    ("double_grid", ['═', '║', '╔', '╦', '╗', '╠', '╬', '╣', '╚', '╩', '╝']),
    ("mixed_grid", ['─', '│', '┍', '┯', '┑', '├', '┼', '┤', '┕', '┷', '┙']),
];

/// How many places a text takes where Chinese characters take two.
fn places(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}

/// A cell's words in lines of at most `most` places.
fn wrapped(cell: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for one in cell.chars() {
        let mut buffer = [0; 4];
        let own: &str = one.encode_utf8(&mut buffer);
        if places(lines.last().unwrap()) + places(own) > most {
            lines.push(String::new());
        }
        lines.last_mut().unwrap().push(one);
    }
    lines
}

/// The rows as lines of cells with the same width in each column; `between` gives what stands between rows.
fn drawn(rows: &[Vec<String>], most: usize, between: impl Fn(usize, &[usize]) -> Option<String>, down: &str) -> String {
    let cells: Vec<Vec<Vec<String>>> =
        rows.iter().map(|row| row.iter().map(|cell| wrapped(cell, most)).collect()).collect();
    let wide =
        |column: usize| cells.iter().flat_map(|row| &row[column]).map(|line| places(line)).max().unwrap_or(0).max(1);
    let widths: Vec<usize> = (0..rows[0].len()).map(wide).collect();
    let mut lines: Vec<String> = between(0, &widths).into_iter().collect();
    for (at, row) in cells.iter().enumerate() {
        for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let own = row.iter().zip(&widths).map(|(cell, width)| {
                let text = cell.get(line).map_or("", String::as_str);
                format!("{text}{}", " ".repeat(width - places(text)))
            });
            let own: Vec<String> = own.collect();
            let joined = own.join(&format!(" {down} "));
            lines.push(if down.trim().is_empty() { joined } else { format!("{down} {joined} {down}") });
        }
        lines.extend(between(at + 1, &widths));
    }
    lines.join("\n")
}

/// A line between rows.
fn rule(across: char, [left, cross, right]: [char; 3], widths: &[usize]) -> String {
    let strokes = widths.iter().map(|width| across.to_string().repeat(width + 2));
    format!("{left}{}{right}", strokes.collect::<Vec<_>>().join(&cross.to_string()))
}

/// Each row drawn around, so that its lines are seen to belong together however often its label is wrapped.
#[test]
fn drawn_rows_with_wrapped_labels_are_whole() {
    for (name, lines) in STYLES {
        let [across, down, rest @ ..] = lines;
        for most in [8, 14, 60] {
            let text = page(|_, rows| {
                let last = rows.len();
                let between = |at: usize, widths: &[usize]| {
                    let from = if at == 0 {
                        0
                    } else if at == last {
                        6
                    } else {
                        3
                    };
                    Some(rule(across, [rest[from], rest[from + 1], rest[from + 2]], widths))
                };
                drawn(&rows, most, between, &down.to_string())
            });
            assert_eq!(right(&read(&text), name), 200, "{name} at {most}");
        }
    }
}

/// psql and others draw a line below the heads alone, which may begin with a bar.
#[test]
fn lines_below_the_heads_alone_part_no_rows() {
    for [left, cross, right_end] in [['|', '+', '|'], ['+', '+', '+'], ['├', '┼', '┤']] {
        let across = if left == '├' { '─' } else { '-' };
        let down = if left == '├' { "│" } else { "|" };
        let text = page(|_, rows| {
            let last = rows.len();
            let between = |at: usize, widths: &[usize]| {
                let ends = if left == '├' { ['┌', '┬', '┐'] } else { ['+'; 3] };
                let own = if at == 1 { [left, cross, right_end] } else { ends };
                (at <= 1 || at == last).then(|| rule(across, own, widths))
            };
            drawn(&rows, 200, between, down)
        });
        assert_eq!(right(&read(&text), "psql"), 200, "{left}");
    }
}

/// Without lines, in columns of spaces, a wrapped label's rest stands before the next row: no number goes to that row.
#[test]
fn wrapped_labels_in_columns_of_spaces_give_no_number_to_another_row() {
    for repeated in [false, true] {
        for most in [8, 12, 16] {
            let text = page(|table, mut rows| {
                // Programs that know no merged cells repeat them down and across.
                for at in 1..rows.len() {
                    for column in 0..rows[at].len().min(if repeated && table == 1 { 3 } else { 0 }) {
                        if rows[at][column].is_empty() {
                            rows[at][column] = if column == 0 || rows[at][0].is_empty() {
                                rows[at - 1][column].clone()
                            } else {
                                rows[at][column - 1].clone()
                            };
                        }
                    }
                }
                drawn(&rows, most, |_, _| None, " ")
            });
            let found = right(&read(&text), &format!("columns of {most}, {repeated}"));
            assert!(found >= 190, "{found} with {most}, {repeated}");
        }
    }
}

/// Names that programs give to columns without any; they are numbers of nothing.
#[test]
fn names_of_columns_are_no_numbers() {
    let names: [fn(usize) -> String; 8] = [
        |at| format!("Field {}", at + 1),
        |at| format!("col_{at}"),
        |at| format!("Unnamed: {at}"),
        |at| format!("Unnamed: {at}_level_1"),
        |at| format!("F{}", at + 1),
        |at| format!("列{}", at + 1),
        |at| format!("字段 {}", at + 1),
        |at| format!("V {at}"),
    ];
    for name in names {
        let heads = |rows: &[Vec<String>]| (0..rows[0].len()).map(name).collect::<Vec<_>>();
        let above = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> { [vec![heads(&rows)], rows].concat() };
        // As pandas does where the first row has the names: the blank ones get others.
        let among = |mut rows: Vec<Vec<String>>| {
            let heads = heads(&rows);
            let blank = rows[0].iter_mut().zip(heads).filter(|(cell, _)| cell.is_empty());
            blank.for_each(|(cell, head)| *cell = head);
            rows
        };
        let tabs = |rows: Vec<Vec<String>>| rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n");
        let spaces = |rows: Vec<Vec<String>>| drawn(&rows, 200, |_, _| None, " ");
        for (way, text) in [
            ("bars above", page(|_, rows| bars(&above(rows)))),
            ("bars among", page(|_, rows| bars(&among(rows)))),
            ("tabs above", page(|_, rows| tabs(above(rows)))),
            ("tabs among", page(|_, rows| tabs(among(rows)))),
            ("spaces above", page(|_, rows| spaces(above(rows)))),
        ] {
            assert_eq!(right(&read(&text), way), 200, "{way}: {}", name(1));
        }
    }
}

/// Markdown may begin with a tag, and has tags, comments and references between its words.
#[test]
fn html_between_the_lines_of_markdown_is_no_text() {
    let plain = page(|_, rows| bars(&rows));
    let wanted = read(&plain).report;
    let marked = |text: &str| {
        let mut lines: Vec<String> = vec!["<div align=\"center\">".to_owned(), String::new()];
        for line in text.lines() {
            match line {
                TITLE => lines.push(format!("# <span>{TITLE}</span><!-- 题目 -->\n\n</div>")),
                line if line.starts_with('|') => lines.push(line.to_owned()),
                line if line.contains('、') => {
                    lines.push(format!("\n<a name=\"s\"></a>\n\n## {line}\n\n<section>\n"));
                }
                line => lines.push(format!("<font face=楷体>{line}</font><br/>\n\n</section>\n")),
            }
        }
        lines.join("\n")
    };
    let reading = read(&marked(&plain));
    assert_eq!(right(&reading, "html"), 200);
    assert_eq!(reading.report.title, wanted.title);
    for id in SectionId::ALL {
        let words = |report: &Report| report.sections.get(&id).map(|text| text.text());
        assert_eq!(words(&reading.report), words(&wanted), "{id:?}");
    }
}

/// Where a row's label is none of the form's, its numbers are no sentence, though a label says 本年.
#[test]
fn rows_of_numbers_behind_labels_of_years_are_listed() {
    let text = page(|_, rows| bars(&rows))
        .replace("一、总体情况\n", "一、总体情况\n三、本年度办 2.某类申请 71160 71161 71162\n");
    let reading = read(&text);
    assert!(reading.remarks.iter().any(|remark| remark.excerpt.contains("71161")), "{:?}", reading.remarks);
    assert!(!reading.report.sections[&SectionId::Overview].text().contains("71161"));
}

/// A title over two rows of a sheet, and captions that say the section's title below its table.
#[test]
fn titles_of_sheets_and_captions_of_tables_are_no_text() {
    let csv = |rows: Vec<Vec<String>>| rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\n");
    let sheet = page(|_, rows| csv(rows)).replace("云溪县水务局2024年", "云溪县水务局\n2024年");
    let reading = read(&sheet);
    assert_eq!(right(&reading, "sheet"), 200);
    assert_eq!(reading.report.unit.name, "云溪县水务局");
    assert_eq!(reading.report.title, read(&page(|_, rows| bars(&rows))).report.title);

    for mark in ["", ": ", "Table: ", ".. table:: "] {
        let captions = [
            ("三、收到和处理", format!("\n{mark}二、主动公开政府信息情况\n\n三、收到和处理")),
            ("四、政府信息公开行政", format!("\n{mark}三、收到和处理政府信息公开申请情况\n\n四、政府信息公开行政")),
        ];
        let text =
            captions.iter().fold(page(|_, rows| bars(&rows)), |text, (title, with)| text.replacen(*title, with, 1));
        let reading = read(&text);
        assert_eq!(right(&reading, mark), 200);
        for id in [SectionId::Disclosure, SectionId::Requests] {
            let text = reading.report.sections.get(&id).map(|text| text.text()).unwrap_or_default();
            assert_eq!(text, "", "{mark}");
        }
    }
}

/// What looks like markup in a report's own words comes back from our Markdown and our text as it was.
#[test]
fn words_that_look_like_markup_are_words() {
    let words = [
        "试验2^3^与~~划掉~~以及<b>粗</b>、&nbsp;、<s>旧</s>。",
        "== 标题样 ==",
        "= 一 =",
        "甲~~乙^12^丙<sup>2</sup>丁<br>戊<!-- 己 -->。",
    ];
    for word in words {
        let mut report = Report::new("云溪县水务局", UnitKind::Department, 2024);
        let text = RichText { paragraphs: vec![Paragraph::new(Level::Body, word)] };
        report.sections.insert(SectionId::Overview, text);
        let form = Form::of(report.form).unwrap();
        let markdown = nianbao::export::markdown::write(form, &report);
        let read = read(&markdown).report;
        assert_eq!(read.sections.get(&SectionId::Overview).map(|text| text.text()).as_deref(), Some(word));
    }
}
