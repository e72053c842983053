//! Charts on pages: bars, stacked bars, columns, lines and pies with their numbers, made of the same text, rules and
//! fills as a report, so that whatever shows pages shows charts. Black and white are enough to read them: parts differ by
//! tone and outline, lines by their strokes and marks. Must not know what the numbers are of.

mod bar_chart;
mod chart_key;
mod chart_painter;
mod column_chart;
mod line_chart;
mod pie_chart;
mod text_chart;

use rust_decimal::Decimal;

use self::chart_painter::{ChartArea, ChartPainter};
pub use self::text_chart::{DrawnChart, text_chart, text_chart_height};
use super::{Colour, DocumentInfo, FontSet, Length, Page, PageStyle, Paper, StructureRole};
use crate::raster::PictureStore;
use crate::report::Date;

/// Charts with a title and notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartSheet {
    /// The title.
    pub title: String,
    /// What stands under it.
    pub subtitle: String,
    /// The charts, two beside each other, six on a page.
    pub charts: Vec<Chart>,
    /// What is to be known of them, under the last.
    pub notes: Vec<String>,
    /// Who made it, for the file.
    pub author: String,
    /// The day that the file bears.
    pub day: Option<Date>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// What would mislead about it, under the title.
    pub warnings: Vec<String>,
    /// What is drawn.
    pub drawing: ChartDrawing,
}

/// What a chart draws.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartDrawing {
    /// A bar for each value.
    Bars(Vec<ChartBar>),
    /// Bars of parts.
    Stacked {
        /// The names of the parts.
        parts: Vec<String>,
        /// The bars.
        bars: Vec<StackedBar>,
    },
    /// Lines from left to right.
    Lines {
        /// What stands under each point.
        points: Vec<String>,
        /// The lines.
        lines: Vec<ChartLine>,
    },
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBar {
    /// What it is of.
    pub label: String,
    /// How long it is; `None` is no bar but a dash.
    pub value: Option<Decimal>,
    /// What follows its number, such as a share; without a value it stands in its place.
    pub note: String,
}

/// A bar of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    /// What it is of.
    pub label: String,
    /// How long each part is.
    pub values: Vec<Option<Decimal>>,
    /// What is said under it.
    pub note: String,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// What it is of.
    pub name: String,
    /// Its values from left to right; the line is broken where one is missing.
    pub values: Vec<Option<Decimal>>,
}

/// The size of the title, of charts' titles and of everything else.
const TITLE: Length = Length::pt(18);
const HEAD: Length = Length::pt(10);
const SMALL: Length = Length::milli(7500);
/// From one line of small text to the next.
const LEADING: Length = Length::pt(11);
/// The tones of parts, told apart without colours; each has a black outline.
const TONES: [Colour; 5] =
    [Colour(0x40_40_40), Colour(0xff_ff_ff), Colour(0xa6_a6_a6), Colour(0xd9_d9_d9), Colour(0x80_80_80)];
/// The margin above and below.
const MARGIN: Length = Length::pt(48);
/// Between charts.
const GAP: Length = Length::pt(16);
/// How many charts stand on a page, two beside each other.
const ON_PAGE: usize = 6;

/// The sheet on pages of this style.
pub fn chart_pages(sheet: &ChartSheet, style: &PageStyle, fonts: &FontSet) -> Paper {
    let mut painter = ChartPainter::new(fonts, SMALL, LEADING);
    let root = painter.structure.add(StructureRole::Document, None);
    let mut pages = Vec::new();
    let chunks: Vec<&[Chart]> = sheet.charts.chunks(ON_PAGE).collect();
    let (left, width) = (style.binding_margin, style.type_width);
    for (number, charts) in chunks.iter().enumerate() {
        let mut top = MARGIN;
        if number == 0 {
            let node = painter.structure.add(StructureRole::Title, Some(root));
            top = painter.title(&sheet.title, left, top, width, TITLE, node);
            let node = painter.structure.add(StructureRole::Paragraph, Some(root));
            top = painter.paragraph(&sheet.subtitle, (left, top), width, SMALL, node) + GAP / 2;
        }
        let is_last = number + 1 == chunks.len();
        let column = (width - GAP) / 2;
        let notes = if is_last { painter.lines(&sheet.notes.join("\n"), width, SMALL).len() } else { 0 };
        let below = LEADING * i32::try_from(notes).unwrap_or(0);
        let full = style.paper_height - MARGIN - below - top;
        for (pair, height) in charts.chunks(2).zip(row_heights(charts, full)) {
            for (chart, at) in pair.iter().zip(0_i32..) {
                let area = ChartArea { left: left + (column + GAP) * at, top, width: column, height: height - GAP };
                let section = painter.structure.add(StructureRole::Section, Some(root));
                chart.draw(&mut painter, area, section);
            }
            top += height;
        }
        if is_last && !sheet.notes.is_empty() {
            let node = painter.structure.add(StructureRole::Paragraph, Some(root));
            let at = (left, style.paper_height - MARGIN - below);
            painter.paragraph(&sheet.notes.join("\n"), at, width, SMALL, node);
        }
        let items = std::mem::take(&mut painter.items);
        pages.push(Page { width: style.paper_width, height: style.paper_height, items });
    }
    let about =
        DocumentInfo { title: sheet.title.clone(), author: sheet.author.clone(), created: sheet.day, digest: None };
    Paper {
        pages,
        outline: Vec::new(),
        structure: painter.structure,
        about,
        missing: Vec::new(),
        pictures: PictureStore::default(),
    }
}

/// The heights of the rows of charts: what each needs, and of what is left the same for all; less where there is
/// not enough.
fn row_heights(charts: &[Chart], full: Length) -> Vec<Length> {
    let natural: Vec<Length> =
        charts.chunks(2).map(|pair| pair.iter().map(Chart::height).max().unwrap_or_default() + GAP).collect();
    let (sum, count) = (natural.iter().copied().sum::<Length>(), i32::try_from(natural.len().max(1)).unwrap_or(1));
    if sum > full {
        let (full, sum) = (i64::from(full.thousandths()), i64::from(sum.thousandths()));
        return natural.into_iter().map(|height| height.scaled(full, sum)).collect();
    }
    let more = Ord::min((full - sum) / count, GAP * 2);
    natural.into_iter().map(|height| height + more).collect()
}

impl Chart {
    /// How high it stands best.
    fn height(&self) -> Length {
        let head = HEAD * 2 + LEADING * i32::try_from(self.warnings.len()).unwrap_or(0) * 2;
        head + match &self.drawing {
            ChartDrawing::Bars(bars) => bar_chart::bars_height(bars.len()),
            ChartDrawing::Stacked { bars, .. } => bar_chart::stacked_height(bars.len()),
            ChartDrawing::Lines { lines, .. } => line_chart::lines_height(lines.len()),
        }
    }

    fn draw(&self, painter: &mut ChartPainter<'_>, area: ChartArea, section: super::NodeId) {
        let node = painter.structure.add(StructureRole::Heading(1), Some(section));
        let mut top = painter.head(&self.title, (area.left, area.top), area.width, HEAD, node);
        if !self.warnings.is_empty() {
            let node = painter.structure.add(StructureRole::Paragraph, Some(section));
            top = painter.paragraph(&self.warnings.join("\n"), (area.left, top), area.width, SMALL, node);
        }
        let inner = ChartArea { top: top + LEADING / 2, height: area.top + area.height - top - LEADING / 2, ..area };
        match &self.drawing {
            ChartDrawing::Bars(bars) => bar_chart::bars(painter, inner, bars, section),
            ChartDrawing::Stacked { parts, bars } => bar_chart::stacked(painter, inner, (parts, bars), section),
            ChartDrawing::Lines { points, lines } => line_chart::lines(painter, inner, (points, lines), section),
        }
    }
}

/// `full` in the proportion of `value` to `most`.
fn share(full: Length, value: Decimal, most: Decimal) -> Length {
    const PARTS: i64 = 10_000;
    let parts = value.checked_mul(PARTS.into()).and_then(|parts| parts.checked_div(most)).unwrap_or_default();
    full.scaled(parts.round().to_string().parse().unwrap_or(0), PARTS)
}

/// A number as it is shown.
fn shown(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.normalize().to_string())
}
