//! Who changed what of a reviewed text: the words that differ from those of the base, parted by the people whose tracked
//! changes they are. Must not know what is merged.

use std::ops::Range;

use super::reviewed_text::{ItemPlaces, ReviewItem, ReviewedText, behind};
use super::revision::{RevisionId, Revisions};
use super::{ReportText, Reviser};
use crate::richtext::{RichText, TextPosition, TextRange};

/// A text with its tracked changes, laid out once for all that is asked of it.
pub(super) struct AuthoredText<'a> {
    revisions: &'a Revisions,
    /// The items, each with the position in the shown text before it.
    items: Vec<(TextPosition, ReviewItem)>,
    places: ItemPlaces,
}

/// Words that one person changed among others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AuthoredPiece {
    /// The characters that were taken out, counted from the first of all those that stood there before.
    pub taken: Range<usize>,
    /// Where what was put in stands.
    pub put: TextRange,
    /// Who did it.
    pub reviser: Reviser,
}

impl AuthoredText<'_> {
    pub fn of<'a>(text: &RichText, part: ReportText, revisions: &'a Revisions) -> AuthoredText<'a> {
        let mut at = TextPosition::default();
        let mut items = Vec::new();
        // Most texts have none.
        if revisions.of_text(part).next().is_some() {
            for item in ReviewedText::of(text, revisions.of_text(part)).items {
                let before = at;
                if item.is_shown() {
                    at = behind(at, &item);
                }
                items.push((before, item));
            }
        }
        AuthoredText { revisions, items, places: ItemPlaces::of(text) }
    }

    /// Whether `by` took these words out and put those in within or beside a span.
    pub fn has_change(&self, span: TextRange, (taken, put): (&str, &str), by: &str) -> bool {
        let (mut out, mut new) = (String::new(), String::new());
        for (_, item) in self.beside(span, 0) {
            let is_of = |id: Option<RevisionId>| id.is_some_and(|id| self.revisions.is_of(id, by));
            if is_of(item.marks.deleted) {
                out.push(item.character.unwrap_or('\n'));
            } else if is_of(item.marks.inserted) {
                new.push(item.character.unwrap_or('\n'));
            }
        }
        !(taken.is_empty() && put.is_empty()) && out.contains(taken) && new.contains(put)
    }

    /// Who changed the words of a span, or took out words beside it.
    pub fn reviser(&self, span: TextRange, taken: &str) -> Option<Reviser> {
        // Where whole paragraphs were taken out, nobody knows of which two ends of paragraph one is gone.
        let items = || self.beside(span, 1);
        let is_inside = |at: &TextPosition| span.start() <= *at && *at < span.end();
        let put = || items().find_map(|(at, item)| item.marks.inserted.filter(|_| is_inside(at) && item.is_shown()));
        let removed = || {
            let words = taken.trim_matches('\n');
            let is_of = |items: &[&(TextPosition, ReviewItem)]| {
                let text: String = items.iter().filter_map(|(_, item)| item.character).collect();
                text.contains(&words.replace('\n', ""))
            };
            let near: Vec<&(TextPosition, ReviewItem)> = items().collect();
            let runs = near.chunk_by(|one, other| one.1.marks.deleted == other.1.marks.deleted);
            let mut gone = runs.filter(|run| run.first().is_some_and(|(_, item)| item.marks.deleted.is_some()));
            gone.find(|run| is_of(run)).and_then(|run| run.first()?.1.marks.deleted)
        };
        let any = || items().find_map(|(_, item)| item.marks.inserted.or(item.marks.deleted));
        let id = if span.start() == span.end() { removed() } else { put() }.or_else(any)?;
        self.reviser_of(id)
    }

    /// What was done where words of the base stood, `taken`, and `span` stands now, by one person after another; nothing where
    /// one person did it all or the tracked changes tell otherwise.
    pub fn pieces(&self, span: TextRange, (taken, put): (&str, &str)) -> Vec<AuthoredPiece> {
        let near: Vec<&(TextPosition, ReviewItem)> = self.beside(span, 0).collect();
        let is_edge = |at: &TextPosition, item: &ReviewItem, edge: TextPosition| !item.is_shown() && *at == edge;
        let head = near.iter().take_while(|(at, item)| is_edge(at, item, span.start())).count();
        // The item behind the span is not of it.
        let end = near.iter().rposition(|(at, item)| *at < span.end() || is_edge(at, item, span.end()));
        let near = near.get(..end.map_or(0, |end| end + 1)).unwrap_or_default();
        let tail = near.iter().rev().take_while(|(at, item)| is_edge(at, item, span.end())).count();
        for from in 0..=head.min(near.len()) {
            for to in (near.len().saturating_sub(tail).max(from)..=near.len()).rev() {
                let items = near.get(from..to).unwrap_or_default();
                if was_and_is(items) == (taken.to_owned(), put.to_owned()) {
                    return self.parted(items);
                }
            }
        }
        Vec::new()
    }

    fn parted(&self, items: &[&(TextPosition, ReviewItem)]) -> Vec<AuthoredPiece> {
        let mut found: Vec<(RevisionId, AuthoredPiece)> = Vec::new();
        let mut before = 0;
        let mut is_apart = true;
        for (at, item) in items {
            let id = match (item.marks.deleted, item.marks.inserted) {
                (Some(_), Some(_)) => continue,
                (Some(id), None) | (None, Some(id)) => id,
                (None, None) => {
                    (before, is_apart) = (before + 1, true);
                    continue;
                }
            };
            let is_taken = item.marks.deleted.is_some();
            let end = if is_taken { *at } else { behind(*at, item) };
            let next = before + usize::from(is_taken);
            match found.last_mut().filter(|(last, _)| *last == id && !is_apart) {
                Some((_, piece)) => (piece.taken.end, piece.put) = (next, TextRange::new(piece.put.start(), end)),
                None => {
                    let Some(reviser) = self.reviser_of(id) else { return Vec::new() };
                    let put = TextRange::new(*at, end);
                    found.push((id, AuthoredPiece { taken: before..next, put, reviser }));
                }
            }
            (before, is_apart) = (next, false);
        }
        let mut pieces: Vec<AuthoredPiece> = found.into_iter().map(|(_, piece)| piece).collect();
        let first = pieces.first().map(|piece| piece.reviser.clone());
        if pieces.iter().all(|piece| Some(&piece.reviser) == first.as_ref()) {
            pieces.clear();
        }
        pieces
    }

    fn reviser_of(&self, id: RevisionId) -> Option<Reviser> {
        self.revisions.mark(id).map(|mark| Reviser { by: mark.by.clone(), at: mark.at })
    }

    /// The items of a span, those that were taken out beside it, and so many shown ones around.
    fn beside(&self, span: TextRange, around: usize) -> impl Iterator<Item = &(TextPosition, ReviewItem)> {
        let from = self.places.number(span.start()).saturating_sub(around);
        let to = self.places.number(span.end()).saturating_add(around);
        let number = |at: &TextPosition| self.places.number(*at);
        let first = self.items.partition_point(|(at, _)| number(at) < from);
        let rest = self.items.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(at, _)| self.places.number(*at) <= to)
    }
}

/// How items read before they were changed, and how they read now.
fn was_and_is(items: &[&(TextPosition, ReviewItem)]) -> (String, String) {
    let text = |is_in: fn(&ReviewItem) -> bool| {
        let own = items.iter().filter(|(_, item)| is_in(item));
        own.map(|(_, item)| item.character.unwrap_or('\n')).collect()
    };
    (text(|item| item.marks.inserted.is_none()), text(ReviewItem::is_shown))
}
