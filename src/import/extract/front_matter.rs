//! The text before section one: the title with unit and year, and the preface.

use std::collections::BTreeSet;

use super::page_artifacts::is_review_mark;
use super::paragraphs;
use super::title_line::{self, LONGEST, TitleLine, parse};
use super::wording::{chinese_digit, fold, is_han};
use crate::form::UnitKind;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::richtext::Paragraph;

/// The front matter of a source.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The title.
    pub title: Option<TitleLine>,
    /// The preface.
    pub preface: Vec<Paragraph>,
}

/// Phrases of a web page around its text.
const PAGE_WORDS: [&str; 11] =
    ["发布时间", "发布日期", "发文日期", "来源:", "浏览次数", "浏览量", "字体:", "字号:", "打印", "索引号", "当前位置"];

/// Lines of a page or book that stand above a title and are none.
const NAVIGATION: [&str; 9] = ["首页", "网站首页", "目录", "目次", "导航", "正文", "返回", "返回首页", "网站导航"];

/// Reads the blocks before section one.
pub(super) fn read(blocks: Vec<SourceBlock>, wrapped: bool, remarks: &mut Remarks) -> FrontMatter {
    let found = find_title(&blocks);
    let (from, to) = found.as_ref().map_or((0, 0), |(from, to, _)| (*from, *to));
    let mut body = Vec::new();
    let repeated = found.as_ref().map(|(_, to, title)| repeated(&blocks, *to, title)).unwrap_or_default();
    for (index, block) in blocks.into_iter().enumerate() {
        if repeated.contains(&index) {
            continue;
        }
        if let Some((_, _, title)) = found.as_ref().filter(|_| index + 1 == to) {
            title.dropped.iter().for_each(|words| remarks.add(block.line, words, RemarkKind::NotUnderstood));
        }
        let text = block.text();
        if block.is_stroke() {
            continue;
        }
        if index < from || (index >= to && is_of_the_page(&text)) {
            remarks.add(block.line, text.trim(), RemarkKind::NotUnderstood);
        } else if index >= to {
            body.push(block);
        } else if index == from
            && let Some((label, _)) = labelled(&text)
        {
            remarks.add(block.line, label, RemarkKind::NotUnderstood);
        }
    }
    FrontMatter { title: found.map(|(_, _, title)| title), preface: paragraphs::paragraphs(body, wrapped, false) }
}

/// The blocks after a cover that say the title once more, in one line or in several.
fn repeated(blocks: &[SourceBlock], to: usize, title: &TitleLine) -> BTreeSet<usize> {
    let own = fold(&title.words).chars;
    let mut found = BTreeSet::new();
    for from in to..blocks.len() {
        let mut words = Vec::new();
        for (count, block) in blocks.iter().skip(from).take(3).enumerate() {
            words.extend(fold(&block.text()).chars);
            if words == own {
                found.extend(from..=from + count);
            }
            if words.len() >= own.len() {
                break;
            }
        }
    }
    found
}

/// The block at which the nearest title with a year before the block `first` begins; similar lines
/// before it may be navigation.
pub(super) fn title_before(blocks: &[SourceBlock], first: usize) -> Option<usize> {
    let before = blocks.get(..first).unwrap_or_default();
    let title = |from: usize| title_at(before, from).map(|(_, _, title)| title).filter(|title| title.year.is_some());
    let (at, own) = (0..before.len()).rev().find_map(|at| Some((at, title(at)?)))?;
    // The unit's name may be in a line of its own above the rest.
    let above = at.checked_sub(1).filter(|above| own.unit.is_empty() && title(*above).is_some());
    Some(above.unwrap_or(at))
}

/// Whether the text is a title with a year and nothing else.
pub(super) fn is_title(words: &str) -> bool {
    parse(words.trim()).is_some_and(|title| title.year.is_some())
}

/// The characters of a unit's name.
const MIN_NAME: usize = 3;
const MAX_NAME: usize = 30;
/// The most characters of a place's name.
const MAX_PLACE: usize = 12;

/// The most lines that a title stands in.
const LINES: usize = 5;
/// The most characters of a line of a title in more than three.
const NARROW: usize = 20;

/// The first lines that together are a title, with their places; else the first that is one with something behind it, such
/// as the name of a website: above a title a page may have those of other reports, each with its date.
fn find_title(blocks: &[SourceBlock]) -> Option<(usize, usize, TitleLine)> {
    let first = blocks.len().min(12);
    let found = (0..first).find_map(|from| title_at(blocks, from)).or_else(|| {
        (0..first).find_map(|from| {
            let title = title_line::parse_with_ending(without_review_mark(text_of(blocks.get(from)?)?.trim()))?;
            Some((from, from + 1, title))
        })
    });
    found.map(|found| with_lines_below(blocks, found))
}

/// The text of a line, or of a row of a sheet with one cell; `None` for another row.
fn text_of(block: &SourceBlock) -> Option<String> {
    match &block.content {
        BlockContent::Text(_) => Some(block.text().into_owned()),
        BlockContent::Row(cells) => {
            let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
            filled.next().filter(|_| filled.next().is_none()).cloned()
        }
    }
}

/// The title with its year and its unit where they stand in lines of their own below it, as on a cover.
fn with_lines_below(
    blocks: &[SourceBlock],
    (from, mut to, mut title): (usize, usize, TitleLine),
) -> (usize, usize, TitleLine) {
    for _ in 0..2 {
        let Some(text) = blocks.get(to).and_then(text_of) else { break };
        let text = text.trim();
        match title_line::year_alone(text) {
            Some(year) if title.year.is_none_or(|own| own == year) => title.year = Some(year),
            None if title.unit.is_empty() && is_unit_name(text) => text.clone_into(&mut title.unit),
            _ => break,
        }
        to += 1;
    }
    (from, to, title)
}

/// The title that begins in the block `from`, with its first block and the one after its last.
fn title_at(blocks: &[SourceBlock], from: usize) -> Option<(usize, usize, TitleLine)> {
    let mut words = String::new();
    for (count, block) in blocks.iter().skip(from).take(LINES).enumerate() {
        let text = text_of(block)?;
        let text = if count == 0 { labelled(&text).map_or(text.trim(), |(_, rest)| rest) } else { text.trim() };
        let text = without_review_mark(text);
        let is_long = text.chars().nth(if count < 3 { LONGEST } else { NARROW }).is_some();
        if (count == 0 && !may_begin_title(text)) || is_long || block.is_stroke() {
            break;
        }
        // A line with unit and year is a complete title.
        if let Some(title) = parse(text).filter(|title| title.year.is_some() && !title.unit.is_empty()) {
            // The place that a unit belongs to may stand in the line above it.
            let whole = Some(&words).filter(|above| is_place(above)).and_then(|above| parse(&format!("{above}{text}")));
            return Some(match whole {
                Some(whole) => (from, from + count + 1, whole),
                None => (from + count, from + count + 1, title),
            });
        }
        words.push_str(text);
        if let Some(title) = parse(&words) {
            return Some((from, from + count + 1, title));
        }
    }
    None
}

/// A line without the mark of a copy for review beside its words, as where a page has it in a corner.
fn without_review_mark(text: &str) -> &str {
    let others = |(before, after): (&'_ str, &'_ str)| (before.trim_end().len(), after.trim_start().len());
    let at_end = text.rsplit_once(char::is_whitespace).filter(|(_, last)| is_review_mark(last));
    let at_start = text.split_once(char::is_whitespace).filter(|(first, _)| is_review_mark(first));
    match (at_end, at_start) {
        (Some(parts), _) => text.get(..others(parts).0).unwrap_or(text),
        (None, Some(parts)) => text.get(text.len() - others(parts).1..).unwrap_or(text),
        (None, None) => text,
    }
}

/// Whether a line may be the first of a title: it is one by itself, or may be a part of a unit's name or a year. A heading
/// with a number, words of a page and words without any Chinese are neither.
fn may_begin_title(text: &str) -> bool {
    let folded = fold(text).chars;
    let number = folded.iter().take_while(|one| chinese_digit(**one).is_some()).count();
    let is_numbered = number > 0 && matches!(folded.get(number), Some('、'))
        || matches!(folded.as_slice(), ['(', one, ..] if chinese_digit(*one).is_some());
    let has_words = folded.iter().any(|one| is_han(*one) || one.is_ascii_digit());
    parse(text).is_some()
        || (has_words && !is_numbered && !is_of_the_page(text) && !NAVIGATION.contains(&&*String::from_iter(&folded)))
}

/// The parts of 标题：….
fn labelled(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let rest = text.strip_prefix("标题")?.trim_start();
    let rest = rest.strip_prefix([':', '：'])?;
    Some(("标题", rest.trim()))
}

fn is_of_the_page(text: &str) -> bool {
    let folded: String = fold(text).chars.into_iter().collect();
    !folded.contains('。') && PAGE_WORDS.iter().any(|word| folded.contains(word))
}

/// Whether a text is the name of a unit and nothing else: Chinese words that end as such names do.
pub(super) fn is_unit_name(text: &str) -> bool {
    let chars = fold(text).chars;
    let is_name = |one: &char| is_han(*one) || matches!(one, '(' | ')');
    let ends = is_kind_open(text, "") && !text.trim_end().ends_with("政府");
    (MIN_NAME..=MAX_NAME).contains(&chars.len()) && chars.iter().all(is_name) && !ends
}

/// Whether a text is the name of a county, a town or the like. A government's name stands above the title of other units
/// as well, as that of its website.
fn is_place(text: &str) -> bool {
    let chars = fold(text).chars;
    (2..=MAX_PLACE).contains(&chars.len())
        && chars.iter().all(|one| is_han(*one))
        && chars.last().is_some_and(|last| "省市区县州盟旗乡镇".contains(*last))
}

/// Whether a name leaves its unit's kind open, so that [`kind`] only guesses: a government reports for its
/// own office or for the whole area, and some names have no ending that tells.
pub(super) fn is_kind_open(unit: &str, text: &str) -> bool {
    const DEPARTMENTS: &[&str] = &[
        "局",
        "委",
        "委员会",
        "厅",
        "处",
        "中心",
        "院",
        "站",
        "队",
        "会",
        "部",
        "办",
        "办公室",
        "办公厅",
        "所",
        "馆",
        "社",
        "公司",
        "署",
        "关",
        "集团",
        "学校",
        "大学",
        "学院",
        "中学",
        "小学",
        "医院",
        "银行",
        "基金",
        "台",
        "团",
        "库",
        "室",
        "科",
        "组",
    ];
    let name: String = fold(unit).chars.into_iter().collect();
    match kind(unit, text) {
        UnitKind::Department => !DEPARTMENTS.iter().any(|end| name.ends_with(end)),
        UnitKind::GovernmentOffice => ["厅", "室", "办"].iter().all(|end| !name.ends_with(end)),
        UnitKind::Township | UnitKind::County | UnitKind::City | UnitKind::Province => false,
    }
}

/// The kind of a unit with this name, whose report says `text`.
pub(super) fn kind(unit: &str, text: &str) -> UnitKind {
    let name: String = fold(unit).chars.into_iter().collect();
    let of_government = name.contains("人民政府") || name.contains("政府");
    if ["办公厅", "办公室", "政府办"].iter().any(|end| name.ends_with(end)) {
        return if of_government { UnitKind::GovernmentOffice } else { UnitKind::Department };
    }
    let place = name.trim_end_matches("人民政府").trim_end_matches("政府");
    if ["乡", "镇", "街道", "街道办事处", "街道办"].iter().any(|end| place.ends_with(end)) {
        return UnitKind::Township;
    }
    let speaks = |word: &str| text.contains(word);
    let (kind, whole) = match place.chars().last() {
        _ if place.ends_with("自治区") => (UnitKind::Province, speaks("全区")),
        Some('省') => (UnitKind::Province, speaks("全省")),
        Some('市' | '州' | '盟') => (UnitKind::City, speaks("全市") || speaks("全州") || speaks("全盟")),
        Some('县' | '旗') => (UnitKind::County, speaks("全县") || speaks("全旗")),
        Some('区') => (UnitKind::County, speaks("全区")),
        _ => return UnitKind::Department,
    };
    if whole { kind } else { UnitKind::GovernmentOffice }
}
