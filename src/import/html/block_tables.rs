//! Tables that a page builds of other elements: blocks that stand in rows, or that name themselves row and cell
//! (WAI-ARIA 1.2, roles `row`, `cell`, `columnheader`, `rowheader`, `gridcell`). Must not know the form.

use super::dom::{Dom, DomId};
use super::dom_element::DomContent;
use super::element_style;
use super::html_tables::{self, HtmlCell};
use super::shown_text::ShownText;
use crate::limits::Limit;

/// The least numbers that tell a table of at least so many columns from other blocks that stand beside each other.
const NUMBERS: [(usize, usize); 2] = [(3, 6), (2, 20)];
/// Its least rows: links to the pages of a list are numbers in one row.
const ROWS: usize = 3;
/// How many elements may stand between a table and its rows, as those of its head and its body.
const BETWEEN: usize = 2;
/// A block with a cell of more characters is no table.
const LONG: usize = 400;

/// The rows of the element at `id`, each with an entry for every column; `None` if it is no table.
pub(super) fn rows(tree: &Dom, shown: &ShownText, id: DomId) -> Option<Vec<Vec<String>>> {
    let mut found = Vec::new();
    gather(tree, shown, id, BETWEEN, &mut found)?;
    let widest = found.iter().map(Vec::len).max()?;
    let numbers = found.iter().flatten().filter(|cell| is_number(tree, shown, **cell)).count();
    if found.len() < ROWS || !NUMBERS.iter().any(|(columns, least)| widest >= *columns && numbers >= *least) {
        return None;
    }
    let cell = |id: DomId| {
        let span = |name: &str| tree.element(id).and_then(|element| element.number(name));
        HtmlCell {
            text: html_tables::cell_text(tree, shown, id),
            down: span("aria-rowspan").unwrap_or(1),
            across: span("aria-colspan").unwrap_or(1),
        }
    };
    Some(html_tables::grid(found.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()))
}

/// Adds the rows among the children of `id`. `None`: something that is no row stands among them.
fn gather(tree: &Dom, shown: &ShownText, id: DomId, depth: usize, found: &mut Vec<Vec<DomId>>) -> Option<()> {
    for child in seen(tree, shown, id)? {
        match cells(tree, shown, child) {
            Some(cells) => found.push(cells),
            None if depth > 0 => gather(tree, shown, child, depth - 1, found)?,
            None => return None,
        }
        if found.len() > Limit::TableCells.most() {
            return None;
        }
    }
    Some(())
}

/// The children that are shown; `None` where text stands among them.
fn seen(tree: &Dom, shown: &ShownText, id: DomId) -> Option<Vec<DomId>> {
    let mut children = Vec::new();
    for child in tree.children(id) {
        match tree.content(child) {
            DomContent::Text(_) if shown.length(child) > 0 => return None,
            DomContent::Element(_) if !shown.is_unseen(child) => children.push(child),
            _ => {}
        }
        if children.len() > Limit::TableCells.most() {
            return None;
        }
    }
    Some(children)
}

/// The cells of a row: blocks of a few words side by side.
fn cells(tree: &Dom, shown: &ShownText, row: DomId) -> Option<Vec<DomId>> {
    let cells = seen(tree, shown, row)?;
    let is_side_by_side = declares(tree, row, "display", &["flex", "grid", "inline-flex", "table-row"])
        || tree.element(row).and_then(|row| row.attribute("role")) == Some("row");
    let is_cell = |cell: &DomId| {
        let own = tree.element(*cell);
        let is_block = own.is_some_and(element_style::is_block);
        (is_block || is_side_by_side || declares(tree, *cell, "display", &["table-cell", "inline-block"]))
            && shown.length(*cell) <= LONG
            && holds_words_only(tree, *cell)
    };
    (cells.len() > 1 && cells.len() <= Limit::TableColumns.most() && cells.iter().all(is_cell)).then_some(cells)
}

/// Whether there are no blocks side by side in a cell.
fn holds_words_only(tree: &Dom, cell: DomId) -> bool {
    let mut blocks = tree
        .below(cell, |_| true)
        .skip(1)
        .filter_map(|id| tree.element(id))
        .filter(|element| element_style::is_block(element));
    !(blocks.next().is_some() && blocks.next().is_some())
}

fn declares(tree: &Dom, id: DomId, name: &str, values: &[&str]) -> bool {
    let Some(element) = tree.element(id) else { return false };
    element_style::declarations(element).any(|(own, value)| own == name && values.contains(&value.as_str()))
}

/// Whether a cell shows a number and nothing else.
fn is_number(tree: &Dom, shown: &ShownText, cell: DomId) -> bool {
    shown.length(cell) < 20 && {
        let text = html_tables::cell_text(tree, shown, cell);
        let digits = text.strip_prefix('-').unwrap_or(&text);
        digits.chars().any(|one| one.is_ascii_digit())
            && digits.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ','))
    }
}
