//! Two years side by side: 本年 and 上年 above the numbers of each column. This year's numbers are the report's; the
//! others are listed. Must not know a table.

use super::wording::fold;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};

/// What stands above the numbers of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearHead {
    /// The report's year.
    This,
    /// The year before, or the difference of both.
    Other,
}

/// Words above this year's numbers.
const THIS: [&str; 7] = ["本年", "本年度", "今年", "当年", "本年数", "本期", "报告年度"];
/// Words above the numbers of the year before, and above what compares both.
const OTHER: [&str; 16] = [
    "上年",
    "上年度",
    "上一年",
    "上一年度",
    "去年",
    "上年数",
    "上期",
    "增减",
    "同比",
    "增长",
    "增减数",
    "增减率",
    "同比增减",
    "比上年增减",
    "较上年增减",
    "增减情况",
];

/// Where the numbers of which year stand.
struct YearColumns {
    heads: Vec<YearHead>,
    /// The cell of each head; `None` in lines without cells.
    cells: Option<Vec<usize>>,
}

/// The blocks with this year's numbers alone.
pub(super) fn parted(blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut columns: Option<YearColumns> = None;
    let mut others: Vec<(usize, String)> = Vec::new();
    for block in blocks {
        if let Some(found) = YearColumns::of(&block) {
            columns = Some(found);
            continue;
        }
        match &columns {
            Some(columns) => kept.push(columns.without_others(block, &mut others)),
            None => kept.push(block),
        }
    }
    if let Some((line, _)) = others.first() {
        let words: Vec<&str> = others.iter().map(|(_, words)| words.as_str()).collect();
        remarks.add(*line, words.join(" "), RemarkKind::OtherYear);
    }
    kept
}

/// Whether heads name years, or what compares them.
pub(super) fn has_heads(heads: &[String]) -> bool {
    let has = |cell: &String| {
        let word = [(0, cell.trim())];
        !cell.trim().is_empty() && (named(&word).is_some() || numbered(&word).is_some())
    };
    heads.iter().any(has)
}

impl YearColumns {
    /// Those of a line that has nothing but heads of years, each year as often as the other.
    fn of(block: &SourceBlock) -> Option<YearColumns> {
        let (words, cells): (Vec<(usize, &str)>, bool);
        let text;
        match &block.content {
            BlockContent::Row(row) => {
                words = row.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
                cells = true;
            }
            BlockContent::Text(line) => {
                text = line.cell_text();
                words = text.split_whitespace().enumerate().collect();
                cells = false;
            }
        }
        let heads: Option<Vec<YearHead>> = named(&words).or_else(|| numbered(&words));
        let heads = heads?;
        let count = |head| heads.iter().filter(|own| **own == head).count();
        let this = count(YearHead::This);
        (this > 0 && count(YearHead::Other) >= this && count(YearHead::Other).is_multiple_of(this))
            .then(|| YearColumns { cells: cells.then(|| words.iter().map(|(at, _)| *at).collect()), heads })
    }

    /// The block without the numbers of other years, which go to `others`.
    fn without_others(&self, block: SourceBlock, others: &mut Vec<(usize, String)>) -> SourceBlock {
        let SourceBlock { line, content } = block;
        let content = match (content, &self.cells) {
            (BlockContent::Row(mut row), Some(cells)) => {
                let has_numbers = cells.iter().any(|at| row.get(*at).is_some_and(|cell| is_number(cell)));
                if has_numbers {
                    let gone: Vec<usize> = cells
                        .iter()
                        .zip(&self.heads)
                        .filter(|(_, head)| **head == YearHead::Other)
                        .map(|(at, _)| *at)
                        .collect();
                    let words: Vec<&str> = gone.iter().filter_map(|at| row.get(*at)).map(|cell| cell.trim()).collect();
                    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
                    if !words.is_empty() {
                        others.push((line, words));
                    }
                    let mut at = 0;
                    row.retain(|_| {
                        at += 1;
                        !gone.contains(&(at - 1))
                    });
                }
                BlockContent::Row(row)
            }
            (BlockContent::Text(own), None) => {
                let text = own.cell_text();
                let words: Vec<&str> = text.split_whitespace().collect();
                let from = words.iter().rposition(|word| !is_number(word)).map_or(0, |last| last + 1);
                let (label, numbers) = words.split_at_checked(from).unwrap_or_default();
                if numbers.len() != self.heads.len() {
                    return SourceBlock { line, content: BlockContent::Text(own) };
                }
                let of = |head: YearHead| -> Vec<&str> {
                    numbers.iter().zip(&self.heads).filter(|(_, own)| **own == head).map(|(word, _)| *word).collect()
                };
                others.push((line, of(YearHead::Other).join(" ")));
                let text = format!("{} {}", label.join(" "), of(YearHead::This).join(" "));
                BlockContent::Text(SourceLine { runs: SourceLine::plain(text.trim()).runs, ..own })
            }
            (content, _) => content,
        };
        SourceBlock { line, content }
    }
}

/// 本年, 上年, 增减: every word is such a head.
fn named(words: &[(usize, &str)]) -> Option<Vec<YearHead>> {
    let head = |(_, word): &(usize, &str)| {
        let word: String = fold(word).chars.into_iter().collect();
        match word.as_str() {
            word if THIS.contains(&word) => Some(YearHead::This),
            word if OTHER.contains(&word) => Some(YearHead::Other),
            _ => None,
        }
    };
    words.iter().map(head).collect()
}

/// 2024年, 2023年: the later of two years is the report's.
fn numbered(words: &[(usize, &str)]) -> Option<Vec<YearHead>> {
    let year = |(_, word): &(usize, &str)| {
        let word: String = fold(word).chars.into_iter().collect();
        let digits = word.strip_suffix("年度").or_else(|| word.strip_suffix('年'))?;
        digits.parse::<u16>().ok().filter(|year| (1990..2100).contains(year))
    };
    let years: Vec<u16> = words.iter().map(year).collect::<Option<_>>()?;
    let last = years.iter().copied().max()?;
    let is_pair = years.iter().all(|year| *year == last || year + 1 == last);
    is_pair.then(|| years.iter().map(|year| if *year == last { YearHead::This } else { YearHead::Other }).collect())
}

/// Whether a word is a number or a mark that stands for one.
fn is_number(word: &str) -> bool {
    let chars = fold(word).chars;
    !chars.is_empty()
        && chars
            .iter()
            .all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | '-' | '%' | '+' | '—' | '/' | '↑' | '↓'))
}
