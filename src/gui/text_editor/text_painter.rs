//! Paints a text over what egui's widget has laid out: every find, what is selected, the caret. The widget shows
//! a selection only with the focus, and in the colours of a button. Knows no report.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{Galley, PlacedRow};
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_selection::visuals::{paint_cursor_end, paint_text_selection};
use egui::{Align2, Painter, Pos2, Rect, Shape, Stroke, Ui, Visuals, vec2};

use crate::gui::theme::{Palette, size};

/// What is painted over a text.
pub(super) struct TextLayers<'a> {
    /// What is selected, with the focus or without it.
    pub selected: Option<CCursorRange>,
    /// Its words: those of each cell, where it is a rectangle of them.
    pub words: &'a [CCursorRange],
    /// The finds of the find bar.
    pub finds: &'a [CCursorRange],
    /// What tracked changes put in or formatted, and the points at which they took something out.
    pub revised: &'a [CCursorRange],
    /// The words that open comments are about.
    pub commented: &'a [CCursorRange],
    /// Whether the caret is shown.
    pub caret: bool,
}

/// Paints the text whose galley stands at `at`.
pub(super) fn paint(
    ui: &Ui,
    painter: &Painter,
    (galley, at): (&Arc<Galley>, Pos2),
    layers: &TextLayers<'_>,
    colours: &Palette,
) {
    let (rows, visible) = visible(galley, at.y, painter.clip_rect());
    let mut shown = Arc::new(part(galley, rows));
    // What is put into a galley later lies lower.
    for words in layers.words.iter().filter_map(|words| within(words, &visible)) {
        let visuals = visuals(ui, colours.selected, colours.on_selected);
        paint_text_selection(&mut shown, &visuals, &words, None);
    }
    if !layers.finds.is_empty() {
        let visuals = visuals(ui, colours.found, colours.ink);
        let finds = layers.finds.iter().filter(|find| layers.words.iter().all(|words| apart(find, words)));
        for find in finds.filter_map(|find| within(find, &visible)) {
            paint_text_selection(&mut shown, &visuals, &find, None);
        }
    }
    painter.galley(at - vec2(galley.rect.left(), 0.0), shown, colours.ink);
    for range in layers.commented {
        for [from, to] in underlines(galley, at, range, &visible) {
            let stroke = Stroke::new(size::LINE * 2.0, colours.warning);
            painter.extend(Shape::dashed_line(&[from, to], stroke, size::LINE * 4.0, size::LINE * 3.0));
        }
    }
    for range in layers.revised {
        revised(painter, (galley, at), range, &visible, colours);
    }
    if let Some(selected) = layers.selected.filter(|_| layers.caret) {
        paint_cursor_end(painter, ui.visuals(), caret(galley, selected.primary).translate(at.to_vec2()));
    }
}

/// Underlines what was put in; a short stroke stands where something was taken out.
fn revised(
    painter: &Painter,
    (galley, at): (&Galley, Pos2),
    range: &CCursorRange,
    visible: &Range<usize>,
    colours: &Palette,
) {
    let [first, last] = range.sorted_cursors();
    let stroke = Stroke::new(size::LINE * 2.0, colours.accent);
    if first.index == last.index {
        if first.index.0 < visible.start || first.index.0 > visible.end {
            return;
        }
        let caret = galley.pos_from_cursor(first).translate(vec2(at.x - galley.rect.left(), at.y));
        let stroke = Stroke::new(size::LINE * 2.0, colours.error);
        painter.line_segment([caret.center_top(), caret.center_bottom()], stroke);
        return;
    }
    for line in underlines(galley, at, range, visible) {
        painter.line_segment(line, stroke);
    }
}

/// The lines under a range, one for each row in sight.
fn underlines(galley: &Galley, at: Pos2, range: &CCursorRange, visible: &Range<usize>) -> Vec<[Pos2; 2]> {
    let [first, last] = range.sorted_cursors();
    let (mut lines, mut start) = (Vec::new(), 0);
    for row in &galley.rows {
        let end = start + row.char_count_including_newline().0;
        let (from, to) = (first.index.0.max(start), last.index.0.min(end));
        if from < to && start < visible.end && visible.start < end {
            let x = |index: usize, is_start: bool| {
                let cursor = CCursor { prefer_next_row: is_start, ..CCursor::new(index) };
                galley.pos_from_cursor(cursor).center().x - galley.rect.left() + at.x
            };
            let ends_row = to == end && row.ends_with_newline;
            let right = if ends_row { at.x - galley.rect.left() + row.pos.x + row.size.x } else { x(to, false) };
            let bottom = at.y + row.pos.y + row.size.y;
            lines.push([Pos2::new(x(from, true), bottom), Pos2::new(right, bottom)]);
        }
        start = end;
    }
    lines
}

/// The numbers of comments beside the rows in which the words begin that they are about, at `right`.
pub(super) fn margin_numbers(
    ui: &Ui,
    galley: &Galley,
    (at, right): (Pos2, f32),
    numbers: &[(CCursor, String)],
    colours: &Palette,
) {
    let mut rows: Vec<(f32, String)> = Vec::new();
    for (cursor, number) in numbers {
        let y = caret(galley, *cursor).center().y + at.y;
        match rows.iter_mut().find(|(other, _)| (*other - y).abs() < 1.0) {
            Some((_, text)) => *text += &format!(" {number}"),
            None => rows.push((y, number.clone())),
        }
    }
    for (y, text) in rows {
        let font = crate::gui::theme::font(size::SMALL);
        ui.painter().text(Pos2::new(right, y), Align2::LEFT_CENTER, text, font, colours.warning);
    }
}

/// Where a caret stands, counted from the galley's corner.
pub(super) fn caret(galley: &Galley, cursor: CCursor) -> Rect {
    galley.pos_from_cursor(cursor).translate(vec2(-galley.rect.left(), 0.0)).expand(1.5)
}

/// The rows of a galley from one to another. egui copies a galley that it paints a selection on, and makes room for all
/// that it has in every frame: megabytes in a text of 200,000 characters, of which a page is in sight.
fn part(galley: &Galley, rows: Range<usize>) -> Galley {
    let rows = galley.rows.get(rows).unwrap_or_default().to_vec();
    let mesh = |row: &PlacedRow| (row.visuals.mesh.vertices.len(), row.visuals.mesh.indices.len());
    let add = |(one, other): (usize, usize), (more, further): (usize, usize)| (one + more, other + further);
    let mut part = Galley::concat(Arc::clone(&galley.job), &[], galley.pixels_per_point);
    (part.num_vertices, part.num_indices) = rows.iter().map(mesh).fold((0, 0), add);
    (part.rect, part.mesh_bounds, part.rows) = (galley.rect, galley.mesh_bounds, rows);
    part
}

/// The rows that are in sight, with a row above and one below, and their characters.
fn visible(galley: &Galley, top: f32, clip: Rect) -> (Range<usize>, Range<usize>) {
    let mut at = 0;
    let mut seen: Option<(Range<usize>, Range<usize>)> = None;
    let mut before = 0;
    for (number, row) in galley.rows.iter().enumerate() {
        let end = at + row.char_count_including_newline().0;
        let (above, below) = (top + row.pos.y, top + row.pos.y + row.size.y);
        if below + row.size.y >= clip.top() && above - row.size.y <= clip.bottom() {
            let first = seen.map_or((number.saturating_sub(1), before), |(rows, seen)| (rows.start, seen.start));
            seen = Some((first.0..number + 1, first.1..end));
        }
        (before, at) = (at, end);
    }
    seen.unwrap_or_default()
}

/// What a range has in these characters, counted from the first of them; `None` where that is nothing.
fn within(range: &CCursorRange, characters: &Range<usize>) -> Option<CCursorRange> {
    let [start, end] = range.sorted_cursors();
    let first = if start.index.0 < characters.start { CCursor::new(characters.start) } else { start };
    let last = if end.index.0 > characters.end { CCursor::new(characters.end) } else { end };
    let shifted = |cursor: CCursor| CCursor { index: CharIndex(cursor.index.0 - characters.start), ..cursor };
    (first.index < last.index).then(|| CCursorRange::two(shifted(first), shifted(last)))
}

fn visuals(ui: &Ui, ground: egui::Color32, ink: egui::Color32) -> Visuals {
    let mut visuals = ui.visuals().clone();
    visuals.selection.bg_fill = ground;
    visuals.selection.stroke.color = ink;
    visuals
}

/// Whether two ranges have no character in common.
fn apart(one: &CCursorRange, other: &CCursorRange) -> bool {
    let ([one_start, one_end], [other_start, other_end]) = (one.sorted_cursors(), other.sorted_cursors());
    one_end.index <= other_start.index || other_end.index <= one_start.index
}
