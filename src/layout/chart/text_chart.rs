//! A chart in the text: its numbers drawn as wide as its figure, in the place of it a sentence where they cannot be shown
//! honestly, under it what is to be known of them. Must not know where on a page it stands.

use rust_decimal::Decimal;

use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartBar, ChartLine, bar_chart, column_chart, line_chart, pie_chart};
use crate::layout::{Colour, FaceId, FontSet, Length, PageItem, Shape, StructureRole};
use crate::report::{ChartData, ChartNumbers};
use crate::richtext::ChartKind;

/// A chart that is drawn, its upper left corner at the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnChart {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What it consists of, later items over earlier ones; they have neither place nor node.
    pub items: Vec<PageItem>,
}

/// The size of its words, 小五, and of those of a narrow one.
const SIZE: (Length, Length) = (Length::pt(9), Length::milli(7500));
/// A narrower chart has smaller words.
const NARROW: Length = Length::pt(230);
/// The space around a sentence in the place of a chart.
const CLEAR: Length = Length::pt(14);
/// The frame around such a sentence.
const FRAME: (Length, Colour) = (Length::milli(500), Colour(0x80_80_80));

/// What is drawn, with the rows as the parts of charts take them.
struct ChartBody {
    kind: ChartKind,
    points: Vec<String>,
    rows: Vec<ChartLine>,
}

/// How high a chart of this width stands; no higher than `most`.
pub fn text_chart_height(data: &ChartData, width: Length, most: Length, fonts: &FontSet) -> Length {
    let painter = painter(width, fonts);
    natural_height(&painter, data, width).min(most)
}

/// The chart in this width, no higher than `most`.
pub fn text_chart(data: &ChartData, width: Length, most: Length, fonts: &FontSet) -> DrawnChart {
    let mut painter = painter(width, fonts);
    let height = natural_height(&painter, data, width).min(most);
    let root = painter.structure.add(StructureRole::Document, None);
    match &data.numbers {
        Ok(numbers) => {
            let notes = note_lines(&painter, data, width);
            let below = painter.leading * i32::try_from(notes.len()).unwrap_or(0);
            let area = ChartArea { left: Length::ZERO, top: Length::ZERO, width, height: height - below };
            ChartBody::of(&painter, data.choice.kind, numbers, width).draw(&mut painter, area, root);
            let mut baseline = height - below + painter.small;
            for note in notes {
                painter.text(&note, (Length::ZERO, baseline), (FaceId::Song, painter.small), Colour::BLACK, root);
                baseline += painter.leading;
            }
        }
        Err(_) => {
            let lines = painter.lines(&problem_words(data), width - CLEAR * 2, painter.small);
            let all = painter.leading * i32::try_from(lines.len()).unwrap_or(1);
            let mut baseline = (height - all) / 2 + painter.small;
            for line in lines {
                let left = (width - painter.width(&line, FaceId::Song, painter.small)) / 2;
                painter.text(&line, (left, baseline), (FaceId::Song, painter.small), Colour::BLACK, root);
                baseline += painter.leading;
            }
            let corners =
                [(Length::ZERO, Length::ZERO), (width, Length::ZERO), (width, height), (Length::ZERO, height)];
            for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
                painter.rule(*from, *to, FRAME.0, FRAME.1);
            }
        }
    }
    let items = painter.items.into_iter().map(|item| PageItem { node: None, ..item });
    DrawnChart { width, height, items: items.collect() }
}

impl DrawnChart {
    /// The items moved to a place of a page.
    pub fn at(self, x: Length, y: Length) -> impl Iterator<Item = PageItem> {
        self.items.into_iter().map(move |item| shifted(crate::layout::page_breaking::moved(item, y), x))
    }
}

/// The item moved to the right.
fn shifted(mut item: PageItem, right: Length) -> PageItem {
    match &mut item.shape {
        Shape::Text(run) => run.x += right,
        Shape::Rule(rule) => {
            rule.from.0 += right;
            rule.to.0 += right;
        }
        Shape::Fill(fill) => fill.x += right,
        Shape::Area(area) => area.points.iter_mut().for_each(|point| point.0 += right),
        Shape::Picture(picture) => picture.x += right,
    }
    item
}

fn painter(width: Length, fonts: &FontSet) -> ChartPainter<'_> {
    let small = if width < NARROW { SIZE.1 } else { SIZE.0 };
    ChartPainter::new(fonts, small, small.scaled(14, 10))
}

fn natural_height(painter: &ChartPainter<'_>, data: &ChartData, width: Length) -> Length {
    let leading = painter.leading;
    let notes = leading * i32::try_from(note_lines(painter, data, width).len()).unwrap_or(0);
    match &data.numbers {
        Ok(numbers) => ChartBody::of(painter, data.choice.kind, numbers, width).height(painter, width) + notes,
        Err(_) => {
            let lines = painter.lines(&problem_words(data), width - CLEAR * 2, painter.small).len();
            CLEAR * 2 + leading * i32::try_from(lines).unwrap_or(1)
        }
    }
}

/// What stands in the place of a chart that is not drawn.
fn problem_words(data: &ChartData) -> String {
    let problem = data.numbers.as_ref().err().map(|problem| problem.words()).unwrap_or_default();
    format!("（{}：{problem}）", data.choice.kind.label())
}

/// What stands under it.
fn note_lines(painter: &ChartPainter<'_>, data: &ChartData, width: Length) -> Vec<String> {
    painter.lines(&data.notes().join(""), width, painter.small)
}

impl ChartBody {
    /// Columns whose numbers have no room over them become bars, which have it at any number.
    fn of(painter: &ChartPainter<'_>, kind: ChartKind, numbers: &ChartNumbers, width: Length) -> ChartBody {
        let is_one = numbers.series.len() == 1;
        let row = |series: &crate::report::ChartSeries| ChartLine {
            name: if is_one { String::new() } else { series.name.clone() },
            values: series.values.clone(),
        };
        let rows: Vec<ChartLine> = numbers.series.iter().map(row).collect();
        let points = numbers.points.clone();
        let has_room = column_chart::have_room(painter, width, &points, &rows);
        let kind = if kind == ChartKind::Column && !has_room { ChartKind::Bar } else { kind };
        ChartBody { kind, points, rows }
    }

    /// The points with the numbers of the first row.
    fn pairs(&self) -> Vec<(String, Option<Decimal>)> {
        let values = self.rows.first().map(|row| row.values.clone()).unwrap_or_default();
        self.points.iter().cloned().zip(values).collect()
    }

    fn height(&self, painter: &ChartPainter<'_>, width: Length) -> Length {
        match self.kind {
            ChartKind::Column => column_chart::columns_height(painter, width, &self.points, &self.rows),
            ChartKind::Bar => bar_chart::grouped_height(painter, width, self.points.len(), &self.rows),
            ChartKind::Line => line_chart::text_lines_height(painter, width, &self.points, &self.rows),
            ChartKind::Pie => pie_chart::pie_height(painter, width, &self.pairs()),
        }
    }

    fn draw(&self, painter: &mut ChartPainter<'_>, area: ChartArea, root: crate::layout::NodeId) {
        match (self.kind, self.rows.len()) {
            (ChartKind::Column, _) => column_chart::columns(painter, area, (&self.points, &self.rows), root),
            (ChartKind::Bar, 1) => {
                let bar = |(label, value)| ChartBar { label, value, note: String::new() };
                let bars: Vec<ChartBar> = self.pairs().into_iter().map(bar).collect();
                let labels = bar_chart::labels_width(painter, area.width, self.points.iter());
                bar_chart::bars_beside(painter, area, labels, &bars, root);
            }
            (ChartKind::Bar, _) => bar_chart::grouped(painter, area, (&self.points, &self.rows), root),
            (ChartKind::Line, _) => line_chart::lines(painter, area, (&self.points, &self.rows), root),
            (ChartKind::Pie, _) => pie_chart::pie(painter, area, &self.pairs(), root),
        }
    }
}
