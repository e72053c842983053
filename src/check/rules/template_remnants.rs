//! R10 and R11: what remains in the text of a template, of an earlier edition or of the writer's own
//! marks.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, fold};
use crate::check::rule::Rule;
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::{Paragraph, Run, TextMark};

/// Words of templates that a unit should have replaced, and the replacement where there is an
/// automatic one.
const PLACEHOLDERS: &[(&str, Option<&str>)] = &[
    ("具体网址", None),
    ("此处填写", None),
    ("此处插入", None),
    ("此处补充", None),
    ("在此填写", None),
    ("请在此处", None),
    ("请填写", None),
    ("请补充", None),
    ("请修改", None),
    ("待补充", None),
    ("待填写", None),
    ("待填报", None),
    ("待完善", None),
    ("待更新", None),
    ("待定稿", None),
    ("待确认", None),
    ("待核实", None),
    ("待核定", None),
    ("**", None),
    ("＊＊", None),
    ("＿＿", None),
    ("__", None),
    ("□□", None),
    ("●●", None),
    ("〇〇〇", None),
    ("△△", None),
    ("▲▲", None),
    ("◎◎", None),
    ("##", None),
    ("？？", None),
    ("??", None),
    ("xx", None),
    ("某某", None),
    ("TODO", None),
    ("（略）", None),
    ("（示例）", None),
    ("（样例）", None),
    ("（模板）", None),
    ("XX", None),
    ("××", None),
    ("○○", None),
    ("（）", None),
    ("、等", Some("等")),
    ("表格如下", None),
    ("（填写", None),
    ("（根据实际", None),
    ("（如有请", None),
    ("（如无请", None),
    ("（如没有", None),
    ("（请根据", None),
    ("（请填", None),
    ("填写说明", None),
    ("填表说明", None),
    ("（待定）", None),
    ("（待", None),
    ("〔〕", None),
    ("〔此处", None),
    ("〔填", None),
    ("〔待", None),
    ("某年某月", None),
    ("某月某日", None),
    ("某单位", None),
    ("年月日", None),
    ("占比为%", None),
    ("增长%", None),
    ("下降%", None),
    ("＃＃", None),
    ("￥￥", None),
    ("@@", None),
];

/// R10: leftovers of a template, and text that the writer has marked 待核实.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    placeholders(rule, input, found);
    for part in ReportText::ALL {
        let Some(prose) = input.report.part(part) else { continue };
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            for (words, place) in unverified(part, number, paragraph) {
                let section = match part {
                    ReportText::Preface => None,
                    ReportText::Section(id) => Some(id),
                };
                let finding = rule.finding("unverified", section, vec![place]);
                found.push(finding.with("words", MessageArgument::Words(words)));
            }
        }
    }
}

/// The stretches of a paragraph that are marked 待核实, with their places.
fn unverified(part: ReportText, number: usize, paragraph: &Paragraph) -> Vec<(String, Place)> {
    let (mut found, mut start) = (Vec::new(), 0);
    let marked = |run: &Run| run.marks.has(TextMark::Unverified);
    for runs in paragraph.runs().chunk_by(|one, other| marked(one) == marked(other)) {
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        let end = start + words.chars().count();
        if runs.first().is_some_and(marked) {
            found.push((words, part.place(CharRange { paragraph: number, start, end })));
        }
        start = end;
    }
    found
}

/// What stands alone in brackets where a template names what belongs there.
const NAMED: &[&str] = &[
    "文字描述",
    "单位名称",
    "责任单位",
    "单位",
    "数字",
    "数量",
    "数值",
    "数据",
    "姓名",
    "日期",
    "时间",
    "年份",
    "年度",
    "地址",
    "网址",
    "网站地址",
    "链接",
    "电话",
    "联系电话",
    "邮箱",
    "邮编",
    "联系人",
    "名称",
    "机关名称",
    "部门名称",
    "部门",
    "内容",
    "具体内容",
    "标题",
    "文号",
    "文件名",
    "文件名称",
    "金额",
    "具体数字",
    "具体数量",
    "具体名称",
    "具体单位",
    "具体情况",
    "具体日期",
    "具体时间",
    "附件名称",
    "填写",
    "补充",
    "职务",
    "科室",
    "科室名称",
    "地名",
    "行政机关名称",
    "落款",
    "盖章",
    "平台名称",
    "网站名称",
    "栏目名称",
];

/// The brackets of a passage that hold nothing but the name of what belongs there.
fn named(passage: &Passage) -> Vec<Range<usize>> {
    let longest = NAMED.iter().map(|words| words.chars().count()).max().unwrap_or_default();
    let brackets = |open: &str, close: char| {
        let inside = |at: Range<usize>| {
            let end = (at.end..=at.end + longest).find(|end| passage.at(*end) == Some(close))?;
            let words = passage.text(at.end..end);
            NAMED.contains(&words.as_str()).then_some(at.start..end + 1)
        };
        passage.find(open).into_iter().filter_map(inside).collect::<Vec<_>>()
    };
    [brackets("（", '）'), brackets("〔", '〕'), brackets("{", '}'), brackets("<", '>')].concat()
}

fn placeholders(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    // Words of the unit's own name are no placeholders; asked once for all passages.
    let own = |words: &str| input.report.unit.name.contains(words);
    let sought: Vec<_> = PLACEHOLDERS.iter().filter(|(words, _)| !own(words)).collect();
    for passage in input.passages() {
        let named = named(passage).into_iter().map(|range| (range, &None));
        let left =
            sought.iter().flat_map(|(words, instead)| runs(passage, words).into_iter().map(move |at| (at, instead)));
        let mut free = 0;
        let mut all: Vec<(Range<usize>, &Option<&str>)> = named.chain(left).collect();
        all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        for (range, instead) in all {
            // （此处填写…）: one finding for what lies inside another.
            if range.start < free {
                continue;
            }
            free = range.end;
            let place = passage.place(range.clone());
            found.push(
                rule.finding("left", passage.section(), vec![place])
                    .with("words", MessageArgument::Words(passage.text(range.clone())))
                    .with("excerpt", MessageArgument::Words(passage.excerpt(range)))
                    .fixed_by(instead.iter().map(|text| FixStep::Replace(place, (*text).to_owned())).collect()),
            );
        }
    }
}

/// R11: words of an earlier edition, in the text or as labels.
pub(in crate::check) fn outdated(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for words in &input.form.outdated {
        // A document is recognised by its number, regardless of the words before it.
        let sign = words.find('〔').and_then(|at| words.get(at..)).unwrap_or(words);
        for passage in input.passages() {
            for range in passage.find(sign) {
                let finding = rule.finding("word", passage.section(), vec![passage.place(range.clone())]);
                found.push(
                    finding
                        .with("words", MessageArgument::Words(words.clone()))
                        .with("excerpt", MessageArgument::Words(passage.excerpt(range)))
                        .with("notice", MessageArgument::Words(input.form.notice.clone())),
                );
            }
        }
        let wanted: String = fold(words).into_iter().collect();
        for (official, stated) in &input.report.stated.labels {
            if fold(stated).into_iter().collect::<String>().contains(&wanted) {
                let table = input
                    .form
                    .tables
                    .iter()
                    .find(|table| table.cells.iter().any(|cell| cell.key().is_none() && cell.label() == *official));
                let home =
                    table.and_then(|table| table.fields.first()).and_then(|field| input.form.section_of(field.key));
                let place = table.map_or(Place::Title, |table| Place::Table(table.name));
                let finding = rule.finding("label", home, vec![place]);
                found.push(
                    finding
                        .with("words", MessageArgument::Words(stated.clone()))
                        .with("official", MessageArgument::Words(official.clone()))
                        .with("notice", MessageArgument::Words(input.form.notice.clone())),
                );
            }
        }
    }
}

/// The places of `words`, those side by side as one, without those that are part of a Latin word
/// or number such as XXI.
fn runs(passage: &Passage, words: &str) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in passage.find(words) {
        match merged.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => merged.push(range),
        }
    }
    if merged.is_empty() {
        return merged;
    }
    let latin = words.chars().all(|one| one.is_ascii_alphabetic());
    let letter = |at: Option<usize>| {
        at.and_then(|at| passage.characters().get(at)).is_some_and(|one| one.is_ascii_alphanumeric() && *one != 'X')
    };
    merged.retain(|range| !latin || !(letter(range.start.checked_sub(1)) || letter(Some(range.end))));
    merged
}
