//! The report as a Word document (WordprocessingML, ISO/IEC 29500): the form with its numbers and
//! texts on the page of GB/T 9704, in named styles with the fonts that offices have, for those who
//! review and sign it in Word or WPS. The draft is embedded as a custom XML part, so that what the
//! page does not show is kept when `import` reads the document. Must not know the reader.

mod docx_comments;
pub(crate) mod docx_figures;
mod docx_paragraphs;
mod docx_prose_table;
mod docx_reviewed;
mod docx_reviewed_rows;
mod docx_revisions;
pub(crate) mod docx_styles;
mod docx_table;
pub(crate) mod embedded_draft;
mod fixed_parts;
mod page_setup;
mod picture_document;

use self::docx_comments::DocxComments;
use self::docx_figures::DocxFigures;
use self::docx_revisions::DocxRevisions;
use self::docx_styles::{DocxStyle, W};
pub use self::picture_document::{DocxPicture, write_pictures};
use super::drawn_charts::DrawnCharts;
use crate::form::Form;
use crate::ooxml::package_seal;
use crate::ooxml::package_writer::PackageWriter;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{Place, Report, ReportText};
use crate::richtext::{RichText, Run};

/// A document that could not be written; no report is known to cause this.
#[derive(Debug, thiserror::Error)]
pub enum DocxWriteError {
    /// The archive refuses a part.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// The draft has a value that JSON cannot hold.
    #[error(transparent)]
    Draft(#[from] serde_json::Error),
}

/// The space between a table and the title of the next section, in twips: half a line.
const BELOW_TABLE: u32 = page_setup::LINE / 2;

/// The report as a document. The same report gives the same bytes everywhere.
///
/// # Errors
///
/// The archive or the embedded draft cannot be written.
#[allow(dead_code, reason = "tests and benches write what is ready")]
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, DocxWriteError> {
    write_with(form, report, DocxOptions::default())
}

/// What a document has beside the report.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocxOptions {
    /// Every page bears 送审稿.
    pub review_mark: bool,
    /// The comments and tracked changes, as Word's own.
    pub comments: bool,
}

/// As [`write()`], with what `options` say.
///
/// # Errors
///
/// As [`write()`].
#[allow(dead_code, reason = "tests write reports without charts")]
pub fn write_with(form: &Form, report: &Report, options: DocxOptions) -> Result<Vec<u8>, DocxWriteError> {
    write_drawn(form, report, options, &DrawnCharts::default())
}

/// As [`write_with()`], with these pictures in the place of charts. Who opens the document in this program has the charts.
///
/// # Errors
///
/// As [`write()`].
pub fn write_drawn(
    form: &Form,
    whole: &Report,
    options: DocxOptions,
    charts: &DrawnCharts,
) -> Result<Vec<u8>, DocxWriteError> {
    let DocxOptions { review_mark, .. } = options;
    let report = &*charts.in_report(form, whole);
    let comments = if options.comments { DocxComments::of(report) } else { DocxComments::default() };
    let revisions = if options.comments { DocxRevisions::of(report) } else { DocxRevisions::default() };
    let draft = [
        ("customXml/item1.xml", embedded_draft::part(whole, options.comments, charts.names())?),
        ("customXml/itemProps1.xml", fixed_parts::draft_properties(embedded_draft::NAMESPACE)),
        ("customXml/_rels/item1.xml.rels", fixed_parts::draft_relations()),
    ];
    let pictures: usize = report.held_pictures().map(|picture| picture.bytes().len()).sum();
    let mut package = PackageWriter::with_room(pictures);
    let header = review_mark.then(|| ("word/header1.xml", fixed_parts::header()));
    for (name, bytes) in
        parts(form, report, (comments, &revisions), (review_mark, true)).into_iter().chain(header).chain(draft)
    {
        package.add(name, &bytes)?;
    }
    if !comments.is_empty() {
        package.add("word/comments.xml", &comments.part())?;
        package.add("word/commentsExtended.xml", &comments.extended_part())?;
    }
    for (name, bytes) in media(report) {
        package.add(&name, &bytes)?;
    }
    Ok(package_seal::seal(package.finish()?, package_seal::OFFICE)?)
}

/// The parts of the package that make up what a document shows, by name: all but the embedded draft.
pub(crate) fn document_parts(form: &Form, report: &Report) -> Vec<(String, Vec<u8>)> {
    let review = (DocxComments::default(), &DocxRevisions::default());
    let own = parts(form, report, review, (false, true)).into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
    own.chain(media(report)).collect()
}

/// The files of its pictures. Word turns a picture itself: the note of its turn would turn it twice.
fn media(report: &Report) -> impl Iterator<Item = (String, Vec<u8>)> {
    let pictures = report.held_pictures();
    pictures.map(|picture| (format!("word/{}", docx_figures::file(picture)), picture.bytes_unturned()))
}

/// A sheet about a report as a document: without a draft in it, which `import` would take for the unit's report.
///
/// # Errors
///
/// The archive cannot be written.
pub fn write_sheet(form: &Form, sheet: &Report) -> Result<Vec<u8>, DocxWriteError> {
    let mut package = PackageWriter::new();
    for (name, bytes) in parts(form, sheet, (DocxComments::default(), &DocxRevisions::default()), (false, false)) {
        package.add(name, &bytes)?;
    }
    for (name, bytes) in media(sheet) {
        package.add(&name, &bytes)?;
    }
    Ok(package_seal::seal(package.finish()?, package_seal::OFFICE)?)
}

fn parts(
    form: &Form,
    report: &Report,
    (comments, revisions): (DocxComments<'_>, &DocxRevisions<'_>),
    (review_mark, has_draft): (bool, bool),
) -> [(&'static str, Vec<u8>); 12] {
    let has_comments = !comments.is_empty();
    let title = report.title_line(form);
    [
        ("[Content_Types].xml", fixed_parts::content_types(review_mark, has_draft, has_comments, report)),
        ("_rels/.rels", fixed_parts::package_relations()),
        ("word/document.xml", document(form, report, (comments, revisions), review_mark)),
        ("word/_rels/document.xml.rels", fixed_parts::document_relations(review_mark, has_draft, has_comments, report)),
        ("word/styles.xml", docx_styles::part(report.has_figures())),
        ("word/numbering.xml", fixed_parts::numbering()),
        ("word/settings.xml", fixed_parts::settings()),
        ("word/fontTable.xml", fixed_parts::font_table()),
        ("word/footer1.xml", fixed_parts::footer(true)),
        ("word/footer2.xml", fixed_parts::footer(false)),
        ("docProps/core.xml", fixed_parts::core_properties(report, &title)),
        ("docProps/app.xml", fixed_parts::extended_properties(report)),
    ]
}

/// The part that holds the text.
fn document(
    form: &Form,
    report: &Report,
    (comments, revisions): (DocxComments<'_>, &DocxRevisions<'_>),
    review_mark: bool,
) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let r = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    let last = form.sections.last().map(|section| section.id);
    let figures = DocxFigures::of(report);
    xml.element("w:document", &[W, r], |xml| {
        xml.element("w:body", &[], |xml| {
            docx_paragraphs::title(xml, &report.title_rows(form), comments);
            let preface = (ReportText::Preface, &report.preface);
            docx_paragraphs::prose(xml, preface, &figures.of_text(ReportText::Preface), (comments, revisions), false);
            let mut above = 0;
            for section in &form.sections {
                let heading = Place::Heading(section.id);
                docx_paragraphs::line_around(xml, DocxStyle::Section, above, |xml| {
                    comments.around(xml, heading, |xml| docx_paragraphs::run(xml, &Run::new(section.title.as_str())));
                });
                above = 0;
                if let Some(table) = form.table_of(section.id) {
                    docx_table::table(xml, (form, report), (comments, revisions), table, &section.title);
                    above = BELOW_TABLE;
                }
                let part = ReportText::Section(section.id);
                let is_shown = |prose: &&RichText| !prose.is_blank() || revisions.paragraphs(part).is_some();
                if let Some(prose) = report.prose(section.id).filter(is_shown) {
                    above = 0;
                    // Keep with next: no page has the signature alone.
                    let keeps_last_with_next = last == Some(section.id) && report.signature.is_some();
                    let figures = figures.of_text(part);
                    docx_paragraphs::prose(xml, (part, prose), &figures, (comments, revisions), keeps_last_with_next);
                }
            }
            if let Some(signature) = &report.signature {
                docx_paragraphs::signature(xml, signature);
            }
            page_setup::section(xml, review_mark.then_some(fixed_parts::HEADER), fixed_parts::FOOTERS);
        });
    });
    xml.into_bytes()
}
