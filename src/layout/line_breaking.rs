//! Breaks inline items into lines and justifies them. Must not know pages or fonts.

use super::Length;
use super::char_class::{self, CharClass};
use super::inline_item::{Glue, InlineItem};
use crate::richtext::ParagraphAlign;

/// One line: inline items with their left edges.
#[derive(Clone, Debug)]
pub struct BrokenLine {
    /// The items, each with the distance of its left edge from the left of the measure.
    pub items: Vec<(InlineItem, Length)>,
    /// The distance from the left of the measure to the right edge of the last item.
    pub width: Length,
}

/// The measure of a paragraph: its width, indents and alignment.
#[derive(Clone, Copy, Debug)]
pub struct LineMeasure {
    /// The full width.
    pub width: Length,
    /// The indent of the first line.
    pub first: Length,
    /// The indent of the other lines.
    pub rest: Length,
    /// The alignment of the lines.
    pub align: ParagraphAlign,
}

/// A line whose glue would stretch by more than an em divided by this number, on average, is too
/// loose: compressing its punctuation looks better.
const LOOSENESS: i64 = 12;

/// Breaks `items` into lines. A line that would be too short takes one more character if its
/// punctuation can be compressed that much; otherwise it is stretched.
pub fn lines(items: &[InlineItem], measure: LineMeasure) -> Vec<BrokenLine> {
    let indent = |number: usize| if number == 0 { measure.first } else { measure.rest };
    let mut counts: Vec<usize> = Vec::new();
    let mut rest = items;
    while !rest.is_empty() {
        let count = line_end(rest, measure.width - indent(counts.len())).clamp(1, rest.len());
        counts.push(count);
        rest = rest.get(count..).unwrap_or_default();
    }
    if measure.align == ParagraphAlign::Justify {
        avoid_short_last_line(items, &mut counts, |number| measure.width - indent(number));
    }
    let mut rest = items;
    let mut lines = Vec::with_capacity(counts.len());
    for (number, count) in counts.into_iter().enumerate() {
        let (line, after) = rest.split_at(count.min(rest.len()));
        let indent = indent(number);
        lines.push(set(line, indent, measure.width - indent, measure.align, after.is_empty()));
        rest = after;
    }
    lines
}

/// Avoids a last line of a single character (punctuation not counted): the line before takes that
/// character if its punctuation can be compressed that much; otherwise one more character moves to
/// the last line. `room` gives the width of a line by its number, from 0.
fn avoid_short_last_line(items: &[InlineItem], counts: &mut Vec<usize>, room: impl Fn(usize) -> Length) {
    let number = counts.len().saturating_sub(2);
    let [.., before, last] = counts.as_mut_slice() else { return };
    let start = items.len().saturating_sub(*last);
    let line = start.saturating_sub(*before);
    let is_short = items.iter().skip(start).filter(|item| item.class == CharClass::Han).count() < 2
        && items
            .iter()
            .skip(start)
            .all(|item| matches!(item.class, CharClass::Han | CharClass::Closing | CharClass::HalfClosing));
    if !is_short || *before <= 12 {
        return;
    }
    let both = items.get(line..).unwrap_or_default();
    let least: Length = both.iter().map(|item| item.width - item.shrink).sum();
    // Rounding by 1/1000 pt for each mark must not add a line.
    if least <= room(number) + Length::milli(20) {
        *before += *last;
        counts.pop();
        return;
    }
    let mut candidates = (line..start.saturating_sub(1)).rev().take(3);
    if let Some(earlier) = candidates.find(|at| items.get(*at).is_some_and(|item| item.breaks)) {
        let moved = start - 1 - earlier;
        *before -= moved;
        *last += moved;
    }
}

/// The number of items in the next line.
fn line_end(items: &[InlineItem], room: Length) -> usize {
    let mut natural = Length::ZERO;
    let mut shrink = Length::ZERO;
    let mut glue_count = 0;
    let mut loose: Option<(usize, Length, i64)> = None;
    let mut compressed: Option<(usize, Length)> = None;
    let mut url_break = None;
    for (at, item) in items.iter().enumerate() {
        natural += item.width;
        shrink += inner_shrink(item);
        // At the end of a line a closing mark needs only half its cell (GB/T 15834-2011 §5.1).
        let end = if item.class == CharClass::Closing { item.shrink } else { Length::ZERO };
        let least = natural - shrink + inner_shrink(item) - end.max(inner_shrink(item));
        if least > room && at > 0 {
            break;
        }
        let last = at + 1 == items.len();
        if last || item.breaks {
            if natural - end <= room {
                loose = Some((at + 1, natural.min(room), glue_count));
                compressed = None;
            } else if compressed.is_none() {
                compressed = Some((at + 1, natural - end - room));
            }
            if last && natural - end <= room {
                return at + 1;
            }
        }
        if item.glue != Glue::Fixed {
            glue_count += 1;
        }
        if natural <= room && char_class::may_break_url_after(item.character) {
            url_break = Some(at + 1);
        }
    }
    // A web address is broken rather than leave more than a sixth of the line empty.
    if let (Some((count, width, _)), Some(url_break)) = (loose, url_break)
        && url_break > count
        && compressed.is_none()
        && room - width > room / 6
    {
        return url_break;
    }
    match (loose, compressed) {
        (None, None) => url_break.unwrap_or_else(|| fitting_count(items, room)),
        (None, Some((count, _))) => count,
        (Some((count, _, _)), None) => count,
        (Some((count, width, glue_count)), Some((more, _))) => {
            let size = items.first().map_or(Length::ZERO, |item| item.size);
            let missing = room - width;
            let is_loose = missing > size.scaled(glue_count.max(1), LOOSENESS);
            // Compress only if half a cell or more is missing; less is not visible.
            if missing >= size / 2 || is_loose { more } else { count }
        }
    }
}

/// The number of items that fit where no break is allowed: an overlong word is broken anywhere.
fn fitting_count(items: &[InlineItem], room: Length) -> usize {
    let mut width = Length::ZERO;
    let fits = items.iter().take_while(|item| {
        width += item.width;
        width <= room
    });
    fits.count()
}

/// By how much punctuation within a line may shrink: a quarter of its cell.
fn inner_shrink(item: &InlineItem) -> Length {
    item.shrink / 2
}

/// Positions the items of one line within `room`.
fn set(items: &[InlineItem], indent: Length, room: Length, align: ParagraphAlign, is_last: bool) -> BrokenLine {
    let mut items: Vec<InlineItem> = items.to_vec();
    // Spaces at the end of a line have no width; they are kept, so that no character is lost.
    for blank in items.iter_mut().rev().take_while(|item| item.class == CharClass::Space) {
        blank.width = Length::ZERO;
    }
    let natural: Length = items.iter().map(|item| item.width).sum();
    let mut edges = vec![Length::ZERO; items.len()];
    let excess = natural - room;
    if excess > Length::ZERO {
        shrink_line(&mut items, excess);
    } else if align == ParagraphAlign::Justify && !is_last {
        stretch(&mut items, &mut edges, -excess);
    }
    let width: Length = items.iter().map(|item| item.width).sum();
    let drawn = width + edges.last().copied().unwrap_or(Length::ZERO);
    let start = indent
        + match align {
            ParagraphAlign::Center => (room - drawn) / 2,
            ParagraphAlign::Right => room - drawn,
            ParagraphAlign::Justify | ParagraphAlign::Left => Length::ZERO,
        };
    let mut left = start;
    let mut placed = Vec::with_capacity(items.len());
    for (item, shift) in items.into_iter().zip(edges) {
        let next = left + item.width;
        placed.push((item, left + shift));
        left = next;
    }
    BrokenLine { items: placed, width: start + drawn }
}

/// Shrinks the punctuation of a line by `excess` in total: first a closing mark at the end, then
/// all others equally by up to a quarter of a cell, then by the rest that they can shrink.
fn shrink_line(items: &mut [InlineItem], excess: Length) {
    let mut excess = excess;
    if let Some(last) = items.iter_mut().rev().find(|item| item.class != CharClass::Space)
        && last.class == CharClass::Closing
    {
        let taken = last.shrink.min(excess);
        shrink_item(last, taken);
        excess -= taken;
    }
    excess -= distribute(items, excess, inner_shrink);
    distribute(items, excess, |item| item.shrink);
}

/// Distributes `excess` over the items in proportion to `has`, up to their sum. Returns the part
/// that was distributed.
fn distribute(items: &mut [InlineItem], excess: Length, has: impl Fn(&InlineItem) -> Length) -> Length {
    let total: Length = items.iter().map(&has).sum();
    if excess <= Length::ZERO || total <= Length::ZERO {
        return Length::ZERO;
    }
    let share = excess.min(total);
    let (mut given, mut taken) = (Length::ZERO, Length::ZERO);
    for item in items.iter_mut() {
        given += has(item);
        let up_to = share.scaled(i64::from(given.thousandths()), i64::from(total.thousandths()));
        shrink_item(item, up_to - taken);
        taken = up_to;
    }
    share
}

/// Shrinks an item on its empty side.
fn shrink_item(item: &mut InlineItem, by: Length) {
    item.width -= by;
    item.shrink -= by;
    if item.class == CharClass::Opening {
        item.inset -= by;
    }
}

/// Stretches the glue of a line by `missing` in total: between Chinese and Western characters
/// first, up to a quarter em each, then between Chinese characters up to the same width, then all
/// equally. `edges` receives how far each item moves right.
fn stretch(items: &mut [InlineItem], edges: &mut [Length], missing: Length) {
    // Spaces at the end have no width; the glue before them must not stretch either.
    let end = items.iter().rposition(|item| item.class != CharClass::Space).unwrap_or(0);
    let mut widened = vec![Length::ZERO; items.len()];
    let quarter = items.first().map_or(Length::ZERO, |item| item.size / 4);
    let inner = || items.iter().take(end);
    let mut missing = missing;
    for kind in [Glue::CjkWestern, Glue::Cjk] {
        let count = inner().filter(|item| item.glue == kind).count();
        let given = missing.min(quarter * i32::try_from(count).unwrap_or(0));
        distribute_evenly(given, inner().map(|item| item.glue == kind), &mut widened);
        missing -= given;
    }
    distribute_evenly(missing, inner().map(|item| item.glue != Glue::Fixed), &mut widened);
    let mut moved = Length::ZERO;
    for (edge, gap) in edges.iter_mut().zip(widened) {
        *edge = moved;
        moved += gap;
    }
}

/// Distributes `length` exactly over the places marked true: the shares differ by 1/1000 pt at
/// most.
fn distribute_evenly(length: Length, places: impl Iterator<Item = bool> + Clone, into: &mut [Length]) {
    let count = i64::try_from(places.clone().filter(|place| *place).count()).unwrap_or(0);
    let mut given = Length::ZERO;
    let mut nth = 0;
    for (place, slot) in places.zip(into.iter_mut()) {
        if place {
            nth += 1;
            let up_to = length.scaled(nth, count);
            *slot += up_to - given;
            given = up_to;
        }
    }
}
