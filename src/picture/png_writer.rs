//! Dots as a PNG (ISO/IEC 15948). Must not know pages.

use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit};

use super::PictureError;
use super::page_raster::PageRaster;

/// The pages below one another, with so many dots in an inch.
///
/// # Errors
///
/// The picture has more dots than a PNG can have.
pub(super) fn write(pages: &[PageRaster], dots: i64) -> Result<Vec<u8>, PictureError> {
    let width = pages.iter().map(|page| page.width).max().unwrap_or(0);
    let height: usize = pages.iter().map(|page| page.height).sum();
    let mut rows = Vec::with_capacity(width * height * 3);
    for page in pages {
        let margin = vec![0xff; (width - page.width) * 3];
        for row in page.dots.chunks_exact(page.width * 3) {
            rows.extend_from_slice(row);
            rows.extend_from_slice(&margin);
        }
    }
    let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, side(width), side(height));
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let metre = u32::try_from(dots * 10_000 / 254).unwrap_or(0);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: metre, yppu: metre, unit: Unit::Meter }));
    // By this a page of charts is known again.
    encoder.add_text_chunk("Software".to_owned(), "nianbao".to_owned())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rows)?;
    writer.finish()?;
    Ok(file)
}
