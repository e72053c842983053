//! The heads of table four, three groups that are alike: whether they stand in the form's order, and which numbers stand
//! below them. Must not know what a number means.

use std::collections::BTreeSet;

use super::column_heads::{Heads, TELLING, found};
use super::column_order::{RowCells, is_number};
use super::row_sums;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::CellReading;

/// The heads of a row that has all groups of heads that are alike.
const GROUPS: usize = 15;
/// How many of them are a group.
const GROUP: usize = 5;

/// Groups of heads that are alike, as in table four. Where they stand in another order, no number below them is read.
pub(super) fn settled(blocks: Vec<SourceBlock>, heads: &Heads, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let mut order = GroupOrder::Known;
    let (mut places, mut has_numbers_above): (Vec<usize>, bool) = (Vec::new(), false);
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        if RowCells::of(&block).has_numbers() {
            has_numbers_above = true;
            match order.tells(&block) {
                true => kept.extend(below_heads(block, &places, remarks)),
                false => remarks.add(block.line, block.text(), RemarkKind::NotUnderstood),
            }
            continue;
        }
        let own = found(&block, heads);
        if own.len() >= TELLING {
            // Heads that reach over two levels stand in the upper line.
            if has_numbers_above {
                places.clear();
            }
            has_numbers_above = false;
            places.extend(own.iter().filter_map(|(_, place)| *place));
            places.sort_unstable();
            places.dedup();
            order = GroupOrder::of(&own, heads.len());
        }
        kept.push(block);
    }
    kept
}

/// Whether groups of heads stand in the form's order.
#[derive(Clone, Copy)]
enum GroupOrder {
    Known,
    /// Some are not understood, the others have their places: sums must tell the rest.
    WithSums,
    Unknown,
}

impl GroupOrder {
    /// Each head is followed by the next one of the form, or by the first. A program that reads the lines of narrow
    /// cells across them leaves words of the upper heads in some (pymupdf4llm 2.0).
    fn of(found: &[(usize, Option<usize>)], heads: usize) -> GroupOrder {
        if found.windows(2).all(|pair| matches!(pair, [(one, _), (next, _)] if (one + 1) % heads == *next)) {
            return GroupOrder::Known;
        }
        let firsts: Option<BTreeSet<usize>> =
            found.iter().map(|(head, place)| place.map(|place| (place + heads - head) % heads)).collect();
        match firsts {
            Some(firsts) if firsts.len() == 1 => GroupOrder::WithSums,
            _ => GroupOrder::Unknown,
        }
    }

    /// Whether the numbers of `block` can be read below such heads.
    fn tells(self, block: &SourceBlock) -> bool {
        match (self, &block.content) {
            (GroupOrder::Known, _) => true,
            (GroupOrder::WithSums, BlockContent::Row(cells)) => {
                let numbers: Vec<String> = cells.iter().filter(|cell| is_number(cell)).cloned().collect();
                numbers.len() == cells.len() && numbers.len() == GROUPS && has_sums(&numbers)
            }
            _ => false,
        }
    }
}

/// A row without the numbers that stand left or right of all heads, such as its number; those are listed. Where a row has
/// a number for each head but not below it, the sums tell whether they are in the form's order: a program that counts the
/// rows of merged heads wrongly moves all numbers below them (calibre 6.13). `None`: nothing tells.
fn below_heads(mut block: SourceBlock, places: &[usize], remarks: &mut Remarks) -> Option<SourceBlock> {
    let BlockContent::Row(cells) = &mut block.content else { return Some(block) };
    if places.len() < GROUPS || places.iter().any(|at| *at >= cells.len()) {
        return Some(block);
    }
    // The unit of the number before it has a cell of its own in some tables, and says nothing of the column.
    for at in 1..cells.len() {
        if let Some([before, unit]) = cells.get_mut(at - 1..=at)
            && is_number(before)
            && !unit.trim().is_empty()
            && unit.trim().chars().all(CellReading::is_of_unit)
        {
            unit.clear();
        }
    }
    let is_outside = |at: usize, cell: &str| !places.contains(&at) && is_number(cell);
    let outside: Vec<String> = cells
        .iter()
        .enumerate()
        .filter(|(at, cell)| is_outside(*at, cell))
        .map(|(_, cell)| cell.trim().to_owned())
        .collect();
    if outside.is_empty() || !places.iter().any(|at| cells.get(*at).is_some_and(|cell| is_number(cell))) {
        return Some(block);
    }
    let numbers: Vec<String> = cells.iter().filter(|cell| is_number(cell)).cloned().collect();
    let has_blanks = places.iter().any(|at| cells.get(*at).is_none_or(|cell| cell.trim().is_empty()));
    if has_blanks && numbers.len() == places.len() && has_sums(&numbers) {
        *cells = numbers;
        return Some(block);
    }
    if has_blanks && outside.len() > 1 {
        remarks.add(block.line, block.text(), RemarkKind::NotUnderstood);
        return None;
    }
    *cells = places.iter().filter_map(|at| cells.get(*at)).cloned().collect();
    remarks.add(block.line, outside.join(" "), RemarkKind::NotUnderstood);
    Some(block)
}

/// Whether each group of five numbers of table four ends with its sum.
fn has_sums(numbers: &[String]) -> bool {
    let number = |text: &String| text.trim().parse::<u64>().ok();
    numbers.chunks(GROUP).all(|group| row_sums::ends_with_sum(group.iter().map(number)))
}
