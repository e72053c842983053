//! The origin of a report: another program's file, with notes on everything of it that is not in the
//! report. Kept with the draft until the user removes it. Must not know file formats.

use serde::{Deserialize, Serialize};

use crate::richtext::UnknownFields;

/// A file that was read into the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportOrigin {
    /// The file's name.
    pub source: String,
    /// The notes on it, in groups.
    #[serde(rename = "told")]
    pub notes: Vec<ImportNotes>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// One group of notes, in the language of the program at the time of the import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportNotes {
    /// The heading of the group.
    pub head: String,
    /// One sentence for each note.
    pub sentences: Vec<String>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl ImportOrigin {
    /// The number of notes.
    pub fn count(&self) -> usize {
        self.notes.iter().map(|group| group.sentences.len()).sum()
    }
}
