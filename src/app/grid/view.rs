//! The table on screen: paints cells, follows pointer and keys, and tells what should change.

use std::collections::BTreeMap;

use egui::{Align2, Event, EventFilter, Id, Rect, Response, Sense, StrokeKind, Ui, Vec2, vec2};

use super::block::{Block, Pasted};
use super::entry::Entry;
use super::keys::{self, Ask};
use super::plan::{self, Plan};
use super::selection::{self, Selection, Step};
use crate::app::theme::{self, Palette, size, space};
use crate::form::{Cell, CellKey, Content, Field, Form, Measure, Table};
use crate::report::{Number, Numbers};

/// What the table shows.
pub struct Sheet<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its table.
    pub table: &'a Table,
    /// The report's numbers.
    pub numbers: &'a Numbers,
    /// Last year's, to stand beside.
    pub last_year: Option<&'a Numbers>,
    /// Cells with findings.
    pub marks: &'a BTreeMap<CellKey, Mark>,
    /// What a row means in law, for the pointer.
    pub meaning: &'a dyn Fn(&Cell) -> Option<String>,
}

/// A finding at a cell.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Whether it is an error.
    pub error: bool,
    /// The sentences.
    pub text: String,
}

/// What should happen after a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Enter these numbers, as one step.
    Enter(Vec<(CellKey, Option<Number>)>),
    /// Enter what was pasted, and say what was passed over.
    Paste(Pasted),
    /// This text is no number that the cell can hold.
    Unreadable(CellKey, String),
}

/// The state of one table on screen.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The chosen cells.
    pub selection: Option<Selection>,
    editing: Option<Editing>,
    /// Whether the focused cell wants to be scrolled to and focused.
    seek: bool,
}

/// A cell being edited.
#[derive(Clone, Debug, Default)]
struct Editing {
    text: String,
    /// Begun with F2 or a double click: left and right move the caret.
    deep: bool,
    /// Whether the field has had its first frame.
    shown: bool,
    refused: bool,
}

impl Grid {
    /// Puts the focus on a cell and scrolls to it.
    pub fn seek(&mut self, table: &Table, key: CellKey) {
        self.selection = Selection::of(table, key);
        self.editing = None;
        self.seek = true;
    }

    /// Whether a cell is being edited.
    pub const fn is_editing(&self) -> bool {
        self.editing.is_some()
    }

    /// The focused cell.
    pub fn focused(&self, table: &Table) -> Option<CellKey> {
        table.cells.get(self.selection?.head)?.key()
    }

    /// Draws the table at the available width.
    pub fn ui(&mut self, ui: &mut Ui, sheet: &Sheet<'_>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        self.keys(ui, sheet, &mut outcomes);
        let width = ui.available_width().min(size::TABLE);
        let plan = Plan::new(ui, sheet.table, width);
        let (area, _) = ui.allocate_exact_size(plan.size, Sense::hover());
        let colours = theme::palette(ui);
        ui.painter().rect_filled(area, 0.0, colours.page);
        let frozen = (ui.clip_rect().top() - area.top()).clamp(0.0, (area.height() - plan.header).max(0.0));
        let header = |cell: &Cell| cell.row < sheet.table.header_rows;
        let chosen: Vec<usize> = self.selection.map(|it| it.rows(sheet.table).concat()).unwrap_or_default();
        for top in [false, true] {
            let offset = area.min.to_vec2() + if top { vec2(0.0, frozen) } else { Vec2::ZERO };
            for (index, (cell, rect)) in sheet.table.cells.iter().zip(&plan.cells).enumerate() {
                if header(cell) == top {
                    self.cell(ui, sheet, Place { index, cell, rect: rect.translate(offset) }, &chosen, &mut outcomes);
                }
            }
        }
        self.focus_frame(ui, &plan, area, colours);
        if self.editing.is_some() {
            self.field(ui, sheet, &plan, area.min.to_vec2());
        }
        outcomes
    }

    fn cell(&mut self, ui: &mut Ui, sheet: &Sheet<'_>, place: Place<'_>, chosen: &[usize], outcomes: &mut Vec<Outcome>) {
        let visible = ui.is_rect_visible(place.rect);
        let Some(key) = place.cell.key() else {
            if visible {
                self.label(ui, sheet, &place);
            }
            return;
        };
        let Some(field) = sheet.table.field(key) else { return };
        let response = ui.interact(place.rect, cell_id(sheet.table, place.index), Sense::click_and_drag());
        self.pointer(ui, sheet, place.index, &response, outcomes);
        let shown = sheet.numbers.shown(sheet.form, key).map(|number| number.to_string()).unwrap_or_default();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::WidgetType::Other, true, name(field));
            info.current_text_value = Some(shown.clone());
            info
        });
        if visible {
            paint_number(ui, sheet, &place, field, &shown, chosen.contains(&place.index));
            if response.hovered() {
                let text = hint(sheet, field);
                if !text.is_empty() {
                    response.on_hover_text(text);
                }
            }
        }
    }

    fn label(&self, ui: &mut Ui, sheet: &Sheet<'_>, place: &Place<'_>) {
        let colours = theme::palette(ui);
        let head = self.selection.and_then(|selection| sheet.table.cells.get(selection.head));
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
        let galley = plan::label(ui, place.cell, place.rect.width(), colours.ink);
        let inner = place.rect.shrink2(vec2(space::TIGHT, 0.0));
        let y = place.rect.center().y - galley.size().y / 2.0;
        let x = match galley.job.halign {
            egui::Align::Center => place.rect.center().x,
            _ => inner.left(),
        };
        ui.painter().with_clip_rect(place.rect.intersect(ui.clip_rect())).galley(egui::pos2(x, y), galley, colours.ink);
        if let Some(meaning) = (sheet.meaning)(place.cell) {
            let id = cell_id(sheet.table, place.index);
            ui.interact(place.rect, id, Sense::hover()).on_hover_text(meaning);
        }
    }

    /// Clicks, drags, and the focus that comes from the keyboard or a screen reader.
    fn pointer(&mut self, ui: &Ui, sheet: &Sheet<'_>, index: usize, response: &Response, outcomes: &mut Vec<Outcome>) {
        let extend = ui.input(|input| input.modifiers.shift);
        if response.clicked() || response.drag_started() {
            self.settle(sheet, outcomes);
            let anchor = self.selection.filter(|_| extend).map_or(index, |selection| selection.anchor);
            self.selection = Some(Selection { anchor, head: index });
            response.request_focus();
        } else if response.gained_focus() && self.selection.is_none_or(|selection| selection.head != index) {
            self.selection = Some(Selection::one(index));
        }
        let dragging = ui.input(|input| input.pointer.primary_down());
        if let (true, true, Some(selection)) = (dragging, response.contains_pointer(), self.selection) {
            if ui.ctx().is_being_dragged(cell_id(sheet.table, selection.anchor)) && selection.head != index {
                self.selection = Some(Selection { head: index, ..selection });
                response.request_focus();
            }
        }
        if response.double_clicked() {
            self.edit(sheet, None);
        }
        if self.seek && self.selection.is_some_and(|selection| selection.head == index) {
            self.seek = false;
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    fn keys(&mut self, ui: &mut Ui, sheet: &Sheet<'_>, outcomes: &mut Vec<Outcome>) {
        let Some(selection) = self.selection else { return };
        let head = cell_id(sheet.table, selection.head);
        if let Some(editing) = &self.editing {
            let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))));
            let asked = if composing { None } else { ui.input_mut(|input| keys::editing(input, editing.deep)) };
            match asked {
                Some(Ask::Keep(step)) => {
                    if self.settle(sheet, outcomes) {
                        self.go(sheet, step, false);
                    }
                }
                Some(Ask::Forget) => {
                    self.editing = None;
                    self.seek = true;
                }
                _ => {}
            }
            return;
        }
        if ui.memory(|memory| memory.focused()) != Some(head) {
            return;
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(head, filter));
        // A paste that a browser or a test sends as a key is an event of its own as well.
        while let Some(ask) = ui.input_mut(keys::chosen) {
            self.obey(ui, sheet, ask, outcomes);
            if self.editing.is_some() {
                break;
            }
        }
    }

    fn obey(&mut self, ui: &Ui, sheet: &Sheet<'_>, ask: Ask, outcomes: &mut Vec<Outcome>) {
        let Some(selection) = self.selection else { return };
        let blank = |outcomes: &mut Vec<Outcome>| {
            let keys = selection::inputs(sheet.table, selection);
            outcomes.push(Outcome::Enter(keys.into_iter().map(|key| (key, None)).collect()));
        };
        match ask {
            Ask::Go(step, extend) => self.go(sheet, Some(step), extend),
            Ask::All => {
                let first = Selection::first(sheet.table).map(|first| first.moved(sheet.table, Step::Last, true));
                self.selection = first;
                self.seek = true;
            }
            Ask::Edit(text) => self.edit(sheet, text),
            Ask::Blank => blank(outcomes),
            Ask::Copy(cut) => {
                ui.copy_text(Block::copy(sheet.form, sheet.table, sheet.numbers, selection).text());
                if cut {
                    blank(outcomes);
                }
            }
            Ask::Paste(text) => {
                let pasted = Block::parse(&text).paste(sheet.form, sheet.table, sheet.numbers, selection);
                outcomes.push(Outcome::Paste(pasted));
            }
            Ask::Leave => {
                ui.memory_mut(|memory| memory.surrender_focus(cell_id(sheet.table, selection.head)));
                self.selection = None;
            }
            Ask::Keep(_) | Ask::Forget => {}
        }
    }

    fn go(&mut self, sheet: &Sheet<'_>, step: Option<Step>, extend: bool) {
        if let (Some(selection), Some(step)) = (self.selection, step) {
            self.selection = Some(selection.moved(sheet.table, step, extend));
        }
        self.seek = true;
    }

    /// Begins to edit the focused cell, where it is no total.
    fn edit(&mut self, sheet: &Sheet<'_>, text: Option<String>) {
        let cell = self.selection.and_then(|selection| sheet.table.cells.get(selection.head));
        let Some(Content::Input(key, _)) = cell.map(|cell| &cell.content) else { return };
        let deep = text.is_none();
        let standing = || sheet.numbers.get(*key).map(|number| number.to_string()).unwrap_or_default();
        self.editing = Some(Editing { text: text.unwrap_or_else(standing), deep, ..Editing::default() });
    }

    /// Ends editing; tells whether the text was a number.
    fn settle(&mut self, sheet: &Sheet<'_>, outcomes: &mut Vec<Outcome>) -> bool {
        let Some(editing) = &mut self.editing else { return true };
        let cell = self.selection.and_then(|selection| sheet.table.cells.get(selection.head));
        let Some(Content::Input(key, measure)) = cell.map(|cell| &cell.content) else { return true };
        let number = match Entry::read(&editing.text, *measure) {
            Entry::Blank => None,
            Entry::Number(number, _) => Some(number),
            Entry::Unreadable => {
                editing.refused = true;
                outcomes.push(Outcome::Unreadable(*key, editing.text.clone()));
                return false;
            }
        };
        self.editing = None;
        if sheet.numbers.get(*key) != number {
            outcomes.push(Outcome::Enter(vec![(*key, number)]));
        }
        true
    }

    fn field(&mut self, ui: &mut Ui, sheet: &Sheet<'_>, plan: &Plan, offset: Vec2) {
        let (Some(editing), Some(selection)) = (&mut self.editing, self.selection) else { return };
        let Some(rect) = plan.cells.get(selection.head).map(|rect| rect.translate(offset)) else { return };
        let id = cell_id(sheet.table, selection.head).with("field");
        let named = sheet.table.cells.get(selection.head).and_then(Cell::key).and_then(|key| sheet.table.field(key));
        let colours = theme::palette(ui);
        let stroke = egui::Stroke::new(size::FOCUS, if editing.refused { colours.error } else { colours.accent });
        ui.painter().rect(rect, 0.0, colours.page, stroke, StrokeKind::Inside);
        let edit = egui::TextEdit::singleline(&mut editing.text)
            .id(id)
            .frame(egui::Frame::NONE)
            .font(theme::font(size::BODY))
            .horizontal_align(egui::Align::Center)
            .vertical_align(egui::Align::Center);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink(size::FOCUS)));
        let mut output = edit.show(&mut child);
        if let Some(field) = named {
            output.response.response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, format!("{} …", name(field)))
            });
        }
        if !editing.shown {
            editing.shown = true;
            output.response.request_focus();
            let end = egui::text::CCursor::new(editing.text.chars().count());
            output.state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            output.state.store(ui.ctx(), id);
        }
        if output.response.changed() {
            editing.refused = false;
        }
    }

    fn focus_frame(&self, ui: &Ui, plan: &Plan, area: Rect, colours: &Palette) {
        let head = self.selection.and_then(|selection| plan.cells.get(selection.head));
        if let Some(rect) = head {
            let rect = rect.translate(area.min.to_vec2());
            let hidden = ui.clip_rect().top() > area.top() && rect.top() < ui.clip_rect().top() + plan.header;
            if !hidden {
                let stroke = egui::Stroke::new(size::FOCUS, colours.accent);
                ui.painter().rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
            }
        }
    }
}

/// A cell of the form with its place on screen.
struct Place<'a> {
    index: usize,
    cell: &'a Cell,
    rect: Rect,
}

/// The official words that lead to a number, from the row's to the column's.
pub(in crate::app) fn name(field: &Field) -> String {
    let band = |head: &&String| !head.is_empty();
    let row = field.row_heads.iter().filter(band).skip(field.row_heads.len().saturating_sub(2));
    let column = field.column_heads.iter().filter(band).filter(|head| !head.starts_with("申请人") && !head.starts_with("法人"));
    row.chain(column).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn cell_id(table: &Table, index: usize) -> Id {
    Id::new(("grid", table.name.as_str(), index))
}

fn paint_number(ui: &Ui, sheet: &Sheet<'_>, place: &Place<'_>, field: &Field, shown: &str, chosen: bool) {
    let colours = theme::palette(ui);
    let mark = sheet.marks.get(&field.key);
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
    let former = sheet.last_year.and_then(|numbers| numbers.shown(sheet.form, field.key));
    if let Some(former) = former.filter(|_| sheet.last_year.is_some()) {
        let font = theme::font(size::SMALL);
        let at = place.rect.left_center() + vec2(space::TIGHT, 0.0);
        painter.text(at, Align2::LEFT_CENTER, format!("({former})"), font, colours.quiet);
        let at = place.rect.right_center() - vec2(space::NEAR, 0.0);
        painter.text(at, Align2::RIGHT_CENTER, shown, theme::font(size::BODY), ink);
    } else {
        painter.text(place.rect.center(), Align2::CENTER_CENTER, shown, theme::font(size::BODY), ink);
    }
}

/// What the pointer reads at a number: its name, last year's value, what is wrong with it.
fn hint(sheet: &Sheet<'_>, field: &Field) -> String {
    let mut lines = vec![name(field)];
    if field.total {
        lines.push(rust_i18n::t!("table.computed").into_owned());
    }
    if field.measure == Measure::Amount {
        lines.push(rust_i18n::t!("table.amount").into_owned());
    }
    if let Some(former) = sheet.last_year.and_then(|numbers| numbers.shown(sheet.form, field.key)) {
        lines.push(rust_i18n::t!("table.last_year", value = former.to_string()).into_owned());
    }
    if let Some(mark) = sheet.marks.get(&field.key) {
        lines.push(mark.text.clone());
    }
    lines.join("\n")
}

