//! Why a file is not read at all. Named by cause; the sentences shown to users are in `messages`.

use super::Limit;
use crate::form::FormError;

/// A file of this program that is about reports and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnOutput {
    /// 校核报告.
    CheckReport,
    /// 比对稿.
    Comparison,
    /// 退回单.
    ReturnSheet,
    /// 退回记录.
    ReturnRecord,
    /// 图解.
    Charts,
    /// Every number of every unit of a sum, a row for each.
    SumRows,
    /// The workbook of a sum.
    SumWorkbook,
    /// What a package that is handed in says of its files.
    PackageList,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The source is larger than any report.
    #[error("{bytes} bytes are more than the {limit} that are read")]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The largest size that is read.
        limit: usize,
    },
    /// It has no content.
    #[error("empty")]
    Empty,
    /// It exceeds another limit.
    #[error("beyond the limit of {0:?}, which is {most}", most = .0.most())]
    Beyond(Limit),
    /// The bytes are no text in UTF-8, UTF-16 or GB18030.
    #[error("the bytes are no text in UTF-8, UTF-16 or GB18030")]
    NotText,
    /// The binary format of Word or Excel before 2007, or a newer one with a password: both are
    /// compound files (MS-CFB).
    #[error("a compound file, as Word and Excel wrote before 2007, or under a password")]
    OldOffice,
    /// A picture; it has no text that can be read.
    #[error("a picture")]
    Picture,
    /// A package that is neither a Word document nor a workbook.
    #[error("a package of something else")]
    OtherPackage,
    /// A draft: it is opened, not read as another program's file.
    #[error("a draft")]
    Draft,
    /// A text without a report's title, a unit, a section or a table of the form.
    #[error("no report: neither title nor section nor table of the form")]
    NotAReport,
    /// JSON of another program.
    #[error("JSON, and none of ours")]
    OtherJson,
    /// A file that this program made about a report, or of several.
    #[error("no report, but what this program made of one: {0:?}")]
    OwnOutput(OwnOutput),
    /// A file of this program, of a version that it does not read.
    #[error("of version {version}")]
    Version {
        /// The version that the file names.
        version: String,
    },
    /// It opens only with a password.
    #[error("encrypted")]
    Encrypted,
    /// Rich Text Format, of which no reader in Rust keeps tables and encodings.
    #[error("an RTF file")]
    RichText,
    /// An OpenDocument file that is neither a text document nor a spreadsheet, such as slides.
    #[error("an OpenDocument file without text or sheets")]
    OpenDocument,
    /// Pages in the format OFD.
    #[error("an OFD file")]
    Ofd,
    /// A PDF whose pages have neither text nor pictures.
    #[error("no text on any page")]
    NoText,
    /// A PDF whose pages are pictures: it was scanned.
    #[error("no text on any page, but pictures")]
    NoTextButPictures,
    /// A PDF that ends before its end: a part of it is missing.
    #[error("the end of the file is missing")]
    BrokenOff,
    /// A PDF whose tree of pages leads to no page, or in a circle.
    #[error("the tree of pages has no page")]
    BrokenPageTree,
    /// A PDF whose fonts do not say which characters their glyphs are.
    #[error("the fonts do not name their characters")]
    NoCharacters,
    /// XML with a DOCTYPE that declares something, which no office file has and which entities are declared by.
    #[error("{part} has a DOCTYPE with declarations")]
    Doctype {
        /// The part of the package.
        part: String,
    },
    /// A required part is missing.
    #[error("there is no {part}")]
    MissingPart {
        /// The part's name.
        part: String,
    },
    /// The file is damaged or contradicts itself.
    #[error("{part}: {problem}")]
    Broken {
        /// The part of it; empty for the whole.
        part: String,
        /// What is wrong, in English, for the log.
        problem: String,
    },
    /// A built-in form is broken; a test keeps this from happening.
    #[error(transparent)]
    Form(#[from] FormError),
}

impl ReadError {
    /// A damaged part.
    pub fn broken(part: &str, problem: impl std::fmt::Display) -> ReadError {
        ReadError::Broken { part: part.to_owned(), problem: problem.to_string() }
    }
}
