//! Word documents (WordprocessingML, ISO/IEC 29500) → report: any document, whichever program wrote
//! it, as lines and cells for `extract`. In a document of this program the embedded draft counts
//! for whatever was not edited since.

mod body_reader;
mod comment_reader;
mod doc_tree;
mod document_parts;
mod document_reader;
mod embedded_draft_reader;
mod merge;
mod numbering;
mod paragraph_reader;
mod picture_mention;
mod revised_table;
mod revision_reader;
mod run_reader;
mod style_sheet;

pub(super) use numbering::numeral;

use super::comment_places;
use super::detect::within_limits;
use super::form_tables::{CellTexts, FormTables};
use super::remark::Remarks;
use super::revision_places;
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError, extract};
use crate::export;
use crate::form::Form;
use crate::ooxml::package::Package;
use crate::report::{Report, RevisedText, Revisions};
use comment_reader::{AnchorReader, SaidComments};
use document_parts::DocumentParts;
use embedded_draft_reader::EmbeddedDraft;
use revision_reader::{RevisionReader, TRACKED};

/// Reads the document in a package into a report. The package is opened once, by the caller.
///
/// # Errors
///
/// A part that is damaged, missing or beyond a limit, or text without any section of a report.
pub(super) fn read(package: Package<'_>) -> Result<Imported, ReadError> {
    let mut document = DocumentParts::of(package)?;
    let comments = SaidComments::of(&mut document)?;
    let is_own = embedded_draft_reader::carried(&mut document)?.is_some();
    // A document that is refused is refused before more of it is in memory.
    let mut imported = within_limits(without_comments(&mut document)?)?;
    let (anchors, revisions) = beside_the_text(&mut document, &comments, is_own)?;
    let form = Form::of(imported.report.form).map_err(Clone::clone)?;
    let revised = revisions.finish();
    let mut cells = CellTexts::default();
    for paragraph in &revised.paragraphs {
        let Some(at) = paragraph.cell else { continue };
        match &paragraph.text {
            RevisedText::Plain(text) => cells.add(at, text.chars()),
            RevisedText::Changed(items) => {
                let shown = items.iter().filter(|item| item.deleted().is_none());
                cells.add(at, shown.filter_map(|item| item.character));
            }
        }
    }
    let tables = FormTables::of(form, &cells);
    revision_places::keep(form, &mut imported, revised, &tables);
    imported.report.comments = comment_places::placed(form, &imported.report, comments.placed(anchors), &tables);
    Ok(imported)
}

/// Where comments stand and what is tracked: the main part is read once for both, and not at all where there is neither.
fn beside_the_text(
    document: &mut DocumentParts<'_>,
    comments: &SaidComments,
    is_own: bool,
) -> Result<(AnchorReader, RevisionReader), ReadError> {
    let (mut anchors, mut revisions) = (AnchorReader::default(), RevisionReader::of(is_own));
    if comments.is_empty() && !document.may_have(&TRACKED)? {
        return Ok((anchors, revisions));
    }
    let mut xml = document.main()?;
    while let Some(event) = xml.event()? {
        if !comments.is_empty() {
            anchors.event(&event);
        }
        revisions.event(&event)?;
    }
    Ok((anchors, revisions))
}

/// The draft as it was when this program wrote the document; `None` where another did, or this version cannot read it.
///
/// # Errors
///
/// A part that is damaged, missing or beyond a limit.
pub(super) fn embedded(package: Package<'_>) -> Result<Option<Report>, ReadError> {
    let mut document = DocumentParts::of(package)?;
    Ok(embedded_draft_reader::carried(&mut document)?.map(|found| found.report))
}

/// The report of a document, but for the comments on it and the changes tracked in it.
fn without_comments(document: &mut DocumentParts<'_>) -> Result<Imported, ReadError> {
    let carried = embedded_draft_reader::carried(document)?;
    document.keeps_pictures = carried.is_some();
    let shown_report = shown(document)?;
    let Some(EmbeddedDraft { mut report, dismissed, charts }) = carried else { return Ok(shown_report) };
    let form = Form::of(report.form).map_err(Clone::clone)?;
    // The document has its own tracked changes: some of these may be settled there.
    report.revisions = Revisions::default();
    // The document has the pictures, the draft their names.
    report.pictures.add_all(&shown_report.report.pictures);
    // What the draft would show if nobody had edited the document: the writer's parts are read as they
    // are, without a zip archive in between.
    let drawn = export::drawn_charts::with_pictures(form, &report, charts);
    let unedited = Package::of_parts(export::docx::document_parts(form, &drawn));
    let reread = |mut document: DocumentParts<'_>| {
        document.keeps_pictures = true;
        shown(&mut document)
    };
    match DocumentParts::of(unedited).and_then(reread) {
        Ok(unedited) => Ok(merge::merge(form, shown_report, &unedited, report, dismissed)),
        Err(_) => Ok(shown_report),
    }
}

/// The report that the document shows, without the embedded draft.
fn shown(document: &mut DocumentParts<'_>) -> Result<Imported, ReadError> {
    let (source, remarks) = document_reader::source_document(document, 0)?;
    extract::report(source, remarks)
}

/// The lines and rows of a document that stands within `depth` others; remarks on it go to `remarks`.
///
/// # Errors
///
/// A part that is damaged, missing or beyond a limit.
pub(super) fn blocks(package: Package<'_>, depth: usize, remarks: &mut Remarks) -> Result<Vec<SourceBlock>, ReadError> {
    let (source, own) = document_reader::source_document(&mut DocumentParts::of(package)?, depth)?;
    remarks.extend(own.finish());
    Ok(source.blocks)
}

/// What stands in a document that is no report.
///
/// # Errors
///
/// A part that is damaged, missing or beyond a limit.
pub(super) fn source(package: Package<'_>) -> Result<SourceDocument, ReadError> {
    document_reader::source_document(&mut DocumentParts::of(package)?, 0).map(|(source, _)| source)
}

/// The package of a document in the XML of Word 2003, in which one part is text and styles alike.
pub(super) fn word_2003_package(text: &str) -> Package<'static> {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"s\" Type=\"styles\" Target=\"document.xml\"/></Relationships>";
    Package::of_parts([
        ("word/document.xml", text.as_bytes().to_vec()),
        ("word/_rels/document.xml.rels", relations.as_bytes().to_vec()),
    ])
}
