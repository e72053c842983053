//! Reads what people type or paste into a number cell as a number. Must not know cells.

use super::Number;
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
}

/// The text is not a number that the cell accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number that the cell takes")]
pub struct NumberInputError;

impl NumberInput {
    /// Reads a text: full-width digits and points, thousands separators, units and spaces are
    /// understood; an empty text and a dash or slash alone are a blank. An ambiguous text is an
    /// error: `12.0` is a count of 12, `12.5` is none, 万 is never multiplied.
    ///
    /// # Errors
    /// A text that is neither a number of this measure nor a blank.
    pub fn read(text: &str, measure: CellMeasure) -> Result<NumberInput, NumberInputError> {
        let narrow: String = text.trim().chars().map(to_ascii).filter(|one| !one.is_whitespace()).collect();
        let bare = UNITS.iter().fold(narrow.as_str(), |text, unit| text.strip_suffix(unit).unwrap_or(text));
        if bare.is_empty() && narrow.is_empty() || ["-", "--", "/", "—", "——", "－"].contains(&bare) {
            return Ok(NumberInput { number: None, cleaned: !text.trim().is_empty() });
        }
        let digits = without_separators(bare).ok_or(NumberInputError)?;
        let whole = match (measure, digits.split_once('.')) {
            (CellMeasure::Count | CellMeasure::Change, Some((whole, part))) if is_zeros(part) => whole,
            _ => &digits,
        };
        let unsigned = if measure == CellMeasure::Change { whole } else { whole.strip_prefix('+').unwrap_or(whole) };
        let number = Number::parse(unsigned, measure).ok_or(NumberInputError)?;
        Ok(NumberInput { number: Some(number), cleaned: unsigned != text })
    }
}

/// Units after numbers in published tables; a unit that ends with another one comes before it.
const UNITS: [&str; 8] = ["万元", "元", "件次", "件", "条", "宗", "项", "个"];

fn is_zeros(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'0')
}

/// The text without commas, where each is before a group of three digits; `None` where one is
/// elsewhere.
fn without_separators(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches(['+', '-']);
    let mut rest = groups.peekable();
    let separated = rest.peek().is_some();
    let good = rest.all(|group| group.len() == 3) && (!separated || (1..=3).contains(&first.len()));
    let after = text.get(whole.len()..).unwrap_or_default();
    (good && !after.contains(',')).then(|| text.replace(',', ""))
}

/// The ASCII form of a full-width character, of a minus sign and of a comma.
fn to_ascii(character: char) -> char {
    match character {
        '−' | '–' => '-',
        '，' => ',',
        '\u{3000}' => ' ',
        other => richtext::narrow(other),
    }
}
