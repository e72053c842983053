//! One cell of the table on screen: how it is painted, its name, and its tooltip. Knows no keys.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Galley, Rect, Sense, StrokeKind, Ui, vec2};

use super::cell_rects;
use super::cell_selection::CellSelection;
use super::table_state::{TableModel, cell_id};
use crate::check::YearValues;
use crate::form::{Cell, CellContent, CellMeasure, Field};
use crate::gui::theme::{self, Palette, size, space};
use crate::messages;
use crate::report::{CellNumbers, Number};

/// A cell of the form with its place on screen.
pub(super) struct CellPlacement<'a> {
    /// Its place among the form's cells.
    pub index: usize,
    /// The cell.
    pub cell: &'a Cell,
    /// Where it is painted.
    pub rect: Rect,
}

/// The official words that lead to a number, from the row's to the column's.
pub fn name(field: &Field) -> String {
    let skipped = field.row_heads.len().saturating_sub(2);
    let row = field.row_heads.iter().filter(|head| !head.is_empty()).skip(skipped);
    let column = field.column_heads.iter().filter(|head| !head.is_empty() && *head != "申请人情况");
    row.chain(column).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// Paints official words; the heads of the focused cell are tinted.
pub(super) fn label(ui: &Ui, model: &TableModel<'_>, place: &CellPlacement<'_>, selection: Option<CellSelection>) {
    let colours = theme::palette(ui);
    let head = selection.and_then(|selection| model.table.cells.get(selection.active));
    let leads = head.is_some_and(|head| {
        let row = place.cell.covers(head.row, place.cell.column) && place.cell.column < head.column;
        let column = place.cell.covers(place.cell.row, head.column) && place.cell.row < head.row;
        (row || column) && !place.cell.shaded && !place.cell.upright && place.cell.down < 4 && place.cell.across < 4
    });
    let ground = match (place.cell.shaded, leads) {
        (true, _) => colours.band,
        (_, true) => colours.tint,
        _ => colours.page,
    };
    ui.painter().rect(place.rect, 0.0, ground, theme::hairline(colours.rule), StrokeKind::Middle);
    let galley = cell_rects::label(ui, place.cell, place.rect.width(), colours.ink);
    let inner = place.rect.shrink2(vec2(space::TIGHT, 0.0));
    let y = place.rect.center().y - galley.size().y / 2.0;
    let x = match galley.job.halign {
        egui::Align::Center => place.rect.center().x,
        _ => inner.left(),
    };
    ui.painter().with_clip_rect(place.rect.intersect(ui.clip_rect())).galley(egui::pos2(x, y), galley, colours.ink);
    if let Some(meaning) = meaning(model, place.cell) {
        let id = cell_id(model.table, place.index);
        ui.interact(place.rect, id, Sense::hover()).on_hover_text(meaning);
    }
}

/// Paints a number.
pub(super) fn number(
    ui: &Ui,
    model: &TableModel<'_>,
    place: &CellPlacement<'_>,
    field: &Field,
    shown: &str,
    chosen: bool,
) {
    let colours = theme::palette(ui);
    let mark = model.marks.get(&field.key);
    let ground = match mark {
        Some(mark) if mark.error => colours.error_ground,
        _ if chosen => colours.tint,
        _ if field.total => colours.ground,
        _ => colours.page,
    };
    let painter = ui.painter();
    painter.rect(place.rect, 0.0, ground, theme::hairline(colours.rule), StrokeKind::Middle);
    if let Some(mark) = mark {
        let corner = place.rect.right_top();
        let side = space::NEAR;
        let triangle = vec![corner, corner - vec2(side, 0.0), corner + vec2(0.0, side)];
        let colour = if mark.error { colours.error } else { colours.warning };
        painter.add(egui::Shape::convex_polygon(triangle, colour, egui::Stroke::NONE));
    }
    let ink = if field.total { colours.quiet } else { colours.ink };
    let font = theme::font(size::BODY);
    if let Some(revision) = model.revised.get(&field.key) {
        let galley = revised(ui, &revision.former, (shown, ink), colours);
        let fits = galley.size().x <= place.rect.width() - 2.0 * space::TIGHT;
        if fits {
            painter.galley(place.rect.center() - galley.size() / 2.0, galley, ink);
        } else {
            painter.text(place.rect.center(), Align2::CENTER_CENTER, shown, font, ink);
        }
        // Where there is no room for both, the line alone says that it was changed.
        let line = [place.rect.left_bottom(), place.rect.right_bottom()].map(|end| end - vec2(0.0, size::LINE * 2.0));
        painter.line_segment(line, egui::Stroke::new(size::LINE * 2.0, colours.accent));
        return;
    }
    let Some(values) = years(model, field).filter(|values| values.before.is_some()) else {
        painter.text(place.rect.center(), Align2::CENTER_CENTER, shown, font, ink);
        return;
    };
    // What stands there this year, and beside it how it changed; where nothing stands yet, last year's number.
    let right = place.rect.right_center() - vec2(space::TIGHT, 0.0);
    let number = painter.text(right, Align2::RIGHT_CENTER, shown, font, ink);
    let (change, growth) = (messages::change(values), messages::growth(values));
    let former = values.before.map(|before| before.normalize().to_string()).unwrap_or_default();
    let words = match (values.change(), values.growth()) {
        (None, _) => [format!("({former})"), String::new()],
        (Some(change), _) if change.is_zero() => ["=".to_owned(), String::new()],
        (Some(_), None) => [change, String::new()],
        (Some(_), Some(_)) => [format!("{change} {growth}"), change],
    };
    let room = number.left() - place.rect.left() - 2.0 * space::TIGHT;
    let galley = |text: &String| painter.layout_no_wrap(text.clone(), theme::font(size::SMALL), colours.quiet);
    let fits = words.iter().filter(|text| !text.is_empty()).map(galley).find(|galley| galley.size().x <= room);
    if let Some(galley) = fits {
        let at = place.rect.left_center() + vec2(space::TIGHT, -galley.size().y / 2.0);
        painter.galley(at, galley, colours.quiet);
    }
}

/// What stood in a cell, struck through, and what stands there now.
fn revised(ui: &Ui, former: &str, (shown, ink): (&str, Color32), colours: &Palette) -> Arc<Galley> {
    let format = |colour| TextFormat::simple(theme::font(size::BODY), colour);
    let mut job = LayoutJob::default();
    let strikethrough = egui::Stroke::new(size::LINE, colours.error);
    job.append(former, 0.0, TextFormat { strikethrough, ..format(colours.error) });
    job.append(" → ", 0.0, format(colours.quiet));
    job.append(shown, 0.0, format(ink));
    ui.painter().layout_job(job)
}

/// The cell's number of both years, where last year's is shown beside it.
fn years(model: &TableModel<'_>, field: &Field) -> Option<YearValues> {
    let number = |numbers: &CellNumbers| numbers.shown(model.form, field.key).and_then(Number::decimal);
    Some(YearValues { now: number(model.numbers), before: number(model.last_year?) })
}

/// What the pointer reads at a number: its name, last year's value, what is wrong with it.
pub(super) fn hint(model: &TableModel<'_>, field: &Field) -> String {
    let mut lines = vec![name(field)];
    if field.total {
        lines.push(model.language.word("table.computed"));
    }
    if field.measure == CellMeasure::Amount {
        lines.push(model.language.word("table.amount"));
    }
    if let Some(former) = model.last_year.and_then(|numbers| numbers.shown(model.form, field.key)) {
        lines.push(model.language.say("table.last_year", &[("value", &former)]));
        if let Some(values) = years(model, field).filter(|values| values.change().is_some()) {
            let (change, growth) = (messages::change(values), messages::growth(values));
            lines.push(model.language.say("table.change", &[("change", &change), ("growth", &growth)]));
        }
    }
    if let Some(revision) = model.revised.get(&field.key) {
        lines.push(revision.text.clone());
    }
    if let Some(mark) = model.marks.get(&field.key) {
        lines.push(mark.text.clone());
    }
    lines.join("\n")
}

/// What a row means in law: of the row that the label heads alone. Table four has its rows
/// beside each other, each under a label of its own.
fn meaning(model: &TableModel<'_>, cell: &Cell) -> Option<String> {
    let CellContent::Label { text, .. } = &cell.content else { return None };
    let table = model.table;
    let row = |field: &&Field| cell.down == 1 && field.row_heads.last().is_some_and(|it| it.starts_with(text.as_str()));
    let above = |field: &&Field| cell.across > 1 && field.row_heads.is_empty() && field.column_heads.contains(text);
    let named = table.fields.iter().filter(|_| !text.is_empty());
    let field = named.clone().find(row).or_else(|| named.clone().find(above))?;
    let key = format!("meaning.{}", field.key.row);
    let sentence = model.language.word(&key);
    (sentence != key).then_some(sentence)
}
