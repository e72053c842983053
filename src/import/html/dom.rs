//! Bytes of a web page → a tree of elements and texts, as a browser would build it, under limits.
//! Knows tags; must not know what a page says.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult};

use super::deep_tags::DeepTags;
use super::dom_element::{DomContent, DomElement};
use super::page_source::PageSource;
use crate::import::ReadError;
use crate::limits::Limit;

/// How many bytes are parsed before the limits are looked at again: a tag of three bytes may add as many
/// nodes as marks are open.
const STEP: usize = 1 << 10;

/// A page. Node 0 is the document.
#[derive(Debug, Default)]
pub(super) struct Dom {
    nodes: Vec<DomNode>,
    /// Bytes of all texts.
    bytes: usize,
    /// How many attributes all elements have.
    attributes: usize,
    /// How deep the deepest node is.
    deepest: u32,
    /// Whether the page is larger than one without pictures may be.
    is_large: bool,
    /// Where in the page's text the long values are that are pictures.
    pictures: Vec<(usize, usize)>,
    /// Whether elements were left out, for their depth, that say how their text looks.
    has_lost_formats: bool,
}

/// The number of a node.
pub(super) type DomId = usize;

/// There are many: what is beside its content takes 24 bytes.
#[derive(Debug, Default)]
struct DomNode {
    depth: u32,
    parent: NodeLink,
    first: NodeLink,
    last: NodeLink,
    before: NodeLink,
    after: NodeLink,
    content: DomContent,
}

/// The number of another node plus one; 0 for none. A page has fewer nodes than such numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct NodeLink(u32);

impl NodeLink {
    const NONE: NodeLink = NodeLink(0);

    fn to(id: DomId) -> NodeLink {
        NodeLink(u32::try_from(id).map_or(0, |id| id.saturating_add(1)))
    }

    fn id(self) -> Option<DomId> {
        usize::try_from(self.0).ok()?.checked_sub(1)
    }
}

impl Dom {
    /// Parses a page; one that `is_large` with pictures may have a quarter of the elements.
    ///
    /// # Errors
    ///
    /// The page exceeds a limit, or a form cannot be read.
    pub(super) fn parse(text: &str, is_large: bool) -> Result<Dom, ReadError> {
        let depth = Rc::new(Cell::new(0));
        let tree = Dom { nodes: vec![DomNode::default()], is_large, ..Dom::default() };
        let sink = DomSink { tree: RefCell::new(tree), depth: Rc::clone(&depth) };
        let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
        let tokenizer = Tokenizer::new(DeepTags::before(builder, depth), TokenizerOpts::default());
        let input = BufferQueue::default();
        // Scripts are never run: the tokenizer goes on behind each of them.
        let read_all = || while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {};
        let mut since = 0;
        let mut source = PageSource::new(text);
        for mut piece in source.by_ref() {
            while !piece.is_empty() {
                let cut = (STEP.min(piece.len())..=piece.len()).find(|at| piece.is_char_boundary(*at));
                let (chunk, left) = piece.split_at(cut.unwrap_or(piece.len()));
                input.push_back(StrTendril::from_slice(chunk));
                read_all();
                since += chunk.len();
                if since >= STEP {
                    tokenizer.sink.builder.sink.tree.borrow().check()?;
                    since = 0;
                }
                piece = left;
            }
        }
        read_all();
        tokenizer.end();
        let has_lost_formats = tokenizer.sink.left_out_formats();
        let mut tree = tokenizer.sink.builder.sink.finish();
        tree.has_lost_formats = has_lost_formats;
        tree.pictures = source.pictures;
        tree.check()?;
        Ok(tree)
    }

    /// Where in the page's text the long values are that are pictures, in order.
    pub(super) fn long_pictures(&self) -> &[(usize, usize)] {
        &self.pictures
    }

    /// Whether elements were left out, for their depth, that say how their text looks.
    pub(super) const fn has_lost_formats(&self) -> bool {
        self.has_lost_formats
    }

    /// The elements with this tag in the order in which the page has their tags.
    pub(super) fn tagged(&self, tag: &str) -> impl Iterator<Item = (DomId, &DomElement)> {
        let elements = (0..self.nodes.len()).filter_map(|id| Some((id, self.element(id)?)));
        elements.filter(move |(_, element)| element.tag() == tag)
    }

    /// What the node is.
    pub(super) fn content(&self, id: DomId) -> &DomContent {
        self.nodes.get(id).map_or(&DomContent::Nothing, |node| &node.content)
    }

    /// The node as an element.
    pub(super) fn element(&self, id: DomId) -> Option<&DomElement> {
        match self.content(id) {
            DomContent::Element(element) => Some(element),
            DomContent::Nothing | DomContent::Text(_) => None,
        }
    }

    /// The tag of the node; empty where it is no element.
    pub(super) fn tag(&self, id: DomId) -> &str {
        self.element(id).map_or("", DomElement::tag)
    }

    /// Its parent.
    pub(super) fn parent(&self, id: DomId) -> Option<DomId> {
        self.nodes.get(id)?.parent.id()
    }

    /// Its children, in order.
    pub(super) fn children(&self, id: DomId) -> impl Iterator<Item = DomId> {
        let first = self.first(id);
        std::iter::successors(first, |child| self.nodes.get(*child)?.after.id())
    }

    /// Its descendants in reading order. If `enter` returns false for a node, its descendants are
    /// skipped.
    pub(super) fn below(&self, id: DomId, enter: impl Fn(DomId) -> bool) -> impl Iterator<Item = DomId> {
        let mut next = self.first(id);
        std::iter::from_fn(move || {
            let here = next?;
            let inner = self.first(here).filter(|_| enter(here));
            next = inner.or_else(|| self.past(here, id));
            Some(here)
        })
    }

    /// The node after `id` in reading order, after all its descendants unless it is entered.
    pub(super) fn next(&self, id: DomId, enters: bool) -> Option<DomId> {
        let inner = self.first(id).filter(|_| enters);
        inner.or_else(|| self.past(id, 0))
    }

    /// Its first child.
    fn first(&self, id: DomId) -> Option<DomId> {
        self.nodes.get(id)?.first.id()
    }

    /// The node after everything in `id`, within `root`.
    fn past(&self, mut id: DomId, root: DomId) -> Option<DomId> {
        loop {
            let node = self.nodes.get(id)?;
            if let Some(after) = node.after.id() {
                return Some(after);
            }
            id = node.parent.id().filter(|parent| *parent != root)?;
        }
    }

    /// The text of all descendants, unchanged.
    pub(super) fn text(&self, id: DomId) -> String {
        self.texts(id).collect()
    }

    /// The beginning of the text of all descendants, of at least `most` bytes where there are as many.
    pub(super) fn beginning(&self, id: DomId, most: usize) -> String {
        let mut text = String::new();
        for own in self.texts(id) {
            if text.len() >= most {
                break;
            }
            text.push_str(own);
        }
        text
    }

    /// The texts of all descendants.
    pub(super) fn texts(&self, id: DomId) -> impl Iterator<Item = &str> {
        self.below(id, |_| true).filter_map(|node| match self.content(node) {
            DomContent::Text(own) => Some(own.as_str()),
            DomContent::Element(_) | DomContent::Nothing => None,
        })
    }

    fn check(&self) -> Result<(), ReadError> {
        let share = if self.is_large { 4 } else { 1 };
        Limit::Nodes.check(self.nodes.len().saturating_mul(share))?;
        Limit::Attributes.check(self.attributes.saturating_mul(share))?;
        Limit::Text.check(self.bytes)?;
        Limit::NodeDepth.check(usize::try_from(self.deepest).unwrap_or(usize::MAX))
    }

    fn add(&mut self, content: DomContent) -> DomId {
        self.nodes.push(DomNode { content, ..DomNode::default() });
        self.nodes.len() - 1
    }

    fn node(&mut self, link: NodeLink) -> Option<&mut DomNode> {
        self.nodes.get_mut(link.id()?)
    }

    fn detach(&mut self, id: DomId) {
        let Some(node) = self.nodes.get_mut(id) else { return };
        let (parent, before, after) = (node.parent, node.before, node.after);
        (node.parent, node.before, node.after) = (NodeLink::NONE, NodeLink::NONE, NodeLink::NONE);
        match before {
            NodeLink::NONE => self.node(parent).map(|node| node.first = after),
            _ => self.node(before).map(|node| node.after = after),
        };
        match after {
            NodeLink::NONE => self.node(parent).map(|node| node.last = before),
            _ => self.node(after).map(|node| node.before = before),
        };
    }

    /// The child of `parent` before the child `after`, or the last one.
    fn before(&self, parent: DomId, after: Option<DomId>) -> NodeLink {
        match after {
            Some(after) => self.nodes.get(after).map_or(NodeLink::NONE, |node| node.before),
            None => self.nodes.get(parent).map_or(NodeLink::NONE, |node| node.last),
        }
    }

    /// Puts `id` into `parent`, before the child `after` or at the end.
    fn attach(&mut self, id: DomId, parent: DomId, after: Option<DomId>) {
        let before = self.before(parent, after);
        let after = after.map_or(NodeLink::NONE, NodeLink::to);
        let (own, parent_link) = (NodeLink::to(id), NodeLink::to(parent));
        let depth = self.nodes.get(parent).map_or(0, |node| node.depth) + 1;
        self.deepest = self.deepest.max(depth);
        if let Some(node) = self.nodes.get_mut(id) {
            (node.depth, node.parent, node.before, node.after) = (depth, parent_link, before, after);
        }
        match before {
            NodeLink::NONE => self.node(parent_link).map(|node| node.first = own),
            _ => self.node(before).map(|node| node.after = own),
        };
        match after {
            NodeLink::NONE => self.node(parent_link).map(|node| node.last = own),
            _ => self.node(after).map(|node| node.before = own),
        };
    }

    /// Puts a node or a text into `parent`; a text joins the text before it.
    fn insert(&mut self, child: NodeOrText<Handle>, parent: DomId, after: Option<DomId>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                self.bytes = self.bytes.saturating_add(text.len());
                let before = self.before(parent, after);
                if let Some(DomNode { content: DomContent::Text(own), .. }) = self.node(before) {
                    own.push_str(&text);
                    return;
                }
                self.add(DomContent::Text(text.to_string()))
            }
        };
        self.attach(id, parent, after);
    }
}

/// The parser's handle of a node. It is copied for each open element whenever the parser looks whether a
/// paragraph is open, so that the name is shared.
#[derive(Clone, Debug)]
struct Handle {
    id: DomId,
    name: Rc<QualName>,
}

/// The tree while it is built.
struct DomSink {
    tree: RefCell<Dom>,
    /// The depth at which something was put last.
    depth: Rc<Cell<u32>>,
}

impl DomSink {
    fn handle(&self, name: QualName, content: DomContent) -> Handle {
        Handle { id: self.tree.borrow_mut().add(content), name: Rc::new(name) }
    }
}

fn nameless() -> QualName {
    QualName::new(None, html5ever::ns!(), html5ever::local_name!(""))
}

impl TreeSink for DomSink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: 0, name: Rc::new(nameless()) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let element = DomElement::new(name.local.clone(), attributes);
        self.tree.borrow_mut().attributes += element.count();
        self.handle(name, DomContent::Element(element))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(nameless(), DomContent::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.handle(nameless(), DomContent::Nothing)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        self.depth.set(tree.nodes.get(parent.id).map_or(0, |node| node.depth) + 1);
        tree.insert(child, parent.id, None);
    }

    fn append_based_on_parent_node(&self, element: &Handle, prev_element: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is kept as its children; its tag says that it is not shown.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.parent(sibling.id) {
            tree.insert(new_node, parent, Some(sibling.id));
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let mut added = 0;
        if let Some(DomNode { content: DomContent::Element(element), .. }) = tree.nodes.get_mut(target.id) {
            added = element.add_missing(attributes);
        }
        tree.attributes += added;
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first(node.id) {
            tree.detach(child);
            tree.attach(child, new_parent.id, None);
        }
    }
}
