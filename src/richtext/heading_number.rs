//! Numbers before headings, on request: （一）, 1. and （1） (GB/T 9704 §7.3.3). A number is part of the
//! text; paragraphs have no automatic numbers.

use super::{Edit, Level, Paragraph, PositionMap, RichText, Run, TextPosition, TextRange};

/// The digits of Chinese numerals.
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

impl Edit {
    /// Numbers every heading of the text, level by level, and removes the numbers that they had.
    /// Empty headings and body text keep what they have.
    pub fn number(prose: &RichText) -> Edit {
        let mut counts = [0_usize; 3];
        Edit::of_paragraphs(prose.paragraphs.iter().enumerate().filter_map(|(index, paragraph)| {
            let [second, third, fourth] = &mut counts;
            let number = match paragraph.level {
                _ if paragraph.is_blank() => return None,
                Level::Body => return None,
                Level::Second => {
                    *second += 1;
                    (*third, *fourth) = (0, 0);
                    format!("（{}）", chinese_numeral(*second))
                }
                Level::Third => {
                    *third += 1;
                    *fourth = 0;
                    format!("{third}.")
                }
                Level::Fourth => {
                    *fourth += 1;
                    format!("（{fourth}）")
                }
            };
            renumbered(index, paragraph, &number)
        }))
    }

    /// Removes the numbers of all headings.
    pub fn unnumber(prose: &RichText) -> Edit {
        let headings = prose.paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.level != Level::Body);
        Edit::of_paragraphs(headings.filter_map(|(index, paragraph)| renumbered(index, paragraph, "")))
    }
}

/// `number` in Chinese numerals, such as 十二; from ten thousand on in digits.
pub fn chinese_numeral(number: usize) -> String {
    if number == 0 || number >= 10_000 {
        return if number == 0 { "零".into() } else { number.to_string() };
    }
    let (mut text, mut rest, mut gap) = (String::new(), number, false);
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / unit;
        rest %= unit;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
        }
        gap = false;
        // 十二, but 一百一十二.
        if unit != 10 || digit != 1 || !text.is_empty() {
            text.extend(DIGITS.get(digit));
        }
        text.push_str(name);
    }
    text
}

/// The paragraph with `number` in place of the one that it has; `None` where it has it already.
fn renumbered(index: usize, former: &Paragraph, number: &str) -> Option<(usize, Paragraph, Vec<PositionMap>)> {
    let text: Vec<char> = former.characters().map(|(character, _)| character).collect();
    let old = number_length(&text);
    if text.get(..old)?.iter().copied().eq(number.chars()) {
        return None;
    }
    let (_, tail) = former.split_unlinked(old);
    let marks = former.runs().first().map(|run| run.marks).unwrap_or_default();
    let mut paragraph = former.clone();
    let new = Run { text: number.into(), marks, ..Run::default() };
    paragraph.set_runs(std::iter::once(new).chain(tail).collect());
    let end = TextPosition::new(index, number.chars().count());
    Some((index, paragraph, vec![PositionMap { old: TextRange::within(index, 0, old), end }]))
}

/// How many characters at the start of a heading are its number: （一）, 一、, 1., 1、, （1） and
/// what people type for them; 0 where there is none. `1.5` is no number of a heading.
fn number_length(text: &[char]) -> usize {
    let numeral = |one: &&char| DIGITS.contains(one) || "十百千〇".contains(**one);
    let digit = |one: &&char| one.is_ascii_digit() || ('０'..='９').contains(*one);
    let opened = matches!(text.first(), Some('（' | '('));
    let start = usize::from(opened);
    let body = text.get(start..).unwrap_or_default();
    let (numerals, digits) = (body.iter().take_while(numeral).count(), body.iter().take_while(digit).count());
    let length = numerals.max(digits);
    let (after, beyond) = (body.get(length), body.get(length + 1));
    let good = match after {
        Some('）' | ')') => opened || digits > 0,
        Some('、') => !opened,
        Some('.' | '．') => !opened && digits > 0 && !beyond.is_some_and(|one| digit(&one)),
        _ => false,
    };
    if good && length > 0 { start + length + 1 } else { 0 }
}
