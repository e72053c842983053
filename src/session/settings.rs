//! What a user has chosen for the window. `settings_file` reads and writes it. Must not know a disk.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{FolderChoices, FontChoice, PrintOptions};
use crate::form::UnitKind;
use crate::layout::FontError;
use crate::storage;

/// So many recent drafts are kept.
const RECENT: usize = 12;
/// Of so many folders is remembered what was chosen for their sums.
pub(super) const FOLDERS: usize = 8;
/// The most characters of a text that is remembered of a recent draft.
const TEXT: usize = 200;

/// The most characters of a word of the unit.
const WORD: usize = 20;
/// The most words and phrases that are kept.
const MOST_WORDS: usize = 500;
/// See [`MOST_WORDS`].
const MOST_PHRASES: usize = 100;

/// A user's settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The language's tag; `None` for the computer's.
    pub language: Option<String>,
    /// Dark instead of light.
    pub dark: bool,
    /// Light or dark as the system is, unless `dark` is chosen.
    pub follow_system: bool,
    /// Colours of the highest contrast, whatever the desktop wants.
    pub contrast: bool,
    /// Colours of the highest contrast where the desktop wants them, unless `contrast` is chosen.
    pub follow_contrast: bool,
    /// The size of the interface in per cent, within [`Settings::SCALE`].
    pub scale: u16,
    /// Whether drafts are saved by themselves.
    pub autosave: bool,
    /// Whether headings renumber themselves when levels change.
    pub numbering: bool,
    /// Where new drafts go; `None` for the user's documents.
    #[serde(serialize_with = "storage::write_optional_path")]
    pub folder: Option<PathBuf>,
    /// The folder of the file that was chosen last.
    #[serde(serialize_with = "storage::write_optional_path")]
    pub last_folder: Option<PathBuf>,
    /// Where the window was when it was closed last.
    pub window: Option<WindowPlace>,
    /// Whether the preview stands beside the editor.
    pub preview: bool,
    /// How wide it is in points where the user has drawn its edge elsewhere.
    pub preview_width: Option<u16>,
    /// Whether reports that are not ready bear 送审稿 on paper.
    pub review_mark: bool,
    /// Whether a sheet for approval, 审签单, stands before the report.
    pub approval_sheet: bool,
    /// Whether comments and tracked changes that are open are errors.
    pub settle_first: bool,
    /// The rule packs that every report is checked by, by their names.
    pub rule_packs: Vec<String>,
    /// Words of the unit that the checks and the dictionary of words know: names of people and places.
    pub words: Vec<String>,
    /// Phrases that can be inserted into texts.
    pub phrases: Vec<String>,
    /// Whose fonts paper is set in.
    pub fonts: FontChoice,
    /// How the window is drawn: `auto`, `glow` or `soft`.
    pub renderer: String,
    /// OpenGL failed on this computer, or is drawn in software: it is not tried again by itself.
    pub glow_fails: bool,
    /// Drafts opened last, the newest first.
    pub recent: Vec<RecentFile>,
    /// What was chosen for the sums of folders, the last one first.
    pub folders: Vec<FolderChoices>,
}

/// Which of the two themes the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    /// The system's.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where a window stands, in points from the upper left corner of the first screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// From the left.
    pub left: i32,
    /// From the top.
    pub top: i32,
    /// The width of what is in it.
    pub width: u16,
    /// Its height.
    pub height: u16,
    /// Whether it fills the screen; the rest is where it goes when it no longer does.
    pub maximised: bool,
}

/// A draft that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecentFile {
    /// Its file. An entry of an earlier program may be relative to a folder that nobody knows any more.
    #[serde(serialize_with = "path")]
    pub path: PathBuf,
    /// The unit.
    pub unit: String,
    /// The year of the report.
    pub year: u16,
    /// The kind of unit, for the deadline.
    pub kind: UnitKind,
    /// The day on which it was last open here, as 2025-01-10.
    pub day: String,
    /// When it was last saved here, as 2025-01-10 14:03; empty where it never was.
    pub changed: String,
    /// How many errors it had then in what was written; `None` where it was not saved here.
    pub errors: Option<usize>,
    /// How much was still to be filled in then.
    pub to_do: usize,
    /// Last year's report that it was compared with.
    #[serde(serialize_with = "storage::write_optional_path")]
    pub last_year: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: None,
            dark: false,
            follow_system: true,
            contrast: false,
            follow_contrast: true,
            scale: 100,
            autosave: false,
            numbering: false,
            folder: None,
            last_folder: None,
            window: None,
            preview: true,
            preview_width: None,
            review_mark: false,
            approval_sheet: false,
            settle_first: false,
            rule_packs: Vec::new(),
            words: Vec::new(),
            phrases: Vec::new(),
            fonts: FontChoice::Bundle,
            renderer: "auto".into(),
            glow_fails: false,
            recent: Vec::new(),
            folders: Vec::new(),
        }
    }
}

impl Settings {
    /// Light, dark, or as the system is.
    pub const fn theme(&self) -> ThemeChoice {
        match (self.dark, self.follow_system) {
            (true, _) => ThemeChoice::Dark,
            (false, true) => ThemeChoice::System,
            (false, false) => ThemeChoice::Light,
        }
    }

    /// How many papers there are to choose from.
    pub const PAPERS: u64 = 8;

    /// The sizes of the interface at which everything can be read and reached, in per cent.
    pub const SCALE: RangeInclusive<u16> = 75..=300;

    /// The settings that a file's fields say. Each field stands alone: one that is missing or has a value
    /// that this program does not know is as at first, and one beyond its limits is brought within them.
    pub fn of_fields(fields: &Map<String, Value>) -> Settings {
        let first = Settings::default();
        let recent = list(fields, "recent");
        let mut settings = Settings {
            language: value(fields, "language"),
            dark: value(fields, "dark").unwrap_or(first.dark),
            follow_system: value(fields, "follow_system").unwrap_or(first.follow_system),
            contrast: value(fields, "contrast").unwrap_or(first.contrast),
            follow_contrast: value(fields, "follow_contrast").unwrap_or(first.follow_contrast),
            scale: value(fields, "scale").map_or(first.scale, scale_within),
            autosave: value(fields, "autosave").unwrap_or(first.autosave),
            numbering: value(fields, "numbering").unwrap_or(first.numbering),
            // Relative, it names another folder wherever the program is started.
            folder: path_value(fields, "folder").filter(|folder| folder.has_root()),
            last_folder: path_value(fields, "last_folder").filter(|folder| folder.has_root()),
            window: value(fields, "window"),
            preview: value(fields, "preview").unwrap_or(first.preview),
            preview_width: value(fields, "preview_width"),
            review_mark: value(fields, "review_mark").unwrap_or(first.review_mark),
            approval_sheet: value(fields, "approval_sheet").unwrap_or(first.approval_sheet),
            settle_first: value(fields, "settle_first").unwrap_or(first.settle_first),
            rule_packs: texts(fields, "rule_packs"),
            words: Vec::new(),
            phrases: Vec::new(),
            fonts: value(fields, "fonts").unwrap_or(first.fonts),
            renderer: value(fields, "renderer").unwrap_or(first.renderer),
            glow_fails: value(fields, "glow_fails").unwrap_or(first.glow_fails),
            recent: Vec::new(),
            folders: Vec::new(),
        };
        for entry in list(fields, "folders") {
            let choices: Option<FolderChoices> = serde_json::from_value(entry.clone()).ok();
            settings.folders.extend(choices.filter(|one| one.folder.has_root()));
        }
        settings.folders.truncate(FOLDERS);
        for word in texts(fields, "words") {
            settings.learn(&word);
        }
        for phrase in texts(fields, "phrases") {
            settings.keep_phrase(&phrase);
        }
        for entry in recent.iter().filter_map(Value::as_object).filter_map(RecentFile::of_fields) {
            if settings.recent(&entry.path).is_none() && settings.recent.len() < RECENT {
                settings.recent.push(entry);
            }
        }
        settings
    }

    /// What is remembered of the draft at `path`.
    pub fn recent(&self, path: &Path) -> Option<&RecentFile> {
        self.recent.iter().find(|one| one.path == path)
    }

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

    /// Adds a word of the unit: a few letters or Chinese characters in one piece. False where it is none, is known
    /// already, or there are too many.
    pub fn learn(&mut self, word: &str) -> bool {
        let word = word.trim();
        let fits = (2..=WORD).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric);
        let learned = fits && self.words.len() < MOST_WORDS && self.words.iter().all(|one| one != word);
        if learned {
            self.words.push(word.to_owned());
        }
        learned
    }

    /// Adds a phrase of one paragraph. False where it is none, is kept already, or there are too many.
    pub fn keep_phrase(&mut self, phrase: &str) -> bool {
        let phrase = phrase.trim();
        let fits = (2..=TEXT).contains(&phrase.chars().count()) && !phrase.chars().any(char::is_control);
        let kept = fits && self.phrases.len() < MOST_PHRASES && self.phrases.iter().all(|one| one != phrase);
        if kept {
            self.phrases.push(phrase.to_owned());
        }
        kept
    }

    /// Puts a draft first among the recent ones.
    pub fn remember(&mut self, recent: RecentFile) {
        self.recent.retain(|one| one.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
    }

    /// Puts what is chosen for a folder first.
    pub fn remember_folder(&mut self, choices: &FolderChoices) {
        self.folders.retain(|one| one.folder != choices.folder);
        self.folders.insert(0, choices.kept());
        self.folders.truncate(FOLDERS);
    }
}

impl RecentFile {
    /// The entry that a file's fields say; `None` where they name no draft.
    fn of_fields(fields: &Map<String, Value>) -> Option<RecentFile> {
        let text = |name: &str| -> String {
            value(fields, name).map(|text: String| text.chars().take(TEXT).collect()).unwrap_or_default()
        };
        let path = path_value(fields, "path")?;
        Some(RecentFile {
            path: Some(path).filter(|path| !path.as_os_str().is_empty())?,
            unit: text("unit"),
            year: value(fields, "year").unwrap_or_default(),
            kind: value(fields, "kind").unwrap_or(UnitKind::Department),
            day: text("day"),
            changed: text("changed"),
            errors: value(fields, "errors"),
            to_do: value(fields, "to_do").unwrap_or_default(),
            last_year: path_value(fields, "last_year").filter(|path| path.has_root()),
        })
    }
}

/// The value of a field, where it has one that this program knows.
fn value<T: DeserializeOwned>(fields: &Map<String, Value>, name: &str) -> Option<T> {
    serde_json::from_value(fields.get(name)?.clone()).ok()
}

/// The path of a field, where it has one.
fn path_value(fields: &Map<String, Value>, name: &str) -> Option<PathBuf> {
    value(fields, name).map(|text: String| storage::path_of_text(&text))
}

/// The entries of a list.
fn list<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    fields.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The texts of a list, without what is none.
fn texts(fields: &Map<String, Value>, name: &str) -> Vec<String> {
    list(fields, name)
        .iter()
        .filter_map(Value::as_str)
        .filter(|text| text.chars().count() <= TEXT)
        .map(str::to_owned)
        .collect()
}

/// The nearest size of the interface that is within [`Settings::SCALE`].
fn scale_within(scale: f64) -> u16 {
    let (least, most) = (*Settings::SCALE.start(), *Settings::SCALE.end());
    let fits = Settings::SCALE.rev().find(|one| f64::from(*one) <= scale);
    fits.unwrap_or(least).min(most)
}

/// Writes a path as the text that keeps it.
pub(super) fn path<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&storage::path_text(path))
}

/// Reads a path from the text that keeps it.
pub(super) fn read_path<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Ok(storage::path_of_text(&String::deserialize(from)?))
}
