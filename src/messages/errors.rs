//! Errors as sentences: what happened, to which file, and what to do about it.

use std::fmt::Display;
use std::path::Path;

use super::draft_errors::draft_error;
use super::{Language, cut};
use crate::form::FormError;
use crate::session::FormerOutput;
use crate::session::settings_file::SettingsProblem;
use crate::storage::{StoreCause, StoreError};

/// The most characters of the name of whoever has a draft open; anybody may have written it.
const WHO: usize = 40;

/// What became of the file at `path` that an output took the place of; `None` where nobody need know.
pub fn former_output(language: Language, path: &Path, former: &FormerOutput) -> Option<String> {
    let shown = path.display();
    if let Some(kept) = &former.kept {
        return Some(language.say("draft.former_kept", &[("path", &shown), ("kept", &kept.display())]));
    }
    let why = match former.not_kept.as_ref()? {
        Some(error) => store_error(language, error),
        None => language.word("draft.no_versions_folder"),
    };
    Some(language.say("draft.no_version", &[("why", &why)]))
}

/// The sentence of a file that could not be read or written.
pub fn store_error(language: Language, error: &StoreError) -> String {
    let path = error.path.display();
    let say = |key: &str| language.say(key, &[("path", &path)]);
    match &error.cause {
        StoreCause::Missing => say("error.store.missing"),
        StoreCause::NoFolder => say("error.store.no_folder"),
        StoreCause::IsFolder => say("error.store.is_folder"),
        StoreCause::NotAFolder => say("error.store.not_a_folder"),
        StoreCause::NoFile => say("error.store.no_file"),
        StoreCause::BrokenLink => say("error.store.broken_link"),
        StoreCause::Denied => say("error.store.denied"),
        StoreCause::ReadOnly => say("error.store.read_only"),
        StoreCause::FolderDenied => say("error.store.folder_denied"),
        StoreCause::OnlineOnly => say("error.store.online_only"),
        StoreCause::Full => say("error.store.full"),
        StoreCause::InUse => say("error.store.in_use"),
        StoreCause::Exists => say("error.store.exists"),
        StoreCause::HoldsDraft => say("error.store.holds_draft"),
        StoreCause::ProgramFile => say("error.store.program_file"),
        StoreCause::NotOurs => say("error.store.not_ours"),
        StoreCause::OtherContent => say("error.store.other_content"),
        StoreCause::SavedElsewhere => say("error.store.saved_elsewhere"),
        StoreCause::Unkept => say("error.store.unkept"),
        StoreCause::TooLong => say("error.store.too_long"),
        StoreCause::IsSource => say("error.store.is_source"),
        StoreCause::NotKept => say("error.store.not_kept"),
        StoreCause::TooLarge { limit } => {
            language.say("error.draft.too_large", &[("path", &path), ("limit", &(limit / 1024 / 1024))])
        }
        StoreCause::OpenElsewhere { by } if by.is_empty() => say("error.store.open_elsewhere"),
        StoreCause::OpenElsewhere { by } => {
            language.say("error.store.open_by", &[("path", &path), ("by", &cut(by, WHO))])
        }
        StoreCause::Changed => say("error.store.changed"),
        StoreCause::Device => say("error.store.device"),
        StoreCause::Unreachable => say("error.store.unreachable"),
        StoreCause::BadName => say("error.store.bad_name"),
        StoreCause::Exhausted => say("error.store.exhausted"),
        StoreCause::System(words) => {
            let words = system_error(language, words);
            language.say("error.store.system", &[("path", &path), ("words", &words)])
        }
        StoreCause::Draft(draft) => draft_error(language, &error.path, draft),
    }
}

/// What a system says of an error, in the user's language as far as can be: Windows and macOS say it in that of the system;
/// where that is English, a Chinese sentence has the number alone, by which it can be looked up.
pub fn system_error(language: Language, error: &dyn Display) -> String {
    let words = error.to_string();
    let Some((said, number)) = words.trim_end_matches(')').rsplit_once("(os error ") else { return words };
    let said = said.trim_end_matches([' ', '.', '。']);
    let key = match language {
        Language::Chinese if said.is_ascii() => "error.system_number",
        _ => "error.system_words",
    };
    language.say(key, &[("words", &said), ("number", &number)])
}

/// The sentence of a file of settings that could not be read.
pub fn settings_problem(language: Language, problem: &SettingsProblem) -> String {
    match problem {
        SettingsProblem::KeptAside { path, aside } => {
            language.say("settings.kept_aside", &[("path", &path.display()), ("aside", &aside.display())])
        }
        SettingsProblem::NotUnderstood(path) => language.say("settings.not_understood", &[("path", &path.display())]),
        SettingsProblem::PolicyNotUnderstood(path) => {
            language.say("settings.policy_not_understood", &[("path", &path.display())])
        }
        SettingsProblem::Unreadable(error) => {
            language.say("settings.unreadable", &[("why", &store_error(language, error))])
        }
    }
}

/// The sentence of a form's data file that cannot be used.
pub fn form_error(language: Language, error: &FormError) -> String {
    let FormError { file, line, problem } = error;
    language.say("error.form", &[("path", file), ("line", line), ("problem", problem)])
}
