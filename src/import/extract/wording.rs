//! Folds text for comparison: width, brackets, quotation marks and white space do not count. No
//! other module decides which wordings are equal.

use crate::richtext::narrow;

/// A folded text, from which the position of each character in the original can be found.
#[derive(Clone, Debug, Default)]
pub(super) struct FoldedText {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each character that does not count, how many that do stand before it. Most texts have none, so that this
    /// costs less than the place of every character.
    skipped: Vec<usize>,
}

impl FoldedText {
    /// The position of the folded character `index` in the original text, in characters; `None` behind the last one.
    pub(super) fn place(&self, index: usize) -> Option<usize> {
        let before = self.skipped.partition_point(|place| *place <= index);
        (index < self.chars.len()).then_some(index + before)
    }
}

/// The number before a heading or a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TitleNumber {
    /// How it is written.
    pub style: NumeralStyle,
    /// The number.
    pub number: u32,
    /// How many characters it takes.
    pub length: usize,
}

/// How a number before a heading is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NumeralStyle {
    /// 一、
    Chinese,
    /// （一）
    ChineseBrackets,
    /// 1.
    Arabic,
    /// （1）
    ArabicBrackets,
}

/// The folded character; `None` if it does not count.
pub(super) fn folded(character: char) -> Option<char> {
    match character {
        // Nearly all characters are Chinese ones, which need no more looking at.
        '\u{3400}'..='\u{9fff}' => Some(character),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => None,
        '“' | '”' | '„' | '‟' | '＂' => Some('"'),
        '‘' | '’' => Some('\''),
        '﹒' | '．' => Some('.'),
        character if character.is_whitespace() || character.is_control() => None,
        character => Some(narrow(character)),
    }
}

/// The folded text.
pub(super) fn fold(text: &str) -> FoldedText {
    let mut result = FoldedText { chars: Vec::with_capacity(text.chars().count()), skipped: Vec::new() };
    for character in text.chars() {
        match folded(character) {
            Some(character) => result.chars.push(character),
            None => result.skipped.push(result.chars.len()),
        }
    }
    result
}

/// The number that begins a text that is not folded. Of a long text only the beginning is looked at.
pub(super) fn numbering_of(text: &str) -> Option<TitleNumber> {
    let beginning: Vec<char> = text.chars().filter_map(folded).take(NUMBERING).collect();
    numbering(&beginning)
}

/// The most characters that tell the number at the beginning of a text: a bracket, four digits, the mark behind them
/// and one more, which says that 3.5 is no third title.
const NUMBERING: usize = 7;

/// The number that begins these folded characters.
pub(super) fn numbering(chars: &[char]) -> Option<TitleNumber> {
    let bracketed = chars.first() == Some(&'(');
    let inner = chars.get(usize::from(bracketed)..)?;
    let arabic = inner.first()?.is_ascii_digit();
    let belongs =
        |character: &&char| if arabic { character.is_ascii_digit() } else { chinese_digit(**character).is_some() };
    let digits = inner.iter().take(4).take_while(belongs).count();
    let number = if arabic {
        inner.get(..digits)?.iter().fold(0, |sum, digit| sum * 10 + digit.to_digit(10).unwrap_or(0))
    } else {
        chinese_number(inner.get(..digits)?)?
    };
    let style = match (bracketed, arabic, inner.get(digits)?) {
        (true, false, ')') => NumeralStyle::ChineseBrackets,
        (true, true, ')') => NumeralStyle::ArabicBrackets,
        (false, false, '、' | '.' | ',') => NumeralStyle::Chinese,
        (false, true, '.' | '、') if !inner.get(digits + 1).is_some_and(char::is_ascii_digit) => NumeralStyle::Arabic,
        _ => return None,
    };
    Some(TitleNumber { style, number, length: usize::from(bracketed) + digits + 1 })
}

/// The value of a Chinese digit, 十 included.
pub(super) const fn chinese_digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// The value of 一 to 九十九.
fn chinese_number(digits: &[char]) -> Option<u32> {
    let values: Vec<u32> = digits.iter().map(|digit| chinese_digit(*digit)).collect::<Option<_>>()?;
    match *values.as_slice() {
        [one] => Some(one),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

/// The length of the longest common subsequence.
pub(super) fn in_common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        let mut before = 0;
        for (right, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            *cell = if left == right { diagonal + 1 } else { above.max(before) };
            diagonal = above;
            before = *cell;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The similarity of the two, from 0 to 100.
pub(super) fn likeness(a: &[char], b: &[char]) -> usize {
    let both = a.len() + b.len();
    (200 * in_common(a, b)).checked_div(both).unwrap_or(0)
}

/// Whether the character is a Chinese one.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}
