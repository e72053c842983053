//! The front end for published text: plain text or Markdown, as copied from a web page or got from
//! a PDF file. Only splits it into lines and cells; must not know what they mean.

mod decode;
mod grid_tables;
mod html_in_text;
mod markdown_inline;
mod row_tables;
mod tables_in_text;
mod text_lines;
mod wiki_tables;

pub(super) use decode::{DecodedText, decode, decode_as, is_utf_16};
pub(super) use html_in_text::is_markdown;

use super::extract;
use super::remark::{RemarkKind, Remarks};
use super::source_document::SourceBlock;
use super::{Imported, ReadError};
use crate::limits::Limit;

/// The largest text that is read, in bytes; real reports have about twenty thousand.
pub const LIMIT: usize = Limit::Text.most();

/// Reads a published text into a report.
///
/// # Errors
///
/// The text is no text, or exceeds a limit.
pub fn read(text: &str) -> Result<Imported, ReadError> {
    within_limit(text.len())?;
    read_with(text, Remarks::default())
}

/// Reads the bytes of a text file: UTF-8 with or without a mark, UTF-16 with one, or GB18030.
///
/// # Errors
///
/// The text is no text, or exceeds a limit.
pub fn read_bytes(bytes: &[u8]) -> Result<Imported, ReadError> {
    within_limit(bytes.len())?;
    read_decoded(&decode(bytes).ok_or(ReadError::NotText)?)
}

/// Reads a text that is decoded and within the limit.
///
/// # Errors
///
/// The text is no report, or exceeds another limit.
pub(super) fn read_decoded(decoded: &DecodedText) -> Result<Imported, ReadError> {
    let mut remarks = Remarks::default();
    if decoded.broken > 0 {
        remarks.add(0, "", RemarkKind::Undecodable { count: decoded.broken });
    }
    read_with(&decoded.text, remarks)
}

/// The lines and rows of a text that stands within another document.
///
/// # Errors
///
/// The text exceeds a limit.
pub(super) fn blocks_of(text: &str) -> Result<Vec<SourceBlock>, ReadError> {
    within_limit(text.len())?;
    Ok(text_lines::source_document(text, &mut Remarks::default())?.blocks)
}

fn read_with(text: &str, mut remarks: Remarks) -> Result<Imported, ReadError> {
    let source_document = text_lines::source_document(text, &mut remarks)?;
    extract::report(source_document, remarks)
}

fn within_limit(bytes: usize) -> Result<(), ReadError> {
    if bytes > LIMIT { Err(ReadError::TooLarge { bytes, limit: LIMIT }) } else { Ok(()) }
}
