//! Rows of numbers that no table took, without any label or behind words that are none of the form's: they are no
//! sentences, so that they are listed and not left in the text unsaid. Must not know a table.

use super::wording::chinese_digit;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::Date;

/// The most digits of a number of a table; longer ones are telephone numbers and identifiers.
const DIGITS: usize = 7;
/// From this length on, digits are the numbers of a row that nothing parts.
const TOGETHER: usize = 24;
/// The least numbers behind words that are a row.
const BEHIND: usize = 3;
/// The least digits behind the words of an item that are the numbers of a row that nothing parts.
const BEHIND_TOGETHER: usize = 7;
/// The most characters of the words before the numbers of a row.
const WORDS: usize = 45;
/// The last characters of numbers, of their units and of marks for blank cells.
const ENDS: &str = "0123456789０１２３４５６７８９,，件条个元万—-/－无空／";
/// The most rows that one remark quotes.
const ROWS: usize = 40;

/// The blocks of a text without rows of numbers; consecutive ones are one remark.
pub(super) fn without_number_rows(blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut run: Vec<(usize, String)> = Vec::new();
    let mut list = |run: &mut Vec<(usize, String)>| {
        for rows in run.chunks(ROWS) {
            let line = rows.first().map_or(0, |(line, _)| *line);
            let words: Vec<&str> = rows.iter().map(|(_, text)| text.as_str()).collect();
            remarks.add(line, words.join(" "), RemarkKind::NotUnderstood);
        }
        run.clear();
    };
    for block in blocks {
        let text = block.text();
        // A paragraph with a level comes from a document whose styles say that it is one. A mark for a blank cell
        // goes with the numbers that it stands between.
        let styled = matches!(&block.content, BlockContent::Text(line) if line.level.is_some());
        // Nearly all lines end with a word or as a sentence does.
        let ends_so = !styled && text.trim_end_matches(is_parting).ends_with(|last| ENDS.contains(last));
        let is_row = || is_number_row(&text) || is_worded_row(&text) || (!run.is_empty() && is_mark(text.trim()));
        if ends_so && is_row() {
            let text = text.trim().to_owned();
            run.push((block.line, text));
            continue;
        }
        list(&mut run);
        kept.push(block);
    }
    list(&mut run);
    kept
}

/// `392 | 488 | — | 695`, `145件`: numbers with their units, marks for blank cells, and nothing else.
fn is_number_row(text: &str) -> bool {
    let cells = || text.split(is_parting).filter(|it| !it.is_empty());
    let all = cells().all(|cell| is_number(cell) || is_mark(cell));
    // 2025 1 20 is the day of signing.
    all && cells().any(is_number) && Date::read(text, None).is_none()
}

/// `行政规 631 254 1029`, `2.没有现成信息0100001`: words without the marks of a sentence, and numbers behind them.
fn is_worded_row(text: &str) -> bool {
    let text = text.trim();
    let (mut words, mut numbers) = (text, 0);
    loop {
        let rest = words.trim_end_matches(is_parting);
        let cell = rest.rsplit(is_parting).next().unwrap_or_default();
        if cell.is_empty() || !(is_number(cell) || is_mark(cell)) {
            break;
        }
        numbers += usize::from(is_number(cell));
        words = rest.get(..rest.len() - cell.len()).unwrap_or_default();
    }
    if numbers < BEHIND {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        words = text.get(..text.len() - digits).unwrap_or_default();
        let is_item = words.starts_with(|one: char| one.is_ascii_digit() || matches!(one, '（' | '('));
        if digits < BEHIND_TOGETHER || !is_item {
            return false;
        }
    }
    // The number before an item's words has a mark of its own.
    let item = words.trim_start_matches(|one: char| one.is_ascii_digit()).trim_start_matches(['、', '，', '．', '.']);
    let is_sentence = item.contains(['。', '；', '，', '：', ':', ';', '！', '？']) || has_date(item);
    let is_number_of_something = item.contains("电话") || item.contains("传真") || item.contains(['号', '码', '编']);
    !is_sentence
        && !is_number_of_something
        && words.chars().any(|one| one.is_alphabetic() && !one.is_ascii())
        && words.chars().count() <= WORDS
        && Date::read(text, None).is_none()
}

/// Whether words name a year or a month by its number; 本年 is a word of many labels.
fn has_date(words: &str) -> bool {
    let is_digit = |one: char| one.is_ascii_digit() || matches!(one, '０'..='９') || chinese_digit(one).is_some();
    words.char_indices().any(|(at, one)| {
        matches!(one, '年' | '月')
            && words.get(..at).and_then(|before| before.trim_end().chars().last()).is_some_and(is_digit)
    })
}

/// Whether a character stands between the cells of a row.
fn is_parting(one: char) -> bool {
    one.is_whitespace() || matches!(one, '|' | '｜')
}

/// A whole or decimal number, with a unit or without.
fn is_number(cell: &str) -> bool {
    let is_of_number = |one: char| matches!(one, '0'..='9' | '０'..='９' | ',' | '，');
    // What begins with a word is none: most lines are one long cell of words.
    if !cell.starts_with(is_of_number) {
        return false;
    }
    let number = cell.trim_end_matches(['件', '条', '个', '元', '万']);
    let (whole, part) = number.split_once(['.', '．']).unwrap_or((number, "0"));
    let digits = |text: &str| {
        let count = text.chars().filter(|one| !matches!(one, ',' | '，')).count();
        ((1..=DIGITS).contains(&count) || count >= TOGETHER) && text.chars().all(is_of_number)
    };
    digits(whole) && digits(part)
}

/// A mark for a blank cell.
fn is_mark(cell: &str) -> bool {
    matches!(cell, "—" | "-" | "/" | "——" | "－" | "无" | "空" | "--" | "／")
}
