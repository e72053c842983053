//! Tracked changes and comments in the order in which the report is read, whoever lists them or goes from one to the next.
//! Must not know where the user is.

use crate::form::Form;
use crate::report::{Comment, Place, Report, RevisionEntry};

/// Where a place is in the order in which a report is read: the part, what it is of the part, the paragraph or the number
/// of the cell, and the character.
pub type ReadingOrder = (usize, usize, usize, usize);

/// Where a place is in the order in which the report is read.
pub fn reading_order(form: &Form, place: Place) -> ReadingOrder {
    let part = |id| form.sections.iter().position(|section| section.id == id).map_or(0, |at| at + 1);
    let spot = place.spot().map_or((0, 0), |(_, spot)| (spot.paragraph, spot.start));
    match place {
        Place::Title | Place::Page => (0, 0, 0, 0),
        Place::Unit => (0, 1, 0, 0),
        Place::Year => (0, 2, 0, 0),
        Place::Preface(_) => (0, 3, spot.0, spot.1),
        Place::Signature => (0, 4, 0, 0),
        Place::Heading(id) => (part(id), 0, 0, 0),
        Place::Table(name) => {
            let section = form.sections.iter().find(|section| section.table == Some(name));
            (section.map_or(0, |section| part(section.id)), 1, 0, 0)
        }
        Place::Cell(key) | Place::Note(key) => {
            let number = form.field(key).map_or(usize::MAX, |field| field.number);
            (form.section_of(key).map_or(0, part), 1, number, 1)
        }
        Place::Prose(id, _) => (part(id), 2, spot.0, spot.1),
    }
}

/// The tracked changes that are open.
pub fn revisions_in_order(form: &Form, report: &Report) -> Vec<RevisionEntry> {
    let mut entries = report.revision_entries();
    entries.sort_by_key(|entry| reading_order(form, entry.place));
    entries
}

/// The comments that are open.
pub fn open_comments_in_order<'a>(form: &Form, report: &'a Report) -> Vec<&'a Comment> {
    let mut comments: Vec<&Comment> = report.open_comments().collect();
    comments.sort_by_key(|comment| reading_order(form, comment.place));
    comments
}

/// The number of the next of these places, or of the one before; after the last one the first. `at` is the one that the
/// user came to last, `here` where the user is, where that is none of them.
pub fn beside(places: &[ReadingOrder], at: Option<usize>, here: ReadingOrder, forward: bool) -> Option<usize> {
    let last = places.len().checked_sub(1)?;
    let next = match (at, forward) {
        (Some(at), true) => Some(at + 1).filter(|next| *next <= last),
        (Some(at), false) => at.checked_sub(1),
        (None, true) => places.iter().position(|place| *place >= here),
        (None, false) => places.iter().rposition(|place| *place < here),
    };
    Some(next.unwrap_or(if forward { 0 } else { last }))
}
