//! Bookmarks → the document outline (ISO 32000-1 §12.3.3).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::PdfError;
use super::page_content::points;
use super::structure_tree::integer;
use crate::layout::Paper;

struct BookmarkEntry {
    id: ObjectId,
    level: u8,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Adds the outline and makes the catalog open it.
///
/// # Errors
///
/// A bookmark refers to a page that does not exist, or the document lacks an object.
pub(super) fn add(document: &mut Document, paper: &Paper, pages: &[ObjectId]) -> Result<(), PdfError> {
    if paper.outline.is_empty() {
        return Ok(());
    }
    let root = document.new_object_id();
    let mut entries: Vec<BookmarkEntry> = Vec::with_capacity(paper.outline.len());
    let mut tops = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for bookmark in &paper.outline {
        // The parent of a heading is the nearest one before it of a lower level, even if levels are skipped.
        while open.last().and_then(|last| entries.get(*last)).is_some_and(|last| last.level >= bookmark.level) {
            open.pop();
        }
        let parent = open.last().copied();
        let number = entries.len();
        match parent.and_then(|parent| entries.get_mut(parent)) {
            Some(parent) => parent.children.push(number),
            None => tops.push(number),
        }
        let id = document.new_object_id();
        entries.push(BookmarkEntry { id, level: bookmark.level, parent, children: Vec::new() });
        open.push(number);
    }

    let id_of = |number: Option<&usize>| number.and_then(|number| entries.get(*number)).map(|entry| entry.id);
    for (number, (entry, bookmark)) in entries.iter().zip(&paper.outline).enumerate() {
        let missing = || PdfError::NoSuchPage { title: bookmark.title.clone(), page: bookmark.page };
        let page = paper.pages.get(bookmark.page).ok_or_else(missing)?;
        let target = pages.get(bookmark.page).copied().ok_or_else(missing)?;
        let top = points(page.height - bookmark.top);
        let mut item = dictionary! {
            "Title" => text_string(&bookmark.title),
            "Parent" => id_of(entry.parent.as_ref()).unwrap_or(root),
            "Dest" => vec![target.into(), "XYZ".into(), 0.into(), top.into(), 0.into()],
        };
        let siblings = entry.parent.and_then(|parent| entries.get(parent)).map_or(&tops, |parent| &parent.children);
        let at = siblings.iter().position(|sibling| *sibling == number);
        link(&mut item, "Prev", id_of(at.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at))));
        link(&mut item, "Next", id_of(at.and_then(|at| siblings.get(at + 1))));
        if !entry.children.is_empty() {
            link(&mut item, "First", id_of(entry.children.first()));
            link(&mut item, "Last", id_of(entry.children.last()));
            item.set("Count", integer(below(&entries, entry)));
        }
        document.set_object(entry.id, item);
    }
    let mut outlines = dictionary! { "Type" => "Outlines", "Count" => integer(entries.len()) };
    link(&mut outlines, "First", id_of(tops.first()));
    link(&mut outlines, "Last", id_of(tops.last()));
    document.set_object(root, outlines);
    let catalog = document.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

fn link(item: &mut Dictionary, key: &str, to: Option<ObjectId>) {
    if let Some(to) = to {
        item.set(key, Object::Reference(to));
    }
}

/// The number of entries below `entry`, all of them open.
fn below(entries: &[BookmarkEntry], entry: &BookmarkEntry) -> usize {
    let children = entry.children.iter().filter_map(|child| entries.get(*child));
    children.map(|child| 1 + below(entries, child)).sum()
}
