//! A table of a page → rows of cells, spans written out. Layout tables are distinguished from data
//! tables.

use std::borrow::Cow;

use super::dom::{Dom, DomId};
use super::dom_element::{DomContent, DomElement};
use super::element_style;
use super::shown_text::{self, ShownText};
use crate::import::source_document::{lowered, raised};
use crate::limits::Limit;
use crate::richtext::TextMarks;

/// The greatest `colspan`, as in browsers (HTML Standard §4.9.11).
const ACROSS: usize = 1000;
/// Beyond this column, positions that a merged cell covers are left out: no table of a report is as wide, and
/// cells that push each other to the right make a page many times as large.
const WIDE: usize = 128;
/// A table with a cell of more characters is a layout table.
const LONG: usize = 400;

/// A cell of a table.
pub(super) struct HtmlCell {
    /// Its text in one line.
    pub text: String,
    /// Rows covered; 0 for all below.
    pub down: usize,
    /// Columns covered.
    pub across: usize,
}

/// The rows of the table at `table`, `None` if it is a layout table. No text is read before that is known:
/// a layout table's tables are asked next, and the text of the innermost would be read for each around it.
pub(super) fn rows(tree: &Dom, shown: &ShownText, table: DomId) -> Option<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<DomId>> = Vec::new();
    let mut nested = false;
    let outside = |id: DomId| id == table || tree.tag(id) != "table";
    let enters = |id: DomId| outside(id) && !matches!(tree.tag(id), "td" | "th" | "caption") && !shown.is_unseen(id);
    for id in tree.below(table, enters) {
        match tree.tag(id) {
            "tr" => rows.push(Vec::new()),
            "td" | "th" => {
                if shown.length(id) > LONG {
                    return None;
                }
                nested = nested || tree.below(id, outside).any(|id| tree.tag(id) == "table");
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut() {
                    row.push(id);
                }
            }
            _ => {}
        }
    }
    let wide = rows.iter().filter(|row| row.len() >= 3).count();
    let is_layout = (nested && wide < 3) || rows.iter().all(|row| row.len() < 2);
    if is_layout {
        return None;
    }
    let cell = |id: DomId| {
        let span = |name: &str| tree.element(id).and_then(|element| element.number(name));
        let down = span("rowspan").unwrap_or(1);
        let across = span("colspan").unwrap_or(1).clamp(1, ACROSS);
        HtmlCell { text: cell_text(tree, shown, id), down, across }
    };
    Some(grid(rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()))
}

/// A row for those tables that may be in the text: whether it heads the table, and its cells with the columns and rows
/// that they cover.
pub(super) type HtmlRow = (bool, Vec<(DomId, usize, usize)>);

/// The rows of a table that is no layout table; `None` where another table is in it, or more than a table in a text has.
pub(super) fn cells(tree: &Dom, shown: &ShownText, table: DomId) -> Option<Vec<HtmlRow>> {
    let mut rows: Vec<HtmlRow> = Vec::new();
    let (mut count, mut is_first) = (0_usize, true);
    let mut head_rows: Vec<bool> = Vec::new();
    let enters = |id: DomId| (id == table || !matches!(tree.tag(id), "td" | "th" | "caption")) && !shown.is_unseen(id);
    for id in tree.below(table, enters) {
        match tree.tag(id) {
            "table" if id != table => return None,
            "tr" => {
                rows.push((true, Vec::new()));
                head_rows.push(tree.parent(id).is_some_and(|parent| tree.tag(parent) == "thead"));
                is_first = false;
            }
            tag @ ("td" | "th") => {
                if tree.below(id, |_| true).any(|inner| tree.tag(inner) == "table") {
                    return None;
                }
                if is_first {
                    rows.push((true, Vec::new()));
                    head_rows.push(false);
                    is_first = false;
                }
                count += 1;
                let span = |name: &str| tree.element(id).and_then(|element| element.number(name));
                let (across, down) = (span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
                let across = across.clamp(1, Limit::TableColumns.most() + 1);
                let down = if down == 0 { Limit::TableCells.most() } else { down };
                if let Some((header, cells)) = rows.last_mut() {
                    *header &= tag == "th";
                    cells.push((id, across, down));
                }
            }
            _ => {}
        }
        if count > Limit::TableCells.most() {
            return None;
        }
    }
    for ((header, _), is_in_head) in rows.iter_mut().zip(head_rows) {
        *header |= is_in_head;
    }
    rows.retain(|(_, cells)| !cells.is_empty());
    Some(rows)
}

/// Rows with an entry for each column; positions covered by a merged cell are empty.
pub(super) fn grid(rows: Vec<Vec<HtmlCell>>) -> Vec<Vec<String>> {
    let count = rows.len();
    let mut left = Limit::Cells.most();
    // For each column how many more rows a cell from above covers.
    let mut covered: Vec<usize> = Vec::new();
    let mut result = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let mut texts = Vec::new();
        let mut column = 0;
        for cell in row {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                cover(&mut covered, column, None);
                column += 1;
                texts.push(String::new());
            }
            // `rowspan=0` extends to the end of the table.
            let down = if cell.down == 0 { count - index } else { cell.down.min(count - index) };
            let across = cell.across.min(WIDE.saturating_sub(column)).max(1);
            for inner in column..column + across {
                if inner < WIDE {
                    cover(&mut covered, inner, Some(down - 1));
                }
            }
            texts.push(cell.text);
            texts.extend(std::iter::repeat_n(String::new(), across - 1));
            column += across;
        }
        for column in column..covered.len() {
            cover(&mut covered, column, None);
            texts.push(String::new());
        }
        left = left.saturating_sub(texts.len());
        if left == 0 {
            break;
        }
        result.push(texts);
    }
    result
}

/// Sets for how many more rows a column is covered, or decrements that number.
fn cover(covered: &mut Vec<usize>, column: usize, rows: Option<usize>) {
    if column >= covered.len() {
        covered.resize(column + 1, 0);
    }
    if let Some(slot) = covered.get_mut(column) {
        *slot = rows.unwrap_or(slot.saturating_sub(1));
    }
}

/// What a field of a form shows that stands in a cell: systems that collect the tables save their pages so.
pub(super) fn field_text(tree: &Dom, id: DomId, element: &DomElement) -> Option<String> {
    match element.tag() {
        "input" if matches!(element.attribute("type"), None | Some("text" | "number" | "tel" | "")) => {
            Some(element.attribute("value")?.to_owned())
        }
        "textarea" => Some(tree.text(id)),
        _ => None,
    }
}

/// Where text stands.
enum Height {
    Above,
    OnLine,
    Below,
}

/// Where text of a cell stands.
fn height(tree: &Dom, text: DomId, cell: DomId) -> Height {
    let mut around = tree.parent(text).filter(|id| *id != cell);
    while let Some(id) = around {
        if let Some(element) = tree.element(id) {
            if element_style::marks(element, TextMarks::default()).superscript {
                return Height::Above;
            }
            if element_style::is_lowered(element) {
                return Height::Below;
            }
        }
        around = tree.parent(id).filter(|id| *id != cell);
    }
    Height::OnLine
}

/// The text of a cell in one line. Excel writes the value of a cell that shows `####` in `x:num`.
pub(super) fn cell_text(tree: &Dom, shown: &ShownText, cell: DomId) -> String {
    let (mut text, mut gap, mut is_on_line) = (String::new(), false, false);
    let seen = |id: DomId| !shown.is_unseen(id);
    for id in tree.below(cell, seen) {
        let shown_words = match tree.content(id) {
            DomContent::Text(own) if tree.parent(id).is_some_and(seen) => Some({
                match own.contains(|one: char| one.is_ascii_digit()).then(|| height(tree, id, cell)) {
                    // A whole number is set higher or lower for its looks.
                    Some(Height::Above) if is_on_line => Cow::Owned(raised(own)),
                    Some(Height::Below) if is_on_line => Cow::Owned(lowered(own)),
                    Some(Height::Above | Height::Below) => Cow::Borrowed(own.as_str()),
                    Some(Height::OnLine) | None => {
                        is_on_line |= !own.trim().is_empty();
                        Cow::Borrowed(own.as_str())
                    }
                }
            }),
            DomContent::Element(element) => field_text(tree, id, element).map(Cow::Owned),
            _ => None,
        };
        match (shown_words, tree.content(id)) {
            (Some(own), _) => {
                for one in own.chars() {
                    match one {
                        one if one.is_whitespace() => gap = true,
                        one if !shown_text::is_counted(one) => {}
                        one => {
                            if gap && !text.is_empty() {
                                text.push(' ');
                            }
                            gap = false;
                            text.push(one);
                        }
                    }
                }
            }
            (None, DomContent::Element(element)) if element.tag() == "br" || element_style::is_block(element) => {
                gap = true;
            }
            _ => {}
        }
    }
    let hidden = !text.is_empty() && text.chars().all(|one| one == '#');
    let meant = tree.element(cell).and_then(|element| element.attribute("x:num")).filter(|meant| !meant.is_empty());
    meant.filter(|_| hidden).map_or(text, str::to_owned)
}
