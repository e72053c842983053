//! Escaping of the characters that XML and HTML reserve, and of those that XML does not allow. Used
//! for web pages, Word documents, OFD and the metadata of a PDF. Must not know element names.

use std::borrow::Cow;

use quick_xml::escape::{escape, partial_escape};

/// The entity of a reserved character, for text and for attributes in double quotes; `None` for any
/// other character.
pub(crate) const fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// Text of one line, escaped for HTML or XML text and attributes in double quotes. Control
/// characters other than the tab are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match entity(character) {
            Some(entity) => result.push_str(entity),
            None if character == '\t' || !character.is_control() => result.push(character),
            None => {}
        }
    }
    result
}

/// Text of an XML element, escaped; characters that XML does not allow are left out.
pub(crate) fn xml_text(text: &str) -> String {
    partial_escape(legal(text)).into_owned()
}

/// The value of an XML attribute, escaped; characters that XML does not allow are left out.
pub(crate) fn xml_attribute(value: &str) -> String {
    escape(legal(value)).into_owned()
}

/// Whether XML 1.0 allows the character (production 2).
pub(crate) const fn is_legal(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    }
}

/// The characters of `text` that XML allows.
fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) { text.into() } else { text.chars().filter(|one| is_legal(*one)).collect() }
}
