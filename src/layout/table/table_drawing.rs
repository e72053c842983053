//! Draws a measured table: shading, text, rules. Must not know the report.

use std::collections::BTreeMap;
use std::ops::Range;

use super::MeasuredTable;
use super::cell_text::CellText;
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
    let foot = draw_rows(measured, &rows, None, top, &mut items);
    footnotes(measured, foot, &mut items);
    items
}

/// A part of a row that is higher than a page.
struct RowPart {
    /// Which lines of each cell are in it, by the number of the cell.
    lines: BTreeMap<usize, Range<usize>>,
    /// The padding above them.
    padding: Length,
    /// Whether another part is before it.
    continues: bool,
}

/// The table divided into parts, each as long as a page allows, each below the repeated header.
pub fn parts(measured: &MeasuredTable<'_>, padding: Length, style: &PageStyle) -> Vec<Strip<'static>> {
    let heights: Vec<_> = measured.heights(padding).into_iter().enumerate().collect();
    let (header, body) = heights.split_at(measured.table.header_rows.min(heights.len()));
    let header_height: Length = header.iter().map(|(_, height)| *height).sum();
    let mut strips = Vec::new();
    let mut rest = body;
    let room_in = |lines: usize| style.line() * i32::try_from(lines).unwrap_or(1) - header_height - style.hairline;
    while let Some(((row, height), after)) = rest.split_first() {
        // The first part is below the section's title.
        let lines = style.lines.saturating_sub(usize::from(strips.is_empty()));
        if *height > room_in(style.lines) {
            let rooms = std::iter::once(room_in(lines)).chain(std::iter::repeat(room_in(style.lines)));
            for (height, part) in row_parts(measured, *row, padding, rooms) {
                let rows: Vec<_> = header.iter().copied().chain([(*row, height)]).collect();
                let mut items = Vec::new();
                let foot = draw_rows(measured, &rows, Some(&part), style.hairline, &mut items);
                strips.push(Strip { may_end_page: true, ..Strip::set(style.lines_for(foot), items) });
            }
            rest = after;
            if rest.is_empty() {
                strips.extend(measured.notes.set.iter().flat_map(|note| footnote_strips(measured, note, style)));
            }
            continue;
        }
        let room = room_in(lines);
        let mut taken = Length::ZERO;
        let count = rest.iter().take_while(|(_, height)| {
            taken += *height;
            taken <= room
        });
        let (now, later) = rest.split_at(count.count().max(1));
        let rows: Vec<_> = header.iter().chain(now).copied().collect();
        let mut items = Vec::new();
        let mut foot = draw_rows(measured, &rows, None, style.hairline, &mut items);
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

/// The parts of a row that is higher than a page, each with its height: as many lines of each cell as `rooms` have
/// place for, one after the other. A cell that reaches down over other rows is repeated, as everywhere.
fn row_parts(
    measured: &MeasuredTable<'_>,
    row: usize,
    padding: Length,
    rooms: impl Iterator<Item = Length>,
) -> Vec<(Length, RowPart)> {
    let cells = measured.table.cells.iter().zip(&measured.texts).enumerate();
    let own: Vec<(usize, &CellText)> =
        cells.filter(|(_, (cell, _))| cell.row == row && cell.down == 1).map(|(at, (_, text))| (at, text)).collect();
    let mut parts: Vec<(Length, RowPart)> = Vec::new();
    let mut done: BTreeMap<usize, usize> = BTreeMap::new();
    for room in rooms {
        let continues = !parts.is_empty();
        if continues && own.iter().all(|(at, text)| done.get(at).is_some_and(|done| *done >= text.lines.len())) {
            break;
        }
        let (mut height, mut lines) = (Length::ZERO, BTreeMap::new());
        for (at, text) in &own {
            let leading = text.leading().max(Length::milli(1));
            // At least one line, so that there is an end.
            let fitting = ((room - padding * 2).thousandths() / leading.thousandths()).max(1);
            let from = done.get(at).copied().unwrap_or_default().min(text.lines.len());
            let to = from.saturating_add(usize::try_from(fitting).unwrap_or(1)).min(text.lines.len());
            done.insert(*at, to);
            lines.insert(*at, from..to);
            height = height.max(leading * i32::try_from(to - from).unwrap_or(0));
        }
        parts.push((height + padding * 2, RowPart { lines, padding, continues }));
    }
    parts
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

/// Draws the rows given by number and height from `top` downwards, or a `part` of a single one below the header;
/// returns the bottom. A cell that extends beyond them is cut there, and its text is repeated in the next part.
fn draw_rows(
    measured: &MeasuredTable<'_>,
    rows: &[(usize, Length)],
    part: Option<&RowPart>,
    top: Length,
    items: &mut Vec<PageItem>,
) -> Length {
    let mut tops = vec![top];
    for (_, height) in rows {
        tops.push(tops.last().copied().unwrap_or(top) + *height);
    }
    let edge = |column: usize| measured.edges.get(column).copied().unwrap_or(Length::ZERO);
    let at = |row: usize| tops.get(row).copied().unwrap_or(top);
    let (mut fills, mut texts, mut rules) = (Vec::new(), Vec::new(), TableRules::default());
    let cells = measured.table.cells.iter().zip(&measured.texts).zip(&measured.nodes).enumerate();
    for (number, ((cell, text), node)) in cells {
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
            || (cell.row < measured.table.header_rows
                && (is_continued(measured, rows) || part.is_some_and(|part| part.continues)));
        let shown = part.and_then(|part| Some((part.padding, part.lines.get(&number)?)));
        let (mut line_top, lines) = match shown {
            Some((padding, lines)) => (upper + padding, text.lines.get(lines.clone()).unwrap_or_default()),
            None => (upper + (lower - upper - text.height()) / 2, text.lines.as_slice()),
        };
        for line in lines {
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
