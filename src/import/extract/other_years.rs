//! A table of another year beside the report's own, which the line above it names: it is listed and not read. Must not
//! know what its numbers mean.

use super::section_finder::ClassedBlock;
use super::table_finder::BlockClass;
use super::title_line;
use super::wording::fold;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// The longest line above a table that is about it, in characters.
const LINE: usize = 80;
/// The least blocks of a table.
const BLOCKS: usize = 3;
/// Words for the year before.
const BEFORE: [&str; 4] = ["上年", "去年", "上一年", "往年"];

/// The blocks of a section without tables of other years than `year`, where there is one beside them.
pub(super) fn removed(blocks: Vec<ClassedBlock>, year: Option<u16>, remarks: &mut Remarks) -> Vec<ClassedBlock> {
    let Some(year) = year else { return blocks };
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, (_, class)) in blocks.iter().enumerate() {
        if !matches!(class, BlockClass::Table(_)) {
            continue;
        }
        match runs.last_mut().filter(|(_, end)| *end == at) {
            Some((_, end)) => *end = at + 1,
            None => runs.push((at, at + 1)),
        }
    }
    runs.retain(|(from, to)| to - from >= BLOCKS);
    let of_others = |(from, _): &(usize, usize)| {
        let above = from.checked_sub(1).and_then(|above| blocks.get(above));
        above.is_some_and(|(block, _)| is_line(block) && names_other(&block.text(), year))
    };
    let others: Vec<(usize, usize)> = runs.iter().filter(|run| of_others(run)).copied().collect();
    if others.is_empty() || others.len() == runs.len() {
        return blocks;
    }
    let mut kept = Vec::with_capacity(blocks.len());
    let mut gone: Vec<(usize, Vec<String>)> = Vec::new();
    for (at, (block, class)) in blocks.into_iter().enumerate() {
        match others.iter().position(|(from, to)| (*from..*to).contains(&at)) {
            Some(run) if gone.len() == run + 1 => {
                gone.last_mut().into_iter().for_each(|(_, texts)| texts.push(block.text().into_owned()));
            }
            Some(_) => gone.push((block.line, vec![block.text().into_owned()])),
            None => kept.push((block, class)),
        }
    }
    for (line, texts) in gone {
        remarks.add(line, texts.join(" "), RemarkKind::OtherYear);
    }
    kept
}

/// Whether a block is a line, or a row of a sheet with one cell.
fn is_line(block: &SourceBlock) -> bool {
    match &block.content {
        BlockContent::Text(_) => true,
        BlockContent::Row(cells) => cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1,
    }
}

/// Whether a line names another year and not this one.
fn names_other(text: &str, year: u16) -> bool {
    let chars = fold(text).chars;
    let mut years = title_line::years(&chars).map(|(_, year)| year).peekable();
    let is_short = chars.len() <= LINE;
    let names_before = BEFORE.iter().any(|words| text.contains(words)) && !text.contains("本年");
    is_short && if years.peek().is_some() { years.all(|own| own != year) } else { names_before }
}
