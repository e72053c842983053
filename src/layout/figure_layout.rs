//! A figure → strips: the picture or the chart centred in whole lines of the grid, below it its caption in lines that are kept with
//! it. Must not know the pages: `page_breaking` lets a figure wait for the next one.

use std::collections::BTreeMap;

use super::chart::text_chart;
use super::inline_item::{GlyphBox, RunStyle, inline_items};
use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{Colour, FilledRect, NodeId, PageItem, PlacedPicture, RuleLine, Shape, StructureRole};
use super::page_breaking::Strip;
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::form::Form;
use crate::raster::PictureStore;
use crate::report::{CharRange, ChartData, FigureNumbers, Place, Report, ReportText};
use crate::richtext::{Figure, Paragraph, ParagraphAlign, TextMarks};

/// What the figures of a report show: their pictures, what their charts show, and their numbers.
#[derive(Default)]
pub struct FigureSource {
    numbers: FigureNumbers,
    pictures: PictureStore,
    charts: BTreeMap<(ReportText, usize), ChartData>,
}

impl FigureSource {
    /// Of a report.
    pub fn of(form: &Form, report: &Report) -> FigureSource {
        let charts = report.charts(form).into_iter().map(|(part, number, _, data)| ((part, number), data));
        FigureSource { numbers: report.figure_numbers(), pictures: report.pictures.clone(), charts: charts.collect() }
    }
}

/// The em of a caption: 4号, 14 pt, between body text and tables.
const CAPTION: Length = Length::pt(14);
/// The least space above and below a picture.
const GAP: Length = Length::pt(4);
/// What a figure says of itself that has neither words nor a caption.
const NAMELESS: &str = "图片";
/// The tone and the proportions of the box that stands for a picture that is missing.
const MISSING: (Colour, u32, u32) = (Colour(0xf2f2f2), 3, 2);

impl Typesetter<'_> {
    /// The strips of the figure that is the paragraph `number` of `part`.
    pub(super) fn figure(
        &mut self,
        (part, number): (ReportText, usize),
        paragraph: &Paragraph,
        figure: &Figure,
        parent: NodeId,
    ) -> Vec<Strip<'static>> {
        let style = self.style;
        let data = self.figures.charts.get(&(part, number)).cloned();
        // A chart without words of its own says its numbers.
        let read_out = data.as_ref().map(ChartData::words).unwrap_or_default();
        let said = [figure.alt.trim(), &read_out, paragraph.text().trim(), NAMELESS].map(str::to_owned);
        let said = said.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let node = self.structure.add(StructureRole::Figure(said), Some(parent));
        let captions = self.caption((part, number), paragraph, parent);
        // Beside a caption longer than half a page it stands alone.
        let below = if captions.len() > style.lines / 2 { 0 } else { captions.len() };
        let most = style.lines.saturating_sub(below).max(1);
        let room = style.line() * i32::try_from(most).unwrap_or(1);
        let held = figure.picture().and_then(|id| Some((id, self.figures.pictures.get(id)?)));
        let dots = held.map_or((MISSING.1, MISSING.2), |(_, picture)| picture.shown_size());
        let id = held.map(|(id, _)| id);
        let chart = data.map(|data| text_chart(&data, wide(figure, style.type_width), room - GAP * 2, self.fonts));
        let (width, height) = match &chart {
            Some(chart) => (chart.width, chart.height),
            None => fitted(wide(figure, style.type_width), dots, room - GAP * 2),
        };
        let lines = style.lines_for(height + GAP * 2).min(most);
        let whole = style.line() * i32::try_from(lines).unwrap_or(1);
        let (x, y) = (style.binding_margin + (style.type_width - width) / 2, (whole - height) / 2);
        let place = part.place(CharRange { paragraph: number, start: 0, end: 0 });
        let mut items = Vec::new();
        match (chart, id) {
            (Some(chart), _) => {
                items.extend(chart.at(x, y).map(|item| PageItem { place, node: Some(node), ..item }));
            }
            (None, Some(id)) => {
                let shape = Shape::Picture(PlacedPicture { id, x, y, width, height });
                items.push(PageItem { shape, place, node: Some(node) });
            }
            (None, None) => missing_picture(&mut items, (x, y), (width, height), place, node),
        }
        let mut strips = vec![Strip { floats: true, ..Strip::set(lines, items) }];
        strips.extend(captions.into_iter().map(|items| Strip::set(1, items)));
        if let Some(last) = strips.last_mut() {
            last.may_end_page = true;
        }
        strips
    }

    /// The items of each line of a caption; none where it has no words.
    fn caption(
        &mut self,
        (part, number): (ReportText, usize),
        paragraph: &Paragraph,
        parent: NodeId,
    ) -> Vec<Vec<PageItem>> {
        let Some(label) = self.figures.numbers.label(part, number) else { return Vec::new() };
        let node = self.structure.add(StructureRole::Caption, Some(parent));
        let label = label.chars().chain([FigureNumbers::GAP]).map(|one| (one, TextMarks::default())).enumerate();
        // The label's characters are those of no place. They stand before the caption's first one, in a run of their own.
        let own = label.clone().count() + 1;
        let words = paragraph.characters().enumerate().map(|(index, marked)| (index + own, marked));
        let boxes = label.chain(words).map(|(index, (character, marks))| GlyphBox {
            character,
            index,
            face: FaceId::Kai,
            size: if marks.superscript { CAPTION.scaled(6, 10) } else { CAPTION },
            raise: if marks.superscript { CAPTION.scaled(36, 100) } else { Length::ZERO },
            style: RunStyle { heavy: marks.bold, slanted: marks.italic, underlined: marks.underline },
        });
        let items = inline_items(boxes, |size| size, self.fonts);
        let place = |start: usize, end: usize| {
            let (start, end) = (start.saturating_sub(own), end.saturating_sub(own));
            part.place(CharRange { paragraph: number, start, end })
        };
        for item in items.iter().filter(|item| item.glyph == 0) {
            self.note(item.character, || place(item.index, item.index + 1));
        }
        let style = self.style;
        let indent = style.cell() * 2;
        let measure = LineMeasure {
            width: style.type_width - indent * 2,
            first: Length::ZERO,
            rest: Length::ZERO,
            align: ParagraphAlign::Center,
        };
        let baseline = Typesetter::baseline(style.line(), CAPTION);
        let context = LineContext { x: style.binding_margin + indent, baseline, node: Some(node), place: &place };
        let line_items = |line| {
            let mut items = Vec::new();
            emit(&line, &context, &mut items);
            items
        };
        lines(&items, measure).into_iter().map(line_items).collect()
    }
}

/// How wide a figure stands, within the type area.
fn wide(figure: &Figure, most: Length) -> Length {
    Length::tenths_mm(i32::from(figure.shown_width())).min(most)
}

/// Width and height of a picture on paper: as wide as is wanted, and no higher than `room`.
fn fitted(width: Length, dots: (u32, u32), room: Length) -> (Length, Length) {
    let (wide, high) = (i64::from(dots.0.max(1)), i64::from(dots.1.max(1)));
    let height = width.scaled(high, wide);
    let least = Length::milli(1);
    if height <= room { (width, height.max(least)) } else { (room.scaled(wide, high).max(least), room) }
}

/// A box with a frame in the place of a picture that is not there.
fn missing_picture(
    items: &mut Vec<PageItem>,
    (x, y): (Length, Length),
    (width, height): (Length, Length),
    place: Place,
    node: NodeId,
) {
    let shape = Shape::Fill(FilledRect { x, y, width, height, colour: MISSING.0 });
    items.push(PageItem { shape, place, node: Some(node) });
    let mut add = |shape| items.push(PageItem { shape, place, node: None });
    let (right, bottom) = (x + width, y + height);
    for (from, to) in [((x, y), (right, bottom)), ((right, y), (x, bottom))] {
        add(Shape::Rule(RuleLine { from, to, width: Length::milli(500), colour: Colour(0x999999) }));
    }
}
