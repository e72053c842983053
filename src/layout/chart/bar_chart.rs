//! Bars from left to right, whole or of parts, one below the other, each with its number. Must not know what they
//! are of.

use rust_decimal::Decimal;

use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartBar, LEADING, SMALL, StackedBar, share, shown};
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// The tones of parts, told apart without colours; each has a black outline.
const TONES: [Colour; 5] =
    [Colour(0x40_40_40), Colour(0xff_ff_ff), Colour(0xa6_a6_a6), Colour(0xd9_d9_d9), Colour(0x80_80_80)];
/// The tone of a bar without parts.
const BAR: Colour = Colour(0xa6_a6_a6);
/// The share of the width that labels take, in hundredths.
const LABELS: i64 = 34;
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

/// A bar for each value.
pub(super) fn bars(painter: &mut ChartPainter<'_>, area: ChartArea, bars: &[ChartBar], parent: NodeId) {
    let most = bars.iter().filter_map(|bar| bar.value).max().filter(|most| !most.is_zero());
    let count = i32::try_from(bars.len().max(1)).unwrap_or(i32::MAX);
    let step = Ord::min(area.height / count, TALLEST);
    let labels = area.width.scaled(LABELS, 100);
    let number = |bar: &ChartBar| match bar.value {
        None if !bar.note.is_empty() => bar.note.clone(),
        value => shown(value) + &bar.note,
    };
    let widest = bars.iter().map(|bar| painter.width(&number(bar), FaceId::Song, SMALL)).max().unwrap_or_default();
    let room = (area.width - labels - widest - SPACE).max(area.width / 10);
    for (bar, at) in bars.iter().zip(0_i32..) {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let top = area.top + step * at;
        let baseline = top + step / 2 + SMALL / 3;
        let words = painter.fitted(&bar.label, FaceId::Song, SMALL, labels - SPACE);
        let indent = labels - SPACE - painter.width(&words, FaceId::Song, SMALL);
        painter.text(&words, (area.left + indent, baseline), (FaceId::Song, SMALL), Colour::BLACK, node);
        let length = bar.value.zip(most).map(|(value, most)| share(room, value, most)).unwrap_or_default();
        if length > Length::ZERO {
            let inset = step / 6;
            let own = ChartArea { left: area.left + labels, top: top + inset, width: length, height: step - inset * 2 };
            painter.box_of(own, BAR);
        }
        let number = painter.fitted(&number(bar), FaceId::Song, SMALL, area.width - labels - length - SPACE);
        let at = (area.left + labels + length + SPACE, baseline);
        painter.text(&number, at, (FaceId::Song, SMALL), Colour::BLACK, node);
    }
}

/// Bars of parts, with a key to the tones and every number under its bar.
pub(super) fn stacked(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (parts, bars): (&[String], &[StackedBar]),
    parent: NodeId,
) {
    let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
    let mut x = area.left;
    for (name, tone) in parts.iter().zip(TONES.iter().cycle()) {
        painter.box_of(ChartArea { left: x, top: area.top, width: SMALL, height: SMALL }, *tone);
        x += SMALL + SPACE;
        painter.text(name, (x, area.top + SMALL.scaled(9, 10)), (FaceId::Song, SMALL), Colour::BLACK, node);
        x += painter.width(name, FaceId::Song, SMALL) + SPACE * 3;
    }
    let sum = |bar: &StackedBar| bar.values.iter().flatten().copied().sum::<Decimal>();
    let most = bars.iter().map(sum).max().filter(|most| !most.is_zero());
    let mut top = area.top + LEADING * 2;
    for bar in bars {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let baseline = top + SMALL;
        painter.text(&bar.label, (area.left, baseline), (FaceId::Hei, SMALL), Colour::BLACK, node);
        top += LEADING;
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
        top = painter.paragraph(&said.collect::<Vec<_>>().join("；"), (area.left, top), area.width, SMALL, node)
            + LEADING / 2;
    }
}
