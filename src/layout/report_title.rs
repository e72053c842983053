//! The report's title: centred lines, broken at word boundaries, in the shape of a trapezoid or a
//! diamond (GB/T 9704 §7.3.1).

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{NodeId, StructureRole};
use super::page_breaking::Strip;
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::report::Place;
use crate::richtext::ParagraphAlign;

/// The leading of the title.
const LEADING: Length = Length::pt(36);

/// Words after which a unit's name or a title may be broken.
const BREAK_AFTER: [&str; 16] = [
    "人民政府",
    "委员会",
    "管理委员会",
    "办公厅",
    "办公室",
    "自治区",
    "自治州",
    "自治县",
    "开发区",
    "实验区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "年",
];

/// The strips of the title and of the empty line under it.
pub fn title(typesetter: &mut Typesetter<'_>, parts: &[String], parent: NodeId) -> Vec<Strip<'static>> {
    let style = typesetter.style;
    let node = typesetter.structure.add(StructureRole::Title, Some(parent));
    let most = usize::try_from(style.type_width.thousandths() / style.title.thousandths().max(1)).unwrap_or(1);
    let below = parts.iter().skip(1).map(|part| Some(width(part.trim()))).chain([None]);
    let rows: Vec<String> =
        parts.iter().zip(below).flat_map(|(part, below)| balanced_rows(part, most, below)).collect();
    let height = LEADING * i32::try_from(rows.len()).unwrap_or(1);
    let taken = style.lines_for(height);
    let mut top = (style.line() * i32::try_from(taken).unwrap_or(1) - height) / 2;
    let mut items = Vec::new();
    for row in rows {
        let text_items = typesetter.plain(&row, FaceId::Title, style.title, Place::Title);
        let measure = LineMeasure {
            width: style.type_width,
            first: Length::ZERO,
            rest: Length::ZERO,
            align: ParagraphAlign::Center,
        };
        for line in lines(&text_items, measure) {
            let context = LineContext {
                x: style.binding_margin,
                baseline: top + Typesetter::baseline(LEADING, style.title),
                node: Some(node),
                place: &|_, _| Place::Title,
            };
            emit(&line, &context, &mut items);
            top += LEADING;
        }
    }
    vec![Strip::set(taken, items), Strip::set(1, Vec::new())]
}

/// The width of a row in characters; digits and Latin take half of one.
fn width(row: &str) -> usize {
    row.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>() / 2
}

/// `text` in as few rows of at most `most` characters as hold it. The breaks have the least cost:
/// after words, in the shape of a trapezoid or a diamond together with the row of `below`
/// characters that follows, never of an hourglass.
pub fn balanced_rows(text: &str, most: usize, below: Option<usize>) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let (mut rest, mut rows) = (trimmed(&characters), Vec::new());
    // One row after the other: a name may be as long as a text.
    loop {
        let at = first_row(rest, most, below);
        let (row, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        rows.push(row.iter().collect());
        if after.is_empty() {
            return rows;
        }
        rest = trimmed(after);
    }
}

/// The length of the first row of `characters`; all of them where they are one row.
fn first_row(characters: &[char], most: usize, below: Option<usize>) -> usize {
    let count = characters.len().div_ceil(most.max(1));
    if count <= 1 {
        return characters.len();
    }
    let mut best: Option<(usize, usize)> = None;
    // Every possible length of it; the rest is balanced in turn.
    for at in characters.len().saturating_sub(most * (count - 1))..=most.min(characters.len() - 1) {
        let head: String = characters.iter().take(at).collect();
        let even = characters.len() / count;
        let word_cost = if BREAK_AFTER.iter().any(|word| head.ends_with(word)) { 0 } else { 6 };
        let length_cost = if at > even + 1 { 2 } else { 0 };
        let rest_length = characters.len() - at;
        let is_hourglass = count == 2 && rest_length + 1 < at && below.is_some_and(|below| rest_length + 1 < below);
        let is_number = [at.saturating_sub(1), at].iter().all(|at| characters.get(*at).is_some_and(char::is_ascii));
        let number_cost = if is_number { 20 } else { 0 };
        let cost = at.abs_diff(even) + word_cost + length_cost + number_cost + if is_hourglass { 5 } else { 0 };
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((at, cost));
        }
    }
    best.map_or(most, |(at, _)| at).max(1)
}

/// Without white space at the ends.
fn trimmed(characters: &[char]) -> &[char] {
    let seen = |one: &char| !one.is_whitespace();
    let (from, to) = (characters.iter().position(seen), characters.iter().rposition(seen));
    from.zip(to).and_then(|(from, to)| characters.get(from..=to)).unwrap_or_default()
}
