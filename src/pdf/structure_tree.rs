//! The nodes of the structure → a structure tree (ISO 32000-1 §14.7). Knows the nodes and their
//! marked content; must not know how it is drawn.
//!
//! The title has a role of its own, mapped to a paragraph: it names the document and is not the
//! heading of a part, as in PDF 2.0. So headings begin with H1 at the sections.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::PdfError;
use super::page_content::points;
use crate::layout::{HeaderScope, Length, NodeId, Page, Paper, Shape, StructureNode, StructureRole};

/// The language of every document.
pub(super) const LANGUAGE: &str = "zh-CN";

/// A structure element while it is built.
struct StructureElement {
    id: ObjectId,
    /// The element that holds the node's content: its own, but the body of a list item.
    holder: ObjectId,
    /// The page of its first content.
    page: Option<ObjectId>,
    kids: Vec<Object>,
}

/// Adds the tree and refers to it from the pages and the catalog. `contents` has for each page the
/// node of each marked-content sequence.
///
/// # Errors
///
/// An item or a node refers to a node that does not exist, or the document lacks an object.
pub(super) fn add(
    document: &mut Document,
    paper: &Paper,
    pages: &[ObjectId],
    contents: &[Vec<NodeId>],
) -> Result<(), PdfError> {
    let nodes = &paper.structure.nodes;
    let root = document.new_object_id();
    let mut elements: Vec<StructureElement> = nodes.iter().map(|node| StructureElement::new(document, node)).collect();

    let mut parents = Vec::new();
    for (number, (page, content)) in pages.iter().zip(contents).enumerate() {
        let mut holders = Vec::with_capacity(content.len());
        for (mcid, node) in content.iter().enumerate() {
            let element = elements.get_mut(node.0).ok_or(PdfError::NoNode { page: number, node: *node })?;
            element.add_content(*page, integer(mcid));
            holders.push(Object::Reference(element.holder));
        }
        parents.extend([integer(number), document.add_object(holders).into()]);
        document.get_dictionary_mut(*page)?.set("StructParents", integer(number));
    }
    for (number, node) in nodes.iter().enumerate().skip(1) {
        let child = elements.get(number).map(|element| Object::Reference(element.id));
        let parent = node.parent.filter(|parent| parent.0 < number).and_then(|parent| elements.get_mut(parent.0));
        let parent = parent.ok_or(PdfError::NoParent(NodeId(number)))?;
        parent.kids.extend(child);
    }

    let top = elements.first().map(|element| element.id);
    let mut named = Vec::new();
    let parent_of: Vec<ObjectId> = nodes
        .iter()
        .map(|node| node.parent.and_then(|parent| elements.get(parent.0)).map_or(root, |it| it.holder))
        .collect();
    for (number, ((node, element), parent)) in nodes.iter().zip(elements).zip(parent_of).enumerate() {
        if node.role == StructureRole::Note {
            // Padded with zeros, so that the names are sorted.
            named.push((format!("note-{number:06}"), element.id));
        }
        let bounds = picture_bounds(paper, NodeId(number), &node.role);
        element.write(document, &node.role, parent, (named.last(), bounds));
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => parents });
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot",
        "RoleMap" => dictionary! { "Title" => "P" },
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => integer(pages.len()),
    };
    if let Some(top) = top {
        tree.set("K", top);
    }
    if !named.is_empty() {
        let names: Vec<Object> = named.into_iter().flat_map(|(name, id)| [text_string(&name), id.into()]).collect();
        tree.set("IDTree", dictionary! { "Names" => names });
    }
    document.set_object(root, tree);
    let catalog = document.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text_string(LANGUAGE));
    Ok(())
}

/// Where the picture or the chart of a figure stands on its page: left, lower, right and upper edge (ISO 32000-1 §14.8.5.4.3).
fn picture_bounds(paper: &Paper, node: NodeId, role: &StructureRole) -> Option<[Object; 4]> {
    let StructureRole::Figure(_) = role else { return None };
    let own = |page: &Page| {
        let corners = page.items.iter().filter(|item| item.node == Some(node)).flat_map(|item| corners(&item.shape));
        let corners: Vec<(Length, Length)> = corners.collect();
        let across = || corners.iter().map(|corner| corner.0);
        let down = || corners.iter().map(|corner| corner.1);
        let (left, right) = (across().min()?, across().max()?);
        let (lower, upper) = (page.height - down().max()?, page.height - down().min()?);
        Some([left, lower, right, upper].map(|edge| Object::Real(points(edge))))
    };
    paper.pages.iter().find_map(own)
}

/// Corners of what a shape covers, from the page's left and top.
fn corners(shape: &Shape) -> Vec<(Length, Length)> {
    match shape {
        Shape::Picture(picture) => {
            vec![(picture.x, picture.y), (picture.x + picture.width, picture.y + picture.height)]
        }
        Shape::Text(run) => vec![(run.x, run.baseline - run.size), (run.right(), run.baseline + run.size / 5)],
        Shape::Rule(rule) => vec![rule.from, rule.to],
        Shape::Fill(fill) => vec![(fill.x, fill.y), (fill.x + fill.width, fill.y + fill.height)],
        Shape::Area(area) => area.points.clone(),
    }
}

/// A count as a PDF number.
pub(super) fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

impl StructureElement {
    fn new(document: &mut Document, node: &StructureNode) -> StructureElement {
        let id = document.new_object_id();
        let holder = if node.role == StructureRole::ListItem { document.new_object_id() } else { id };
        StructureElement { id, holder, page: None, kids: Vec::new() }
    }

    fn add_content(&mut self, page: ObjectId, mcid: Object) {
        let kid = if *self.page.get_or_insert(page) == page {
            mcid
        } else {
            dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => mcid }.into()
        };
        self.kids.push(kid);
    }

    fn write(
        self,
        document: &mut Document,
        role: &StructureRole,
        parent: ObjectId,
        (named, bounds): (Option<&(String, ObjectId)>, Option<[Object; 4]>),
    ) {
        let element = |tag: &str, parent: ObjectId| {
            dictionary! { "Type" => "StructElem", "S" => Object::Name(tag.into()), "P" => parent }
        };
        let mut own = element(tag(role), parent);
        if let Some(attributes) = attributes(role) {
            own.set("A", attributes);
        }
        if let StructureRole::Figure(said) = role {
            own.set("Alt", text_string(said));
        }
        if let Some(bounds) = bounds {
            own.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds.to_vec() });
        }
        if let Some((name, _)) = named.filter(|(_, id)| *id == self.id) {
            own.set("ID", text_string(name));
        }
        let mut body = None;
        let holder = if self.holder == self.id {
            &mut own
        } else {
            own.set("K", self.holder);
            body.insert(element("LBody", self.id))
        };
        if let Some(page) = self.page {
            holder.set("Pg", page);
        }
        if !self.kids.is_empty() {
            holder.set("K", self.kids);
        }
        if let Some(body) = body {
            document.set_object(self.holder, body);
        }
        document.set_object(self.id, own);
    }
}

/// The standard structure type of a role (ISO 32000-1 §14.8.4).
pub(super) const fn tag(role: &StructureRole) -> &'static str {
    match role {
        StructureRole::Document => "Document",
        StructureRole::Title => "Title",
        StructureRole::Section => "Sect",
        StructureRole::Heading(0 | 1) => "H1",
        StructureRole::Heading(2) => "H2",
        StructureRole::Heading(3) => "H3",
        StructureRole::Heading(4..) => "H4",
        StructureRole::Paragraph => "P",
        StructureRole::List => "L",
        StructureRole::ListItem => "LI",
        StructureRole::Table(_) => "Table",
        StructureRole::Row => "TR",
        StructureRole::HeaderCell { .. } => "TH",
        StructureRole::DataCell { .. } => "TD",
        StructureRole::Note => "Note",
        StructureRole::Figure(_) => "Figure",
        StructureRole::Caption => "Caption",
    }
}

/// The attributes of a table or of its cell (ISO 32000-1 §14.8.5.7).
fn attributes(role: &StructureRole) -> Option<Dictionary> {
    let mut attributes = dictionary! { "O" => "Table" };
    let mut span = |down: usize, across: usize| {
        if down > 1 {
            attributes.set("RowSpan", integer(down));
        }
        if across > 1 {
            attributes.set("ColSpan", integer(across));
        }
    };
    match role {
        StructureRole::HeaderCell { scope, down, across } => {
            span(*down, *across);
            let scope = match scope {
                HeaderScope::Column => "Column",
                HeaderScope::Row => "Row",
            };
            attributes.set("Scope", scope);
        }
        StructureRole::DataCell { down, across } => span(*down, *across),
        StructureRole::Table(summary) if !summary.is_empty() => attributes.set("Summary", text_string(summary)),
        _ => {}
    }
    (attributes.len() > 1).then_some(attributes)
}
