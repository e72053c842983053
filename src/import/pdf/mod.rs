//! The front end for PDF: text and tables by their positions on the page. hayro-syntax parses the
//! file, within the limits of [`pdf_limits`]; tables come from ruled lines, or
//! from numbers in columns, paragraphs from indents. A file whose pages have no text is refused, as is one that was cut off before its first.

mod aligned_numbers;
mod aligned_rows;
mod content_stream;
mod digits_aside;
mod drawn_pictures;
mod figure_words;
mod font_decoding;
mod glyph_names;
mod marked_content;
mod matrix;
mod page_margins;
mod page_tables;
mod page_turn;
mod path;
mod pdf_extras;
mod pdf_limits;
mod pdf_lines;
mod picture_places;
mod review_marks;
mod ruled_tables;

use hayro_syntax::{LoadPdfError, Pdf};

use super::comment_places;
use super::extract;
use super::form_tables::FormTables;
use super::own_file;
use super::remark::{OmittedContent, RemarkKind, Remarks};
use super::source_document::SourceDocument;
use super::{Imported, ReadError};
use crate::export::REVIEW_MARK;
use crate::form::Form;
use crate::limits::Limit;
use content_stream::ContentReader;
use drawn_pictures::DrawnPicture;
use figure_words::FigureWords;
use pdf_limits::PdfBudget;

/// At most one glyph in this many may be without a character; otherwise the file is refused.
const UNREADABLE: usize = 5;
/// The most pages that are named of which pictures are left out.
const PAGES: usize = 12;
/// The bytes at the end of a file in which the mark of the end must be.
const END_WITHIN: usize = 2048;

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
        LoadPdfError::Invalid if !has_end(bytes) => ReadError::BrokenOff,
        LoadPdfError::Invalid => ReadError::broken("", "PDF"),
    })?;
    Limit::Pages.check(pdf.pages().len())?;
    let is_own = own_file::is_made_here(bytes);
    let mut reader = ContentReader::new(PdfBudget::default(), is_own);
    reader.figure_words = FigureWords::of(&pdf);
    let mut remarks = Remarks::default();
    let mut writer = pdf_lines::LineBuilder::default();
    let mut sheets = Vec::new();
    // The pictures of each page, how many they are and which of them can be held.
    let mut drawn: Vec<(usize, Vec<DrawnPicture>)> = Vec::new();
    for page in pdf.pages().iter() {
        let before = reader.pictures();
        let all = reader.page(page)?;
        let held = all.iter().flat_map(|sheet| sheet.pictures.iter().cloned()).collect();
        drawn.push((reader.pictures() - before, held));
        for mut sheet in all {
            digits_aside::raise(&mut sheet.glyphs);
            // Whether a file of ours was made for review is known at its end.
            if is_own {
                sheets.push(sheet);
            } else {
                for struck in digits_aside::without_struck(&mut sheet) {
                    remarks.add(0, struck, RemarkKind::LeftOut { what: OmittedContent::Struck });
                }
                writer.page(sheet.glyphs, &ruled_tables::tables(&sheet.rules)?, sheet.pictures);
            }
        }
    }
    for sheet in sheets {
        let sheet = if reader.has_asides { review_marks::without_former(sheet) } else { sheet };
        writer.page(sheet.glyphs, &ruled_tables::tables(&sheet.rules)?, sheet.pictures);
    }
    if reader.has_asides {
        // They are those of a draft that is at hand where this was printed.
        remarks.add(0, REVIEW_MARK, RemarkKind::LeftOut { what: OmittedContent::Comment });
    }
    let (shown, unreadable) = reader.counts();
    if shown == 0 {
        return Err(match (has_end(bytes), pdf.pages().len(), reader.pictures()) {
            (false, ..) => ReadError::BrokenOff,
            (_, 0, _) => ReadError::BrokenPageTree,
            (_, _, 0) => ReadError::NoText,
            _ => ReadError::NoTextButPictures,
        });
    }
    if unreadable.saturating_mul(UNREADABLE) > shown {
        return Err(ReadError::NoCharacters);
    }
    if !has_end(bytes) {
        remarks.add(0, "", RemarkKind::CutOff);
    }
    if unreadable > 0 {
        remarks.add(0, "", RemarkKind::Undecodable { count: unreadable });
    }
    let comments = pdf_extras::list(&pdf, &mut remarks);
    let (blocks, pictures, tables) = writer.finish(&reader.picture_reader, &mut remarks);
    let blocks = review_marks::without_gaps(blocks);
    let left_out = reader.pictures().saturating_sub(pictures.len());
    if left_out > 0 {
        let lacks = |(count, held): &(usize, Vec<DrawnPicture>)| {
            held.iter().filter(|picture| reader.picture_reader.is_figure(picture)).count() < *count
        };
        let pages = drawn.iter().zip(1..).filter(|(page, _)| lacks(page)).map(|(_, number): (_, usize)| number);
        let pages: Vec<String> = pages.take(PAGES).map(|number| number.to_string()).collect();
        remarks.add(0, pages.join("、"), RemarkKind::Pictures { count: left_out });
    }
    let source = SourceDocument { blocks, wrapped: true, pictures, tables };
    let mut reading = extract::report(source, remarks)?;
    if is_own {
        figure_words::forget_written_for_none(&mut reading.report);
    }
    let form = Form::of(reading.report.form).map_err(Clone::clone)?;
    reading.report.comments = comment_places::placed(form, &reading.report, comments, &FormTables::default());
    Ok(reading)
}

/// Whether the mark of the end is where readers look for it (ISO 32000-1, Annex H.3). What a program
/// appended behind it does no harm; a file that was cut off has none there.
pub fn has_end(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"%%EOF";
    let tail = bytes.get(bytes.len().saturating_sub(END_WITHIN)..).unwrap_or_default();
    tail.windows(MARK.len()).any(|window| window == MARK)
}
