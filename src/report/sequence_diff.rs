//! Which members of two sequences correspond, and what was taken out and put in between them: for
//! paragraphs and for the words of a text. Linear in memory, near linear in time. Must not know reports.

use std::collections::BTreeMap;

use imara_diff::{Algorithm, Diff, Token};

use crate::richtext::words;

/// A piece of a text beside its other version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordChange {
    /// Both have it.
    Same(String),
    /// Only the older has it.
    Removed(String),
    /// Only the newer has it.
    Added(String),
}

/// The members of two sequences that correspond, as pairs of their numbers in rising order. Members correspond
/// where their keys are equal.
pub(super) fn shared<K: Ord>(older: &[K], newer: &[K]) -> Vec<(usize, usize)> {
    let mut numbers: BTreeMap<&K, u32> = BTreeMap::new();
    let mut tokens = [older, newer].map(|keys| Vec::with_capacity(keys.len()));
    for (keys, tokens) in [older, newer].into_iter().zip(&mut tokens) {
        for key in keys {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            tokens.push(Token(*numbers.entry(key).or_insert(next)));
        }
    }
    let [before, after] = &tokens;
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, before, after, u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let (mut pairs, mut one, mut other) = (Vec::new(), 0, 0);
    let hunks = diff
        .hunks()
        .map(|hunk| (place(hunk.before.start), place(hunk.after.start), place(hunk.before.end), place(hunk.after.end)));
    let end = (older.len(), newer.len(), older.len(), newer.len());
    for (own_start, other_start, own_end, other_end) in hunks.chain([end]) {
        pairs.extend((one..own_start).zip(other..other_start));
        (one, other) = (own_end, other_end);
    }
    pairs
}

/// The older text and the newer one, word by word, what was taken out before what was put in.
pub fn word_changes(older: &str, newer: &str) -> Vec<WordChange> {
    let (own, other) = (words(older), words(newer));
    let mut changes = Vec::new();
    let mut add = |make: fn(String) -> WordChange, words: &[&str]| {
        if !words.is_empty() {
            changes.push(make(words.concat()));
        }
    };
    let (mut from, ends) = ((0, 0), (own.len(), other.len()));
    let mut same: Vec<&str> = Vec::new();
    for (one, two) in shared(&own, &other).into_iter().chain([ends]) {
        if (one, two) != from || (one, two) == ends {
            add(WordChange::Same, &same);
            same.clear();
            add(WordChange::Removed, own.get(from.0..one).unwrap_or_default());
            add(WordChange::Added, other.get(from.1..two).unwrap_or_default());
        }
        same.extend(own.get(one));
        from = (one + 1, two + 1);
    }
    changes
}
