//! Drafts that cannot be read, as sentences: where in the file, what is wrong there, and where former
//! versions are. The parser's English words are told in the user's language.

use std::fmt::Display;
use std::path::Path;

use super::{Language, excerpt, version_labels};
use crate::limits::Limit;
use crate::session::kept_versions;
use crate::storage::DraftError;

/// What the parser says, and the key of the sentence that says the same; `%{what}` is what it quotes.
const PROBLEMS: [(&str, &str); 16] = [
    ("missing field", "error.draft.problem.missing"),
    ("duplicate field", "error.draft.problem.twice"),
    ("unknown variant", "error.draft.problem.unknown"),
    ("unknown field", "error.draft.problem.unknown"),
    ("invalid type: ", "error.draft.problem.kind"),
    ("invalid value: ", "error.draft.problem.kind"),
    ("invalid length ", "error.draft.problem.kind"),
    ("is not a number", "error.draft.problem.number"),
    ("is not a day like", "error.draft.problem.day"),
    ("is not a rule code", "error.draft.problem.name"),
    ("is not a name", "error.draft.problem.name"),
    ("is not a cell", "error.draft.problem.name"),
    ("is not a link", "error.draft.problem.name"),
    ("trailing characters", "error.draft.problem.trailing"),
    ("`version` is not like", "error.draft.problem.version"),
    ("number out of range", "error.draft.problem.range"),
];

/// What the parser calls values that it does not quote, and the key of their kind.
const VALUES: [(&str, &str); 6] = [
    ("map", "error.draft.value.map"),
    ("sequence", "error.draft.value.sequence"),
    ("null", "error.draft.value.null"),
    ("boolean", "error.draft.value.boolean"),
    ("integer", "error.draft.value.integer"),
    ("floating point", "error.draft.value.floating_point"),
];

/// The sentence of a draft that cannot be read.
pub(super) fn draft_error(language: Language, file: &Path, error: &DraftError) -> String {
    let path = &file.display();
    let at = |key: &str, line: &usize, column: &usize, problem: &str| {
        let versions = versions(language, file);
        let values: [(&str, &dyn Display); 5] =
            [("path", path), ("line", line), ("column", column), ("problem", &problem), ("versions", &versions)];
        language.say(key, &values)
    };
    match error {
        DraftError::TooLarge => {
            language.say("error.draft.too_large", &[("path", path), ("limit", &(Limit::DRAFT_TEXT / 1024 / 1024))])
        }
        DraftError::Beyond(limit) => super::read_errors::beyond(language, path, *limit),
        DraftError::Empty => {
            language.say("error.draft.empty", &[("path", path), ("versions", &versions(language, file))])
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

/// Where the former versions of the draft are, how many there are and when the newest was saved; nothing where the
/// program has none of any draft.
fn versions(language: Language, draft: &Path) -> String {
    let Some(kept) = kept_versions(draft) else { return String::new() };
    let folder = kept.folder.display();
    match kept.of_draft.first() {
        Some(newest) => {
            let moment = version_labels::moment(language, newest.taken);
            let values: [(&str, &dyn Display); 3] =
                [("count", &kept.of_draft.len()), ("moment", &moment), ("folder", &folder)];
            language.say("error.draft.versions", &values)
        }
        // It may have been moved since.
        None => language.say("error.draft.other_versions", &[("folder", &folder)]),
    }
}

/// What is wrong, without the parser's own words.
fn problem(language: Language, words: &str) -> String {
    let found = PROBLEMS.iter().find(|(said, _)| words.contains(said));
    let Some((said, key)) = found else { return language.word("error.draft.problem.other") };
    // What stands in backquotes, else what stands between the words and what was expected.
    let quoted = words.split('`').nth(1).filter(|_| !said.ends_with([':', ' ']));
    let rest = words.split_once(said).map_or("", |(_, rest)| rest);
    let what = quoted.unwrap_or_else(|| rest.split(", expected").next().unwrap_or(rest));
    let name = if quoted.is_some() { format!("`{}`", excerpt(what)) } else { value(language, what) };
    language.say(key, &[("what", &name)])
}

/// A value as the parser names it, `string "甲"` or `map`, by what it holds or by its kind.
fn value(language: Language, words: &str) -> String {
    if let Some((_, quoted)) = words.split_once(['"', '`']) {
        return format!("`{}`", excerpt(quoted.trim_end_matches(['"', '`'])));
    }
    let kind = VALUES.iter().find(|(said, _)| words.trim_start().starts_with(said));
    language.word(kind.map_or("error.draft.value.string", |(_, key)| key))
}
