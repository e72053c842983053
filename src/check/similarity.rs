//! How much of a section also occurs in last year's report or in another unit's, and where: pairs of
//! passages that can be shown side by side. Text is compared without white space and punctuation, and
//! all digits count as equal, so that a changed year or number does not make a sentence new. Must not
//! know rules.

use crate::content_hash::hash_64;
use crate::form::SectionId;
use crate::report::{CharRange, Report};
use crate::richtext::RichText;

/// A section of a report compared with the same section of another report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSimilarity {
    /// The section.
    pub section: SectionId,
    /// How many of its characters belong to a common passage.
    pub shared: usize,
    /// How many characters it has, white space and punctuation not counted.
    pub characters: usize,
    /// The common passages in their order here.
    pub matches: Vec<MatchingPassage>,
}

/// A passage that both reports have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchingPassage {
    /// Its place in the report; within one paragraph.
    pub here: CharRange,
    /// Its place in the other report; within one paragraph.
    pub there: CharRange,
}

/// From this share on, in per cent, a section is too similar to the other.
const THRESHOLD_PERCENT: usize = 80;
/// Sections with fewer characters are not compared: they can hardly be worded differently.
const SHORT: usize = 60;
/// The same limit for section six, whose statement on fees is always similar.
const SHORT_OTHERS: usize = 300;
/// The least number of equal characters in a row that count as a common passage.
pub(super) const SHINGLE: usize = 8;
/// The most places tried at which the other report has the same shingle.
const MAX_CANDIDATES: usize = 4;

/// Every section of prose that both reports have. The time is linear in the length of the texts,
/// apart from sorting the other's shingles.
pub fn compare(report: &Report, other: &Report) -> Vec<SectionSimilarity> {
    ComparedReport::of(report).compare(&ComparedReport::of(other))
}

/// What is compared of a report, made once where it is compared with many.
pub struct ComparedReport {
    sections: Vec<(SectionId, ComparedSection)>,
}

impl ComparedReport {
    /// What is compared of `report`.
    pub fn of(report: &Report) -> ComparedReport {
        let section = |section| Some((section, ComparedSection::of(report.prose(section)?)?));
        ComparedReport { sections: SectionId::ALL.into_iter().filter_map(section).collect() }
    }

    /// Every section of prose that both reports have.
    pub fn compare(&self, other: &ComparedReport) -> Vec<SectionSimilarity> {
        let there = |id: SectionId| other.sections.iter().find(|(section, _)| *section == id).map(|(_, text)| text);
        self.sections.iter().filter_map(|(id, here)| Some(compared(*id, here, there(*id)?))).collect()
    }
}

/// One section of prose, where both reports have it.
pub fn compare_section(report: &Report, other: &Report, section: SectionId) -> Option<SectionSimilarity> {
    let (here, there) = (ComparedSection::of(report.prose(section)?)?, ComparedSection::of(other.prose(section)?)?);
    Some(compared(section, &here, &there))
}

impl SectionSimilarity {
    /// Whether the section says too little of its own.
    pub fn is_too_similar(&self) -> bool {
        is_long_enough(self.section, self.characters) && is_too_much(self.shared, self.characters)
    }
}

/// Whether a section of so many characters is compared at all.
pub(super) const fn is_long_enough(section: SectionId, characters: usize) -> bool {
    characters >= if matches!(section, SectionId::Others) { SHORT_OTHERS } else { SHORT }
}

/// Whether so many of its characters are too many to share.
pub(super) const fn is_too_much(shared: usize, characters: usize) -> bool {
    shared * 100 >= characters * THRESHOLD_PERCENT
}

/// What is compared of a text.
pub(super) fn compared_text(prose: &RichText) -> NormalisedText {
    NormalisedText::of(prose)
}

/// The characters that are compared, each with its paragraph and position.
pub(super) struct NormalisedText {
    characters: Vec<char>,
    places: Vec<(usize, usize)>,
}

impl NormalisedText {
    fn of(prose: &RichText) -> NormalisedText {
        let mut plain = NormalisedText { characters: Vec::new(), places: Vec::new() };
        for (paragraph, source) in prose.paragraphs.iter().enumerate() {
            for (position, (one, _)) in source.characters().enumerate() {
                if is_compared(one) {
                    plain.characters.push(if one.is_ascii_digit() { '0' } else { one });
                    plain.places.push((paragraph, position));
                }
            }
        }
        plain
    }

    /// How many characters are compared.
    pub(super) fn characters(&self) -> usize {
        self.characters.len()
    }

    /// The characters of every shingle in order, and whether it lies within one paragraph.
    fn shingles_with_ends(&self) -> impl Iterator<Item = (&[char], bool)> {
        let ends = self.places.windows(SHINGLE).map(|places| match places {
            [first, .., last] => first.0 == last.0,
            _ => false,
        });
        self.characters.windows(SHINGLE).zip(ends)
    }

    /// A number for every shingle in order, the same for the same characters; `None` where it would reach into the next
    /// paragraph. Each follows from the one before, so that a character costs the same however long a shingle is
    /// (Karp and Rabin 1987, modulo 2^64; whoever uses the numbers mixes their bits).
    pub(super) fn shingle_numbers(&self) -> impl Iterator<Item = Option<u64>> {
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        // What the first character of a shingle is multiplied with.
        const LEAVES: u64 = {
            let (mut power, mut at) = (1_u64, 1);
            while at < SHINGLE {
                (power, at) = (power.wrapping_mul(BASE), at + 1);
            }
            power
        };
        let code = |character: Option<&char>| character.map_or(0, |one| u64::from(*one) + 1);
        let mut before: Option<(u64, u64)> = None;
        self.shingles_with_ends().map(move |(shingle, within)| {
            let number = match before {
                None => {
                    shingle.iter().fold(0, |sum: u64, one| sum.wrapping_mul(BASE).wrapping_add(u64::from(*one) + 1))
                }
                Some((number, first)) => {
                    let kept = number.wrapping_sub(first.wrapping_mul(LEAVES));
                    kept.wrapping_mul(BASE).wrapping_add(code(shingle.last()))
                }
            };
            before = Some((number, code(shingle.first())));
            within.then_some(number)
        })
    }

    fn char_range(&self, start: usize, end: usize) -> Option<CharRange> {
        let (paragraph, first) = *self.places.get(start)?;
        let (_, last) = *self.places.get(end.checked_sub(1)?)?;
        Some(CharRange { paragraph, start: first, end: last + 1 })
    }
}

/// The text of a section, and its shingles.
struct ComparedSection {
    text: NormalisedText,
    /// The hash of the shingle that begins at each character.
    hashes: Vec<u64>,
    /// The same with its place, in order of the hashes.
    places: Vec<(u64, usize)>,
}

impl ComparedSection {
    /// `None` where nothing of it is compared.
    fn of(prose: &RichText) -> Option<ComparedSection> {
        let text = NormalisedText::of(prose);
        let hashes: Vec<u64> = text.characters.windows(SHINGLE).map(hash).collect();
        let mut places: Vec<(u64, usize)> = hashes.iter().copied().zip(0..).collect();
        places.sort_unstable();
        (!text.characters.is_empty()).then_some(ComparedSection { text, hashes, places })
    }
}

/// Whether a character is neither white space nor punctuation. Nearly every one is a Chinese character, of which the
/// Unicode tables are not asked.
fn is_compared(one: char) -> bool {
    matches!(one, '\u{4e00}'..='\u{9fff}') || one.is_alphanumeric()
}

fn hash(shingle: &[char]) -> u64 {
    hash_64(shingle.iter().copied())
}

fn compared(section: SectionId, here: &ComparedSection, there: &ComparedSection) -> SectionSimilarity {
    let (wanted_hashes, hashes) = (&here.hashes, &there.places);
    let (here, there) = (&here.text, &there.text);
    let (mut at, mut shared, mut matches) = (0, 0, Vec::new());
    while let Some(wanted) = wanted_hashes.get(at).copied() {
        let first = hashes.partition_point(|(hash, _)| *hash < wanted);
        let same =
            hashes.get(first..).unwrap_or_default().iter().take_while(|(hash, _)| *hash == wanted).take(MAX_CANDIDATES);
        let best = same.map(|(_, from)| (common_length(here, at, there, *from), *from)).max();
        match best {
            Some((length, from)) if length >= SHINGLE => {
                let pair = here.char_range(at, at + length).zip(there.char_range(from, from + length));
                matches.extend(pair.map(|(here, there)| MatchingPassage { here, there }));
                shared += length;
                at += length;
            }
            _ => at += 1,
        }
    }
    SectionSimilarity { section, shared, characters: here.characters.len(), matches }
}

/// How many characters are the same from `at` and `from` on, within one paragraph each.
fn common_length(here: &NormalisedText, at: usize, there: &NormalisedText, from: usize) -> usize {
    let paragraph = |plain: &NormalisedText, at: usize| plain.places.get(at).map(|(paragraph, _)| *paragraph);
    let (own, other) = (paragraph(here, at), paragraph(there, from));
    let left = here.characters.iter().zip(&here.places).skip(at).take_while(|(_, place)| Some(place.0) == own);
    let right = there.characters.iter().zip(&there.places).skip(from).take_while(|(_, place)| Some(place.0) == other);
    left.zip(right).take_while(|((left, _), (right, _))| left == right).count()
}
