//! Web pages → report: saved pages and fragments from a clipboard. Pages are parsed as browsers
//! parse them, under limits; nothing that they refer to is ever fetched.

mod block_tables;
mod deep_tags;
mod dom;
mod dom_element;
mod element_style;
mod exported_page;
mod fragment;
mod html_tables;
mod page_bytes;
mod page_extras;
mod page_pictures;
mod page_source;
mod page_text;
mod saved_page;
mod shown_text;

use std::collections::BTreeMap;

use super::remark::Remarks;
use super::source_document::SourceBlock;
use super::{Imported, ReadError, text};
use crate::limits::Limit;
use dom::{Dom, DomId};
use page_pictures::PagePicture;

pub use fragment::{Fragment, fragment, is_fragment_beyond};

/// Reads a saved page, ours or another's, into a report.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    let page = page_bytes::PageBytes::of(bytes)?;
    let decoded = text::decode(&page.words).ok_or(ReadError::NotText)?;
    if !page.is_large() {
        return read_text(&decoded);
    }
    let tree = Dom::parse(&decoded.text, true)?;
    let pictures = page_pictures::pictures(&tree, page.data.iter().copied());
    read_tree(tree, pictures, decoded.broken)
}

/// The same for a page whose characters are known.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub(super) fn read_text(decoded: &text::DecodedText<'_>) -> Result<Imported, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let tree = Dom::parse(&decoded.text, false)?;
    let long = tree.long_pictures().iter().filter_map(|(from, to)| decoded.text.get(*from..*to).map(str::as_bytes));
    let pictures = page_pictures::pictures(&tree, long);
    read_tree(tree, pictures, decoded.broken)
}

/// Reads a page that is parsed, with its pictures; `broken` of its characters could not be decoded.
fn read_tree(tree: Dom, pictures: BTreeMap<DomId, PagePicture>, broken: usize) -> Result<Imported, ReadError> {
    match exported_page::article(&tree).and_then(|article| exported_page::read(&tree, article, &pictures)) {
        Some(reading) => Ok(reading),
        None => saved_page::read(tree, pictures, broken),
    }
}

/// The lines and rows of a page that stands within another document.
///
/// # Errors
///
/// The page exceeds a limit.
pub(super) fn blocks_of(decoded: &text::DecodedText<'_>, remarks: &mut Remarks) -> Result<Vec<SourceBlock>, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let tree = Dom::parse(&decoded.text, false)?;
    page_extras::list_lost_formats(&tree, remarks);
    Ok(saved_page::placed(page_text::blocks(&tree)).1)
}

/// The lines and rows of a piece of HTML in a text, whose words have no looks there.
///
/// # Errors
///
/// The piece exceeds a limit.
pub(super) fn blocks_of_piece(piece: &str) -> Result<Vec<SourceBlock>, ReadError> {
    blocks_of(&text::DecodedText { text: piece.into(), broken: 0 }, &mut Remarks::default())
}
