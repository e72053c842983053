//! Tables of which another program moved, joined or cut the cells, and the details of this program's workbooks in other
//! files. A number is in its cell or told, and none is in another's.

use nianbao::form::{Edition, Form, SectionId};
use nianbao::import::RemarkKind;

use super::neighbours::{TITLE, bars, numbers, page, read, right};

/// The heads of the details.
const HEADS: [&str; 8] = ["单位", "年度", "表", "行", "列", "数值", "注", "代码"];

/// The rows as a table of a page, of which `row` may change one.
fn html_table(rows: &[Vec<String>], row: impl Fn(usize, &[String]) -> Vec<String>) -> String {
    let cells = |cells: Vec<String>| cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let lines = rows.iter().enumerate().map(|(at, own)| format!("<tr>{}</tr>", cells(row(at, own))));
    format!("<table>{}</table>", lines.collect::<String>())
}

/// A program that counts the rows of a merged head one too many moves all numbers below it to the right.
#[test]
fn numbers_that_merged_heads_moved_are_read_by_their_sums() {
    let moved = |by: usize| {
        page(|table, rows| match table {
            2 => {
                let last = rows.len() - 1;
                let row = |at: usize, own: &[String]| match at == last {
                    true => vec![String::new(); by].into_iter().chain(own.iter().cloned()).collect(),
                    false => own.to_vec(),
                };
                html_table(&rows, row)
            }
            _ => html_table(&rows, |_, own| own.to_vec()),
        })
    };
    for by in [0, 1, 5, 7] {
        let page = format!("<html><body>{}</body></html>", moved(by).replace('\n', "<br>"));
        assert_eq!(right(&read(&page), "moved"), 200, "{by} columns");
    }
}

/// Without a line between them two rows are one cell, and nothing tells whose the numbers are.
#[test]
fn numbers_beside_two_labels_in_one_cell_are_of_neither() {
    let joined = page(|table, mut rows| {
        let at = rows.iter().position(|row| row.iter().any(|cell| cell.starts_with("（一）予以")));
        if let Some(at) = at.filter(|_| table == 1) {
            let below = rows.remove(at + 1);
            let words = |row: &[String]| {
                row.iter().find(|cell| cell.parse::<u64>().is_err() && cell.starts_with('（')).cloned()
            };
            let label = words(&below).unwrap();
            rows[at].iter_mut().filter(|cell| cell.starts_with("（一）")).for_each(|cell| cell.push_str(&label));
        }
        html_table(&rows, |_, own| own.to_vec())
    });
    let form = Form::of(Edition::Cn2021).unwrap();
    let reading = read(&format!("<html><body>{}</body></html>", joined.replace('\n', "<br>")));
    for (key, number) in numbers(form) {
        let shown = reading.report.numbers.shown(form, key).map(|number| number.to_string());
        let is_joined = ["granted", "partly_granted"].contains(&key.row.as_str());
        assert_eq!(shown, (!is_joined).then(|| number.to_string()), "{key}");
    }
}

/// The rest of the last row's total may be gone, as if it were the number of a page.
#[test]
fn no_row_of_a_table_with_broken_numbers_is_believed_without_its_sum() {
    let broken = page(|table, rows| {
        let last = rows.len() - 1;
        let line = |(at, row): (usize, &Vec<String>)| {
            let mut filled: Vec<String> = row.iter().filter(|cell| !cell.is_empty()).cloned().collect();
            let total = filled.last().filter(|cell| table == 1 && cell.parse::<u64>().is_ok()).cloned();
            let Some(total) = total else { return filled.join("  ") };
            let (head, rest) = total.split_at(total.len() - 1);
            *filled.last_mut().unwrap() = head.to_owned();
            let rest = if at == last { "" } else { rest };
            format!("{}\n{rest}", filled.join("  "))
        };
        rows.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    });
    let form = Form::of(Edition::Cn2021).unwrap();
    let reading = read(&broken);
    for (key, number) in numbers(form) {
        let shown = reading.report.numbers.shown(form, key).map(|number| number.to_string());
        assert!(shown.is_none() || shown == Some(number.to_string()), "{key} {number} {shown:?}");
    }
}

/// A column for notes has words with numbers that are none of the row's.
#[test]
fn words_behind_the_last_number_are_told_and_no_number() {
    let noted = page(|_, rows| {
        let note = |row: &Vec<String>| match row.iter().filter(|cell| cell.parse::<u64>().is_ok()).count() {
            0 => row.join("\t"),
            _ => format!("{}\t注：含并案办理2件", row.join("\t")),
        };
        rows.iter().map(note).collect::<Vec<_>>().join("\n")
    });
    let reading = read(&noted);
    let form = Form::of(Edition::Cn2021).unwrap();
    for (key, number) in numbers(form).into_iter().filter(|(key, _)| form.section_of(*key) == Some(SectionId::Requests))
    {
        assert_eq!(
            reading.report.numbers.shown(form, key).map(|own| own.to_string()),
            Some(number.to_string()),
            "{key}"
        );
    }
    assert!(reading.remarks.iter().any(|remark| remark.excerpt.contains("含并案办理2件")), "{:?}", reading.remarks);
}

/// Rows that are said in sentences stay text; that the table is blank is told.
#[test]
fn a_table_in_sentences_is_told() {
    let heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let said = page(|table, rows| match table {
        1 => {
            let row = |row: &Vec<String>| {
                let own: Vec<&String> = row.iter().filter(|cell| cell.parse::<u64>().is_ok()).collect();
                let label = row.iter().rfind(|cell| !cell.is_empty() && cell.parse::<u64>().is_err())?;
                let pairs: Vec<String> =
                    heads.iter().zip(&own).map(|(head, number)| format!("{head}{number}件")).collect();
                (own.len() == 7).then(|| format!("{label}：{}。", pairs.join("，")))
            };
            rows.iter().filter_map(row).collect::<Vec<_>>().join("\n")
        }
        _ => bars(&rows),
    });
    let reading = read(&said);
    assert!(
        reading
            .remarks
            .iter()
            .any(|remark| matches!(remark.kind, RemarkKind::BlankCells { section: SectionId::Requests, cells: 175 })),
        "{:?}",
        reading.remarks
    );
}

/// A cell shown as its formula has no number, whatever digits its references have.
#[test]
fn formulas_in_place_of_values_are_no_numbers() {
    let shown = page(|_, rows| {
        let formula = |(at, cell): (usize, &String)| match cell.parse::<u64>() {
            Ok(_) if at % 3 == 0 => "=SUM(D6:I6)".to_owned(),
            _ => cell.clone(),
        };
        bars(&rows.iter().map(|row| row.iter().enumerate().map(formula).collect()).collect::<Vec<Vec<String>>>())
    });
    let form = Form::of(Edition::Cn2021).unwrap();
    let reading = read(&shown);
    let mut found = 0;
    for (key, number) in numbers(form) {
        let shown = reading.report.numbers.shown(form, key).map(|number| number.to_string());
        assert!(shown.is_none() || shown == Some(number.to_string()), "{key} {number} {shown:?}");
        found += usize::from(shown.is_some());
    }
    assert!(found > 100, "{found} of 200");
}

/// Narrow columns break labels over lines, and the numbers stand beside the first of these: with a label before it that
/// is read to its end, a row of numbers would come to the row above.
#[test]
fn numbers_beside_the_first_piece_of_a_label_are_not_those_of_the_row_above() {
    for width in [2, 3, 4, 5] {
        let broken = page(|table, rows| {
            let line = |row: &Vec<String>| {
                let (numbers, words): (Vec<&String>, Vec<&String>) = row
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .partition(|cell| table == 1 && cell.parse::<u64>().is_ok());
                let label: Vec<char> = words.iter().flat_map(|cell| cell.chars()).collect();
                let mut pieces = label.chunks(width).map(|piece| piece.iter().collect::<String>());
                let first = pieces.next().unwrap_or_default();
                let numbers: Vec<&str> = numbers.iter().map(|number| number.as_str()).collect();
                let first = format!("{first}    {}", numbers.join("    ")).trim_end().to_owned();
                std::iter::once(first).chain(pieces).collect::<Vec<_>>().join("\n")
            };
            match table {
                1 => rows.iter().map(line).collect::<Vec<_>>().join("\n"),
                _ => bars(&rows),
            }
        });
        right(&read(&broken), &format!("{width} characters"));
    }
}

/// Heads of which a page broke some over lines, and the others come in another order.
#[test]
fn columns_in_another_order_below_broken_heads_are_left_out() {
    let orders: [[usize; 7]; 3] = [[5, 1, 6, 4, 2, 3, 0], [2, 4, 5, 0, 1, 3, 6], [6, 3, 2, 1, 0, 5, 4]];
    let heads = ["自然人", "商业\n企业", "科研\n机构", "社会\n公益\n组织", "法律服务\n机构", "其他", "总计"];
    for order in orders {
        let turned = page(|table, rows| {
            if table != 1 {
                return bars(&rows);
            }
            let pieces = order.map(|at| heads[at].split('\n').collect::<Vec<_>>());
            let depth = pieces.iter().map(Vec::len).max().unwrap();
            let head_line = |line: usize| {
                let own = pieces.iter().filter_map(|pieces| pieces.get(line)).copied().collect::<Vec<_>>();
                format!("    {}", own.join("    "))
            };
            let mut lines: Vec<String> = (0..depth).map(head_line).collect();
            for row in &rows {
                let numbers: Vec<&String> = row.iter().filter(|cell| cell.parse::<u64>().is_ok()).collect();
                if numbers.len() == order.len() {
                    let label: String = row.iter().filter(|cell| cell.parse::<u64>().is_err()).cloned().collect();
                    let numbers = order.map(|at| numbers[at].as_str());
                    lines.push(format!("{label}    {}", numbers.join("    ")));
                }
            }
            lines.join("\n")
        });
        right(&read(&turned), &format!("{order:?}"));
    }
}

/// The details of a workbook, as other programs hand them on.
fn details() -> Vec<Vec<String>> {
    let form = Form::of(Edition::Cn2021).unwrap();
    let row = |(key, number): (_, u64)| {
        let cells = [
            "云溪县水务局",
            "2024",
            "三、收到和处理政府信息公开申请情况",
            "（一）予以公开",
            "自然人",
            &number.to_string(),
            "",
            &format!("{key}"),
        ];
        cells.map(str::to_owned).to_vec()
    };
    [HEADS.map(str::to_owned).to_vec()].into_iter().chain(numbers(form).into_iter().map(row)).collect()
}

#[test]
fn details_are_read_whatever_brings_them() {
    let numbered = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        let own = |(at, row): (usize, &Vec<String>)| [at.to_string()].into_iter().chain(row.iter().cloned()).collect();
        rows.iter().enumerate().map(own).collect()
    };
    let joined =
        |rows: &[Vec<String>], with: &str| rows.iter().map(|row| row.join(with)).collect::<Vec<_>>().join("\n");
    let heads = |with: &str| (0..8).map(|at| format!("column_{at}")).collect::<Vec<_>>().join(with);
    let page = |table: String| format!("<html><body>{table}</body></html>");
    let details = details();
    let texts = [
        ("a page", page(html_table(&details, |_, own| own.to_vec()))),
        ("a page with a column before", page(html_table(&numbered(&details), |_, own| own.to_vec()))),
        ("bars", bars(&details)),
        ("commas below other heads", format!("{}\n{}", heads(","), joined(&details, ","))),
        ("commas with a column before", joined(&numbered(&details), ",")),
        ("tabs below a title", format!("{TITLE}\n{}", joined(&details, "\t"))),
    ];
    for (name, text) in texts {
        let reading = read(&text);
        assert_eq!(right(&reading, name), 200, "{name}");
        assert_eq!((reading.report.unit.name.as_str(), reading.report.year), ("云溪县水务局", 2024), "{name}");
        assert!(reading.remarks.len() < 5, "{name}: {:?}", reading.remarks);
    }
}

/// Beside the tables of the same file the details say nothing new, and are told where they differ.
#[test]
fn details_beside_tables_are_compared_with_them() {
    let tables = page(|_, rows| bars(&rows));
    let with = |rows: &[Vec<String>]| read(&format!("{tables}\n\n{}", bars(rows)));
    let mut details = details();
    let same = with(&details);
    assert_eq!(right(&same, "the same"), 200);
    assert!(!same.remarks.iter().any(|remark| remark.kind == RemarkKind::NotUnderstood), "{:?}", same.remarks);
    details[5][5] = "77".to_owned();
    let other = with(&details);
    assert_eq!(right(&other, "another number"), 200);
    assert!(other.remarks.iter().any(|remark| remark.excerpt.starts_with("77 ")), "{:?}", other.remarks);
}

/// What stands above or beside a title is no part of the unit's name.
#[test]
fn lines_above_a_title_are_no_part_of_the_name() {
    const REST: &str = "2024年政府信息公开工作年度报告\n一、总体情况\n已公开。\n六、其他需要报告的事项\n无。";
    let cases = [
        ("云溪县水务局\n", "云溪县水务局"),
        ("云溪县\n水务局\n", "云溪县水务局"),
        ("Table of Contents\n云溪县水务局\n", "云溪县水务局"),
        ("首页\n云溪县水务局\n", "云溪县水务局"),
        ("六、其他需要报告的事项\n云溪县水务局\n", "云溪县水务局"),
        ("云溪县水务局        送审稿\n", "云溪县水务局"),
        ("（送审稿） 云溪县水务局\n", "云溪县水务局"),
        ("中共云溪县委、云溪县人民政府\n信访局\n", "中共云溪县委、云溪县人民政府信访局"),
    ];
    for (above, unit) in cases {
        assert_eq!(read(&format!("{above}{REST}")).report.unit.name, unit, "{above:?}");
    }
}

/// Titles of blank sections follow one another as those of a table of contents do, which come again.
#[test]
fn titles_of_blank_sections_are_no_table_of_contents() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let titles: Vec<&str> = form.sections.iter().map(|section| section.title.as_str()).collect();
    let text = |blank: usize| {
        let lines = titles.iter().enumerate().map(|(at, title)| match at < blank {
            true => (*title).to_owned(),
            false => format!("{title}\n第{at}节的正文。"),
        });
        format!("{TITLE}\n{}", lines.collect::<Vec<_>>().join("\n"))
    };
    for blank in 0..=titles.len() {
        let reading = read(&text(blank));
        for (at, section) in form.sections.iter().enumerate() {
            let own = reading.report.prose(section.id).map(|prose| prose.text()).unwrap_or_default();
            let expected = if at < blank { String::new() } else { format!("第{at}节的正文。") };
            assert_eq!(own.trim(), expected, "{blank} blank: {}", section.title);
        }
    }
    let outline = format!("{}\n{}\n小标题\n{}", text(0), titles[..3].join("\n"), titles[3..].join("\n"));
    assert_eq!(read(&outline).report.prose(SectionId::Overview).unwrap().text().trim(), "第0节的正文。");
    let contents = format!("{TITLE}\n目录\n{}\n{}", titles.join("\n"), text(0).split_once('\n').unwrap().1);
    assert_eq!(read(&contents).report.prose(SectionId::Overview).unwrap().text().trim(), "第0节的正文。");
}

/// Where no title names the unit, the one that signs is taken, and told.
#[test]
fn a_unit_that_only_signs_is_taken() {
    const REST: &str = "2024年政府信息公开工作年度报告\n一、总体情况\n已公开。\n六、其他需要报告的事项\n无。";
    for (end, unit) in [("\n云溪县水务局\n2025年1月16日", "云溪县水务局"), ("\n2025年1月16日", ""), ("", "")]
    {
        let reading = read(&format!("{REST}{end}"));
        assert_eq!(reading.report.unit.name, unit, "{end:?}");
        let told = reading.remarks.iter().filter(|remark| remark.kind == RemarkKind::UnitGuessed).count();
        assert_eq!(told, usize::from(!unit.is_empty()), "{end:?}: {:?}", reading.remarks);
    }
    let named = read(&format!("云溪县林业局{REST}\n云溪县水务局\n2025年1月16日"));
    assert_eq!(named.report.unit.name, "云溪县林业局");
    assert!(!named.remarks.iter().any(|remark| remark.kind == RemarkKind::UnitGuessed));
}

/// An outline behind the report has its titles once more, with other words between them.
#[test]
fn titles_of_an_outline_behind_the_tables_begin_no_sections() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let titles: Vec<&str> = form.sections.iter().map(|section| section.title.as_str()).collect();
    for between in ["\n", "\n小标题\n", "\n（一）小标题\n（二）小标题\n"] {
        let text = format!("{}\n{}", page(|_, rows| bars(&rows)), titles.join(between));
        assert_eq!(right(&read(&text), between), 200, "{between:?}");
    }
}

/// Words in place of a number leave the other numbers of their row where they stand.
#[test]
fn words_in_a_cell_move_no_other_number() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let numbers = numbers(form);
    type Write = fn(&[Vec<String>]) -> String;
    let writes: [(&str, Write); 3] = [
        ("bars", bars),
        ("tabs", |rows| rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")),
        ("page", |rows| html_table(rows, |_, own| own.to_vec())),
    ];
    for (kind, write) in writes {
        for (row, column) in (3..28).flat_map(|row| (3..10).map(move |column| (row, column))) {
            let text = page(|table, mut rows| {
                if table == 1 {
                    rows[row][column] = "待核".to_owned();
                }
                write(&rows)
            });
            let text =
                if kind == "page" { format!("<html><body>{}</body></html>", text.replace('\n', "<br>")) } else { text };
            let reading = read(&text);
            let shown = |key| reading.report.numbers.shown(form, key).map(|number| number.to_string());
            let all = || numbers.iter().map(|(key, number)| (*key, number.to_string()));
            let wrong: Vec<_> = all().filter(|(key, number)| shown(*key).is_some_and(|own| own != *number)).collect();
            assert!(wrong.is_empty(), "{kind} {row} {column}: {wrong:?}");
            let right = all().filter(|(key, number)| shown(*key).as_ref() == Some(number)).count();
            assert!(right >= 190, "{kind} {row} {column}: {right}");
        }
    }
}

/// The columns and rows that a cell covers in a page, of those that the form gives it.
type Merge = fn(usize, usize) -> (usize, usize);

/// The form's table as a page with the merged cells that `keeps`, as (columns, rows), gives.
fn merged_table(
    table: usize,
    number: impl Fn(&str) -> String,
    keeps: impl Fn(usize, usize) -> (usize, usize),
) -> String {
    let form = Form::of(Edition::Cn2021).unwrap();
    let numbers = numbers(form);
    let table = &form.tables[table];
    let row = |row: usize| {
        let cells = table.cells.iter().filter(|cell| cell.row == row).map(|cell| {
            let (across, down) = keeps(cell.across, cell.down);
            let text = cell.key().map_or_else(|| cell.label(), |key| number(&numbers[&key].to_string()));
            format!("<td colspan={across} rowspan={down}>{text}</td>")
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    format!("<table>{}</table>", (0..table.row_count()).map(row).collect::<String>())
}

/// Without the spans across, heads stand above other numbers than theirs; the sums of the rows say so.
#[test]
fn heads_that_lost_their_spans_give_no_number_to_another_column() {
    let ways: [(&str, Merge); 5] = [
        ("whole", |across, down| (across, down)),
        ("no columns", |_, down| (1, down)),
        ("no rows", |across, _| (across, 1)),
        ("neither", |_, _| (1, 1)),
        ("one too many", |across, down| (if across > 1 { across + 1 } else { across }, down)),
    ];
    for (way, keeps) in ways {
        let page = page(|table, _| merged_table(table, str::to_owned, keeps));
        let found = right(&read(&format!("<html><body>{}</body></html>", page.replace('\n', "<br>"))), way);
        assert!(way != "whole" || found == 200, "{way}: {found}");
    }
}

/// A column span with a unit of length is one to browsers (HTML Standard §2.3.4.2).
#[test]
fn spans_are_read_as_browsers_read_them() {
    for (before, after) in [("", "px"), (" ", ""), ("+", ""), ("", ".0"), ("", "%")] {
        let page = page(|table, _| {
            let mut text = merged_table(table, str::to_owned, |across, down| (across, down));
            for count in (1..16).rev() {
                text = text.replace(&format!("span={count}>"), &format!("span=\"{before}{count}{after}\">"));
                text = text.replace(&format!("span={count} "), &format!("span=\"{before}{count}{after}\" "));
            }
            text
        });
        let page = format!("<html><body>{}</body></html>", page.replace('\n', "<br>"));
        assert_eq!(right(&read(&page), "spans"), 200, "{before}{after}");
    }
}

/// Each number followed by a cell with its unit, of which the heads know nothing.
#[test]
fn cells_with_units_move_no_number_to_another_head() {
    let page =
        page(|table, _| merged_table(table, |number| format!("{number}</td><td>件"), |across, down| (across, down)));
    right(&read(&format!("<html><body>{}</body></html>", page.replace('\n', "<br>"))), "units");
}
