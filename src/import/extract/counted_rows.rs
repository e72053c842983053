//! Rows that a program counted in a column of its own before it wrote its table: pandas 3 begins with 0 under an empty
//! head, people with 1 under 序号. Removes that column. Must not know what the rows say.

use crate::import::source_document::{BlockContent, SourceBlock};

/// The least rows counted from 1: fewer may be numbers of the table.
const FROM_ONE: usize = 3;

/// The blocks without columns that only count rows.
pub(super) fn without_counts(mut blocks: Vec<SourceBlock>) -> Vec<SourceBlock> {
    let mut at = 0;
    while at < blocks.len() {
        let length = counted(blocks.get(at..).unwrap_or_default());
        for block in blocks.iter_mut().skip(at).take(length) {
            if let BlockContent::Row(cells) = &mut block.content {
                cells.remove(0);
            }
        }
        at += length.max(1);
    }
    blocks
}

/// How many rows from the first on are a head and the rows that are counted below it; 0 where nothing counts them.
fn counted(blocks: &[SourceBlock]) -> usize {
    let Some(head) = blocks.first().and_then(cells) else { return 0 };
    let [first, second, ..] = head else { return 0 };
    let is_named = first.trim() == "序号";
    // Several empty cells are those below a merged head, and what follows may be the row of its numbers.
    if !(is_named || first.trim().is_empty()) || second.trim().is_empty() {
        return 0;
    }
    let number = |block: &SourceBlock| {
        let cells = cells(block).filter(|cells| cells.len() == head.len())?;
        cells.first()?.trim().parse::<usize>().ok()
    };
    let rows = blocks.get(1..).unwrap_or_default();
    let Some(start) = rows.first().and_then(number).filter(|start| *start <= 1) else { return 0 };
    let count = rows.iter().zip(start..).take_while(|(row, expected)| number(row) == Some(*expected)).count();
    let least = if start == 0 && !is_named { 1 } else { FROM_ONE };
    if count >= least { count + 1 } else { 0 }
}

fn cells(block: &SourceBlock) -> Option<&[String]> {
    match &block.content {
        BlockContent::Row(cells) => Some(cells),
        BlockContent::Text(_) => None,
    }
}
