//! Two versions of a report in words: where they differ, and when each was written.

use std::fmt::Display;

use super::{Language, full, section};
use crate::form::Form;
use crate::report::Place;
use crate::session::DraftOpenError;
use crate::session::former_versions::FormerVersion;
use crate::storage::FileTime;

/// So many of the places that differ are named in the list of versions.
const NAMED: usize = 3;

/// A place by the name that the window and the form use.
pub fn place(language: Language, form: &Form, place: Place) -> String {
    match place {
        Place::Title => language.word("basics.title"),
        Place::Unit => language.word("basics.unit"),
        Place::Year => language.word("basics.year"),
        Place::Signature => language.word("basics.signature"),
        Place::Preface(spot) => paragraph(language, &language.word("basics.preface"), spot.paragraph),
        Place::Heading(id) => section(form, id),
        Place::Prose(id, spot) => paragraph(language, &section(form, id), spot.paragraph),
        Place::Cell(key) => full(form, key),
        Place::Note(key) => language.say("draft.note", &[("cell", &full(form, key))]),
        Place::Table(_) | Place::Page => String::new(),
    }
}

/// A date and time in Beijing time.
pub fn moment(language: Language, stamp: FileTime) -> String {
    let Some((day, time)) = stamp.in_beijing() else { return String::new() };
    match language {
        Language::Chinese => format!("{} {time}", day.official()),
        Language::English => format!("{day} {time}"),
    }
}

/// When a former version was taken, to the second: several may be of one minute.
pub fn version_time(language: Language, version: &FormerVersion) -> String {
    format!("{}:{:02}", moment(language, version.taken), version.taken.0 % 60)
}

/// What tells a former version from the others: its size, what it holds, what was changed after it.
pub fn version_contents(language: Language, version: &FormerVersion) -> String {
    let size = language.say("versions.size", &[("size", &version.bytes.div_ceil(1024))]);
    let contents = match &version.contents {
        Ok(contents) => contents,
        Err(error) => return format!("{size}  {}", super::store_error(language, error)),
    };
    let counts: [(&str, &dyn Display); 2] = [("characters", &contents.characters), ("cells", &contents.cells)];
    let holds = language.say("versions.holds", &counts);
    let changed = match contents.differences.as_deref() {
        None => String::new(),
        Some([]) => language.word("versions.same"),
        Some(all) => {
            let named = all.iter().take(NAMED).map(|one| place(language, contents.form, one.place));
            let places = named.collect::<Vec<_>>().join(&language.word("label.comma"));
            language.say("versions.changed", &[("places", &places), ("count", &all.len())])
        }
    };
    [size, holds, changed].join("  ").trim_end().to_owned()
}

/// The sentence of a draft that could not be opened.
pub fn open_error(language: Language, error: &DraftOpenError) -> String {
    match error {
        DraftOpenError::Store(error) => super::store_error(language, error),
        DraftOpenError::Form(error) => super::form_error(language, error),
    }
}

fn paragraph(language: Language, text: &str, index: usize) -> String {
    language.say("draft.paragraph", &[("text", &text), ("number", &(index + 1))])
}
