//! Turns a report into the bytes of another program's file.

use std::path::Path;

use super::chart_file::chart_pictures;
use super::{file_stem, font_choice};
use crate::export;
use crate::export::docx::DocxOptions;
use crate::export::drawn_charts::DrawnCharts;
use crate::form::Form;
use crate::layout::{self, FontError, FontSet, LayoutCache, NotePlace, PageStyle, Paper};
use crate::ofd::{self, OfdError};
use crate::ooxml::package_writer::PackageWriteError;
use crate::pdf::{self, PdfError, PdfProfile};
use crate::picture::PictureError;
use crate::report::{Report, ReportText};
use crate::richtext::TextRange;

/// What is copied, as a piece of a web page.
pub use crate::export::html::{of_cells, of_prose};

/// What is copied of a text of the report, as a piece of a web page: with its pictures, and pictures of its charts, under
/// the numbers that they have in the report.
pub fn copied_html(form: &Form, report: &Report, (part, span): (ReportText, TextRange)) -> String {
    let Some(prose) = report.part(part) else { return String::new() };
    let has_charts = prose.piece(span).figures().any(|(_, _, figure)| figure.chart().is_some());
    let drawn = font_choice::standard().ok().filter(|_| has_charts);
    let drawn = drawn.and_then(|fonts| chart_pictures(form, report, fonts).ok()).unwrap_or_default();
    let shown = drawn.in_report(form, report);
    let prose = shown.part(part).unwrap_or(prose);
    let piece = prose.piece(span);
    let from = span.start().paragraph..span.end().paragraph + 1;
    let numbers = shown.figure_numbers().of_piece((part, prose), from, &piece);
    export::html::of_piece(form, &shown, numbers, (part, &piece))
}

/// A kind of file that a report can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The printed page.
    Pdf,
    /// The printed page in the format of domestic office software.
    Ofd,
    /// One page for the unit's website.
    Html,
    /// The three tables as a workbook.
    Xlsx,
    /// A document for Word and WPS.
    Docx,
    /// Every number, for spreadsheets.
    Csv,
    /// Numbers and texts, for programs.
    Json,
    /// Plain text.
    Text,
    /// Text with Markdown's marks.
    Markdown,
}

/// An export that failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The bundled fonts cannot be used.
    #[error(transparent)]
    Fonts(#[from] FontError),
    /// The pages cannot be written as PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The pages cannot be written as OFD.
    #[error(transparent)]
    Ofd(#[from] OfdError),
    /// The workbook cannot be made.
    #[error(transparent)]
    Xlsx(#[from] export::xlsx_workbook::XlsxWriteError),
    /// The document for Word cannot be put together.
    #[error(transparent)]
    Docx(#[from] export::docx::DocxWriteError),
    /// A picture cannot be written.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The numbers cannot be written as Parquet.
    #[cfg(feature = "parquet")]
    #[error(transparent)]
    Parquet(#[from] export::rollup_parquet::ParquetWriteError),
    /// This program was built without what writes Parquet.
    #[cfg(not(feature = "parquet"))]
    #[error("built without Parquet")]
    NoParquet,
    /// The archive of a package cannot be written.
    #[error(transparent)]
    Package(#[from] PackageWriteError),
    /// A value that JSON cannot hold.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl ExportFormat {
    /// Every kind.
    pub const ALL: [ExportFormat; 9] = [
        ExportFormat::Pdf,
        ExportFormat::Ofd,
        ExportFormat::Docx,
        ExportFormat::Html,
        ExportFormat::Xlsx,
        ExportFormat::Csv,
        ExportFormat::Json,
        ExportFormat::Text,
        ExportFormat::Markdown,
    ];

    /// The whole set that a unit hands in, signs, publishes and is counted by; OFD is exported by itself where somebody
    /// asks for it.
    pub const SET: [ExportFormat; 8] = [
        ExportFormat::Pdf,
        ExportFormat::Docx,
        ExportFormat::Html,
        ExportFormat::Xlsx,
        ExportFormat::Csv,
        ExportFormat::Json,
        ExportFormat::Text,
        ExportFormat::Markdown,
    ];

    /// The extension that chooses the kind.
    pub const fn extension(self) -> &'static str {
        match self {
            ExportFormat::Pdf => "pdf",
            ExportFormat::Ofd => "ofd",
            ExportFormat::Html => "html",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Docx => "docx",
            ExportFormat::Csv => "csv",
            ExportFormat::Json => "json",
            ExportFormat::Text => "txt",
            ExportFormat::Markdown => "md",
        }
    }

    /// Whether a report that is not ready bears 送审稿 in it: whatever is printed and signed.
    pub const fn bears_mark(self) -> bool {
        matches!(
            self,
            ExportFormat::Pdf | ExportFormat::Ofd | ExportFormat::Docx | ExportFormat::Html | ExportFormat::Xlsx
        )
    }

    /// Whether it shows pages, as paper does.
    pub const fn is_paper(self) -> bool {
        matches!(self, ExportFormat::Pdf | ExportFormat::Ofd)
    }

    /// What a unit calls the file: 卫滨区信访局2024年政府信息公开工作年度报告.pdf.
    pub fn file_name(self, form: &Form, report: &Report) -> String {
        format!("{}.{}", file_stem(form, report), self.extension())
    }

    /// The kind that the extension of `path` chooses, in whatever case it is written.
    pub fn of(path: &Path) -> Option<ExportFormat> {
        ExportFormat::named(path.extension()?.to_str()?)
    }

    /// The kind that an extension names.
    pub fn named(extension: &str) -> Option<ExportFormat> {
        if ["htm", "markdown"].iter().any(|other| other.eq_ignore_ascii_case(extension)) {
            return Some(if extension.len() == 3 { ExportFormat::Html } else { ExportFormat::Markdown });
        }
        ExportFormat::ALL.into_iter().find(|kind| kind.extension().eq_ignore_ascii_case(extension))
    }
}

/// What is chosen for paper besides what the report says.
#[derive(Clone, Copy, Debug)]
pub struct PrintOptions {
    /// Whether every page bears 送审稿.
    pub review_mark: bool,
    /// Whether the sheet for approval, 审签单, stands before the report.
    pub approval_sheet: bool,
    /// Where comments and tracked changes stand, for those who review; in a Word document they are its own.
    pub notes: Option<NotePlace>,
    /// The archive standard of the file.
    pub profile: PdfProfile,
    /// The fonts.
    pub fonts: &'static FontSet,
}

impl PrintOptions {
    /// Neither mark nor sheet, PDF/A-2a, the program's own fonts.
    ///
    /// # Errors
    ///
    /// The bundled fonts cannot be read.
    pub fn plain() -> Result<PrintOptions, FontError> {
        let fonts = font_choice::standard()?;
        Ok(PrintOptions { review_mark: false, approval_sheet: false, notes: None, profile: PdfProfile::A2a, fonts })
    }

    fn style(&self) -> PageStyle {
        let PrintOptions { review_mark, approval_sheet, notes, .. } = *self;
        PageStyle { review_mark, approval_sheet, ..PageStyle::official() }.with_notes(notes)
    }
}

/// The bytes of `report` as a file of this kind, on paper plainly.
///
/// # Errors
///
/// The form has no table that the format needs, the fonts cannot be read, or the file cannot be written; see [`ExportError`].
#[allow(dead_code, reason = "tests and benches write what is ready")]
pub fn export(form: &Form, report: &Report, kind: ExportFormat) -> Result<Vec<u8>, ExportError> {
    export_marked(form, report, kind, false)
}

/// As [`export()`]; with `review_mark`, what bears a mark bears 送审稿.
///
/// # Errors
///
/// As [`export()`].
pub fn export_marked(
    form: &Form,
    report: &Report,
    kind: ExportFormat,
    review_mark: bool,
) -> Result<Vec<u8>, ExportError> {
    match kind {
        ExportFormat::Pdf | ExportFormat::Ofd => {
            export_on(form, report, kind, &PrintOptions { review_mark, ..PrintOptions::plain()? })
        }
        ExportFormat::Html => {
            let charts = drawn_charts(form, report)?;
            Ok(export::html::write_drawn(form, report, review_mark, &charts).into_bytes())
        }
        ExportFormat::Xlsx => Ok(export::xlsx_workbook::write_marked(form, report, review_mark)?),
        ExportFormat::Markdown => Ok(export::markdown::write(form, report).into_bytes()),
        ExportFormat::Docx => {
            let options = DocxOptions { review_mark, comments: false };
            Ok(export::docx::write_drawn(form, report, options, &drawn_charts(form, report)?)?)
        }
        ExportFormat::Csv => Ok(export::csv_table::write(form, report)),
        ExportFormat::Json => Ok(export::json_report::write(form, report)?),
        ExportFormat::Text => Ok(export::plain_text::write(form, report).into_bytes()),
    }
}

/// The charts of a report as pictures; without any, no font is read for them.
fn drawn_charts(form: &Form, report: &Report) -> Result<DrawnCharts, ExportError> {
    match report.keeps_charts() {
        true => chart_pictures(form, report, PrintOptions::plain()?.fonts),
        false => Ok(DrawnCharts::default()),
    }
}

/// The bytes of `report` as a file of this kind; what is on paper, as `printing` wants it.
///
/// # Errors
///
/// As [`export()`].
pub fn export_on(
    form: &Form,
    report: &Report,
    kind: ExportFormat,
    printing: &PrintOptions,
) -> Result<Vec<u8>, ExportError> {
    match kind {
        ExportFormat::Pdf => print(&pages(form, report, printing), printing),
        ExportFormat::Ofd => Ok(ofd::write(&pages(form, report, printing), printing.fonts)?),
        ExportFormat::Docx => {
            let options = DocxOptions { review_mark: printing.review_mark, comments: printing.notes.is_some() };
            let charts = chart_pictures(form, report, printing.fonts)?;
            Ok(export::docx::write_drawn(form, report, options, &charts)?)
        }
        _ => export_marked(form, report, kind, printing.review_mark),
    }
}

/// The pages of `report` in the official style, with what identifies its content.
pub fn pages(form: &Form, report: &Report, printing: &PrintOptions) -> Paper {
    let mut paper = layout::lay_out(form, report, &printing.style(), printing.fonts);
    identify(&mut paper, report);
    paper
}

/// Notes in the pages of `report` what identifies its content, for the file that they become. Pages for the
/// screen do without.
pub fn identify(paper: &mut Paper, report: &Report) {
    paper.about.digest = Some(report.digest());
}

/// The same pages, for someone who will ask again after the next change: paragraphs that are as
/// they were are taken from `standing`.
pub fn pages_again(
    standing: &mut LayoutCache<'static>,
    form: &Form,
    report: &Report,
    printing: &PrintOptions,
) -> Paper {
    standing.lay_out(form, report, &printing.style(), printing.fonts)
}

/// The PDF of pages.
///
/// # Errors
///
/// The pages cannot be written as PDF; see [`ExportError`].
pub fn print(paper: &Paper, printing: &PrintOptions) -> Result<Vec<u8>, ExportError> {
    Ok(pdf::write_with(paper, printing.fonts, printing.profile)?)
}
