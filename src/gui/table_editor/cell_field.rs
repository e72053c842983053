//! The field of the cell that is being edited: begins, ends, and keeps the focus while what stands there is
//! no number. Knows no other keys.

use egui::{Id, StrokeKind, Ui, Vec2};

use super::cell_clipboard;
use super::cell_rects::CellRects;
use super::cell_view::name;
use super::key_input::ALL_KEYS;
use super::table_state::{TableModel, cell_id};
use super::table_view::TableEditor;
use crate::form::{Cell, CellKey, Table};
use crate::gui::action::Action;
use crate::gui::box_input;
use crate::gui::theme::{self, size};
use crate::gui::widgets;
use crate::messages::{Language, excerpt};
use crate::report::{Number, NumberInput};
use crate::session::SessionCommand;

/// A cell being edited.
#[derive(Clone, Debug, Default)]
pub(super) struct CellEdit {
    text: String,
    /// Begun with F2 or a double click: left and right move the caret.
    pub(super) deep: bool,
    /// Whether the field has had its first frame.
    pub(super) shown: bool,
    /// Whether what was typed is no number.
    refused: bool,
}

impl TableEditor {
    /// Ends editing and gives the command that enters what was typed; `None` where nothing is
    /// being edited or it is no number.
    pub fn typed(&mut self, table: &Table) -> Option<SessionCommand> {
        let (key, number) = self.open(table)?;
        self.later.clear();
        self.editing = None;
        self.seek = true;
        Some(SessionCommand::Enter(key, number))
    }

    /// The cell that is being edited, with the number typed there; `None` where it is no number.
    pub fn open(&self, table: &Table) -> Option<(CellKey, Option<Number>)> {
        let text = &self.editing.as_ref()?.text;
        let (key, measure) = self.selection.and_then(|it| cell_clipboard::input(table, it.active))?;
        let entry = NumberInput::read(text, measure).ok()?;
        Some((key, entry.number))
    }

    /// Gives the focus back to a cell in which something stands that is no number, and returns what is to be
    /// said of it; `None` where there is none.
    pub fn hold(&mut self, table: &Table, language: Language) -> Option<Action> {
        if self.open(table).is_some() {
            return None;
        }
        let editing = self.editing.as_mut()?;
        (editing.refused, editing.shown) = (true, false);
        self.look = true;
        Some(refusal(language, &editing.text))
    }

    /// Whether something stands in a cell that was refused.
    pub fn has_refused(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.refused)
    }

    /// Begins to edit the active cell; says so where it is computed. What is typed goes on in a cell that is
    /// being edited already.
    pub(super) fn edit(&mut self, model: &TableModel<'_>, text: Option<String>, actions: &mut Vec<Action>) {
        let active = self.selection.map(|selection| selection.active);
        let Some((key, _)) = active.and_then(|active| cell_clipboard::input(model.table, active)) else {
            return actions.push(Action::say(model.language.word("table.computed")));
        };
        let deep = text.is_none();
        let standing = || model.numbers.get(key).map(|number| number.to_string()).unwrap_or_default();
        self.editing = Some(CellEdit { text: text.unwrap_or_else(standing), deep, ..CellEdit::default() });
        self.look = true;
    }

    /// Ends editing; false where the text is no number, which stays in the field.
    pub(super) fn settle(&mut self, model: &TableModel<'_>, actions: &mut Vec<Action>) -> bool {
        let Some(editing) = &mut self.editing else { return true };
        let active = self.selection.map(|selection| selection.active);
        let Some((key, measure)) = active.and_then(|active| cell_clipboard::input(model.table, active)) else {
            return true;
        };
        let Ok(entry) = NumberInput::read(&editing.text, measure) else {
            editing.refused = true;
            actions.push(refusal(model.language, &editing.text));
            return false;
        };
        self.editing = None;
        if model.numbers.get(key) != entry.number {
            actions.push(Action::Run(SessionCommand::Enter(key, entry.number)));
        }
        true
    }

    /// The focus has left the field: what was typed is entered, as by Enter. What is no number keeps the
    /// focus; only another box may have it meanwhile.
    pub(super) fn leave_field(
        &mut self,
        ui: &Ui,
        model: &TableModel<'_>,
        focused: Option<Id>,
        actions: &mut Vec<Action>,
    ) {
        // A question is above the table.
        if !ui.is_enabled() {
            return;
        }
        let held = self.editing.as_ref().is_some_and(|editing| editing.refused);
        if !held && self.settle(model, actions) {
            // A click beside everything leaves the cell chosen.
            self.seek |= focused.is_none();
        } else if let Some(active) = self.selection.map(|selection| selection.active)
            && box_input::focused_box(ui.ctx()).is_none()
        {
            ui.memory_mut(|memory| memory.request_focus(cell_id(model.table, active).with("field")));
        }
    }

    /// Draws the field over its cell.
    pub(super) fn field(&mut self, ui: &mut Ui, model: &TableModel<'_>, plan: &CellRects, offset: Vec2) {
        let (Some(editing), Some(selection)) = (&mut self.editing, self.selection) else { return };
        let Some(rect) = plan.cells.get(selection.active).map(|rect| rect.translate(offset)) else { return };
        let id = cell_id(model.table, selection.active).with("field");
        let named = model.table.cells.get(selection.active).and_then(Cell::key).and_then(|key| model.table.field(key));
        let colours = theme::palette(ui);
        let stroke = egui::Stroke::new(size::FOCUS, if editing.refused { colours.error } else { colours.accent });
        ui.painter().rect(rect, 0.0, colours.page, stroke, StrokeKind::Inside);
        let edit = egui::TextEdit::singleline(&mut editing.text)
            .id(id)
            .frame(egui::Frame::NONE)
            .font(theme::font(size::BODY))
            .char_limit(widgets::LINE)
            .return_key(None)
            .event_filter(ALL_KEYS)
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

    /// Lets left and right move the caret, or again the focus.
    pub(super) const fn deepen(&mut self) {
        if let Some(editing) = &mut self.editing {
            editing.deep = !editing.deep;
        }
    }
}

fn refusal(language: Language, text: &str) -> Action {
    Action::refuse(language.say("say.unreadable", &[("text", &excerpt(text))]))
}
