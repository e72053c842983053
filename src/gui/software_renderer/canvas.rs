//! The pixels that are drawn into. Knows no triangle.

use egui::Color32;

/// A rectangle of whole pixels: from `left`, `top` up to but not including `right`, `bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PixelRect {
    /// The first column.
    pub left: usize,
    /// The first row.
    pub top: usize,
    /// One past the last column.
    pub right: usize,
    /// One past the last row.
    pub bottom: usize,
}

/// Opaque pixels, row by row, each `0x00RRGGBB`, which is what softbuffer shows.
#[derive(Clone, Debug, Default)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
}

impl PixelRect {
    /// What both have in common; empty where they are apart.
    pub fn intersect(self, other: PixelRect) -> PixelRect {
        let left = self.left.max(other.left);
        let top = self.top.max(other.top);
        PixelRect {
            left,
            top,
            right: self.right.min(other.right).max(left),
            bottom: self.bottom.min(other.bottom).max(top),
        }
    }

    /// The smallest area that covers both.
    pub fn union(self, other: PixelRect) -> PixelRect {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        PixelRect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Where it lies in points, a pixel wider on every side.
    #[allow(clippy::cast_precision_loss)] // A screen is far smaller than 2^24 pixels wide.
    pub(super) fn points(self, scale: f32) -> egui::Rect {
        let point = |x: usize, y: usize| egui::pos2(x as f32, y as f32);
        egui::Rect::from_min_max(point(self.left, self.top), point(self.right, self.bottom)).expand(1.0) / scale
    }

    /// How many pixels lie in it.
    pub const fn pixels(self) -> usize {
        self.right.saturating_sub(self.left).saturating_mul(self.bottom.saturating_sub(self.top))
    }

    /// Whether no pixel lies in it.
    pub const fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }
}

impl Canvas {
    /// A black canvas.
    pub fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, pixels: vec![0; width.saturating_mul(height)] }
    }

    /// Columns of pixels.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows of pixels.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The whole of it.
    pub const fn area(&self) -> PixelRect {
        PixelRect { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    /// Every pixel, row by row, each `0x00RRGGBB`.
    #[allow(dead_code, reason = "tests compare frames by their pixels")]
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }

    /// The pixels of row `row` in the columns `from..to`; empty where there are none.
    pub fn row(&self, row: usize, from: usize, to: usize) -> &[u32] {
        let start = row.saturating_mul(self.width);
        self.pixels.get(start.saturating_add(from)..start.saturating_add(to)).unwrap_or_default()
    }

    /// As `row`, to draw into.
    pub fn row_mut(&mut self, row: usize, from: usize, to: usize) -> &mut [u32] {
        let start = row.saturating_mul(self.width);
        self.pixels.get_mut(start.saturating_add(from)..start.saturating_add(to)).unwrap_or_default()
    }

    /// Fills `area` with an opaque colour.
    pub fn clear(&mut self, area: PixelRect, colour: Color32) {
        let area = area.intersect(self.area());
        let pixel = opaque(colour);
        for row in area.top..area.bottom {
            self.row_mut(row, area.left, area.right).fill(pixel);
        }
    }
}

/// The pixel of a colour, its alpha left out.
pub(super) fn opaque(colour: Color32) -> u32 {
    u32::from_be_bytes([0, colour.r(), colour.g(), colour.b()])
}

/// `colour`, premultiplied with its alpha, over what `pixel` shows.
#[inline]
pub(super) fn blend(pixel: &mut u32, colour: [u8; 4]) {
    let [red, green, blue, alpha] = colour.map(u32::from);
    if alpha == 255 {
        *pixel = red << 16 | green << 8 | blue;
        return;
    }
    // Two channels at a time; (x + 128) * 257 >> 16 is x / 255 rounded, for x up to 255 * 255.
    let keep = 255 - alpha;
    let outer = (*pixel & 0x00ff_00ff) * keep + 0x0080_0080;
    let outer = ((outer + ((outer >> 8) & 0x00ff_00ff)) >> 8) & 0x00ff_00ff;
    let inner = ((*pixel >> 8) & 0xff) * keep + 0x80;
    let inner = (inner + (inner >> 8)) >> 8;
    // egui also adds light (alpha 0 with colour), so a channel may run over.
    let red = ((outer >> 16) + red).min(255);
    let green = (inner + green).min(255);
    let blue = ((outer & 0xff) + blue).min(255);
    *pixel = red << 16 | green << 8 | blue;
}
