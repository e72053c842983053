//! What whoever looks after many computers has laid down for the settings of the users there: what holds until a user
//! chooses something else, and what no user can change. Must not know a window.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Settings;

/// A setting that can be laid down; its name is that of its field in the file of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingName {
    /// The language.
    Language,
    /// Dark instead of light.
    Dark,
    /// Light or dark as the system is.
    FollowSystem,
    /// Colours of the highest contrast.
    Contrast,
    /// Those where the desktop wants them.
    FollowContrast,
    /// The size of the interface.
    Scale,
    /// Whether drafts are saved by themselves.
    Autosave,
    /// Whether headings renumber themselves.
    Numbering,
    /// Where new drafts go.
    Folder,
    /// Whether the preview stands beside the editor.
    Preview,
    /// Whether reports that are not ready bear 送审稿.
    ReviewMark,
    /// Whether a sheet for approval stands before the report.
    ApprovalSheet,
    /// Whether comments and tracked changes are to be settled before a report is final.
    SettleFirst,
    /// The rule packs of every report.
    RulePacks,
    /// Words of the unit.
    Words,
    /// Phrases that can be inserted.
    Phrases,
    /// Whose fonts paper is set in.
    Fonts,
    /// How the window is drawn.
    Renderer,
}

/// What is laid down on a computer; nothing as a rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsPolicy {
    /// Hold where a user's file says nothing.
    defaults: Map<String, Value>,
    /// Hold whatever a user's file says.
    locked: Map<String, Value>,
}

/// The file of the policy: `settings-policy.json` beside the program on Windows, in `/etc/nianbao` elsewhere. Where
/// everybody's programs are, only administrators write.
pub fn policy_file(program: Option<&Path>) -> Option<PathBuf> {
    const NAME: &str = "settings-policy.json";
    if cfg!(windows) { Some(program?.parent()?.join(NAME)) } else { Some(Path::new("/etc/nianbao").join(NAME)) }
}

impl SettingsPolicy {
    /// The policy that a file's fields say: `defaults` and `locked`, each an object of settings. What is no setting that
    /// can be laid down is left out, and so is a value that the setting cannot have.
    pub fn of_fields(fields: &Map<String, Value>) -> SettingsPolicy {
        let part = |name: &str| -> Map<String, Value> {
            let all = fields.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
            all.into_iter().filter(|(name, value)| can_be(name, value)).collect()
        };
        SettingsPolicy { defaults: part("defaults"), locked: part("locked") }
    }

    /// The fields that hold for a user whose file says `own`.
    pub(super) fn applied_to(&self, own: &Map<String, Value>) -> Map<String, Value> {
        let mut fields = self.defaults.clone();
        fields.extend(own.clone());
        fields.extend(self.locked.clone());
        fields
    }

    /// The settings with what is locked as it is laid down.
    pub fn enforced(&self, settings: Settings) -> Settings {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&settings) else { return settings };
        if self.locked.iter().all(|(name, value)| fields.get(name) == Some(value)) {
            return settings;
        }
        fields.extend(self.locked.clone());
        Settings::of_fields(&fields)
    }

    /// Whether no user can change the setting.
    pub fn locks(&self, name: SettingName) -> bool {
        self.locked.keys().filter_map(|key| setting(key)).any(|locked| locked == name)
    }

    /// Whether anything is locked.
    pub fn locks_any(&self) -> bool {
        !self.locked.is_empty()
    }

    /// Whether the field `name` of the settings is locked, so that a user's file keeps what it says.
    pub(super) fn locks_field(&self, name: &str) -> bool {
        self.locked.contains_key(name)
    }

    /// Whether the field `name` has a value until a user chooses another.
    pub(super) fn has_default(&self, name: &str) -> bool {
        self.defaults.contains_key(name)
    }
}

/// The setting that a field names.
fn setting(name: &str) -> Option<SettingName> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

/// Whether `name` can be laid down and has `value` afterwards.
fn can_be(name: &str, value: &Value) -> bool {
    let fields = Map::from_iter([(name.to_owned(), value.clone())]);
    let settings = serde_json::to_value(Settings::of_fields(&fields)).unwrap_or_default();
    setting(name).is_some() && settings.get(name) == Some(value)
}
