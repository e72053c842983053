//! Detects the kind of a file by its content and calls its reader. Must not know a file's name or
//! extension.

use super::{Imported, ReadError, csv_reader, docx, html, json_reader, pdf, text, xlsx};
use crate::limits::Limit;
use crate::ooxml::package::Package;

/// Reads the bytes of any file that is understood into a report.
///
/// # Errors
///
/// The file is of a kind that is not imported, is damaged, or exceeds a limit.
pub fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    if bytes.len() > Limit::File.most() {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: Limit::File.most() });
    }
    // Zeros are what a disk leaves of what it has lost.
    if bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
        return Err(ReadError::Empty);
    }
    within_limits(match ContainerKind::of(bytes) {
        ContainerKind::Package => package(bytes),
        ContainerKind::Pdf => pdf::read(bytes),
        ContainerKind::Compound => Err(ReadError::OldOffice),
        ContainerKind::Picture => Err(ReadError::Picture),
        ContainerKind::Page => html::read(bytes),
        ContainerKind::Other => text(bytes),
    }?)
}

/// Refuses a report that holds more text than it may.
///
/// # Errors
///
/// It exceeds a limit.
pub(super) fn within_limits(read: Imported) -> Result<Imported, ReadError> {
    let size = read.report.size();
    Limit::check_report(size.characters, size.paragraphs, size.runs)?;
    Ok(read)
}

/// The kind of container of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContainerKind {
    /// A zip package.
    Package,
    /// A PDF.
    Pdf,
    /// A compound file, as of Word and Excel before 2007.
    Compound,
    /// A picture, such as a scan.
    Picture,
    /// A web page or a fragment of one.
    Page,
    /// Presumably text.
    Other,
}

/// The bytes at the beginning of a file in which the header of a PDF may be (ISO 32000-1, Annex
/// H.3).
const PDF_WITHIN: usize = 1024;

impl ContainerKind {
    fn of(bytes: &[u8]) -> ContainerKind {
        const PICTURES: [&[u8]; 7] =
            [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF"];
        let head = bytes.get(..PDF_WITHIN.min(bytes.len())).unwrap_or_default();
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            ContainerKind::Package
        } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
            ContainerKind::Compound
        } else if head.windows(5).any(|window| window == b"%PDF-") {
            ContainerKind::Pdf
        } else if PICTURES.iter().any(|mark| bytes.starts_with(mark)) && std::str::from_utf8(head).is_err() {
            ContainerKind::Picture
        } else if is_page(bytes) {
            ContainerKind::Page
        } else {
            ContainerKind::Other
        }
    }
}

/// Whether a text begins with a tag of a web page.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let tag: Vec<u8> = start.iter().take(16).map(u8::to_ascii_lowercase).collect();
    let tags: [&[u8]; 20] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<meta",
        b"<!--",
        b"<table",
        b"<div",
        b"<p",
        b"<span",
        b"<h1",
        b"<article",
        b"<section",
        b"<main",
        b"<center",
        b"<h2",
        b"<ul",
        b"<b>",
        b"<strong",
        b"<tr",
    ];
    // A page may begin with an XML declaration, and a clipboard file with the header of Windows.
    let xml = tag.starts_with(b"<?xml") && bytes.windows(5).take(1024).any(|at| at.eq_ignore_ascii_case(b"<html"));
    let clipboard = tag.starts_with(b"version:") && bytes.windows(10).take(256).any(|at| at == b"StartHTML:");
    xml || clipboard || tags.iter().any(|one| tag.starts_with(one))
}

/// JSON, a table with delimiters, or the text of a report.
fn text(bytes: &[u8]) -> Result<Imported, ReadError> {
    let within = bytes.len() <= Limit::Text.most();
    match text::decode(bytes).filter(|_| within) {
        Some(decoded) if json_reader::is_json(&decoded.text) => json_reader::read(&decoded.text),
        Some(decoded) if csv_reader::is_csv(&decoded.text) => csv_reader::read(&decoded.text),
        _ => text::read_bytes(bytes),
    }
}

/// A Word document has a folder `word`, a workbook a folder `xl`.
fn package(bytes: &[u8]) -> Result<Imported, ReadError> {
    let package = Package::open(bytes)?;
    let has = |folder: &str| package.names().any(|name| name.starts_with(folder));
    if has("xl/") {
        return xlsx::read(package);
    }
    if has("word/") {
        return docx::read(package);
    }
    let is = |wanted: &str| package.names().any(|name| name == wanted);
    Err(match (is("mimetype") && is("content.xml"), is("OFD.xml")) {
        (true, _) => ReadError::OpenDocument,
        (_, true) => ReadError::Ofd,
        _ => ReadError::OtherPackage,
    })
}
