//! Dots as a PNG (ISO/IEC 15948). Must not know pages.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::page_raster::PageRaster;

/// The pages below one another, with so many dots in an inch.
pub(super) fn write(pages: &[PageRaster], dots: i64) -> Vec<u8> {
    let width = pages.iter().map(|page| page.width).max().unwrap_or(0);
    let height: usize = pages.iter().map(|page| page.height).sum();
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::default());
    for page in pages {
        for row in page.dots.chunks_exact(page.width * 3) {
            let margin = vec![0xff; (width - page.width) * 3];
            // Filter 0: the dots as they are. Writing into memory does not fail.
            let _ = rows.write_all(&[0]).and_then(|()| rows.write_all(row)).and_then(|()| rows.write_all(&margin));
        }
    }
    let side = |length: usize| u32::try_from(length).unwrap_or(0).to_be_bytes();
    let mut header = Vec::new();
    header.extend_from_slice(&side(width));
    header.extend_from_slice(&side(height));
    // Eight bits for each of red, green and blue; no interlacing.
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let metre = u32::try_from(dots * 10_000 / 254).unwrap_or(0).to_be_bytes();
    let density = [metre.as_slice(), metre.as_slice(), &[1]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"pHYs", &density);
    chunk(&mut png, b"IDAT", &rows.finish().unwrap_or_default());
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    png.extend_from_slice(&u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    png.extend_from_slice(kind);
    png.extend_from_slice(data);
    png.extend_from_slice(&sum.sum().to_be_bytes());
}
