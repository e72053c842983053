//! Charts as files, and those of a text as pictures: the same pages as PDF, Word document, SVG, web page or PNG. In a Word document they are pictures,
//! as lines and as dots: no maintained crate writes Word's own charts (rust_xlsxwriter's belong to workbooks), and Word
//! and WPS would each draw them otherwise than the paper. Must not know what they show.

use super::export::{ExportError, PrintOptions, print};
use crate::export::drawn_charts::{ChartPicture, DrawnCharts};
use crate::export::{self, docx::DocxPicture};
use crate::form::{Form, UnitKind};
use crate::layout::{self, ChartSheet, FontSet, Length, Page, PageStyle, Paper};
use crate::picture;
use crate::raster::HeldPicture;
use crate::report::{Date, Report};

/// What the document's margins above and below take of a page, and a little more for the line of a picture.
const EDGES: Length = Length::tenths_mm(260);

/// A kind of file that charts can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    /// For print.
    Pdf,
    /// A document for Word and WPS with the pages as pictures.
    Docx,
    /// A picture of lines, for web pages and documents.
    Svg,
    /// A web page.
    Html,
    /// A picture of dots.
    Png,
}

impl ChartFormat {
    /// The kind that an extension names.
    pub fn named(extension: &str) -> Option<ChartFormat> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "pdf" => ChartFormat::Pdf,
            "docx" => ChartFormat::Docx,
            "svg" => ChartFormat::Svg,
            "html" | "htm" => ChartFormat::Html,
            "png" => ChartFormat::Png,
            _ => return None,
        })
    }
}

/// The bytes of the charts as a file of this kind.
///
/// # Errors
///
/// The bundled fonts cannot be read, or the PDF or the PNG cannot be written.
pub fn chart_file(sheet: &ChartSheet, kind: ChartFormat) -> Result<Vec<u8>, ExportError> {
    let printing = PrintOptions::plain()?;
    let paper = chart_paper(sheet)?;
    Ok(match kind {
        ChartFormat::Pdf => print(&paper, &printing)?,
        ChartFormat::Docx => document(sheet, printing.fonts)?,
        ChartFormat::Svg => picture::svg(&paper, printing.fonts).into_bytes(),
        ChartFormat::Html => picture::html(&paper, printing.fonts).into_bytes(),
        ChartFormat::Png => picture::png(&paper, printing.fonts)?,
    })
}

/// The pages as pictures of a document, without margins at the sides, which are the document's.
fn document(sheet: &ChartSheet, fonts: &FontSet) -> Result<Vec<u8>, ExportError> {
    let official = PageStyle::official();
    let style = PageStyle {
        binding_margin: Length::ZERO,
        paper_width: official.type_width,
        paper_height: official.paper_height - EDGES,
        ..official
    };
    let paper = layout::chart_pages(sheet, &style, fonts);
    let mut pictures = Vec::with_capacity(paper.pages.len());
    for page in &paper.pages {
        let alone = Paper { pages: vec![page.clone()], about: paper.about.clone(), ..Paper::default() };
        pictures.push(DocxPicture {
            dots: picture::png(&alone, fonts)?,
            lines: picture::svg(&alone, fonts),
            size: (page.width.thousandths(), page.height.thousandths()),
            words: picture::words(&alone).replace('\n', " "),
        });
    }
    let year = sheet.day.map_or(0, Date::year);
    let about = Report::new(sheet.author.clone(), UnitKind::County, year);
    Ok(export::docx::write_pictures(&sheet.title, &about, &pictures)?)
}

/// The charts in the texts of a report as pictures, for files that have no charts of their own.
///
/// # Errors
///
/// A picture cannot be written.
pub(super) fn chart_pictures(form: &Form, report: &Report, fonts: &FontSet) -> Result<DrawnCharts, ExportError> {
    let most = PageStyle::official().type_height;
    let mut pictures = Vec::new();
    for (part, paragraph, figure, data) in report.charts(form) {
        let tenths = figure.shown_width();
        let drawn = layout::text_chart(&data, Length::tenths_mm(i32::from(tenths)), most, fonts);
        let page = Page { width: drawn.width, height: drawn.height, items: drawn.items };
        let alone = Paper { pages: vec![page], ..Paper::default() };
        let said = match figure.alt.trim() {
            "" => data.words(),
            own => own.to_owned(),
        };
        pictures.push(ChartPicture {
            part,
            paragraph,
            dots: HeldPicture::take_in(&picture::fine_png(&alone, fonts)?).ok(),
            lines: picture::svg_element(&alone, fonts, &said, tenths),
        });
    }
    Ok(DrawnCharts::new(pictures))
}

/// The charts on pages.
///
/// # Errors
///
/// The bundled fonts cannot be read.
pub fn chart_paper(sheet: &ChartSheet) -> Result<Paper, ExportError> {
    Ok(layout::chart_pages(sheet, &PageStyle::official(), PrintOptions::plain()?.fonts))
}
