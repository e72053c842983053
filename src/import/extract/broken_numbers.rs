//! Numbers that a narrow cell broke over two lines: 1357 in one line and 3 below it are 13573. Only sums
//! tell that from two numbers of which the second belongs to another row; where they do not, both stay apart,
//! so that neither is taken for the cell's.

use super::row_sums;
use super::wrapped_labels::label_cell;
use crate::import::source_document::{BROKEN, BlockContent, SourceBlock, SourceLine};
use crate::report::CellReading;

/// The least numbers in a row whose last one tells by its sum.
const SUMMED: usize = 3;
/// The least numbers of lines without a label that may belong together.
const LINE: usize = 5;

/// The blocks with numbers put together again. `group` is how many numbers end with their sum; `None` in a table
/// without sums.
pub(super) fn joined(blocks: Vec<SourceBlock>, group: Option<usize>) -> Vec<SourceBlock> {
    let mut blocks: Vec<SourceBlock> = blocks.into_iter().map(|block| in_cells(block, group)).collect();
    if let Some(group) = group {
        in_lines(&mut blocks, group);
    }
    blocks
}

/// Numbers that are broken within the cells of a row.
fn in_cells(mut block: SourceBlock, group: Option<usize>) -> SourceBlock {
    let BlockContent::Row(cells) = &mut block.content else { return block };
    let from = label_cell(cells).map_or(0, |label| label + 1);
    let own = cells.get_mut(from..).unwrap_or_default();
    if !own.iter().any(|cell| parts(cell).len() > 1) {
        return block;
    }
    let filled: Vec<Vec<String>> = own.iter().map(|cell| parts(cell)).filter(|parts| !parts.is_empty()).collect();
    let whole: Vec<Option<u64>> = filled.iter().map(|parts| number(&parts.concat())).collect();
    let marked = own.iter().all(|cell| parts(cell).len() < 2 || (cell.contains(BROKEN) && !cell.trim().contains(' ')));
    let is_certain = match group {
        Some(group) if filled.len() >= SUMMED => {
            let first = filled.iter().map(|parts| parts.first().and_then(|one| number(one))).collect::<Vec<_>>();
            let last = filled.iter().map(|parts| parts.last().and_then(|one| number(one))).collect::<Vec<_>>();
            has_sums(&whole, group) && !has_sums(&first, group) && !has_sums(&last, group)
        }
        _ => marked && whole.iter().all(Option::is_some),
    };
    for cell in own {
        let parts = parts(cell);
        if parts.len() > 1 {
            *cell = if is_certain { parts.concat() } else { parts.join(" ") };
        }
    }
    block
}

/// Numbers that are broken over two lines of a text, above and below their label or with it in the first.
fn in_lines(blocks: &mut [SourceBlock], group: usize) {
    let lines: Vec<Option<(String, Vec<String>)>> = blocks.iter().map(label_and_numbers).collect();
    for index in 1..blocks.len() {
        let Some(Some((label, below))) = lines.get(index) else { continue };
        let line = |before: usize| index.checked_sub(before).and_then(|at| Some((at, lines.get(at)?.as_ref()?)));
        // The label stands with the first numbers, or alone between them.
        let (at, name, above) = match (line(1), line(2)) {
            (Some((at, (name, above))), _) if !name.is_empty() && !above.is_empty() => (at, name, above),
            (Some((at, (name, none))), Some((_, (no_name, above)))) if none.is_empty() && no_name.is_empty() => {
                (at, name, above)
            }
            _ => continue,
        };
        if !label.is_empty() || name.is_empty() || below.len() < LINE || above.len() != below.len() {
            continue;
        }
        let numbers = |texts: &[String]| texts.iter().map(|text| number(text)).collect::<Vec<_>>();
        let whole: Vec<String> = above.iter().zip(below).map(|(one, other)| format!("{one}{other}")).collect();
        let is_broken = above.iter().zip(below).all(|(one, other)| one.len() >= other.len());
        if is_broken
            && has_sums(&numbers(&whole), group)
            && !has_sums(&numbers(above), group)
            && !has_sums(&numbers(below), group)
        {
            let content = |text: String| BlockContent::Text(SourceLine::plain(&text));
            let row = content(format!("{name} {}", whole.join(" ")));
            for (gone, block) in blocks.iter_mut().enumerate().take(index + 1).skip(index.saturating_sub(2)) {
                match gone {
                    _ if gone == at => block.content = row.clone(),
                    _ if gone > at || (gone < at && lines.get(at).is_some_and(|own| has_no_numbers(own.as_ref()))) => {
                        block.content = content(String::new());
                    }
                    _ => {}
                }
            }
        }
    }
}

fn has_no_numbers(line: Option<&(String, Vec<String>)>) -> bool {
    line.is_some_and(|(_, numbers)| numbers.is_empty())
}

/// The label of a line and the numbers behind it; `None` where it has anything else.
fn label_and_numbers(block: &SourceBlock) -> Option<(String, Vec<String>)> {
    let text = block.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let from = words.iter().rposition(|word| !is_plain(word)).map_or(0, |last| last + 1);
    let (label, numbers) = words.split_at_checked(from)?;
    let label = label.join(" ");
    let strange = label.chars().count() == 1 && label.chars().all(CellReading::is_mark);
    (!strange).then(|| (label, numbers.iter().map(|word| (*word).to_owned()).collect()))
}

/// The groups of digits of a cell; none where it has anything else.
fn parts(cell: &str) -> Vec<String> {
    let parts: Vec<&str> =
        cell.split(|one: char| one.is_whitespace() || one == BROKEN).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if parts.iter().all(is_number) { parts.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// A number without a zero before it.
fn number(text: &str) -> Option<u64> {
    let is_padded = text.len() > 1 && text.starts_with('0');
    text.replace(',', "").parse().ok().filter(|_| !is_padded)
}

/// Whether each group of numbers ends with its sum.
fn has_sums(numbers: &[Option<u64>], group: usize) -> bool {
    let size = if numbers.len().is_multiple_of(group) { group } else { numbers.len().max(1) };
    numbers.iter().all(Option::is_some)
        && numbers.iter().flatten().any(|number| *number > 0)
        && numbers.chunks(size).all(|group| row_sums::ends_with_sum(group.iter().copied()))
}
