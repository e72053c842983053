//! The pictures that are written into a page (`data:` addresses, RFC 2397). What a page only refers to is never fetched.
//! Must not know the text around them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::dom::{Dom, DomId};
use super::dom_element::DomElement;
use super::element_style;
use super::page_source::{PICTURE, VALUE};
use crate::import::picture_taker::PictureTaker;
use crate::ooxml::base64;
use crate::raster::{HeldPicture, PictureScaling, PictureView};
use crate::richtext::Figure;

/// Pictures with a shorter side are signs of a page and no figures, in dots.
pub(super) const LEAST: u32 = 32;

/// Where pages of this program say how wide a picture stands, in tenths of a millimetre.
const OWN_WIDTH: &str = "data-width";

/// The most pictures of a page that are looked at.
const MOST: usize = 500;

/// What stands before the data of an address.
const MARK: &[u8] = b";base64,";

/// A picture in a page.
#[derive(Clone, Debug)]
pub(super) struct PagePicture {
    /// The picture.
    pub picture: HeldPicture,
    /// What it shows, in words.
    pub alt: String,
    /// How wide it stands, in tenths of a millimetre, where the page says it in a measure of paper or in dots.
    pub width: Option<u16>,
    /// How it was made smaller, where it was.
    pub scaling: Option<PictureScaling>,
}

/// The pictures of the page `tree`, by their elements; `long` has whole the addresses that were cut, in order. Others
/// are left for the list of what is not imported: addresses of files, other kinds, hidden and small ones, what is
/// damaged or beyond the limits.
pub(super) fn pictures<'a>(tree: &Dom, long: impl Iterator<Item = &'a [u8]>) -> BTreeMap<DomId, PagePicture> {
    pictures_with(tree, long, &|_| None)
}

/// The same for a piece of a page, with the `files` that came with it, by their addresses.
pub(super) fn pictures_with<'a, 'b>(
    tree: &Dom,
    mut long: impl Iterator<Item = &'a [u8]>,
    files: &dyn Fn(&str) -> Option<Cow<'b, [u8]>>,
) -> BTreeMap<DomId, PagePicture> {
    let (mut found, mut taker) = (BTreeMap::new(), PictureTaker::default());
    for (id, element) in tree.tagged("img") {
        let Some(source) = element.attribute("src") else { continue };
        // A long value was cut: they follow each other as their tags do, among those of other elements.
        let written = source.starts_with(PICTURE).then(|| match source.as_bytes() {
            source if source.len() > VALUE => long.find(|whole| whole.starts_with(source)),
            source => Some(source),
        });
        if element_style::is_unseen(element) || found.len() >= MOST {
            continue;
        }
        let file: Option<Cow<'_, [u8]>> = match written {
            Some(written) => written.and_then(data).map(|data| base64::decoded(data).into()),
            None => files(source),
        };
        let Some(file) = file else { continue };
        // Pages of this program have pictures as the draft has them.
        let is_own = element.attribute(OWN_WIDTH).is_some();
        let Ok((picture, scaling)) = taker.take(&file, PictureView::default(), is_own) else { continue };
        let (wide, high) = picture.shown_size();
        if wide.min(high) < LEAST {
            continue;
        }
        let alt = element.attribute("alt").or(element.attribute("title")).unwrap_or_default().trim().to_owned();
        found.insert(id, PagePicture { picture, alt, width: width(element), scaling });
    }
    found
}

/// The data of an address in Base64.
fn data(address: &[u8]) -> Option<&[u8]> {
    let mark = address.windows(MARK.len()).position(|window| window == MARK)?;
    address.get(mark + MARK.len()..)
}

/// How wide an image stands.
fn width(element: &DomElement) -> Option<u16> {
    if let Some(own) = element.attribute(OWN_WIDTH).and_then(|own| own.parse::<u16>().ok()) {
        return Some(own.clamp(Figure::NARROWEST, Figure::WIDEST));
    }
    let dots = element.attribute("width")?.trim().trim_end_matches("px").parse::<u32>().ok()?;
    Some(Figure::usual_width(dots))
}
