//! A pie: slices from the top clockwise, told apart by tones and outlines, each with its number beside it, and a key
//! with names, numbers and shares. Points on the circle are found with whole numbers, so that a pie is the same on every
//! machine. Must not know what it is of.

use rust_decimal::Decimal;

use super::chart_painter::{ChartArea, ChartPainter};
use super::shown;
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

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

/// How high a pie of so many slices stands best in this width.
pub(super) fn pie_height(count: usize, width: Length, leading: Length) -> Length {
    (diameter(width, leading) + leading * 2).max(leading * i32::try_from(count).unwrap_or(1))
}

fn diameter(width: Length, leading: Length) -> Length {
    (width.scaled(PIE, 100) - leading * 3).min(WIDEST).max(leading * 2)
}

/// The pie, in the left half of the area, and its key in the right one.
pub(super) fn pie(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    slices: &[(String, Option<Decimal>)],
    parent: NodeId,
) {
    let (small, leading) = (painter.small, painter.leading);
    let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
    let total: Decimal = slices.iter().filter_map(|(_, value)| *value).sum();
    let radius = (diameter(area.width, leading).min(area.height - leading * 2) / 2).max(leading / 2);
    let centre = (area.left + area.width.scaled(PIE, 200), area.top + area.height / 2);
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
        if end - start >= LEAST {
            let words = shown(Some(value));
            let (x, y) = on_circle(centre, radius + small, (start + end) / 2);
            let left = x - painter.width(&words, FaceId::Song, small) / 2;
            painter.text(&words, (left, y + small / 3), (FaceId::Song, small), Colour::BLACK, node);
        }
        start = end;
    }
    let left = area.left + area.width.scaled(PIE + 4, 100);
    let rows = i32::try_from(slices.len().max(1)).unwrap_or(1);
    let step = leading.min(area.height / rows);
    let top = area.top + (area.height - step * rows) / 2;
    for (((name, value), tone), at) in slices.iter().zip(TONES.iter().cycle()).zip(0_i32..) {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let line = top + step * at;
        let side = small.scaled(8, 10);
        painter.box_of(ChartArea { left, top: line + (step - side) / 2, width: side, height: side }, *tone);
        let share = value.and_then(|value| percent(value, total)).map(|share| format!("（{share}%）"));
        let number = format!("　{}{}", shown(*value), share.unwrap_or_default());
        let room = area.left + area.width - left - small * 3 / 2;
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
