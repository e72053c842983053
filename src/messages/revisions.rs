//! Tracked changes in words.

use super::{Language, Shown, comment_time, cut, place};
use crate::form::Form;
use crate::report::{MergeConflict, RevisionEntry};

/// The most characters of what was put in or taken out.
const WORDS: usize = 120;
/// The same for what the pointer reads.
const HINT: usize = 600;
/// So many changes are read at one place.
const HINTS: usize = 4;

/// A tracked change in two lines: which, where, who, when; what was taken out and what was put in.
pub fn revision_lines(language: Language, form: &Form, entry: &RevisionEntry) -> String {
    let head = format!("{}. {}", entry.id.0, place(language, form, entry.place));
    format!("{head}\n   {}\n   {}\n", revision_author(language, entry), revision_words(language, entry))
}

/// A tracked change in one line: which of how many, who, when, what.
pub fn revision_line(language: Language, (number, count): (usize, usize), entry: &RevisionEntry) -> String {
    let (by, words) = (revision_author(language, entry), revision_words(language, entry));
    let values: [(&str, &dyn std::fmt::Display); 5] =
        [("id", &entry.id.0), ("number", &number), ("count", &count), ("by", &by), ("words", &words)];
    language.say("revisions.line", &values)
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

/// What the pointer reads at tracked changes: whose each is, and all that it took out and put in, however long, as far as
/// a tooltip has room.
pub fn revision_hint(language: Language, entries: &[RevisionEntry]) -> String {
    let line = |entry: &RevisionEntry| {
        let (by, words) = (revision_author(language, entry), words_within(language, entry, HINT));
        language.say("revisions.hint", &[("by", &by), ("words", &words)])
    };
    entries.iter().take(HINTS).map(line).collect::<Vec<_>>().join("\n")
}

/// What was taken out and what was put in; long words are cut.
pub fn revision_words(language: Language, entry: &RevisionEntry) -> String {
    words_within(language, entry, WORDS)
}

fn words_within(language: Language, entry: &RevisionEntry, most: usize) -> String {
    let short = |words: &str| cut(&words.replace('\n', "¶"), most);
    let (removed, added) = (short(&entry.removed), short(&entry.added));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("removed", &removed), ("added", &added)];
    match (removed.is_empty(), added.is_empty()) {
        (true, true) => language.word("revisions.formatted"),
        (true, false) => language.say("revisions.added", &values),
        (false, true) => language.say("revisions.removed", &values),
        (false, false) => language.say("revisions.replaced", &values),
    }
}
