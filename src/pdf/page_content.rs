//! One page → operators of a content stream with marked content. Knows positions and glyphs; must
//! not know the relations between the nodes of the structure tree.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, Greyscale, Line, LineCapStyle, LineJoinStyle, LinePoint, Op, PaintMode,
    PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, TextRenderingMode, WindingOrder,
    XObjectId, XObjectTransform,
};

use super::PdfError;
use super::font_subset::{EncodedGlyph, FontSubset, font_id};
use super::{pdf_pictures, structure_tree};
use crate::layout::{
    Colour, FaceId, FilledArea, FilledRect, GlyphPosition, Length, NodeId, Page, PageItem, Paper, PlacedPicture,
    RuleLine, Shape, StructureTree, TextRun,
};
use crate::raster::PictureStore;

/// Says of content that it is a note beside the report (a private key, ISO 32000-1 §14.6.2): an import leaves it out.
const REVIEW_NOTE_KEY: &str = "NB_ReviewNote";

/// The content of a page.
pub(super) struct DrawnPage {
    /// The operators.
    pub(super) ops: Vec<Op>,
    /// The structure node of each marked-content sequence; the index is its MCID (ISO 32000-1
    /// §14.7.4).
    pub(super) nodes: Vec<NodeId>,
}

/// What a marked-content sequence is: content of a node, or an artifact (ISO 32000-1 §14.8.2.2).
#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkedRun {
    /// Content of a node, and whether it is a note beside the report.
    Content(NodeId, bool),
    /// Rules and fills: an artifact.
    Layout,
    /// Page numbers and the like: an artifact.
    Pagination,
}

struct ContentWriter<'a> {
    faces: &'a FontSubset<'a>,
    structure: &'a StructureTree,
    pictures: &'a PictureStore,
    height: Length,
    drawn: DrawnPage,
    mark: Option<MarkedRun>,
    in_text: bool,
    font: Option<(FaceId, Length)>,
    fill: Colour,
    stroke: Colour,
    width: Option<Length>,
    heavy: bool,
}

/// Writes a page of `paper`.
///
/// # Errors
///
/// A font lacks a glyph that is shown.
pub(super) fn page(page: &Page, paper: &Paper, faces: &FontSubset) -> Result<DrawnPage, PdfError> {
    let mut writer = ContentWriter {
        faces,
        structure: &paper.structure,
        pictures: &paper.pictures,
        height: page.height,
        drawn: DrawnPage { ops: Vec::new(), nodes: Vec::new() },
        mark: None,
        in_text: false,
        font: None,
        fill: Colour::BLACK,
        stroke: Colour::BLACK,
        width: None,
        heavy: false,
    };
    // Projecting caps close the corners of tables; round joins keep the outlines of characters
    // without spikes.
    writer.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
    writer.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
    for item in &page.items {
        let mark = MarkedRun::of(item);
        match &item.shape {
            Shape::Text(run) => writer.text(mark, run)?,
            Shape::Rule(rule) => writer.rule(mark, rule),
            Shape::Fill(fill) => writer.rectangle(mark, fill),
            Shape::Area(area) => writer.area(mark, area),
            Shape::Picture(picture) => writer.picture(mark, picture),
        }
    }
    writer.end_mark();
    Ok(writer.drawn)
}

/// A length in points, with three decimals.
#[allow(clippy::cast_possible_truncation)] // A page's measures have at most seven digits.
pub(super) fn points(length: Length) -> f32 {
    (f64::from(length.thousandths()) / 1000.0) as f32
}

impl MarkedRun {
    fn of(item: &PageItem) -> MarkedRun {
        match (item.node, &item.shape) {
            (Some(node), _) => MarkedRun::Content(node, item.is_beside_report()),
            (None, Shape::Text(_)) => MarkedRun::Pagination,
            (None, Shape::Rule(_) | Shape::Fill(_) | Shape::Area(_) | Shape::Picture(_)) => MarkedRun::Layout,
        }
    }
}

impl ContentWriter<'_> {
    fn push(&mut self, op: Op) {
        self.drawn.ops.push(op);
    }

    fn mark(&mut self, mark: MarkedRun) {
        if self.mark != Some(mark) {
            self.begin_mark(mark, None);
        }
    }

    /// Begins a marked-content sequence; `text` is its ActualText, which is extracted instead of
    /// its glyphs.
    fn begin_mark(&mut self, mark: MarkedRun, text: Option<Vec<u8>>) {
        self.end_mark();
        self.mark = Some(mark);
        let (tag, key, value) = match mark {
            MarkedRun::Content(node, _) => {
                let id = i64::try_from(self.drawn.nodes.len()).unwrap_or(i64::MAX);
                self.drawn.nodes.push(node);
                let tag = self.structure.node(node).map_or("Span", |node| structure_tree::tag(&node.role));
                (tag, "MCID", DictItem::Int(id))
            }
            MarkedRun::Layout => ("Artifact", "Type", DictItem::Name(b"Layout".to_vec())),
            MarkedRun::Pagination => ("Artifact", "Type", DictItem::Name(b"Pagination".to_vec())),
        };
        let mut map = BTreeMap::from([(key.to_owned(), value)]);
        // The words of a chart are in no place of the report either.
        if matches!(mark, MarkedRun::Content(_, true)) && tag != "Figure" {
            map.insert(REVIEW_NOTE_KEY.to_owned(), DictItem::Bool(true));
        }
        if let Some(text) = text {
            map.insert("ActualText".to_owned(), DictItem::Bytes(text));
        }
        self.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } });
    }

    fn end_mark(&mut self) {
        self.end_text();
        if self.mark.take().is_some() {
            self.push(Op::EndMarkedContentWithProperties);
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.push(Op::EndTextSection);
        }
    }

    /// Shows a run; glyphs that come from a fallback face are shown in that face.
    fn text(&mut self, mark: MarkedRun, run: &TextRun) -> Result<(), PdfError> {
        let shown = run.glyphs.iter().map(|glyph| Ok((self.faces.shown(run, glyph)?, glyph)));
        let shown = shown.collect::<Result<Vec<_>, PdfError>>()?;
        let alike = |(before, b): &(EncodedGlyph, &GlyphPosition), (after, a): &(EncodedGlyph, &GlyphPosition)| {
            before.face == after.face && is_private(b.character) == is_private(a.character)
        };
        for part in shown.chunk_by(alike) {
            // A private use character needs an ActualText (ISO 19005-2 §6.2.11.7.3).
            if part.iter().any(|(_, glyph)| is_private(glyph.character)) {
                self.begin_mark(mark, Some(text_bytes(part)));
                self.part(run, part);
                self.end_mark();
            } else {
                self.mark(mark);
                self.part(run, part);
            }
        }
        Ok(())
    }

    /// Shows glyphs of one face.
    fn part(&mut self, run: &TextRun, part: &[(EncodedGlyph, &GlyphPosition)]) {
        let Some((EncodedGlyph { face, .. }, first)) = part.first() else { return };
        if !std::mem::replace(&mut self.in_text, true) {
            self.push(Op::StartTextSection);
        }
        if self.font.replace((*face, run.size)) != Some((*face, run.size)) {
            let font = PdfFontHandle::External(font_id(*face));
            self.push(Op::SetFont { font, size: Pt(points(run.size)) });
        }
        if std::mem::replace(&mut self.heavy, run.heavy) != run.heavy {
            let mode = if run.heavy { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
            self.push(Op::SetTextRenderingMode { mode });
        }
        self.fill(run.colour);
        if run.heavy {
            self.stroke(run.colour, run.outline_width());
        }
        let (x, y) = (points(run.x + first.dx), points(self.height - run.baseline));
        let shear = if run.slanted { f32::from(TextRun::SHEAR) / 10_000.0 } else { 0.0 };
        self.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, shear, 1.0, x, y]) });
        let glyphs = codepoints(part, first.dx, run.size);
        self.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }

    fn rule(&mut self, mark: MarkedRun, rule: &RuleLine) {
        self.mark(mark);
        self.end_text();
        self.stroke(rule.colour, rule.width);
        let points = [rule.from, rule.to].map(|(x, y)| LinePoint { p: self.point(x, y), bezier: false });
        self.push(Op::DrawLine { line: Line { points: points.to_vec(), is_closed: false } });
    }

    fn area(&mut self, mark: MarkedRun, area: &FilledArea) {
        self.mark(mark);
        self.end_text();
        self.fill(area.colour);
        let points = area.points.iter().map(|(x, y)| LinePoint { p: self.point(*x, *y), bezier: false });
        let ring = PolygonRing { points: points.collect() };
        let polygon = Polygon { rings: vec![ring], mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.push(Op::DrawPolygon { polygon });
    }

    fn rectangle(&mut self, mark: MarkedRun, fill: &FilledRect) {
        self.mark(mark);
        self.end_text();
        self.fill(fill.colour);
        let Point { x, y } = self.point(fill.x, fill.y + fill.height);
        let (width, height) = (Pt(points(fill.width)), Pt(points(fill.height)));
        let rectangle = Rect { x, y, width, height, mode: Some(PaintMode::Fill), winding_order: None };
        self.push(Op::DrawRectangle { rectangle });
    }

    /// Shows a picture: the unit square of its image is put where its rectangle is, turned as the picture asks for.
    fn picture(&mut self, mark: MarkedRun, placed: &PlacedPicture) {
        let Some(picture) = self.pictures.get(placed.id) else { return };
        self.mark(mark);
        self.end_text();
        let [a, b, c, d, e, f] = picture.turn().matrix();
        let (width, height, top) = (placed.width, placed.height, self.height - placed.y);
        // An image's own y goes up, so that its upper edge is at 1.
        let matrix =
            [width * a, -(height * b), -(width * c), height * d, placed.x + width * (c + e), top - height * (d + f)];
        self.push(Op::SaveGraphicsState);
        self.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix.map(points)) });
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.push(Op::UseXobject { id: XObjectId(pdf_pictures::name(placed.id)), transform });
        self.push(Op::RestoreGraphicsState);
    }

    fn point(&self, x: Length, y: Length) -> Point {
        Point { x: Pt(points(x)), y: Pt(points(self.height - y)) }
    }

    fn fill(&mut self, colour: Colour) {
        if std::mem::replace(&mut self.fill, colour) != colour {
            self.push(Op::SetFillColor { col: device_colour(colour) });
        }
    }

    fn stroke(&mut self, colour: Colour, width: Length) {
        if std::mem::replace(&mut self.stroke, colour) != colour {
            self.push(Op::SetOutlineColor { col: device_colour(colour) });
        }
        if self.width.replace(width) != Some(width) {
            self.push(Op::SetOutlineThickness { pt: Pt(points(width)) });
        }
    }
}

/// The codes with the adjustment after each, in 1/1000 em, that puts the next glyph in its
/// position. The rounding error is carried over to the next adjustment, so it never adds up to
/// 1/1000 em.
fn codepoints(part: &[(EncodedGlyph, &GlyphPosition)], start: Length, size: Length) -> Vec<Codepoint> {
    let em = i64::from(size.thousandths()).max(1);
    let mut nexts = part.iter().skip(1).map(|(_, next)| i64::from((next.dx - start).thousandths()));
    // The text position of the viewer, in 1/1000 em times 1/1000 pt.
    let mut position = 0;
    let glyph = |(shown, glyph): &(EncodedGlyph, &GlyphPosition)| {
        position += shown.width * em;
        let target = nexts.next().map_or(position, |next| next * 1000);
        let adjustment = rounded(position - target, em);
        position -= adjustment * em;
        Codepoint::with_cid(shown.code, whole(adjustment), glyph.character.to_string())
    };
    part.iter().map(glyph).collect()
}

/// Whether it is a private use character.
const fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// The characters as a PDF text string, UTF-16 with its mark.
fn text_bytes(part: &[(EncodedGlyph, &GlyphPosition)]) -> Vec<u8> {
    let units = part.iter().flat_map(|(_, glyph)| glyph.character.encode_utf16(&mut [0; 2]).to_vec());
    [0xFEFF].into_iter().chain(units).flat_map(u16::to_be_bytes).collect()
}

const fn rounded(value: i64, by: i64) -> i64 {
    (value * 2 + by).div_euclid(by * 2)
}

/// An adjustment within a page, which a float holds exactly.
#[allow(clippy::cast_precision_loss)]
fn whole(value: i64) -> f32 {
    value as f32
}

fn device_colour(Colour(colour): Colour) -> Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    let share = |channel: u8| points(Length::pt(1).scaled(channel.into(), 255));
    if red == green && green == blue {
        Color::Greyscale(Greyscale { percent: share(red), icc_profile: None })
    } else {
        Color::Rgb(Rgb { r: share(red), g: share(green), b: share(blue), icc_profile: None })
    }
}
