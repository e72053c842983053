//! The outline of a glyph, for pictures of pages. Must not know pages.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::Font;

/// A step of an outline, in units of the font, upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineStep {
    /// A contour begins.
    Move((i32, i32)),
    /// A straight line.
    Line((i32, i32)),
    /// A curve with one control point.
    Quad((i32, i32), (i32, i32)),
    /// A curve with two.
    Cubic((i32, i32), (i32, i32), (i32, i32)),
    /// The contour ends where it began.
    Close,
}

impl Font {
    /// The outline of the glyph `id`; empty for one that the font does not have.
    pub fn outline(&self, id: u16) -> Vec<OutlineStep> {
        let mut pen = StepPen(Vec::new());
        let Ok(font) = FontRef::from_index(self.data(), self.index()) else { return Vec::new() };
        let Some(glyph) = font.outline_glyphs().get(GlyphId::from(id)) else { return Vec::new() };
        let drawn = glyph.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
        if drawn.is_ok() { pen.0 } else { Vec::new() }
    }
}

struct StepPen(Vec<OutlineStep>);

/// The coordinates of an unscaled outline are whole numbers of 16 bits, or halves between two of them.
#[allow(clippy::cast_possible_truncation)]
fn whole(x: f32, y: f32) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

impl OutlinePen for StepPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(OutlineStep::Move(whole(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(OutlineStep::Line(whole(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(OutlineStep::Quad(whole(cx, cy), whole(x, y)));
    }

    fn curve_to(&mut self, cx: f32, cy: f32, dx: f32, dy: f32, x: f32, y: f32) {
        self.0.push(OutlineStep::Cubic(whole(cx, cy), whole(dx, dy), whole(x, y)));
    }

    fn close(&mut self) {
        self.0.push(OutlineStep::Close);
    }
}
