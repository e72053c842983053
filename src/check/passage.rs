//! A paragraph as the text rules read it: without white space, full-width digits and letters as plain
//! ones, brackets and commas of either width alike. Every character keeps its position in the report.
//! Must not know rules.

use std::ops::Range;

use crate::form::SectionId;
use crate::report::{CharRange, Place, Report};
use crate::richtext::{Level, Paragraph, RichText, narrow};

/// Where a paragraph comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageOrigin {
    /// Before section one.
    Preface,
    /// In a section.
    Section(SectionId),
}

/// One paragraph, ready to be searched.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Where it comes from.
    pub origin: PassageOrigin,
    /// Its number there, counted from 0.
    pub paragraph: usize,
    /// Its rank.
    pub level: Level,
    /// The characters to search.
    characters: Vec<char>,
    /// The same characters as they are written, where these are others.
    written: Option<Vec<char>>,
    /// The position of each in the report's paragraph; `None` where the paragraph has no white space,
    /// so that the two are the same.
    positions: Option<Vec<usize>>,
    /// Where each character may be found.
    index: OffsetIndex,
}

/// The positions of characters by a few bits of their code, so that searching for an absent word is
/// cheap.
#[derive(Clone, Debug)]
struct OffsetIndex {
    /// Where each bucket of `places` begins, and where the last one ends. Half the width of a
    /// `usize`, so that the indices of a whole report fit the processor's cache.
    starts: Vec<u32>,
    /// Places in the passage, bucket by bucket, ascending within each.
    places: Vec<u32>,
    /// A bit for each pair of neighbours, some pairs sharing one: most words that rules look for have no such pair
    /// here, which this tells without looking at any place.
    pairs: Vec<u64>,
}

/// All paragraphs of a report in order.
pub(super) fn of_report(report: &Report) -> Vec<Passage> {
    let mut passages = of_prose(PassageOrigin::Preface, &report.preface);
    for id in SectionId::ALL {
        if let Some(prose) = report.prose(id) {
            passages.extend(of_prose(PassageOrigin::Section(id), prose));
        }
    }
    passages
}

fn of_prose(origin: PassageOrigin, prose: &RichText) -> Vec<Passage> {
    let passage = |(paragraph, source): (usize, &Paragraph)| Passage::of(origin, paragraph, source);
    prose.paragraphs.iter().enumerate().map(passage).collect()
}

impl Passage {
    /// The paragraph `source`, the one with the number `paragraph` at `origin`.
    pub fn of(origin: PassageOrigin, paragraph: usize, source: &Paragraph) -> Passage {
        let mut written: Vec<char> = Vec::with_capacity(source.length());
        written.extend(source.runs().iter().flat_map(|run| run.text.chars()));
        let positions = written.iter().any(|one| is_space(*one)).then(|| {
            let plain = written.iter().enumerate().filter(|(_, one)| !is_space(**one));
            plain.map(|(position, _)| position).collect()
        });
        if positions.is_some() {
            written.retain(|one| !is_space(*one));
        }
        let characters: Vec<char> = written.iter().copied().map(folded).collect();
        let written = (characters != written).then_some(written);
        let index = OffsetIndex::of(&characters);
        Passage { origin, paragraph, level: source.level, characters, written, positions, index }
    }

    /// The characters to search.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The characters as they are written, one for each of `characters`.
    pub fn written(&self) -> &[char] {
        self.written.as_deref().unwrap_or(&self.characters)
    }

    /// The character at `at`.
    pub fn at(&self, at: usize) -> Option<char> {
        self.characters.get(at).copied()
    }

    /// Whether there is white space before the character at `at`.
    pub fn follows_space(&self, at: usize) -> bool {
        let Some(positions) = &self.positions else { return false };
        let before = at.checked_sub(1).and_then(|before| positions.get(before));
        before.is_some_and(|before| positions.get(at).is_some_and(|own| *own > before + 1))
    }

    /// Whether the passage has `words`, given in the folded spelling, at `at`.
    pub fn has_at(&self, at: usize, words: &str) -> bool {
        let mut rest = self.characters.get(at..).unwrap_or_default().iter();
        words.chars().all(|wanted| rest.next() == Some(&wanted))
    }

    /// The characters of `range` as text.
    pub fn text(&self, range: Range<usize>) -> String {
        self.characters.get(range).unwrap_or_default().iter().collect()
    }

    /// Every place of `words`, from left to right, without overlap.
    pub fn find(&self, words: &str) -> Vec<Range<usize>> {
        self.find_within(&(0..self.characters.len()), words)
    }

    /// Every place of `words` that lies in `range`, from left to right, without overlap. Looks at no character
    /// outside: a rule that asks for each sentence stays linear in the length of the paragraph.
    pub(super) fn find_within(&self, range: &Range<usize>, words: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut wanted = words.chars().filter(|one| !is_space(*one)).map(folded);
        let Some(first) = wanted.next() else { return found };
        if wanted.clone().next().is_some_and(|second| !self.index.may_have_pair(first, second)) {
            return found;
        }
        for at in self.index.candidates(first, range) {
            // Most words that are left are absent too: only their first character is compared.
            if self.characters.get(at) != Some(&first) || found.last().is_some_and(|last| last.end > at) {
                continue;
            }
            let mut end = at + 1;
            let matches = wanted.clone().all(|one| {
                end += 1;
                self.characters.get(end - 1) == Some(&one)
            });
            if matches && end <= range.end {
                found.push(at..end);
            }
        }
        found
    }

    /// Whether it contains one of `words`.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|words| !self.find(words).is_empty())
    }

    /// Whether `range` contains one of `words`.
    pub fn has_within(&self, range: &Range<usize>, words: &[&str]) -> bool {
        words.iter().any(|words| !self.find_within(range, words).is_empty())
    }

    /// The words of the heading that the paragraph is or that runs into it, without its number: 主动公开情况
    /// of （一）主动公开情况。2024年，….
    pub fn heading(&self) -> Option<Range<usize>> {
        const LONGEST: usize = 30;
        let start = self.number_end();
        let stop = |at: &usize| self.at(*at).is_none_or(|one| matches!(one, '。' | '：' | '；'));
        let end = (start..=start + LONGEST).find(stop)?;
        let alone = end + 1 >= self.characters.len();
        let is_heading = if alone { start > 0 || self.level != Level::Body } else { start > 0 };
        (is_heading && end > start).then_some(start..end)
    }

    /// Where the number of a heading ends: 3 of （一）, 2 of 1.; 0 where there is none.
    fn number_end(&self) -> usize {
        let bracketed = self.at(0) == Some('（');
        let from = usize::from(bracketed);
        let digit =
            |at: &usize| self.at(*at).is_some_and(|one| one.is_ascii_digit() || "一二三四五六七八九十".contains(one));
        let digits = (from..from + 3).take_while(digit).count();
        let mark = self.at(from + digits);
        let closed = if bracketed { mark == Some('）') } else { matches!(mark, Some('.' | '、')) };
        if digits > 0 && closed { from + digits + 1 } else { 0 }
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

    /// The sentence in which the character at `at` stands, with its closing mark.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let ends = |one: &char| matches!(one, '。' | '！' | '？' | '；');
        let at = at.min(self.characters.len());
        let (before, after) = self.characters.split_at(at);
        let start = before.iter().rposition(ends).map_or(0, |end| end + 1);
        let end = after.iter().position(ends).map_or(self.characters.len(), |end| at + end + 1);
        start..end
    }

    /// The years written as `2024年` or `2024-` in `range`: each with its value and its place.
    pub fn years(&self, range: Range<usize>) -> Vec<(u16, Range<usize>)> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at + 4 < range.end {
            let digit = |index: usize| self.characters.get(index).and_then(|character| character.to_digit(10));
            if digit(at).is_none() {
                at += 1;
                continue;
            }
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
        let position = |at: usize| match &self.positions {
            Some(positions) => positions.get(at).copied().unwrap_or_default(),
            None => at,
        };
        let end = if range.is_empty() { position(range.start) } else { position(range.end - 1) + 1 };
        let spot = CharRange { paragraph: self.paragraph, start: position(range.start), end };
        match self.origin {
            PassageOrigin::Preface => Place::Preface(spot),
            PassageOrigin::Section(id) => Place::Prose(id, spot),
        }
    }

    /// The characters of `range` with a few on either side, as the reader would look for them.
    pub fn excerpt(&self, range: Range<usize>) -> String {
        const SIDE: usize = 6;
        self.text(range.start.saturating_sub(SIDE)..(range.end + SIDE).min(self.characters.len()))
    }

    /// The section that it belongs to; `None` for the preface.
    pub fn section(&self) -> Option<SectionId> {
        match self.origin {
            PassageOrigin::Preface => None,
            PassageOrigin::Section(id) => Some(id),
        }
    }
}

impl OffsetIndex {
    /// How many buckets there are; a power of two.
    const BUCKETS: usize = 128;
    /// The most words of bits of pairs, for paragraphs of four thousand characters: 4 kB.
    const MOST_PAIR_WORDS: usize = 512;

    fn of(characters: &[char]) -> OffsetIndex {
        // A counting sort in place. The counts are stored two slots further on, so that after the
        // summation the start of each bucket is one slot further on; filling a bucket then moves its
        // start to its own slot.
        let mut starts = vec![0_u32; OffsetIndex::BUCKETS + 2];
        for character in characters {
            if let Some(count) = starts.get_mut(OffsetIndex::bucket(*character) + 2) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut places = vec![0; characters.len()];
        for (at, character) in (0_u32..).zip(characters) {
            if let Some(next) = starts.get_mut(OffsetIndex::bucket(*character) + 1) {
                if let Some(place) = usize::try_from(*next).ok().and_then(|next| places.get_mut(next)) {
                    *place = at;
                }
                *next += 1;
            }
        }
        let words = (characters.len() / 8).next_power_of_two().min(OffsetIndex::MOST_PAIR_WORDS);
        let mut index = OffsetIndex { starts, places, pairs: vec![0; words] };
        for pair in characters.windows(2) {
            if let [one, next] = pair {
                let (word, bit) = index.pair_bit(*one, *next);
                if let Some(word) = index.pairs.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        index
    }

    /// Whether `one` may be followed by `next` somewhere; false only where it is not.
    fn may_have_pair(&self, one: char, next: char) -> bool {
        let (word, bit) = self.pair_bit(one, next);
        self.pairs.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The bit of a pair, and in which word it is. Their number is a power of two, at least one.
    fn pair_bit(&self, one: char, next: char) -> (usize, u64) {
        let mixed = u32::from(one).wrapping_mul(0x9e37_79b1) ^ u32::from(next).wrapping_mul(0x85eb_ca77);
        let mixed = mixed ^ (mixed >> 15);
        (usize::try_from(mixed >> 6).unwrap_or_default() & (self.pairs.len() - 1), 1 << (mixed & 63))
    }

    /// The positions in `range` that `character` may have, ascending.
    fn candidates(&self, character: char, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let bucket = OffsetIndex::bucket(character);
        let bound = |at: usize| self.starts.get(at).and_then(|start| usize::try_from(*start).ok()).unwrap_or_default();
        let places = self.places.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default();
        let position = |place: &u32| usize::try_from(*place).unwrap_or(usize::MAX);
        let first = if range.start == 0 { 0 } else { places.partition_point(|place| position(place) < range.start) };
        let end = range.end;
        places.get(first..).unwrap_or_default().iter().map(position).take_while(move |at| *at < end)
    }

    fn bucket(character: char) -> usize {
        usize::try_from(u32::from(character)).unwrap_or_default() % OffsetIndex::BUCKETS
    }
}

/// Words in the spelling in which passages are searched.
pub(super) fn fold(words: &str) -> Vec<char> {
    folded_characters(words).collect()
}

/// The same, character by character.
pub(super) fn folded_characters(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|character| !is_space(*character)).map(folded)
}

/// Chinese characters, which are never white space and have only one spelling. Tested first, since
/// nearly every character is one.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

fn is_space(character: char) -> bool {
    !is_ideograph(character) && character.is_whitespace()
}

/// One spelling of a character; always one for one, so that positions hold.
fn folded(character: char) -> char {
    match character {
        _ if is_ideograph(character) => character,
        '(' => '（',
        ')' => '）',
        '[' | '［' | '【' => '〔',
        ']' | '］' | '】' => '〕',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '．' => '.',
        '－' => '-',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => narrow(character),
        _ => character,
    }
}
