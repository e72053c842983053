//! What the claim reader needs to know of a passage: its words and numbers, and which words belong to
//! which number. Must not read claims.

use std::ops::Range;

use super::vocabulary::{VocabularyWord, WordSense};
use super::{Claim, ClaimScope, Numeral, NumeralUnit};
use crate::check::passage::Passage;
use crate::form::Form;

/// How many words before a number are looked at.
pub(super) const WORDS: usize = 16;
/// How many characters before a number are looked at.
const REACH: usize = 60;

/// What the claim reader needs to know of a passage.
pub(super) struct ClaimContext<'a> {
    pub form: &'a Form,
    pub passage: &'a Passage,
    pub year: u16,
    /// Whether it, or the heading above it, is about disclosure on request.
    pub about_requests: bool,
    /// Whether it mentions the disclosure of information at all.
    pub about_disclosure: bool,
    pub numerals: &'a [Numeral],
    pub words: Vec<VocabularyWord>,
    /// How many brackets are open at each character.
    pub depths: Vec<u16>,
}

impl ClaimContext<'_> {
    /// The words before a number that belong to it: since the number before it, in the same sentence
    /// and the same brackets.
    pub fn left(&self, at: usize, sentence: &Range<usize>) -> &[VocabularyWord] {
        let Some(numeral) = self.numerals.get(at) else { return &[] };
        let before = self.numerals.get(at.saturating_sub(WORDS)..at).unwrap_or_default().iter().rev();
        let depth = |at: usize| self.depths.get(at).copied().unwrap_or_default();
        let own = depth(numeral.digits.start);
        let former = before.filter(|one| !matches!(one.unit, NumeralUnit::None | NumeralUnit::Year));
        let former = former.filter(|one| depth(one.digits.start) <= own).map(|one| one.end).next().unwrap_or_default();
        let from = former.max(sentence.start).max(numeral.digits.start.saturating_sub(REACH));
        between(&self.words, from, numeral.digits.start)
    }

    /// The words after a number up to the end of its clause, and that end.
    pub fn right(&self, at: usize) -> (&[VocabularyWord], usize) {
        let Some(numeral) = self.numerals.get(at) else { return (&[], 0) };
        let limit = self.numerals.get(at + 1).map_or(usize::MAX, |next| next.digits.start).min(numeral.end + REACH);
        let mut end = numeral.end;
        while let Some(one) = self.passage.at(end).filter(|_| end < limit) {
            if matches!(one, '，' | '。' | '；' | '、' | '：' | '）' | '（') {
                break;
            }
            end += 1;
        }
        (between(&self.words, numeral.end, end), end)
    }

    /// Whether a claim and a number are at the same depth of brackets.
    pub fn at_same_depth(&self, claim: &Claim, numeral: &Numeral) -> bool {
        self.depths.get(claim.digits.start) == self.depths.get(numeral.digits.start)
    }

    /// Whose number a sentence gives, by the last word before the number that says so.
    pub fn scope(&self, from: usize, to: usize) -> ClaimScope {
        let near = between(&self.words, from.max(to.saturating_sub(2 * REACH)), to);
        let scope = near.iter().rev().find_map(|word| match word.sense {
            WordSense::Own => Some(ClaimScope::Own),
            WordSense::Whole => Some(ClaimScope::Whole),
            _ => None,
        });
        scope.unwrap_or(ClaimScope::Usual)
    }
}

/// How many brackets are open at each character.
pub(super) fn depths(passage: &Passage) -> Vec<u16> {
    let mut depth = 0_u16;
    let of = |one: &char| {
        match one {
            '（' => depth = depth.saturating_add(1),
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    };
    passage.characters().iter().map(of).collect()
}

/// The words that lie between two characters.
pub(super) fn between(words: &[VocabularyWord], from: usize, to: usize) -> &[VocabularyWord] {
    let first = words.partition_point(|word| word.start < from);
    let last = words.partition_point(|word| word.end <= to).max(first);
    let kept = words.get(first..last).unwrap_or_default();
    kept.get(kept.len().saturating_sub(WORDS)..).unwrap_or_default()
}
