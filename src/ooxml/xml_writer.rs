//! Writes XML: elements, attributes, text. Must not know element names.

use super::escape::{xml_attribute, xml_text};

/// One part of a package while it is written.
pub(crate) struct XmlWriter(String);

/// Attributes with their values, unescaped.
pub(crate) type XmlAttributes<'a> = &'a [(&'a str, &'a str)];

impl XmlWriter {
    /// A part with only the XML declaration.
    pub(crate) fn new() -> XmlWriter {
        XmlWriter("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with the content that `inside` writes.
    pub(crate) fn element(&mut self, name: &str, attributes: XmlAttributes<'_>, inside: impl FnOnce(&mut XmlWriter)) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push_str(&format!(" {key}=\"{}\"", xml_attribute(value)));
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
    pub(crate) fn empty(&mut self, name: &str, attributes: XmlAttributes<'_>) {
        self.element(name, attributes, |_| {});
    }

    /// An element of WordprocessingML with one attribute, `w:val`.
    pub(crate) fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Text. Characters that XML does not allow are left out.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&xml_text(text));
    }

    /// The part's bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}
