//! The table on screen: paints cells, follows pointer and keys, and tells what should change.

use egui::{Event, EventFilter, Rect, Response, Sense, StrokeKind, Ui, Vec2, vec2};

use super::cell_clipboard;
use super::cell_rects::Plan;
use super::cell_selection::{Selection, Step};
use super::cell_view::{self, Place, name};
use super::key_bindings::{self, Ask};
use super::table_state::{Sheet, cell_id};
use crate::form::{Cell, CellKey, Table};
use crate::gui::theme::{self, Palette, size};
use crate::report::{Entry, Number};
use crate::session::{self, Command};

/// What should happen after a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The session should do this.
    Do(Command),
    /// This is to be copied, plain and as a piece of a web page.
    Copy(String, String),
    /// This text is no number that the cell can hold.
    Unreadable(CellKey, String),
}

/// The state of one table on screen.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The chosen cells.
    pub selection: Option<Selection>,
    /// Whether a cell has the focus or is being edited.
    pub in_use: bool,
    editing: Option<Editing>,
    /// Whether the focused cell wants to be scrolled to and focused.
    seek: bool,
    /// Keys that came together with others and wait for their turn.
    later: Vec<Event>,
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

    /// Ends editing and gives the command that enters what was typed; `None` where nothing is
    /// being edited or it is no number.
    pub fn typed(&mut self, table: &Table) -> Option<Command> {
        self.later.clear();
        let (key, number) = self.open(table)?;
        self.editing = None;
        self.seek = true;
        Some(Command::Enter(key, number))
    }

    /// The cell that is being edited with the number that stands there; `None` where it is none.
    pub fn open(&self, table: &Table) -> Option<(CellKey, Option<Number>)> {
        let text = &self.editing.as_ref()?.text;
        let (key, measure) = self.selection.and_then(|it| cell_clipboard::input(table, it.head))?;
        let entry = Entry::read(text, measure).ok()?;
        Some((key, entry.number))
    }

    /// The focused cell.
    pub fn focused(&self, table: &Table) -> Option<CellKey> {
        table.cells.get(self.selection?.head)?.key()
    }

    /// Draws the table at the available width.
    pub fn ui(&mut self, ui: &mut Ui, sheet: &Sheet<'_>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let head = self.selection.map(|selection| cell_id(sheet.table, selection.head));
        self.in_use = self.editing.is_some() || head.is_some_and(|head| ui.memory(|memory| memory.has_focus(head)));
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

    fn cell(
        &mut self,
        ui: &mut Ui,
        sheet: &Sheet<'_>,
        place: Place<'_>,
        chosen: &[usize],
        outcomes: &mut Vec<Outcome>,
    ) {
        let visible = ui.is_rect_visible(place.rect);
        let Some(key) = place.cell.key() else {
            if visible {
                cell_view::label(ui, sheet, &place, self.selection);
            }
            return;
        };
        let Some(field) = sheet.table.field(key) else { return };
        let response = ui.interact(place.rect, cell_id(sheet.table, place.index), Sense::click_and_drag());
        self.pointer(ui, sheet, place.index, &response, outcomes);
        let shown = sheet.numbers.shown(sheet.form, key).map(|number| number.to_string()).unwrap_or_default();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::Cell, true, name(field));
            info.current_text_value = Some(shown.clone());
            info
        });
        if visible {
            cell_view::number(ui, sheet, &place, field, &shown, chosen.contains(&place.index));
            if response.hovered() {
                response.on_hover_text(cell_view::hint(sheet, field));
            }
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
        if let (true, true, Some(selection)) = (dragging, response.contains_pointer(), self.selection)
            && ui.ctx().is_being_dragged(cell_id(sheet.table, selection.anchor))
            && selection.head != index
        {
            self.selection = Some(Selection { head: index, ..selection });
            response.request_focus();
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
        let later = std::mem::take(&mut self.later);
        if self.in_use && !later.is_empty() {
            ui.input_mut(|input| input.events.splice(0..0, later).for_each(drop));
        }
        let Some(selection) = self.selection else { return };
        let head = cell_id(sheet.table, selection.head);
        if let Some(editing) = &self.editing {
            let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))));
            let asked = if composing { None } else { ui.input(|input| key_bindings::editing(input, editing.deep)) };
            let Some((at, ask)) = asked else { return };
            // What was typed before the key belongs into the field first.
            if ui.input(|input| input.events.iter().take(at).any(key_bindings::writes)) {
                return self.put_off(ui, at);
            }
            self.put_off(ui, at + 1);
            ui.input_mut(|input| input.events.truncate(at));
            match ask {
                Ask::Keep(step) if self.settle(sheet, outcomes) => self.go(sheet, step, false),
                Ask::Forget => {
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
        while let Some(ask) = ui.input_mut(key_bindings::chosen) {
            self.obey(ui, sheet, ask, outcomes);
            if self.editing.is_some() {
                // The field takes what follows once it is there.
                self.put_off(ui, 0);
                break;
            }
        }
    }

    /// Keeps the events from `at` on for the next frame.
    fn put_off(&mut self, ui: &Ui, at: usize) {
        self.later = ui.input_mut(|input| input.events.split_off(at.min(input.events.len())));
        if !self.later.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    fn obey(&mut self, ui: &Ui, sheet: &Sheet<'_>, ask: Ask, outcomes: &mut Vec<Outcome>) {
        let Some(selection) = self.selection else { return };
        let blank = || Outcome::Do(cell_clipboard::blank(sheet.table, selection));
        match ask {
            Ask::Go(step, extend) => self.go(sheet, Some(step), extend),
            Ask::All => {
                let first = Selection::first(sheet.table).map(|first| first.moved(sheet.table, Step::Last, true));
                self.selection = first;
                self.seek = true;
            }
            Ask::Edit(text) => self.edit(sheet, text),
            Ask::Blank => outcomes.push(blank()),
            Ask::Copy(cut) => {
                let cells = cell_clipboard::copy(sheet.form, sheet.table, sheet.numbers, selection);
                outcomes.push(Outcome::Copy(cells.text(), session::of_cells(&cells)));
                if cut {
                    outcomes.push(blank());
                }
            }
            Ask::Paste(text) => {
                outcomes.extend(cell_clipboard::paste(sheet.table, selection, &text, sheet.html).map(Outcome::Do))
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
        let Some((key, _)) = self.selection.and_then(|it| cell_clipboard::input(sheet.table, it.head)) else { return };
        let deep = text.is_none();
        let standing = || sheet.numbers.get(key).map(|number| number.to_string()).unwrap_or_default();
        self.editing = Some(Editing { text: text.unwrap_or_else(standing), deep, ..Editing::default() });
    }

    /// Ends editing; tells whether the text was a number.
    fn settle(&mut self, sheet: &Sheet<'_>, outcomes: &mut Vec<Outcome>) -> bool {
        let Some(editing) = &mut self.editing else { return true };
        let Some((key, measure)) = self.selection.and_then(|it| cell_clipboard::input(sheet.table, it.head)) else {
            return true;
        };
        let Ok(entry) = Entry::read(&editing.text, measure) else {
            editing.refused = true;
            outcomes.push(Outcome::Unreadable(key, editing.text.clone()));
            return false;
        };
        self.editing = None;
        if sheet.numbers.get(key) != entry.number {
            outcomes.push(Outcome::Do(Command::Enter(key, entry.number)));
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
            .align(egui::Align2::CENTER_CENTER);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink(size::FOCUS)));
        let mut output = edit.show(&mut child);
        if let Some(field) = named {
            output
                .response
                .response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, format!("{} …", name(field))));
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
