//! Bars from left to right, whole or of parts, one below the other, each with its number. Must not know what they
//! are of.

use rust_decimal::Decimal;

use super::chart_key::{key_height, key_to_tones};
use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartBar, ChartLine, LEADING, StackedBar, TONES, share, shown};
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// The tone of a bar without parts.
const BAR: Colour = Colour(0xa6_a6_a6);
/// The share of the width that labels take, in hundredths.
const LABELS: i64 = 34;
/// The most that they take where they are as wide as they need.
const WIDE_LABELS: i64 = 45;
/// A bar is never taller, however few there are.
const TALLEST: Length = Length::pt(15);
/// Between a bar and its label or number.
const SPACE: Length = Length::pt(3);
/// The height of a part of a bar.
const PART: Length = Length::pt(13);

/// How high bars of such a number stand best.
pub(super) fn bars_height(count: usize) -> Length {
    TALLEST * i32::try_from(count).unwrap_or(1)
}

/// The same for bars of parts.
pub(super) fn stacked_height(count: usize) -> Length {
    LEADING * 2 + (LEADING * 4 + PART) * i32::try_from(count).unwrap_or(1)
}

/// How much of the width labels take where they are as wide as they need, up to nearly a half.
pub(super) fn labels_width<'a>(
    painter: &ChartPainter<'_>,
    width: Length,
    names: impl Iterator<Item = &'a String>,
) -> Length {
    let widest = names.map(|name| painter.width(name, FaceId::Song, painter.small)).max().unwrap_or_default();
    (widest + SPACE).min(width.scaled(WIDE_LABELS, 100))
}

/// A bar for each value, with labels in a column of their own.
pub(super) fn bars(painter: &mut ChartPainter<'_>, area: ChartArea, bars: &[ChartBar], parent: NodeId) {
    let labels = area.width.scaled(LABELS, 100);
    bars_beside(painter, area, labels, bars, parent);
}

/// The same with labels in this width.
pub(super) fn bars_beside(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    labels: Length,
    bars: &[ChartBar],
    parent: NodeId,
) {
    let small = painter.small;
    let most = bars.iter().filter_map(|bar| bar.value).max().filter(|most| !most.is_zero());
    let count = i32::try_from(bars.len().max(1)).unwrap_or(i32::MAX);
    let step = Ord::min(area.height / count, small * 2);
    let number = |bar: &ChartBar| match bar.value {
        None if !bar.note.is_empty() => bar.note.clone(),
        value => shown(value) + &bar.note,
    };
    let widest = bars.iter().map(|bar| painter.width(&number(bar), FaceId::Song, small)).max().unwrap_or_default();
    let room = (area.width - labels - widest - SPACE).max(area.width / 10);
    for (bar, at) in bars.iter().zip(0_i32..) {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let top = area.top + step * at;
        let baseline = top + step / 2 + small / 3;
        let words = painter.fitted(&bar.label, FaceId::Song, small, labels - SPACE);
        let indent = labels - SPACE - painter.width(&words, FaceId::Song, small);
        painter.text(&words, (area.left + indent, baseline), (FaceId::Song, small), Colour::BLACK, node);
        let length = bar.value.zip(most).map(|(value, most)| share(room, value, most)).unwrap_or_default();
        if length > Length::ZERO {
            let inset = step / 6;
            let own = ChartArea { left: area.left + labels, top: top + inset, width: length, height: step - inset * 2 };
            painter.box_of(own, BAR);
        }
        let number = painter.fitted(&number(bar), FaceId::Song, small, area.width - labels - length - SPACE);
        let at = (area.left + labels + length + SPACE, baseline);
        painter.text(&number, at, (FaceId::Song, small), Colour::BLACK, node);
    }
}

/// How high bars of several rows of numbers stand best.
pub(super) fn grouped_height(painter: &ChartPainter<'_>, width: Length, points: usize, rows: &[ChartLine]) -> Length {
    let (points, count) = (i32::try_from(points).unwrap_or(1), i32::try_from(rows.len().max(1)).unwrap_or(1));
    match count {
        1 => painter.small * 2 * points,
        _ => key_height(painter, width, rows) + (painter.leading * count + painter.leading / 2) * points,
    }
}

/// For each point as many bars as there are rows of numbers, with a key to their tones.
pub(super) fn grouped(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (points, rows): (&[String], &[ChartLine]),
    parent: NodeId,
) {
    let small = painter.small;
    let first = key_to_tones(painter, area, rows, parent);
    let most = rows.iter().flat_map(|row| &row.values).flatten().max().copied().filter(|most| !most.is_zero());
    let count = i32::try_from(points.len().max(1)).unwrap_or(1);
    let group = (area.top + area.height - first) / count;
    // Half a bar is left between two groups.
    let step = group * 2 / (i32::try_from(rows.len()).unwrap_or(1) * 2 + 1);
    let labels = labels_width(painter, area.width, points.iter());
    let widest = rows.iter().flat_map(|row| &row.values);
    let widest = widest.map(|value| painter.width(&shown(*value), FaceId::Song, small)).max().unwrap_or_default();
    let room = (area.width - labels - widest - SPACE).max(area.width / 10);
    for (at, point) in points.iter().enumerate() {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let top = first + group * i32::try_from(at).unwrap_or(0) + step / 4;
        let words = painter.fitted(point, FaceId::Song, small, labels - SPACE);
        let x = area.left + labels - SPACE - painter.width(&words, FaceId::Song, small);
        let middle = top + step * i32::try_from(rows.len()).unwrap_or(1) / 2;
        painter.text(&words, (x, middle + small / 3), (FaceId::Song, small), Colour::BLACK, node);
        for ((row, number), tone) in rows.iter().zip(0_i32..).zip(TONES.iter().cycle()) {
            let value = row.values.get(at).copied().flatten();
            let length = value.zip(most).map(|(value, most)| share(room, value, most)).unwrap_or_default();
            let own = top + step * number;
            if length > Length::ZERO {
                let bar =
                    ChartArea { left: area.left + labels, top: own + step / 8, width: length, height: step * 3 / 4 };
                painter.box_of(bar, *tone);
            }
            let place = (area.left + labels + length + SPACE, own + step / 2 + small / 3);
            painter.text(&shown(value), place, (FaceId::Song, small), Colour::BLACK, node);
        }
    }
}

/// Bars of parts, with a key to the tones and every number under its bar.
pub(super) fn stacked(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (parts, bars): (&[String], &[StackedBar]),
    parent: NodeId,
) {
    let small = painter.small;
    let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
    let mut x = area.left;
    for (name, tone) in parts.iter().zip(TONES.iter().cycle()) {
        painter.box_of(ChartArea { left: x, top: area.top, width: small, height: small }, *tone);
        x += small + SPACE;
        painter.text(name, (x, area.top + small.scaled(9, 10)), (FaceId::Song, small), Colour::BLACK, node);
        x += painter.width(name, FaceId::Song, small) + SPACE * 3;
    }
    let sum = |bar: &StackedBar| bar.values.iter().flatten().copied().sum::<Decimal>();
    let most = bars.iter().map(sum).max().filter(|most| !most.is_zero());
    let mut top = area.top + painter.leading * 2;
    for bar in bars {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let baseline = top + small;
        painter.text(&bar.label, (area.left, baseline), (FaceId::Hei, small), Colour::BLACK, node);
        top += painter.leading;
        let mut x = area.left;
        for (value, tone) in bar.values.iter().zip(TONES.iter().cycle()) {
            let length = value.zip(most).map(|(value, most)| share(area.width, value, most)).unwrap_or_default();
            if length > Length::ZERO {
                painter.box_of(ChartArea { left: x, top, width: length, height: PART }, *tone);
            }
            x += length;
        }
        top += PART + SPACE / 2;
        let number = |(name, value): (&String, &Option<Decimal>)| format!("{name} {}", shown(*value));
        let numbers: Vec<String> = parts.iter().zip(&bar.values).map(number).collect();
        let said = [numbers.join("，"), bar.note.clone()].into_iter().filter(|words| !words.is_empty());
        top = painter.paragraph(&said.collect::<Vec<_>>().join("；"), (area.left, top), area.width, small, node)
            + painter.leading / 2;
    }
}
