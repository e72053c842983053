//! A pie: slices from the top clockwise, told apart by tones and outlines, each with its number beside it, and a key
//! with names, numbers and shares. Points on the circle are found with whole numbers, so that a pie is the same on every
//! machine. Must not know what it is of.

use rust_decimal::Decimal;

use super::chart_painter::{ChartArea, ChartPainter};
use super::shown;
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// A slice: its name and its number.
pub(super) type PieSlice = (String, Option<Decimal>);

/// The tones of slices in order: neighbours differ.
const TONES: [Colour; 8] = [
    Colour(0x40_40_40),
    Colour(0xff_ff_ff),
    Colour(0x99_99_99),
    Colour(0xd9_d9_d9),
    Colour(0x6e_6e_6e),
    Colour(0xbd_bd_bd),
    Colour(0x26_26_26),
    Colour(0xeb_eb_eb),
];
/// The circle in so many steps.
const STEPS: i64 = 7_200;
/// A slice's edge has a corner after so many steps.
const CORNER: i64 = 40;
/// A slice of fewer steps has no number beside it: it has one in the key.
const LEAST: i64 = STEPS / 25;
/// One in the fixed numbers, and the cosine and sine of one step.
const ONE: i128 = 1_000_000_000_000_000;
const STEP: (i128, i128) = (999_999_619_228_249, 872_664_515_235);
/// The share of the width that the pie takes, in hundredths.
const PIE: i64 = 46;
/// No pie is wider.
const WIDEST: Length = Length::pt(150);

/// How high a pie of these slices stands best in this width.
pub(super) fn pie_height(painter: &ChartPainter<'_>, width: Length, slices: &[PieSlice]) -> Length {
    let (diameter, _) = diameter(painter, width, slices);
    (diameter + painter.leading * 2).max(painter.leading * i32::try_from(slices.len()).unwrap_or(1))
}

/// The pie's diameter, and whether there is room for numbers beside its slices; the key has them in any case.
fn diameter(painter: &ChartPainter<'_>, width: Length, slices: &[PieSlice]) -> (Length, bool) {
    let numbers = slices.iter().filter_map(|(_, value)| *value);
    let widest = numbers.map(|value| painter.width(&shown(Some(value)), FaceId::Song, painter.small)).max();
    let whole = width.scaled(PIE, 100);
    let beside = whole - (widest.unwrap_or_default() + painter.small) * 2;
    let has_room = beside >= painter.leading * 4;
    let own = if has_room { beside } else { whole - painter.small };
    (own.min(WIDEST).max(painter.leading * 2), has_room)
}

/// The pie, in the left half of the area, and its key in the right one.
pub(super) fn pie(painter: &mut ChartPainter<'_>, area: ChartArea, slices: &[PieSlice], parent: NodeId) {
    let (small, leading) = (painter.small, painter.leading);
    let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
    let total: Decimal = slices.iter().filter_map(|(_, value)| *value).sum();
    let (diameter, has_room) = diameter(painter, area.width, slices);
    let radius = (diameter.min(area.height - leading * 2) / 2).max(leading / 2);
    let centre = (area.left + area.width.scaled(PIE, 200), area.top + area.height / 2);
    // Left, right and baseline of the numbers beside slices.
    let mut taken: Vec<(Length, Length, Length)> = Vec::new();
    let mut start = 0;
    let mut sum = Decimal::ZERO;
    for ((_, value), tone) in slices.iter().zip(TONES.iter().cycle()) {
        let Some(value) = value.filter(|value| !value.is_zero()) else { continue };
        sum += value;
        let end = steps(sum, total);
        if end <= start {
            continue;
        }
        let corners = (start..end).filter(|step| *step == start || step % CORNER == 0).chain([end]);
        let mut points = vec![centre];
        points.extend(corners.map(|step| on_circle(centre, radius, step)));
        painter.slice(points, *tone);
        if has_room && end - start >= LEAST {
            let words = shown(Some(value));
            let middle = (start + end) / 2;
            let (x, y) = on_circle(centre, radius + small * 2 / 3, middle);
            // Right of the pie a number begins at its slice, left of it it ends there.
            let width = painter.width(&words, FaceId::Song, small);
            let left = x - (width - part(width, turned(middle).1)) / 2;
            let own = (left, left + width, y + small / 3);
            let is_apart = |other: &(Length, Length, Length)| {
                own.1 <= other.0 || other.1 <= own.0 || own.2 <= other.2 - small || other.2 <= own.2 - small
            };
            if taken.iter().all(is_apart) {
                painter.text(&words, (left, own.2), (FaceId::Song, small), Colour::BLACK, node);
                taken.push(own);
            }
        }
        start = end;
    }
    let left = area.left + area.width.scaled(PIE + 4, 100);
    let rows = i32::try_from(slices.len().max(1)).unwrap_or(1);
    let step = leading.min(area.height / rows);
    let top = area.top + (area.height - step * rows) / 2;
    let room = area.left + area.width - left - small * 3 / 2;
    let number = |value: Option<Decimal>, has_shares: bool| {
        let share = value.filter(|_| has_shares).and_then(|value| percent(value, total));
        format!("　{}{}", shown(value), share.map(|share| format!("（{share}%）")).unwrap_or_default())
    };
    // Names come before shares, which follow from the numbers.
    let has_shares = slices
        .iter()
        .all(|(name, value)| painter.width(&(name.clone() + &number(*value, true)), FaceId::Song, small) <= room);
    for (((name, value), tone), at) in slices.iter().zip(TONES.iter().cycle()).zip(0_i32..) {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let line = top + step * at;
        let side = small.scaled(8, 10);
        painter.box_of(ChartArea { left, top: line + (step - side) / 2, width: side, height: side }, *tone);
        let number = number(*value, has_shares);
        let room = room - painter.width(&number, FaceId::Song, small);
        let words = painter.fitted(name, FaceId::Song, small, room) + &number;
        let place = (left + small * 3 / 2, line + step / 2 + small / 3);
        painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
    }
}

/// The share in per cent to one decimal.
fn percent(value: Decimal, total: Decimal) -> Option<Decimal> {
    Some(value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?.round_dp(1).normalize())
}

/// How many steps of the circle a part of the total takes.
fn steps(part: Decimal, total: Decimal) -> i64 {
    let share = part.checked_mul(STEPS.into()).and_then(|share| share.checked_div(total)).unwrap_or_default();
    share.round().to_string().parse().unwrap_or(0)
}

/// The point of the circle after so many steps, clockwise from the top.
fn on_circle(centre: (Length, Length), radius: Length, step: i64) -> (Length, Length) {
    let (cosine, sine) = turned(step);
    (centre.0 + part(radius, sine), centre.1 - part(radius, cosine))
}

fn part(radius: Length, of_one: i128) -> Length {
    // Nine digits are enough for a page.
    radius.scaled(i64::try_from(of_one / 1_000_000).unwrap_or(0), 1_000_000_000)
}

/// Cosine and sine of an angle of so many steps: the power of a complex number by squaring.
fn turned(step: i64) -> (i128, i128) {
    let product = |a: (i128, i128), b: (i128, i128)| ((a.0 * b.0 - a.1 * b.1) / ONE, (a.0 * b.1 + a.1 * b.0) / ONE);
    let (mut result, mut base, mut rest) = ((ONE, 0), STEP, step.rem_euclid(STEPS));
    while rest > 0 {
        if rest % 2 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        rest /= 2;
    }
    result
}
