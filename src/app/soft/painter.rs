//! A frame of egui into a canvas, drawing again only what changed.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive};
use egui::{Color32, TexturesDelta};

use super::canvas::{Area, Canvas};
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

    /// Draws a frame on `ground` and returns the area that may look different from the frame
    /// before. `size` is the canvas in pixels, `scale` how many of them make a point.
    pub fn paint(&mut self, size: [usize; 2], ground: Color32, scale: f32, frame: Vec<ClippedPrimitive>) -> Area {
        let [width, height] = size;
        let fresh = self.canvas.width() != width || self.canvas.height() != height;
        if fresh {
            self.canvas = Canvas::new(width, height);
        }
        #[allow(clippy::float_cmp)] // Any difference is a difference.
        let all = fresh || self.stale || self.ground != ground || self.scale != scale;
        let area = if all { self.canvas.area() } else { damage::between(&self.last, &frame, &self.canvas, scale) };
        (self.ground, self.scale, self.stale) = (ground, scale, false);
        if !area.is_empty() {
            self.canvas.clear(area, ground);
            for primitive in &frame {
                let clip = damage::clip(primitive, &self.canvas, scale).intersect(area);
                if let (Primitive::Mesh(mesh), false) = (&primitive.primitive, clip.is_empty()) {
                    draw(&mut self.canvas, clip, self.textures.get(mesh.texture_id), mesh, scale);
                }
            }
        }
        self.last = frame;
        area
    }

    /// What the last frame looks like.
    pub const fn canvas(&self) -> &Canvas {
        &self.canvas
    }
}

/// Draws the triangles of a mesh, two at a time where they are a rectangle.
fn draw(canvas: &mut Canvas, clip: Area, texture: Option<&Texture>, mesh: &Mesh, scale: f32) {
    let vertex = |index: u32| usize::try_from(index).ok().and_then(|index| mesh.vertices.get(index));
    let mut indices = mesh.indices.as_slice();
    while let [a, b, c, rest @ ..] = indices {
        indices = rest;
        let (Some(first), Some(second), Some(third)) = (vertex(*a), vertex(*b), vertex(*c)) else { continue };
        // Glyphs and rectangles come as top left, top right, bottom left, then the other half.
        if let [d, e, f, after @ ..] = rest {
            let halves = (d == b && e == c) || (d == c && e == b);
            if let (true, Some(fourth)) = (halves, vertex(*f))
                && triangle::draw_rectangle(canvas, clip, texture, [first, second, third, fourth], scale)
            {
                indices = after;
                continue;
            }
        }
        triangle::draw(canvas, clip, texture, [first, second, third], scale);
    }
}
