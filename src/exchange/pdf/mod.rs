//! The front end for PDF: text and tables by where they stand on the page. What a PDF is made of
//! is read by hayro-syntax, as far as [`bounds`] lets it; the tables come from the ruled lines,
//! the paragraphs from how far lines are set in. Pages that are pictures have no text, and their
//! file is refused with a sentence.

mod beside;
mod bounds;
mod content;
mod font;
mod glyph_names;
mod grid;
mod lines;
mod matrix;
mod path;

use hayro_syntax::{LoadPdfError, Pdf};

use super::limits::Limit;
use super::manuscript::Manuscript;
use super::recognise;
use super::remark::{RemarkKind, Remarks};
use super::{ReadError, Reading};
use bounds::Budget;
use content::Reader;

/// One glyph in so many that may be without a character; beyond, the text is no text.
const UNREADABLE: usize = 5;

/// Reads the text and the tables of a PDF into a report.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    Limit::Pdf.hold(bytes.len())?;
    bounds::hold(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::broken("", "PDF"),
    })?;
    Limit::Pages.hold(pdf.pages().len())?;
    let mut reader = Reader::new(Budget::default());
    let mut remarks = Remarks::default();
    let mut writer = lines::Writer::default();
    for page in pdf.pages().iter() {
        let sheet = reader.page(page)?;
        let tables = grid::tables(&sheet.rules)?;
        writer.page(sheet.glyphs, &tables)?;
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
    beside::list(&pdf, &mut remarks);
    let blocks = writer.finish(&mut remarks);
    recognise::report(Manuscript { blocks, wrapped: true }, remarks)
}
