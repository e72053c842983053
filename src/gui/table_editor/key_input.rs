//! What keys and the clipboard do to the table. Events act in the order in which they came: on a slow
//! computer several come in one frame.

use egui::{Event, EventFilter, Key, Modifiers, Ui};

use super::cell_clipboard;
use super::cell_selection::{CellDirection, CellMove, CellSelection};
use super::key_bindings::{self, KeyMove};
use super::table_state::{TableModel, cell_id};
use super::table_view::TableEditor;
use crate::gui::action::Action;
use crate::session;

/// Every key that would lead elsewhere is the table's.
pub(super) const ALL_KEYS: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

impl TableEditor {
    /// Takes what concerns the table out of the input of this frame.
    pub(super) fn take_keys(&mut self, ui: &mut Ui, model: &TableModel<'_>, actions: &mut Vec<Action>) {
        let later = std::mem::take(&mut self.later);
        if self.in_use && !later.is_empty() {
            ui.input_mut(|input| input.events.splice(0..0, later).for_each(drop));
        }
        let Some(selection) = self.selection else { return };
        let focused = ui.memory(|memory| memory.focused());
        if let Some(editing) = &self.editing {
            if editing.shown && focused != Some(cell_id(model.table, selection.active).with("field")) {
                return self.leave_field(ui, model, focused, actions);
            }
            return self.take_end_of_editing(ui, model, editing.deep, actions);
        }
        let active = cell_id(model.table, selection.active);
        if focused != Some(active) {
            return;
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(active, ALL_KEYS));
        let events = ui.input_mut(|input| std::mem::take(&mut input.events));
        let (mut events, mut others) = (events.into_iter(), Vec::new());
        while let Some(event) = events.next() {
            if !self.act(model, &event, actions) {
                others.push(event);
            }
            if self.editing.is_some() {
                // The field takes what follows once it has the focus.
                others.extend(events);
                return self.put_off(ui, others);
            }
        }
        ui.input_mut(|input| input.events = others);
    }

    /// Ends the editing of a cell at the first key that does so; what was typed before it belongs
    /// into the field first.
    fn take_end_of_editing(&mut self, ui: &Ui, model: &TableModel<'_>, deep: bool, actions: &mut Vec<Action>) {
        if ui.input(|input| input.events.iter().any(key_bindings::is_edit_key)) {
            self.deepen();
        }
        let ends = |event: &Event| key_bindings::enters(event, deep).is_some() || key_bindings::cancels(event);
        let rest = ui.input_mut(|input| {
            let composing = input.events.iter().any(|event| matches!(event, Event::Ime(_)));
            let at = input.events.iter().position(ends).filter(|_| !composing)?;
            let written = input.events.iter().take(at).any(key_bindings::writes);
            let mut rest = input.events.split_off(at).into_iter();
            Some((if written { None } else { rest.next() }, rest.collect()))
        });
        let Some((key, later)) = rest else { return };
        self.put_off(ui, later);
        match key.map(|key| key_bindings::enters(&key, deep)) {
            Some(Some(step)) if self.settle(model, actions) => self.follow_key(model, step),
            Some(None) => {
                self.editing = None;
                self.seek = true;
            }
            // What is no number stays in its field.
            Some(Some(_)) | None => {}
        }
    }

    /// Keeps events for the next frame.
    fn put_off(&mut self, ui: &Ui, events: Vec<Event>) {
        self.later = events;
        if !self.later.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Acts on an event while no cell is being edited; false where it is none of the table's.
    fn act(&mut self, model: &TableModel<'_>, event: &Event, actions: &mut Vec<Action>) -> bool {
        let Some(selection) = self.selection else { return false };
        if model.read_only && key_bindings::changes(event) {
            actions.push(Action::say(model.language.word("folder.read_only")));
            return true;
        }
        match event {
            Event::Copy | Event::Cut => {
                let cells = cell_clipboard::copy(model.form, model.table, model.numbers, selection);
                actions.push(Action::Copy(cells.text(), session::of_cells(&cells)));
                if matches!(event, Event::Cut) {
                    self.blank(model, selection, actions);
                }
            }
            Event::Paste(text) => {
                let pasted = cell_clipboard::paste(model.form, model.table, selection, text, model.html);
                if let Some((command, filled)) = pasted {
                    actions.push(Action::Run(command));
                    // What was pasted is chosen.
                    (self.selection, self.run) = (Some(filled), None);
                }
            }
            Event::Text(text) if !text.trim().is_empty() => self.edit(model, Some(text.clone()), actions),
            Event::Key { key, pressed: true, modifiers, .. } => {
                return self.act_on_key(model, (*key, *modifiers), selection, actions);
            }
            _ => return false,
        }
        true
    }

    fn act_on_key(
        &mut self,
        model: &TableModel<'_>,
        (key, modifiers): (Key, Modifiers),
        selection: CellSelection,
        actions: &mut Vec<Action>,
    ) -> bool {
        if let Some(step) = key_bindings::movement(key, modifiers) {
            self.follow_key(model, step);
            return true;
        }
        if modifiers.alt {
            return false;
        }
        match (key, modifiers.command, modifiers.shift) {
            (Key::F2, false, false) => self.edit(model, None, actions),
            (Key::Delete, false, false) => self.blank(model, selection, actions),
            (Key::Backspace, false, false) => self.edit(model, Some(String::new()), actions),
            // The cell stays chosen: what is typed next is for it.
            (Key::Escape, false, false) => {}
            (Key::D, true, false) => actions.extend(cell_clipboard::fill_down(model, selection).map(Action::Run)),
            (Key::A, true, false) => {
                self.selection = CellSelection::all(model.table);
                self.seek = true;
            }
            _ => return false,
        }
        true
    }

    /// Blanks the chosen cells; says so where they are all computed.
    fn blank(&self, model: &TableModel<'_>, selection: CellSelection, actions: &mut Vec<Action>) {
        actions.push(match cell_clipboard::blank(model.table, selection) {
            Some(command) => Action::Run(command),
            None => Action::say(model.language.word("table.computed")),
        });
    }

    /// Moves the focus as a key does.
    fn follow_key(&mut self, model: &TableModel<'_>, step: KeyMove) {
        let Some(selection) = self.selection else { return };
        let table = model.table;
        let filled = |index: usize| {
            let key = table.cells.get(index).and_then(crate::form::Cell::key);
            key.is_some_and(|key| model.numbers.shown(model.form, key).is_some())
        };
        let down = |back| CellMove::Step(if back { CellDirection::Up } else { CellDirection::Down });
        let run = self.run.take();
        let moved = match step {
            KeyMove::Go(to, extend) => selection.moved(table, to, extend, filled),
            KeyMove::Tab(back) => selection.walked(table, false, back).unwrap_or_else(|| {
                self.run = run.or(Some(selection.active));
                selection.moved(table, if back { CellMove::Previous } else { CellMove::Next }, false, filled)
            }),
            // After a run of Tabs, below its first cell.
            KeyMove::Enter(back) => selection.walked(table, true, back).unwrap_or_else(|| {
                let first = run.filter(|_| !back).map_or(selection, CellSelection::one);
                first.moved(table, down(back), false, filled)
            }),
            KeyMove::Page(direction, extend) => (0..self.rows_in_sight.max(1))
                .fold(selection, |selection, _| selection.moved(table, CellMove::Step(direction), extend, filled)),
        };
        self.selection = Some(moved);
        self.seek = true;
    }
}
