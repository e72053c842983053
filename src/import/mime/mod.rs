//! Web pages in one file (MHT, MHTML; RFC 2557), as browsers, Word and WPS save them, and mails that are
//! pages: the front end that finds the page among the parts. Must not know the form; the page itself is
//! read by `html`.

mod mime_header;
mod transfer_encoding;

use encoding_rs::Encoding;

use super::html;
use super::remark::{OmittedContent, RemarkKind, Remarks};
use super::source_document::SourceBlock;
use super::text;
use super::{Imported, ReadError};
use crate::limits::Limit;
use mime_header::MimeHeader;

/// How deep parts are nested.
const DEPTH: usize = 8;
/// The first bytes in which the header must say what the file is.
const WITHIN: usize = 4096;

/// A part with its header.
struct MimePart<'a> {
    header: MimeHeader,
    body: &'a [u8],
}

impl MimePart<'_> {
    /// Whether a page means this part by an address: its identifier, its own address, or the end of that, since programs
    /// write addresses within the page as they are relative to it.
    fn is_called(&self, address: &str) -> bool {
        if let Some(id) = address.strip_prefix("cid:") {
            return self.header.id.as_deref() == Some(id);
        }
        let Some(location) = self.header.location.as_deref() else { return false };
        let relative = address.strip_prefix("./").unwrap_or(address);
        let is_end = location.strip_suffix(relative).is_some_and(|before| before.ends_with('/'));
        location == address || (is_end && !relative.is_empty() && !address.contains(':'))
    }
}

/// Whether the bytes begin with the header of a mail or of a page in one file.
pub(super) fn is_mime(bytes: &[u8]) -> bool {
    let head = bytes.get(..WITHIN.min(bytes.len())).unwrap_or_default();
    let (header, _) = MimeHeader::read(head);
    header.is_mime
}

/// Reads the page in the file into a report.
///
/// # Errors
///
/// There is no page, or it exceeds a limit.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    let images: Vec<MimePart<'_>> =
        parts(bytes)?.into_iter().filter(|part| part.header.kind.starts_with("image/")).collect();
    let files = |address: &str| {
        let part = images.iter().find(|part| part.is_called(address))?;
        transfer_encoding::decoded(part.header.encoding, part.body).ok()
    };
    let mut reading = html::read_text_with(&page(bytes)?, &files)?;
    let attached = attachments(bytes)?;
    if !attached.is_empty() {
        let mut remarks = Remarks::default();
        remarks.extend(std::mem::take(&mut reading.remarks));
        for name in attached {
            remarks.add(0, name, RemarkKind::LeftOut { what: OmittedContent::Object });
        }
        reading.remarks = remarks.finish();
    }
    Ok(reading)
}

/// The lines and rows of the page in the file.
///
/// # Errors
///
/// There is no page, or it exceeds a limit.
pub(super) fn blocks(bytes: &[u8], remarks: &mut Remarks) -> Result<Vec<SourceBlock>, ReadError> {
    html::blocks_of(&page(bytes)?, remarks)
}

/// The page: the first part that is one, or the first text.
fn page(bytes: &[u8]) -> Result<text::DecodedText<'static>, ReadError> {
    Limit::File.check(bytes.len())?;
    let parts = parts(bytes)?;
    let of = |kind: &str| parts.iter().find(|part| part.header.kind == kind && !part.header.is_attached);
    let part = of("text/html").or_else(|| of("application/xhtml+xml")).or_else(|| of("text/plain"));
    let part = part.ok_or_else(|| ReadError::MissingPart { part: "text/html".to_owned() })?;
    let body = transfer_encoding::decoded(part.header.encoding, part.body)?;
    let named = part.header.charset.as_deref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let decoded = match named.filter(|_| Encoding::for_bom(&body).is_none()) {
        // GB2312 and GBK are written where the characters are those of GB18030.
        Some(named) if named == encoding_rs::GBK || named == encoding_rs::UTF_8 => text::decode(&body),
        Some(named) => Some(text::decode_as(named, &body)),
        None => text::decode(&body),
    };
    let decoded = decoded.ok_or(ReadError::NotText)?;
    let page = if part.header.kind == "text/plain" { html_of_text(&decoded.text) } else { decoded.text.into_owned() };
    Ok(text::DecodedText { text: page.into(), broken: decoded.broken })
}

/// The lines of a text as paragraphs of a page.
fn html_of_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    escaped.lines().map(|line| format!("<p>{line}</p>\n")).collect()
}

/// The names of the files that are attached to a mail.
fn attachments(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let attached = parts(bytes)?.into_iter().filter(|part| part.header.is_attached);
    Ok(attached.map(|part| part.header.name.unwrap_or_default()).collect())
}

/// All parts without parts of their own, in order.
///
/// # Errors
///
/// There are more than are read.
fn parts(bytes: &[u8]) -> Result<Vec<MimePart<'_>>, ReadError> {
    let mut found = Vec::new();
    let mut count = 0;
    let mut open = vec![(bytes, 0_usize)];
    while let Some((bytes, depth)) = open.pop() {
        count += 1;
        Limit::Entries.check(count)?;
        let (header, body) = MimeHeader::read(bytes);
        match &header.boundary {
            Some(boundary) if header.kind.starts_with("multipart/") && depth < DEPTH => {
                let inner = split(body, boundary, Limit::Entries.most().saturating_sub(count));
                open.extend(inner.into_iter().rev().map(|part| (part, depth + 1)));
            }
            _ => found.push(MimePart { header, body }),
        }
    }
    Ok(found)
}

/// What stands between the lines that begin with the boundary; at most one part more than `most`.
fn split<'a>(body: &'a [u8], boundary: &str, most: usize) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut from: Option<usize> = None;
    let mut at = 0;
    while at < body.len() && parts.len() <= most {
        let rest = body.get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..end).unwrap_or_default();
        let own = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        if let Some(tail) = own.map(<[u8]>::trim_ascii_end).filter(|tail| matches!(*tail, b"" | b"--")) {
            parts.extend(from.and_then(|from| body.get(from..at)));
            from = (tail != b"--").then_some(at + end);
            if from.is_none() {
                return parts;
            }
        }
        at += end;
    }
    // A file that was cut off has no last boundary.
    parts.extend(from.and_then(|from| body.get(from..)));
    parts
}
