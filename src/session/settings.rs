//! What a user has chosen for the window, kept in a file of the user's own. A file that cannot be
//! read is no reason not to start: then everything is as at first.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{FontChoice, PrintOptions};
use crate::layout::FontError;
use crate::storage::{self, Disk, StoreError};

/// The most bytes that the file may have.
const LIMIT: u64 = 1024 * 1024;
/// So many recent drafts are kept.
const RECENT: usize = 12;

/// A user's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language's tag; `None` for the computer's.
    pub language: Option<String>,
    /// Dark instead of light.
    pub dark: bool,
    /// The size of the interface in per cent.
    pub scale: u16,
    /// Whether drafts are saved by themselves.
    pub autosave: bool,
    /// Where new drafts go; `None` for the user's documents.
    pub folder: Option<PathBuf>,
    /// Whether the preview stands beside the editor.
    pub preview: bool,
    /// Whether reports that are not ready bear 送审稿 on paper.
    pub review_mark: bool,
    /// Whether a sheet for approval, 审签单, stands before the report.
    pub approval_sheet: bool,
    /// Whose fonts paper is set in.
    pub fonts: FontChoice,
    /// How the window is drawn: `auto`, `glow` or `soft`.
    pub renderer: String,
    /// OpenGL failed on this computer, or is drawn in software: it is not tried again by itself.
    pub glow_fails: bool,
    /// Drafts opened last, the newest first.
    pub recent: Vec<RecentFile>,
}

/// A draft that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFile {
    /// Its file.
    pub path: PathBuf,
    /// The unit.
    pub unit: String,
    /// The year of the report.
    pub year: u16,
    /// The kind of unit, for the deadline.
    pub kind: crate::form::UnitKind,
    /// The day on which it was last open here, as 2025-01-10.
    pub day: String,
    /// When it was last saved here, as 2025-01-10 14:03; empty where it never was.
    #[serde(default)]
    pub changed: String,
    /// How many errors it had then; `None` where it was not saved here.
    #[serde(default)]
    pub errors: Option<usize>,
    /// Last year's report that it was compared with.
    #[serde(default)]
    pub last_year: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: None,
            dark: false,
            scale: 100,
            autosave: false,
            folder: None,
            preview: true,
            review_mark: false,
            approval_sheet: false,
            fonts: FontChoice::Bundle,
            renderer: "auto".into(),
            glow_fails: false,
            recent: Vec::new(),
        }
    }
}

impl Settings {
    /// What is remembered of the draft at `path`.
    pub fn recent(&self, path: &Path) -> Option<&RecentFile> {
        self.recent.iter().find(|one| one.path == path)
    }

    /// How many papers there are to choose from.
    pub const PAPERS: u64 = 8;

    /// The number of the paper chosen, less than `PAPERS`, so that each has revisions of its own.
    pub fn paper(&self, review_mark: bool) -> u64 {
        let computer = self.fonts == FontChoice::Computer;
        u64::from(review_mark) + 2 * u64::from(self.approval_sheet) + 4 * u64::from(computer)
    }

    /// Paper as the user wants it; `review_mark` is the caller's to tell, for it depends on the
    /// report too.
    ///
    /// # Errors
    ///
    /// The bundled fonts cannot be read.
    pub fn printing(&self, review_mark: bool) -> Result<PrintOptions, FontError> {
        let fonts = self.fonts.plan()?.fonts;
        Ok(PrintOptions { review_mark, approval_sheet: self.approval_sheet, fonts, ..PrintOptions::plain()? })
    }

    /// Puts a draft first among the recent ones.
    pub fn remember(&mut self, recent: RecentFile) {
        self.recent.retain(|one| one.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
    }
}

/// The settings in the file at `path`.
pub fn load(disk: &dyn Disk, path: &Path) -> Settings {
    let bytes = storage::read(disk, path, LIMIT).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Writes the settings.
///
/// # Errors
///
/// The file cannot be written; the former settings stay.
pub fn save(disk: &dyn Disk, path: &Path, settings: &Settings) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec_pretty(settings).unwrap_or_default();
    storage::write_file(disk, path, &bytes)
}
