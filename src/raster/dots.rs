//! The dots of a picture: eight bits of red, green and blue each, transparent ones on white. Decoders of others do
//! the work; what they are given was checked for its size before. Must not know files beyond that.

use png::{ColorType, Decoder, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::PictureTurn;
use super::held_picture::Size;
use crate::limits::Limit;

/// Dots row by row, three bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDots {
    /// Dots of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red, green and blue of each.
    pub rgb: Vec<u8>,
}

/// The dots of a PNG file.
pub(super) fn of_png(bytes: &[u8], size: Size) -> Option<PictureDots> {
    let mut decoder = Decoder::new_with_limits(
        std::io::Cursor::new(bytes),
        png::Limits { bytes: Limit::FileDots.most().saturating_mul(8) },
    );
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut buffer).ok()?;
    buffer.truncate(info.buffer_size());
    let rgb = match info.color_type {
        ColorType::Rgb => buffer,
        ColorType::Grayscale => buffer.iter().flat_map(|grey| [*grey; 3]).collect(),
        ColorType::GrayscaleAlpha => on_white(&buffer, |[grey, alpha]: [u8; 2]| ([grey; 3], alpha)),
        ColorType::Rgba => on_white_in_place(buffer),
        ColorType::Indexed => return None,
    };
    whole(size, rgb)
}

/// The dots of a JPEG file.
pub(super) fn of_jpeg(bytes: &[u8], size: Size) -> Option<PictureDots> {
    let side = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let options = DecoderOptions::default()
        .set_max_width(side(size.width))
        .set_max_height(side(size.height))
        .set_strict_mode(false)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let rgb = JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().ok()?;
    whole(size, rgb)
}

fn whole(size: Size, rgb: Vec<u8>) -> Option<PictureDots> {
    let (width, height) = (usize::try_from(size.width).ok()?, usize::try_from(size.height).ok()?);
    (rgb.len() == width.checked_mul(height)?.checked_mul(3)?).then_some(PictureDots { width, height, rgb })
}

/// Dots with a share of white behind them.
fn on_white<const N: usize>(dots: &[u8], parts: impl Fn([u8; N]) -> ([u8; 3], u8)) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(dots.len() / N * 3);
    for dot in dots.as_chunks::<N>().0 {
        let (colour, alpha) = parts(*dot);
        let alpha = u16::from(alpha);
        for part in colour {
            let mixed = (u16::from(part) * alpha + 255 * (255 - alpha) + 127) / 255;
            rgb.push(u8::try_from(mixed).unwrap_or(u8::MAX));
        }
    }
    rgb
}

/// The same of dots of four parts, in the memory that they have: the largest pictures have them.
fn on_white_in_place(mut dots: Vec<u8>) -> Vec<u8> {
    let count = dots.len() / 4;
    for number in 0..count {
        let Some([red, green, blue, alpha]) = dots.get(number * 4..).and_then(<[u8]>::first_chunk::<4>).copied() else {
            break;
        };
        let alpha = u16::from(alpha);
        let mixed = [red, green, blue]
            .map(|part| u8::try_from((u16::from(part) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX));
        if let Some(place) = dots.get_mut(number * 3..number * 3 + 3) {
            place.copy_from_slice(&mixed);
        }
    }
    dots.truncate(count * 3);
    dots
}

impl PictureDots {
    /// The dot at a place, the nearest one where there is none.
    pub fn at(&self, column: usize, row: usize) -> [u8; 3] {
        let (column, row) = (column.min(self.width.saturating_sub(1)), row.min(self.height.saturating_sub(1)));
        let start = (row * self.width + column) * 3;
        self.rgb.get(start..start + 3).and_then(|dot| dot.try_into().ok()).unwrap_or([255; 3])
    }

    /// The picture as it is shown, in so many dots: each the mean of those that it stands for. Never more than it has.
    pub fn shown(&self, turn: PictureTurn, most_width: usize, most_height: usize) -> PictureDots {
        let (full_width, full_height) =
            if turn.is_sideways() { (self.height, self.width) } else { (self.width, self.height) };
        let (width, height) = (most_width.clamp(1, full_width.max(1)), most_height.clamp(1, full_height.max(1)));
        let [a, b, c, d, ..] = turn.matrix();
        // From a shown place back to the stored one.
        let back = |column: usize, row: usize| {
            let flip =
                |place: usize, full: usize, is_back: bool| if is_back { full.saturating_sub(place + 1) } else { place };
            if turn.is_sideways() {
                (flip(row, full_height, b < 0), flip(column, full_width, c < 0))
            } else {
                (flip(column, full_width, a < 0), flip(row, full_height, d < 0))
            }
        };
        let mut rgb = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let rows =
                row * full_height / height..((row + 1) * full_height / height).max(row * full_height / height + 1);
            for column in 0..width {
                let first = column * full_width / width;
                let columns = first..((column + 1) * full_width / width).max(first + 1);
                let (mut sums, mut count) = ([0_usize; 3], 0_usize);
                for one_row in rows.clone() {
                    for one_column in columns.clone() {
                        let (u, v) = back(one_column, one_row);
                        for (sum, part) in sums.iter_mut().zip(self.at(u, v)) {
                            *sum += usize::from(part);
                        }
                        count += 1;
                    }
                }
                rgb.extend(sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)));
            }
        }
        PictureDots { width, height, rgb }
    }
}
