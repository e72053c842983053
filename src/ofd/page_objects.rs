//! The items of a page → text and path objects (GB/T 33190 §9, §11). An object's coordinates count
//! from the corner of its boundary; a viewer may clip what lies outside.

use super::ofd_fonts::{OfdFont, OfdFonts};
use super::xml_values::{ObjectIds, colour, millimetres, number, side, text, units};
use super::{HEAD, SPACE};
use crate::layout::{
    FaceId, FilledArea, FilledRect, GlyphPosition, Length, Page, PageItem, PlacedPicture, RuleLine, Shape, TextRun,
};
use crate::raster::HeldPicture;

/// Writes the items of one page.
pub(super) struct ObjectWriter<'a> {
    faces: &'a OfdFonts<'a>,
    fonts: &'a [(FaceId, u32)],
    pictures: &'a [(&'a HeldPicture, u32)],
    ids: &'a mut ObjectIds,
    layer: u32,
    objects: String,
}

impl<'a> ObjectWriter<'a> {
    pub(super) fn new(
        faces: &'a OfdFonts<'a>,
        fonts: &'a [(FaceId, u32)],
        pictures: &'a [(&'a HeldPicture, u32)],
        ids: &'a mut ObjectIds,
    ) -> ObjectWriter<'a> {
        let layer = ids.next();
        ObjectWriter { faces, fonts, pictures, ids, layer, objects: String::new() }
    }

    /// Adds an item above the former ones.
    pub(super) fn draw(&mut self, item: &PageItem) {
        match &item.shape {
            Shape::Text(run) => {
                // Characters that come from a fallback face are objects of their own. So is what follows a character
                // beyond U+FFFF: viewers that count it as two lose the places of the ones after it.
                let shown: Vec<(OfdFont, &GlyphPosition)> =
                    run.glyphs.iter().filter_map(|glyph| Some((self.faces.shown(run.face, glyph)?, glyph))).collect();
                let goes_on = |(before, glyph): &(OfdFont, &GlyphPosition), (after, _): &(OfdFont, &GlyphPosition)| {
                    before.face == after.face && u32::from(glyph.character) <= 0xffff
                };
                for part in shown.chunk_by(goes_on) {
                    self.text(run, part);
                }
            }
            Shape::Rule(rule) => self.rule(rule),
            Shape::Fill(fill) => self.fill(fill),
            Shape::Area(area) => self.area(area),
            Shape::Picture(placed) => self.picture(placed),
        }
    }

    /// The page's part.
    pub(super) fn finish(self, page: &Page) -> String {
        format!(
            "{HEAD}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:Area><ofd:Content>\
             <ofd:Layer ID=\"{}\" Type=\"Body\">{}</ofd:Layer></ofd:Content></ofd:Page>\n",
            side(page.width),
            side(page.height),
            self.layer,
            self.objects,
        )
    }

    /// Glyphs of one face on one baseline.
    fn text(&mut self, run: &TextRun, part: &[(OfdFont, &GlyphPosition)]) {
        let (Some((first, start)), Some((_, last))) = (part.first(), part.last()) else { return };
        let Some((_, font)) = self.fonts.iter().find(|(face, _)| *face == first.face) else { return };
        let (left, right) = (run.x + start.dx, run.x + last.dx + last.advance);
        let margin = run.size / 4;
        let (x, y) = (left - margin, run.baseline - run.size);
        let (width, height) = (right - left + margin * 2, run.size + run.size.scaled(2, 5));
        let mut marks = String::new();
        if run.slanted {
            // The shear is about the baseline: what is above it moves to the right.
            let shift = number(units(run.size) * i64::from(TextRun::SHEAR) / 10_000);
            marks += &format!(" CTM=\"1 0 -{} 1 {shift} 0\"", number(TextRun::SHEAR.into()));
        }
        let mut colours = format!("<ofd:FillColor Value=\"{}\"/>", colour(run.colour));
        if run.heavy {
            marks += &format!(" Stroke=\"true\" LineWidth=\"{}\"", millimetres(run.outline_width()));
            colours += &format!("<ofd:StrokeColor Value=\"{}\"/>", colour(run.colour));
        }
        let words: String = part.iter().map(|(_, glyph)| glyph.character).collect();
        let deltas = deltas(part, start.dx);
        let deltas = if deltas.is_empty() { deltas } else { format!(" DeltaX=\"{deltas}\"") };
        self.objects += &format!(
            "<ofd:TextObject ID=\"{}\" Boundary=\"{} {} {} {}\" Font=\"{font}\" Size=\"{}\"{marks}>{colours}\
             <ofd:TextCode X=\"{}\" Y=\"{}\"{deltas}>{}</ofd:TextCode></ofd:TextObject>",
            self.ids.next(),
            millimetres(x),
            millimetres(y),
            millimetres(width),
            millimetres(height),
            millimetres(run.size),
            millimetres(margin),
            millimetres(run.size),
            text(&words),
        );
    }

    fn rule(&mut self, rule: &RuleLine) {
        let half = rule.width / 2 + rule.width;
        let (from, to) = (rule.from, rule.to);
        let (left, top) = (from.0.min(to.0) - half, from.1.min(to.1) - half);
        let (right, bottom) = (from.0.max(to.0) + half, from.1.max(to.1) + half);
        let point = |(x, y): (Length, Length)| format!("{} {}", millimetres(x - left), millimetres(y - top));
        self.objects += &format!(
            "<ofd:PathObject ID=\"{}\" Boundary=\"{} {} {} {}\" LineWidth=\"{}\" Cap=\"Square\">\
             <ofd:StrokeColor Value=\"{}\"/><ofd:AbbreviatedData>M {} L {}</ofd:AbbreviatedData></ofd:PathObject>",
            self.ids.next(),
            millimetres(left),
            millimetres(top),
            millimetres(right - left),
            millimetres(bottom - top),
            millimetres(rule.width),
            colour(rule.colour),
            point(from),
            point(to),
        );
    }

    /// A picture: the unit square of its image is put where its boundary is, turned as it asks for (§10).
    fn picture(&mut self, placed: &PlacedPicture) {
        let found = self.pictures.iter().find(|(picture, _)| picture.id() == placed.id);
        let Some((picture, resource)) = found else { return };
        let [a, b, c, d, e, f] = picture.turn().matrix();
        let (width, height) = (placed.width, placed.height);
        let matrix = [width * a, height * b, width * c, height * d, width * e, height * f].map(millimetres).join(" ");
        self.objects += &format!(
            "<ofd:ImageObject ID=\"{}\" Boundary=\"{} {} {} {}\" CTM=\"{matrix}\" ResourceID=\"{resource}\"/>",
            self.ids.next(),
            millimetres(placed.x),
            millimetres(placed.y),
            millimetres(width),
            millimetres(height),
        );
    }

    fn area(&mut self, area: &FilledArea) {
        let edge = |of: fn(&(Length, Length)) -> Length| {
            let edges = area.points.iter().map(of);
            (edges.clone().min().unwrap_or_default(), edges.max().unwrap_or_default())
        };
        let ((left, right), (top, bottom)) = (edge(|point| point.0), edge(|point| point.1));
        let point = |(x, y): &(Length, Length)| format!("{} {}", millimetres(*x - left), millimetres(*y - top));
        let path = area.points.iter().map(point).collect::<Vec<_>>().join(" L ");
        self.objects += &format!(
            "<ofd:PathObject ID=\"{}\" Boundary=\"{} {} {} {}\" Stroke=\"false\" Fill=\"true\">\
             <ofd:FillColor Value=\"{}\"/><ofd:AbbreviatedData>M {path} C</ofd:AbbreviatedData></ofd:PathObject>",
            self.ids.next(),
            millimetres(left),
            millimetres(top),
            millimetres(right - left),
            millimetres(bottom - top),
            colour(area.colour),
        );
    }

    fn fill(&mut self, fill: &FilledRect) {
        let (width, height) = (millimetres(fill.width), millimetres(fill.height));
        self.objects += &format!(
            "<ofd:PathObject ID=\"{}\" Boundary=\"{} {} {width} {height}\" Stroke=\"false\" Fill=\"true\">\
             <ofd:FillColor Value=\"{}\"/><ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C\
             </ofd:AbbreviatedData></ofd:PathObject>",
            self.ids.next(),
            millimetres(fill.x),
            millimetres(fill.y),
            colour(fill.colour),
        );
    }
}

/// The distance of each character from the one before (§11.3): differences of rounded positions, so
/// that rounding errors do not add up.
fn deltas(part: &[(OfdFont, &GlyphPosition)], start: Length) -> String {
    let mut before = 0;
    let mut words = Vec::with_capacity(part.len());
    for (_, glyph) in part.iter().skip(1) {
        let place = units(glyph.dx - start);
        words.push(number(place - before));
        before = place;
    }
    words.join(" ")
}
