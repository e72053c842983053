//! The tags of a page as the tree builder gets them. At each tag that begins a paragraph it looks through all open
//! elements, so that boxes and spans within many others are left out: what stands in them comes into the element
//! around them, as lines of its own; whether any of them said how it looks is told. Knows names of tags; must not
//! know what a page says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{LocalName, local_name};

use super::dom_element::DomElement;
use super::element_style;
use crate::richtext::TextMarks;

/// From this depth on; elements of real pages stand within thirty others.
const DEEP: u32 = 64;
/// Elements that are never left out: those of tables and lists of which the places matter, paragraphs, links, and
/// those without content.
const KEPT: [&str; 29] = [
    "html", "head", "body", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th", "p",
    "li", "dd", "dt", "a", "br", "hr", "img", "del", "link", "meta", "base", "area", "source", "track", "wbr",
];
/// Elements that mean as much once as within themselves.
const ONCE: [&str; 15] =
    ["b", "strong", "i", "em", "u", "ins", "sup", "pre", "nav", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Leaves out deep tags before the tree builder `builder` sees them.
pub(super) struct DeepTags<B> {
    /// What gets the other tags.
    pub builder: B,
    /// How deep the tree builder put something last.
    depth: Rc<Cell<u32>>,
    /// For each name how many start tags were left out and not yet closed, and how many of [`ONCE`] were kept.
    open: RefCell<BTreeMap<LocalName, OpenTags>>,
    /// Whether a tag was left out that says how its text looks.
    formats: Cell<bool>,
}

#[derive(Clone, Copy, Default)]
struct OpenTags {
    left_out: usize,
    kept: usize,
}

impl<B> DeepTags<B> {
    /// Before a builder that writes to `depth` how deep it puts things.
    pub(super) fn before(builder: B, depth: Rc<Cell<u32>>) -> DeepTags<B> {
        DeepTags { builder, depth, open: RefCell::new(BTreeMap::new()), formats: Cell::new(false) }
    }

    /// Whether a tag was left out that says how its text looks.
    pub(super) fn left_out_formats(&self) -> bool {
        self.formats.get()
    }

    /// Whether a tag is left out.
    fn leaves_out(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        match tag.kind {
            TagKind::StartTag => {
                if self.depth.get() < DEEP || KEPT.contains(&name) || hides(tag) {
                    return false;
                }
                let mut open = self.open.borrow_mut();
                let own = open.entry(tag.name.clone()).or_default();
                let is_kept = ONCE.contains(&name) && own.kept == 0;
                own.kept += usize::from(is_kept);
                own.left_out += usize::from(!is_kept);
                if !is_kept && !self.formats.get() {
                    self.formats.set(formats(tag));
                }
                !is_kept
            }
            TagKind::EndTag => {
                let mut open = self.open.borrow_mut();
                let Some(own) = open.get_mut(&tag.name) else { return false };
                let is_left_out = own.left_out > 0;
                if is_left_out {
                    own.left_out -= 1;
                } else {
                    own.kept = own.kept.saturating_sub(1);
                }
                is_left_out
            }
        }
    }
}

impl<B: TokenSink> TokenSink for DeepTags<B> {
    type Handle = B::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<B::Handle> {
        match token {
            Token::TagToken(tag) if self.leaves_out(&tag) => {
                if !element_style::is_block_tag(&tag.name) {
                    return TokenSinkResult::Continue;
                }
                // Paragraphs end where a box begins and ends.
                let end = Tag {
                    kind: TagKind::StartTag,
                    name: local_name!("br"),
                    self_closing: false,
                    attrs: Vec::new(),
                    had_duplicate_attributes: false,
                };
                self.builder.process_token(Token::TagToken(end), line)
            }
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether an element is not shown, by its name or as it says: what is in it must not come into the one around it.
fn hides(tag: &Tag) -> bool {
    let says = |name: &str, value: &str| {
        name == "hidden" || (name == "style" && ["none", "hidden", "mso-hide"].iter().any(|word| value.contains(word)))
    };
    element_style::is_unseen_tag(&tag.name) || tag.attrs.iter().any(|one| says(&one.name.local, &one.value))
}

/// Whether an element says how the text in it looks, as far as a report can show it. Those of [`ONCE`] are within one
/// of their kind, so that their names say nothing new.
fn formats(tag: &Tag) -> bool {
    let name = if ONCE.contains(&&*tag.name) { local_name!("span") } else { tag.name.clone() };
    let element = DomElement::styled(name, &tag.attrs);
    let all = TextMarks { bold: true, italic: true, underline: true, superscript: true, ..TextMarks::default() };
    matches!(element.tag(), "ul" | "ol")
        || element_style::align(&element).is_some()
        || element_style::keeps_space(&element).is_some()
        || [TextMarks::default(), all].into_iter().any(|marks| element_style::marks(&element, marks) != marks)
}
