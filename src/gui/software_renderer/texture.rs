//! Textures: the font atlas and pictures. Knows no screen.

use std::collections::BTreeMap;

use egui::{Color32, ImageData, TextureId, TexturesDelta};

/// A picture that triangles take their colour from.
#[derive(Clone, Debug, Default)]
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Color32>,
}

/// All textures in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Textures {
    textures: BTreeMap<(bool, u64), Texture>,
}

impl Texture {
    /// Columns of texels.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows of texels.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Some texels of a row; empty where there are none.
    #[inline]
    pub fn row(&self, row: usize, from: usize, to: usize) -> &[Color32] {
        let start = row.saturating_mul(self.width);
        self.texels.get(start.saturating_add(from)..start.saturating_add(to)).unwrap_or_default()
    }

    /// The texel nearest to a point in texture coordinates, edges repeated.
    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // Clamped first.
    pub fn nearest(&self, u: f32, v: f32) -> Color32 {
        let column = (u * self.width as f32).clamp(0.0, self.width.saturating_sub(1) as f32) as usize;
        let row = (v * self.height as f32).clamp(0.0, self.height.saturating_sub(1) as f32) as usize;
        self.row(row, column, column + 1).first().copied().unwrap_or(Color32::WHITE)
    }

    fn patch(&mut self, [left, top]: [usize; 2], image: &ImageData) {
        let ImageData::Color(image) = image;
        let [width, height] = image.size;
        if width == 0 {
            return;
        }
        for (row, texels) in image.pixels.chunks_exact(width).take(height).enumerate() {
            let start = (top + row).saturating_mul(self.width).saturating_add(left);
            if let Some(target) = self.texels.get_mut(start..start.saturating_add(width)) {
                target.copy_from_slice(texels);
            }
        }
    }
}

impl Textures {
    /// Takes over new and changed textures; tells whether one was replaced as a whole, so that
    /// what was drawn from it may look different. What is to be freed is freed by `free`.
    pub fn set(&mut self, delta: &TexturesDelta) -> bool {
        let mut replaced = false;
        for (id, changes) in &delta.set {
            let texture = self.textures.entry(order(*id)).or_default();
            for change in changes {
                if let Some(at) = change.pos {
                    texture.patch(at, &change.image);
                } else {
                    replaced = true;
                    let ImageData::Color(image) = &change.image;
                    let [width, height] = image.size;
                    *texture = Texture { width, height, texels: image.pixels.clone() };
                }
            }
        }
        replaced
    }

    /// Drops what is no longer used.
    pub fn free(&mut self, delta: &TexturesDelta) {
        for id in &delta.free {
            self.textures.remove(&order(*id));
        }
    }

    /// The texture `id`.
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.textures.get(&order(id))
    }
}

/// A texture's number with an order; egui's own has none.
const fn order(id: TextureId) -> (bool, u64) {
    match id {
        TextureId::Managed(number) => (false, number),
        TextureId::User(number) => (true, number),
    }
}
