//! Files of other programs ⇄ report: text, Word, spreadsheets and web pages come in as bytes and
//! leave as bytes, and every loss on the way is listed. Must not know a disk, a network, the
//! layout or a screen.
//!
//! What comes in passes two stages. A front end for each kind of file turns its bytes into a
//! [`manuscript`]: lines of marked text and rows of cells, nothing more. One recogniser turns any
//! manuscript into a report and remarks.

pub mod csv;
pub mod json;
mod manuscript;
pub mod published;
mod recognise;
mod remark;
pub mod text;

pub use remark::{Missing, Remark, RemarkKind};

use crate::form::FormError;
use crate::report::Report;

/// What was read: a report, and everything about its source that the report does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The report.
    pub report: Report,
    /// What was not understood, contradicts itself, was left out or was guessed, in the order of
    /// the source's lines.
    pub remarks: Vec<Remark>,
}

/// Why nothing could be read at all.
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
    /// The bytes are no text in UTF-8, UTF-16 or GB18030.
    #[error("the bytes are no text in UTF-8, UTF-16 or GB18030")]
    NotText,
    /// A built-in form is broken; a test keeps this from happening.
    #[error(transparent)]
    Form(#[from] FormError),
}
