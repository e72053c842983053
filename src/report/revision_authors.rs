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
    /// Whether all that the text has otherwise than what it comes from was tracked.
    is_all_tracked: bool,
    /// The characters of the shown text, each end of paragraph as an end of line.
    shown: Vec<char>,
    places: ItemPlaces,
}

/// Words that one person changed among others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AuthoredPiece {
    /// The characters that were taken out, counted from the first of all those that stood there before.
    pub taken: Range<usize>,
    /// Where what was put in stands.
    pub put: TextRange,
    /// Who did it; `None` where that was not tracked.
    pub reviser: Option<Reviser>,
}

/// Who did what of one change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Account {
    /// By how many characters the pieces stand behind the span that was asked for, where the change reads the same.
    pub slide: isize,
    /// What was done by one person after another, in order; none where nothing is tracked in the text.
    pub pieces: Vec<AuthoredPiece>,
}

/// What was taken out and what was put in.
type Words = (String, String);

/// So many characters are looked for a change that reads the same.
const MOST_SLIDES: usize = 64;

/// So many characters around a change are looked for who made it, where all is tracked and it is told otherwise.
const WIDE: usize = 2_000;

impl Account {
    /// Who did it, or the first of those who did; `None` where nobody tracked it.
    pub fn reviser(&self) -> Option<&Reviser> {
        self.pieces.iter().find_map(|piece| piece.reviser.as_ref())
    }

    /// Whether more than one did it.
    pub fn is_of_several(&self) -> bool {
        self.pieces.windows(2).any(|pair| matches!(pair, [one, other] if one.reviser != other.reviser))
    }
}

impl AuthoredText<'_> {
    /// The tracked changes of a text that was made of `base`.
    pub fn of<'a>(base: &RichText, text: &RichText, part: ReportText, revisions: &'a Revisions) -> AuthoredText<'a> {
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
        let own = items.iter().filter(|(_, item)| item.is_shown());
        let shown = own.map(|(_, item)| item.character.unwrap_or('\n')).collect();
        let was = || items.iter().map(|(_, item)| item).filter(|item| item.marks.inserted.is_none());
        let before = base.paragraphs.iter().flat_map(|one| one.text().chars().chain(['\n']).collect::<Vec<_>>());
        let is_all_tracked = was().map(|item| item.character.unwrap_or('\n')).eq(before);
        AuthoredText { revisions, items, is_all_tracked, shown, places: ItemPlaces::of(text) }
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

    /// Whose the change is that put the words of `span` in the place of `taken`: each piece of it with who did it.
    pub fn account(&self, span: TextRange, (taken, put): (&str, &str)) -> Account {
        if self.items.is_empty() {
            return Account::default();
        }
        let exact = self.slides(span, (taken, put)).find_map(|(slide, span, words)| {
            let pieces = self.parted(self.exactly(span, (&words.0, &words.1))?);
            Some(Account { slide, pieces })
        });
        exact.unwrap_or_else(|| Account { slide: 0, pieces: self.as_far_as_tracked(span, taken) })
    }

    /// Whose all the changes of the text are, where all are tracked.
    pub fn whole(&self) -> Account {
        let pieces = if self.is_all_tracked { self.parted(&self.items) } else { Vec::new() };
        Account { slide: 0, pieces }
    }

    /// The span, and those beside it where the same change reads the same: of words that stand there twice, which ones were
    /// put in or taken out is one for whoever compares texts. Each with by how many characters it stands behind.
    fn slides(&self, span: TextRange, (taken, put): (&str, &str)) -> impl Iterator<Item = (isize, TextRange, Words)> {
        let words: Words = (taken.to_owned(), put.to_owned());
        let is_one = taken.is_empty() != put.is_empty();
        let (from, to) = (self.places.number(span.start()), self.places.number(span.end()));
        let text: Vec<char> = if taken.is_empty() { put } else { taken }.chars().collect();
        let mut found = vec![(0, span, words)];
        let turned = |text: &[char]| -> Words {
            let text = text.iter().collect();
            if taken.is_empty() { (String::new(), text) } else { (text, String::new()) }
        };
        for is_back in [true, false] {
            let mut text = text.clone();
            for (step, slide) in (1..=MOST_SLIDES).zip(1_isize..).take_while(|_| is_one) {
                let beside = if is_back { from.checked_sub(step) } else { to.checked_add(step - 1) };
                let edge = if is_back { text.last() } else { text.first() };
                if beside.and_then(|at| self.shown.get(at)) != edge {
                    break;
                }
                if is_back {
                    text.rotate_right(1)
                } else {
                    text.rotate_left(1)
                }
                let moved = |at: usize| if is_back { at.saturating_sub(step) } else { at + step };
                let span = TextRange::new(self.places.position(moved(from)), self.places.position(moved(to)));
                found.push((if is_back { -slide } else { slide }, span, turned(&text)));
            }
        }
        found.into_iter()
    }

    /// The items that say of a span that these words were taken out there and those put in; `None` where they say otherwise.
    fn exactly(&self, span: TextRange, (taken, put): (&str, &str)) -> Option<&[(TextPosition, ReviewItem)]> {
        let near = self.beside(span, 0);
        let is_edge = |at: &TextPosition, item: &ReviewItem, edge: TextPosition| !item.is_shown() && *at == edge;
        let head = near.iter().take_while(|(at, item)| is_edge(at, item, span.start())).count();
        // The item behind the span is not of it.
        let end = near.iter().rposition(|(at, item)| *at < span.end() || is_edge(at, item, span.end()));
        let near = near.get(..end.map_or(0, |end| end + 1))?;
        let tail = near.iter().rev().take_while(|(at, item)| is_edge(at, item, span.end())).count();
        let was = |items: &[(TextPosition, ReviewItem)]| {
            items.iter().filter(|(_, item)| item.marks.inserted.is_none()).count()
        };
        let (wanted, own) = (taken.chars().count(), was(near));
        let mut before = 0;
        for from in 0..=head.min(near.len()) {
            let mut behind = 0;
            for to in (near.len().saturating_sub(tail).max(from)..=near.len()).rev() {
                behind += near.get(to..=to).map_or(0, was);
                if before + behind + wanted != own {
                    continue;
                }
                let items = near.get(from..to).unwrap_or_default();
                if was_and_is(items) == (taken.to_owned(), put.to_owned()) {
                    return Some(items);
                }
            }
            before += near.get(from..=from).map_or(0, was);
        }
        None
    }

    /// What is tracked of a change that not all is tracked of: what was put in as it is marked, and who took out what stood
    /// there, if somebody did.
    fn as_far_as_tracked(&self, span: TextRange, taken: &str) -> Vec<AuthoredPiece> {
        let near = self.beside(span, 1);
        let is_inside = |at: &TextPosition| span.start() <= *at && *at < span.end();
        let words: Vec<char> = taken.chars().collect();
        let count = words.len();
        let mut pieces: Vec<AuthoredPiece> = Vec::new();
        if count > 0 {
            // They stand together there, whoever took out which of them, or they are not tracked.
            let own = self.taken_out(near, &words).or_else(|| {
                let wide = Some(self.beside(span, WIDE)).filter(|_| self.is_all_tracked)?;
                self.taken_out(wide, &words)
            });
            let put = TextRange::at(span.start());
            let own = match own {
                Some(own) => own.into_iter().map(Some).collect(),
                None => self.partly_taken_out(span, &words),
            };
            let mut from = 0;
            for run in own.chunk_by(|one, other| one == other) {
                let reviser = run.first().copied().flatten().and_then(|id| self.reviser_of(id));
                pieces.push(AuthoredPiece { taken: from..from + run.len(), put, reviser });
                from += run.len();
            }
        }
        let shown: Vec<&(TextPosition, ReviewItem)> =
            near.iter().filter(|(at, item)| item.is_shown() && is_inside(at)).collect();
        for run in shown.chunk_by(|one, other| one.1.marks.inserted == other.1.marks.inserted) {
            let (Some((start, first)), Some((last, item))) = (run.first(), run.last()) else { continue };
            let reviser = first.marks.inserted.and_then(|id| self.reviser_of(id));
            let put = TextRange::new(*start, behind(*last, item));
            match pieces.last_mut().filter(|last| last.reviser == reviser) {
                Some(last) => last.put = TextRange::new(last.put.start(), put.end()),
                None => pieces.push(AuthoredPiece { taken: count..count, put, reviser }),
            }
        }
        if self.is_all_tracked {
            // Somebody did it, where the same words stand or stood as well.
            for piece in pieces.iter_mut().filter(|piece| piece.reviser.is_none()) {
                let put: String = shown
                    .iter()
                    .filter(|(at, _)| piece.put.start() <= *at && *at < piece.put.end())
                    .filter_map(|(_, item)| item.character)
                    .collect();
                let did = if piece.taken.is_empty() {
                    self.nearest(piece.put.start(), &put, put_in)
                } else {
                    self.nearest(piece.put.start(), taken.trim_matches('\n'), taken_out)
                };
                piece.reviser =
                    did.or_else(|| self.nearest(piece.put.start(), "", |item| put_in(item).or(taken_out(item))));
            }
        }
        pieces
    }

    /// Who took out each of these characters, where they stand together among those that were.
    fn taken_out(&self, items: &[(TextPosition, ReviewItem)], words: &[char]) -> Option<Vec<RevisionId>> {
        let gone = items.iter().filter_map(|(_, item)| Some((item.character.unwrap_or('\n'), taken_out(item)?)));
        let gone: Vec<(char, RevisionId)> = gone.collect();
        let is_same = |own: &&[(char, RevisionId)]| own.iter().map(|(one, _)| one).eq(words);
        let own = gone.windows(words.len()).find(is_same)?;
        Some(own.iter().map(|(_, id)| *id).collect())
    }

    /// Who took out each of these characters, as far as what was taken out there is tracked.
    fn partly_taken_out(&self, span: TextRange, words: &[char]) -> Vec<Option<RevisionId>> {
        let mut found = vec![None; words.len()];
        let mut next = 0;
        for run in self.beside(span, 0).chunk_by(|one, other| taken_out(&one.1) == taken_out(&other.1)) {
            let gone: Vec<char> = run.iter().map(|(_, item)| item.character.unwrap_or('\n')).collect();
            let id = run.first().and_then(|(_, item)| taken_out(item));
            let rest = words.get(next..).unwrap_or_default();
            if let Some(at) = id.and_then(|_| rest.windows(gone.len()).position(|own| own == gone)) {
                found.iter_mut().skip(next + at).take(gone.len()).for_each(|slot| *slot = id);
                next += at + gone.len();
            }
        }
        found
    }

    fn parted(&self, items: &[(TextPosition, ReviewItem)]) -> Vec<AuthoredPiece> {
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
                    let put = TextRange::new(*at, end);
                    found.push((id, AuthoredPiece { taken: before..next, put, reviser: self.reviser_of(id) }));
                }
            }
            (before, is_apart) = (next, false);
        }
        found.into_iter().map(|(_, piece)| piece).collect()
    }

    /// Who made the change with these words that is nearest to a position.
    fn nearest(&self, at: TextPosition, words: &str, id: fn(&ReviewItem) -> Option<RevisionId>) -> Option<Reviser> {
        let number = self.places.number(at);
        let near = self.beside(TextRange::at(at), WIDE);
        let runs = near.chunk_by(|one, other| id(&one.1) == id(&other.1)).filter_map(|run| {
            let (at, first) = run.first()?;
            let id = id(first)?;
            let text: String = run.iter().filter_map(|(_, item)| item.character).collect();
            text.contains(words).then(|| (self.places.number(*at).abs_diff(number), id))
        });
        self.reviser_of(runs.min_by_key(|(distance, _)| *distance)?.1)
    }

    fn reviser_of(&self, id: RevisionId) -> Option<Reviser> {
        self.revisions.mark(id).map(|mark| Reviser { by: mark.by.clone(), at: mark.at })
    }

    /// The items of a span, those that were taken out beside it, and so many shown ones around.
    fn beside(&self, span: TextRange, around: usize) -> &[(TextPosition, ReviewItem)] {
        let from = self.places.number(span.start()).saturating_sub(around);
        let to = self.places.number(span.end()).saturating_add(around);
        let first = self.items.partition_point(|(at, _)| self.places.number(*at) < from);
        let end = self.items.partition_point(|(at, _)| self.places.number(*at) <= to);
        self.items.get(first..end).unwrap_or_default()
    }
}

/// The change that put in what is shown.
fn put_in(item: &ReviewItem) -> Option<RevisionId> {
    item.marks.inserted.filter(|_| item.is_shown())
}

/// The change that took out what stood there before any.
fn taken_out(item: &ReviewItem) -> Option<RevisionId> {
    item.marks.deleted.filter(|_| item.marks.inserted.is_none())
}

/// How items read before they were changed, and how they read now.
fn was_and_is(items: &[(TextPosition, ReviewItem)]) -> (String, String) {
    let text = |is_in: fn(&ReviewItem) -> bool| {
        let own = items.iter().filter(|(_, item)| is_in(item));
        own.map(|(_, item)| item.character.unwrap_or('\n')).collect()
    };
    (text(|item| item.marks.inserted.is_none()), text(ReviewItem::is_shown))
}
