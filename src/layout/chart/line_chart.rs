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
/// The most lines that have their numbers beside them.
const BESIDE: usize = 2;
/// The most of the width that names take before a table of numbers, in hundredths.
const NAMES: i64 = 35;
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
    let plan = LinePlan::of(painter, width, points, lines);
    let body = width.scaled(36, 100).max(Length::pt(70)).min(Length::pt(150));
    body + painter.leading * (3 + plan.key_lines() + plan.below + painter.rows_below(points, plan.step))
}

/// Where the numbers of points stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberPlace {
    /// Above and below them.
    Beside,
    /// In a table below, behind the names of their lines.
    Table,
    /// In words behind the names, point by point.
    Words,
}

/// How lines are set in a width.
struct LinePlan {
    /// Where the first point begins, from the left of the chart.
    left: Length,
    /// From one point to the next.
    step: Length,
    numbers: NumberPlace,
    /// The lines of text that numbers of low points take below the axis.
    below: i32,
    /// What stands behind the stroke of each line in the key, in lines of text.
    key: Vec<Vec<String>>,
}

impl LinePlan {
    /// Numbers beside three lines and more would lie over each other where the lines lie close, and those wider than
    /// the way to the next point over that one's.
    fn of(painter: &ChartPainter<'_>, width: Length, points: &[String], lines: &[ChartLine]) -> LinePlan {
        let count = i32::try_from(points.len().max(1)).unwrap_or(1);
        let widest = |words: &mut dyn Iterator<Item = String>| {
            words.map(|words| painter.width(&words, FaceId::Song, painter.small)).max().unwrap_or_default()
        };
        let named = lines.iter().filter(|line| !line.name.is_empty()).count();
        let names = widest(&mut lines.iter().map(|line| line.name.clone())) + painter.leading * 3;
        let left = names.min(width.scaled(NAMES, 100));
        let number = widest(&mut lines.iter().flat_map(|line| &line.values).map(|value| shown(*value)));
        let number = number + painter.small / 4;
        let (left, numbers) = match () {
            () if named <= BESIDE && number <= width / count => (Length::ZERO, NumberPlace::Beside),
            () if named > BESIDE && number <= (width - left) / count => (left, NumberPlace::Table),
            () => (Length::ZERO, NumberPlace::Words),
        };
        let key = lines.iter().filter(|line| !line.name.is_empty() || numbers == NumberPlace::Words).map(|line| {
            let value = |(point, value): (&String, &Option<Decimal>)| format!("{point}　{}", shown(*value));
            let values = points.iter().zip(&line.values).map(value);
            let words = std::iter::once(line.name.clone()).filter(|name| !name.is_empty()).chain(values);
            match numbers {
                NumberPlace::Words => wrapped(painter, words, width - painter.leading * 3),
                NumberPlace::Beside | NumberPlace::Table => vec![line.name.clone()],
            }
        });
        let below = i32::from(named == BESIDE && numbers == NumberPlace::Beside);
        LinePlan { left, step: (width - left) / count, numbers, below, key: key.collect() }
    }

    fn key_lines(&self) -> i32 {
        i32::try_from(self.key.iter().map(Vec::len).sum::<usize>()).unwrap_or(1)
    }
}

/// Words in lines of this width, none of them parted.
fn wrapped(painter: &ChartPainter<'_>, words: impl Iterator<Item = String>, width: Length) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if painter.width(&format!("{line}　　{word}"), FaceId::Song, painter.small) <= width => {
                line.push_str("　　");
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A line for each series, a number for each point, the names under the whole.
pub(super) fn lines(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    (points, lines): (&[String], &[ChartLine]),
    parent: NodeId,
) {
    let (small, leading) = (painter.small, painter.leading);
    let plan = LinePlan::of(painter, area.width, points, lines);
    let (first, step) = (area.left + plan.left, plan.step);
    let legend = leading * plan.key_lines();
    let bottom = area.top + area.height - legend - leading * (1 + plan.below + painter.rows_below(points, step));
    let most = lines.iter().flat_map(|line| &line.values).flatten().max().copied().filter(|most| !most.is_zero());
    let full = bottom - area.top - leading * 2;
    let x_of = |at: i32| first + step * at + step / 2;
    painter.rule((first, bottom), (area.left + area.width, bottom), Length::milli(500), BASE);
    let axis = painter.structure.add(StructureRole::Paragraph, Some(parent));
    for (point, at) in points.iter().zip(0_i32..) {
        painter.below(point, (first + step * at, bottom + leading * plan.below + leading / 4), step, axis);
    }
    let mut key = plan.key.iter();
    let mut y = area.top + area.height - legend;
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
            if plan.numbers != NumberPlace::Beside {
                continue;
            }
            let words = shown(*value);
            let half = painter.width(&words, FaceId::Song, small) / 2;
            // Of two that lie close together the number of the lower one stands below it.
            let is_below = lines.iter().enumerate().any(|(other, line)| {
                let there = line.values.get(at).copied().flatten().map(y_of);
                let is_above = |there: Length| there < *y || (there == *y && other < number);
                there.is_some_and(|there| other != number && is_above(there) && *y - there < leading * 2)
            });
            let place = match is_below {
                false => (*x - half, *y - MARK * 2),
                true => (*x - half, *y + MARK * 2 + small.scaled(8, 10)),
            };
            painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
        }
        if line.name.is_empty() && plan.numbers != NumberPlace::Words {
            continue;
        }
        let (from, to) = ((area.left, y), (area.left + leading * 2, y));
        stroke(painter, from, to, dashes);
        mark(painter, (area.left + leading, y), tone);
        for words in key.next().into_iter().flatten() {
            let place = (area.left + leading * 2 + leading / 2, y + small / 3);
            let room =
                if plan.numbers == NumberPlace::Table { plan.left - leading * 3 } else { area.width - leading * 3 };
            let words = painter.fitted(words, FaceId::Song, small, room);
            painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
            y += leading;
        }
        for (value, at) in line.values.iter().zip(0_i32..).filter(|_| plan.numbers == NumberPlace::Table) {
            let words = shown(*value);
            let place = (x_of(at) - painter.width(&words, FaceId::Song, small) / 2, y - leading + small / 3);
            painter.text(&words, place, (FaceId::Song, small), Colour::BLACK, node);
        }
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
