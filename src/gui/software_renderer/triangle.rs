//! Triangles and glyph rectangles into pixels. A pixel belongs to the triangle in which its
//! centre lies, half-open at the right and below, so that neighbours never draw a pixel twice.

use egui::Color32;
use egui::epaint::Vertex;

use super::canvas::{Canvas, PixelRect, blend, opaque};
use super::texture::Texture;

/// A corner in pixels.
#[derive(Clone, Copy)]
struct TriangleVertex {
    x: f32,
    y: f32,
    /// Red, green, blue, alpha, then the place in the texture.
    values: [f32; 6],
}

/// How the six values change from pixel to pixel.
struct EdgeFunction {
    right: [f32; 6],
    down: [f32; 6],
}

/// Draws one triangle within `clip`.
pub(super) fn draw(
    canvas: &mut Canvas,
    clip: PixelRect,
    texture: Option<&Texture>,
    vertices: [&Vertex; 3],
    scale: f32,
) {
    let mut corners = vertices.map(|vertex| corner(vertex, scale));
    corners.sort_by(|one, other| one.y.total_cmp(&other.y));
    let [top, middle, bottom] = corners;
    let Some(slope) = slope(&corners) else { return };
    // One texel throughout, as in every shape that is not text.
    let [first, second, third] = vertices;
    let plain = first.uv == second.uv && first.uv == third.uv;
    let tint = if plain {
        texture.map_or(Color32::WHITE, |texture| texture.nearest(first.uv.x, first.uv.y))
    } else {
        Color32::WHITE
    };
    let even = plain && first.color == second.color && first.color == third.color;
    let colour = multiply(first.color, tint);
    for row in rows(top.y, bottom.y, clip) {
        let centre = centre(row);
        let long = crossing(&top, &bottom, centre);
        let short =
            if centre < middle.y { crossing(&top, &middle, centre) } else { crossing(&middle, &bottom, centre) };
        let (left, right) = columns(long.min(short), long.max(short), clip);
        let pixels = canvas.row_mut(row, left, right);
        if even {
            fill(pixels, colour);
            continue;
        }
        let mut values = values_at(&top, &slope, left, row);
        for pixel in pixels {
            let [red, green, blue, alpha, u, v] = values;
            let colour = [byte(red), byte(green), byte(blue), byte(alpha)];
            let texel = match texture {
                Some(texture) if !plain => texture.nearest(u, v),
                _ => tint,
            };
            blend(pixel, scaled(colour, texel));
            for (value, step) in values.iter_mut().zip(slope.right) {
                *value += step;
            }
        }
    }
}

/// Draws two triangles at once where they are an upright rectangle of one colour, whose texels
/// lie pixel on pixel: a glyph, or a plain rectangle. Tells whether they were.
pub(super) fn draw_rectangle(
    canvas: &mut Canvas,
    clip: PixelRect,
    texture: Option<&Texture>,
    vertices: [&Vertex; 4],
    scale: f32,
) -> bool {
    let [first, second, third, fourth] = vertices;
    let one_colour = vertices.iter().all(|vertex| vertex.color == first.color);
    let upright = first.pos.y == second.pos.y
        && third.pos.y == fourth.pos.y
        && first.pos.x == third.pos.x
        && second.pos.x == fourth.pos.x;
    if !one_colour || !upright || first.pos.x > second.pos.x || first.pos.y > third.pos.y {
        return false;
    }
    let (left, right) = columns(first.pos.x * scale, second.pos.x * scale, clip);
    let rows = rows(first.pos.y * scale, third.pos.y * scale, clip);
    let colour = first.color;
    let Some(texture) = texture.filter(|_| first.uv != fourth.uv) else {
        let tint = texture.map_or(Color32::WHITE, |texture| texture.nearest(first.uv.x, first.uv.y));
        for row in rows {
            fill(canvas.row_mut(row, left, right), multiply(colour, tint));
        }
        return true;
    };
    let Some((across, down)) = offset(texture, first, fourth, scale) else { return false };
    for row in rows {
        let Some(from) = left.checked_add_signed(across) else { continue };
        let Some(line) = row.checked_add_signed(down) else { continue };
        let texels = texture.row(line, from, from + right.saturating_sub(left));
        for (pixel, texel) in canvas.row_mut(row, left, right).iter_mut().zip(texels) {
            if texel.a() != 0 {
                blend(pixel, scaled(colour.to_array(), *texel));
            }
        }
    }
    true
}

/// How far the texel lies from the pixel that it covers; `None` where the texture is stretched.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // Textures and screens are far smaller.
fn offset(texture: &Texture, first: &Vertex, last: &Vertex, scale: f32) -> Option<(isize, isize)> {
    let (width, height) = (texture.width() as f32, texture.height() as f32);
    let start = (first.uv.x * width, first.uv.y * height);
    let end = (last.uv.x * width, last.uv.y * height);
    let (left, top) = (first.pos.x * scale, first.pos.y * scale);
    let (right, bottom) = (last.pos.x * scale, last.pos.y * scale);
    let same = |one: f32, other: f32| (one - other).abs() < 0.05;
    let fits = same(end.0 - start.0, right - left) && same(end.1 - start.1, bottom - top);
    let (across, down) = (start.0 - left, start.1 - top);
    let whole = same(across, across.round()) && same(down, down.round());
    (fits && whole).then(|| (across.round() as isize, down.round() as isize))
}

fn corner(vertex: &Vertex, scale: f32) -> TriangleVertex {
    let [red, green, blue, alpha] = vertex.color.to_array().map(f32::from);
    TriangleVertex {
        x: vertex.pos.x * scale,
        y: vertex.pos.y * scale,
        values: [red, green, blue, alpha, vertex.uv.x, vertex.uv.y],
    }
}

/// `None` for a triangle without area.
fn slope(corners: &[TriangleVertex; 3]) -> Option<EdgeFunction> {
    let [first, second, third] = corners;
    let (x1, y1) = (second.x - first.x, second.y - first.y);
    let (x2, y2) = (third.x - first.x, third.y - first.y);
    let area = x1 * y2 - x2 * y1;
    if area.abs() < 1e-9 || !area.is_finite() {
        return None;
    }
    let mut slope = EdgeFunction { right: [0.0; 6], down: [0.0; 6] };
    let values = first.values.iter().zip(second.values).zip(third.values);
    for (((base, one), other), (right, down)) in values.zip(slope.right.iter_mut().zip(slope.down.iter_mut())) {
        let (v1, v2) = (one - base, other - base);
        *right = (v1 * y2 - v2 * y1) / area;
        *down = (v2 * x1 - v1 * x2) / area;
    }
    Some(slope)
}

#[allow(clippy::cast_precision_loss)] // A screen is far smaller than 2^24 pixels wide.
fn values_at(origin: &TriangleVertex, slope: &EdgeFunction, column: usize, row: usize) -> [f32; 6] {
    let (dx, dy) = (column as f32 + 0.5 - origin.x, row as f32 + 0.5 - origin.y);
    let mut values = origin.values;
    for (value, (right, down)) in values.iter_mut().zip(slope.right.iter().zip(slope.down)) {
        *value += right * dx + down * dy;
    }
    values
}

/// Where the edge from `upper` to `lower` crosses the height `y`.
fn crossing(upper: &TriangleVertex, lower: &TriangleVertex, y: f32) -> f32 {
    let height = lower.y - upper.y;
    if height <= 0.0 { lower.x } else { upper.x + (lower.x - upper.x) * ((y - upper.y) / height) }
}

#[allow(clippy::cast_precision_loss)] // A screen is far smaller than 2^24 pixels high.
fn centre(row: usize) -> f32 {
    row as f32 + 0.5
}

/// The rows whose centre lies from `top` up to but not including `bottom`.
fn rows(top: f32, bottom: f32, clip: PixelRect) -> std::ops::Range<usize> {
    let (from, to) = (whole(top).max(clip.top), whole(bottom).min(clip.bottom));
    from..to.max(from)
}

/// As `rows`, for columns.
fn columns(left: f32, right: f32, clip: PixelRect) -> (usize, usize) {
    let (from, to) = (whole(left).max(clip.left), whole(right).min(clip.right));
    (from, to.max(from))
}

/// The first pixel whose centre is not before `edge`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, which is what is wanted.
fn whole(edge: f32) -> usize {
    (edge - 0.5).ceil() as usize
}

fn fill(pixels: &mut [u32], colour: Color32) {
    if colour.a() == 255 {
        pixels.fill(opaque(colour));
    } else if colour != Color32::TRANSPARENT {
        for pixel in pixels {
            blend(pixel, colour.to_array());
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, which is what is wanted.
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

fn multiply(colour: Color32, texel: Color32) -> Color32 {
    let [red, green, blue, alpha] = scaled(colour.to_array(), texel);
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// The product of a colour and a texel, channel by channel, 255 being one.
#[inline]
fn scaled(colour: [u8; 4], texel: Color32) -> [u8; 4] {
    if texel == Color32::WHITE {
        return colour;
    }
    let [red, green, blue, alpha] = colour;
    [product(red, texel.r()), product(green, texel.g()), product(blue, texel.b()), product(alpha, texel.a())]
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // A product of two fractions of 255 is one.
fn product(one: u8, other: u8) -> u8 {
    let product = u32::from(one) * u32::from(other) + 128;
    ((product + (product >> 8)) >> 8) as u8
}
