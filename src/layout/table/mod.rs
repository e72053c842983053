//! A table of the form with its numbers → strips. The grid has the proportions of the official
//! template, scaled to the type area; text is centred vertically in its cell; all rules are
//! hairlines. Must not know pages: a table longer than one is divided between rows, and its header
//! is repeated.

mod cell_text;
mod footnotes;
mod table_drawing;
mod table_rules;

pub use table_rules::TableRules;

use self::cell_text::CellText;
use super::Length;
use super::page::{HeaderScope, NodeId, StructureRole};
use super::page_breaking::{PageBody, Strip};
use super::paragraph_layout::Typesetter;
use crate::form::{Cell, Form, Table};
use crate::report::Report;

/// The padding above and below the text of a cell: the greatest, the least that is readable, and
/// the step between two that are tried.
const PADDING_MOST: Length = Length::milli(6000);
const PADDING_LEAST: Length = Length::milli(1600);
/// The least padding that a table is shrunk to in order to stay on a page.
const PADDING_COMFORTABLE: Length = Length::milli(2200);
const PADDING_STEP: Length = Length::milli(200);

/// A table with the text of each cell laid out; only the padding is still open.
struct MeasuredTable<'a> {
    table: &'a Table,
    /// Left edges of the columns, and the right edge of the last.
    edges: Vec<Length>,
    texts: Vec<CellText>,
    nodes: Vec<NodeId>,
    notes: footnotes::Footnotes,
    hairline: Length,
    shade: u32,
}

/// The strips of `table`. It has as much padding as a page below its heading allows; less where
/// only part of a page is left.
pub fn table<'a>(
    typesetter: &mut Typesetter<'a>,
    form: &Form,
    report: &Report,
    table: &'a Table,
    section: NodeId,
    title: &str,
) -> Vec<Strip<'a>> {
    let style = typesetter.style;
    let node = typesetter.structure.add(StructureRole::Table(title.to_owned()), Some(section));
    let edges = edges(table, style.binding_margin + style.hairline / 2, style.type_width - style.hairline);
    let notes = footnotes::Footnotes::of(table, report);
    let nodes = nodes(typesetter, table, node);
    let texts =
        table.cells.iter().map(|cell| cell_text::text(typesetter, form, report, cell, &edges, &notes, table)).collect();
    let notes = notes.set(typesetter, report, section);
    let measured = MeasuredTable { table, edges, texts, nodes, notes, hairline: style.hairline, shade: form.band };
    let lines = |padding: Length| style.lines_for(measured.height(padding));
    // One line of the page is taken by the section's title.
    let most = style.lines - 1;
    let Some(padding) = greatest_padding(|padding| lines(padding) <= most) else {
        return table_drawing::parts(&measured, PADDING_LEAST, style);
    };
    let (lines, least) = (lines(padding), lines(padding.min(PADDING_COMFORTABLE)));
    let draw = move |lines: usize| {
        let room = style.line() * i32::try_from(lines).unwrap_or(0);
        let padding =
            greatest_padding(|padding| measured.height(padding) <= room + Length::milli(20)).unwrap_or(PADDING_LEAST);
        table_drawing::whole(&measured, padding, room)
    };
    vec![Strip {
        lines,
        least,
        body: PageBody::Elastic(Box::new(draw)),
        may_end_page: true,
        bookmark: None,
        floats: false,
        ends_floats: false,
    }]
}

/// The greatest padding with which the table fits; `None` if none does. A binary search: less
/// padding never makes a table higher.
fn greatest_padding(fits: impl Fn(Length) -> bool) -> Option<Length> {
    let paddings: Vec<Length> = std::iter::successors(Some(PADDING_MOST), |padding| Some(*padding - PADDING_STEP))
        .take_while(|padding| *padding >= PADDING_LEAST)
        .collect();
    paddings.get(paddings.partition_point(|padding| !fits(*padding))).copied()
}

impl MeasuredTable<'_> {
    /// The height of the whole with its footnotes.
    fn height(&self, padding: Length) -> Length {
        self.heights(padding).into_iter().sum::<Length>() + self.notes.height()
    }

    /// The height of each row with `padding` above and below each text.
    fn heights(&self, padding: Length) -> Vec<Length> {
        let mut heights: Vec<Length> =
            self.table.heights.iter().map(|twips| Length::twips(i32::try_from(*twips).unwrap_or(0))).collect();
        let mut cells: Vec<(&Cell, Length)> =
            self.table.cells.iter().zip(&self.texts).map(|(cell, text)| (cell, text.height() + padding * 2)).collect();
        // Cells of few rows first, so that the heights of the rows that a tall cell spans are known.
        cells.sort_by_key(|(cell, _)| cell.down);
        for (cell, needed) in cells {
            let rows = heights.iter_mut().skip(cell.row).take(cell.down);
            let present: Length = rows.map(|height| *height).sum();
            let missing = needed - present;
            if missing > Length::ZERO {
                let count = i64::try_from(cell.down).unwrap_or(1);
                let mut given = Length::ZERO;
                for (nth, height) in (1..).zip(heights.iter_mut().skip(cell.row).take(cell.down)) {
                    let up_to = missing.scaled(nth, count);
                    *height += up_to - given;
                    given = up_to;
                }
            }
        }
        heights
    }
}

/// The edges of the columns: the template's widths, scaled.
fn edges(table: &Table, left: Length, width: Length) -> Vec<Length> {
    let total: i64 = table.widths.iter().map(|width| i64::from(*width)).sum();
    let mut reached = 0;
    let mut edges = vec![left];
    for column in &table.widths {
        reached += i64::from(*column);
        edges.push(left + width.scaled(reached, total));
    }
    edges
}

/// A structure node for each cell, in the rows of the table.
fn nodes(typesetter: &mut Typesetter<'_>, table: &Table, parent: NodeId) -> Vec<NodeId> {
    let mut nodes = Vec::with_capacity(table.cells.len());
    let mut row: Option<(usize, NodeId)> = None;
    for cell in &table.cells {
        let current = match row {
            Some((number, node)) if number == cell.row => node,
            _ => typesetter.structure.add(StructureRole::Row, Some(parent)),
        };
        row = Some((cell.row, current));
        let (down, across) = (cell.down, cell.across);
        let heads_row = table
            .cells
            .iter()
            .any(|other| other.key().is_some() && cell.covers(other.row, cell.column) && other.column > cell.column);
        let role = match (cell.key(), heads_row) {
            (Some(_), _) => StructureRole::DataCell { down, across },
            (None, true) => StructureRole::HeaderCell { scope: HeaderScope::Row, down, across },
            (None, false) => StructureRole::HeaderCell { scope: HeaderScope::Column, down, across },
        };
        nodes.push(typesetter.structure.add(role, Some(current)));
    }
    nodes
}
