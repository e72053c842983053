//! Charts as files: the same pages as PDF, SVG, web page or PNG. Must not know what they show.

use super::export::{ExportError, PrintOptions, print};
use crate::layout::{self, ChartSheet, PageStyle, Paper};
use crate::picture;

/// A kind of file that charts can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    /// For print.
    Pdf,
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
        ChartFormat::Svg => picture::svg(&paper, printing.fonts).into_bytes(),
        ChartFormat::Html => picture::html(&paper, printing.fonts).into_bytes(),
        ChartFormat::Png => picture::png(&paper, printing.fonts)?,
    })
}

/// The charts on pages.
///
/// # Errors
///
/// The bundled fonts cannot be read.
pub fn chart_paper(sheet: &ChartSheet) -> Result<Paper, ExportError> {
    Ok(layout::chart_pages(sheet, &PageStyle::official(), PrintOptions::plain()?.fonts))
}
