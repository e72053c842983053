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

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::remark::Remarks;
use super::source_document::{SourceBlock, SourceDocument};
use super::source_table::SourceTable;
use super::{Imported, ReadError, text};
use crate::limits::Limit;
use dom::{Dom, DomId};
use page_pictures::PagePicture;
use page_text::{HtmlBlock, PageContents, PageText};

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
    read_text_with(decoded, &|_| None)
}

/// The same with the `files` that came with it, by their addresses.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub(super) fn read_text_with<'a>(
    decoded: &text::DecodedText<'_>,
    files: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
) -> Result<Imported, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let tree = Dom::parse(&decoded.text, false)?;
    let long = tree.long_pictures().iter().filter_map(|(from, to)| decoded.text.get(*from..*to).map(str::as_bytes));
    let pictures = page_pictures::pictures_with(&tree, long, files);
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

/// What stands in a page that is no report.
///
/// # Errors
///
/// The page exceeds a limit.
pub(super) fn source(decoded: &text::DecodedText<'_>) -> Result<SourceDocument, ReadError> {
    Limit::Page.check(decoded.text.len())?;
    let PageContents { blocks, tables, .. } = page_text::contents(&Dom::parse(&decoded.text, false)?);
    Ok(SourceDocument { blocks: saved_page::placed(blocks).1, tables, ..SourceDocument::default() })
}

/// The lines and rows of a piece of HTML in a text, whose words have no looks there; and the table that it is, where it is
/// one with at most a caption, as one of the line `number`, or of the next of its `lines` below its caption.
///
/// # Errors
///
/// The piece exceeds a limit.
pub(super) fn blocks_of_piece(
    piece: &str,
    number: usize,
    lines: usize,
) -> Result<(Vec<SourceBlock>, Option<SourceTable>), ReadError> {
    Limit::Page.check(piece.len())?;
    let tree = Dom::parse(piece, false)?;
    let PageContents { blocks, mut tables, .. } = page_text::contents(&tree);
    let is_line = |block: &HtmlBlock| matches!(block.content, PageText::Paragraph(_));
    let above = blocks.iter().take_while(|block| is_line(block)).count();
    let below = number + usize::from(above > 0);
    let has_room = below < number + lines.max(1);
    let is_alone = |table: &SourceTable| (table.first, table.last) == (above + 1, blocks.len());
    let table = tables.pop().filter(|table| tables.is_empty() && is_alone(table) && has_room);
    let rows_at = if table.is_some() { below } else { number };
    let place = |(at, block)| SourceBlock { line: if at < above { number } else { rows_at }, ..block };
    let blocks = saved_page::placed(blocks).1.into_iter().enumerate().map(place);
    Ok((blocks.collect(), table.map(|table| SourceTable { first: rows_at, last: rows_at, ..table })))
}
