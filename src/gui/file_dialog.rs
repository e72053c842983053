//! What a file or a folder is asked for. Draws nothing and asks for nothing.

use crate::layout::NotePlace;
use crate::session::ExportFormat;

/// What is read for the sum of a folder, or written of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollupFile {
    /// The folder.
    Folder,
    /// The list of units.
    List,
    /// The former report, whose texts are carried forward.
    Former,
    /// The draft of the sum.
    Draft,
    /// Its workbook.
    Xlsx,
    /// Rows for a database: csv, or Parquet where the name says so.
    Csv,
    /// The folder of the sheets that go back.
    Returns,
    /// The charts.
    Charts,
}

impl RollupFile {
    /// The extensions that choose another kind of the same file.
    pub const fn other_extensions(self) -> &'static [&'static str] {
        match self {
            RollupFile::Csv => &["parquet"],
            RollupFile::Charts => &["png", "svg", "docx", "html", "htm"],
            _ => &[],
        }
    }

    /// The extension of the file that is written; `None` for what is read, and for a folder.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            RollupFile::Draft => Some("nianbao"),
            RollupFile::Xlsx => Some("xlsx"),
            RollupFile::Csv => Some("csv"),
            RollupFile::Charts => Some("pdf"),
            RollupFile::Folder | RollupFile::List | RollupFile::Former | RollupFile::Returns => None,
        }
    }
}

/// A file for those who review the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewFile {
    /// A PDF with the words of comments and tracked changes there.
    Pdf(NotePlace),
    /// A Word document, which has them as its own.
    Word,
}

impl ReviewFile {
    /// Its format.
    pub const fn format(self) -> ExportFormat {
        match self {
            ReviewFile::Pdf(_) => ExportFormat::Pdf,
            ReviewFile::Word => ExportFormat::Docx,
        }
    }

    /// Where the words of notes stand on its pages.
    pub const fn notes(self) -> NotePlace {
        match self {
            ReviewFile::Pdf(place) => place,
            ReviewFile::Word => NotePlace::End,
        }
    }
}

/// What a file or a folder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileDialog {
    /// A picture for the text in sight.
    Picture,
    /// A draft to open.
    OpenDraft,
    /// Last year's report, to begin this year's from.
    FromLastYear,
    /// Last year's report, to compare with.
    LastYear,
    /// A file of any kind that is understood, to read from.
    Import,
    /// A copy that reviewers sent back.
    Merge,
    /// Another version to compare with, a draft or a file of any kind that is understood.
    Compare,
    /// Where to write what the comparison shows.
    Comparison,
    /// Where to write the report for those who review it, with comments and tracked changes.
    Review(ReviewFile),
    /// Where to save the draft.
    SaveAs,
    /// Where to write the PDF.
    Pdf,
    /// Where to write another program's file, of a format or of the one that the extension names.
    Export(Option<ExportFormat>),
    /// Where to write the package that is handed in.
    Package,
    /// The folder into which the whole set of files goes.
    ExportFolder,
    /// The folder into which new drafts go.
    DraftFolder,
    /// Something for the sum of a folder, or of it.
    Rollup(RollupFile),
}

impl FileDialog {
    /// The extension of the file that is to be written; `None` where it asks for what is there.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            FileDialog::SaveAs => Some("nianbao"),
            FileDialog::Pdf | FileDialog::Comparison => Some("pdf"),
            FileDialog::Review(file) => Some(file.format().extension()),
            FileDialog::Package => Some("zip"),
            FileDialog::Export(Some(format)) => Some(format.extension()),
            FileDialog::Export(None) => Some(ExportFormat::Text.extension()),
            FileDialog::Rollup(file) => file.extension(),
            FileDialog::OpenDraft
            | FileDialog::FromLastYear
            | FileDialog::LastYear
            | FileDialog::Import
            | FileDialog::Merge
            | FileDialog::Compare
            | FileDialog::Picture
            | FileDialog::ExportFolder
            | FileDialog::DraftFolder => None,
        }
    }

    /// Whether it asks where one exported file goes, which is beside the draft.
    pub const fn is_export(self) -> bool {
        matches!(
            self,
            FileDialog::Pdf
                | FileDialog::Export(_)
                | FileDialog::Package
                | FileDialog::Comparison
                | FileDialog::Review(_)
        )
    }
}
