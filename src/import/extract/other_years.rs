//! A table of another year beside the report's own, which the line above it names: it is listed and not read. Must not
//! know what its numbers mean.

use super::section_finder::{self, ClassedBlock};
use super::table_finder::BlockClass;
use super::table_places;
use super::title_line;
use super::wording::fold;
use crate::form::{Form, SectionId};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// The longest line above a table that is about it, in characters.
const LINE: usize = 80;
/// How many blank rows may stand between a line and its table, and one more.
const GAP: usize = 4;
/// The least blocks of a table.
const BLOCKS: usize = 3;
/// Words for the year before.
const BEFORE: [&str; 4] = ["上年", "去年", "上一年", "往年"];

/// The blocks of a section without tables of other years than `year`, where there is one beside them, or where all
/// that the section has `is_read` already.
pub(super) fn removed(
    blocks: Vec<ClassedBlock>,
    year: Option<u16>,
    is_read: bool,
    remarks: &mut Remarks,
) -> Vec<ClassedBlock> {
    let others = year.map(|year| tables_of_others(&blocks, year, is_read)).unwrap_or_default();
    let mut kept = Vec::with_capacity(blocks.len());
    let mut gone: Vec<(usize, Vec<String>)> = Vec::new();
    for (at, (block, class)) in blocks.into_iter().enumerate() {
        match others.iter().position(|(from, to)| (*from..*to).contains(&at)) {
            Some(run) if gone.len() == run + 1 => {
                gone.last_mut().into_iter().for_each(|(_, texts)| texts.push(block.text().into_owned()));
            }
            Some(_) => gone.push((block.line, vec![block.text().into_owned()])),
            None if class == BlockClass::Caption => table_places::leave_out_caption(&block, remarks),
            None => kept.push((block, class)),
        }
    }
    for (line, texts) in gone {
        remarks.add(line, texts.join(" "), RemarkKind::OtherYear);
    }
    kept
}

/// The first and the next block of each table of another year.
fn tables_of_others(blocks: &[ClassedBlock], year: u16, is_read: bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, (block, class)) in blocks.iter().enumerate() {
        // A row may speak of the year before, as the form's second one does.
        let ends_one = is_line(block) && names_one(&block.text()) && names_other(&block.text(), year);
        if ends_one || !matches!(class, BlockClass::Table(_)) {
            continue;
        }
        match runs.last_mut().filter(|(_, end)| *end == at) {
            Some((_, end)) => *end = at + 1,
            None => runs.push((at, at + 1)),
        }
    }
    runs.retain(|(from, to)| to - from >= BLOCKS);
    let of_others = |(from, _): &(usize, usize)| {
        let above = blocks.get(..*from).unwrap_or_default().iter().map(|(block, _)| block);
        let above = above.rev().take(GAP).find(|block| !block.text().trim().is_empty());
        above.is_some_and(|block| is_line(block) && names_other(&block.text(), year))
    };
    let others: Vec<(usize, usize)> = runs.iter().filter(|run| of_others(run)).copied().collect();
    // The only table is the report's own, and a year was left in the line above it.
    let is_other = |at: usize| others.iter().any(|(from, to)| (*from..*to).contains(&at));
    let has_numbers = |block: &SourceBlock| {
        matches!(block.content, BlockContent::Row(_)) && block.text().chars().any(|one| one.is_ascii_digit())
    };
    let own = blocks.iter().enumerate().filter(|(at, (block, _))| !is_other(*at) && has_numbers(block)).count();
    if others.len() == runs.len() && own < BLOCKS && !is_read { Vec::new() } else { others }
}

/// Which of these blocks are rows below a line that names another year, up to the next line that names one, a title of
/// a section, or a sentence.
pub(super) fn rows_of_others(form: &Form, blocks: &[SourceBlock], year: u16) -> Vec<bool> {
    let names_other =
        |block: &SourceBlock| is_line(block) && names_one(&block.text()) && names_other(&block.text(), year);
    if !blocks.iter().any(names_other) {
        return Vec::new();
    }
    let titles = section_finder::titled(form, blocks);
    let mut is_other = false;
    let of_other = |(block, title): (&SourceBlock, &Option<SectionId>)| {
        let text = block.text();
        if is_line(block) && names_one(&text) {
            is_other = names_other(block);
        } else if title.is_some() || text.trim_end().ends_with('。') {
            is_other = false;
        }
        is_other && matches!(block.content, BlockContent::Row(_))
    };
    blocks.iter().zip(&titles).map(of_other).collect()
}

/// Whether a block is a line, or a row of a sheet with one cell.
fn is_line(block: &SourceBlock) -> bool {
    match &block.content {
        BlockContent::Text(_) => true,
        BlockContent::Row(cells) => cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1,
    }
}

/// Whether a line names a year by its number.
pub(super) fn names_one(text: &str) -> bool {
    title_line::years(&fold(text).chars).next().is_some()
}

/// Whether a line names another year and not this one.
fn names_other(text: &str, year: u16) -> bool {
    let chars = fold(text).chars;
    let mut years = title_line::years(&chars).map(|(_, year)| year).peekable();
    let is_short = chars.len() <= LINE;
    let names_before = BEFORE.iter().any(|words| text.contains(words)) && !text.contains("本年");
    is_short && if years.peek().is_some() { years.all(|own| own != year) } else { names_before }
}
