//! A picture of the clipboard, which has dots and no file: a screenshot, a picture of a word processor. Must not know the
//! text that it goes into.

use egui::ColorImage;

use crate::raster::{HeldPicture, PictureDots, PictureScaling, PictureView};
use crate::richtext::Figure;

/// The picture as a report holds it, and how it was made smaller; `None` where it has no dots or too many.
pub(super) fn held(image: &ColorImage) -> Option<(HeldPicture, Option<PictureScaling>)> {
    let [width, height] = image.size;
    let count = width.checked_mul(height).filter(|count| *count > 0 && *count == image.pixels.len())?;
    // The colours have their share in them already; the rest is white.
    let on_white = |dot: &egui::Color32| [dot.r(), dot.g(), dot.b()].map(|part| part.saturating_add(255 - dot.a()));
    let dots = PictureDots { width, height, rgb: image.pixels.iter().flat_map(on_white).collect() };
    HeldPicture::for_print(&HeldPicture::file_of(&dots, false)?, PictureView::default(), Figure::MOST_DOTS, &mut {
        count
    })
    .ok()
}
