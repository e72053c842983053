//! What keys and the clipboard do to the table. Events act in the order in which they came: on a slow
//! computer several come in one frame.

use egui::{Event, EventFilter, Key, Modifiers, Ui};

use super::cell_clipboard;
use super::cell_selection::{CellMove, CellSelection};
use super::key_bindings;
use super::table_state::{TableModel, cell_id};
use super::table_view::TableEditor;
use crate::gui::action::Action;
use crate::session;

impl TableEditor {
    /// Takes what concerns the table out of the input of this frame.
    pub(super) fn take_keys(&mut self, ui: &mut Ui, model: &TableModel<'_>, actions: &mut Vec<Action>) {
        let later = std::mem::take(&mut self.later);
        if self.in_use && !later.is_empty() {
            ui.input_mut(|input| input.events.splice(0..0, later).for_each(drop));
        }
        let Some(selection) = self.selection else { return };
        if let Some(editing) = &self.editing {
            let field = cell_id(model.table, selection.head).with("field");
            // Escape takes the focus before anybody sees the key.
            let elsewhere = ui.memory(|memory| memory.focused()).is_some_and(|focused| focused != field);
            if editing.shown && elsewhere {
                // The keys are another box's; what was typed here is entered once, as by a click elsewhere.
                if !editing.refused {
                    self.settle(model, actions);
                }
                return;
            }
            return self.take_end_of_editing(ui, model, editing.deep, actions);
        }
        let head = cell_id(model.table, selection.head);
        if ui.memory(|memory| memory.focused()) != Some(head) {
            return;
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(head, filter));
        let events = ui.input_mut(|input| std::mem::take(&mut input.events));
        let (mut events, mut others) = (events.into_iter(), Vec::new());
        while let Some(event) = events.next() {
            if !self.act(ui, model, &event, actions) {
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
            Some(Some(step)) if self.settle(model, actions) => self.go(model.table, step, false),
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
    fn act(&mut self, ui: &Ui, model: &TableModel<'_>, event: &Event, actions: &mut Vec<Action>) -> bool {
        let Some(selection) = self.selection else { return false };
        match event {
            Event::Copy | Event::Cut => {
                let cells = cell_clipboard::copy(model.form, model.table, model.numbers, selection);
                actions.push(Action::Copy(cells.text(), session::of_cells(&cells)));
                if matches!(event, Event::Cut) {
                    actions.push(Action::Run(cell_clipboard::blank(model.table, selection)));
                }
            }
            Event::Paste(text) => {
                let paste = cell_clipboard::paste(model.table, selection, text, model.html);
                actions.extend(paste.map(Action::Run));
            }
            Event::Text(text) if !text.trim().is_empty() => self.edit(model, Some(text.clone())),
            Event::Key { key, pressed: true, modifiers, .. } => {
                return self.act_on_key(ui, model, (*key, *modifiers), selection, actions);
            }
            _ => return false,
        }
        true
    }

    fn act_on_key(
        &mut self,
        ui: &Ui,
        model: &TableModel<'_>,
        (key, modifiers): (Key, Modifiers),
        selection: CellSelection,
        actions: &mut Vec<Action>,
    ) -> bool {
        if let Some((step, extend)) = key_bindings::movement(key, modifiers) {
            self.go(model.table, step, extend);
            return true;
        }
        if modifiers.alt {
            return false;
        }
        match (key, modifiers.command, modifiers.shift) {
            (Key::F2, false, false) => self.edit(model, None),
            (Key::Delete, false, false) => actions.push(Action::Run(cell_clipboard::blank(model.table, selection))),
            (Key::Backspace, false, false) => self.edit(model, Some(String::new())),
            (Key::Escape, false, false) => {
                ui.memory_mut(|memory| memory.surrender_focus(cell_id(model.table, selection.head)));
                self.selection = None;
            }
            (Key::A, true, false) => {
                let first = CellSelection::first(model.table);
                self.selection = first.map(|first| first.moved(model.table, CellMove::Last, true));
                self.seek = true;
            }
            _ => return false,
        }
        true
    }
}
