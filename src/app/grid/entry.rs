//! What a clerk types or pastes into a number cell, made a number: full-width digits, thousands
//! separators and units are understood and reported. Knows no cell.

use crate::form::Measure;
use crate::report::Number;

/// What an entry means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// A blank cell.
    Blank,
    /// A number, and what was passed over to read it.
    Number(Number, Noted),
    /// Nothing that the cell can hold.
    Unreadable,
}

/// What was passed over to read a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Full-width characters.
    pub full_width: bool,
    /// Thousands separators.
    pub separators: bool,
    /// A unit, such as 件 or 万元.
    pub unit: bool,
}

/// Units that may follow a number; the longest first.
const UNITS: [&str; 9] = ["万元", "件", "条", "项", "宗", "个", "份", "起", "次"];
/// What stands in a cell that was left empty on purpose.
const BLANKS: [&str; 7] = ["", "-", "—", "——", "/", "\\", "－"];

impl Entry {
    /// Reads an entry of a cell that counts `measure`.
    pub fn read(text: &str, measure: Measure) -> Entry {
        let trimmed = text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        if BLANKS.contains(&trimmed) {
            return Entry::Blank;
        }
        let mut noted = Noted::default();
        let mut plain: String = trimmed.chars().map(narrow).collect();
        noted.full_width = plain != trimmed;
        if let Some(bare) = UNITS.iter().find_map(|unit| plain.strip_suffix(unit)) {
            noted.unit = true;
            plain = bare.trim_end().to_owned();
        }
        let bare: String = plain.chars().filter(|character| !matches!(character, ',' | '\'' | ' ' | '\u{a0}')).collect();
        noted.separators = bare != plain;
        match Number::parse(&bare, measure).or_else(|| whole(&bare, measure)) {
            Some(number) => Entry::Number(number, noted),
            None => Entry::Unreadable,
        }
    }
}

impl Noted {
    /// Both.
    pub const fn with(self, other: Noted) -> Noted {
        Noted {
            full_width: self.full_width || other.full_width,
            separators: self.separators || other.separators,
            unit: self.unit || other.unit,
        }
    }

    /// Whether nothing was passed over.
    pub fn is_empty(self) -> bool {
        self == Noted::default()
    }
}

/// A count that a spreadsheet gives decimals, such as `12.00`.
fn whole(text: &str, measure: Measure) -> Option<Number> {
    let (whole, part) = text.split_once('.')?;
    let zeros = !part.is_empty() && part.bytes().all(|byte| byte == b'0');
    (measure != Measure::Amount && zeros).then(|| Number::parse(whole, measure)).flatten()
}

/// The ASCII twin of a full-width character.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character),
        '，' => ',',
        '。' => '.',
        '\u{3000}' => ' ',
        other => other,
    }
}
