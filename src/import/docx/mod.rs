//! Word documents (WordprocessingML, ISO/IEC 29500) → report: any document, however it was made, as
//! lines and cells for `extract`. Where it is one of ours, the draft that it carries holds for
//! whatever nobody touched since.

mod body_reader;
mod carried_draft;
mod doc_tree;
mod document_parts;
mod document_reader;
mod merge;
mod numbering;
mod paragraph_reader;
mod run_reader;
mod style_sheet;

use super::{Imported, ReadError, extract};
use crate::export;
use crate::form::Form;
use carried_draft::CarriedDraft;
use document_parts::DocumentParts;

/// Reads a document into a report.
pub fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    let mut document = DocumentParts::open(bytes)?;
    let seen = shown(&mut document)?;
    let Some(CarriedDraft { report, dismissed }) = carried_draft::carried(&mut document)? else { return Ok(seen) };
    let form = Form::of(report.form).map_err(Clone::clone)?;
    // What the draft would show if nobody had touched the document.
    let untouched = export::docx::write(form, &report).ok();
    let untouched = untouched.map(|bytes| DocumentParts::open(&bytes).and_then(|mut document| shown(&mut document)));
    match untouched {
        Some(Ok(untouched)) => Ok(merge::settle(form, seen, &untouched, report, dismissed)),
        _ => Ok(seen),
    }
}

/// The report that the document's words and tables are, whatever it carries.
fn shown(document: &mut DocumentParts<'_>) -> Result<Imported, ReadError> {
    let (manuscript, remarks) = document_reader::manuscript(document)?;
    extract::report(manuscript, remarks)
}
