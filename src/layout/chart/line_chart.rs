//! Lines from left to right, told apart by their strokes and marks, each point with its number. Must not know what
//! they are of.

use rust_decimal::Decimal;

use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartLine, LEADING, share, shown};
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// How wide a line is.
const STROKE: Length = Length::milli(1000);
/// Half the side of a mark.
const MARK: Length = Length::milli(2200);
/// How long a dash is, and the space after it: none for a line that is whole.
const DASHES: [(i32, i32); 4] = [(0, 0), (6, 3), (2, 2), (9, 2)];
/// The tones of marks; with a black outline.
const MARKS: [Colour; 4] = [Colour::BLACK, Colour(0xff_ff_ff), Colour(0xa6_a6_a6), Colour(0xd9_d9_d9)];
/// The line from which heights count.
const BASE: Colour = Colour(0x80_80_80);

/// How high so many lines stand best.
pub(super) fn lines_height(count: usize) -> Length {
    LEADING * i32::try_from(count).unwrap_or(1) + LEADING * 16
}

/// The same in a text, where the words are larger.
pub(super) fn text_lines_height(
    painter: &ChartPainter<'_>,
    width: Length,
    points: &[String],
    lines: &[ChartLine],
) -> Length {
    let step = width / i32::try_from(points.len().max(1)).unwrap_or(1);
    let body = width.scaled(36, 100).max(Length::pt(70)).min(Length::pt(150));
    body + painter.leading * (3 + named(lines) + painter.rows_below(points, step))
}

/// How many lines have a name.
fn named(lines: &[ChartLine]) -> i32 {
    i32::try_from(lines.iter().filter(|line| !line.name.is_empty()).count()).unwrap_or(1)
}

/// A line for each series, a number at each point, the names under the whole.
pub(super) fn lines(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (points, lines): (&[String], &[ChartLine]),
    parent: NodeId,
) {
    let (small, leading) = (painter.small, painter.leading);
    let step = area.width / i32::try_from(points.len().max(1)).unwrap_or(1);
    let legend = leading * named(lines);
    let bottom = area.top + area.height - legend - leading * (1 + painter.rows_below(points, step));
    let most = lines.iter().flat_map(|line| &line.values).flatten().max().copied().filter(|most| !most.is_zero());
    let full = bottom - area.top - leading * 2;
    let x_of = |at: i32| area.left + step * at + step / 2;
    painter.rule((area.left, bottom), (area.left + area.width, bottom), Length::milli(500), BASE);
    let axis = painter.structure.add(StructureRole::Paragraph, Some(parent));
    for (point, at) in points.iter().zip(0_i32..) {
        painter.below(point, (area.left + step * at, bottom + leading / 4), step, axis);
    }
    for (number, line) in lines.iter().enumerate() {
        let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
        let dashes = DASHES.get(number % DASHES.len()).copied().unwrap_or((0, 0));
        let tone = MARKS.get(number % MARKS.len()).copied().unwrap_or(Colour::BLACK);
        let y_of = |value: Decimal| bottom - most.map(|most| share(full, value, most)).unwrap_or_default();
        let places: Vec<Option<(Length, Length)>> =
            line.values.iter().zip(0_i32..).map(|(value, at)| value.map(|value| (x_of(at), y_of(value)))).collect();
        for pair in places.windows(2) {
            // Where a value is missing the line is broken.
            if let [Some(from), Some(to)] = pair {
                stroke(painter, *from, *to, dashes);
            }
        }
        for ((value, place), at) in line.values.iter().zip(&places).zip(0_usize..) {
            let Some((x, y)) = place else { continue };
            mark(painter, (*x, *y), tone);
            let words = shown(*value);
            let half = painter.width(&words, FaceId::Song, small) / 2;
            // Numbers of points that lie close together stand above, below and right of them.
            let above = lines.iter().enumerate().filter(|(other, line)| {
                let there = line.values.get(at).copied().flatten().map(y_of);
                let is_above = |there: Length| there < *y || (there == *y && *other < number);
                there.is_some_and(|there| *other != number && is_above(there) && *y - there < leading * 2)
            });
            let place = match above.count() {
                0 => (*x - half, *y - MARK * 2),
                1 => (*x - half, *y + MARK * 2 + small.scaled(8, 10)),
                _ => (*x + MARK * 2, *y + small / 3),
            };
            painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
        }
        if line.name.is_empty() {
            continue;
        }
        let y = area.top + area.height - legend + leading * i32::try_from(number).unwrap_or(0);
        let (from, to) = ((area.left, y), (area.left + leading * 2, y));
        stroke(painter, from, to, dashes);
        mark(painter, (area.left + leading, y), tone);
        let place = (area.left + leading * 2 + leading / 2, y + small / 3);
        painter.text(&line.name, place, (FaceId::Song, small), Colour::BLACK, node);
    }
}

/// A line from one point to another, whole or in dashes.
fn stroke(painter: &mut ChartPainter<'_>, from: (Length, Length), to: (Length, Length), (dash, space): (i32, i32)) {
    let (width, height) = (to.0 - from.0, to.1 - from.1);
    let length = i64::from(width.thousandths()).pow(2) + i64::from(height.thousandths()).pow(2);
    let period = i64::from((dash + space) * 1000);
    let dashes = if period == 0 { 1 } else { (length.isqrt() / period).max(1) };
    let at = |part: i64| {
        let whole = dashes * i64::from((dash + space).max(1));
        (from.0 + width.scaled(part, whole), from.1 + height.scaled(part, whole))
    };
    if period == 0 {
        painter.rule(from, to, STROKE, Colour::BLACK);
        return;
    }
    for number in 0..dashes {
        let start = number * i64::from(dash + space);
        painter.rule(at(start), at(start + i64::from(dash)), STROKE, Colour::BLACK);
    }
}

fn mark(painter: &mut ChartPainter<'_>, (x, y): (Length, Length), tone: Colour) {
    let area = ChartArea { left: x - MARK, top: y - MARK, width: MARK * 2, height: MARK * 2 };
    painter.box_of(area, tone);
}
