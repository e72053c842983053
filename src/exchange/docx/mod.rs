//! Word documents (WordprocessingML, ISO/IEC 29500) ⇄ report.
//!
//! Out: the form with its numbers and texts on the page of GB/T 9704, in named styles with the
//! fonts that offices have, for whoever must review and sign it in Word or WPS. The draft goes
//! along as a custom part, so that what the page cannot show comes back.
//!
//! In: any document, however it was made, as lines and cells for the recogniser. Where it is one
//! of ours, the draft holds for whatever nobody touched since.

mod counters;
mod draft;
mod furniture;
mod grid;
mod inline;
mod looks;
mod markup;
mod opened;
mod paper;
mod paragraphs;
mod piece;
mod reading;
mod runs;
mod settle;
mod styles;
mod walk;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::draft::Carried;
use self::markup::Markup;
use self::opened::Opened;
use self::styles::{Style, W};
use super::{ReadError, Reading, recognise};
use crate::form::Form;
use crate::report::Report;

/// A package that could not be put together; no report is known to bring this about.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The archive refuses a part.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// A part cannot be written into it.
    #[error(transparent)]
    Write(#[from] std::io::Error),
    /// The draft has a value that JSON cannot hold.
    #[error(transparent)]
    Draft(#[from] serde_json::Error),
}

/// Between a table and the title of the next section, in twips: half a line.
const BELOW_TABLE: u32 = paper::LINE / 2;

/// The report as a document. The same report gives the same bytes everywhere.
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, WriteError> {
    let title = report.title_rows(form).concat();
    let parts = [
        ("[Content_Types].xml", furniture::content_types()),
        ("_rels/.rels", furniture::package_relations()),
        ("word/document.xml", document(form, report)),
        ("word/_rels/document.xml.rels", furniture::document_relations()),
        ("word/styles.xml", styles::part()),
        ("word/numbering.xml", furniture::numbering()),
        ("word/settings.xml", furniture::settings()),
        ("word/fontTable.xml", furniture::font_table()),
        ("word/footer1.xml", furniture::footer(true)),
        ("word/footer2.xml", furniture::footer(false)),
        ("docProps/core.xml", furniture::core_properties(report, &title)),
        ("docProps/app.xml", furniture::extended_properties(report)),
        ("customXml/item1.xml", draft::part(report)?),
        ("customXml/itemProps1.xml", furniture::draft_properties(draft::NAMESPACE)),
        ("customXml/_rels/item1.xml.rels", furniture::draft_relations()),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads a document into a report.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut document = Opened::open(bytes)?;
    let seen = shown(&mut document)?;
    let Some(Carried { report, dismissed }) = draft::carried(&mut document)? else { return Ok(seen) };
    let form = Form::of(report.form).map_err(Clone::clone)?;
    // What the draft would show if nobody had touched the document.
    let untouched = write(form, &report).ok();
    let untouched = untouched.map(|bytes| Opened::open(&bytes).and_then(|mut document| shown(&mut document)));
    match untouched {
        Some(Ok(untouched)) => Ok(settle::settle(form, seen, &untouched, report, dismissed)),
        _ => Ok(seen),
    }
}

/// The report that the document's words and tables are, whatever it carries.
fn shown(document: &mut Opened<'_>) -> Result<Reading, ReadError> {
    let (manuscript, remarks) = reading::manuscript(document)?;
    recognise::report(manuscript, remarks)
}

/// The part that holds the text.
fn document(form: &Form, report: &Report) -> Vec<u8> {
    let mut xml = Markup::new();
    let r = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    let last = form.sections.last().map(|section| section.id);
    xml.element("w:document", &[W, r], |xml| {
        xml.element("w:body", &[], |xml| {
            paragraphs::title(xml, &report.title_rows(form));
            paragraphs::prose(xml, &report.preface, false);
            let mut above = 0;
            for section in &form.sections {
                paragraphs::line(xml, Style::Section, &section.title, above);
                above = 0;
                if let Some(table) = form.table_of(section.id) {
                    grid::table(xml, form, report, table, &section.title);
                    above = BELOW_TABLE;
                }
                if let Some(prose) = report.prose(section.id).filter(|prose| !prose.is_blank()) {
                    above = 0;
                    // No page holds a signature alone.
                    let holds_last = last == Some(section.id) && report.signature.is_some();
                    paragraphs::prose(xml, prose, holds_last);
                }
            }
            if let Some(signature) = &report.signature {
                paragraphs::signature(xml, signature);
            }
            paper::section(xml, furniture::FOOTERS.0, furniture::FOOTERS.1);
        });
    });
    xml.into_bytes()
}
