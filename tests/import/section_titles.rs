//! Titles of sections as pages write them: other numbers and marks, letters set apart, a tab behind the number,
//! other words for the first. Each text comes into its own section.

use nianbao::form::{Edition, Form, SectionId};
use nianbao::import;

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
const ROMAN: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"];

/// How a page writes the number and the words of a section's title.
type Written = fn(usize, &str) -> String;

fn first_in_other_words(at: usize, words: &str) -> String {
    format!("{}、{}", NUMERALS[at], if at == 0 { "概述" } else { words })
}

const WRITTEN: &[(&str, Written)] = &[
    ("as the form", |at, words| format!("{}、{words}", NUMERALS[at])),
    ("a point", |at, words| format!("{}. {words}", NUMERALS[at])),
    ("a full-width point", |at, words| format!("{}．{words}", NUMERALS[at])),
    ("a comma", |at, words| format!("{}，{words}", NUMERALS[at])),
    ("digits", |at, words| format!("{}、{words}", at + 1)),
    ("digits and points", |at, words| format!("{}.{words}", at + 1)),
    ("digits in brackets", |at, words| format!("（{}）{words}", at + 1)),
    ("Roman", |at, words| format!("{}、{words}", ROMAN[at])),
    ("parts", |at, words| format!("第{}部分 {words}", NUMERALS[at])),
    ("parts and a colon", |at, words| format!("第{}部分：{words}", NUMERALS[at])),
    ("chapters", |at, words| format!("第{}章 {words}", NUMERALS[at])),
    ("brackets", |at, words| format!("（{}）{words}", NUMERALS[at])),
    ("lenticular brackets", |at, words| format!("【{}、{words}】", NUMERALS[at])),
    ("a space for the mark", |at, words| format!("{} {words}", NUMERALS[at])),
    ("a tab", |at, words| format!("{}、\t{words}", NUMERALS[at])),
    ("letters set apart", |at, words| {
        format!("{}、{}", NUMERALS[at], words.chars().map(String::from).collect::<Vec<_>>().join(" "))
    }),
    ("no number", |_, words| words.to_owned()),
    ("the year", |at, words| format!("{}、2024年{words}", NUMERALS[at])),
    ("a colon behind", |at, words| format!("{}、{words}：", NUMERALS[at])),
    ("a full stop behind", |at, words| format!("{}、{words}。", NUMERALS[at])),
    ("an indent", |at, words| format!("　　{}、{words}", NUMERALS[at])),
    ("bold in Markdown", |at, words| format!("**{}、{words}**", NUMERALS[at])),
    ("a heading in Markdown", |at, words| format!("## {}、{words}", NUMERALS[at])),
    ("the first in other words", first_in_other_words),
];

#[test]
fn each_text_comes_into_its_section() {
    let form = Form::of(Edition::Cn2021).unwrap();
    for (name, written) in WRITTEN {
        let mut text = "云溪县水务局2024年政府信息公开工作年度报告".to_owned();
        for (at, section) in form.sections.iter().enumerate() {
            let words = section.title.split_once('、').unwrap().1;
            text += &format!("\n{}\n第{at}节的文字，共有若干内容。", written(at, words));
        }
        let report = import::read(text.as_bytes()).unwrap().report;
        for (at, section) in SectionId::ALL.into_iter().enumerate() {
            let prose = report.prose(section).map(|prose| prose.text()).unwrap_or_default();
            assert_eq!(prose.trim(), format!("第{at}节的文字，共有若干内容。"), "{name}: {text}");
        }
    }
}
