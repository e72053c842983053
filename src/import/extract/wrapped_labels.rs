//! Labels that a page wrapped around the numbers of their row: 1.申请人无正当理由 5 1 0 in one line and
//! 逾期不补正 in the next are one label. Only words that together are a label of the form, character for
//! character, are joined.

use std::collections::BTreeMap;

use super::table_labels::TableLabels;
use super::tokens::{Token, TokenKind, TokenStream};
use super::wording::{fold, numbering};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::report::CellReading;

/// The most lines that one label is wrapped over.
const LINES: usize = 4;
/// The most lines between these with words of a label that runs down beside them, such as （六） and 其他处理.
const BESIDE: usize = 3;
/// The most characters of a label.
const LONGEST: usize = 60;
/// The most characters of a line of a label that runs down the page.
const NARROW: usize = 4;

/// The least lines with the beginning of a label and numbers that tell of broken labels, and the least numbers of one.
const BROKEN: usize = 2;
const NUMBERS: usize = 4;

/// The words of one block and where they are.
struct Words {
    folded: Vec<char>,
    /// The same without words at the beginning that are of a label beside this one.
    beside: Option<Vec<char>>,
    has_numbers: bool,
}

/// A label over several blocks.
#[derive(Clone, Default)]
struct Wrapped {
    label: Vec<char>,
    /// The blocks that it takes, as offsets from the first.
    blocks: Vec<usize>,
    /// The one of them that has the numbers.
    numbers: Option<usize>,
}

/// The same blocks with wrapped labels joined in the block that has the numbers.
pub(super) fn joined(blocks: Vec<SourceBlock>, labels: &TableLabels) -> Vec<SourceBlock> {
    let words: Vec<Option<Words>> = blocks.iter().map(|block| words(block, labels)).collect();
    let mut blocks: Vec<Option<SourceBlock>> = blocks.into_iter().map(Some).collect();
    let mut at = 0;
    while at < blocks.len() {
        let Some(wrapped) = wrapped_at(&words, at, labels) else {
            at += 1;
            continue;
        };
        let label: String = wrapped.label.iter().collect();
        for offset in &wrapped.blocks {
            let Some(slot) = blocks.get_mut(at + offset) else { continue };
            *slot = slot.take().filter(|_| wrapped.numbers == Some(*offset)).map(|block| with_label(block, &label));
        }
        at += wrapped.blocks.last().map_or(1, |last| last + 1);
    }
    blocks.into_iter().flatten().collect()
}

/// Whether lines are left that have the beginning of a label and numbers beside it: what follows of such a label may stand
/// before the numbers of the next row, which would then come to it.
pub(super) fn are_left(stream: &TokenStream, tokens: &[Token], labels: &TableLabels) -> bool {
    let mut lines: BTreeMap<usize, (bool, usize)> = BTreeMap::new();
    for token in tokens {
        let own = lines.entry(stream.line(token.span.0)).or_default();
        match token.kind {
            TokenKind::Value(_) => own.1 += 1,
            TokenKind::Label { .. } => own.0 = false,
            // The words nearest to the numbers tell whose they are; a group may stand before them whole.
            TokenKind::Official | TokenKind::Unknown if own.1 == 0 => {
                let words = fold(&stream.text(token.span)).chars;
                own.0 = labels.begins_one(&words) || (own.0 && !words.iter().any(|one| one.is_alphabetic()));
            }
            _ => {}
        }
    }
    lines.values().filter(|(begins, numbers)| *begins && *numbers >= NUMBERS).count() >= BROKEN
}

/// The label that begins in block `at` and goes on in others.
fn wrapped_at(words: &[Option<Words>], at: usize, labels: &TableLabels) -> Option<Wrapped> {
    let first = words.get(at)?.as_ref().filter(|first| !first.folded.is_empty())?;
    if labels.is_label(&first.folded) {
        return None;
    }
    let rest = words.get(at..)?;
    longest(rest, 0, &Wrapped::default(), labels)
}

/// The longest label that begins with the one so far and goes on from block `offset`.
fn longest(words: &[Option<Words>], offset: usize, so_far: &Wrapped, labels: &TableLabels) -> Option<Wrapped> {
    let own = words.get(offset)?.as_ref()?;
    let between = offset - so_far.blocks.len();
    let mut best: Option<Wrapped> = None;
    let mut keep = |found: Option<Wrapped>| {
        if found.as_ref().is_some_and(|one| best.as_ref().is_none_or(|best| one.label.len() > best.label.len())) {
            best = found;
        }
    };
    let is_free = so_far.blocks.len() < LINES && !(own.has_numbers && so_far.numbers.is_some());
    for part in std::iter::once(&own.folded).chain(&own.beside).filter(|_| is_free) {
        let mut next = so_far.clone();
        next.label.extend(part);
        next.blocks.push(offset);
        next.numbers = next.numbers.or_else(|| own.has_numbers.then_some(offset));
        if next.label.len() > LONGEST || !labels.begins_with(&next.label) {
            continue;
        }
        let is_wrapped = next.numbers.is_some_and(|numbers| numbers < offset) && labels.is_label(&next.label);
        keep(is_wrapped.then(|| next.clone()));
        keep(longest(words, offset + 1, &next, labels));
    }
    let is_beside = own.folded.len() <= NARROW && labels.is_fragment(&own.folded);
    if offset > 0 && !own.has_numbers && between < BESIDE && is_beside {
        keep(longest(words, offset + 1, so_far, labels));
    }
    best
}

/// The words of a block before its numbers; `None` if words follow a number, or a row has words in
/// several cells that are no labels.
fn words(block: &SourceBlock, labels: &TableLabels) -> Option<Words> {
    match &block.content {
        BlockContent::Text(line) => {
            let text = line.cell_text();
            let cut = numbers_from(&text);
            let (head, tail) = text.split_at(cut);
            let strange = tail
                .chars()
                .any(|one| one.is_alphabetic() && !CellReading::is_of_unit(one) && !CellReading::is_mark(one));
            (!strange).then(|| Words {
                folded: fold(head).chars,
                beside: without_beside(head, labels),
                has_numbers: !tail.trim().is_empty(),
            })
        }
        BlockContent::Row(cells) => {
            let at = label_cell(cells)?;
            let numbers = cells.iter().skip(at + 1).any(|cell| !cell.trim().is_empty());
            let folded = cells.get(at).map(|cell| fold(cell).chars)?;
            Some(Words { folded, beside: None, has_numbers: numbers })
        }
    }
}

/// The words of a line behind a gap, where before it stands a line of a label that runs down the page.
fn without_beside(head: &str, labels: &TableLabels) -> Option<Vec<char>> {
    let (first, rest) = head.trim().split_once(char::is_whitespace)?;
    let beside = fold(first).chars;
    let words = fold(rest).chars;
    ((1..=NARROW).contains(&beside.len()) && !words.is_empty() && labels.is_fragment(&beside)).then_some(words)
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
