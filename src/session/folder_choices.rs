//! What somebody chose for the sum of a folder in the window, kept from one start to the next. Must not know what is
//! in the folder.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::settings;
use crate::rollup::{RollupOptions, RollupScope, SharedCases};
use crate::storage;

/// The most files that are remembered as left out or taken in.
const MOST: usize = 1000;

/// What is chosen for a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FolderChoices {
    /// The folder.
    #[serde(serialize_with = "settings::path", deserialize_with = "settings::read_path")]
    pub folder: PathBuf,
    /// Whose sum it is; blank where nobody said.
    pub unit: String,
    /// Of which year; the one that most reports have where nobody said.
    pub year: Option<u16>,
    /// Which units it has.
    pub scope: RollupScope,
    /// Where shared cases count.
    pub shared_cases: SharedCases,
    /// Whether reports whose tables have errors are left out.
    pub without_faulty: bool,
    /// The list of units.
    #[serde(serialize_with = "storage::write_optional_path", deserialize_with = "storage::read_optional_path")]
    pub units: Option<PathBuf>,
    /// The former report, whose texts are carried forward.
    #[serde(serialize_with = "storage::write_optional_path", deserialize_with = "storage::read_optional_path")]
    pub from: Option<PathBuf>,
    /// The files that are left out.
    pub left_out: BTreeSet<String>,
    /// The files that are counted all the same.
    pub taken_in: BTreeSet<String>,
}

impl FolderChoices {
    /// What a sum is made by; without a unit that somebody wrote, it is that of the `former` report.
    pub fn options(&self, former: Option<&str>) -> RollupOptions {
        let unit = Some(self.unit.trim()).filter(|unit| !unit.is_empty()).or(former);
        RollupOptions {
            unit: unit.map(str::to_owned),
            year: self.year,
            scope: self.scope,
            shared: self.shared_cases,
            without_faulty: self.without_faulty,
            left_out: self.left_out.clone(),
            taken_in: self.taken_in.clone(),
        }
    }

    /// The same, as far as it is kept.
    pub(super) fn kept(&self) -> FolderChoices {
        let some = |files: &BTreeSet<String>| files.iter().take(MOST).cloned().collect();
        FolderChoices { left_out: some(&self.left_out), taken_in: some(&self.taken_in), ..self.clone() }
    }
}
