//! Web pages → report: saved pages and fragments from a clipboard. Pages are parsed as browsers
//! parse them, under limits; nothing that they refer to is ever fetched.

mod dom;
mod element_style;
mod exported_page;
mod fragment;
mod html_tables;
mod page_extras;
mod page_source;
mod page_text;
mod saved_page;

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
    let decoded = text::decode(bytes).ok_or(ReadError::NotText)?;
    let tree = dom::Dom::parse(&decoded.text)?;
    match exported_page::article(&tree).and_then(|article| exported_page::read(&tree, article)) {
        Some(reading) => Ok(reading),
        None => saved_page::read(tree, decoded.broken),
    }
}
