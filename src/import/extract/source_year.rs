//! The year of a report: of its title, of its period, of its signature, of the heads of its tables, in
//! this order. A year that is nowhere stays unknown, and one for which something is planned is none.

use std::collections::BTreeMap;

use super::paragraphs;
use super::section_finder::{ClassedBlock, SectionPart};
use super::table_finder::BlockClass;
use super::title_line;
use super::wording::fold;

/// Words of a sentence that tells what will be.
const PLANS: [&str; 8] = ["将", "计划", "拟", "下一步", "下步", "下一年", "明年", "力争"];

/// The year that the text outside the title names.
pub(super) fn of_text(spoken: &str, sections: &[SectionPart]) -> Option<u16> {
    of_period(spoken).or_else(|| of_signature(spoken)).or_else(|| of_heads(sections)).or_else(|| most_often(spoken))
}

/// 2024年1月1日, where a period begins.
fn of_period(spoken: &str) -> Option<u16> {
    let chars = fold(spoken).chars;
    let begins = |at: usize| chars.get(at + 5..).is_some_and(|rest| rest.starts_with(&['1', '月', '1', '日']));
    title_line::years(&chars).find(|(at, _)| begins(*at)).map(|(_, year)| year)
}

/// The year before that of the last line that is a date: reports are signed in the months after their
/// year.
fn of_signature(spoken: &str) -> Option<u16> {
    let date = spoken.lines().rev().find_map(paragraphs::date_line)?;
    if date.month() >= 10 { Some(date.year()) } else { date.year().checked_sub(1) }
}

/// The only year that labels and captions of tables name.
fn of_heads(sections: &[SectionPart]) -> Option<u16> {
    let is_head = |(_, class): &&ClassedBlock| matches!(class, BlockClass::Table(_) | BlockClass::Caption);
    let blocks = sections.iter().flat_map(|part| &part.blocks).filter(is_head);
    let mut years = blocks.flat_map(|(block, _)| title_line::years(&fold(&block.text()).chars).collect::<Vec<_>>());
    let (_, first) = years.next()?;
    years.all(|(_, year)| year == first).then_some(first)
}

/// The year that sentences name most often, without those of plans; of two the earlier.
fn most_often(spoken: &str) -> Option<u16> {
    let mut often: BTreeMap<u16, usize> = BTreeMap::new();
    for sentence in spoken.split(['。', '；', '\n']).filter(|one| !PLANS.iter().any(|words| one.contains(words))) {
        for (_, year) in title_line::years(&fold(sentence).chars) {
            *often.entry(year).or_default() += 1;
        }
    }
    often.iter().max_by_key(|(year, count)| (**count, std::cmp::Reverse(**year))).map(|(year, _)| *year)
}
