//! What identifies the content of a report: SHA-256 (FIPS 180-4) of the words and numbers that are
//! published, in one canonical form. Two drafts have the same digest when the same is printed from
//! them. It tells contents apart; it is no signature. Must not know files or pages.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{CellNumbers, Report, Signature};
use crate::content_hash::Sha256Hash;
use crate::form::{CellKey, Edition, SectionId};
use crate::richtext::RichText;

/// The digest of a report's content, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportDigest(Sha256Hash);

/// What is published of a report, in the order in which it is hashed. Neither dismissals nor notes
/// on imports belong to it, nor what only leads checks. A field that is added needs to be left out
/// where it has nothing, so that former digests stay.
#[derive(Serialize)]
struct PublishedContent<'a> {
    form: Edition,
    unit: &'a str,
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "RichText::is_empty")]
    preface: &'a RichText,
    sections: BTreeMap<SectionId, &'a RichText>,
    numbers: &'a CellNumbers,
    notes: BTreeMap<CellKey, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<&'a Signature>,
}

impl Report {
    /// The digest of what is published of the report. A section that was opened and left empty
    /// changes nothing.
    pub fn digest(&self) -> ReportDigest {
        let sections = self.sections.iter().filter(|(_, prose)| !prose.is_empty()).map(|(id, prose)| (*id, prose));
        let notes = self.notes.iter().filter(|(_, note)| !note.trim().is_empty());
        let content = PublishedContent {
            form: self.form,
            unit: self.unit.name.trim(),
            year: self.year,
            title: self.title.as_deref(),
            preface: &self.preface,
            sections: sections.collect(),
            numbers: &self.numbers,
            notes: notes.map(|(key, note)| (*key, note.as_str())).collect(),
            signature: self.signature.as_ref(),
        };
        // A report is text, whole numbers and maps with keys of text: it can always be written as JSON.
        ReportDigest(Sha256Hash::of(&serde_json::to_vec(&content).unwrap_or_default()))
    }
}

impl ReportDigest {
    /// The first 16 digits in groups of four, for paper: 1a2b 3c4d 5e6f 7081.
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.to_string().chars().take(16).collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<ReportDigest> {
        Sha256Hash::parse(text).map(ReportDigest)
    }
}

impl fmt::Display for ReportDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
