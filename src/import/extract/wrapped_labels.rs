//! Labels that a page wrapped around the numbers of their row: 1.申请人无正当理由 5 1 0 in one line and
//! 逾期不补正 in the next are one label. Only words that together are a label of the form, character for
//! character, are joined.

use super::table_labels::TableLabels;
use super::wording::{fold, numbering};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::report::CellReading;

/// The most lines that one label is wrapped over.
const LINES: usize = 4;
/// The most characters of a label.
const LONGEST: usize = 60;

/// The words of one block and where they are.
struct Words {
    folded: Vec<char>,
    has_numbers: bool,
}

/// The same blocks with wrapped labels joined in the block that has the numbers.
pub(super) fn joined(blocks: Vec<SourceBlock>, labels: &TableLabels) -> Vec<SourceBlock> {
    let words: Vec<Option<Words>> = blocks.iter().map(words).collect();
    let mut blocks: Vec<Option<SourceBlock>> = blocks.into_iter().map(Some).collect();
    let mut at = 0;
    while at < blocks.len() {
        let Some((length, numbers, label)) = wrapped_at(&words, at, labels) else {
            at += 1;
            continue;
        };
        for (offset, slot) in blocks.iter_mut().skip(at).take(length).enumerate() {
            if offset == numbers {
                *slot = slot.take().map(|block| with_label(block, &label));
            } else {
                *slot = None;
            }
        }
        at += length;
    }
    blocks.into_iter().flatten().collect()
}

/// How many blocks from `at` on are one label, which of them has the numbers, and the label.
fn wrapped_at(words: &[Option<Words>], at: usize, labels: &TableLabels) -> Option<(usize, usize, String)> {
    let first = words.get(at)?.as_ref().filter(|first| !first.folded.is_empty())?;
    if labels.is_label(&first.folded) {
        return None;
    }
    let mut all: Vec<char> = Vec::new();
    let mut numbers = None;
    let mut found = None;
    for offset in 0..LINES {
        let Some(Some(own)) = words.get(at + offset) else { break };
        if own.has_numbers && numbers.replace(offset).is_some() {
            break;
        }
        all.extend(&own.folded);
        if all.len() > LONGEST {
            break;
        }
        if offset > 0 && numbers.is_some_and(|numbers| numbers < offset) && labels.is_label(&all) {
            found = numbers.map(|numbers| (offset + 1, numbers, all.iter().collect()));
        }
    }
    found
}

/// The words of a block before its numbers; `None` if words follow a number, or a row has words in
/// several cells that are no labels.
fn words(block: &SourceBlock) -> Option<Words> {
    match &block.content {
        BlockContent::Text(line) => {
            let text = line.cell_text();
            let cut = numbers_from(&text);
            let (head, tail) = text.split_at(cut);
            let strange = tail
                .chars()
                .any(|one| one.is_alphabetic() && !CellReading::is_of_unit(one) && !CellReading::is_mark(one));
            (!strange).then(|| Words { folded: fold(head).chars, has_numbers: !tail.trim().is_empty() })
        }
        BlockContent::Row(cells) => {
            let at = label_cell(cells)?;
            let numbers = cells.iter().skip(at + 1).any(|cell| !cell.trim().is_empty());
            Some(Words { folded: cells.get(at).map(|cell| fold(cell).chars)?, has_numbers: numbers })
        }
    }
}

/// The last cell with words.
pub(super) fn label_cell(cells: &[String]) -> Option<usize> {
    cells.iter().rposition(|cell| {
        let chars = fold(cell).chars;
        let number = numbering(&chars).is_some();
        number
            || (chars.iter().any(|one| one.is_alphabetic())
                && chars.first().is_some_and(|first| !first.is_ascii_digit())
                && !is_mark(&chars))
    })
}

fn is_mark(chars: &[char]) -> bool {
    matches!(chars, ['无' | '空'])
}

/// The byte at which the numbers of a line begin: a number or a mark after a gap.
fn numbers_from(text: &str) -> usize {
    let mut gap = false;
    for (byte, one) in text.char_indices() {
        let narrow = super::wording::folded(one);
        let begins = narrow.is_some_and(|one| one.is_ascii_digit() || CellReading::is_mark(one));
        if gap && begins && byte > 0 {
            let word: String =
                text.get(byte..).unwrap_or_default().chars().take_while(|one| !one.is_whitespace()).collect();
            let chars = fold(&word).chars;
            let plain = chars
                .iter()
                .all(|one| one.is_ascii_digit() || matches!(one, '.' | ',') || CellReading::is_of_unit(*one));
            let mark = chars.len() == 1 && CellReading::is_mark(*chars.first().unwrap_or(&' '));
            if (plain && numbering(&chars).is_none()) || mark {
                return byte;
            }
        }
        gap = one.is_whitespace();
    }
    text.len()
}

/// The block with another label before its numbers.
fn with_label(block: SourceBlock, label: &str) -> SourceBlock {
    let content = match block.content {
        BlockContent::Text(line) => {
            let text = line.cell_text();
            let tail = text.get(numbers_from(&text)..).unwrap_or_default();
            BlockContent::Text(SourceLine {
                runs: SourceLine::plain(&format!("{label} {tail}")).runs,
                list: None,
                ..line
            })
        }
        BlockContent::Row(mut cells) => {
            if let Some(cell) = label_cell(&cells).and_then(|at| cells.get_mut(at)) {
                label.clone_into(cell);
            }
            BlockContent::Row(cells)
        }
    };
    SourceBlock { line: block.line, content }
}
