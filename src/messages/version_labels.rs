//! Two versions of a report in words: where they differ, and when each was written.

use super::{Language, full, section};
use crate::form::Form;
use crate::report::Place;
use crate::session::DraftOpenError;
use crate::storage::FileTime;

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
