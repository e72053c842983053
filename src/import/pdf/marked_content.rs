//! Marked content of a page: what replaces its glyphs, and whether it belongs to every page (ISO 32000-1 clauses 14.6 to
//! 14.9). Must not know where glyphs stand.

use hayro_syntax::object::{Dict, Name, Object};
use hayro_syntax::page::Resources;

/// The longest replacement text that is read, in bytes: it may be named again and again.
const REPLACEMENT: usize = 4096;
/// The key by which our PDF says of content that it is a note beside the report, as the writer has it.
const REVIEW_NOTE_KEY: &str = "NB_ReviewNote";

/// The replacement text of a marked-content sequence (14.9.4).
pub(super) enum MarkedContent {
    /// Nothing.
    Silent,
    /// It replaces all glyphs within, and has not been returned yet.
    Says(String),
    /// It has been returned.
    Said,
    /// A figure of our own: a chart is drawn there, whose words and lines are none of the text. So many rules and pictures
    /// were there before it.
    Drawn(usize, usize),
    /// A note of a reviewer, beside the report.
    Aside,
}

/// The replacement text of marked content, from its own properties or from the page's resources, and whether it is an
/// artifact of pagination (14.8.2.2).
///
/// `is_own`: this program made the file, which marks the notes of reviewers.
pub(super) fn span(tag: &Name, properties: &Object, resources: &Resources, is_own: bool) -> (MarkedContent, bool) {
    let dict = match properties {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
        _ => None,
    };
    if is_own && dict.as_ref().is_some_and(|dict| dict.get::<bool>(REVIEW_NOTE_KEY) == Some(true)) {
        return (MarkedContent::Aside, false);
    }
    let kind = dict.as_ref().filter(|_| tag.as_ref() == b"Artifact").and_then(|dict| dict.get::<Name<'_>>("Type"));
    let text = dict.and_then(|dict| dict.get::<hayro_syntax::object::String<'_>>("ActualText"));
    let says = text.map_or(MarkedContent::Silent, |text| {
        let bytes = text.as_bytes();
        MarkedContent::Says(text_string(bytes.get(..REPLACEMENT).unwrap_or(bytes)))
    });
    (says, kind.is_some_and(|kind| kind.as_ref() == b"Pagination"))
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 by its byte order mark, otherwise read as Latin-1.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
    text.into_owned()
}
