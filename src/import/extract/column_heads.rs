//! The heads above the columns of a table: which of them a line has, and whether they come in the form's order. Must not
//! know what stands below them.

use std::collections::BTreeMap;

use super::wording::fold;
use crate::form::Table;
use crate::import::source_document::{BlockContent, SourceBlock};

/// Heads of rows that are alike, in the form's order.
pub(super) type Heads = Vec<Vec<char>>;

/// Heads of the upper level, below which others stand.
pub(super) const UPPER: [&str; 2] = ["法人或其他组织", "申请人情况"];

/// The least heads in a line of text that tell an order.
pub(super) const TELLING: usize = 3;

/// The heads of the rows with most columns, and those of the others.
pub(super) fn heads(table: &Table) -> (Heads, Heads) {
    let mut rows: BTreeMap<&str, Heads> = BTreeMap::new();
    for field in &table.fields {
        let head = field.column_heads.last().map(|head| fold(head).chars).unwrap_or_default();
        rows.entry(field.key.row.as_str()).or_default().push(head);
    }
    let longest = rows.values().max_by_key(|heads| heads.len()).cloned().unwrap_or_default();
    let others = rows.into_values().flatten().filter(|head| !longest.contains(head)).collect();
    (longest, others)
}

/// Whether a cell of a block, or the whole of a line, is what is looked for.
pub(super) fn block_has(block: &SourceBlock, is_it: impl Fn(&Vec<char>) -> bool) -> bool {
    match &block.content {
        BlockContent::Row(cells) => cells.iter().any(|cell| is_it(&fold(cell).chars)),
        BlockContent::Text(line) => is_it(&fold(&line.cell_text()).chars),
    }
}

/// The heads that a block has, in order, each with its cell where the block has cells. In a line of text a single head
/// is one of several lines; fewer than three others tell nothing.
pub(super) fn found(block: &SourceBlock, heads: &Heads) -> Vec<(usize, Option<usize>)> {
    let place = |words: &str| {
        let chars = fold(words).chars;
        heads.iter().position(|head| *head == chars)
    };
    match &block.content {
        BlockContent::Row(cells) => {
            cells.iter().enumerate().filter_map(|(at, cell)| Some((place(cell)?, Some(at)))).collect()
        }
        BlockContent::Text(line) => {
            let text = line.cell_text();
            let words: Vec<&str> = text.split_whitespace().collect();
            let own: Vec<_> =
                words.iter().flat_map(|word| joined_heads(word, heads)).map(|head| (head, None)).collect();
            if words.len() == 1 || own.len() >= TELLING { own } else { Vec::new() }
        }
    }
}

/// Whether a head stands before one that the form has before it, or in cells without room for the columns between them.
pub(super) fn is_turn((one, from): (usize, Option<usize>), (next, to): (usize, Option<usize>)) -> bool {
    let room = from.zip(to).and_then(|(from, to)| to.checked_sub(from));
    one > next || room.is_some_and(|room| room < next - one)
}

/// Whether a line has a word for each column, and a head among them stands where the form has another one, whether the
/// total is last or first.
pub(super) fn is_line_of_other_order(block: &SourceBlock, heads: &Heads) -> bool {
    let BlockContent::Text(line) = &block.content else { return false };
    let text = line.cell_text();
    let words: Vec<Vec<char>> = text.split_whitespace().map(|word| fold(word).chars).collect();
    let total = heads.len().saturating_sub(1);
    let at = |word: &Vec<char>| heads.iter().position(|head| head == word);
    let is_first = words.first().and_then(at) == Some(total);
    words.len() == heads.len()
        && words
            .iter()
            .enumerate()
            .any(|(place, word)| at(word).is_some_and(|head| head != total && place != head + usize::from(is_first)))
}

/// The heads of which a word is made: one, or several between which a page lost the gaps.
fn joined_heads(word: &str, heads: &Heads) -> Vec<usize> {
    let chars = fold(word).chars;
    let mut rest = chars.as_slice();
    let mut own = Vec::new();
    while !rest.is_empty() {
        let begins = |head: &&Vec<char>| rest.starts_with(head);
        let Some(head) = heads.iter().filter(begins).max_by_key(|head| head.len()) else { return Vec::new() };
        own.extend(heads.iter().position(|other| other == head));
        rest = rest.get(head.len().max(1)..).unwrap_or_default();
    }
    own
}

/// Whether the heads of lines without cells come as the form has them: from the first to the last, or the total of the
/// upper level before those of the lower one. A part of them tells nothing.
pub(super) fn is_order_of_form(sequence: &[usize], count: usize) -> bool {
    let total = count.saturating_sub(1);
    let others: Vec<usize> = sequence.iter().copied().filter(|head| *head != total).collect();
    let mut distinct = others.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < total {
        return true;
    }
    let rises = |part: &[usize]| part.windows(2).all(|pair| matches!(pair, [one, other] if one < other));
    let place = sequence.iter().position(|head| *head == total);
    others.chunks(total).all(rises) && place.is_none_or(|place| place == 1 || place == total)
}
