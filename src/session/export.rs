//! Turns a report into the bytes of another program's file.

use std::path::Path;

use super::font_choice;
use crate::export;
use crate::form::Form;
use crate::layout::{self, FontError, Fonts, Paper, Standing, Style};
use crate::ofd::{self, OfdError};
use crate::pdf::{self, PdfError, Profile};
use crate::report::Report;

/// What is copied, as a piece of a web page.
pub use crate::export::html::{of_cells, of_prose};

/// A kind of file that a report can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The printed page.
    Pdf,
    /// The printed page in the format of domestic office software; experimental.
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
    Xlsx(#[from] export::xlsx_workbook::WriteError),
    /// The document for Word cannot be put together.
    #[error(transparent)]
    Docx(#[from] export::docx::WriteError),
    /// A value that JSON cannot hold.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl Export {
    /// Every kind.
    pub const ALL: [Export; 9] = [
        Export::Pdf,
        Export::Ofd,
        Export::Docx,
        Export::Html,
        Export::Xlsx,
        Export::Csv,
        Export::Json,
        Export::Text,
        Export::Markdown,
    ];

    /// The whole set that a unit hands in, signs, publishes and is counted by; without what is
    /// experimental.
    pub const SET: [Export; 8] = [
        Export::Pdf,
        Export::Docx,
        Export::Html,
        Export::Xlsx,
        Export::Csv,
        Export::Json,
        Export::Text,
        Export::Markdown,
    ];

    /// The extension that chooses the kind.
    pub const fn extension(self) -> &'static str {
        match self {
            Export::Pdf => "pdf",
            Export::Ofd => "ofd",
            Export::Html => "html",
            Export::Xlsx => "xlsx",
            Export::Docx => "docx",
            Export::Csv => "csv",
            Export::Json => "json",
            Export::Text => "txt",
            Export::Markdown => "md",
        }
    }

    /// Whether it shows pages, as paper does.
    pub const fn is_paper(self) -> bool {
        matches!(self, Export::Pdf | Export::Ofd)
    }

    /// What a unit calls the file: 卫滨区信访局2024年政府信息公开工作年度报告.pdf.
    pub fn file_name(self, form: &Form, report: &Report) -> String {
        format!("{}.{}", file_stem(form, report), self.extension())
    }

    /// The kind that the extension of `path` chooses, in whatever case it is written.
    pub fn of(path: &Path) -> Option<Export> {
        Export::named(path.extension()?.to_str()?)
    }

    /// The kind that an extension names.
    pub fn named(extension: &str) -> Option<Export> {
        if ["htm", "markdown"].iter().any(|other| other.eq_ignore_ascii_case(extension)) {
            return Some(if extension.len() == 3 { Export::Html } else { Export::Markdown });
        }
        Export::ALL.into_iter().find(|kind| kind.extension().eq_ignore_ascii_case(extension))
    }
}

/// What is chosen for paper besides what the report says.
#[derive(Clone, Copy, Debug)]
pub struct Printing {
    /// Whether every page bears 送审稿.
    pub review_mark: bool,
    /// Whether the sheet for approval, 审签单, stands before the report.
    pub approval_sheet: bool,
    /// The archive standard of the file.
    pub profile: Profile,
    /// The fonts.
    pub fonts: &'static Fonts,
}

impl Printing {
    /// Neither mark nor sheet, PDF/A-2a, the program's own fonts.
    pub fn plain() -> Result<Printing, FontError> {
        let fonts = font_choice::standard()?;
        Ok(Printing { review_mark: false, approval_sheet: false, profile: Profile::A2a, fonts })
    }

    fn style(&self) -> Style {
        let Printing { review_mark, approval_sheet, .. } = *self;
        Style { review_mark, approval_sheet, ..Style::official() }
    }
}

/// The bytes of `report` as a file of this kind, on paper plainly.
pub fn export(form: &Form, report: &Report, kind: Export) -> Result<Vec<u8>, ExportError> {
    match kind {
        Export::Pdf | Export::Ofd => export_on(form, report, kind, &Printing::plain()?),
        Export::Html => Ok(export::html::write(form, report).into_bytes()),
        Export::Xlsx => Ok(export::xlsx_workbook::write(form, report)?),
        Export::Markdown => Ok(export::markdown::write(form, report).into_bytes()),
        Export::Docx => Ok(export::docx::write(form, report)?),
        Export::Csv => Ok(export::csv_table::write(form, report)),
        Export::Json => Ok(export::json_report::write(form, report)?),
        Export::Text => Ok(export::plain_text::write(form, report).into_bytes()),
    }
}

/// The bytes of `report` as a file of this kind; what is on paper, as `printing` wants it.
pub fn export_on(form: &Form, report: &Report, kind: Export, printing: &Printing) -> Result<Vec<u8>, ExportError> {
    match kind {
        Export::Pdf => print(&pages(form, report, printing), printing),
        Export::Ofd => Ok(ofd::write(&pages(form, report, printing), printing.fonts)?),
        _ => export(form, report, kind),
    }
}

/// The report's title as the name of a file, without what no file system takes.
pub fn file_stem(form: &Form, report: &Report) -> String {
    let title = export::plain_text::title(form, report);
    let safe = |one: char| if one.is_control() || r#"\/:*?"<>|"#.contains(one) { '_' } else { one };
    let name: String = title.trim().chars().map(safe).take(80).collect();
    // Windows takes no point and no space at the end of a name.
    name.trim_end_matches(['.', ' ']).to_owned()
}

/// The pages of `report` in the official style.
pub fn pages(form: &Form, report: &Report, printing: &Printing) -> Paper {
    layout::lay_out(form, report, &printing.style(), printing.fonts)
}

/// The same pages, for someone who will ask again after the next change: paragraphs that are as
/// they were are taken from `standing`.
pub fn pages_again(standing: &mut Standing<'static>, form: &Form, report: &Report, printing: &Printing) -> Paper {
    standing.lay_out(form, report, &printing.style(), printing.fonts)
}

/// The PDF of pages.
pub fn print(paper: &Paper, printing: &Printing) -> Result<Vec<u8>, ExportError> {
    Ok(pdf::write_with(paper, printing.fonts, printing.profile)?)
}
