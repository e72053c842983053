//! Texts as programs write them that convert documents: labels in runs before their rows, labels around their numbers,
//! Markdown's marks and links, tables of programs that compute. Every number is in its cell or told, and none in another.

use nianbao::form::{Edition, Form};

use super::neighbours::{TITLE, bars, numbers, page, read, right};

const REQUESTS: usize = 1;

/// The label of a row and its numbers; `None` for heads.
fn labelled(row: &[String]) -> Option<(String, Vec<String>)> {
    let is_number = |cell: &String| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<String> = row.iter().filter(|cell| is_number(cell)).cloned().collect();
    let label = row.iter().rev().find(|cell| !cell.is_empty() && !is_number(cell))?;
    (numbers.len() == 7).then(|| (label.clone(), numbers))
}

/// Table three with a cell a line, two rows at a time written by `pair`; the other tables with bars.
fn in_pairs(pair: impl Fn(&[(String, Vec<String>)]) -> Vec<String>) -> String {
    page(|table, rows| {
        if table != REQUESTS {
            return bars(&rows);
        }
        let rows: Vec<(String, Vec<String>)> = rows.iter().filter_map(|row| labelled(row)).collect();
        rows.chunks(2).flat_map(&pair).collect::<Vec<_>>().join("\n\n")
    })
}

fn all() -> usize {
    numbers(Form::of(Edition::Cn2021).unwrap()).len()
}

#[test]
fn labels_in_runs_have_the_rows_that_follow_them() {
    let row_by_row = in_pairs(|rows| {
        let labels = rows.iter().map(|(label, _)| label.clone());
        labels.chain(rows.iter().flat_map(|(_, numbers)| numbers.clone())).collect()
    });
    assert_eq!(right(&read(&row_by_row), "row by row"), all());
    let column_by_column = in_pairs(|rows| {
        let labels = rows.iter().map(|(label, _)| label.clone());
        let columns = (0..7).flat_map(|column| rows.iter().map(move |(_, numbers)| numbers[column].clone()));
        labels.chain(columns).collect()
    });
    assert_eq!(right(&read(&column_by_column), "column by column"), all());
}

#[test]
fn the_number_of_a_label_is_no_cell_however_markdown_writes_it() {
    for mark in ["\\.", "."] {
        let text = in_pairs(|rows| {
            let line = |(label, numbers): &(String, Vec<String>)| {
                std::iter::once(label.replacen('.', mark, 1)).chain(numbers.clone()).collect::<Vec<_>>()
            };
            rows.iter().flat_map(line).collect()
        });
        assert_eq!(right(&read(&text), mark), all());
    }
}

#[test]
fn a_label_around_its_numbers_is_one_with_words_beside_it() {
    let text = in_pairs(|rows| {
        let line = |(label, numbers): &(String, Vec<String>)| {
            let chars: Vec<char> = label.chars().collect();
            let numbers = numbers.join(" ");
            if chars.len() < 24 {
                return vec![format!("{label} {numbers}")];
            }
            let part = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
            let (one, two) = (chars.len() / 3, chars.len() * 2 / 3);
            let middle = format!("其他 {} {numbers}", part(one, two));
            vec!["（六）".to_owned(), part(0, one), "处理".to_owned(), middle, part(two, chars.len())]
        };
        rows.iter().flat_map(line).collect()
    });
    assert_eq!(right(&read(&text), "around"), all());
}

#[test]
fn placeholders_of_programs_that_compute_are_no_cells() {
    let text = page(|_, rows| {
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let head = (0..width).map(|column| format!("Unnamed: {column}")).collect();
        let filled = rows.into_iter().map(|row| {
            row.into_iter().map(|cell| if cell.is_empty() { "NaN".to_owned() } else { cell }).collect::<Vec<_>>()
        });
        bars(&std::iter::once(head).chain(filled).collect::<Vec<_>>())
    });
    right(&read(&text), "placeholders");
}

#[test]
fn links_and_ends_of_lines_of_markdown_are_no_text() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let plain = page(|_, rows| bars(&rows));
    let contents: Vec<String> =
        form.sections.iter().zip(1..).map(|(one, number)| format!("* [{}](#section-{number})", one.title)).collect();
    let body = plain.replacen(TITLE, "", 1).replace("云溪县水务局\n2025", "云溪县水务局\\\n2025");
    let body = body.replace("没有需要说明的。", "见[本局网站](https://www.example.cn/a)和〔2024〕(3号)文件。");
    let reading = read(&format!("# {TITLE} {{#top .title}}\n\n{}\n{body}", contents.join("\n")));
    assert_eq!(right(&reading, "links"), all());
    assert_eq!(reading.report.unit.name, "云溪县水务局");
    assert_eq!(reading.report.title, None);
    assert_eq!(reading.report.signature.as_ref().map(|one| one.unit.as_str()), Some("云溪县水务局"));
    let words: Vec<String> =
        reading.report.sections.values().flat_map(|prose| &prose.paragraphs).map(|one| one.text()).collect();
    assert!(words.iter().all(|text| text == "见本局网站和〔2024〕(3号)文件。"), "{words:?}");
    assert!(reading.remarks.iter().any(|remark| remark.excerpt.contains("www.example.cn")), "the address is told");
}

/// Each cell in a line, and what stands over several columns once in each of them (docx2python 3.7.1).
#[test]
fn what_is_repeated_in_the_columns_of_its_cell_stands_there_once() {
    let text = page(|_, rows| {
        let line = |row: Vec<String>| {
            let mut row = row;
            for at in 1..row.len() {
                if row[at].is_empty() {
                    row[at] = row[at - 1].clone();
                }
            }
            row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
        };
        rows.into_iter().flat_map(line).collect::<Vec<_>>().join("\n\n")
    });
    assert_eq!(right(&read(&text), "repeated"), all());
}

/// `\n` where a cell has several lines (the tables of camelot 2.0 as pandas 3.1 writes them).
#[test]
fn an_escaped_end_of_line_is_one() {
    let text = page(|_, rows| {
        let cell = |cell: &String| {
            let (one, two) = cell.split_at(cell.char_indices().nth(16).map_or(0, |(at, _)| at));
            format!("<td>{one}{}{two}</td>", if one.is_empty() || is_digits(cell) { "" } else { r"\n" })
        };
        let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
    });
    let lines: String = text
        .lines()
        .map(|line| if line.starts_with('<') { line.to_owned() } else { format!("<p>{line}</p>") })
        .collect();
    assert_eq!(right(&read(&format!("<html><body>{lines}</body></html>")), "escaped"), all());
}

fn is_digits(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Lines of narrow cells read across them leave words of the upper heads in the lower ones (pymupdf4llm 2.0): the heads
/// that are known have their places, and the sums tell the rest. Without the sums nothing is read.
#[test]
fn heads_of_disputes_with_words_of_others_are_read_where_the_sums_hold() {
    let heads = |parts: [&str; 3]| {
        let [first, second, third] = parts;
        format!(
            "|结果 维持|结果 纠正|其他 结果|尚未 审结|总计|结果 维持|{first} 结果 纠正|{second} 其他 结果|尚未 审结|总计|结果 维持|{third} 结果 纠正|其他 结果|尚未 审结|总计|"
        )
    };
    let rows = |sums: bool, head: String| {
        let numbers = numbers(Form::of(Edition::Cn2021).unwrap());
        let form = Form::of(Edition::Cn2021).unwrap();
        let own: Vec<String> = form.tables[2]
            .fields
            .iter()
            .map(|field| (numbers[&field.key] + u64::from(!sums && !field.total)).to_string())
            .collect();
        format!("||行|政复议|||||||行政|诉讼|||||\n|{}|\n{head}\n|{}|", ["---"; 15].join("|"), own.join("|"))
    };
    let of = |sums, parts| {
        let text = page(|table, own| if table == 2 { rows(sums, heads(parts)) } else { bars(&own) });
        let reading = read(&text);
        let form = Form::of(Edition::Cn2021).unwrap();
        form.tables[2].fields.iter().filter(|field| reading.report.numbers.shown(form, field.key).is_some()).count()
    };
    assert_eq!(of(true, ["未经复", "议直", "复"]), 15);
    assert_eq!(of(false, ["未经复", "议直", "复"]), 0);
    let text = page(|table, own| if table == 2 { rows(true, heads(["未经复", "议直", "复"])) } else { bars(&own) });
    assert_eq!(right(&read(&text), "words of others"), all());
}
