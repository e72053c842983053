//! Which blocks of a section with a table are prose outside of the table. Knows its labels; must
//! not know what its numbers mean.

use super::section_finder::ClassedBlock;
use super::table_finder::BlockClass;
use super::table_labels::{LabelMeaning, TableLabels};
use super::tokens::{self, TokenKind, TokenStream};
use super::wording::fold;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::CellReading;

/// The most bytes of text that are looked through for the cells of one table, which has about five thousand; its
/// tokens take a hundred times as much memory.
const MOST: usize = 1 << 18;

/// The shortest full line, in characters.
const LINE: usize = 20;

/// The blocks of a section with a table, parted into prose and cells of the table. What is beyond the most that
/// is looked through is listed.
pub(super) fn parted(
    blocks: Vec<ClassedBlock>,
    wrapped: bool,
    table_labels: &TableLabels,
    remarks: &mut Remarks,
) -> (Vec<SourceBlock>, Vec<SourceBlock>) {
    let is_prose_block = prose_blocks(&blocks, wrapped, table_labels);
    let (mut prose, mut cells, mut bytes) = (Vec::new(), Vec::new(), 0_usize);
    for ((block, _), is_prose) in blocks.into_iter().zip(is_prose_block) {
        if is_prose {
            prose.push(block);
            continue;
        }
        let text = block.text();
        bytes = bytes.saturating_add(text.len());
        if bytes <= MOST {
            cells.push(block);
        } else {
            remarks.add(block.line, text, RemarkKind::NotUnderstood);
        }
    }
    (prose, cells)
}

/// For each block whether it is prose outside of the table. If lines are wrapped, one sentence may
/// be several blocks.
fn prose_blocks(blocks: &[ClassedBlock], wrapped: bool, table_labels: &TableLabels) -> Vec<bool> {
    let is_table = |class: BlockClass| matches!(class, BlockClass::Table(_));
    let first = blocks.iter().position(|(_, class)| is_table(*class));
    let last =
        blocks.iter().rposition(|(block, class)| matches!(block.content, BlockContent::Row(_)) || is_table(*class));
    let outside = |index: usize| last.is_some_and(|last| index > last) || first.is_some_and(|first| index < first);
    let is_prose = |(index, (block, class)): (usize, &ClassedBlock)| match class {
        BlockClass::Table(_) => false,
        BlockClass::Prose => true,
        // A mark for an empty cell that got no table is kept beside one: left out, it would move the cells after it.
        BlockClass::Open if first.is_some() && is_mark(block) => false,
        BlockClass::Caption | BlockClass::Open => is_prose(block, outside(index), table_labels),
    };
    let mut prose: Vec<bool> = blocks.iter().enumerate().map(is_prose).collect();
    if !wrapped {
        return prose;
    }
    let line = |index: usize| match &blocks.get(index)?.0.content {
        BlockContent::Text(line) if line.text().chars().count() >= LINE => Some(line),
        _ => None,
    };
    for index in (1..blocks.len()).rev() {
        let goes_on = blocks
            .get(index)
            .is_some_and(|(block, _)| matches!(&block.content, BlockContent::Text(own) if own.indent == 0));
        let before = line(index - 1).is_some_and(|before| !before.is_end && !before.text().ends_with('。'));
        if prose.get(index) == Some(&true)
            && goes_on
            && before
            && !blocks.get(index - 1).is_some_and(|(block, class)| is_table(*class) && is_row(block))
            && let Some(slot) = prose.get_mut(index - 1)
        {
            *slot = true;
        }
    }
    prose
}

/// Whether a line has several numbers, as no wrapped sentence in front of a table's end has.
fn is_row(block: &SourceBlock) -> bool {
    let text = fold_words(&block.text());
    text.iter().filter(|word| word.first().is_some_and(char::is_ascii_digit)).count() >= 3
}

fn fold_words(text: &str) -> Vec<Vec<char>> {
    text.split_whitespace().map(|word| fold(word).chars).collect()
}

/// Whether a block is only a mark for an empty cell: 无, / |.
fn is_mark(block: &SourceBlock) -> bool {
    let mut chars = fold(&block.text()).chars;
    chars.retain(|one| *one != '|');
    matches!(chars.as_slice(), [mark] if CellReading::is_mark(*mark))
}

/// Whether a block is prose outside of the table rather than a part of it. Between its first and its
/// last row only a sentence is; `outside` of them everything with text of its own.
fn is_prose(block: &SourceBlock, outside: bool, table_labels: &TableLabels) -> bool {
    let BlockContent::Text(line) = &block.content else { return false };
    let text = line.text();
    let is_ranked = line.level.is_some() || line.list.is_some();
    // A piece of a wrapped label.
    if table_labels.is_fragment(&fold(&text).chars) {
        return false;
    }
    let note = text.trim_start().starts_with('注') || text.trim_start().starts_with("备注");
    if !(outside || is_ranked || note || text.contains('。')) {
        return false;
    }
    if text.len() > MOST {
        return true;
    }
    let stream = TokenStream::of(std::slice::from_ref(block));
    let (mut filled, mut after_label, mut strange) = (0, false, false);
    for token in tokens::tokenize_exactly(&stream, table_labels) {
        match token.kind {
            TokenKind::Label { means, differs: false, .. } => after_label = means != LabelMeaning::Head,
            TokenKind::Value(value) => {
                filled += usize::from(after_label);
                strange |= value.digits.is_none() && !value.is_stroke();
                after_label = false;
            }
            TokenKind::Unknown => (after_label, strange) = (false, true),
            _ => after_label = false,
        }
    }
    filled < 3 && (strange || is_ranked || note || text.contains('。'))
}
