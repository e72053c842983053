//! Breaks a row of atoms into lines and makes them flush. Knows no page and no font.

use super::Length;
use super::char_class::{self, CharClass};
use super::inline_item::{Glue, InlineItem};
use crate::richtext::ParagraphAlign;

/// One line: atoms with their left edges.
#[derive(Clone, Debug)]
pub struct BrokenLine {
    /// The atoms with the distance of each left edge from the measure's left.
    pub atoms: Vec<(InlineItem, Length)>,
    /// The distance from the measure's left to the right edge of the last atom.
    pub width: Length,
}

/// The widths that a paragraph is set to.
#[derive(Clone, Copy, Debug)]
pub struct LineMeasure {
    /// The full width.
    pub width: Length,
    /// How far the first line begins from the left.
    pub first: Length,
    /// How far the other lines begin from the left.
    pub rest: Length,
    /// How lines stand in the width.
    pub align: ParagraphAlign,
}

/// A stretch of more than this share of an em in each gap looks torn; squeezing marks is better.
const TORN: i64 = 12;

/// Breaks `atoms` into lines. A line that would be left short takes one more character by
/// squeezing its marks, where they have that much to give; else it is stretched.
pub fn lines(atoms: &[InlineItem], measure: LineMeasure) -> Vec<BrokenLine> {
    let indent = |number: usize| if number == 0 { measure.first } else { measure.rest };
    let mut counts: Vec<usize> = Vec::new();
    let mut rest = atoms;
    while !rest.is_empty() {
        let count = line_end(rest, measure.width - indent(counts.len())).clamp(1, rest.len());
        counts.push(count);
        rest = rest.get(count..).unwrap_or_default();
    }
    if measure.align == ParagraphAlign::Justify {
        keep_company(atoms, &mut counts, |number| measure.width - indent(number));
    }
    let mut rest = atoms;
    let mut lines = Vec::with_capacity(counts.len());
    for (number, count) in counts.into_iter().enumerate() {
        let (line, after) = rest.split_at(count.min(rest.len()));
        let indent = indent(number);
        lines.push(set(line, indent, measure.width - indent, measure.align, after.is_empty()));
        rest = after;
    }
    lines
}

/// Keeps a last line from being a single character, marks aside: the line before takes it in where
/// its marks give that much, else gives one more to it and is stretched a little. `room` is the
/// width of the line of a number.
fn keep_company(atoms: &[InlineItem], counts: &mut Vec<usize>, room: impl Fn(usize) -> Length) {
    let number = counts.len().saturating_sub(2);
    let [.., before, last] = counts.as_mut_slice() else { return };
    let start = atoms.len().saturating_sub(*last);
    let line = start.saturating_sub(*before);
    let lonely = atoms.iter().skip(start).filter(|atom| atom.class == CharClass::Han).count() < 2
        && atoms
            .iter()
            .skip(start)
            .all(|atom| matches!(atom.class, CharClass::Han | CharClass::Closing | CharClass::HalfClosing));
    if !lonely || *before <= 12 {
        return;
    }
    let both = atoms.get(line..).unwrap_or_default();
    let least: Length = both.iter().map(|atom| atom.width - atom.give).sum();
    // A thousandth of rounding for each mark must not cost a line.
    if least <= room(number) + Length::milli(20) {
        *before += *last;
        counts.pop();
        return;
    }
    let mut near = (line..start.saturating_sub(1)).rev().take(3);
    if let Some(earlier) = near.find(|at| atoms.get(*at).is_some_and(|atom| atom.breaks)) {
        let moved = start - 1 - earlier;
        *before -= moved;
        *last += moved;
    }
}

/// How many atoms the next line takes.
fn line_end(atoms: &[InlineItem], room: Length) -> usize {
    let mut natural = Length::ZERO;
    let mut give = Length::ZERO;
    let mut gaps = 0;
    let mut loose: Option<(usize, Length, i64)> = None;
    let mut squeezed: Option<(usize, Length)> = None;
    let mut joint = None;
    for (at, atom) in atoms.iter().enumerate() {
        natural += atom.width;
        give += squeeze_of(atom);
        // At the end of a line a closing mark needs only half its cell.
        let end = if atom.class == CharClass::Closing { atom.give } else { Length::ZERO };
        let least = natural - give + squeeze_of(atom) - end.max(squeeze_of(atom));
        if least > room && at > 0 {
            break;
        }
        let last = at + 1 == atoms.len();
        if last || atom.breaks {
            if natural - end <= room {
                loose = Some((at + 1, natural.min(room), gaps));
                squeezed = None;
            } else if squeezed.is_none() {
                squeezed = Some((at + 1, natural - end - room));
            }
            if last && natural - end <= room {
                return at + 1;
            }
        }
        if atom.gap != Glue::Fixed {
            gaps += 1;
        }
        if natural <= room && char_class::is_joint(atom.character) {
            joint = Some(at + 1);
        }
    }
    // A web address is parted at a joint rather than leave a line half empty.
    if let (Some((count, width, _)), Some(joint)) = (loose, joint)
        && joint > count
        && squeezed.is_none()
        && room - width > room / 6
    {
        return joint;
    }
    match (loose, squeezed) {
        (None, None) => joint.unwrap_or_else(|| fitting(atoms, room)),
        (None, Some((count, _))) => count,
        (Some((count, _, _)), None) => count,
        (Some((count, width, gaps)), Some((more, _))) => {
            let size = atoms.first().map_or(Length::ZERO, |atom| atom.size);
            let missing = room - width;
            let torn = missing > size.scaled(gaps.max(1), TORN);
            // A missing half cell or more is worth squeezing for; less is not seen.
            if missing >= size / 2 || torn { more } else { count }
        }
    }
}

/// How many atoms fit where no break is allowed: an overlong word is parted.
fn fitting(atoms: &[InlineItem], room: Length) -> usize {
    let mut width = Length::ZERO;
    let fits = atoms.iter().take_while(|atom| {
        width += atom.width;
        width <= room
    });
    fits.count()
}

/// How much a mark within a line may give: a quarter of its cell.
fn squeeze_of(atom: &InlineItem) -> Length {
    atom.give / 2
}

/// Sets the atoms of one line into `room`.
fn set(atoms: &[InlineItem], indent: Length, room: Length, align: ParagraphAlign, is_last: bool) -> BrokenLine {
    let mut atoms: Vec<InlineItem> = atoms.to_vec();
    // Blanks at the end of a line take no width; they stay, so that no character is lost.
    for blank in atoms.iter_mut().rev().take_while(|atom| atom.class == CharClass::Space) {
        blank.width = Length::ZERO;
    }
    let natural: Length = atoms.iter().map(|atom| atom.width).sum();
    let mut edges = vec![Length::ZERO; atoms.len()];
    let excess = natural - room;
    if excess > Length::ZERO {
        squeeze(&mut atoms, excess);
    } else if align == ParagraphAlign::Justify && !is_last {
        stretch(&mut atoms, &mut edges, -excess);
    }
    let width: Length = atoms.iter().map(|atom| atom.width).sum();
    let drawn = width + edges.last().copied().unwrap_or(Length::ZERO);
    let start = indent
        + match align {
            ParagraphAlign::Center => (room - drawn) / 2,
            ParagraphAlign::Right => room - drawn,
            ParagraphAlign::Justify | ParagraphAlign::Left => Length::ZERO,
        };
    let mut left = start;
    let mut placed = Vec::with_capacity(atoms.len());
    for (atom, shift) in atoms.into_iter().zip(edges) {
        let next = left + atom.width;
        placed.push((atom, left + shift));
        left = next;
    }
    BrokenLine { atoms: placed, width: start + drawn }
}

/// Takes `excess` from marks: first from a mark at the end, then a quarter of a cell from all
/// others alike, then what else they have.
fn squeeze(atoms: &mut [InlineItem], excess: Length) {
    let mut excess = excess;
    if let Some(last) = atoms.iter_mut().rev().find(|atom| atom.class != CharClass::Space)
        && last.class == CharClass::Closing
    {
        let taken = last.give.min(excess);
        narrow(last, taken);
        excess -= taken;
    }
    excess -= take(atoms, excess, squeeze_of);
    take(atoms, excess, |atom| atom.give);
}

/// Takes as much of `excess` as all marks have to give, from each its part; says how much.
fn take(atoms: &mut [InlineItem], excess: Length, has: impl Fn(&InlineItem) -> Length) -> Length {
    let total: Length = atoms.iter().map(&has).sum();
    if excess <= Length::ZERO || total <= Length::ZERO {
        return Length::ZERO;
    }
    let share = excess.min(total);
    let (mut given, mut taken) = (Length::ZERO, Length::ZERO);
    for atom in atoms.iter_mut() {
        given += has(atom);
        let upto = share.scaled(i64::from(given.thousandths()), i64::from(total.thousandths()));
        narrow(atom, upto - taken);
        taken = upto;
    }
    share
}

/// Narrows a mark on its empty side.
fn narrow(atom: &mut InlineItem, by: Length) {
    atom.width -= by;
    atom.give -= by;
    if atom.class == CharClass::Opening {
        atom.inset -= by;
    }
}

/// Spreads `missing` over the gaps of a line: borders of Chinese first, to a quarter em, then the
/// others until they are as wide, then all alike. `edges` receives how far each atom moves right.
fn stretch(atoms: &mut [InlineItem], edges: &mut [Length], missing: Length) {
    // Blanks at the end have no width; the gap before them must not open either.
    let end = atoms.iter().rposition(|atom| atom.class != CharClass::Space).unwrap_or(0);
    let mut widened = vec![Length::ZERO; atoms.len()];
    let quarter = atoms.first().map_or(Length::ZERO, |atom| atom.size / 4);
    let inner = || atoms.iter().take(end);
    let mut missing = missing;
    for kind in [Glue::Border, Glue::Open] {
        let count = inner().filter(|atom| atom.gap == kind).count();
        let given = missing.min(quarter * i32::try_from(count).unwrap_or(0));
        spread(given, inner().map(|atom| atom.gap == kind), &mut widened);
        missing -= given;
    }
    spread(missing, inner().map(|atom| atom.gap != Glue::Fixed), &mut widened);
    let mut moved = Length::ZERO;
    for (edge, gap) in edges.iter_mut().zip(widened) {
        *edge = moved;
        moved += gap;
    }
}

/// Shares `length` out to the places marked true, exactly: the parts differ by one at most.
fn spread(length: Length, places: impl Iterator<Item = bool> + Clone, into: &mut [Length]) {
    let count = i64::try_from(places.clone().filter(|place| *place).count()).unwrap_or(0);
    let mut given = Length::ZERO;
    let mut nth = 0;
    for (place, slot) in places.zip(into.iter_mut()) {
        if place {
            nth += 1;
            let upto = length.scaled(nth, count);
            *slot += upto - given;
            given = upto;
        }
    }
}
