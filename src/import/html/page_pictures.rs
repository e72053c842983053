//! The pictures that are written into a page (`data:` addresses, RFC 2397). What a page only refers to is never fetched.
//! Must not know the text around them.

use std::collections::BTreeMap;

use super::dom::{Dom, DomId};
use super::dom_element::DomElement;
use super::element_style;
use super::page_source::{PICTURE, VALUE};
use crate::limits::Limit;
use crate::ooxml::base64;
use crate::raster::HeldPicture;
use crate::richtext::Figure;

/// Pictures with a shorter side are signs of a page and no figures, in dots.
const LEAST: u32 = 32;

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
}

/// The pictures of the page `tree`, by their elements; `long` has whole the addresses that were cut, in order. Others
/// are left for the list of what is not imported: addresses of files, other kinds, hidden and small ones, what is
/// damaged or beyond the limits.
pub(super) fn pictures<'a>(tree: &Dom, mut long: impl Iterator<Item = &'a [u8]>) -> BTreeMap<DomId, PagePicture> {
    let (mut found, mut bytes) = (BTreeMap::new(), 0_usize);
    for (id, element) in tree.tagged("img") {
        let Some(source) = element.attribute("src").filter(|source| source.starts_with(PICTURE)) else { continue };
        // A long value was cut: they follow each other as their tags do, among those of other elements.
        let source = source.as_bytes();
        let whole = if source.len() > VALUE { long.find(|whole| whole.starts_with(source)) } else { Some(source) };
        let Some(data) = whole.filter(|_| found.len() < MOST).and_then(data) else { continue };
        if element_style::is_unseen(element) {
            continue;
        }
        let Some(picture) = HeldPicture::take_in(&base64::decoded(data)).ok() else { continue };
        let (wide, high) = picture.shown_size();
        let all = bytes.saturating_add(picture.bytes().len());
        if wide.min(high) < LEAST || Limit::Pictures.check(all).is_err() {
            continue;
        }
        bytes = all;
        let alt = element.attribute("alt").or(element.attribute("title")).unwrap_or_default().trim().to_owned();
        found.insert(id, PagePicture { picture, alt, width: width(element) });
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
    if let Some(own) = element.attribute("data-width").and_then(|own| own.parse::<u16>().ok()) {
        return Some(own.clamp(Figure::NARROWEST, Figure::WIDEST));
    }
    let dots = element.attribute("width")?.trim().trim_end_matches("px").parse::<u32>().ok()?;
    Some(Figure::usual_width(dots))
}
