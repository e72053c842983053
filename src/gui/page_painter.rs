//! Draws a page of the layout on screen: the same glyphs at the same places as in print. Knows
//! no report; a click is answered with the place that the item came from.

use std::sync::Arc;

use egui::epaint::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Painter, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::theme;
use super::{picture_textures, screen_fonts};
use crate::layout::{Colour, Length, Page, PageItem, Paper, PlacedPicture, Shape, TextRun};
use crate::report::Place;

/// A length on paper in points at a zoom.
pub fn points(length: Length, zoom: f32) -> f32 {
    #[allow(clippy::cast_precision_loss)] // Thousandths of a point on a page.
    let thousandths = length.thousandths() as f32;
    thousandths / 1000.0 * zoom
}

/// The size of a page at a zoom.
pub fn size(page: &Page, zoom: f32) -> Vec2 {
    vec2(points(page.width, zoom), points(page.height, zoom)).round()
}

/// Draws a page with its top left corner at `at`. Items of `here`, where the caret is, stand on
/// a tint.
pub fn draw(ui: &Ui, paper: &Paper, page: &Page, at: Pos2, zoom: f32, here: &dyn Fn(Place) -> bool) {
    let colours = theme::palette(ui);
    let rect = Rect::from_min_size(at, size(page, zoom));
    let shadow = rect.translate(vec2(0.0, 2.0)).expand(1.0);
    ui.painter().rect_filled(shadow, 1.0, colours.shadow);
    ui.painter().rect_filled(rect, 0.0, theme::PAPER);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for item in page.items.iter().filter(|item| here(item.place)) {
        if let Shape::Text(run) = &item.shape {
            painter.rect_filled(bounds(run, at, zoom), 0.0, Color32::from_rgb(0xE4, 0xEE, 0xF9));
        }
    }
    for item in &page.items {
        match &item.shape {
            Shape::Picture(placed) => picture(ui, &painter, paper, placed, at, zoom),
            _ => draw_item(ui, &painter, item, at, zoom),
        }
    }
}

/// The place of the item under the pointer, the nearest one where there is none.
pub fn place_at(page: &Page, at: Pos2, zoom: f32, pointer: Pos2) -> Option<Place> {
    let texts = page.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) if item.place != Place::Page => Some((item.place, run)),
        _ => None,
    });
    let distance = |run: &TextRun| bounds(run, at, zoom).distance_sq_to_pos(pointer);
    let (place, run) = texts.min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)))?;
    let Some((part, mut spot)) = place.spot() else { return Some(place) };
    // The glyph under the pointer; the n-th glyph is the n-th character of the spot.
    let before =
        |glyph: &&crate::layout::GlyphPosition| at.x + points(run.x + glyph.dx + glyph.advance / 2, zoom) < pointer.x;
    // The label of a caption has glyphs and no characters of its own.
    spot.start += run.glyphs.iter().take_while(before).count().min(spot.end.saturating_sub(spot.start));
    spot.end = spot.start;
    Some(part.place(spot))
}

fn bounds(run: &TextRun, at: Pos2, zoom: f32) -> Rect {
    let baseline = at.y + points(run.baseline, zoom);
    let em = points(run.size, zoom);
    let (left, right) = (at.x + points(run.x, zoom), at.x + points(run.right(), zoom));
    Rect::from_min_max(pos2(left, baseline - em * 0.95), pos2(right, baseline + em * 0.25))
}

/// A picture that is in sight; a grey box while it waits to be decoded.
fn picture(ui: &Ui, painter: &Painter, paper: &Paper, placed: &PlacedPicture, at: Pos2, zoom: f32) {
    let corner = at + vec2(points(placed.x, zoom), points(placed.y, zoom));
    let rect = Rect::from_min_size(corner, vec2(points(placed.width, zoom), points(placed.height, zoom)));
    if !rect.intersects(painter.clip_rect()) {
        return;
    }
    let texture = paper.pictures.get(placed.id).and_then(|picture| picture_textures::texture(ui, picture));
    match texture {
        Some(texture) => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture, rect, whole, Color32::WHITE);
        }
        None => drop(painter.rect_filled(rect, 0.0, Color32::from_gray(0xE6))),
    }
}

/// Draws items without a page of their own, their origin at `at`. Pictures are not among them.
pub fn items(ui: &Ui, painter: &Painter, items: &[PageItem], at: Pos2, zoom: f32) {
    items.iter().for_each(|item| draw_item(ui, painter, item, at, zoom));
}

fn draw_item(ui: &Ui, painter: &Painter, item: &PageItem, at: Pos2, zoom: f32) {
    match &item.shape {
        Shape::Text(run) => {
            if bounds(run, at, zoom).intersects(painter.clip_rect()) {
                text(ui, painter, run, at, zoom);
            }
        }
        Shape::Rule(rule) => {
            let end = |(x, y): (Length, Length)| at + vec2(points(x, zoom), points(y, zoom));
            // A hairline is never thinner than a pixel; instead it is paler.
            let pixel = 1.0 / ui.pixels_per_point();
            let width = points(rule.width, zoom);
            let strength = (width / pixel).clamp(0.05, 1.0).sqrt();
            let stroke = Stroke::new(width.max(pixel), colour(rule.colour).gamma_multiply(strength));
            let (from, to) = (end(rule.from), end(rule.to));
            if from.x == to.x {
                painter.vline(from.x, from.y.min(to.y)..=from.y.max(to.y), stroke);
            } else if from.y == to.y {
                painter.hline(from.x.min(to.x)..=from.x.max(to.x), from.y, stroke);
            } else {
                painter.line_segment([from, to], stroke);
            }
        }
        Shape::Picture(_) => {}
        Shape::Area(area) => {
            let corner = |(x, y): &(Length, Length)| at + vec2(points(*x, zoom), points(*y, zoom));
            let corners: Vec<Pos2> = area.points.iter().map(corner).collect();
            // A fan from the first corner, which sees all of it: egui fills no other areas than convex ones.
            painter.add(egui::Shape::convex_polygon(corners, colour(area.colour), Stroke::NONE));
        }
        Shape::Fill(fill) => {
            let corner = at + vec2(points(fill.x, zoom), points(fill.y, zoom));
            let rect = Rect::from_min_size(corner, vec2(points(fill.width, zoom), points(fill.height, zoom)));
            painter.rect_filled(rect, 0.0, colour(fill.colour));
        }
    }
}

fn text(ui: &Ui, painter: &Painter, run: &TextRun, at: Pos2, zoom: f32) {
    let em = points(run.size, zoom);
    let baseline = at.y + points(run.baseline, zoom);
    let ink = colour(run.colour);
    let format = TextFormat {
        font_id: FontId::new(em, screen_fonts::family(run.face)),
        color: ink,
        italics: run.slanted,
        ..TextFormat::default()
    };
    let offsets: &[f32] = if run.heavy { &[0.0, 0.35] } else { &[0.0] };
    for glyph in run.glyphs.iter().filter(|glyph| !glyph.character.is_whitespace()) {
        // A box stands for a character that no face has.
        let character = if glyph.id == 0 { '□' } else { glyph.character };
        let job = LayoutJob::single_section(character.into(), format.clone());
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let ascent = galley.rows.first().and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
        let x = at.x + points(run.x + glyph.dx, zoom);
        for offset in offsets {
            let corner = pos2(x + offset * zoom.max(0.6), baseline - ascent.unwrap_or(em));
            painter.galley(corner, Arc::clone(&galley), ink);
        }
    }
}

fn colour(colour: Colour) -> Color32 {
    let [_, red, green, blue] = colour.0.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}
