//! Removes what is in a source because of its paper and not part of a report: page numbers, ruled
//! lines, a table of contents. Knows titles; must not know the text below them.

use std::borrow::Cow;

use super::section_finder;
use crate::export::REVIEW_MARK;
use crate::form::Form;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// At least this many titles one after another are a table of contents.
const TITLES: usize = 3;

/// The blocks without page numbers and without the mark of an export that was not ready. A line with a level comes from a document of this program and
/// is never a page number.
pub(super) fn without_page_numbers(mut blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    blocks.retain(|block| {
        let BlockContent::Text(line) = &block.content else { return true };
        if line.level.is_some() {
            return true;
        }
        // The first dash of - 3 - may have been taken for the mark of a list.
        let text: Cow<str> = if line.list.is_some() { format!("-{}", line.text()).into() } else { line.text() };
        if is_review_mark(&text) {
            return false;
        }
        let is_number = is_page_number(&text);
        if is_number {
            remarks.add(block.line, text.trim(), RemarkKind::PageNumber);
        }
        !is_number
    });
    blocks
}

/// The blocks without a table of contents: titles one right after another, of which some stand elsewhere as well.
pub(super) fn without_contents(form: &Form, mut blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let titled = section_finder::titled(form, &blocks);
    // The end of the titles that follow one another in the order of the form.
    let end = |from: usize| {
        let ahead = titled.get(from..).unwrap_or_default();
        from + 1 + ahead.windows(2).take_while(|pair| matches!(pair, [Some(one), Some(other)] if one < other)).count()
    };
    // In a report of which sections are blank their titles stand one after another as well, and none of them stands
    // elsewhere.
    let comes_again = |from: usize, to: usize| {
        let own = titled.get(from..to).unwrap_or_default();
        let before = titled.get(..from).unwrap_or_default();
        before.iter().chain(titled.get(to..).unwrap_or_default()).any(|title| title.is_some() && own.contains(title))
    };
    let begins = (0..titled.len()).filter(|from| titled.get(*from).is_some_and(Option::is_some));
    let mut runs = begins.map(|from| (from, end(from)));
    let Some((from, to)) = runs.find(|(from, to)| to - from >= TITLES && comes_again(*from, *to)) else {
        return blocks;
    };
    let is_head = |block: &SourceBlock| block.text().chars().filter(|one| !one.is_whitespace()).eq("目录".chars());
    let from = from - usize::from(from.checked_sub(1).and_then(|above| blocks.get(above)).is_some_and(is_head));
    let line = blocks.get(from).map_or(0, |block| block.line);
    let words: Vec<String> = blocks.drain(from..to).map(|block| block.text().trim().to_owned()).collect();
    remarks.add(line, words.join(" "), RemarkKind::LeftOut { what: OmittedContent::Contents });
    blocks
}

/// 送审稿 alone in its line: our exports have it where a report is not ready, so that it is no text of it.
pub(in crate::import) fn is_review_mark(source: &str) -> bool {
    const BRACKETS: [char; 6] = ['（', '）', '(', ')', '【', '】'];
    // The first character tells of nearly all lines that they are something else.
    if !source.trim_start().starts_with(|first| BRACKETS.contains(&first) || REVIEW_MARK.starts_with(first)) {
        return false;
    }
    // A line that is longer is something else, which its beginning tells.
    let words = source.chars().filter(|character| !character.is_whitespace());
    let text: String = words.take(REVIEW_MARK.len() + BRACKETS.len()).collect();
    text.trim_matches(BRACKETS) == REVIEW_MARK
}

/// `-1-`, `— 12 —`, 第3页.
pub(in crate::import) fn is_page_number(source: &str) -> bool {
    const DASHES: [char; 6] = ['-', '—', '–', '－', '―', '─'];
    if !source.trim_start().starts_with(|first| first == '第' || DASHES.contains(&first)) {
        return false;
    }
    let text: String = source.chars().filter(|character| !character.is_whitespace()).collect();
    let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let dashed = text.starts_with(DASHES) && text.ends_with(DASHES) && digits(text.trim_matches(DASHES));
    let named = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).is_some_and(|rest| {
        // 第2页共5页
        let (page, of) = rest.split_once("页").map_or((rest, None), |(page, rest)| (page, Some(rest)));
        let of = of.map(|rest| rest.trim_start_matches(['/', '，', ',']).trim_start_matches('共'));
        digits(page) && of.is_none_or(digits)
    });
    dashed || named
}
