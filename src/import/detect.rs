//! Detects the kind of a file by its content and calls its reader. Must not know a file's name or
//! extension.

use super::list_rows::ListSource;
use super::remark::Remarks;
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError, csv_reader, docx, extract, html, json_reader, mime, odf, own_file, pdf, text, xlsx};
use crate::limits::Limit;
use crate::ooxml::flat_package;
use crate::ooxml::package::Package;
use crate::report::Report;

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
    if let Some(output) = own_file::other_output(bytes) {
        return Err(ReadError::OwnOutput(output));
    }
    within_limits(match ContainerKind::of(bytes) {
        ContainerKind::Package => package(Package::open(bytes)?),
        ContainerKind::Pdf => pdf::read(bytes),
        ContainerKind::Compound => Err(ReadError::OldOffice),
        ContainerKind::Picture => Err(ReadError::Picture),
        ContainerKind::Page => html::read(bytes),
        ContainerKind::Mime => mime::read(bytes),
        ContainerKind::RichText => Err(ReadError::RichText),
        ContainerKind::Xml => xml(bytes),
        ContainerKind::Other => text(bytes),
    }?)
}

/// The draft that a document of this program was made of; `None` for every other file.
///
/// # Errors
///
/// The file is damaged, or exceeds a limit.
pub fn embedded_draft(bytes: &[u8]) -> Result<Option<Report>, ReadError> {
    if bytes.len() > Limit::File.most() || ContainerKind::of(bytes) != ContainerKind::Package {
        return Ok(None);
    }
    let package = Package::open(bytes)?;
    if has_folder(&package, "word/") { docx::embedded(package) } else { Ok(None) }
}

/// Refuses a report that holds more text than it may.
///
/// # Errors
///
/// It exceeds a limit.
pub(super) fn within_limits(read: Imported) -> Result<Imported, ReadError> {
    let size = read.report.size();
    Limit::check_report(size.characters, size.paragraphs, size.runs)?;
    // Its draft could not be opened again.
    Limit::Values.check(size.values)?;
    Ok(read)
}

/// Reads the bytes of any file that is understood for its text alone: all of it becomes the first section, whatever
/// it is about.
///
/// # Errors
///
/// The file is of a kind that is not imported, is damaged, or exceeds a limit.
pub fn read_as_text(bytes: &[u8]) -> Result<Imported, ReadError> {
    Limit::Text.check(bytes.len())?;
    let mut remarks = Remarks::default();
    let blocks = blocks(bytes, 0, &mut remarks)?.ok_or(ReadError::NotText)?;
    within_limits(extract::as_text(blocks, remarks))
}

/// The lines and rows of a document that stands within `depth` others; `None` where documents of its kind are
/// not read there.
///
/// # Errors
///
/// The document is damaged, or exceeds a limit.
pub(super) fn blocks(bytes: &[u8], depth: usize, remarks: &mut Remarks) -> Result<Option<Vec<SourceBlock>>, ReadError> {
    let text = || text::decode(bytes).ok_or(ReadError::NotText);
    Ok(Some(match ContainerKind::of(bytes) {
        ContainerKind::Package => {
            let package = Package::open(bytes)?;
            if !has_folder(&package, "word/") {
                return Ok(None);
            }
            docx::blocks(package, depth, remarks)?
        }
        ContainerKind::Xml => match office_xml(&text()?.text)? {
            Some(package) => docx::blocks(package, depth, remarks)?,
            None => html::blocks_of(&text()?, remarks)?,
        },
        ContainerKind::Page => html::blocks_of(&text()?, remarks)?,
        ContainerKind::Mime => mime::blocks(bytes, remarks)?,
        ContainerKind::Other => text::blocks_of(&text()?.text)?,
        ContainerKind::Pdf | ContainerKind::Compound | ContainerKind::Picture | ContainerKind::RichText => {
            return Ok(None);
        }
    }))
}

/// What a file holds of which only the rows are asked for.
///
/// # Errors
///
/// It is of a kind that is not read, is damaged, or exceeds a limit.
pub(super) fn list(bytes: &[u8]) -> Result<ListSource, ReadError> {
    let text = || text::decode(bytes).ok_or(ReadError::NotText);
    let of_blocks = || {
        let blocks = blocks(bytes, 0, &mut Remarks::default())?.unwrap_or_default();
        Ok(ListSource::Document(SourceDocument { blocks, ..SourceDocument::default() }))
    };
    match ContainerKind::of(bytes) {
        ContainerKind::Package => {
            let mut package = Package::open(bytes)?;
            if has_folder(&package, "word/") {
                docx::source(package).map(ListSource::Document)
            } else if package.has("mimetype") && package.has("content.xml") {
                odf::list(&mut package)
            } else if has_folder(&package, "xl/") {
                xlsx::sheets(&mut package).map(ListSource::Sheets)
            } else {
                Err(ReadError::OtherPackage)
            }
        }
        ContainerKind::Page => html::source(&text()?).map(ListSource::Document),
        ContainerKind::Xml | ContainerKind::Mime => of_blocks(),
        ContainerKind::Compound => Err(ReadError::OldOffice),
        ContainerKind::Pdf | ContainerKind::Picture | ContainerKind::RichText | ContainerKind::Other => {
            Ok(ListSource::Text)
        }
    }
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
    /// A page in one file, or a mail (MHT).
    Mime,
    /// Rich Text Format.
    RichText,
    /// XML that is no web page.
    Xml,
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
        } else if bytes.starts_with(b"{\\rtf") {
            ContainerKind::RichText
        } else if start_of(bytes).starts_with(b"<?xml") || is_utf_16_xml(bytes) {
            ContainerKind::Xml
        } else if mime::is_mime(bytes) {
            ContainerKind::Mime
        } else {
            ContainerKind::Other
        }
    }
}

/// The bytes from the first that is neither a mark nor white space.
fn start_of(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// Whether it is XML in UTF-16, which some programs write.
fn is_utf_16_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..64.min(bytes.len())).unwrap_or_default();
    text::is_utf_16(head)
        && text::decode(head.get(..head.len() / 2 * 2).unwrap_or_default())
            .is_some_and(|head| head.text.trim_start().starts_with("<?xml"))
}

/// So many of the tags below begin a whole page.
const WHOLE: usize = 5;

/// Whether a text begins with a tag of a web page. Markdown may begin with some of them.
fn is_page(bytes: &[u8]) -> bool {
    let start = start_of(bytes);
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
    let is_whole = tags.iter().take(WHOLE).any(|one| tag.starts_with(one));
    let is_piece = tags.iter().any(|one| tag.starts_with(one));
    xml || clipboard || is_whole || (is_piece && !text::is_markdown(bytes))
}

/// JSON, a table with delimiters, or the text of a report.
fn text(bytes: &[u8]) -> Result<Imported, ReadError> {
    let within = Some(bytes).filter(|bytes| bytes.len() <= Limit::Text.most());
    match within.and_then(text::decode) {
        Some(decoded) if json_reader::is_json(&decoded.text) => json_reader::read(&decoded.text),
        Some(decoded) if csv_reader::is_csv(&decoded.text) => csv_reader::read(&decoded.text),
        Some(decoded) if csv_reader::is_tabbed(&decoded.text) => csv_reader::read_tabbed(&decoded.text),
        Some(decoded) => text::read_decoded(&decoded),
        // Says whether it is too large or no text.
        None => text::read_bytes(bytes),
    }
}

/// A document in one XML file: a flat package, the XML of Word or Excel 2003, or a flat OpenDocument file. Any other
/// is read as a page is: for its text.
fn xml(bytes: &[u8]) -> Result<Imported, ReadError> {
    let decoded = text::decode(bytes).ok_or(ReadError::NotText)?;
    if odf::is_flat(&decoded.text) {
        return odf::read_flat(&decoded.text);
    }
    if xlsx::is_spreadsheet_2003(&decoded.text) {
        return xlsx::read_spreadsheet_2003(&decoded.text);
    }
    match office_xml(&decoded.text)? {
        Some(opened) => package(opened),
        None => html::read_text(&decoded),
    }
}

/// The package of a flat one or of a document of Word 2003.
fn office_xml(text: &str) -> Result<Option<Package<'_>>, ReadError> {
    if flat_package::is_flat_package(text) {
        return flat_package::flat_package(text).map(Some);
    }
    let head: String = text.chars().take(4096).collect();
    let is_word_2003 =
        head.contains("wordDocument") && head.contains("http://schemas.microsoft.com/office/word/2003/wordml");
    Ok(is_word_2003.then(|| docx::word_2003_package(text)))
}

/// A package of files: a Word document has a folder `word`, a workbook a folder `xl`, an OpenDocument file a
/// part `content.xml`.
fn package(mut package: Package<'_>) -> Result<Imported, ReadError> {
    // Excel's binary workbook in a package, xlsb.
    if package.has("xl/workbook.bin") {
        return Err(ReadError::OldOffice);
    }
    if has_folder(&package, "xl/") {
        return xlsx::read(package);
    }
    if has_folder(&package, "word/") {
        return docx::read(package);
    }
    if package.has("mimetype") && package.has("content.xml") {
        return odf::read(&mut package);
    }
    Err(if package.has("OFD.xml") { ReadError::Ofd } else { ReadError::OtherPackage })
}

fn has_folder(package: &Package<'_>, folder: &str) -> bool {
    package.names().any(|name| name.starts_with(folder))
}
