//! Pages → PDF bytes: tagged PDF/A, the same bytes for the same pages. Uses the pages and fonts of
//! `layout`; must not know the report, the form or a screen.
//!
//! printpdf writes content streams and font dictionaries. What PDF/A and screen readers need in
//! addition (structure tree, outline, metadata, output intent) is added to the lopdf document that
//! it returns.

mod bookmarks;
mod document_catalog;
mod font_program;
mod font_subset;
mod icc_profile;
mod page_content;
mod pdf_pictures;
pub mod pdf_seal;
mod stream_compression;
mod structure_tree;
mod xmp_metadata;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use crate::layout::{FaceId, FontSet, NodeId, Paper};
use font_subset::FontSubset;
use page_content::DrawnPage;

/// The PDF/A standard that a file conforms to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfProfile {
    /// PDF/A-2a (ISO 19005-2): tagged, PDF 1.7, with object streams. The default.
    #[default]
    A2a,
    /// PDF/A-1b (ISO 19005-1): PDF 1.4, larger. For archives that accept nothing newer.
    A1b,
}

/// Why pages cannot be written as PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// There are no pages, which no PDF reader opens.
    #[error("there are no pages")]
    NoPages,
    /// A run shows a glyph that its font does not have.
    #[error("the font for {} has no glyph {glyph} for {character:?}", face.word())]
    NoGlyph {
        /// The font's role.
        face: FaceId,
        /// The glyph's number.
        glyph: u16,
        /// The character that it should show.
        character: char,
    },
    /// No font has `□`, the replacement for a character that no font has.
    #[error("no font has a box to stand for {0:?}")]
    NoBox(char),
    /// The text uses more glyphs and characters of the font than a CID font can number.
    #[error("the font for {} is used for more than 65,535 characters", .0.word())]
    TooManyGlyphs(FaceId),
    /// A font cannot be subset.
    #[error("the font for {} cannot be embedded: {cause}", face.word())]
    Font {
        /// The font's role.
        face: FaceId,
        /// What is wrong with it.
        cause: subsetter::Error,
    },
    /// An item belongs to a node that the structure does not have.
    #[error("page {page} has an item of node {}, which does not exist", node.0)]
    NoNode {
        /// The page, counted from 0.
        page: usize,
        /// The node.
        node: NodeId,
    },
    /// A node's parent does not come before it, or a node other than the first has none.
    #[error("node {} has no parent before it", .0.0)]
    NoParent(NodeId),
    /// A bookmark leads to a page that does not exist.
    #[error("the bookmark {title:?} leads to page {page}, which does not exist")]
    NoSuchPage {
        /// The bookmark's title.
        title: String,
        /// The page, counted from 0.
        page: usize,
    },
    /// The document could not be put together.
    #[error("the PDF could not be put together: {0}")]
    Assembly(#[from] lopdf::Error),
    /// The bytes could not be written.
    #[error("the PDF could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Writes the pages as PDF/A-2a. The same pages and fonts give the same bytes.
///
/// # Errors
///
/// There are no pages, a font cannot be embedded, or the pages refer to something that does not exist.
#[allow(dead_code, reason = "tests and benchmarks write the usual profile")]
pub fn write(paper: &Paper, fonts: &FontSet) -> Result<Vec<u8>, PdfError> {
    write_with(paper, fonts, PdfProfile::A2a)
}

/// Writes the pages as the PDF/A standard `profile` requires.
///
/// # Errors
///
/// There are no pages, a font cannot be embedded, or the pages refer to something that does not exist.
pub fn write_with(paper: &Paper, fonts: &FontSet, profile: PdfProfile) -> Result<Vec<u8>, PdfError> {
    if paper.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    let faces = FontSubset::of(paper, fonts)?;
    let mut document = PdfDocument::new("");
    faces.register(&mut document);
    let mut contents = Vec::with_capacity(paper.pages.len());
    for page in &paper.pages {
        let DrawnPage { ops, nodes } = page_content::page(page, paper, &faces)?;
        // The size is set exactly when the document is finished.
        document.pages.push(PdfPage::new(Mm(0.0), Mm(0.0), ops));
        contents.push(nodes);
    }
    let options = PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
    // Its warnings concern what this module never does: text outside of text objects, colours out
    // of range.
    let unfinished = document.to_lopdf_document(&options, &mut Vec::new());
    document_catalog::finish(unfinished, paper, &faces, &contents, profile)
}
