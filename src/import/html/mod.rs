//! Web pages → report: saved pages and fragments from a clipboard. Pages are parsed as browsers
//! parse them, under limits; nothing that they refer to is ever fetched.

mod deep_tags;
mod dom;
mod element_style;
mod exported_page;
mod fragment;
mod html_tables;
mod page_extras;
mod page_pictures;
mod page_source;
mod page_text;
mod saved_page;
mod shown_text;

use super::source_document::SourceBlock;
use super::{Imported, ReadError, text};
use crate::limits::Limit;

pub use fragment::{Fragment, fragment};

/// Reads a saved page, ours or another's, into a report.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    Limit::Page.check(bytes.len())?;
    read_text(&text::decode(bytes).ok_or(ReadError::NotText)?)
}

/// The same for a page whose characters are known.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub(super) fn read_text(decoded: &text::DecodedText<'_>) -> Result<Imported, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let tree = dom::Dom::parse(&decoded.text)?;
    let pictures = page_pictures::pictures(&tree, &decoded.text);
    match exported_page::article(&tree).and_then(|article| exported_page::read(&tree, article, &pictures)) {
        Some(reading) => Ok(reading),
        None => saved_page::read(tree, pictures, decoded.broken),
    }
}

/// The lines and rows of a page that stands within another document.
///
/// # Errors
///
/// The page exceeds a limit.
pub(super) fn blocks_of(decoded: &text::DecodedText<'_>) -> Result<Vec<SourceBlock>, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let tree = dom::Dom::parse(&decoded.text)?;
    Ok(saved_page::placed(page_text::blocks(&tree)).1)
}

/// The lines and rows of a piece of HTML in a text.
///
/// # Errors
///
/// The piece exceeds a limit.
pub(super) fn blocks_of_piece(piece: &str) -> Result<Vec<SourceBlock>, ReadError> {
    blocks_of(&text::DecodedText { text: piece.into(), broken: 0 })
}
