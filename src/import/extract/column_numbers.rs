//! Numbers that count and state nothing: those of columns that forms of statistics print below their heads, 栏次 1 2 3 4,
//! and that programs put above the columns of a sheet, 0 1 2 3; those of rows and lines in front of them, 序号. Must not
//! know a table.

use std::collections::BTreeSet;

use super::wording::is_han;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};

/// The least numbers that count columns.
const LEAST: usize = 4;
/// What stands before them.
const NAMES: [&str; 8] = ["栏次", "行次", "序号", "列次", "栏目", "编号", "甲", "乙"];

/// The blocks without numbers that count columns; those are listed.
pub(super) fn removed(blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let mut told = BTreeSet::new();
    let is_other = |block: &SourceBlock| {
        let counts = counts_columns(block) || names_columns(block);
        if counts && told.insert(block.text().into_owned()) {
            remarks.add(block.line, block.text().trim(), RemarkKind::NotUnderstood);
        }
        !counts
    };
    let mut is_other = is_other;
    let mut blocks: Vec<SourceBlock> = blocks.into_iter().filter(|block| is_other(block)).collect();
    blocks.iter_mut().for_each(|block| blank_column_names(block, remarks));
    blocks
}

/// The name that programs give to a column that has none, by its number: Field 1, col_0, Unnamed: 3, F4,
/// Unnamed: 5_level_1. What stands before the number, the number, and what stands behind it.
fn column_name(cell: &str) -> Option<(&str, usize, &str)> {
    let (begins, _) = cell.char_indices().find(|(_, one)| one.is_ascii_digit())?;
    let (before, rest) = cell.split_at_checked(begins)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at_checked(digits)?;
    let is_word = before.chars().any(char::is_alphabetic) && !before.contains(['减', '增']);
    // Words behind a number are its unit, or a sentence.
    let number = digits.parse().ok().filter(|_| is_word && !after.chars().any(is_han))?;
    Some((before.trim(), number, after.trim()))
}

/// Which cells of a row have such names: at least four alike, each with the number of its own column.
fn named_columns(cells: &[String]) -> Vec<usize> {
    let named = |at: usize| {
        let (before, number, after) = column_name(cells.get(at)?.trim())?;
        // The first column has the number 0 or 1; where labels stand before the row, one less.
        Some((before, after, (number + 2).checked_sub(at)?))
    };
    let names: Vec<_> = (0..cells.len()).map(named).collect();
    let Some(kind) = names.iter().flatten().next() else { return Vec::new() };
    let alike: Vec<usize> =
        (0..cells.len()).filter(|at| names.get(*at).is_some_and(|name| name.as_ref() == Some(kind))).collect();
    if alike.len() >= LEAST { alike } else { Vec::new() }
}

/// Takes the names of columns out of a row that has words as well, and lists them.
fn blank_column_names(block: &mut SourceBlock, remarks: &mut Remarks) {
    let BlockContent::Row(cells) = &mut block.content else { return };
    let named = named_columns(cells);
    let gone: Vec<String> = named.iter().filter_map(|at| cells.get_mut(*at).map(std::mem::take)).collect();
    if !gone.is_empty() {
        remarks.add(block.line, gone.join(" "), RemarkKind::NotUnderstood);
    }
}

/// Whether a block has nothing but such names, from the first column on.
fn names_columns(block: &SourceBlock) -> bool {
    let text;
    let names: Vec<&str> = match &block.content {
        BlockContent::Row(cells) => cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect(),
        BlockContent::Text(line) => {
            text = line.cell_text();
            let ends = |pair: &[(usize, char)]| match pair {
                [(_, last), (at, next)] if last.is_ascii_digit() && next.is_whitespace() => Some(*at),
                _ => None,
            };
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let mut from = 0;
            let mut parts: Vec<&str> = Vec::new();
            for at in chars.windows(2).filter_map(ends) {
                parts.extend(text.get(from..at));
                from = at;
            }
            parts.extend(text.get(from..));
            parts.into_iter().map(str::trim).collect()
        }
    };
    let names: Option<Vec<_>> = names.into_iter().map(column_name).collect();
    let Some(names) = names else { return false };
    let Some((before, first, after)) = names.first() else { return false };
    names.len() >= LEAST
        && *first <= 1
        && names.iter().zip(*first..).all(|(name, number)| *name == (*before, number, *after))
}

/// Whether a block has nothing but consecutive numbers from 0 or 1 on: the last of them is no sum of the others.
fn counts_columns(block: &SourceBlock) -> bool {
    let text;
    let words: Vec<&str> = match &block.content {
        BlockContent::Row(cells) => cells.iter().map(|cell| cell.trim()).collect(),
        BlockContent::Text(line) => {
            text = line.cell_text();
            text.split_whitespace().collect()
        }
    };
    let mut count = 0_usize;
    let mut next: Option<u64> = None;
    for word in words.into_iter().filter(|word| !word.is_empty() && !NAMES.contains(word)) {
        let Ok(number) = word.trim_matches(['(', ')', '（', '）']).parse::<u64>() else { return false };
        if next.map_or(number > 1, |next| number != next) {
            return false;
        }
        next = Some(number + 1);
        count += 1;
    }
    count >= LEAST
}

/// The least rows that are counted.
const COUNTED: usize = 4;

/// The blocks without numbers that count them, where nearly every block begins with the number after that of the one
/// before, or each row of a table does from its first one on; the numbers are listed once.
pub(super) fn without_row_numbers(mut blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let leading: Vec<Option<u64>> = blocks.iter().map(leading_number).collect();
    let mut from = 0;
    while from < blocks.len() {
        let counted = leading.iter().skip(from).zip(1..).take_while(|(own, next)| **own == Some(*next)).count();
        let rows = blocks.get_mut(from..from + counted).unwrap_or_default();
        if counted >= COUNTED && rows.iter().all(is_counted_row) {
            let numbers: Vec<String> = (1..=counted).map(|number| number.to_string()).collect();
            remarks.add(rows.first().map_or(0, |block| block.line), numbers.join(" "), RemarkKind::NotUnderstood);
            rows.iter_mut().for_each(drop_leading);
        }
        from += counted.max(1);
    }
    let leading: Vec<Option<u64>> = blocks.iter().map(leading_number).collect();
    let numbers: Vec<u64> = leading.iter().flatten().copied().collect();
    let follows = |pair: &[u64]| matches!(pair, [one, next] if one.checked_add(1) == Some(*next));
    let steps = numbers.windows(2).filter(|pair| follows(pair)).count();
    // A table begins with its heads, and a page may break the numbers off.
    if numbers.len() < COUNTED || numbers.len() * 10 < blocks.len() * 8 || steps * 10 < (numbers.len() - 1) * 9 {
        return blocks;
    }
    let mut gone = Vec::new();
    let mut last = None;
    let counting: Vec<bool> = leading
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let Some(own) = own else { return false };
            let next = leading.iter().skip(at + 1).flatten().next();
            let counts = last == own.checked_sub(1) && last.is_some() || next.copied() == own.checked_add(1);
            last = Some(*own);
            counts
        })
        .collect();
    for (block, _) in blocks.iter_mut().zip(counting).filter(|(_, counts)| *counts) {
        gone.extend(leading_number(block).map(|number| number.to_string()));
        drop_leading(block);
    }
    remarks.add(blocks.first().map_or(0, |block| block.line), gone.join(" "), RemarkKind::NotUnderstood);
    blocks
}

/// Whether a row has a cell with its number alone, and words in the next one that is not blank.
fn is_counted_row(block: &SourceBlock) -> bool {
    let BlockContent::Row(cells) = &block.content else { return false };
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_alone = filled.next().is_some_and(|first| first.bytes().all(|byte| byte.is_ascii_digit()));
    is_alone && filled.next().is_some_and(|next| next.chars().any(is_han))
}

/// The whole number with which a block begins, before other words or cells.
fn leading_number(block: &SourceBlock) -> Option<u64> {
    let (first, has_more) = match &block.content {
        BlockContent::Row(cells) => {
            let first = cells.first()?.trim();
            (first.split_whitespace().next()?.to_owned(), cells.len() > 1)
        }
        BlockContent::Text(line) => {
            let begins = line.runs.iter().flat_map(|run| run.text.chars()).find(|one| !one.is_whitespace());
            begins.filter(char::is_ascii_digit)?;
            let text = line.text();
            let (first, rest) = text.trim_start().split_once(char::is_whitespace)?;
            (first.to_owned(), !rest.trim().is_empty())
        }
    };
    let is_number = first.len() <= 5 && !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    first.parse().ok().filter(|_| is_number && has_more)
}

fn drop_leading(block: &mut SourceBlock) {
    match &mut block.content {
        BlockContent::Row(cells) => {
            // A row keeps its columns; the one of the numbers is blank.
            if let Some(first) = cells.first_mut() {
                *first = first.trim().split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim()).to_owned();
            }
        }
        BlockContent::Text(line) => {
            let text = line.text();
            let rest = text.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
            line.runs = SourceLine::plain(rest).runs;
        }
    }
}
