//! The rectangles of a table's cells on screen. Knows no numbers.

use egui::{Rect, Ui, pos2};

use crate::form::{Cell, CellContent, Table, split_bracketed_number};
use crate::gui::theme::{size, space};

/// Every cell's rectangle, counted from the table's top left corner.
#[derive(Clone, Debug, Default)]
pub struct CellRects {
    /// The cells' rectangles, in the order of the form's cells.
    pub cells: Vec<Rect>,
    /// The height of the rows that stay in sight.
    pub header: f32,
    /// The size of the whole.
    pub size: egui::Vec2,
}

impl CellRects {
    /// The table at `width`, its columns in the form's proportions but none narrower than `least`, rows as high as
    /// their labels need. Where all columns are that narrow, the table is wider.
    pub fn new(ui: &Ui, table: &Table, width: f32, least: f32) -> CellRects {
        let columns = edges(&widths(table, width, least.max(NARROWEST)));
        let rows = edges(&heights(ui, table, &columns));
        let at = |edges: &[f32], index: usize| edges.get(index).or(edges.last()).copied().unwrap_or_default();
        let rect = |cell: &Cell| {
            let min = pos2(at(&columns, cell.column), at(&rows, cell.row));
            let max = pos2(at(&columns, cell.column + cell.across), at(&rows, cell.row + cell.down));
            Rect::from_min_max(min, max)
        };
        CellRects {
            cells: table.cells.iter().map(rect).collect(),
            header: at(&rows, table.header_rows),
            size: egui::vec2(at(&columns, columns.len()), at(&rows, rows.len())),
        }
    }
}

/// The text of a label, as a table shows it.
pub(super) fn label(ui: &Ui, cell: &Cell, width: f32, colour: egui::Color32) -> std::sync::Arc<egui::Galley> {
    let mut text = cell.label();
    let mut room = (width - 2.0 * space::TIGHT).max(size::SMALL);
    if cell.upright {
        text = text.chars().flat_map(|character| [character, '\n']).collect();
        text.pop();
    } else if let Some(broken) = after_number(&text, room) {
        text = broken;
    } else if cell.align == crate::form::CellAlign::Center {
        room = by_words(&text, room);
    }
    let halign = match cell.align {
        _ if cell.upright => egui::Align::Center,
        crate::form::CellAlign::Center => egui::Align::Center,
        crate::form::CellAlign::Left | crate::form::CellAlign::Justify => egui::Align::Min,
    };
    let font = crate::gui::theme::font(size::SMALL);
    let mut job = egui::text::LayoutJob::simple(text, font, colour, room);
    job.halign = halign;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// How many points a label of so many Chinese characters needs.
#[allow(clippy::cast_precision_loss)] // A label has a few dozen characters.
fn points(characters: usize) -> f32 {
    characters as f32 * size::SMALL
}

/// `（三）不予公开` broken after its number, where one line has no room for it and two have.
fn after_number(text: &str, room: f32) -> Option<String> {
    let (number, rest) = split_bracketed_number(text)?;
    let fits = |text: &str| points(text.chars().count()) <= room;
    (!fits(text) && fits(rest) && fits(number)).then(|| format!("{number}\n{rest}"))
}

/// The width in which a column's head breaks between its words, each of two characters:
/// 社会／公益／组织, not 社会公／益组织.
fn by_words(text: &str, room: f32) -> f32 {
    let count = text.chars().count();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A few dozen characters.
    let most = (room / size::SMALL) as usize / 2 * 2;
    if !count.is_multiple_of(2) || points(count) <= room || most < 2 || !text.chars().all(|one| one > '\u{3000}') {
        return room;
    }
    let lines = count.div_ceil(most);
    points(count.div_ceil(lines).next_multiple_of(2)) + size::LINE
}

/// The least width of a column, for a number of four digits.
const NARROWEST: f32 = 36.0;

/// Column widths in whole points that together are `width`, none less than `least`; what narrow columns need more
/// than their share is taken from the widest.
#[allow(clippy::cast_precision_loss)] // Twips of a page.
fn widths(table: &Table, width: f32, least: f32) -> Vec<f32> {
    let total: u32 = table.widths.iter().sum();
    let share = |twips: &u32| (width * *twips as f32 / total.max(1) as f32).floor().max(least);
    let mut widths: Vec<f32> = table.widths.iter().map(share).collect();
    let rest = width.floor() - widths.iter().sum::<f32>();
    if let Some(widest) = widths.iter_mut().max_by(|one, other| one.total_cmp(other)) {
        *widest = (*widest + rest).max(least);
    }
    widths
}

fn heights(ui: &Ui, table: &Table, columns: &[f32]) -> Vec<f32> {
    let mut heights = vec![size::CONTROL; table.row_count()];
    let width = |cell: &Cell| {
        let edge = |index: usize| columns.get(index).copied().unwrap_or_default();
        edge(cell.column + cell.across) - edge(cell.column)
    };
    let needed = |cell: &Cell| label(ui, cell, width(cell), egui::Color32::BLACK).size().y + space::NEAR;
    let labels = || table.cells.iter().filter(|cell| matches!(cell.content, CellContent::Label { .. }));
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
