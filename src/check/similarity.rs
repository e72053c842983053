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
pub const THRESHOLD_PERCENT: usize = 80;
/// The least number of equal characters in a row that count as a common passage.
const GRAM: usize = 8;
/// The most places tried at which the other report has the same gram.
const MAX_CANDIDATES: usize = 4;

/// Every section of prose that both reports have. The time is linear in the length of the texts,
/// apart from sorting the other's grams.
pub fn compare(report: &Report, other: &Report) -> Vec<SectionSimilarity> {
    let of = |section: SectionId| {
        let (here, there) = (NormalisedText::of(report.prose(section)?), NormalisedText::of(other.prose(section)?));
        (!here.characters.is_empty() && !there.characters.is_empty()).then(|| compared(section, &here, &there))
    };
    SectionId::ALL.into_iter().filter_map(of).collect()
}

/// The grams of a report's sections, sorted: a cheap test that two reports are not similar.
pub struct ShingleSet {
    sections: Vec<(SectionId, Vec<u64>)>,
}

impl ShingleSet {
    /// The grams of a report.
    pub fn of(report: &Report) -> ShingleSet {
        let grams = |section: SectionId| {
            let grams: Vec<u64> =
                NormalisedText::of(report.prose(section)?).grams().into_iter().map(|(hash, _)| hash).collect();
            (!grams.is_empty()).then_some((section, grams))
        };
        ShingleSet { sections: SectionId::ALL.into_iter().filter_map(grams).collect() }
    }

    /// Whether [`compare`] may find that some section shares [`THRESHOLD_PERCENT`] of its characters. A common
    /// passage has at least one gram, and at most eight characters for each.
    pub fn may_be_alike(&self, other: &ShingleSet) -> bool {
        self.sections.iter().any(|(section, grams)| {
            let theirs = other.sections.iter().find(|(own, _)| own == section);
            theirs
                .is_some_and(|(_, theirs)| count_common(grams, theirs) * GRAM * 100 >= grams.len() * THRESHOLD_PERCENT)
        })
    }
}

/// How many of these grams are among the others; both are sorted.
fn count_common(grams: &[u64], others: &[u64]) -> usize {
    let mut others = others.iter().peekable();
    let is_common = |gram: &&u64| {
        while others.next_if(|other| other < gram).is_some() {}
        others.peek() == Some(gram)
    };
    grams.iter().filter(is_common).count()
}

/// The characters that are compared, each with its paragraph and position.
struct NormalisedText {
    characters: Vec<char>,
    places: Vec<(usize, usize)>,
}

impl NormalisedText {
    fn of(prose: &RichText) -> NormalisedText {
        let mut plain = NormalisedText { characters: Vec::new(), places: Vec::new() };
        for (paragraph, source) in prose.paragraphs.iter().enumerate() {
            for (position, (one, _)) in source.characters().enumerate() {
                if one.is_alphanumeric() {
                    plain.characters.push(if one.is_ascii_digit() { '0' } else { one });
                    plain.places.push((paragraph, position));
                }
            }
        }
        plain
    }

    /// The hash of every gram with its place, in order of the hashes.
    fn grams(&self) -> Vec<(u64, usize)> {
        let mut grams: Vec<_> = self.characters.windows(GRAM).enumerate().map(|(at, gram)| (hash(gram), at)).collect();
        grams.sort_unstable();
        grams
    }

    fn char_range(&self, start: usize, end: usize) -> Option<CharRange> {
        let (paragraph, first) = *self.places.get(start)?;
        let (_, last) = *self.places.get(end.checked_sub(1)?)?;
        Some(CharRange { paragraph, start: first, end: last + 1 })
    }
}

fn hash(gram: &[char]) -> u64 {
    hash_64(gram.iter().copied())
}

fn compared(section: SectionId, here: &NormalisedText, there: &NormalisedText) -> SectionSimilarity {
    let grams = there.grams();
    let (mut at, mut shared, mut matches) = (0, 0, Vec::new());
    while let Some(gram) = here.characters.get(at..at + GRAM) {
        let wanted = hash(gram);
        let first = grams.partition_point(|(hash, _)| *hash < wanted);
        let same =
            grams.get(first..).unwrap_or_default().iter().take_while(|(hash, _)| *hash == wanted).take(MAX_CANDIDATES);
        let best = same.map(|(_, from)| (common_length(here, at, there, *from), *from)).max();
        match best {
            Some((length, from)) if length >= GRAM => {
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
