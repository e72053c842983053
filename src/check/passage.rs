//! A paragraph as the text rules read it: without white space, full-width digits and letters as
//! plain ones, brackets and commas of either width alike. Every character remembers where it
//! stands in the report. Knows no rule.

use std::ops::Range;

use crate::form::SectionId;
use crate::prose::{Level, Paragraph, Prose};
use crate::report::{Place, Report, Spot};

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Before section one.
    Preface,
    /// In a section.
    Section(SectionId),
}

/// One paragraph, ready to be searched.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Where it stands.
    pub home: Home,
    /// Its number there, counted from 0.
    pub paragraph: usize,
    /// Its rank.
    pub level: Level,
    /// The characters to search.
    characters: Vec<char>,
    /// The position of each in the report's paragraph.
    positions: Vec<usize>,
}

/// All paragraphs of a report in order.
pub(super) fn of(report: &Report) -> Vec<Passage> {
    let mut passages = of_prose(Home::Preface, &report.preface);
    for id in SectionId::ALL {
        if let Some(prose) = report.prose(id) {
            passages.extend(of_prose(Home::Section(id), prose));
        }
    }
    passages
}

fn of_prose(home: Home, prose: &Prose) -> Vec<Passage> {
    let passage = |(paragraph, source): (usize, &Paragraph)| Passage::of(home, paragraph, source);
    prose.paragraphs.iter().enumerate().map(passage).collect()
}

impl Passage {
    /// The paragraph `source`, the one with the number `paragraph` at `home`.
    pub fn of(home: Home, paragraph: usize, source: &Paragraph) -> Passage {
        let kept = source.characters().map(|(character, _)| character).enumerate();
        let kept = kept.filter(|(_, character)| !character.is_whitespace());
        let (positions, characters) = kept.map(|(position, character)| (position, folded(character))).unzip();
        Passage { home, paragraph, level: source.level, characters, positions }
    }

    /// The characters to search.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The characters of `range` as text.
    pub fn text(&self, range: Range<usize>) -> String {
        self.characters.get(range).unwrap_or_default().iter().collect()
    }

    /// Every place of `words`, from left to right, without overlap.
    pub fn find(&self, words: &str) -> Vec<Range<usize>> {
        let wanted = fold(words);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(rest) = self.characters.get(from..).filter(|_| !wanted.is_empty()) {
            let Some(at) = rest.windows(wanted.len()).position(|window| window == wanted) else { break };
            found.push(from + at..from + at + wanted.len());
            from += at + wanted.len();
        }
        found
    }

    /// Whether one of `words` stands in it.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|words| !self.find(words).is_empty())
    }

    /// The sentences, each with its closing mark.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for (at, character) in self.characters.iter().enumerate() {
            if matches!(character, '。' | '！' | '？' | '；') {
                found.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < self.characters.len() {
            found.push(start..self.characters.len());
        }
        found
    }

    /// The years written as `2024年` or `2024-` in `range`: each with its value and its place.
    pub fn years(&self, range: Range<usize>) -> Vec<(u16, Range<usize>)> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at + 4 < range.end {
            let digit = |index: usize| self.characters.get(index).and_then(|character| character.to_digit(10));
            let alone = at == 0 || digit(at - 1).is_none();
            let value = (at..at + 4).try_fold(0u32, |value, index| Some(value * 10 + digit(index)?));
            let marked = matches!(self.characters.get(at + 4), Some('年' | '-' | '.' | '/'));
            match value.and_then(|value| u16::try_from(value).ok()) {
                Some(year) if alone && marked && (1900..2100).contains(&year) => {
                    found.push((year, at..at + 4));
                    at += 5;
                }
                _ => at += 1,
            }
        }
        found
    }

    /// The place in the report of the characters of `range`.
    pub fn place(&self, range: Range<usize>) -> Place {
        let position = |at: usize| self.positions.get(at).copied().unwrap_or_default();
        let end = if range.is_empty() { position(range.start) } else { position(range.end - 1) + 1 };
        let spot = Spot { paragraph: self.paragraph, start: position(range.start), end };
        match self.home {
            Home::Preface => Place::Preface(spot),
            Home::Section(id) => Place::Prose(id, spot),
        }
    }

    /// The characters of `range` with a few on either side, as the reader would look for them.
    pub fn excerpt(&self, range: Range<usize>) -> String {
        const SIDE: usize = 6;
        self.text(range.start.saturating_sub(SIDE)..(range.end + SIDE).min(self.characters.len()))
    }

    /// The section in which it stands.
    pub fn section(&self) -> Option<SectionId> {
        match self.home {
            Home::Preface => None,
            Home::Section(id) => Some(id),
        }
    }
}

/// Words in the spelling in which passages are searched.
pub(super) fn fold(words: &str) -> Vec<char> {
    words.chars().filter(|character| !character.is_whitespace()).map(folded).collect()
}

/// One spelling of a character; always one for one, so that positions hold.
fn folded(character: char) -> char {
    match character {
        '(' => '（',
        ')' => '）',
        '[' | '［' | '【' => '〔',
        ']' | '］' | '】' => '〕',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '．' => '.',
        '－' => '-',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        _ => character,
    }
}
