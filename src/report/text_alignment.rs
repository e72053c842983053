//! Which characters and ends of a text are still there after it was edited. Must not know tracked changes.

use super::reviewed_text::{ItemPlaces, ReviewItem};
use super::sequence_diff::shared;
use crate::richtext::{GapBias, PositionMap, RichText, TextPosition, unchanged_ends};

/// So many steps are taken to follow every item through every movement; beyond it the texts are compared.
const MOST_STEPS: usize = 4_000_000;

/// For each item of `old`, in order, the item of `now` that it is. `moves` is how positions moved, as far as that is
/// known; the numbers rise.
pub(super) fn alignment(
    (old_text, old): (&RichText, &[&ReviewItem]),
    (now_text, now): (&RichText, &[ReviewItem]),
    moves: &[PositionMap],
) -> Vec<Option<usize>> {
    let (head, tail) = untouched_ends(old_text, now_text, moves);
    let (old_places, now_places) = (ItemPlaces::of(old_text), ItemPlaces::of(now_text));
    let start = |places: &ItemPlaces| places.number(TextPosition::new(head, 0));
    let end = |places: &ItemPlaces, count: usize| places.number(TextPosition::new(count - tail, 0));
    let (old_from, old_to) = (start(&old_places), end(&old_places, old_text.paragraphs.len()));
    let (now_from, now_to) = (start(&now_places), end(&now_places, now_text.paragraphs.len()));
    let old_middle = old.get(old_from..old_to).unwrap_or_default();
    let now_middle = now.get(now_from..now_to).unwrap_or_default();
    let middle = followed(old_middle, head, &now_places, (now, now_from..now_to), moves)
        .unwrap_or_else(|| compared(old_middle, now_middle, now_from));
    let mut all: Vec<Option<usize>> = (0..old_from.min(old.len())).map(Some).collect();
    all.extend(middle);
    all.extend((now_to..).take(old.len().saturating_sub(old_to)).map(Some));
    keep_equal_ends(&mut all, old, now);
    all
}

/// How many paragraphs before and behind everything that was edited are as they were.
fn untouched_ends(old: &RichText, now: &RichText, moves: &[PositionMap]) -> (usize, usize) {
    let (mut head, mut tail) = unchanged_ends(old.paragraphs.iter(), now.paragraphs.iter());
    let mut count = old.paragraphs.len();
    for one in moves {
        head = head.min(one.old.start().paragraph);
        tail = tail.min(count.saturating_sub(one.old.end().paragraph + 1));
        count = (count + one.end.paragraph).saturating_sub(one.old.end().paragraph);
    }
    (head, tail)
}

/// Follows the items of the paragraphs from `first` on; `None` where the movements do not tell what happened.
fn followed(
    old: &[&ReviewItem],
    first: usize,
    places: &ItemPlaces,
    (now, range): (&[ReviewItem], std::ops::Range<usize>),
    moves: &[PositionMap],
) -> Option<Vec<Option<usize>>> {
    if old.len().saturating_mul(moves.len()) > MOST_STEPS {
        return None;
    }
    let mut at = TextPosition::new(first, 0);
    let mut next = range.start;
    let mut found = Vec::with_capacity(old.len());
    for item in old {
        let mut position = Some(at);
        for one in moves {
            let is_gone = |at: &TextPosition| one.old.start() <= *at && *at < one.old.end();
            position = position.filter(|at| !is_gone(at)).map(|at| one.map(at, GapBias::After));
        }
        let number = position.map(|position| places.number(position));
        if let Some(number) = number {
            let is_same = now.get(number).is_some_and(|other| other.character == item.character);
            if !is_same || number < next || number >= range.end {
                return None;
            }
            next = number + 1;
        }
        found.push(number);
        at = super::reviewed_text::behind(at, item);
    }
    Some(found)
}

/// Compares the texts.
fn compared(old: &[&ReviewItem], now: &[ReviewItem], now_from: usize) -> Vec<Option<usize>> {
    let one: Vec<Option<char>> = old.iter().map(|item| item.character).collect();
    let other: Vec<Option<char>> = now.iter().map(|item| item.character).collect();
    let mut found = vec![None; old.len()];
    for (own, theirs) in shared(&one, &other) {
        if let Some(slot) = found.get_mut(own) {
            *slot = Some(now_from + theirs);
        }
    }
    found
}

/// Where something was replaced, what both begin and end with was not changed, but for halves of numbers and words.
fn keep_equal_ends(all: &mut [Option<usize>], old: &[&ReviewItem], now: &[ReviewItem]) {
    let mut at = 0;
    let mut next = 0;
    while at < all.len() {
        if let Some(number) = all.get(at).copied().flatten() {
            (at, next) = (at + 1, number + 1);
            continue;
        }
        let gone = all.iter().skip(at).take_while(|number| number.is_none()).count();
        let until = all.get(at + gone).copied().flatten().unwrap_or(now.len());
        let taken = old.get(at..at + gone).unwrap_or_default();
        let put = now.get(next..until).unwrap_or_default();
        let is_word = |item: Option<&ReviewItem>| {
            item.and_then(|item| item.character).is_some_and(|one| one.is_ascii_alphanumeric())
        };
        let mut head = taken.iter().zip(put).take_while(|(one, other)| one.looks_as(other)).count();
        let inside = |at: usize| is_word(put.get(at)) || is_word(taken.get(at).copied());
        while head > 0 && is_word(put.get(head - 1)) && inside(head) {
            head -= 1;
        }
        let (rest, left) = (taken.len() - head, put.len() - head);
        let equal = taken.iter().rev().zip(put.iter().rev()).take(rest.min(left));
        let mut tail = equal.take_while(|(one, other)| one.looks_as(other)).count();
        let before = |list: usize| list.checked_sub(tail + 1);
        let meets = before(put.len()).is_some_and(|at| is_word(put.get(at)))
            || before(taken.len()).is_some_and(|at| is_word(taken.get(at).copied()));
        if tail > 0 && meets {
            let words = put.iter().rev().take(tail).collect::<Vec<_>>();
            let own = words.iter().rev().take_while(|item| is_word(Some(item))).count();
            tail -= own;
        }
        for one in 0..head {
            all.iter_mut().skip(at + one).take(1).for_each(|slot| *slot = Some(next + one));
        }
        for one in 0..tail {
            all.iter_mut().skip(at + gone - tail + one).take(1).for_each(|slot| *slot = Some(until - tail + one));
        }
        (at, next) = (at + gone, until);
    }
}
