//! The front end for PDF: text and tables by their positions on the page. hayro-syntax parses the
//! file, within the limits of [`pdf_limits`]; tables come from ruled lines, paragraphs from
//! indents. A file whose pages are pictures has no text and is refused.

mod content_stream;
mod font_decoding;
mod glyph_names;
mod matrix;
mod path;
mod pdf_extras;
mod pdf_limits;
mod pdf_lines;
mod ruled_tables;

use hayro_syntax::{LoadPdfError, Pdf};

use super::extract;
use super::remark::{RemarkKind, Remarks};
use super::source_document::SourceDocument;
use super::{Imported, ReadError};
use crate::limits::Limit;
use content_stream::ContentReader;
use pdf_limits::PdfBudget;

/// At most one glyph in this many may be without a character; otherwise the file is refused.
const UNREADABLE: usize = 5;

/// Reads the text and the tables of a PDF into a report.
///
/// # Errors
///
/// The file is damaged or exceeds a limit.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    Limit::Pdf.check(bytes.len())?;
    pdf_limits::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::broken("", "PDF"),
    })?;
    Limit::Pages.check(pdf.pages().len())?;
    let mut reader = ContentReader::new(PdfBudget::default());
    let mut remarks = Remarks::default();
    let mut writer = pdf_lines::LineBuilder::default();
    for page in pdf.pages().iter() {
        let sheet = reader.page(page)?;
        let tables = ruled_tables::tables(&sheet.rules)?;
        writer.page(sheet.glyphs, &tables);
    }
    let (shown, unreadable) = reader.counts();
    if shown == 0 {
        return Err(ReadError::NoText);
    }
    if unreadable.saturating_mul(UNREADABLE) > shown {
        return Err(ReadError::NoCharacters);
    }
    if unreadable > 0 {
        remarks.add(0, "", RemarkKind::Undecodable { count: unreadable });
    }
    if reader.pictures() > 0 {
        remarks.add(0, "", RemarkKind::Pictures { count: reader.pictures() });
    }
    pdf_extras::list(&pdf, &mut remarks);
    let blocks = writer.finish(&mut remarks);
    extract::report(SourceDocument { blocks, wrapped: true }, remarks)
}
