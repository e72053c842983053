//! Drafts that cannot be read, as sentences: where in the file, what is wrong there, and where former
//! versions are. The parser's English words are told in the user's language.

use std::fmt::Display;

use super::{Language, excerpt};
use crate::session::versions_folder;
use crate::storage::{DraftError, LIMIT};

/// What the parser says, and the key of the sentence that says the same; `%{what}` is what it quotes.
const PROBLEMS: [(&str, &str); 16] = [
    ("missing field", "missing"),
    ("duplicate field", "twice"),
    ("unknown variant", "unknown"),
    ("unknown field", "unknown"),
    ("invalid type: ", "kind"),
    ("invalid value: ", "kind"),
    ("invalid length ", "kind"),
    ("is not a number", "number"),
    ("is not a day like", "day"),
    ("is not a rule code", "name"),
    ("is not a name", "name"),
    ("is not a cell", "name"),
    ("is not a link", "name"),
    ("trailing characters", "trailing"),
    ("`version` is not like", "version"),
    ("number out of range", "range"),
];

/// The sentence of a draft that cannot be read.
pub(super) fn draft_error(language: Language, path: &dyn Display, error: &DraftError) -> String {
    let at = |key: &str, line: &usize, column: &usize, problem: &str| {
        let versions = versions(language);
        let values: [(&str, &dyn Display); 5] =
            [("path", path), ("line", line), ("column", column), ("problem", &problem), ("versions", &versions)];
        language.say(key, &values)
    };
    match error {
        DraftError::TooLarge => {
            language.say("error.draft.too_large", &[("path", path), ("limit", &(LIMIT / 1024 / 1024))])
        }
        DraftError::NotUtf8 { line, column } => at("error.draft.not_utf8", line, column, ""),
        DraftError::Foreign => language.say("error.draft.foreign", &[("path", path)]),
        DraftError::Truncated { line, column } => at("error.draft.truncated", line, column, ""),
        DraftError::Malformed { line, column, problem } => {
            at("error.draft.malformed", line, column, &self::problem(language, problem))
        }
        DraftError::Newer { version } => language.say("error.draft.newer", &[("path", path), ("version", version)]),
    }
}

/// Where the former versions are; nothing where the program keeps none.
fn versions(language: Language) -> String {
    let folder = versions_folder().map(|folder| folder.display().to_string());
    folder.map_or_else(String::new, |folder| language.say("error.draft.versions", &[("folder", &folder)]))
}

/// What is wrong, without the parser's own words.
fn problem(language: Language, words: &str) -> String {
    let found = PROBLEMS.iter().find(|(said, _)| words.contains(said));
    let Some((said, kind)) = found else { return language.word("error.draft.problem.other") };
    // What stands in backquotes, else what stands between the words and what was expected.
    let quoted = words.split('`').nth(1).filter(|_| !said.ends_with([':', ' ']));
    let rest = words.split_once(said).map_or("", |(_, rest)| rest);
    let what = quoted.unwrap_or_else(|| rest.split(", expected").next().unwrap_or(rest));
    let name = if quoted.is_some() { format!("`{}`", excerpt(what)) } else { value(language, what) };
    language.say(&format!("error.draft.problem.{kind}"), &[("what", &name)])
}

/// A value as the parser names it, `string "甲"` or `map`, by what it holds or by its kind.
fn value(language: Language, words: &str) -> String {
    if let Some((_, quoted)) = words.split_once(['"', '`']) {
        return format!("`{}`", excerpt(quoted.trim_end_matches(['"', '`'])));
    }
    let kinds = ["map", "sequence", "null", "boolean", "integer", "floating point", "string"];
    let kind = kinds.into_iter().find(|kind| words.trim_start().starts_with(kind)).unwrap_or("string");
    language.word(&format!("error.draft.value.{}", kind.replace(' ', "_")))
}
