//! A table of the form with its numbers → strips. The grid's proportions are the official
//! template's, fitted to the type area; text stands in the middle of its cell's height; rules are
//! uniform hairlines. Knows no page: a table longer than one is parted between rows, under its
//! repeated header.

mod cell_text;
mod footnotes;
mod table_drawing;

use self::cell_text::CellText;
use super::Length;
use super::page::{HeaderScope, NodeId, StructureRole};
use super::page_breaking::{PageBody, Strip};
use super::paragraph_layout::Typesetter;
use crate::form::{Cell, Form, Table};
use crate::report::Report;

/// Space above and below the text of a cell: what looks best, what is still readable, and the
/// step between.
const AIRY: Length = Length::milli(6000);
const TIGHT: Length = Length::milli(1600);
/// The least space that a table is squeezed to in order to stay on a page.
const COMFORTABLE: Length = Length::milli(2200);
const STEP: Length = Length::milli(200);

/// A table with the text of each cell set and each height known but for the space around it.
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

/// The strips of `table`. It takes as much air as a page under its heading allows; where less is
/// left on a page, a tighter setting may fit.
pub fn table<'a>(
    setter: &mut Typesetter<'a>,
    form: &Form,
    report: &Report,
    table: &'a Table,
    section: NodeId,
    title: &str,
) -> Vec<Strip<'a>> {
    let style = setter.style;
    let node = setter.structure.add(StructureRole::Table(title.to_owned()), Some(section));
    let edges = edges(table, style.binding_margin + style.hairline / 2, style.type_width - style.hairline);
    let notes = footnotes::Footnotes::of(table, report);
    let nodes = nodes(setter, table, node);
    let texts =
        table.cells.iter().map(|cell| cell_text::text(setter, form, report, cell, &edges, &notes, table)).collect();
    let notes = notes.set(setter, report, section);
    let measured = MeasuredTable { table, edges, texts, nodes, notes, hairline: style.hairline, shade: form.band };
    let lines = |air: Length| style.lines_for(measured.height(air));
    // A line of the page is the section's title.
    let most = style.lines - 1;
    let Some(air) = airiest(|air| lines(air) <= most) else {
        return table_drawing::parts(&measured, TIGHT, style);
    };
    let (lines, least) = (lines(air), lines(air.min(COMFORTABLE)));
    let draw = move |lines: usize| {
        let room = style.line() * i32::try_from(lines).unwrap_or(0);
        let air = airiest(|air| measured.height(air) <= room + Length::milli(20)).unwrap_or(TIGHT);
        table_drawing::whole(&measured, air, room)
    };
    vec![Strip {
        lines,
        least,
        body: PageBody::Elastic(Box::new(draw)),
        may_end_page: true,
        paragraph: None,
        bookmark: None,
    }]
}

/// The most space above and below a text with which the table fits, from what looks best to what
/// is still readable; `None` where none fits. Less space never makes a table higher.
fn airiest(fits: impl Fn(Length) -> bool) -> Option<Length> {
    let airs: Vec<Length> =
        std::iter::successors(Some(AIRY), |air| Some(*air - STEP)).take_while(|air| *air >= TIGHT).collect();
    airs.get(airs.partition_point(|air| !fits(*air))).copied()
}

impl MeasuredTable<'_> {
    /// The height of the whole with its footnotes.
    fn height(&self, air: Length) -> Length {
        self.heights(air).into_iter().sum::<Length>() + self.notes.height()
    }

    /// The height of each row with `air` above and below each text.
    fn heights(&self, air: Length) -> Vec<Length> {
        let mut heights: Vec<Length> =
            self.table.heights.iter().map(|twips| Length::twips(i32::try_from(*twips).unwrap_or(0))).collect();
        let mut cells: Vec<(&Cell, Length)> =
            self.table.cells.iter().zip(&self.texts).map(|(cell, text)| (cell, text.height() + air * 2)).collect();
        // Cells of few rows first, so that a tall one finds the rows that it spans already high.
        cells.sort_by_key(|(cell, _)| cell.down);
        for (cell, needed) in cells {
            let rows = heights.iter_mut().skip(cell.row).take(cell.down);
            let present: Length = rows.map(|height| *height).sum();
            let missing = needed - present;
            if missing > Length::ZERO {
                let count = i64::try_from(cell.down).unwrap_or(1);
                let mut given = Length::ZERO;
                for (nth, height) in (1..).zip(heights.iter_mut().skip(cell.row).take(cell.down)) {
                    let upto = missing.scaled(nth, count);
                    *height += upto - given;
                    given = upto;
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
fn nodes(setter: &mut Typesetter<'_>, table: &Table, parent: NodeId) -> Vec<NodeId> {
    let mut nodes = Vec::with_capacity(table.cells.len());
    let mut row: Option<(usize, NodeId)> = None;
    for cell in &table.cells {
        let current = match row {
            Some((number, node)) if number == cell.row => node,
            _ => setter.structure.add(StructureRole::Row, Some(parent)),
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
        nodes.push(setter.structure.add(role, Some(current)));
    }
    nodes
}
