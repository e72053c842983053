//! What stands on pages: runs of text and the ink of their glyphs.

#![allow(dead_code)]

use std::cell::RefCell;
use std::collections::HashMap;

use nianbao::layout::{FaceId, FontSet, GlyphPosition, Length, Page, Shape, TextRun};
use nianbao::report::Place;

/// Every run of text of a page with its place.
pub fn runs(page: &Page) -> impl Iterator<Item = (&TextRun, Place)> {
    page.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some((run, item.place)),
        Shape::Rule(_) | Shape::Fill(_) => None,
    })
}

/// Left, upper, right and lower edge.
pub type Ink = (Length, Length, Length, Length);

/// The edges of a glyph's ink; `None` for a blank.
pub fn ink(fonts: &FontSet, run: &TextRun, glyph: &GlyphPosition) -> Option<Ink> {
    type Bounds = HashMap<(String, FaceId, u16), Option<ttf_parser::Rect>>;
    thread_local!(static BOUNDS: RefCell<Bounds> = RefCell::default());
    let font = fonts.font(run.face);
    let face = font.face();
    let measure = || face.glyph_bounding_box(ttf_parser::GlyphId(glyph.id));
    let key = (font.name().to_owned(), run.face, glyph.id);
    let bounds = BOUNDS.with_borrow_mut(|known| *known.entry(key).or_insert_with(measure))?;
    let scaled = |units: i16| run.size.scaled(i64::from(units), i64::from(face.units_per_em()));
    let x = run.x + glyph.dx;
    Some((
        x + scaled(bounds.x_min),
        run.baseline - scaled(bounds.y_max),
        x + scaled(bounds.x_max),
        run.baseline - scaled(bounds.y_min),
    ))
}
