//! What the styles of text say of its words: bold, raised, struck through, hidden (ISO/IEC 26300-3 §20). Must not know the
//! paragraphs.

use std::collections::BTreeMap;

use crate::ooxml::xml_reader::XmlElement;
use crate::richtext::TextMarks;

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextLook {
    /// Its marks in a report.
    pub marks: TextMarks,
    /// Whether it is struck through.
    pub is_struck: bool,
    /// Whether it is not shown.
    pub is_hidden: bool,
    /// Whether it stands below the line.
    pub is_lowered: bool,
}

/// The looks of styles, by their names.
#[derive(Debug, Default)]
pub(super) struct TextLooks(BTreeMap<String, TextLook>);

impl TextLooks {
    /// Takes in the text properties of a style.
    pub(super) fn learn(&mut self, style: &str, properties: &XmlElement) {
        let is = |attribute: &str, value: &str| properties.attribute(attribute) == Some(value);
        // `super 58%`, or how far the text stands above the line: `33% 58%`.
        let position = properties.attribute("text-position").and_then(|position| position.split_whitespace().next());
        let is_above = |position: &str| {
            position == "super"
                || position.strip_suffix('%').and_then(|part| part.parse::<i32>().ok()).is_some_and(|part| part > 0)
        };
        let struck = ["text-line-through-style", "text-line-through-type"]
            .iter()
            .any(|attribute| properties.attribute(attribute).is_some_and(|style| style != "none"));
        let look = TextLook {
            marks: TextMarks {
                bold: is("font-weight", "bold"),
                superscript: position.is_some_and(is_above),
                ..TextMarks::default()
            },
            is_struck: struck,
            is_hidden: is("display", "none"),
            is_lowered: position.is_some_and(|position| position == "sub" || position.starts_with('-')),
        };
        if look != TextLook::default() {
            self.0.insert(style.to_owned(), look);
        }
    }

    /// How many styles are known.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How text in an element looks within text of another look.
    pub(super) fn within(&self, element: &XmlElement, outer: TextLook) -> TextLook {
        let own = element.attribute("style-name").and_then(|style| self.0.get(style)).copied().unwrap_or_default();
        TextLook {
            marks: TextMarks {
                bold: outer.marks.bold || own.marks.bold,
                superscript: outer.marks.superscript || own.marks.superscript,
                ..outer.marks
            },
            is_struck: outer.is_struck || own.is_struck,
            is_hidden: outer.is_hidden || own.is_hidden,
            is_lowered: outer.is_lowered || own.is_lowered,
        }
    }
}
