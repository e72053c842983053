//! A page as dots: outlines, lines and rectangles filled with even edges. Whole numbers throughout, so that a page
//! gives the same dots on every machine; a library that draws with the processor's own floats, such as tiny-skia, would
//! not. Must not know a file format.

use crate::layout::{Colour, FilledRect, FontSet, Length, OutlineStep, Page, PlacedPicture, RuleLine, Shape, TextRun};
use crate::raster::PictureStore;

/// The dots of a page.
pub(super) struct PageRaster {
    pub width: usize,
    pub height: usize,
    /// Red, green and blue of each dot, row by row.
    pub dots: Vec<u8>,
}

/// Coordinates are in these parts of a dot.
const UNIT: i64 = 256;
/// So many lines of a dot are looked at.
const LINES: i64 = 4;
/// A curve becomes so many straight lines.
const STEPS: i64 = 8;

type Point = (i64, i64);

/// The page with so many dots in an inch.
pub(super) fn draw(page: &Page, pictures: &PictureStore, fonts: &FontSet, dots: i64) -> PageRaster {
    let side = |length: Length| usize::try_from(units(length, dots).div_euclid(UNIT) + 1).unwrap_or(1);
    let (width, height) = (side(page.width), side(page.height));
    let mut raster = PageRaster { width, height, dots: vec![0xff; width * height * 3] };
    for item in &page.items {
        match &item.shape {
            Shape::Fill(FilledRect { x, y, width, height, colour }) => {
                raster.fill(&[rectangle((*x, *y), (*x + *width, *y + *height), dots)], *colour);
            }
            Shape::Area(area) => {
                let corners = area.points.iter().map(|(x, y)| (units(*x, dots), units(*y, dots))).collect();
                raster.fill(&[corners], area.colour);
            }
            Shape::Rule(rule) => raster.fill(&[stroke(rule, dots)], rule.colour),
            Shape::Text(run) => glyphs(&mut raster, run, fonts, dots),
            Shape::Picture(placed) => raster.picture(placed, pictures, dots),
        }
    }
    raster
}

fn units(length: Length, dots: i64) -> i64 {
    i64::from(length.thousandths()) * dots * UNIT / 72_000
}

fn rectangle(from: (Length, Length), to: (Length, Length), dots: i64) -> Vec<Point> {
    let at = |x: Length, y: Length| (units(x, dots), units(y, dots));
    vec![at(from.0, from.1), at(to.0, from.1), at(to.0, to.1), at(from.0, to.1)]
}

/// A line as the rectangle that it covers; it is never thinner than a dot.
fn stroke(rule: &RuleLine, dots: i64) -> Vec<Point> {
    let from = (units(rule.from.0, dots), units(rule.from.1, dots));
    let to = (units(rule.to.0, dots), units(rule.to.1, dots));
    let half = (units(rule.width, dots) / 2).max(UNIT / 2);
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).isqrt().max(1);
    // The ends reach out by half the width, as the ends of a square cap do.
    let (along, across) = ((dx * half / length, dy * half / length), (-dy * half / length, dx * half / length));
    let corner = |point: Point, end: i64, side: i64| {
        (point.0 + along.0 * end + across.0 * side, point.1 + along.1 * end + across.1 * side)
    };
    vec![corner(from, -1, 1), corner(to, 1, 1), corner(to, 1, -1), corner(from, -1, -1)]
}

fn glyphs(raster: &mut PageRaster, run: &TextRun, fonts: &FontSet, dots: i64) {
    let font = fonts.font(run.face);
    let em = i64::from(font.metrics().units_per_em);
    let (size, baseline) = (units(run.size, dots), units(run.baseline, dots));
    for glyph in &run.glyphs {
        let left = units(run.x + glyph.dx, dots);
        let place = |(x, y): (i32, i32)| {
            let (x, y) = (i64::from(x) * size / em, i64::from(y) * size / em);
            let slant = if run.slanted { y * i64::from(TextRun::SHEAR) / 10_000 } else { 0 };
            (left + x + slant, baseline - y)
        };
        let mut contours: Vec<Vec<Point>> = Vec::new();
        for step in font.outline(glyph.id) {
            if let OutlineStep::Move(to) = step {
                contours.push(vec![place(to)]);
                continue;
            }
            let Some(contour) = contours.last_mut() else { continue };
            let from = contour.last().copied().unwrap_or_default();
            match step {
                OutlineStep::Line(to) => contour.push(place(to)),
                OutlineStep::Quad(by, to) => curve(contour, [from, place(by), place(by), place(to)], true),
                OutlineStep::Cubic(by, and, to) => curve(contour, [from, place(by), place(and), place(to)], false),
                OutlineStep::Move(_) | OutlineStep::Close => {}
            }
        }
        raster.fill(&contours, run.colour);
    }
}

/// Adds a curve as straight lines.
fn curve(contour: &mut Vec<Point>, [a, b, c, d]: [Point; 4], is_quadratic: bool) {
    for at in 1..=STEPS {
        let rest = STEPS - at;
        let mix = |a: i64, b: i64, c: i64, d: i64| {
            if is_quadratic {
                (a * rest * rest + 2 * b * rest * at + d * at * at) / (STEPS * STEPS)
            } else {
                let (rest_2, at_2) = (rest * rest, at * at);
                (a * rest_2 * rest + 3 * b * rest_2 * at + 3 * c * rest * at_2 + d * at_2 * at)
                    / (STEPS * STEPS * STEPS)
            }
        };
        contour.push((mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1)));
    }
}

impl PageRaster {
    /// Puts a picture in its rectangle, each dot the mean of those that it stands for.
    fn picture(&mut self, placed: &PlacedPicture, pictures: &PictureStore, dots: i64) {
        let Some(picture) = pictures.get(placed.id) else { return };
        let whole = |length: Length| usize::try_from((units(length, dots) + UNIT / 2).div_euclid(UNIT)).unwrap_or(0);
        let (left, top) = (whole(placed.x), whole(placed.y));
        let (width, height) = (whole(placed.x + placed.width) - left, whole(placed.y + placed.height) - top);
        let Some(stored) = picture.dots() else { return };
        let shown = stored.shown(picture.turn(), width, height);
        for row in 0..height {
            for column in 0..width {
                let from = (column * shown.width / width.max(1), row * shown.height / height.max(1));
                let start = ((top + row) * self.width + left + column) * 3;
                if let Some(dot) = self.dots.get_mut(start..start + 3).filter(|_| left + column < self.width) {
                    dot.copy_from_slice(&shown.at(from.0, from.1));
                }
            }
        }
    }

    /// Fills what the contours enclose: where they turn around a point more often one way than the other.
    fn fill(&mut self, contours: &[Vec<Point>], colour: Colour) {
        let edges: Vec<(Point, Point)> = contours
            .iter()
            .flat_map(|contour| contour.iter().zip(contour.iter().cycle().skip(1)))
            .map(|(from, to)| (*from, *to))
            .filter(|(from, to)| from.1 != to.1)
            .collect();
        let ends = || edges.iter().flat_map(|(from, to)| [from.1, to.1]);
        let (Some(first), Some(last)) = (ends().min(), ends().max()) else { return };
        let top = first.div_euclid(UNIT).max(0);
        let bottom = last.div_euclid(UNIT).min(i64::try_from(self.height).unwrap_or(0) - 1);
        let mut covered = vec![0_i64; self.width];
        for row in top..=bottom {
            covered.fill(0);
            for line in 0..LINES {
                let y = row * UNIT + (2 * line + 1) * UNIT / (2 * LINES);
                cover(&mut covered, &edges, y);
            }
            self.blend(row, &covered, colour);
        }
    }

    fn blend(&mut self, row: i64, covered: &[i64], colour: Colour) {
        let Some(start) = usize::try_from(row).ok().map(|row| row * self.width * 3) else { return };
        let ink = [colour.0 >> 16 & 0xff, colour.0 >> 8 & 0xff, colour.0 & 0xff];
        for (at, part) in covered.iter().enumerate().filter(|(_, part)| **part > 0) {
            let part = (*part).min(UNIT * LINES);
            for (channel, ink) in ink.iter().enumerate() {
                let Some(dot) = self.dots.get_mut(start + at * 3 + channel) else { return };
                let mixed = (i64::from(*dot) * (UNIT * LINES - part) + i64::from(*ink) * part) / (UNIT * LINES);
                *dot = u8::try_from(mixed).unwrap_or(*dot);
            }
        }
    }
}

/// Adds to each dot how much of it the line at `y` covers.
fn cover(covered: &mut [i64], edges: &[(Point, Point)], y: i64) {
    let mut crossings: Vec<(i64, i32)> = Vec::new();
    for ((x0, y0), (x1, y1)) in edges {
        let turn = if y0 <= &y && &y < y1 {
            1
        } else if y1 <= &y && &y < y0 {
            -1
        } else {
            continue;
        };
        crossings.push((x0 + (x1 - x0) * (y - y0) / (y1 - y0), turn));
    }
    crossings.sort_unstable();
    let mut turns = 0;
    for pair in crossings.windows(2) {
        let [(from, turn), (to, _)] = pair else { continue };
        turns += turn;
        if turns != 0 {
            span(covered, (*from).max(0), *to);
        }
    }
}

/// Adds the part of each dot that lies between `from` and `to`.
fn span(covered: &mut [i64], from: i64, to: i64) {
    let Ok(first) = usize::try_from(from.div_euclid(UNIT)) else { return };
    for (dot, left) in covered.iter_mut().skip(first).zip((from.div_euclid(UNIT) * UNIT..).step_by(256)) {
        let part = to.min(left + UNIT) - from.max(left);
        if part <= 0 {
            return;
        }
        *dot += part;
    }
}
