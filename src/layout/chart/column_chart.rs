//! Columns beside each other, several at a point where there are several rows of numbers, each with its number above it
//! and a key to the tones. Must not know what they are of.

use rust_decimal::Decimal;

use super::chart_key::{key_height, key_to_tones};
use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartLine, TONES, share, shown};
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// The share of a point's width that its columns take, in hundredths.
const GROUP: i64 = 76;
/// No column is wider.
const WIDEST: Length = Length::pt(30);
/// The height of the columns in hundredths of the width, and its limits.
const HEIGHT: i64 = 36;
const LOWEST: Length = Length::pt(70);
const HIGHEST: Length = Length::pt(150);
/// The tone of columns where there is one row of numbers.
const COLUMN: Colour = Colour(0xa6_a6_a6);
/// The line that they stand on.
const BASE: Colour = Colour(0x80_80_80);

/// How high they stand best.
pub(super) fn columns_height(
    painter: &ChartPainter<'_>,
    width: Length,
    points: &[String],
    rows: &[ChartLine],
) -> Length {
    let step = step(width, points.len());
    let body = width.scaled(HEIGHT, 100).max(LOWEST).min(HIGHEST);
    let labels = painter.leading * painter.rows_below(points, step);
    key_height(painter, width, rows) + painter.leading * 2 + body + labels
}

/// Whether every number has room over its column.
pub(super) fn have_room(painter: &ChartPainter<'_>, width: Length, points: &[String], rows: &[ChartLine]) -> bool {
    let step = step(width, points.len());
    let numbers = rows.iter().flat_map(|row| &row.values);
    let widest = numbers.map(|value| painter.width(&shown(*value), FaceId::Song, painter.small)).max();
    let room = if rows.len() == 1 { step } else { own_width(step, rows.len()) };
    widest.unwrap_or_default() + painter.small / 5 <= room
}

/// A column for each number, the names of the points under them.
pub(super) fn columns(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (points, rows): (&[String], &[ChartLine]),
    parent: NodeId,
) {
    let (small, leading) = (painter.small, painter.leading);
    let top = key_to_tones(painter, area, rows, parent) + leading;
    let step = step(area.width, points.len());
    let labels = leading * painter.rows_below(points, step) + leading / 3;
    let bottom = (area.top + area.height - labels).max(top + leading / 2);
    let most = rows.iter().flat_map(|row| &row.values).flatten().max().copied().filter(|most| !most.is_zero());
    let own = own_width(step, rows.len());
    let count = i32::try_from(rows.len()).unwrap_or(1);
    for (number, row) in rows.iter().enumerate() {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let tone = if rows.len() == 1 { COLUMN } else { TONES.get(number).copied().unwrap_or(COLUMN) };
        let before = own * i32::try_from(number).unwrap_or(0);
        for (value, at) in row.values.iter().zip(0_i32..) {
            let left = area.left + step * at + (step - own * count) / 2 + before;
            let height = value.zip(most).map(|(value, most): (Decimal, Decimal)| share(bottom - top, value, most));
            let height = height.unwrap_or_default();
            if height > Length::ZERO {
                painter.box_of(ChartArea { left, top: bottom - height, width: own, height }, tone);
            }
            let words = shown(*value);
            let x = left + (own - painter.width(&words, FaceId::Song, small)) / 2;
            let place = (x, bottom - height - small / 4);
            painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
        }
    }
    painter.rule((area.left, bottom), (area.left + area.width, bottom), Length::milli(500), BASE);
    let axis = painter.structure.add(StructureRole::Paragraph, Some(parent));
    for (point, at) in points.iter().zip(0_i32..) {
        painter.below(point, (area.left + step * at, bottom + leading / 4), step, axis);
    }
}

fn step(width: Length, points: usize) -> Length {
    width / i32::try_from(points.max(1)).unwrap_or(1)
}

fn own_width(step: Length, rows: usize) -> Length {
    (step.scaled(GROUP, 100) / i32::try_from(rows.max(1)).unwrap_or(1)).min(WIDEST)
}
