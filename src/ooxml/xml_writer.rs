//! Writes XML: elements, attributes, text. Knows no vocabulary.

use quick_xml::escape::{escape, partial_escape};

/// One part of a package while it is written.
pub(crate) struct Markup(String);

/// Attributes with their values, unescaped.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// A part that holds nothing but the declaration.
    pub(crate) fn new() -> Markup {
        Markup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with what `inside` writes.
    pub(crate) fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Markup)) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push_str(&format!(" {key}=\"{}\"", escape(legal(value))));
        }
        self.0.push('>');
        let start = self.0.len();
        inside(self);
        if self.0.len() == start {
            self.0.pop();
            self.0.push_str("/>");
        } else {
            self.0.push_str(&format!("</{name}>"));
        }
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.element(name, attributes, |_| {});
    }

    /// An element of WordprocessingML that says one thing, `w:val`.
    pub(crate) fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Characters. Those that XML cannot hold are left out.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&partial_escape(legal(text)));
    }

    /// The part's bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// The characters of `text` that XML 1.0 can hold (production 2).
fn legal(text: &str) -> std::borrow::Cow<'_, str> {
    let is_legal = |one: char| match one {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        one => one >= ' ',
    };
    if text.chars().all(is_legal) { text.into() } else { text.chars().filter(|one| is_legal(*one)).collect() }
}
