//! The table on screen: paints cells, follows the pointer, and has the field of the cell that is
//! being edited. What should change is pushed as actions; changes nothing itself.

use egui::{Event, Rect, Response, Sense, StrokeKind, Ui, Vec2, vec2};

use super::cell_clipboard;
use super::cell_rects::CellRects;
use super::cell_selection::{CellMove, CellSelection};
use super::cell_view::{self, CellPlacement, name};
use super::table_state::{TableModel, cell_id};
use crate::form::{Cell, CellKey, Table};
use crate::gui::action::Action;
use crate::gui::theme::{self, Palette, size};
use crate::gui::widgets;
use crate::messages::excerpt;
use crate::report::{Number, NumberInput};
use crate::session::SessionCommand;

/// The state of one table on screen.
#[derive(Clone, Debug, Default)]
pub struct TableEditor {
    /// The chosen cells.
    pub selection: Option<CellSelection>,
    /// Whether a cell has the focus or is being edited.
    pub in_use: bool,
    /// The cell that is being edited.
    pub(super) editing: Option<CellEdit>,
    /// Whether the focused cell wants to be scrolled to and focused.
    pub(super) seek: bool,
    /// Events that wait for the next frame.
    pub(super) later: Vec<Event>,
}

/// A cell being edited.
#[derive(Clone, Debug, Default)]
pub(super) struct CellEdit {
    text: String,
    /// Begun with F2 or a double click: left and right move the caret.
    pub(super) deep: bool,
    /// Whether the field has had its first frame.
    pub(super) shown: bool,
    /// Whether what was typed is no number.
    pub(super) refused: bool,
}

impl TableEditor {
    /// Puts the focus on a cell and scrolls to it.
    pub fn seek(&mut self, table: &Table, key: CellKey) {
        self.selection = CellSelection::of(table, key);
        self.editing = None;
        self.seek = true;
    }

    /// Ends editing and gives the command that enters what was typed; `None` where nothing is
    /// being edited or it is no number.
    pub fn typed(&mut self, table: &Table) -> Option<SessionCommand> {
        self.later.clear();
        let (key, number) = self.open(table)?;
        self.editing = None;
        self.seek = true;
        Some(SessionCommand::Enter(key, number))
    }

    /// The cell that is being edited, with the number typed there; `None` where it is no number.
    pub fn open(&self, table: &Table) -> Option<(CellKey, Option<Number>)> {
        let text = &self.editing.as_ref()?.text;
        let (key, measure) = self.selection.and_then(|it| cell_clipboard::input(table, it.head))?;
        let entry = NumberInput::read(text, measure).ok()?;
        Some((key, entry.number))
    }

    /// The focused cell.
    pub fn focused(&self, table: &Table) -> Option<CellKey> {
        table.cells.get(self.selection?.head)?.key()
    }

    /// Draws the table at the available width.
    pub fn ui(&mut self, ui: &mut Ui, model: &TableModel<'_>, actions: &mut Vec<Action>) {
        let head = self.selection.map(|selection| cell_id(model.table, selection.head));
        self.in_use = self.editing.is_some() || head.is_some_and(|head| ui.memory(|memory| memory.has_focus(head)));
        self.take_keys(ui, model, actions);
        let width = ui.available_width().min(size::TABLE);
        let plan = CellRects::new(ui, model.table, width);
        let (area, _) = ui.allocate_exact_size(plan.size, Sense::hover());
        let colours = theme::palette(ui);
        ui.painter().rect_filled(area, 0.0, colours.page);
        let frozen = (ui.clip_rect().top() - area.top()).clamp(0.0, (area.height() - plan.header).max(0.0));
        let header = |cell: &Cell| cell.row < model.table.header_rows;
        let chosen: Vec<usize> = self.selection.map(|it| it.rows(model.table).concat()).unwrap_or_default();
        for top in [false, true] {
            let offset = area.min.to_vec2() + if top { vec2(0.0, frozen) } else { Vec2::ZERO };
            for (index, (cell, rect)) in model.table.cells.iter().zip(&plan.cells).enumerate() {
                if header(cell) == top {
                    let place = CellPlacement { index, cell, rect: rect.translate(offset) };
                    self.cell(ui, model, place, &chosen, actions);
                }
            }
        }
        self.focus_frame(ui, &plan, area, colours);
        if self.editing.is_some() {
            self.field(ui, model, &plan, area.min.to_vec2());
        }
    }

    fn cell(
        &mut self,
        ui: &mut Ui,
        model: &TableModel<'_>,
        place: CellPlacement<'_>,
        chosen: &[usize],
        actions: &mut Vec<Action>,
    ) {
        let visible = ui.is_rect_visible(place.rect);
        let Some(key) = place.cell.key() else {
            if visible {
                cell_view::label(ui, model, &place, self.selection);
            }
            return;
        };
        let Some(field) = model.table.field(key) else { return };
        let response = ui.interact(place.rect, cell_id(model.table, place.index), Sense::click_and_drag());
        self.pointer(ui, model, place.index, &response, actions);
        let shown = model.numbers.shown(model.form, key).map(|number| number.to_string()).unwrap_or_default();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::Cell, true, name(field));
            info.current_text_value = Some(shown.clone());
            info
        });
        if visible {
            cell_view::number(ui, model, &place, field, &shown, chosen.contains(&place.index));
            if response.hovered() {
                response.on_hover_text(cell_view::hint(model, field));
            }
        }
    }

    /// Clicks, drags, and the focus that comes from the keyboard or a screen reader.
    fn pointer(
        &mut self,
        ui: &Ui,
        model: &TableModel<'_>,
        index: usize,
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        let extend = ui.input(|input| input.modifiers.shift);
        if response.clicked() || response.drag_started() {
            self.settle(model, actions);
            let anchor = self.selection.filter(|_| extend).map_or(index, |selection| selection.anchor);
            self.selection = Some(CellSelection { anchor, head: index });
            response.request_focus();
        } else if response.gained_focus() && self.selection.is_none_or(|selection| selection.head != index) {
            self.selection = Some(CellSelection::one(index));
        }
        let dragging = ui.input(|input| input.pointer.primary_down());
        if let (true, true, Some(selection)) = (dragging, response.contains_pointer(), self.selection)
            && ui.ctx().is_being_dragged(cell_id(model.table, selection.anchor))
            && selection.head != index
        {
            self.selection = Some(CellSelection { head: index, ..selection });
            response.request_focus();
        }
        if response.double_clicked() {
            self.edit(model, None);
        }
        if self.seek && self.selection.is_some_and(|selection| selection.head == index) {
            self.seek = false;
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    /// Moves the focus; `extend` keeps the anchor of the selection.
    pub(super) fn go(&mut self, table: &Table, step: CellMove, extend: bool) {
        self.selection = self.selection.map(|selection| selection.moved(table, step, extend));
        self.seek = true;
    }

    /// Begins to edit the focused cell, where it is no total.
    pub(super) fn edit(&mut self, model: &TableModel<'_>, text: Option<String>) {
        let Some((key, _)) = self.selection.and_then(|it| cell_clipboard::input(model.table, it.head)) else { return };
        let deep = text.is_none();
        let standing = || model.numbers.get(key).map(|number| number.to_string()).unwrap_or_default();
        self.editing = Some(CellEdit { text: text.unwrap_or_else(standing), deep, ..CellEdit::default() });
    }

    /// Ends editing; false where the text is no number, which stays in the field.
    pub(super) fn settle(&mut self, model: &TableModel<'_>, actions: &mut Vec<Action>) -> bool {
        let Some(editing) = &mut self.editing else { return true };
        let Some((key, measure)) = self.selection.and_then(|it| cell_clipboard::input(model.table, it.head)) else {
            return true;
        };
        let Ok(entry) = NumberInput::read(&editing.text, measure) else {
            editing.refused = true;
            actions.push(Action::say(model.language.say("say.unreadable", &[("text", &excerpt(&editing.text))])));
            return false;
        };
        self.editing = None;
        if model.numbers.get(key) != entry.number {
            actions.push(Action::Run(SessionCommand::Enter(key, entry.number)));
        }
        true
    }

    fn field(&mut self, ui: &mut Ui, model: &TableModel<'_>, plan: &CellRects, offset: Vec2) {
        let (Some(editing), Some(selection)) = (&mut self.editing, self.selection) else { return };
        let Some(rect) = plan.cells.get(selection.head).map(|rect| rect.translate(offset)) else { return };
        let id = cell_id(model.table, selection.head).with("field");
        let named = model.table.cells.get(selection.head).and_then(Cell::key).and_then(|key| model.table.field(key));
        let colours = theme::palette(ui);
        let stroke = egui::Stroke::new(size::FOCUS, if editing.refused { colours.error } else { colours.accent });
        ui.painter().rect(rect, 0.0, colours.page, stroke, StrokeKind::Inside);
        let edit = egui::TextEdit::singleline(&mut editing.text)
            .id(id)
            .frame(egui::Frame::NONE)
            .font(theme::font(size::BODY))
            .char_limit(widgets::LINE)
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

    fn focus_frame(&self, ui: &Ui, plan: &CellRects, area: Rect, colours: &Palette) {
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
