//! Tables in the editor: where their cells stand in the column. Moves the rows of a galley that was laid out paragraph
//! below paragraph to their cells, paints the rules, and finds the cell at a point. Changes no report.

use egui::epaint::text::Galley;
use egui::text::CCursor;
use egui::{Painter, Pos2, Rect, Stroke, StrokeKind, pos2};

use super::text_style::EditorStyle;
use crate::gui::theme::size;
use crate::richtext::{GridCell, ProseTable, RichText, TableSelection};

/// Units of a column for the shares of its parts.
const WHOLE: u32 = 100_000;
/// What stands clear at each side of the words of a cell, in ems.
const CLEAR: f32 = 0.3;
/// The space above and below a table, in ems.
const AROUND: f32 = 0.5;

/// A cell on screen.
#[derive(Clone, Debug)]
pub(super) struct CellBox {
    /// Its edges, counted from the galley's corner.
    pub rect: Rect,
    /// Its paragraphs.
    pub paragraphs: std::ops::Range<usize>,
    /// Whether it heads the table.
    pub is_head: bool,
}

/// The widths in which the paragraphs of a text are laid out, where they stand in cells.
pub(super) fn widths(prose: &RichText, width: f32, em: f32) -> Vec<Option<f32>> {
    let mut widths = vec![None; prose.paragraphs.len()];
    for table in prose.tables() {
        let edges = edges(prose, &table, width);
        for cell in &table.cells {
            let (left, right) = sides(&edges, cell);
            let inner = (right - left - em * CLEAR * 2.0).max(em);
            widths.iter_mut().take(cell.paragraphs.end).skip(cell.paragraphs.start).for_each(|own| *own = Some(inner));
        }
    }
    widths
}

/// Moves the rows of cells to their places, and what follows them.
pub(super) fn place(galley: &mut Galley, prose: &RichText, width: f32, em: f32) -> Vec<CellBox> {
    let tables = prose.tables();
    if tables.is_empty() {
        return Vec::new();
    }
    // The rows of each paragraph.
    let mut rows: Vec<std::ops::Range<usize>> = Vec::with_capacity(prose.paragraphs.len());
    let mut from = 0;
    for (number, row) in galley.rows.iter().enumerate() {
        if row.ends_with_newline || number + 1 == galley.rows.len() {
            rows.push(from..number + 1);
            from = number + 1;
        }
    }
    let (mut boxes, mut shift, mut next) = (Vec::new(), 0.0, 0);
    let mut tables = tables.into_iter().peekable();
    while next < rows.len() {
        let Some(table) = tables.next_if(|table| table.paragraphs.start == next) else {
            let own = rows.get(next).cloned().unwrap_or_default();
            galley.rows.iter_mut().take(own.end).skip(own.start).for_each(|row| row.pos.y += shift);
            next += 1;
            continue;
        };
        let height = |cell: &GridCell| -> f32 {
            let own = cell.paragraphs.clone().filter_map(|number| rows.get(number).cloned()).flatten();
            own.filter_map(|row| galley.rows.get(row)).map(|row| row.size.y).sum()
        };
        let contents: Vec<f32> = table.cells.iter().map(height).collect();
        let first = rows.get(next).and_then(|own| galley.rows.get(own.start)).map_or(0.0, |row| row.pos.y);
        let top = first + shift + em * AROUND;
        let edges = edges(prose, &table, width);
        let tops = tops(&table, &contents, em);
        for (cell, content) in table.cells.iter().zip(&contents) {
            let (left, right) = sides(&edges, cell);
            let at = |row: usize| tops.get(row).copied().unwrap_or_default();
            let (upper, lower) = (top + at(cell.row), top + at(cell.row + cell.down));
            let mut y = upper + ((lower - upper - content) / 2.0).max(0.0);
            for row in cell.paragraphs.clone().filter_map(|number| rows.get(number).cloned()).flatten() {
                if let Some(row) = galley.rows.get_mut(row) {
                    row.pos.x += left + em * CLEAR;
                    row.pos.y = y;
                    y += row.size.y;
                }
            }
            let rect = Rect::from_min_max(pos2(left, upper), pos2(right, lower));
            boxes.push(CellBox { rect, paragraphs: cell.paragraphs.clone(), is_head: cell.row < table.header_rows });
        }
        let stacked: f32 = contents.iter().sum();
        shift += tops.last().copied().unwrap_or_default() + em * AROUND * 2.0 - stacked;
        next = table.paragraphs.end;
    }
    galley.rect.max.y += shift;
    galley.rect.max.x = galley.rect.max.x.max(galley.rect.min.x + width);
    galley.mesh_bounds = galley
        .rows
        .iter()
        .fold(Rect::NOTHING, |all, row| all.union(row.visuals.mesh_bounds.translate(row.pos.to_vec2())));
    boxes
}

/// Paints the rules of tables, and the ground of their heads.
pub(super) fn paint(
    painter: &Painter,
    boxes: &[CellBox],
    at: Pos2,
    look: EditorStyle,
    selected: Option<&TableSelection>,
) {
    let is_selected = |cell: &CellBox| {
        selected.is_some_and(|TableSelection { table, rows, columns }| {
            let own = table.cell_of(cell.paragraphs.start);
            own.is_some_and(|own| rows.contains(&own.row) && columns.contains(&own.column))
        })
    };
    let stroke = Stroke::new(size::LINE, look.colours.line);
    for cell in boxes {
        let rect = cell.rect.translate(at.to_vec2());
        if !rect.intersects(painter.clip_rect()) {
            continue;
        }
        if is_selected(cell) {
            painter.rect_filled(rect, 0.0, look.colours.selected);
        } else if cell.is_head {
            painter.rect_filled(rect, 0.0, look.colours.panel);
        }
        painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Middle);
    }
}

/// The place of a point within a table; `None` outside of tables.
pub(super) fn cursor(galley: &Galley, boxes: &[CellBox], point: Pos2) -> Option<CCursor> {
    let cell = boxes.iter().find(|cell| cell.rect.contains(point))?;
    let (mut number, mut index) = (0, 0);
    let mut best: Option<(f32, usize)> = None;
    for row in &galley.rows {
        if cell.paragraphs.contains(&number) {
            let above = (row.pos.y - point.y).max(point.y - row.pos.y - row.size.y).max(0.0);
            let column = row.char_at(point.x - row.pos.x).0;
            if best.is_none_or(|(distance, _)| above < distance) {
                best = Some((above, index + column));
            }
        }
        index += row.char_count_including_newline().0;
        number += usize::from(row.ends_with_newline);
    }
    best.map(|(_, index)| CCursor::new(index))
}

/// The point above or below a caret from which the next row is looked for; `None` where the caret is in no table.
pub(super) fn beside(boxes: &[CellBox], paragraph: usize, caret: Rect, down: bool) -> Option<Pos2> {
    let cell = boxes.iter().find(|cell| cell.paragraphs.contains(&paragraph))?;
    let y = if down { caret.bottom() + caret.height() * 0.4 } else { caret.top() - caret.height() * 0.4 };
    // Past the last row of the cell, the cell below it.
    let y = match cell.rect.y_range().contains(y) {
        true => y,
        false if down => cell.rect.bottom() + 2.0,
        false => cell.rect.top() - 2.0,
    };
    // Of a cell that has hardly any width, its left edge.
    Some(pos2(caret.center().x.min(cell.rect.right() - 1.0).max(cell.rect.left() + 1.0), y))
}

fn edges(prose: &RichText, table: &ProseTable, width: f32) -> Vec<f32> {
    #[allow(clippy::cast_precision_loss)] // Shares of a hundred thousand.
    let share = |edge: u32| width * edge as f32 / WHOLE as f32;
    std::iter::once(0.0).chain(table.column_edges(prose, WHOLE).into_iter().map(share)).collect()
}

fn sides(edges: &[f32], cell: &GridCell) -> (f32, f32) {
    let edge = |column: usize| edges.get(column).copied().unwrap_or_default();
    (edge(cell.column), edge(cell.column + cell.across))
}

/// The upper edges of the rows and the lower edge of the last, from the table's top.
fn tops(table: &ProseTable, contents: &[f32], em: f32) -> Vec<f32> {
    let mut heights = vec![em * 2.2; table.rows];
    let mut cells: Vec<(&GridCell, f32)> = table.cells.iter().zip(contents.iter().copied()).collect();
    cells.sort_by_key(|(cell, _)| cell.down);
    for (cell, content) in cells {
        let present: f32 = heights.iter().skip(cell.row).take(cell.down).sum();
        #[allow(clippy::cast_precision_loss)] // A few rows.
        let more = (content + em * CLEAR - present).max(0.0) / cell.down.max(1) as f32;
        heights.iter_mut().skip(cell.row).take(cell.down).for_each(|height| *height += more);
    }
    let mut top = 0.0;
    let mut tops = vec![top];
    for height in heights {
        top += height;
        tops.push(top);
    }
    tops
}
