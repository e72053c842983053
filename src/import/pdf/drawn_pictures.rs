//! Images of a PDF → pictures as a report holds them (ISO 32000-1 §8.9): JPEG as it is, compressed rows as PNG, what is
//! transparent on white. Must not know the text around them.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream};

use super::matrix::Matrix;
use crate::import::picture_taker::PictureTaker;
use crate::import::source_document::{CaptionPlace, SourcePicture};
use crate::raster::{CompressedRows, HeldPicture, PictureDots, PictureScaling, PictureTurn, PictureView};
use crate::richtext::Figure;

/// A picture where it is drawn, in points; y upwards.
#[derive(Clone, Debug)]
pub(super) struct DrawnPicture {
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// Its upper edge.
    pub top: f64,
    /// The picture.
    pub picture: HeldPicture,
    /// How it was made smaller, where it was.
    pub scaling: Option<PictureScaling>,
    /// What the file says in its place.
    pub alt: String,
    /// The object that it is.
    id: ObjectIdentifier,
}

impl DrawnPicture {
    /// The same with what the file says in its place.
    pub(super) fn saying(self, alt: String) -> DrawnPicture {
        DrawnPicture { alt, ..self }
    }

    /// The picture behind so many lines of the source, as wide as it is drawn, with the line of its caption.
    pub(super) fn placed(self, line: usize, caption: Option<usize>) -> SourcePicture {
        // A point is 3.528 tenths of a millimetre.
        let tenths = ((self.right - self.left) * 3.528).round().clamp(0.0, f64::from(Figure::WIDEST));
        let width = (Figure::NARROWEST..=Figure::WIDEST).find(|width| f64::from(*width) >= tenths);
        let caption = caption.map_or(CaptionPlace::Nowhere, CaptionPlace::Certain);
        SourcePicture { line, picture: self.picture, alt: self.alt, width, scaling: self.scaling, caption }
    }
}

/// Takes in one image after another.
#[derive(Debug, Default)]
pub(super) struct PictureReader {
    taker: PictureTaker,
    /// How often each image was drawn.
    drawn: BTreeMap<ObjectIdentifier, usize>,
    looked_at: usize,
}

/// The most images that are looked at.
const MOST: usize = 500;
/// Images that are less wide or high on paper are signs and no figures, in points.
const NARROW: f64 = 57.0;
const LOW: f64 = 28.0;
/// One that covers more of a page is a scan of it or its background.
const WHOLE: f64 = 0.7;
/// One that is drawn more often is a sign of the pages.
const OFTEN: usize = 2;
/// The longest palette, in bytes as it is stored.
const PALETTE: usize = 1 << 16;

impl PictureReader {
    /// The image drawn in the unit square of `space`, on a page of this area; `None` where it is no figure or cannot be
    /// held.
    pub(super) fn draw(&mut self, image: &Stream<'_>, space: Matrix, area: f64) -> Option<DrawnPicture> {
        self.looked_at += 1;
        if self.looked_at > MOST {
            return None;
        }
        let id = image.obj_id();
        let drawn = self.drawn.entry(id).or_default();
        *drawn += 1;
        if *drawn > OFTEN {
            return None;
        }
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| space.at(x, y));
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let all = corners.iter().map(of);
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| (least.min(one), most.max(one)))
        };
        let ((left, right), (bottom, top)) = (ends(|corner| corner.0), ends(|corner| corner.1));
        let (wide, high) = (right - left, top - bottom);
        if !(wide >= NARROW && high >= LOW && wide * high < WHOLE * area) {
            return None;
        }
        let view = PictureView { turn: Some(turn(space)?), ..PictureView::default() };
        let (picture, scaling) = self.taken(image, view)?;
        Some(DrawnPicture { left, right, bottom, top, picture, scaling, alt: String::new(), id })
    }

    /// Whether a picture is a figure, now that all pages were read.
    pub(super) fn is_figure(&self, picture: &DrawnPicture) -> bool {
        self.drawn.get(&picture.id).is_none_or(|count| *count <= OFTEN)
    }

    fn taken(&mut self, image: &Stream<'_>, view: PictureView) -> Option<(HeldPicture, Option<PictureScaling>)> {
        let dict = image.dict();
        let is_odd = dict.contains_key("Mask") || dict.contains_key("Decode") || dict.contains_key("ImageMask");
        if is_odd {
            return None;
        }
        let Some(mask) = dict.get::<Stream<'_>>("SMask") else {
            return self.file(image).and_then(|file| self.taker.take(&file, view, false).ok());
        };
        // Before either is looked at: one mask may be that of many images.
        let (own, other) = (size(dict)?, size(mask.dict())?);
        let count = |(wide, high): (u32, u32)| u64::from(wide) * u64::from(high);
        if !self.taker.spend(usize::try_from(count(own).saturating_add(count(other))).unwrap_or(usize::MAX)) {
            return None;
        }
        let opaque = HeldPicture::take_in(&self.file(image)?).ok().filter(|picture| picture.stored_size() == own)?;
        let mask = HeldPicture::take_in(&self.file(&mask)?).ok().filter(|picture| picture.stored_size() == other)?;
        let mixed = on_white(opaque.dots()?, &mask.dots()?);
        self.taker.take(&HeldPicture::file_of(&mixed, opaque.extension() == "jpeg")?, view, false).ok()
    }

    /// The image as a file of its own.
    fn file(&mut self, image: &Stream<'_>) -> Option<Vec<u8>> {
        let dict = image.dict();
        match image.filters().as_slice() {
            [Filter::DctDecode] => return Some(image.raw_data().into_owned()),
            [Filter::FlateDecode] => {}
            _ => return None,
        }
        let (width, height) = size(dict)?;
        let depth =
            u8::try_from(number(dict, "BitsPerComponent")?).ok().filter(|depth| matches!(depth, 1 | 2 | 4 | 8))?;
        let (parts, palette) = colours(&dict.get::<Object<'_>>("ColorSpace")?)?;
        let given = dict.get::<Dict<'_>>("DecodeParms");
        let given = given.or_else(|| dict.get::<Array<'_>>("DecodeParms")?.iter::<Dict<'_>>().next());
        let predictor = given.as_ref().and_then(|given| number(given, "Predictor")).unwrap_or(1);
        if predictor >= 10 {
            // The rows of a PNG as they are, if they are as long as the image says.
            let given = given?;
            let is_same = number(&given, "Columns") == Some(width)
                && number(&given, "Colors").unwrap_or(1) == u32::from(parts)
                && number(&given, "BitsPerComponent").unwrap_or(8) == u32::from(depth);
            let rows = CompressedRows { bytes: image.raw_data().into_owned(), depth, parts, palette };
            return is_same.then(|| rows.file(width, height)).flatten();
        }
        if predictor != 1 {
            return None;
        }
        let (wide, high) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        if !self.taker.spend(wide.checked_mul(high)?) {
            return None;
        }
        let row = (wide * usize::from(parts) * usize::from(depth)).div_ceil(8);
        let mut rows = Vec::new();
        let most = u64::try_from(row.checked_mul(high)?).ok()?;
        ZlibDecoder::new(&*image.raw_data()).take(most).read_to_end(&mut rows).ok()?;
        let rgb = dots(&rows, (wide, row), (depth, parts), &palette);
        let dots = PictureDots { width: wide, height: high, rgb };
        (dots.rgb.len() == wide * high * 3).then(|| HeldPicture::file_of(&dots, false)).flatten()
    }
}

fn number(dict: &Dict<'_>, key: &str) -> Option<u32> {
    dict.get::<i32>(key).and_then(|number| u32::try_from(number).ok())
}

/// How many dots an image says that it has.
fn size(dict: &Dict<'_>) -> Option<(u32, u32)> {
    Some((number(dict, "Width")?, number(dict, "Height")?))
}

/// How the image is turned to be shown; `None` where it is slanted.
fn turn(space: Matrix) -> Option<PictureTurn> {
    let [a, b, c, d, ..] = space.0;
    let most = [a, b, c, d].into_iter().map(f64::abs).fold(0.0, f64::max);
    let sign = |part: f64| match part {
        part if part.abs() < most * 0.01 => 0,
        part if part < 0.0 => -1,
        _ => 1,
    };
    // Rows of an image go down, and a page goes up.
    let signs = [sign(a), -sign(b), -sign(c), sign(d)];
    (1..=8).filter_map(PictureTurn::of_exif).find(|turn| turn.matrix().starts_with(&signs))
}

/// How many parts a dot has, and its palette, three bytes a colour; `None` for colours that are not read.
fn colours(space: &Object<'_>) -> Option<(u8, Vec<u8>)> {
    let plain = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        _ => None,
    };
    let array = match space {
        Object::Name(name) => return Some((plain(name.as_ref())?, Vec::new())),
        Object::Array(array) => array,
        _ => return None,
    };
    let mut items = array.iter::<Object<'_>>();
    let Some(Object::Name(kind)) = items.next() else { return None };
    match kind.as_ref() {
        b"ICCBased" => {
            let Some(Object::Stream(profile)) = items.next() else { return None };
            let parts = profile.dict().get::<i32>("N")?;
            u8::try_from(parts).ok().filter(|parts| matches!(parts, 1 | 3)).map(|parts| (parts, Vec::new()))
        }
        b"Indexed" => {
            let (parts, inner) = colours(&items.next()?)?;
            let Object::Number(most) = items.next()? else { return None };
            let most = (0..=u8::MAX).find(|one| f64::from(*one) == most.as_f64());
            let entries = usize::from(most.filter(|_| inner.is_empty())?) + 1;
            let table = match items.next()? {
                Object::String(table) => table.as_bytes().to_vec(),
                Object::Stream(table) if table.raw_data().len() <= PALETTE => table.decoded_data().ok()?.into_owned(),
                _ => return None,
            };
            let table = table.get(..entries * usize::from(parts))?;
            let palette = if parts == 3 { table.to_vec() } else { table.iter().flat_map(|grey| [*grey; 3]).collect() };
            Some((1, palette))
        }
        name => Some((plain(name)?, Vec::new())),
    }
}

/// Rows without compression as dots.
fn dots(rows: &[u8], (wide, row): (usize, usize), (depth, parts): (u8, u8), palette: &[u8]) -> Vec<u8> {
    let most = u16::from(u8::MAX >> (8 - depth));
    let mut rgb = Vec::with_capacity(rows.len() / row.max(1) * wide * 3);
    for bytes in rows.chunks_exact(row.max(1)) {
        let samples = bytes
            .iter()
            .flat_map(|byte| (0..8 / depth).map(move |at| (byte >> (8 - depth * (at + 1))) & (u8::MAX >> (8 - depth))));
        let samples = samples.take(wide * usize::from(parts));
        if !palette.is_empty() {
            let colour = |at: u8| palette.as_chunks::<3>().0.get(usize::from(at)).copied().unwrap_or_default();
            rgb.extend(samples.flat_map(colour));
        } else {
            let full = samples.map(|sample| u8::try_from(u16::from(sample) * 255 / most).unwrap_or(u8::MAX));
            if parts == 3 { rgb.extend(full) } else { rgb.extend(full.flat_map(|grey| [grey; 3])) }
        }
    }
    rgb
}

/// The dots with as much white as the mask, which may have other measures, says.
fn on_white(mut dots: PictureDots, mask: &PictureDots) -> PictureDots {
    let width = dots.width.max(1);
    for (at, dot) in dots.rgb.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        let (column, row) = (at % width, at / width);
        let [alpha, ..] = mask.at(column * mask.width / width, row * mask.height / dots.height.max(1)).map(u16::from);
        for part in dot {
            *part = u8::try_from((u16::from(*part) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        }
    }
    dots
}
