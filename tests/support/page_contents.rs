//! What stands on pages: runs of text and the ink of their glyphs.

#![allow(dead_code)]

use std::cell::RefCell;
use std::collections::HashMap;

use nianbao::layout::{FaceId, Font, FontSet, GlyphPosition, Length, Page, Shape, TextRun};
use nianbao::report::Place;
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;

/// Every run of text of a page with its place.
pub fn runs(page: &Page) -> impl Iterator<Item = (&TextRun, Place)> {
    page.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some((run, item.place)),
        Shape::Rule(_) | Shape::Fill(_) | Shape::Area(_) | Shape::Picture(_) => None,
    })
}

/// Left, upper, right and lower edge.
pub type Ink = (Length, Length, Length, Length);

/// The edges of a glyph's ink; `None` for a blank.
pub fn ink(fonts: &FontSet, run: &TextRun, glyph: &GlyphPosition) -> Option<Ink> {
    type Bounds = HashMap<(String, FaceId, u16), Option<[i16; 4]>>;
    thread_local!(static BOUNDS: RefCell<Bounds> = RefCell::default());
    let font = fonts.font(run.face);
    let measure = || bounds(font, glyph.id);
    let key = (font.name().to_owned(), run.face, glyph.id);
    let [x_min, y_min, x_max, y_max] = BOUNDS.with_borrow_mut(|known| *known.entry(key).or_insert_with(measure))?;
    let scaled = |units: i16| run.size.scaled(i64::from(units), i64::from(font.metrics().units_per_em));
    let x = run.x + glyph.dx;
    Some((x + scaled(x_min), run.baseline - scaled(y_max), x + scaled(x_max), run.baseline - scaled(y_min)))
}

/// The least and the greatest x and y of a glyph in units of the font; `None` for a blank.
fn bounds(font: &Font, glyph: u16) -> Option<[i16; 4]> {
    let tables = FontRef::from_index(font.data(), font.index()).unwrap();
    let outline = tables.loca(None).unwrap().get_glyf(glyph.into(), &tables.glyf().unwrap()).unwrap()?;
    Some([outline.x_min(), outline.y_min(), outline.x_max(), outline.y_max()])
}
