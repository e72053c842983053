//! Where a report came from: another program's file, and everything of it that is not in the
//! report, as it was told when the file was read. Kept with the draft until the unit has seen to
//! it. Knows no kind of file.

use serde::{Deserialize, Serialize};

use crate::richtext::UnknownFields;

/// A file that was read into the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportOrigin {
    /// What it is called.
    pub source: String,
    /// What was told of it, in groups.
    pub told: Vec<ImportNotes>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// What was told of one sort, in the language of whoever read it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportNotes {
    /// What the sentences have in common.
    pub head: String,
    /// A sentence for each thing.
    pub sentences: Vec<String>,
}

impl ImportOrigin {
    /// How many things were told.
    pub fn count(&self) -> usize {
        self.told.iter().map(|told| told.sentences.len()).sum()
    }
}
