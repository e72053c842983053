//! Automatic numbering: the label of each numbered paragraph (ISO/IEC 29500-1 §17.9). Must not know
//! any text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use super::style_sheet::short;
use crate::import::ReadError;
use crate::ooxml::xml_reader::{XmlEvent, XmlReader};
use crate::richtext::chinese_numeral;

/// The lists of a document with their counters.
#[derive(Default)]
pub(super) struct NumberingState {
    /// Definitions by their number.
    definitions: BTreeMap<String, BTreeMap<usize, NumberingLevel>>,
    /// The definition of each list.
    lists: BTreeMap<String, String>,
    /// Start values that a list overrides, by list and level.
    overrides: BTreeMap<(String, usize), u64>,
    /// The last count, by definition and level.
    counts: BTreeMap<String, BTreeMap<usize, u64>>,
    /// Lists that have begun.
    begun: BTreeSet<String>,
}

/// One level of a definition.
#[derive(Clone, Debug, Default)]
struct NumberingLevel {
    start: Option<u64>,
    format: String,
    text: String,
}

/// The label of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NumberLabel {
    /// A bullet.
    Bullet,
    /// A number with its punctuation; empty if the definition shows none.
    Number(String),
}

impl NumberLabel {
    /// The label that a document shows: a bullet where it has no letter and no digit.
    pub(super) fn of_text(text: String) -> NumberLabel {
        if text.chars().any(char::is_alphanumeric) { NumberLabel::Number(text) } else { NumberLabel::Bullet }
    }
}

/// Levels of a list (ISO/IEC 29500-1 §17.9.6).
const LEVELS: usize = 9;

impl NumberingState {
    /// Reads the definitions.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>) -> Result<NumberingState, ReadError> {
        let mut found = NumberingState::default();
        let (mut definition, mut list, mut level) = (None::<String>, None::<String>, 0_usize);
        while let Some(event) = xml.event()? {
            let element = match event {
                XmlEvent::Open(element) => element,
                XmlEvent::Close(_, name) => {
                    match name.as_str() {
                        "abstractNum" => definition = None,
                        "num" => list = None,
                        _ => {}
                    }
                    continue;
                }
                XmlEvent::Text(_) => continue,
            };
            let value = element.attribute("val").unwrap_or_default();
            match element.name.as_str() {
                "abstractNum" => definition = element.attribute("abstractNumId").map(short),
                "num" => list = element.attribute("numId").map(short),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        found.lists.insert(list.clone(), short(value));
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = element.attribute("ilvl").and_then(|value| value.parse().ok()).unwrap_or(0);
                }
                "startOverride" => {
                    if let (Some(list), Ok(start)) = (&list, value.parse()) {
                        found.overrides.insert((list.clone(), level), start);
                    }
                }
                "start" | "numFmt" | "lvlText" => {
                    let Some(definition) = &definition else { continue };
                    let level = found.definitions.entry(definition.clone()).or_default().entry(level).or_default();
                    match element.name.as_str() {
                        "start" => level.start = value.parse().ok(),
                        "numFmt" => level.format = short(value),
                        _ => level.text = short(value),
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// Counts a paragraph of the list `list` and returns its label; `None` if there is no such
    /// list.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<NumberLabel> {
        let level = level.min(LEVELS - 1);
        let definition = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let own = levels.get(&level)?;
        let counts = self.counts.entry(definition.clone()).or_default();
        if self.begun.insert(list.to_owned()) {
            let anew = self.overrides.range((list.to_owned(), 0)..=(list.to_owned(), LEVELS));
            counts.extend(anew.map(|((_, level), start)| (*level, start.saturating_sub(1))));
        }
        let start = |level: &NumberingLevel| level.start.unwrap_or(1);
        let count = counts.get(&level).map_or(start(own), |count| count.saturating_add(1));
        counts.insert(level, count);
        counts.retain(|deeper, _| *deeper <= level);
        if own.format == "bullet" {
            return Some(NumberLabel::Bullet);
        }
        let mut label = String::new();
        let mut characters = own.text.chars();
        while let Some(one) = characters.next() {
            let Some(number) = (one == '%').then(|| characters.next()).flatten() else {
                label.push(one);
                continue;
            };
            let Some(of) = number.to_digit(10).and_then(|number| usize::try_from(number).ok()) else { continue };
            let of = of.saturating_sub(1);
            let Some(shown) = levels.get(&of) else { continue };
            let count = counts.get(&of).copied().unwrap_or_else(|| start(shown));
            label.push_str(&numeral(count, &shown.format));
        }
        Some(NumberLabel::Number(label))
    }
}

/// A count in a number format (ISO/IEC 29500-1 §17.18.59).
pub(in crate::import) fn numeral(count: u64, format: &str) -> String {
    let letter = |first: u8| {
        let index = u8::try_from(count.saturating_sub(1) % 26).unwrap_or(0);
        let times = usize::try_from(count.saturating_sub(1) / 26 + 1).unwrap_or(1).min(4);
        char::from(first + index).to_string().repeat(times)
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "chineseLegalSimplified"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographTraditional" => chinese_numeral(usize::try_from(count).unwrap_or(usize::MAX)),
        "decimalZero" => format!("{count:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |digit: char| char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit);
            count.to_string().chars().map(wide).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            let circled = u32::try_from(count).ok().filter(|count| (1..=20).contains(count));
            circled.and_then(|count| char::from_u32(0x245f + count)).map_or(count.to_string(), String::from)
        }
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        _ => count.to_string(),
    }
}

fn roman(count: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count >= 4000 {
        return count.to_string();
    }
    let (mut rest, mut text) = (count, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}
