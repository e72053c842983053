//! Draws a measured table: shading, text, rules. Must not know the report.

use super::MeasuredTable;
use super::footnotes::Footnote;
use super::table_rules::TableRules;
use crate::layout::Length;
use crate::layout::line_breaking::BrokenLine;
use crate::layout::line_items::{LineContext, emit};
use crate::layout::page::{Colour, FilledRect, PageItem, Shape};
use crate::layout::page_breaking::Strip;
use crate::layout::page_style::PageStyle;
use crate::layout::paragraph_layout::Typesetter;
use crate::report::Place;

/// The whole table with its footnotes, in `room`.
pub fn whole(measured: &MeasuredTable<'_>, padding: Length, room: Length) -> Vec<PageItem> {
    let heights = measured.heights(padding);
    let height: Length = heights.iter().copied().sum::<Length>() + measured.notes.height();
    // Most of the space left in the last line goes below the table.
    let top = ((room - height) / 2).max(Length::ZERO).min(Length::pt(8));
    let rows: Vec<_> = heights.iter().copied().enumerate().collect();
    let mut items = Vec::new();
    let foot = draw_rows(measured, &rows, top, &mut items);
    footnotes(measured, foot, &mut items);
    items
}

/// The table divided into parts, each as long as a page allows, each below the repeated header.
pub fn parts(measured: &MeasuredTable<'_>, padding: Length, style: &PageStyle) -> Vec<Strip<'static>> {
    let heights: Vec<_> = measured.heights(padding).into_iter().enumerate().collect();
    let (header, body) = heights.split_at(measured.table.header_rows.min(heights.len()));
    let header_height: Length = header.iter().map(|(_, height)| *height).sum();
    let mut strips = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        // The first part is below the section's title.
        let lines = style.lines - usize::from(strips.is_empty());
        let room = style.line() * i32::try_from(lines).unwrap_or(1) - header_height - style.hairline;
        let mut taken = Length::ZERO;
        let count = rest.iter().take_while(|(_, height)| {
            taken += *height;
            taken <= room
        });
        let (now, later) = rest.split_at(count.count().max(1));
        let rows: Vec<_> = header.iter().chain(now).copied().collect();
        let mut items = Vec::new();
        let mut foot = draw_rows(measured, &rows, style.hairline, &mut items);
        let with_notes = foot + measured.notes.height();
        let holds_notes = later.is_empty() && style.lines_for(with_notes) <= lines;
        if holds_notes {
            footnotes(measured, foot, &mut items);
            foot = with_notes;
        }
        strips.push(Strip { may_end_page: true, ..Strip::set(style.lines_for(foot), items) });
        if later.is_empty() && !holds_notes {
            strips.extend(measured.notes.set.iter().flat_map(|note| footnote_strips(measured, note, style)));
        }
        rest = later;
    }
    strips
}

/// A footnote of a divided table: strips of one line each.
fn footnote_strips(measured: &MeasuredTable<'_>, note: &Footnote, style: &PageStyle) -> Vec<Strip<'static>> {
    let left = measured.edges.first().copied().unwrap_or(Length::ZERO);
    let strip = |line| {
        let mut items = Vec::new();
        footnote_line(measured, note, line, left, (style.line() - measured.notes.leading()) / 2, &mut items);
        Strip { may_end_page: true, ..Strip::set(1, items) }
    };
    note.lines.iter().map(strip).collect()
}

/// Draws the rows given by number and height from `top` downwards; returns the bottom. A cell that
/// extends beyond them is cut there, and its text is repeated in the next part.
fn draw_rows(measured: &MeasuredTable<'_>, rows: &[(usize, Length)], top: Length, items: &mut Vec<PageItem>) -> Length {
    let mut tops = vec![top];
    for (_, height) in rows {
        tops.push(tops.last().copied().unwrap_or(top) + *height);
    }
    let edge = |column: usize| measured.edges.get(column).copied().unwrap_or(Length::ZERO);
    let at = |row: usize| tops.get(row).copied().unwrap_or(top);
    let (mut fills, mut texts, mut rules) = (Vec::new(), Vec::new(), TableRules::default());
    for ((cell, text), node) in measured.table.cells.iter().zip(&measured.texts).zip(&measured.nodes) {
        let covers = |(row, _): &(usize, Length)| cell.covers(*row, cell.column);
        let Some(first) = rows.iter().position(covers) else { continue };
        let last = rows.iter().rposition(covers).unwrap_or(first);
        let (left, right) = (edge(cell.column), edge(cell.column + cell.across));
        let (upper, lower) = (at(first), at(last + 1));
        rules.frame(left, right, upper, lower);
        if cell.shaded {
            let fill = FilledRect {
                x: left,
                y: upper,
                width: right - left,
                height: lower - upper,
                colour: Colour(measured.shade),
            };
            fills.push(PageItem { shape: Shape::Fill(fill), place: Place::Table(measured.table.name), node: None });
        }
        // Repeated text is an artifact: it is not in the structure tree.
        let is_repeated = rows.first().is_some_and(|(row, _)| *row > cell.row)
            || rows.windows(2).any(|pair| matches!(pair, [(before, _), (after, _)] if cell.row < *after && before + 1 < *after && cell.row + cell.down > *after))
            || (cell.row < measured.table.header_rows && is_continued(measured, rows));
        let mut line_top = upper + (lower - upper - text.height()) / 2;
        for line in &text.lines {
            let baseline = line_top + Typesetter::baseline(text.leading(), text.size);
            let node = if is_repeated { None } else { Some(*node) };
            emit(line, &LineContext { x: text.left, baseline, node, place: &|_, _| text.place }, &mut texts);
            line_top += text.leading();
        }
    }
    items.append(&mut fills);
    items.append(&mut texts);
    rules.draw(measured.hairline, Place::Table(measured.table.name), items);
    at(rows.len())
}

/// Whether these rows continue a table that began on an earlier page.
fn is_continued(measured: &MeasuredTable<'_>, rows: &[(usize, Length)]) -> bool {
    let header = measured.table.header_rows;
    rows.iter().find(|(row, _)| *row >= header).is_some_and(|(row, _)| *row > header)
}

fn footnotes(measured: &MeasuredTable<'_>, foot: Length, items: &mut Vec<PageItem>) {
    let notes = &measured.notes;
    let left = measured.edges.first().copied().unwrap_or(Length::ZERO);
    let mut top = foot + notes.top();
    for note in &notes.set {
        for line in &note.lines {
            footnote_line(measured, note, line, left, top, items);
            top += notes.leading();
        }
    }
}

fn footnote_line(
    measured: &MeasuredTable<'_>,
    note: &Footnote,
    line: &BrokenLine,
    left: Length,
    top: Length,
    items: &mut Vec<PageItem>,
) {
    let baseline = top + Typesetter::baseline(measured.notes.leading(), measured.notes.size);
    emit(line, &LineContext { x: left, baseline, node: Some(note.node), place: &|_, _| note.place }, items);
}
