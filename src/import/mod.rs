//! Files of other programs → report: text, Word, workbooks, OpenDocument, web pages and mails, PDF, JSON, csv
//! come in as bytes, and every loss on the way is listed as a remark. Must not know a disk, a network, the layout
//! or a screen.
//!
//! Two stages. A front end for each kind of file turns its bytes into a `source_document`: lines of
//! marked text and rows of cells, nothing more. `extract` turns any source document into a report
//! and remarks. [`read`] chooses the front end by the content of the bytes, never by a name;
//! [`crate::limits`] limits what any of them may cost. What `export` writes is read back without
//! loss.

mod comment_places;
pub mod csv_reader;
mod detect;
mod docx;
mod extract;
mod form_tables;
pub mod html;
mod json_reader;
mod list_rows;
mod mime;
mod odf;
pub mod output_kind;
pub mod own_file;
mod pdf;
mod picture_taker;
mod remark;
mod revision_places;
mod source_document;
mod source_table;
pub mod text;
mod xlsx;

pub use detect::{embedded_draft, read, read_as_text};
pub use list_rows::rows;
pub use pdf::has_end as pdf_has_end;
pub use remark::{MissingPart, OmittedContent, Remark, RemarkKind};

use crate::report::Report;

pub use crate::limits::ReadError;

/// The result of an import: a report, and remarks on its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The report.
    pub report: Report,
    /// What was not understood, contradicts itself, was left out or was guessed, in the order of
    /// the source's lines.
    pub remarks: Vec<Remark>,
}
