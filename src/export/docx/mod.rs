//! The report as a Word document (WordprocessingML, ISO/IEC 29500): the form with its numbers and
//! texts on the page of GB/T 9704, in named styles with the fonts that offices have, for whoever
//! must review and sign it in Word or WPS. The draft goes along as a custom part, so that what the
//! page cannot show comes back when `import::docx` reads it. Must not know the reader.

mod docx_paragraphs;
pub(crate) mod docx_styles;
mod docx_table;
pub(crate) mod embedded_draft;
mod fixed_parts;
mod page_setup;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::docx_styles::{DocxStyle, W};
use crate::form::Form;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::Report;

/// A package that could not be put together; no report is known to bring this about.
#[derive(Debug, thiserror::Error)]
pub enum DocxWriteError {
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
const BELOW_TABLE: u32 = page_setup::LINE / 2;

/// The report as a document. The same report gives the same bytes everywhere.
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, DocxWriteError> {
    let title = report.title_line(form);
    let parts = [
        ("[Content_Types].xml", fixed_parts::content_types()),
        ("_rels/.rels", fixed_parts::package_relations()),
        ("word/document.xml", document(form, report)),
        ("word/_rels/document.xml.rels", fixed_parts::document_relations()),
        ("word/styles.xml", docx_styles::part()),
        ("word/numbering.xml", fixed_parts::numbering()),
        ("word/settings.xml", fixed_parts::settings()),
        ("word/fontTable.xml", fixed_parts::font_table()),
        ("word/footer1.xml", fixed_parts::footer(true)),
        ("word/footer2.xml", fixed_parts::footer(false)),
        ("docProps/core.xml", fixed_parts::core_properties(report, &title)),
        ("docProps/app.xml", fixed_parts::extended_properties(report)),
        ("customXml/item1.xml", embedded_draft::part(report)?),
        ("customXml/itemProps1.xml", fixed_parts::draft_properties(embedded_draft::NAMESPACE)),
        ("customXml/_rels/item1.xml.rels", fixed_parts::draft_relations()),
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

/// The part that holds the text.
fn document(form: &Form, report: &Report) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let r = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    let last = form.sections.last().map(|section| section.id);
    xml.element("w:document", &[W, r], |xml| {
        xml.element("w:body", &[], |xml| {
            docx_paragraphs::title(xml, &report.title_rows(form));
            docx_paragraphs::prose(xml, &report.preface, false);
            let mut above = 0;
            for section in &form.sections {
                docx_paragraphs::line(xml, DocxStyle::Section, &section.title, above);
                above = 0;
                if let Some(table) = form.table_of(section.id) {
                    docx_table::table(xml, form, report, table, &section.title);
                    above = BELOW_TABLE;
                }
                if let Some(prose) = report.prose(section.id).filter(|prose| !prose.is_blank()) {
                    above = 0;
                    // No page holds a signature alone.
                    let holds_last = last == Some(section.id) && report.signature.is_some();
                    docx_paragraphs::prose(xml, prose, holds_last);
                }
            }
            if let Some(signature) = &report.signature {
                docx_paragraphs::signature(xml, signature);
            }
            page_setup::section(xml, fixed_parts::FOOTERS.0, fixed_parts::FOOTERS.1);
        });
    });
    xml.into_bytes()
}
