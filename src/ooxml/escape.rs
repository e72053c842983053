//! The one escape of markup: characters that XML and HTML reserve, and those that XML cannot hold. Web
//! pages, Word documents, OFD and the metadata of a PDF are written through it. Knows no vocabulary.

use std::borrow::Cow;

use quick_xml::escape::{escape, partial_escape};

/// What stands for a reserved character between tags and in double quotes; `None` for any other.
pub(crate) const fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// Text on one line as a web page or XML holds it between tags and in double quotes. Control
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

/// Text of an XML part between tags; characters that XML cannot hold are left out.
pub(crate) fn xml_text(text: &str) -> String {
    partial_escape(legal(text)).into_owned()
}

/// An attribute's value of an XML part; characters that XML cannot hold are left out.
pub(crate) fn xml_attribute(value: &str) -> String {
    escape(legal(value)).into_owned()
}

/// Whether XML 1.0 can hold the character (production 2).
pub(crate) const fn is_legal(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    }
}

/// The characters of `text` that XML can hold.
fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) { text.into() } else { text.chars().filter(|one| is_legal(*one)).collect() }
}
