//! Pictures made anew from their dots: scaled to what paper shows, or cut. Must not know a page: the caller says how many
//! dots it has room for.

use png::{BitDepth, ColorType, Encoder};

use super::held_picture::PictureKind;
use super::{CompressedRows, HeldPicture, PictureDots, PictureProblem, PictureTurn};
use crate::limits::Limit;

/// What was made of a picture that was too large for paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureScaling {
    /// Its width and height as shown, in dots, and its bytes.
    pub before: (u32, u32, usize),
    /// The same of what is held.
    pub after: (u32, u32, usize),
}

/// A picture of fewer bytes is held as it is, unless it has more dots than are held.
const LARGE: usize = 1 << 20;
/// A line drawing may have so many bytes more than a photograph of it before it is held as one.
const SHARPNESS: usize = 256 << 10;

/// The quality of a photograph that is written anew, of a hundred.
const QUALITY: u8 = 90;

/// How a document shows a picture's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureView {
    /// How it is turned, whatever its own note says; `None` as that says.
    pub turn: Option<PictureTurn>,
    /// Which shares of the file's width and height, in hundred-thousandths, are cut away at the left, the top, the right
    /// and the bottom before it is turned.
    pub cut: [u32; 4],
}

/// All of a side, in the measure of [`PictureView::cut`].
const WHOLE: u32 = 100_000;

impl HeldPicture {
    /// Takes in a file, which may be larger than what is held: one that has more dots than the `room`, across and
    /// down, and either many bytes or more dots than are held, is scaled to it. What is scaled or cut has its turn in its rows. Dots that are decoded for
    /// it are taken from the `budget`; without it the picture is taken as it is, or refused where it must be cut.
    ///
    /// # Errors
    ///
    /// It is no picture that can be held, damaged, or too large even so.
    pub fn for_print(
        file: &[u8],
        view: PictureView,
        room: (u32, u32),
        budget: &mut usize,
    ) -> Result<(HeldPicture, Option<PictureScaling>), PictureProblem> {
        let large = HeldPicture::within(file, Limit::PictureFile, Limit::FileDots)?;
        let is_photograph = matches!(large.kind(), PictureKind::Jpeg(_));
        let turn = view.turn.unwrap_or(large.turn());
        let (wide, high) = large.stored_size();
        let part = |side: u32, first: u32, last: u32| {
            let share = u64::from(WHOLE.saturating_sub(first.saturating_add(last)));
            u32::try_from((u64::from(side) * share).div_ceil(u64::from(WHOLE))).unwrap_or(side)
        };
        let [left, top, right, bottom] = view.cut;
        let (wide, high) = (part(wide, left, right), part(high, top, bottom));
        if wide == 0 || high == 0 {
            return Err(PictureProblem::Damaged);
        }
        let shown = if turn.is_sideways() { (high, wide) } else { (wide, high) };
        let to = fitted(shown, room);
        // A few dots more than paper shows are not worth coding it anew.
        let all = large.stored_size();
        let cost = usize::try_from(u64::from(all.0) * u64::from(all.1)).unwrap_or(usize::MAX);
        let has_many = Limit::Dots.check(cost).is_err();
        let is_dense = u64::from(shown.0) * 4 > u64::from(to.0) * 5 && (file.len() > LARGE || has_many);
        let is_cut = view.cut != [0; 4];
        // A PNG has no place to note a turn.
        let is_other = is_cut || (view.turn.is_some_and(|turn| !turn.is_none()) && !is_photograph);
        if is_dense || is_other {
            let left_over = budget.checked_sub(cost);
            *budget = left_over.unwrap_or(*budget);
            let made = left_over.and_then(|_| {
                let mut dots = large.dots()?.cut(view.cut, (wide, high))?;
                if is_dense {
                    let (across, down) = if turn.is_sideways() { (to.1, to.0) } else { to };
                    dots = dots.scaled(side(across), side(down));
                }
                if !turn.is_none() {
                    dots = dots.shown(turn, usize::MAX, usize::MAX);
                }
                HeldPicture::of_dots(&dots, is_photograph)
            });
            let is_worth = |made: &HeldPicture| is_other || has_many || made.bytes().len() < file.len() / 4 * 3;
            match made.filter(is_worth) {
                Some(made) => {
                    let (across, down) = made.shown_size();
                    let after = (across, down, made.bytes().len());
                    let scaling = PictureScaling { before: (shown.0, shown.1, file.len()), after };
                    return Ok((made, is_dense.then_some(scaling)));
                }
                None if is_other => return Err(PictureProblem::Damaged),
                None => {}
            }
        }
        let held = HeldPicture::take_in(file)?;
        let turned = match view.turn {
            None => Some(held),
            Some(turn) if turn.is_none() => Some(held.unturned()),
            Some(turn) => held.turned(turn),
        };
        Ok((turned.ok_or(PictureProblem::Damaged)?, None))
    }

    /// A picture of these dots; `None` where it is beyond a limit.
    fn of_dots(dots: &PictureDots, is_photograph: bool) -> Option<HeldPicture> {
        HeldPicture::take_in(&HeldPicture::file_of(dots, is_photograph)?).ok()
    }

    /// The file of such a picture: a photograph as JPEG, anything else as PNG where that is not much larger. `None` where
    /// it has more dots than are looked at, or a side is longer than such files can say.
    pub fn file_of(dots: &PictureDots, is_photograph: bool) -> Option<Vec<u8>> {
        Limit::FileDots.check(dots.width.checked_mul(dots.height)?).ok()?;
        let photograph = photograph(dots)?;
        let drawing = if is_photograph { None } else { drawing(dots) };
        Some(drawing.filter(|drawing| drawing.len() <= photograph.len() + SHARPNESS).unwrap_or(photograph))
    }
}

/// The dots as a JPEG file, in grey where they have no colour. `None` where a side is longer than such a file can say.
fn photograph(dots: &PictureDots) -> Option<Vec<u8>> {
    let side = |length: usize| u16::try_from(length).ok().filter(|side| *side > 0);
    let (width, height) = (side(dots.width)?, side(dots.height)?);
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    let (parts, _) = dots.rgb.as_chunks::<3>();
    if parts.iter().all(|[red, green, blue]| red == green && green == blue) {
        let grey: Vec<u8> = parts.iter().map(|[grey, _, _]| *grey).collect();
        encoder.encode(&grey, width, height, jpeg_encoder::ColorType::Luma).ok()?;
    } else {
        encoder.encode(&dots.rgb, width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    }
    Some(file)
}

impl CompressedRows {
    /// The rows as a PNG file; `None` where they are of no kind that this has.
    pub fn file(&self, width: u32, height: u32) -> Option<Vec<u8>> {
        let mut file = Vec::with_capacity(self.bytes.len() + 1024);
        let mut encoder = Encoder::new(&mut file, width, height);
        encoder.set_color(match (self.parts, self.palette.is_empty()) {
            (1, true) => ColorType::Grayscale,
            (1, false) => ColorType::Indexed,
            (3, true) => ColorType::Rgb,
            _ => return None,
        });
        encoder.set_depth(BitDepth::from_u8(self.depth)?);
        if !self.palette.is_empty() {
            encoder.set_palette(&self.palette);
        }
        let mut writer = encoder.write_header().ok()?;
        writer.write_chunk(png::chunk::IDAT, &self.bytes).ok()?;
        // What ends the file is written with it.
        drop(writer);
        Some(file)
    }
}

impl PictureDots {
    /// The dots within what is cut away, which are so many across and down.
    fn cut(self, [left, top, ..]: [u32; 4], (wide, high): (u32, u32)) -> Option<PictureDots> {
        let (wide, high) = (side(wide).min(self.width), side(high).min(self.height));
        if (wide, high) == (self.width, self.height) {
            return Some(self);
        }
        let before = |full: usize, share: u32, kept: usize| {
            let share = u64::from(share.min(WHOLE));
            let whole = u64::try_from(full).unwrap_or(u64::MAX);
            usize::try_from(whole.saturating_mul(share) / u64::from(WHOLE)).unwrap_or(0).min(full - kept)
        };
        let (first, above) = (before(self.width, left, wide), before(self.height, top, high));
        let mut rgb = Vec::with_capacity(wide * high * 3);
        for row in above..above + high {
            let start = (row * self.width + first) * 3;
            rgb.extend_from_slice(self.rgb.get(start..start + wide * 3)?);
        }
        Some(PictureDots { width: wide, height: high, rgb })
    }
}

fn side(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The largest size of the same proportions that has room, never larger than it is.
fn fitted((wide, high): (u32, u32), (most_wide, most_high): (u32, u32)) -> (u32, u32) {
    let (w, h) = (u64::from(wide.max(1)), u64::from(high.max(1)));
    let by_width = (u64::from(most_wide), (h * u64::from(most_wide) + w / 2) / w);
    let by_height = ((w * u64::from(most_high) + h / 2) / h, u64::from(most_high));
    let (to_wide, to_high) = if by_width.1 <= by_height.1 { by_width } else { by_height };
    let side = |to: u64, own: u32| u32::try_from(to).unwrap_or(own).clamp(1, own.max(1));
    (side(to_wide, wide), side(to_high, high))
}

/// Dots as PNG, grey where they are.
fn drawing(dots: &PictureDots) -> Option<Vec<u8>> {
    let colours = dots.rgb.as_chunks::<3>().0;
    let is_grey = colours.iter().all(|[red, green, blue]| red == green && green == blue);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, u32::try_from(dots.width).ok()?, u32::try_from(dots.height).ok()?);
    encoder.set_color(if is_grey { ColorType::Grayscale } else { ColorType::Rgb });
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    if is_grey {
        writer.write_image_data(&colours.iter().map(|[grey, ..]| *grey).collect::<Vec<u8>>()).ok()?;
    } else {
        writer.write_image_data(&dots.rgb).ok()?;
    }
    writer.finish().ok()?;
    Some(file)
}
