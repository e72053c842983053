//! Pictures of a report as textures of the window, in no more dots than a page needs on a screen. One is decoded in a
//! frame, and only when it is in sight, so that typing goes on beside many. Must not know where they stand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Color32, ColorImage, Id, TextureHandle, TextureId, TextureOptions, Ui};

use crate::raster::{HeldPicture, PictureId};

/// The most dots in a row of a texture: the type area at one and a third of its size on a usual screen.
const MOST: usize = 800;

/// The most textures that are kept.
const KEPT: usize = 40;

/// What is kept between frames: textures by picture, `None` for one that cannot be decoded.
#[derive(Clone, Default)]
struct TextureCache(Arc<Mutex<KeptTextures>>);

#[derive(Default)]
struct KeptTextures {
    textures: BTreeMap<PictureId, Option<TextureHandle>>,
    /// The frame in which the last picture was decoded.
    decoded: Option<u64>,
}

/// The texture of a picture; `None` while it waits for a later frame, or where its data are damaged.
pub fn texture(ui: &Ui, picture: &HeldPicture) -> Option<TextureId> {
    let cache = ui.data_mut(|data| data.get_temp_mut_or_default::<TextureCache>(Id::unique("pictures")).clone());
    let mut kept = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(texture) = kept.textures.get(&picture.id()) {
        return texture.as_ref().map(TextureHandle::id);
    }
    let frame = ui.ctx().cumulative_frame_nr();
    if kept.decoded == Some(frame) {
        ui.ctx().request_repaint();
        return None;
    }
    kept.decoded = Some(frame);
    if kept.textures.len() >= KEPT {
        kept.textures.clear();
    }
    let texture =
        image(picture).map(|image| ui.ctx().load_texture(picture.id().to_string(), image, TextureOptions::LINEAR));
    let id = texture.as_ref().map(TextureHandle::id);
    kept.textures.insert(picture.id(), texture);
    id
}

fn image(picture: &HeldPicture) -> Option<ColorImage> {
    let (wide, high) = picture.shown_size();
    let (wide, high) = (usize::try_from(wide).ok()?.max(1), usize::try_from(high).ok()?.max(1));
    let width = wide.min(MOST);
    // Higher than three times its width it is no higher than that many dots.
    let height = (high * width / wide).clamp(1, MOST * 3);
    let shown = picture.dots()?.shown(picture.turn(), width, height);
    let pixels = shown.rgb.as_chunks::<3>().0.iter().map(|[red, green, blue]| Color32::from_rgb(*red, *green, *blue));
    Some(ColorImage::new([shown.width, shown.height], pixels.collect()))
}
