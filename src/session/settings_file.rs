//! The file that has a user's settings. It may be of a newer program, of two windows at once, edited by hand
//! or damaged: what this program does not know survives every write, and what is no settings at all is kept
//! aside before it is replaced. Shows nothing.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Settings;
use super::settings::{FOLDERS, RecentFile};
use super::settings_policy::SettingsPolicy;
use crate::storage::{self, Disk, StoreCause, StoreError};

/// The most bytes that the file may have.
const LIMIT: u64 = 1024 * 1024;

/// The most entries of recent drafts that are written, with those that other programs understand.
const MOST_RECENT: usize = 100;

/// What became of a file that could not be read. The settings are as at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsProblem {
    /// It held no settings and was kept under another name.
    KeptAside {
        /// The file of the settings.
        path: PathBuf,
        /// Its name now.
        aside: PathBuf,
    },
    /// It holds no settings, and is where it was: whoever reads it only for one command changes nothing.
    NotUnderstood(PathBuf),
    /// What is laid down for this computer cannot be understood, and nothing of it holds.
    PolicyNotUnderstood(PathBuf),
    /// It cannot be read, and is where it was.
    Unreadable(StoreError),
}

/// The file of the settings of one window.
#[derive(Clone, Debug, Default)]
pub struct SettingsFile {
    /// What the file said to this program when it was last read or written. Only what differs from it is
    /// written: all else may be of another window, or of a program that knows more.
    known: Settings,
    /// What is laid down for this computer.
    policy: SettingsPolicy,
}

/// What was read of a file.
enum FileFields {
    /// Fields; none where there is no file, or an empty one.
    Read(Map<String, Value>),
    /// It is no object of fields.
    Garbage,
}

impl SettingsFile {
    /// Reads the settings at `path`, where there is such a file, under what is laid down. A file that holds none is kept aside at once, so that this
    /// is told once.
    pub fn load(
        disk: &dyn Disk,
        path: Option<&Path>,
        policy: SettingsPolicy,
    ) -> (SettingsFile, Settings, Option<SettingsProblem>) {
        let fields_at = |path: &Path| match read(disk, path) {
            Ok(FileFields::Read(fields)) => (fields, None),
            Ok(FileFields::Garbage) => match storage::set_aside(disk, path) {
                Ok(aside) => (Map::new(), Some(SettingsProblem::KeptAside { path: path.to_owned(), aside })),
                Err(error) => (Map::new(), Some(SettingsProblem::Unreadable(error))),
            },
            Err(error) => (Map::new(), Some(SettingsProblem::Unreadable(error))),
        };
        let (fields, problem) = path.map(fields_at).unwrap_or_default();
        let known = Settings::of_fields(&policy.applied_to(&fields));
        (SettingsFile { known: known.clone(), policy }, known, problem)
    }

    /// Reads the settings at `path`, under what is laid down, without keeping a broken file aside.
    pub fn peek(disk: &dyn Disk, path: Option<&Path>, policy: &SettingsPolicy) -> (Settings, Option<SettingsProblem>) {
        let fields_at = |path: &Path| match read(disk, path) {
            Ok(FileFields::Read(fields)) => (fields, None),
            Ok(FileFields::Garbage) => (Map::new(), Some(SettingsProblem::NotUnderstood(path.to_owned()))),
            Err(error) => (Map::new(), Some(SettingsProblem::Unreadable(error))),
        };
        let (fields, problem) = path.map(fields_at).unwrap_or_default();
        (Settings::of_fields(&policy.applied_to(&fields)), problem)
    }

    /// Reads what is laid down for this computer at `path`; nothing where there is no such file.
    pub fn policy_at(disk: &dyn Disk, path: &Path) -> (SettingsPolicy, Option<SettingsProblem>) {
        match read(disk, path) {
            Ok(FileFields::Read(fields)) => (SettingsPolicy::of_fields(&fields), None),
            Ok(FileFields::Garbage) => {
                (SettingsPolicy::default(), Some(SettingsProblem::PolicyNotUnderstood(path.to_owned())))
            }
            Err(error) => (SettingsPolicy::default(), Some(SettingsProblem::Unreadable(error))),
        }
    }

    /// What is laid down for this computer.
    pub const fn policy(&self) -> &SettingsPolicy {
        &self.policy
    }

    /// Writes what differs in `settings` from what was read or written last, and nothing that is locked. Gives the name under which a
    /// file was kept that could not be read.
    ///
    /// # Errors
    /// The file cannot be written, or what is there can neither be read nor kept aside; it stays.
    pub fn save(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        settings: &Settings,
    ) -> Result<Option<SettingsProblem>, StoreError> {
        let (fields, aside) = match read(disk, path) {
            Ok(FileFields::Read(fields)) => (fields, None),
            Err(error) if matches!(error.cause, StoreCause::IsFolder | StoreCause::NoFile) => return Err(error),
            Ok(FileFields::Garbage) | Err(_) => (Map::new(), Some(storage::set_aside(disk, path)?)),
        };
        let fields = merged(fields, &self.known, settings, &self.policy);
        let bytes = serde_json::to_vec_pretty(&fields).unwrap_or_default();
        storage::write_private_file(disk, path, &bytes)?;
        self.known = settings.clone();
        Ok(aside.map(|aside| SettingsProblem::KeptAside { path: path.to_owned(), aside }))
    }
}

fn read(disk: &dyn Disk, path: &Path) -> Result<FileFields, StoreError> {
    let bytes = match storage::read(disk, path, LIMIT) {
        Ok(bytes) => bytes,
        Err(StoreError { cause: StoreCause::Missing, .. }) => return Ok(FileFields::Read(Map::new())),
        Err(StoreError { cause: StoreCause::TooLarge { .. }, .. }) => return Ok(FileFields::Garbage),
        Err(error) => return Err(error),
    };
    // Some editors begin a file with a byte order mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if bytes.trim_ascii().is_empty() {
        return Ok(FileFields::Read(Map::new()));
    }
    Ok(serde_json::from_slice(bytes).map_or(FileFields::Garbage, FileFields::Read))
}

/// The fields of the file with those of `settings` that are others than `known`.
fn merged(
    mut file: Map<String, Value>,
    known: &Settings,
    settings: &Settings,
    policy: &SettingsPolicy,
) -> Map<String, Value> {
    let (known_fields, own_fields) = (fields(known), fields(settings));
    for (name, own) in own_fields {
        let unchanged = known_fields.get(&name) == Some(&own);
        // What is laid down until the user chooses is not the user's choice.
        if policy.locks_field(&name) || unchanged && (file.contains_key(&name) || policy.has_default(&name)) {
            continue;
        }
        let own = match (name.as_str(), file.get(&name)) {
            ("recent", Some(Value::Array(entries))) => merged_recent(entries, &known.recent, &settings.recent),
            ("folders", Some(Value::Array(entries))) => merged_folders(entries, known, settings),
            _ => own,
        };
        file.insert(name, own);
    }
    file
}

/// The entries of recent drafts: ours first, with the fields that this program does not know; then those
/// that it does not understand, and those that another window has added.
fn merged_recent(file: &[Value], known: &[RecentFile], own: &[RecentFile]) -> Value {
    let path_of = |entry: &Value| entry.get("path").and_then(Value::as_str).map(str::to_owned);
    let is_at = |one: &RecentFile, path: &str| storage::path_text(&one.path) == path;
    let among = |entries: &[RecentFile], path: &str| entries.iter().any(|one| is_at(one, path));
    let ours = own.iter().map(|entry| {
        let former =
            file.iter().find(|one| path_of(one).is_some_and(|path| is_at(entry, &path))).and_then(Value::as_object);
        let mut merged = former.cloned().unwrap_or_default();
        let before = known.iter().find(|one| one.path == entry.path).map(fields).unwrap_or_default();
        for (name, value) in fields(entry) {
            if !merged.contains_key(&name) || before.get(&name) != Some(&value) {
                merged.insert(name, value);
            }
        }
        Value::Object(merged)
    });
    let others =
        file.iter().filter(|entry| path_of(entry).is_none_or(|path| !among(own, &path) && !among(known, &path)));
    ours.chain(others.cloned()).take(MOST_RECENT).collect()
}

/// What was chosen for folders: ours first, then what another window has chosen for others.
fn merged_folders(file: &[Value], known: &Settings, own: &Settings) -> Value {
    let path_of = |entry: &Value| entry.get("folder").and_then(Value::as_str).map(str::to_owned);
    let among =
        |settings: &Settings, path: &str| settings.folders.iter().any(|one| storage::path_text(&one.folder) == path);
    let ours = own.folders.iter().map(|one| Value::Object(fields(one)));
    let others =
        file.iter().filter(|entry| path_of(entry).is_some_and(|path| !among(own, &path) && !among(known, &path)));
    ours.chain(others.cloned()).take(FOLDERS).collect()
}

/// The fields of a value that is written as an object.
fn fields(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        // Every field has a value that JSON can hold.
        _ => Map::new(),
    }
}
