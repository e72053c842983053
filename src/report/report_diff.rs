//! The differences between two versions of a report, for a user who must choose one. Must not know
//! why there are two or which is better.

use std::collections::{BTreeMap, BTreeSet};

use super::sequence_diff::shared;
use super::{CharRange, Comment, CommentId, Place, Report, ReportText, RevisionEntry};
use crate::form::CellKey;
use crate::richtext::{Paragraph, RichText};

/// One passage that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The place in the newer version; for a deleted passage, the place where it was.
    pub place: Place,
    /// What the older version has there, empty for nothing.
    pub older: String,
    /// What the newer version has there, empty for nothing. Where only the formatting differs, both
    /// are equal.
    pub newer: String,
    /// The paragraph in both versions, the older first, where only its formatting differs.
    pub formatting: Option<Box<[Paragraph; 2]>>,
    /// Which version has a paragraph without words that the other lacks; both texts are empty then.
    pub blank_paragraph: Option<DiffSide>,
}

/// One of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffSide {
    /// The older one.
    Older,
    /// The newer one.
    Newer,
}

impl Difference {
    /// A passage that has other words.
    const fn of_words(place: Place, older: String, newer: String) -> Difference {
        Difference { place, older, newer, formatting: None, blank_paragraph: None }
    }
}

/// Every passage in which `newer` differs from `older`, in the order of the report: metadata,
/// paragraphs, entered numbers, notes.
pub fn differences(older: &Report, newer: &Report) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |place: Place, older: String, newer: String| {
        if older != newer {
            found.push(Difference::of_words(place, older, newer));
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
    found.extend(differing.map(|(place, older, newer)| Difference::of_words(place, older, newer)));
    found
}

/// As [`differences()`], with the comments that differ, and the tracked changes that were made or settled where nothing else
/// differs.
pub fn differences_with_review(older: &Report, newer: &Report) -> Vec<Difference> {
    let mut found = differences(older, newer);
    let said = |comment: &Comment| {
        let remarks = std::iter::once(&comment.remark).chain(&comment.replies);
        let lines: Vec<String> = remarks.map(|one| format!("{}：{}", one.by, one.text)).collect();
        lines.join("\n") + if comment.done { " √" } else { "" }
    };
    let own = |report: &Report, id: CommentId| report.comments.iter().find(|one| one.id == id).map(said);
    let comments: BTreeMap<CommentId, Place> =
        older.comments.iter().chain(&newer.comments).map(|one| (one.id, one.place)).collect();
    for (id, place) in comments {
        let (one, other) = (own(older, id).unwrap_or_default(), own(newer, id).unwrap_or_default());
        if one != other {
            found.push(Difference::of_words(place, one, other));
        }
    }
    let passage = |place: Place| place.spot().map(|(part, spot)| (part, spot.paragraph));
    let changed: Vec<(Place, Option<(ReportText, usize)>)> =
        found.iter().map(|one| (one.place, passage(one.place))).collect();
    let is_told = |place: Place| {
        let own = passage(place);
        changed.iter().any(|(other, of)| *other == place || own.is_some() && *of == own)
    };
    let line = |one: &RevisionEntry| format!("{}：-{} +{}", one.by, one.removed, one.added);
    let [before, after] = [older, newer].map(Report::revision_entries);
    let is_in = |all: &[RevisionEntry], one: &RevisionEntry| all.iter().any(|other| line(other) == line(one));
    for one in before.iter().filter(|one| !is_in(&after, one) && !is_told(one.place)) {
        found.push(Difference::of_words(one.place, line(one), String::new()));
    }
    for one in after.iter().filter(|one| !is_in(&before, one) && !is_told(one.place)) {
        found.push(Difference::of_words(one.place, String::new(), line(one)));
    }
    found
}

fn signature(report: &Report) -> String {
    report.signature.as_ref().map(|one| format!("{} {}", one.unit, one.date.official())).unwrap_or_default()
}

/// The passages of one text: runs of paragraphs between those that both versions share.
fn passages(part: ReportText, older: &[Paragraph], newer: &[Paragraph]) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut from = (0, 0);
    let ends = (older.len(), newer.len());
    let [older_keys, newer_keys] = keys(older, newer);
    for pair in shared(&older_keys, &newer_keys).into_iter().chain([ends]) {
        let own = older.get(from.0..pair.0).unwrap_or_default();
        let other = newer.get(from.1..pair.1).unwrap_or_default();
        // Where only the formatting is another, the same words face each other.
        let mut within = (0, 0);
        let texts = [own, other].map(|side| side.iter().map(Paragraph::text_with_figure).collect::<Vec<_>>());
        let [own_texts, other_texts] = &texts;
        for (one, two) in shared(own_texts, other_texts).into_iter().chain([(own.len(), other.len())]) {
            let words = (own.get(within.0..one).unwrap_or_default(), other.get(within.1..two).unwrap_or_default());
            found.extend(others(part, words.0, words.1, from.1 + within.1));
            if let (Some(former), Some(now)) = (own.get(one), other.get(two)) {
                let place = part.place(CharRange { paragraph: from.1 + two, start: 0, end: now.length() });
                let formatting = Some(Box::new([former.clone(), now.clone()]));
                found.push(Difference {
                    place,
                    older: former.text_with_figure(),
                    newer: now.text_with_figure(),
                    formatting,
                    blank_paragraph: None,
                });
            }
            within = (one + 1, two + 1);
        }
        from = (pair.0 + 1, pair.1 + 1);
    }
    found
}

/// Paragraphs with other words, compared in pairs; the rest of the longer side is compared with nothing.
/// `first` is the number of the first newer one.
fn others<'a>(
    part: ReportText,
    older: &'a [Paragraph],
    newer: &'a [Paragraph],
    first: usize,
) -> impl Iterator<Item = Difference> + 'a {
    (0..older.len().max(newer.len())).map(move |index| {
        let (one, two) = (older.get(index), newer.get(index));
        let text = |paragraph: Option<&Paragraph>| paragraph.map(Paragraph::text_with_figure).unwrap_or_default();
        let (paragraph, end) = (first + index.min(newer.len()), two.map_or(0, Paragraph::length));
        let difference = Difference::of_words(part.place(CharRange { paragraph, start: 0, end }), text(one), text(two));
        let blank_paragraph = match (one, two) {
            _ if !(difference.older.is_empty() && difference.newer.is_empty()) => None,
            (Some(_), None) => Some(DiffSide::Older),
            (None, Some(_)) => Some(DiffSide::Newer),
            _ => None,
        };
        Difference { blank_paragraph, ..difference }
    })
}

/// Paragraphs as keys that are equal where the paragraphs are: their words, and which of the paragraphs with
/// these words each is like.
fn keys<'a>(older: &'a [Paragraph], newer: &'a [Paragraph]) -> [Vec<(String, usize)>; 2] {
    let mut kinds: BTreeMap<String, Vec<&'a Paragraph>> = BTreeMap::new();
    [older, newer].map(|side| {
        let key = |paragraph: &'a Paragraph| {
            let text = paragraph.text_with_figure();
            let kinds = kinds.entry(text.clone()).or_default();
            let kind = kinds.iter().position(|kind| *kind == paragraph).unwrap_or_else(|| {
                kinds.push(paragraph);
                kinds.len() - 1
            });
            (text, kind)
        };
        side.iter().map(key).collect()
    })
}
