//! Texts, tables with delimiters, JSON and drafts.

use nianbao::export::csv_table;
use nianbao::form::{Edition, Form};

use super::Growth;

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("text: short lines", 20_000, |n| "第一行\n".repeat(n).into_bytes()),
        growth("text: paragraphs of a report", 2_500, |n| section(1, &SENTENCE.repeat(3).add_line().repeat(n))),
        growth("text: one wrapped paragraph", 5_000, |n| section(1, &wrapped(n))),
        growth("text: wrapped paragraphs", 5_000, |n| section(5, &format!("　　{}", wrapped(10)).repeat(n / 10))),
        growth("text: one line", 150_000, |n| section(1, &"公开".repeat(n))),
        growth("text: sentences in one line", 8_000, |n| section(1, &SENTENCE.repeat(n))),
        growth("text: a page in one line", 8_000, |n| {
            format!("甲局2024年年报一、总体情况{}二、主动公开政府信息情况", SENTENCE.repeat(n)).into_bytes()
        }),
        growth("text: numbered parts in one line", 20_000, |n| section(1, &"（一）公开。（二）公开。".repeat(n))),
        growth("text: blank lines", 300_000, |n| section(1, &"\n".repeat(n))),
        growth("text: headings", 4_000, |n| section(1, &"## （一）主动公开\n".repeat(n))),
        growth("text: items of a list", 4_000, |n| section(1, &"- 主动公开\n".repeat(n))),
        growth("text: bold words", 50_000, |n| section(1, &"**主动**公开".repeat(n))),
        growth("text: links without a beginning", 50_000, |n| section(1, &"](".repeat(n))),
        growth("text: many beginnings of a link to an end", 50_000, |n| {
            section(1, &format!("[{}1.2>)", "](".repeat(1_000)).repeat(n / 1_000))
        }),
        growth("text: tags without an end", 50_000, |n| {
            section(1, &format!("| <{}", "<sup><!-- <s> <".repeat(n / 15)))
        }),
        growth("text: strokes and carets", 50_000, |n| section(1, &format!("| {}", "~~ ^1 ~~^".repeat(n / 9)))),
        growth("text: ends of links", 50_000, |n| section(1, &"[](/a)".repeat(n / 4))),
        growth("text: asterisks", 200_000, |n| section(1, &"**".repeat(n))),
        growth("text: backslashes", 200_000, |n| section(1, &"\\*".repeat(n))),
        growth("text: section titles again and again", 3_000, |n| section(1, &titles().join("\n").repeat(n))),
        growth("text: section titles in one line", 3_000, |n| section(1, &titles().concat().repeat(n))),
        growth("text: titles of a report", 10_000, |n| "甲局2024年政府信息公开工作年度报告\n".repeat(n).into_bytes()),
        growth("text: page numbers", 4_000, |n| section(1, &format!("{SENTENCE}\n— 1 —\n").repeat(n))),
        growth("text: years", 50_000, |n| "2024年1月1日，".repeat(n).into_bytes()),
        growth("text: rows of table three, one a line", 5_000, |n| section(3, &row().repeat(n))),
        growth("text: rows of table three in one line", 5_000, |n| section(3, &row().replace('\n', " ").repeat(n))),
        growth("text: numbers in one line", 50_000, |n| section(3, &format!("{} {}", label(), "1 ".repeat(n)))),
        growth("text: numbers, one a line", 20_000, |n| section(3, &format!("{}\n{}", label(), "1\n".repeat(n)))),
        growth("text: digits of one number", 300_000, |n| section(3, &format!("{} {}", label(), "1".repeat(n)))),
        growth("text: words in a table", 20_000, |n| section(3, &"某某事项 ".repeat(n))),
        growth("text: unknown lines in a table", 10_000, |n| section(2, &"某某事项\n".repeat(n))),
        growth("text: nearly a label", 10_000, |n| section(3, &"（一）予以公开了 1 2 3\n".repeat(n))),
        growth("text: groups of rows", 5_000, |n| {
            let rows = "（六）其他处理 1 2 3 4 5 6 7\n".repeat(n);
            section(3, &format!("{rows}3.其他 1 2 3 4 5 6 7\n"))
        }),
        growth("text: notes behind numbers", 20_000, |n| section(3, &format!("{} {}", label(), "1（注） ".repeat(n)))),
        growth("text: table four in one line", 30_000, |n| section(4, &"行政复议 1 2 3 ".repeat(n))),
        growth("text: rows with bars", 4_000, |n| section(3, &"| 甲 | 1 | 2 | 3 |\n".repeat(n))),
        growth("text: cells of one row", 50_000, |n| section(3, &"1\t".repeat(n))),
        growth("text: blank cells", 8_000, |n| section(3, &format!("{}\t\t\t\t\t\t\t\t\t\t\n", label()).repeat(n))),
        growth("text: signature", 10_000, |n| section(6, &"甲局\n2025年1月20日\n".repeat(n))),
        growth("text: GB18030", 100_000, |n| b"\xb9\xab\xbf\xaa\n".repeat(n)),
        growth("text: UTF-16", 50_000, |n| [b"\xff\xfe".to_vec(), b"\x00\x4e\x0a\x00".repeat(n)].concat()),
        growth("csv: rows", 20_000, |n| "a,b,c,1\n".repeat(n).into_bytes()),
        growth("csv: cells of a row", 20_000, |n| format!("{0}\n{0}\n{0}\n{0}\n", "a,".repeat(n)).into_bytes()),
        growth("csv: one cell in quotes", 500_000, |n| format!("a,b,c\n\"{}\",1,2\n", "x,".repeat(n)).into_bytes()),
        growth("csv: rows of ours", 3_000, |n| {
            let form = Form::of(Edition::Cn2021).unwrap();
            let ours =
                csv_table::write(form, &nianbao::report::Report::new("", nianbao::form::UnitKind::Department, 2024));
            let last = ours.split(|byte| *byte == b'\n').rev().nth(1).unwrap().to_vec();
            [ours, [last, b"\n".to_vec()].concat().repeat(n)].concat()
        }),
        growth("csv: rows of the detail sheet", 10_000, |n| {
            let heads = super::workbooks::HEADS.join(",");
            format!("{heads}\n{}", "甲局,2024,a,b,c,1,注,x.y\n".repeat(n)).into_bytes()
        }),
        growth("json: paragraphs", 4_000, |n| json(&format!("\"preface\":[{}]", list("{\"text\":\"公开\"}", n)))),
        growth("json: sections", 10_000, |n| json(&format!("\"sections\":[{}]", list("{\"id\":\"overview\"}", n)))),
        growth("json: cells", 10_000, |n| {
            let cells = list("{\"key\":\"received.natural_person\",\"value\":\"x\",\"note\":\"a\"}", n);
            json(&format!("\"sections\":[{{\"id\":\"requests\",\"table\":{{\"cells\":[{cells}]}}}}]"))
        }),
        growth("json: unknown keys", 50_000, |n| {
            json(&(0..n).map(|key| format!("\"k{key}\":[{{}}]")).collect::<Vec<_>>().join(","))
        }),
        growth("json: one string", 300_000, |n| json(&format!("\"title\":\"{}\"", "\\u516c".repeat(n)))),
        growth("draft: paragraphs", 4_000, |n| draft(&format!("\"preface\":[{}]", list("{\"text\":\"公开\"}", n)))),
        growth("draft: runs", 10_000, |n| {
            let runs = list("{\"text\":\"公\",\"bold\":true},{\"text\":\"开\"}", n);
            draft(&format!("\"preface\":[{{\"runs\":[{runs}]}}]"))
        }),
        growth("draft: unknown fields", 20_000, |n| {
            draft(&(0..n).map(|key| format!("\"k{key}\":[{{}}]")).collect::<Vec<_>>().join(","))
        }),
        growth("draft: tracked changes", 3_000, |n| {
            let mark = |id: usize| format!("{{\"id\":{id},\"by\":\"作者{id}\"}}");
            let span = |id: usize| {
                let place = "{\"paragraph\":0,\"character\":0}";
                format!(
                    "{{\"part\":\"preface\",\"span\":[{place},{place}],\"removed\":[{{\"text\":\"公\"}}],\"deleted\":{id}}}"
                )
            };
            let all = |one: &dyn Fn(usize) -> String| (1..=n).map(one).collect::<Vec<_>>().join(",");
            let (marks, spans) = (all(&mark), all(&span));
            draft(&format!(
                "\"preface\":[{{\"text\":\"开\"}}],\"revisions\":{{\"marks\":[{marks}],\"spans\":[{spans}]}}"
            ))
        }),
        growth("draft: notes of imports", 10_000, |n| {
            draft(&format!("\"origins\":[{}]", list("{\"source\":\"a\",\"told\":[]}", n)))
        }),
        growth("draft: one string", 300_000, |n| draft(&format!("\"title\":\"{}\"", "\\u516c".repeat(n)))),
    ]
}

const SENTENCE: &str = "主动公开政府信息，依法办理申请，没有收取费用。";

trait Line {
    fn add_line(self) -> String;
}

impl Line for String {
    fn add_line(mut self) -> String {
        self.push('\n');
        self
    }
}

/// Lines of a sentence that ends nowhere.
fn wrapped(lines: usize) -> String {
    "主动公开政府信息依法办理公民法人和其他组织提出的申请没有收取\n".repeat(lines)
}

fn titles() -> Vec<String> {
    Form::of(Edition::Cn2021).unwrap().sections.iter().map(|section| section.title.clone()).collect()
}

/// A report whose section `number` says `inner`.
fn section(number: usize, inner: &str) -> Vec<u8> {
    let mut text = "甲局2024年政府信息公开工作年度报告\n".to_owned();
    for (index, title) in titles().iter().enumerate() {
        text += &format!("{title}\n{}\n", if index + 1 == number { inner } else { "" });
    }
    text.into_bytes()
}

/// The label of the first row of table three.
fn label() -> String {
    let form = Form::of(Edition::Cn2021).unwrap();
    form.tables[1].fields[0].row_heads.last().unwrap().clone()
}

fn row() -> String {
    format!("{} 1 2 3 4 5 6 21\n", label())
}

fn list(item: &str, count: usize) -> String {
    vec![item; count].join(",")
}

fn json(inner: &str) -> Vec<u8> {
    format!("{{\"format\":\"nianbao-report\",\"version\":\"1.0\",\"edition\":\"cn-2021\",{inner}}}").into_bytes()
}

fn draft(inner: &str) -> Vec<u8> {
    format!(
        "{{\"format\":\"nianbao-draft\",\"version\":\"1.0\",\"form\":\"cn-2021\",\"unit\":{{\"name\":\"a\",\"kind\":\"department\"}},\"year\":2024,{inner}}}"
    )
    .into_bytes()
}
