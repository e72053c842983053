//! Where the cells of a table lie on screen. Knows no numbers.

use egui::{Rect, Ui, pos2};

use crate::app::theme::{size, space};
use crate::form::{Cell, Content, Table};

/// Every cell's rectangle, counted from the table's top left corner.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The cells' rectangles, in the order of the form's cells.
    pub cells: Vec<Rect>,
    /// The height of the rows that stay in sight.
    pub header: f32,
    /// The size of the whole.
    pub size: egui::Vec2,
}

impl Plan {
    /// The table at `width`, its columns in the form's proportions, rows as high as their labels
    /// need.
    pub fn new(ui: &Ui, table: &Table, width: f32) -> Plan {
        let columns = edges(&widths(table, width));
        let rows = edges(&heights(ui, table, &columns));
        let at = |edges: &[f32], index: usize| edges.get(index).or(edges.last()).copied().unwrap_or_default();
        let rect = |cell: &Cell| {
            let min = pos2(at(&columns, cell.column), at(&rows, cell.row));
            let max = pos2(at(&columns, cell.column + cell.across), at(&rows, cell.row + cell.down));
            Rect::from_min_max(min, max)
        };
        Plan {
            cells: table.cells.iter().map(rect).collect(),
            header: at(&rows, table.header_rows),
            size: egui::vec2(at(&columns, columns.len()), at(&rows, rows.len())),
        }
    }
}

/// The text of a label, as a table shows it.
pub(super) fn label(ui: &Ui, cell: &Cell, width: f32, colour: egui::Color32) -> std::sync::Arc<egui::Galley> {
    let mut text = cell.label();
    if cell.upright {
        text = text.chars().flat_map(|character| [character, '\n']).collect();
        text.pop();
    }
    let halign = match cell.align {
        _ if cell.upright => egui::Align::Center,
        crate::form::Align::Center => egui::Align::Center,
        crate::form::Align::Left | crate::form::Align::Justify => egui::Align::Min,
    };
    let font = crate::app::theme::font(size::SMALL);
    let mut job = egui::text::LayoutJob::simple(text, font, colour, (width - 2.0 * space::TIGHT).max(size::SMALL));
    job.halign = halign;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Column widths in whole points; narrow columns get what a label of one character needs.
#[allow(clippy::cast_precision_loss)] // Twips of a page.
fn widths(table: &Table, width: f32) -> Vec<f32> {
    let total: u32 = table.widths.iter().sum();
    table.widths.iter().map(|twips| (width * *twips as f32 / total.max(1) as f32).floor().max(36.0)).collect()
}

fn heights(ui: &Ui, table: &Table, columns: &[f32]) -> Vec<f32> {
    let mut heights = vec![size::CONTROL; table.row_count()];
    let width = |cell: &Cell| {
        let edge = |index: usize| columns.get(index).copied().unwrap_or_default();
        edge(cell.column + cell.across) - edge(cell.column)
    };
    let needed = |cell: &Cell| label(ui, cell, width(cell), egui::Color32::BLACK).size().y + space::NEAR;
    let labels = || table.cells.iter().filter(|cell| matches!(cell.content, Content::Label { .. }));
    for cell in labels().filter(|cell| cell.down == 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(needed(cell)).ceil();
        }
    }
    for cell in labels().filter(|cell| cell.down > 1) {
        let rows = cell.row..(cell.row + cell.down).min(heights.len());
        let have: f32 = heights.get(rows.clone()).unwrap_or_default().iter().sum();
        let missing = needed(cell) - have;
        if let (true, Some(last)) = (missing > 0.0, heights.get_mut(rows.end.saturating_sub(1))) {
            *last += missing.ceil();
        }
    }
    heights
}

fn edges(lengths: &[f32]) -> Vec<f32> {
    let mut at = 0.0;
    let ends = lengths.iter().map(|length| {
        at += length;
        at
    });
    std::iter::once(0.0).chain(ends).collect()
}
