//! A frame of egui into a canvas, drawing again only what changed.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{Color32, TexturesDelta};

use super::canvas::{Canvas, PixelRect};
use super::texture::{Texture, Textures};
use super::{damage, triangle};

/// Keeps the textures and the last frame.
#[derive(Default)]
pub struct Painter {
    textures: Textures,
    canvas: Canvas,
    last: Vec<ClippedPrimitive>,
    ground: Color32,
    scale: f32,
    stale: bool,
}

impl Painter {
    /// A painter that has drawn nothing.
    pub fn new() -> Painter {
        Painter::default()
    }

    /// Takes over new and changed textures; must come before the frame that uses them. What is
    /// to be freed is freed by `free`, after that frame.
    pub fn set_textures(&mut self, delta: &TexturesDelta) {
        self.stale |= self.textures.set(delta);
    }

    /// Drops textures that are no longer used.
    pub fn free_textures(&mut self, delta: &TexturesDelta) {
        self.textures.free(delta);
    }

    /// Draws a frame on `ground` and returns the areas that may look different from the frame
    /// before. `size` is the canvas in pixels, `scale` how many of them make a point.
    pub fn paint(
        &mut self,
        size: [usize; 2],
        ground: Color32,
        scale: f32,
        frame: Vec<ClippedPrimitive>,
    ) -> Vec<PixelRect> {
        let [width, height] = size;
        let fresh = self.canvas.width() != width || self.canvas.height() != height;
        if fresh {
            self.canvas = Canvas::new(width, height);
        }
        #[allow(clippy::float_cmp)] // Any difference is a difference.
        let all = fresh || self.stale || self.ground != ground || self.scale != scale;
        let areas =
            if all { vec![self.canvas.area()] } else { damage::between(&self.last, &frame, &self.canvas, scale) };
        (self.ground, self.scale, self.stale) = (ground, scale, false);
        for area in &areas {
            self.canvas.clear(*area, ground);
            for primitive in &frame {
                let clip = damage::clip(primitive, &self.canvas, scale).intersect(*area);
                if let (Primitive::Mesh(mesh), false) = (&primitive.primitive, clip.is_empty()) {
                    draw(&mut self.canvas, clip, self.textures.get(mesh.texture_id), mesh, scale);
                }
            }
        }
        self.last = frame;
        areas
    }

    /// What the last frame looks like.
    pub const fn canvas(&self) -> &Canvas {
        &self.canvas
    }
}

/// Draws the triangles of a mesh, two at a time where they are a rectangle.
fn draw(canvas: &mut Canvas, clip: PixelRect, texture: Option<&Texture>, mesh: &Mesh, scale: f32) {
    let vertex = |index: u32| usize::try_from(index).ok().and_then(|index| mesh.vertices.get(index));
    let bounds = clip.points(scale);
    let mut indices = mesh.indices.as_slice();
    while let [a, b, c, rest @ ..] = indices {
        indices = rest;
        let (Some(first), Some(second), Some(third)) = (vertex(*a), vertex(*b), vertex(*c)) else { continue };
        // Glyphs and rectangles come as top left, top right, bottom left, then the other half.
        if let [d, e, f, after @ ..] = rest {
            let halves = (d == b && e == c) || (d == c && e == b);
            if let (true, Some(fourth)) = (halves, vertex(*f)) {
                let corners = [first, second, third, fourth];
                // Most of a mesh lies outside of what changed.
                if is_outside(&corners, bounds) || triangle::draw_rectangle(canvas, clip, texture, corners, scale) {
                    indices = after;
                    continue;
                }
            }
        }
        if !is_outside(&[first, second, third], bounds) {
            triangle::draw(canvas, clip, texture, [first, second, third], scale);
        }
    }
}

/// Whether all corners lie beyond the same side of `bounds`, in points.
fn is_outside(corners: &[&Vertex], bounds: egui::Rect) -> bool {
    let beyond = |side: fn(&Vertex, egui::Rect) -> bool| corners.iter().all(|corner| side(corner, bounds));
    beyond(|corner, bounds| corner.pos.y < bounds.min.y)
        || beyond(|corner, bounds| corner.pos.y > bounds.max.y)
        || beyond(|corner, bounds| corner.pos.x < bounds.min.x)
        || beyond(|corner, bounds| corner.pos.x > bounds.max.x)
}
