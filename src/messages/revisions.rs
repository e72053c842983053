//! Tracked changes in words.

use super::{Language, Shown, comment_time, cut, place};
use crate::form::Form;
use crate::report::{MergeConflict, RevisionEntry};

/// The most characters of what was put in or taken out.
const WORDS: usize = 120;

/// A tracked change in two lines: which, where, who, when; what was taken out and what was put in.
pub fn revision_lines(language: Language, form: &Form, entry: &RevisionEntry) -> String {
    let head = format!("{}. {}", entry.id.0, place(language, form, entry.place));
    format!("{head}\n   {}\n   {}\n", revision_author(language, entry), revision_words(language, entry))
}

/// A place that two people changed, in lines: where, what stood there, what each has.
pub fn conflict_lines(language: Language, form: &Form, conflict: &MergeConflict) -> String {
    let short = |words: &str| cut(&words.replace('\n', "¶"), WORDS);
    let (base, ours, theirs) = (short(&conflict.base), short(&conflict.ours), short(&conflict.theirs));
    let said = language.say("merge.conflict", &[("base", &base), ("ours", &ours), ("theirs", &theirs)]);
    format!("{}\n   {said}\n", place(language, form, conflict.place))
}

/// Who made it, and when.
pub fn revision_author(language: Language, entry: &RevisionEntry) -> String {
    let by = if entry.by.is_empty() { language.word("revisions.nobody") } else { Shown(&entry.by).to_string() };
    let gap = if language == Language::Chinese { "，" } else { ", " };
    entry.at.map_or_else(|| by.clone(), |at| format!("{by}{gap}{}", comment_time(language, at)))
}

/// What was taken out and what was put in; long words are cut.
pub fn revision_words(language: Language, entry: &RevisionEntry) -> String {
    let short = |words: &str| cut(&words.replace('\n', "¶"), WORDS);
    let (removed, added) = (short(&entry.removed), short(&entry.added));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("removed", &removed), ("added", &added)];
    match (removed.is_empty(), added.is_empty()) {
        (true, true) => language.word("revisions.formatted"),
        (true, false) => language.say("revisions.added", &values),
        (false, true) => language.say("revisions.removed", &values),
        (false, false) => language.say("revisions.replaced", &values),
    }
}
