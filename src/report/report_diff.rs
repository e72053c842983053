//! The differences between two versions of a report, for a user who must choose one. Must not know
//! why there are two or which is better.

use std::collections::BTreeSet;

use super::{CharRange, Place, Report, ReportText};
use crate::form::CellKey;
use crate::richtext::{Paragraph, RichText};

/// One passage that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The place in the newer version; for a deleted passage, the place where it was.
    pub place: Place,
    /// What the older version has there, empty for nothing.
    pub older: String,
    /// What the newer version has there, empty for nothing. Where only the formatting differs, both
    /// are equal.
    pub newer: String,
}

/// Every passage in which `newer` differs from `older`, in the order of the report: metadata,
/// paragraphs, entered numbers, notes.
pub fn differences(older: &Report, newer: &Report) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |place: Place, older: String, newer: String| {
        if older != newer {
            found.push(Difference { place, older, newer });
        }
    };
    compare(Place::Unit, older.unit.name.clone(), newer.unit.name.clone());
    compare(Place::Year, older.year.to_string(), newer.year.to_string());
    compare(Place::Title, older.title.clone().unwrap_or_default(), newer.title.clone().unwrap_or_default());
    compare(Place::Signature, signature(older), signature(newer));
    let nothing = RichText::default();
    for part in ReportText::ALL {
        let (one, other) = (older.part(part).unwrap_or(&nothing), newer.part(part).unwrap_or(&nothing));
        found.extend(passages(part, &one.paragraphs, &other.paragraphs));
    }
    let cells: BTreeSet<CellKey> = older.numbers.iter().chain(newer.numbers.iter()).map(|(key, _)| key).collect();
    let shown = |report: &Report, key| report.numbers.get(key).map(|number| number.to_string()).unwrap_or_default();
    let cells = cells.into_iter().map(|key| (Place::Cell(key), shown(older, key), shown(newer, key)));
    let notes: BTreeSet<CellKey> = older.notes.keys().chain(newer.notes.keys()).copied().collect();
    let note = |report: &Report, key| report.notes.get(&key).cloned().unwrap_or_default();
    let notes = notes.into_iter().map(|key| (Place::Note(key), note(older, key), note(newer, key)));
    let differing = cells.chain(notes).filter(|(_, older, newer)| older != newer);
    found.extend(differing.map(|(place, older, newer)| Difference { place, older, newer }));
    found
}

fn signature(report: &Report) -> String {
    report.signature.as_ref().map(|one| format!("{} {}", one.unit, one.date.official())).unwrap_or_default()
}

/// The passages of one text: runs of paragraphs between those that both versions share.
fn passages(part: ReportText, older: &[Paragraph], newer: &[Paragraph]) -> Vec<Difference> {
    let mut found = Vec::new();
    let (mut from_older, mut from_newer) = (0, 0);
    for (at_older, at_newer) in shared(older, newer).into_iter().chain([(older.len(), newer.len())]) {
        let own = older.get(from_older..at_older).unwrap_or_default();
        let other = newer.get(from_newer..at_newer).unwrap_or_default();
        let spot = |paragraph, end| part.place(CharRange { paragraph, start: 0, end });
        // Paragraphs are compared in pairs; the rest of the longer side is compared with nothing.
        for index in 0..own.len().max(other.len()) {
            let (one, two) = (own.get(index), other.get(index));
            let text = |paragraph: Option<&Paragraph>| paragraph.map(Paragraph::text).unwrap_or_default();
            let place = spot(from_newer + index.min(other.len()), two.map_or(0, Paragraph::length));
            found.push(Difference { place, older: text(one), newer: text(two) });
        }
        (from_older, from_newer) = (at_older + 1, at_newer + 1);
    }
    found
}

/// The longest common subsequence of paragraphs, as pairs of their numbers.
fn shared(older: &[Paragraph], newer: &[Paragraph]) -> Vec<(usize, usize)> {
    let same = older.iter().zip(newer).take_while(|(one, other)| one == other).count();
    let (rest_older, rest_newer) = (older.get(same..).unwrap_or_default(), newer.get(same..).unwrap_or_default());
    let ends = rest_older.iter().rev().zip(rest_newer.iter().rev()).take_while(|(one, other)| one == other).count();
    let (middle_older, middle_newer) = (rest_older.len() - ends, rest_newer.len() - ends);
    let mut pairs: Vec<(usize, usize)> = (0..same).map(|at| (at, at)).collect();
    // The length of the longest common subsequence from each pair on, for every pair of the middle.
    let width = middle_newer + 1;
    let mut longest = vec![0_usize; (middle_older + 1) * width];
    let at = |one: usize, other: usize| one * width + other;
    let get = |longest: &[usize], index: usize| longest.get(index).copied().unwrap_or(0);
    let equal = |one: usize, other: usize| rest_older.get(one) == rest_newer.get(other);
    for one in (0..middle_older).rev() {
        for other in (0..middle_newer).rev() {
            let length = if equal(one, other) {
                get(&longest, at(one + 1, other + 1)) + 1
            } else {
                get(&longest, at(one + 1, other)).max(get(&longest, at(one, other + 1)))
            };
            if let Some(slot) = longest.get_mut(at(one, other)) {
                *slot = length;
            }
        }
    }
    let (mut one, mut other) = (0, 0);
    while one < middle_older && other < middle_newer {
        if equal(one, other) {
            pairs.push((same + one, same + other));
            (one, other) = (one + 1, other + 1);
        } else if get(&longest, at(one + 1, other)) >= get(&longest, at(one, other + 1)) {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs.extend((0..ends).map(|end| (same + middle_older + end, same + middle_newer + end)));
    pairs
}
