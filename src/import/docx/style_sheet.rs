//! What the styles of a document that came in say of paragraphs and characters. Knows no text.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::export::docx::docx_styles::{BODY_NAME, DocxStyle};
use crate::import::ReadError;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::richtext::ParagraphAlign;

/// The styles by identifier.
#[derive(Default)]
pub(super) struct StyleSheet {
    styles: BTreeMap<String, InheritedStyle>,
    /// Whether this program wrote the document, whatever saved it since.
    pub is_own: bool,
}

/// One style, as far as it matters.
#[derive(Clone, Debug, Default)]
struct InheritedStyle {
    name: String,
    based_on: Option<String>,
    manner: ParagraphStyle,
    bold: bool,
    italic: bool,
}

/// What is said of a paragraph, by its style or by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    /// How it is set.
    pub align: Option<ParagraphAlign>,
    /// Its level in the outline, from 0; 9 is body text.
    pub outline: Option<u8>,
    /// Its list: the definition's number and the level, from 0.
    pub list: Option<String>,
    /// The level in the list.
    pub list_level: Option<usize>,
}

/// A chain of styles longer than this goes in a circle.
const CHAIN: usize = 16;

impl StyleSheet {
    /// Reads the styles.
    pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>) -> Result<StyleSheet, ReadError> {
        let mut looks = StyleSheet::default();
        let mut current: Option<(String, InheritedStyle)> = None;
        while let Some(event) = xml.event()? {
            match event {
                XmlEvent::Open(element) if element.is_word("style") => {
                    let id = element.attribute("styleId").unwrap_or_default().to_owned();
                    current = Some((id, InheritedStyle::default()));
                }
                XmlEvent::Open(element) => {
                    if let Some((_, look)) = &mut current {
                        look.add(&element);
                    }
                }
                XmlEvent::Close(_, name) if name == "style" => {
                    if let Some((id, look)) = current.take() {
                        looks.is_own |= look.name == BODY_NAME;
                        looks.styles.insert(id, look);
                    }
                }
                XmlEvent::Close(..) | XmlEvent::Text(_) => {}
            }
        }
        Ok(looks)
    }

    /// The style's name, in small letters; programs write `heading 1` and `Heading 1`.
    pub(super) fn name(&self, id: &str) -> String {
        self.styles.get(id).map(|look| look.name.to_lowercase()).unwrap_or_default()
    }

    /// The style of ours that this is, where the document is ours.
    pub(super) fn own(&self, id: &str) -> Option<DocxStyle> {
        if self.is_own { DocxStyle::named(&self.name(id)) } else { None }
    }

    /// What the style and those that it is based on say of a paragraph.
    pub(super) fn manner(&self, id: &str) -> ParagraphStyle {
        let mut manner = ParagraphStyle::default();
        for look in self.chain(id) {
            manner.align = manner.align.or(look.manner.align);
            manner.outline = manner.outline.or(look.manner.outline);
            if manner.list.is_none() {
                manner.list.clone_from(&look.manner.list);
            }
            manner.list_level = manner.list_level.or(look.manner.list_level);
        }
        manner
    }

    /// Whether a style of characters is bold, and whether it is italic.
    pub(super) fn marks(&self, id: &str) -> (bool, bool) {
        self.chain(id).fold((false, false), |(bold, italic), look| (bold || look.bold, italic || look.italic))
    }

    /// Whether the style is one of headings or titles.
    pub(super) fn is_heading(&self, id: &str) -> bool {
        let is_named = |look: &InheritedStyle| {
            let name = look.name.to_lowercase();
            ["heading", "标题", "title"].iter().any(|head| name.starts_with(head)) && !name.contains("char")
        };
        self.chain(id).any(is_named)
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &InheritedStyle> {
        let next = |look: &&InheritedStyle| look.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(self.styles.get(id), next).take(CHAIN)
    }
}

impl InheritedStyle {
    fn add(&mut self, element: &XmlElement) {
        let value = element.attribute("val");
        match element.name.as_str() {
            "name" => self.name = value.unwrap_or_default().to_owned(),
            "basedOn" => self.based_on = value.map(str::to_owned),
            "b" => self.bold = is_on(element),
            "i" => self.italic = is_on(element),
            _ => self.manner.add(element),
        }
    }
}

impl ParagraphStyle {
    /// Takes in what an element among a paragraph's properties says.
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
            "numId" => self.list = value.map(str::to_owned),
            "ilvl" => self.list_level = value.and_then(|value| value.parse().ok()),
            _ => {}
        }
    }
}

/// Whether a property that is either there or not is there.
pub(super) fn is_on(element: &XmlElement) -> bool {
    !matches!(element.attribute("val"), Some("0" | "false" | "off" | "none"))
}
