//! The keys of a spreadsheet: which way they move the focus, and which end the editing of a cell.
//! Knows no table.

use egui::{Event, Key, Modifiers};

use super::cell_selection::{CellDirection, CellMove};

/// What a key does to the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyMove {
    /// It moves; the flag extends the selection.
    Go(CellMove, bool),
    /// Tab or, with the flag, Shift+Tab.
    Tab(bool),
    /// Enter or, with the flag, Shift+Enter.
    Enter(bool),
    /// As many rows down as are in sight, or up; the second flag extends the selection.
    Page(CellDirection, bool),
}

/// How a key moves the focus while no cell is being edited.
pub(super) fn movement(key: Key, modifiers: Modifiers) -> Option<KeyMove> {
    if modifiers.alt {
        return None;
    }
    let arrow = |direction| if modifiers.command { CellMove::Edge(direction) } else { CellMove::Step(direction) };
    let to = match key {
        Key::ArrowUp => arrow(CellDirection::Up),
        Key::ArrowDown => arrow(CellDirection::Down),
        Key::ArrowLeft => arrow(CellDirection::Left),
        Key::ArrowRight => arrow(CellDirection::Right),
        Key::Home if modifiers.command => CellMove::First,
        Key::Home => CellMove::RowStart,
        Key::End if modifiers.command => CellMove::Last,
        Key::End => CellMove::RowEnd,
        Key::Tab if !modifiers.command => return Some(KeyMove::Tab(modifiers.shift)),
        Key::Enter if !modifiers.command => return Some(KeyMove::Enter(modifiers.shift)),
        Key::PageUp if !modifiers.command => return Some(KeyMove::Page(CellDirection::Up, modifiers.shift)),
        Key::PageDown if !modifiers.command => return Some(KeyMove::Page(CellDirection::Down, modifiers.shift)),
        _ => return None,
    };
    Some(KeyMove::Go(to, modifiers.shift))
}

/// How a key moves the focus that enters what is being edited. After F2 or a double click (`deep`), left
/// and right move the caret instead.
pub(super) fn enters(event: &Event, deep: bool) -> Option<KeyMove> {
    let (key, shift) = plain_key(event)?;
    let step = |direction| Some(KeyMove::Go(CellMove::Step(direction), false));
    match (key, shift) {
        (Key::Tab, back) => Some(KeyMove::Tab(back)),
        (Key::Enter, back) => Some(KeyMove::Enter(back)),
        (Key::ArrowUp, false) => step(CellDirection::Up),
        (Key::ArrowDown, false) => step(CellDirection::Down),
        (Key::ArrowLeft, false) if !deep => step(CellDirection::Left),
        (Key::ArrowRight, false) if !deep => step(CellDirection::Right),
        _ => None,
    }
}

/// Whether it is F2.
pub(super) fn is_edit_key(event: &Event) -> bool {
    matches!(plain_key(event), Some((Key::F2, false)))
}

/// Whether a key gives up what is being edited.
pub(super) fn cancels(event: &Event) -> bool {
    matches!(plain_key(event), Some((Key::Escape, _)))
}

/// Whether an event changes the text of a field.
pub(super) fn writes(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_) => true,
        Event::Key { key, pressed, .. } => *pressed && matches!(key, Key::Backspace | Key::Delete),
        _ => false,
    }
}

/// Whether an event would change a cell that is not being edited.
pub(super) fn changes(event: &Event) -> bool {
    match event {
        Event::Text(text) => !text.trim().is_empty(),
        Event::Key { key: Key::D, pressed: true, modifiers, .. } => modifiers.command,
        _ => is_edit_key(event) || writes(event),
    }
}

/// The key that was pressed without Ctrl and Alt, and whether Shift was held.
const fn plain_key(event: &Event) -> Option<(Key, bool)> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.command && !modifiers.alt => {
            Some((*key, modifiers.shift))
        }
        _ => None,
    }
}
