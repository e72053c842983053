//! OpenDocument files (ISO/IEC 26300): text documents and spreadsheets of LibreOffice, WPS and others, in a
//! package or flat in one XML file. The front end; must not know the form or a report.

mod annotations;
mod content_reader;
mod list_numbers;
mod paragraph_content;
mod picture_frames;
mod table_content;
mod text_looks;
mod tracked_changes;

use std::io::BufRead;

use super::comment_places;
use super::form_tables::FormTables;
use super::list_rows::ListSource;
use super::remark::{RemarkKind, Remarks};
use super::revision_places::{self, RevisedDocument};
use super::source_document::SourceDocument;
use super::{Imported, ReadError, extract, xlsx};
use crate::form::Form;
use crate::ooxml::package::Package;
use crate::ooxml::xml_reader::XmlReader;
use content_reader::{OdfBody, OdfReader};
use tracked_changes::ChangeReader;

/// The first characters of a flat file in which its namespace must be.
const WITHIN: usize = 8192;

/// Whether a text is an OpenDocument file in one piece (fodt, fods).
pub(super) fn is_flat(text: &str) -> bool {
    let head: String = text.chars().take(WITHIN).collect();
    head.contains("urn:oasis:names:tc:opendocument:xmlns:office:1.0") && head.contains(":document")
}

/// Reads a flat file into a report.
///
/// # Errors
///
/// The XML is damaged or exceeds a limit, or it is neither a text nor a spreadsheet.
pub(super) fn read_flat(text: &str) -> Result<Imported, ReadError> {
    let mut reader = OdfReader::default();
    let body = reader.part(&mut XmlReader::new("", text.as_bytes()))?;
    let (told, revised) = changes(&reader, &body, &mut XmlReader::new("", text.as_bytes()))?;
    // Its pictures are in the text itself, which is read without them.
    report(reader, body, (told, revised), &mut Package::of_parts([("", Vec::new())]))
}

/// Reads a package into a report.
///
/// # Errors
///
/// A part is damaged, encrypted or exceeds a limit, or it is neither a text nor a spreadsheet.
pub(super) fn read(package: &mut Package<'_>) -> Result<Imported, ReadError> {
    const MANIFEST: &str = "META-INF/manifest.xml";
    if package.has(MANIFEST) && is_encrypted(&mut XmlReader::of(package.part(MANIFEST)?))? {
        return Err(ReadError::Encrypted);
    }
    let mut reader = OdfReader::default();
    if package.has("styles.xml") {
        reader.part(&mut XmlReader::of(package.part("styles.xml")?))?;
    }
    let body = reader.part(&mut XmlReader::of(package.part("content.xml")?))?;
    let changes = changes(&reader, &body, &mut XmlReader::of(package.part("content.xml")?))?;
    report(reader, body, changes, package)
}

/// What stands in a text or in sheets that are no report.
///
/// # Errors
///
/// A part is damaged or exceeds a limit, or it is neither a text nor a spreadsheet.
pub(super) fn list(package: &mut Package<'_>) -> Result<ListSource, ReadError> {
    let mut reader = OdfReader::default();
    match reader.part(&mut XmlReader::of(package.part("content.xml")?))? {
        Some(OdfBody::Text(blocks)) => {
            Ok(ListSource::Document(SourceDocument { blocks, tables: reader.tables, ..SourceDocument::default() }))
        }
        Some(OdfBody::Sheets(sheets)) => Ok(ListSource::Sheets(sheets)),
        None => Err(ReadError::OpenDocument),
    }
}

/// The tracked changes of a text document, for which it is read once more, and the remark that it has some.
fn changes<R: BufRead>(
    reader: &OdfReader,
    body: &Option<OdfBody>,
    xml: &mut XmlReader<R>,
) -> Result<(Remarks, RevisedDocument), ReadError> {
    let mut remarks = Remarks::default();
    if !reader.is_tracked || !matches!(body, Some(OdfBody::Text(_))) {
        return Ok((remarks, RevisedDocument::default()));
    }
    let (read, revised) = ChangeReader::default().read(xml, &reader.looks)?;
    if revised.is_tracked {
        let kind = RemarkKind::TrackedChanges { inserted: read.inserted, deleted: read.deleted };
        remarks.add(0, read.words, kind);
    }
    Ok((remarks, revised))
}

fn report(
    reader: OdfReader,
    body: Option<OdfBody>,
    (mut remarks, revised): (Remarks, RevisedDocument),
    package: &mut Package<'_>,
) -> Result<Imported, ReadError> {
    let mut reader = reader;
    let tables = std::mem::take(&mut reader.tables);
    let mut comments = std::mem::take(&mut reader.comments);
    let (told, frames, own) = reader.finish();
    // A spreadsheet is read for its numbers.
    let is_text = matches!(body, Some(OdfBody::Text(_)));
    let told = told + if is_text { 0 } else { frames.len() };
    let frames = if is_text { frames } else { Vec::new() };
    let pictures = picture_frames::pictures(package, frames, &mut remarks)?;
    if told > 0 {
        remarks.add(0, "", RemarkKind::Pictures { count: told });
    }
    remarks.extend(own.finish());
    match body {
        Some(OdfBody::Text(blocks)) => {
            let mut reading = extract::report(SourceDocument { blocks, wrapped: false, pictures, tables }, remarks)?;
            let form = Form::of(reading.report.form).map_err(Clone::clone)?;
            let cells = FormTables::of(form, &std::mem::take(&mut comments.cells));
            revision_places::keep(form, &mut reading, revised, &cells);
            reading.report.comments = comment_places::placed(form, &reading.report, comments.finish(), &cells);
            Ok(reading)
        }
        Some(OdfBody::Sheets(sheets)) => {
            let mut reading = xlsx::read_sheets(&sheets)?;
            remarks.extend(std::mem::take(&mut reading.remarks));
            reading.remarks = remarks.in_order();
            Ok(reading)
        }
        None => Err(ReadError::OpenDocument),
    }
}

/// Whether the manifest says that parts are encrypted.
fn is_encrypted<R: BufRead>(xml: &mut XmlReader<R>) -> Result<bool, ReadError> {
    use crate::ooxml::xml_reader::XmlEvent;
    while let Some(event) = xml.event()? {
        if matches!(&event, XmlEvent::Open(element) if element.name == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}
