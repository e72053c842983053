//! A table that was printed in two halves, since it is too wide: the left columns, and the right ones below them or on the
//! next page. Heads tell which columns a half has; rows of both belong together by their order, and by their labels where
//! the right half repeats them. Sums have to confirm it.

use super::column_heads::{Heads, found};
use super::row_sums;
use super::wording::fold;
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};

/// The least rows of a half.
const ROWS: usize = 3;

/// A half of a table.
struct Half {
    /// The columns, in the order in which the half has them.
    columns: Vec<usize>,
    /// The blocks of its heads.
    heads: Vec<usize>,
    /// The rows.
    rows: Vec<HalfRow>,
}

/// A row of a half: its block, its label and its numbers.
type HalfRow = (usize, String, Vec<String>);

/// The blocks with both halves of each row in one; `heads` are those of the form's columns.
pub(super) fn joined(blocks: Vec<SourceBlock>, heads: &Heads) -> Vec<SourceBlock> {
    let halves = halves(&blocks, heads);
    let [left, right] = halves.as_slice() else { return blocks };
    let Some(rows) = rows(left, right, heads.len()) else { return blocks };
    let mut rows = rows.into_iter().peekable();
    let gone: Vec<usize> = right.rows.iter().map(|(at, ..)| *at).chain(right.heads.iter().copied()).collect();
    let mut kept = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        match rows.next_if(|(own, _)| *own == at) {
            Some((_, words)) => {
                kept.push(SourceBlock { content: BlockContent::Text(SourceLine::plain(&words)), ..block })
            }
            // The heads of one half would say that there are no further columns.
            None if gone.contains(&at) || left.heads.contains(&at) => {}
            None => kept.push(block),
        }
    }
    kept
}

/// The stretches of rows below heads, one for each change of the heads.
fn halves(blocks: &[SourceBlock], heads: &Heads) -> Vec<Half> {
    let mut halves: Vec<Half> = Vec::new();
    let mut is_head = false;
    for (at, block) in blocks.iter().enumerate() {
        let own: Vec<(usize, Option<usize>)> = found(block, heads);
        if !own.is_empty() && numbers(block).is_none() {
            if !is_head || halves.is_empty() {
                halves.push(Half { columns: Vec::new(), heads: Vec::new(), rows: Vec::new() });
            }
            is_head = true;
            if let Some(half) = halves.last_mut() {
                half.heads.push(at);
                half.columns.extend(own.into_iter().map(|(head, _)| head));
            }
            continue;
        }
        if let (Some((label, numbers)), Some(half)) = (numbers(block), halves.last_mut())
            && numbers.len() == half.columns.len()
        {
            is_head = false;
            half.rows.push((at, label, numbers));
        }
    }
    // Heads of two levels stand in several lines; the columns come as the form has them.
    halves.iter_mut().for_each(|half| half.columns.sort_unstable());
    halves
}

/// The whole rows with their blocks, if both halves have each row and all columns, and the sums hold.
fn rows(left: &Half, right: &Half, count: usize) -> Option<Vec<(usize, String)>> {
    let mut columns: Vec<usize> = left.columns.iter().chain(&right.columns).copied().collect();
    columns.sort_unstable();
    if columns.len() != count
        || !columns.iter().copied().eq(0..count)
        || left.rows.len() != right.rows.len()
        || left.rows.len() < ROWS
    {
        return None;
    }
    let has_labels = right.rows.iter().any(|(_, label, _)| !label.is_empty());
    let is_same = |(one, other): (&HalfRow, &HalfRow)| fold(&one.1).chars == fold(&other.1).chars;
    if has_labels && !left.rows.iter().zip(&right.rows).all(is_same) {
        return None;
    }
    let whole: Vec<(usize, &str, Vec<&str>)> = left
        .rows
        .iter()
        .zip(&right.rows)
        .map(|((at, label, own), (_, _, others))| {
            let mut cells: Vec<(usize, &str)> =
                left.columns.iter().copied().zip(own.iter().map(String::as_str)).collect();
            cells.extend(right.columns.iter().copied().zip(others.iter().map(String::as_str)));
            cells.sort_unstable();
            (*at, label.as_str(), cells.into_iter().map(|(_, text)| text).collect())
        })
        .collect();
    let sums = row_sums::held(whole.iter().map(|(_, _, cells)| cells.iter().map(|cell| cell.parse().ok()).collect()));
    let line = |(at, label, cells): (usize, &str, Vec<&str>)| (at, format!("{label} {}", cells.join(" ")));
    (!sums.are_few()).then(|| whole.into_iter().map(line).collect())
}

/// The label of a block and the whole numbers behind it; `None` where it has none, or anything else behind the first.
fn numbers(block: &SourceBlock) -> Option<(String, Vec<String>)> {
    let text = match &block.content {
        BlockContent::Text(line) => line.cell_text(),
        BlockContent::Row(cells) => cells.join(" ").into(),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_digits = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let from = words.iter().rposition(|word| !is_digits(word)).map_or(0, |last| last + 1);
    let (label, numbers) = words.split_at_checked(from)?;
    (!numbers.is_empty()).then(|| (label.join(" "), numbers.iter().map(|word| (*word).to_owned()).collect()))
}
