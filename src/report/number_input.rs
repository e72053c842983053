//! Reads what number cells hold as numbers, whether somebody typed or pasted it or a file has it, by the table of
//! `cell_readings`. Must not know cells.

use super::Number;
use super::cell_readings::{CellMeaning, CellReading};
use crate::form::CellMeasure;
use crate::richtext;

/// A text read as the content of a number cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberInput {
    /// The number; `None` where the text says that the cell is blank.
    pub number: Option<Number>,
    /// Whether something was left out to read it: a separator, a unit such as 件, full-width
    /// digits.
    pub cleaned: bool,
    /// The unit behind the number, or the mark of a blank cell.
    pub reading: Option<&'static CellReading>,
}

/// The text is not a number that the cell accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number that the cell takes")]
pub struct NumberInputError;

impl NumberInput {
    /// Reads a text: full-width digits and points, thousands separators, units and spaces are
    /// understood; an empty text and a mark for a blank are a blank. An ambiguous text is an
    /// error: `12.0` is a count of 12, `12.5` is none, 万 is never multiplied, 增4 is no count.
    ///
    /// # Errors
    /// A text that is neither a number of this measure nor a blank.
    pub fn read(text: &str, measure: CellMeasure) -> Result<NumberInput, NumberInputError> {
        let narrow = without_spaces(text);
        if narrow.is_empty() {
            return Ok(NumberInput { number: None, cleaned: !text.trim().is_empty(), reading: None });
        }
        if let Some(mark) = CellReading::blank(&narrow) {
            return Ok(NumberInput { number: None, cleaned: true, reading: Some(mark) });
        }
        let stripped = CellReading::units().find_map(|unit| Some((narrow.strip_suffix(unit.text)?, unit)));
        let (bare, unit) = stripped.map_or((narrow.as_str(), None), |(bare, unit)| (bare, Some(unit)));
        let digits = as_stored(&plain_digits(bare).ok_or(NumberInputError)?, measure);
        let number = Number::parse(&digits, measure).ok_or(NumberInputError)?;
        Ok(NumberInput { number: Some(number), cleaned: digits != text, reading: unit })
    }
}

/// The text in ASCII without spaces; those between two digits part groups of three as commas do: 1 234, but not 5 37,
/// which is two numbers.
fn without_spaces(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len());
    let mut is_parted = false;
    for one in text.trim().chars().map(to_ascii) {
        if one.is_whitespace() {
            is_parted = true;
            continue;
        }
        if is_parted && one.is_ascii_digit() && narrow.ends_with(|last: char| last.is_ascii_digit()) {
            narrow.push(SEPARATOR);
        }
        is_parted = false;
        narrow.push(one);
    }
    narrow
}

/// The number that the digits of [`plain_digits`] are; `None` where a cell of this measure does not take it.
pub fn number(digits: &str, measure: CellMeasure) -> Option<Number> {
    Number::parse(&as_stored(digits, measure), measure)
}

/// The digits as a cell of this measure holds them: no zeros after the point of a count, no plus but before a change.
fn as_stored(digits: &str, measure: CellMeasure) -> String {
    let whole = match (measure, digits.split_once('.')) {
        (CellMeasure::Count | CellMeasure::Change, Some((whole, part))) if is_zeros(part) => whole,
        _ => digits,
    };
    match measure {
        CellMeasure::Change => whole.replace(INCREASE, "+").replace(DECREASE, "-"),
        CellMeasure::Count | CellMeasure::Amount => whole.strip_prefix('+').unwrap_or(whole).to_owned(),
    }
}

/// The digits of a number without separators, its sign before them as `+`, `-`, or `↑` and `↓` where it says a
/// change; `None` where a comma is not before three digits, or there are two points.
pub fn plain_digits(text: &str) -> Option<String> {
    let zero = CellReading::of(&[CellMeaning::Zero]).any(|reading| reading.text == text);
    if zero {
        return Some("0".to_owned());
    }
    let signed = CellReading::signs().find_map(|sign| Some((sign.means, text.strip_prefix(sign.text)?)));
    let (sign, rest) = match signed {
        Some((CellMeaning::Minus, rest)) => ("-", rest),
        Some((CellMeaning::Plus, rest)) => ("+", rest),
        Some((CellMeaning::Increase, rest)) => (INCREASE, rest),
        Some((CellMeaning::Decrease, rest)) => (DECREASE, rest),
        _ => ("", text),
    };
    let whole = rest.split('.').next().unwrap_or(rest);
    let after = rest.get(whole.len()..).unwrap_or_default();
    let mut groups = whole.split(SEPARATOR);
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    let is_grouped =
        others.peek().is_none() || ((1..=3).contains(&first.len()) && others.all(|group| group.len() == 3));
    (is_grouped && !after.contains(SEPARATOR) && rest.matches('.').count() <= 1)
        .then(|| format!("{sign}{}", rest.replace(SEPARATOR, "")))
}

/// How signs that say a change stand before digits, until it is known whether the cell takes a change.
const INCREASE: &str = "↑";
const DECREASE: &str = "↓";
/// What stands between groups of three digits.
const SEPARATOR: char = ',';

fn is_zeros(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'0')
}

/// The ASCII form of a full-width character and of a comma.
fn to_ascii(character: char) -> char {
    match character {
        '，' => ',',
        '\u{3000}' => ' ',
        other => richtext::narrow(other),
    }
}
