//! The styles of an imported document: properties of paragraphs and characters. Must not know any
//! text.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::export::docx::docx_styles::{BODY_NAME, DocxStyle};
use crate::import::ReadError;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::richtext::{ParagraphAlign, TextMarks};

/// The styles by identifier.
#[derive(Default)]
pub(super) struct StyleSheet {
    styles: BTreeMap<String, InheritedStyle>,
    /// Whether this program wrote the document, whichever program saved it last.
    pub is_own: bool,
}

/// The properties of one style that are used.
#[derive(Clone, Debug, Default)]
struct InheritedStyle {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphStyle,
    /// The marks of its characters.
    marks: TextMarks,
}

/// The properties of a paragraph, from its style or its own.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    /// Its alignment.
    pub align: Option<ParagraphAlign>,
    /// Its level in the outline, from 0; 9 is body text.
    pub outline: Option<u8>,
    /// Its list: the definition's number and the level, from 0.
    pub list: Option<String>,
    /// The level in the list.
    pub list_level: Option<usize>,
}

/// The longest name of a style, identifier of a list or text of a number that is kept, in characters: it is used
/// for each paragraph.
const NAME: usize = 256;

/// A longer chain of `basedOn` is a cycle.
const CHAIN: usize = 16;

impl StyleSheet {
    /// Reads the styles.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>) -> Result<StyleSheet, ReadError> {
        let mut style_sheet = StyleSheet::default();
        let mut current: Option<(String, InheritedStyle)> = None;
        while let Some(event) = xml.event()? {
            match event {
                XmlEvent::Open(element) if element.is_word("style") => {
                    let id = element.attribute("styleId").unwrap_or_default().to_owned();
                    current = Some((id, InheritedStyle::default()));
                }
                XmlEvent::Open(element) => {
                    if let Some((_, style)) = &mut current {
                        style.add(&element);
                    }
                }
                XmlEvent::Close(_, name) if name == "style" => {
                    if let Some((id, style)) = current.take() {
                        style_sheet.is_own |= style.name == BODY_NAME;
                        style_sheet.styles.insert(id, style);
                    }
                }
                XmlEvent::Close(..) | XmlEvent::Text(_) => {}
            }
        }
        Ok(style_sheet)
    }

    /// The style's name, in small letters; programs write `heading 1` and `Heading 1`.
    pub(super) fn name(&self, id: &str) -> String {
        self.styles.get(id).map(|style| style.name.to_lowercase()).unwrap_or_default()
    }

    /// The style of this program with this identifier, if this program wrote the document.
    pub(super) fn own(&self, id: &str) -> Option<DocxStyle> {
        if self.is_own { DocxStyle::named(&self.name(id)) } else { None }
    }

    /// The paragraph properties of the style and of those it is based on.
    pub(super) fn paragraph(&self, id: &str) -> ParagraphStyle {
        let mut paragraph = ParagraphStyle::default();
        for style in self.chain(id) {
            paragraph.align = paragraph.align.or(style.paragraph.align);
            paragraph.outline = paragraph.outline.or(style.paragraph.outline);
            if paragraph.list.is_none() {
                paragraph.list.clone_from(&style.paragraph.list);
            }
            paragraph.list_level = paragraph.list_level.or(style.paragraph.list_level);
        }
        paragraph
    }

    /// The marks of a style of characters: bold, italic, raised.
    pub(super) fn marks(&self, id: &str) -> TextMarks {
        self.chain(id).fold(TextMarks::default(), |marks, style| TextMarks {
            bold: marks.bold || style.marks.bold,
            italic: marks.italic || style.marks.italic,
            superscript: marks.superscript || style.marks.superscript,
            ..marks
        })
    }

    /// Whether the style is one of headings or titles.
    pub(super) fn is_heading(&self, id: &str) -> bool {
        let is_named = |style: &InheritedStyle| {
            let name = style.name.to_lowercase();
            ["heading", "标题", "title"].iter().any(|head| name.starts_with(head)) && !name.contains("char")
        };
        self.chain(id).any(is_named)
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &InheritedStyle> {
        let next = |style: &&InheritedStyle| style.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(self.styles.get(id), next).take(CHAIN)
    }
}

impl InheritedStyle {
    fn add(&mut self, element: &XmlElement) {
        let value = element.attribute("val");
        match element.name.as_str() {
            "name" => self.name = short(value.unwrap_or_default()),
            "basedOn" => self.based_on = value.map(str::to_owned),
            "b" => self.marks.bold = is_on(element),
            "i" => self.marks.italic = is_on(element),
            "vertAlign" => self.marks.superscript = value == Some("superscript"),
            _ => self.paragraph.add(element),
        }
    }
}

impl ParagraphStyle {
    /// Reads one element of `w:pPr`.
    pub(super) fn add(&mut self, element: &XmlElement) {
        let value = element.attribute("val");
        match element.name.as_str() {
            "jc" => {
                self.align = match value {
                    Some("center") => Some(ParagraphAlign::Center),
                    Some("right" | "end") => Some(ParagraphAlign::Right),
                    Some("left" | "start") => Some(ParagraphAlign::Left),
                    _ => Some(ParagraphAlign::Justify),
                }
            }
            "outlineLvl" => self.outline = value.and_then(|value| value.parse().ok()),
            "numId" => self.list = value.map(short),
            "ilvl" => self.list_level = value.and_then(|value| value.parse().ok()),
            _ => {}
        }
    }
}

/// A name, cut where it is too long to be one.
pub(super) fn short(name: &str) -> String {
    name.chars().take(NAME).collect()
}

/// Whether a toggle property is on (ISO/IEC 29500-1 §17.7.3).
pub(super) fn is_on(element: &XmlElement) -> bool {
    !matches!(element.attribute("val"), Some("0" | "false" | "off" | "none"))
}
