//! An element of a page: its tag and its attributes. Knows tags; must not know what a page says.

use html5ever::{Attribute, LocalName};

use super::page_source;

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum DomContent {
    /// The document, a comment, or another node without text.
    #[default]
    Nothing,
    /// An element.
    Element(DomElement),
    /// A text.
    Text(String),
}

/// A tag with its attributes.
#[derive(Debug)]
pub(super) struct DomElement {
    name: LocalName,
    attributes: Vec<(LocalName, String)>,
}

impl DomElement {
    /// An element with the attributes that a reader may ask for.
    pub(super) fn new(name: LocalName, attributes: Vec<Attribute>) -> DomElement {
        DomElement { name, attributes: kept(attributes) }
    }

    /// An element by its name, with the attributes of a tag that say how it looks.
    pub(super) fn styled(name: LocalName, attributes: &[Attribute]) -> DomElement {
        let is_style = |one: &&Attribute| matches!(&*one.name.local, "style" | "align" | "data-mark");
        let attributes = attributes.iter().filter(is_style).map(|one| (one.name.local.clone(), one.value.to_string()));
        DomElement { name, attributes: attributes.collect() }
    }

    /// Adds the attributes that it lacks; how many.
    pub(super) fn add_missing(&mut self, attributes: Vec<Attribute>) -> usize {
        let before = self.attributes.len();
        for (name, value) in kept(attributes) {
            if self.attribute(&name).is_none() {
                self.attributes.push((name, value));
            }
        }
        self.attributes.len() - before
    }

    /// How many attributes it has.
    pub(super) const fn count(&self) -> usize {
        self.attributes.len()
    }

    /// The tag, in lower case.
    pub(super) fn tag(&self) -> &str {
        &self.name
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.as_str())
    }

    /// The whole number with which an attribute begins, as browsers read `3px` (HTML Standard §2.3.4.2); one that is too
    /// great is the greatest.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        let value = self.attribute(name)?.trim_start();
        let value = value.strip_prefix('+').unwrap_or(value);
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        let number = value.get(..digits).filter(|digits| !digits.is_empty())?;
        Some(number.parse().unwrap_or(usize::MAX))
    }
}

/// The attributes that a reader may ask for.
fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, String)> {
    // Of a picture the beginning is kept, by which it is found in the page's text.
    let is_kept =
        |one: &Attribute| one.value.len() <= page_source::VALUE || one.value.starts_with(page_source::PICTURE);
    // Of the length that it has: most elements have two or three.
    let mut all: Vec<_> =
        attributes.into_iter().filter(is_kept).map(|one| (one.name.local, one.value.into())).collect();
    all.shrink_to_fit();
    all
}
