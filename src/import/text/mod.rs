//! The front end for published text: plain text or Markdown, as copied from a web page or got from
//! a PDF file. Only splits it into lines and cells; must not know what they mean.

mod decode;
mod text_lines;

pub(super) use decode::decode;

use super::extract;
use super::remark::{RemarkKind, Remarks};
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
    let decoded = decode(bytes).ok_or(ReadError::NotText)?;
    let mut remarks = Remarks::default();
    if decoded.broken > 0 {
        remarks.add(0, "", RemarkKind::Undecodable { count: decoded.broken });
    }
    read_with(&decoded.text, remarks)
}

fn read_with(text: &str, remarks: Remarks) -> Result<Imported, ReadError> {
    let source_document = text_lines::source_document(text)?;
    extract::report(source_document, remarks)
}

fn within_limit(bytes: usize) -> Result<(), ReadError> {
    if bytes > LIMIT { Err(ReadError::TooLarge { bytes, limit: LIMIT }) } else { Ok(()) }
}
