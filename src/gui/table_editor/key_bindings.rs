//! The keys of a spreadsheet: which way they move the focus, and which end the editing of a cell.
//! Knows no table.

use egui::{Event, Key, Modifiers};

use super::cell_selection::CellMove;

/// Where a key moves the focus while no cell is being edited; the flag extends the selection.
pub(super) fn movement(key: Key, modifiers: Modifiers) -> Option<(CellMove, bool)> {
    if modifiers.alt {
        return None;
    }
    let back = modifiers.shift;
    let (near, far) = match key {
        Key::ArrowUp => (CellMove::Up, CellMove::First),
        Key::ArrowDown => (CellMove::Down, CellMove::Last),
        Key::ArrowLeft => (CellMove::Left, CellMove::First),
        Key::ArrowRight => (CellMove::Right, CellMove::Last),
        Key::Home => (CellMove::RowStart, CellMove::First),
        Key::End => (CellMove::RowEnd, CellMove::Last),
        Key::Tab if !modifiers.command => return Some((if back { CellMove::Previous } else { CellMove::Next }, false)),
        Key::Enter if !modifiers.command => return Some((if back { CellMove::Up } else { CellMove::Down }, false)),
        _ => return None,
    };
    Some((if modifiers.command { far } else { near }, modifiers.shift))
}

/// Where a key moves the focus that enters what is being edited. After F2 or a double click
/// (`deep`), left and right move the caret instead.
pub(super) fn enters(event: &Event, deep: bool) -> Option<CellMove> {
    let (key, shift) = plain_key(event)?;
    match (key, shift) {
        (Key::Tab, back) => Some(if back { CellMove::Previous } else { CellMove::Next }),
        (Key::Enter, back) => Some(if back { CellMove::Up } else { CellMove::Down }),
        (Key::ArrowUp, false) => Some(CellMove::Up),
        (Key::ArrowDown, false) => Some(CellMove::Down),
        (Key::ArrowLeft, false) if !deep => Some(CellMove::Left),
        (Key::ArrowRight, false) if !deep => Some(CellMove::Right),
        _ => None,
    }
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

/// The key that was pressed without Ctrl and Alt, and whether Shift was held.
const fn plain_key(event: &Event) -> Option<(Key, bool)> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.command && !modifiers.alt => {
            Some((*key, modifiers.shift))
        }
        _ => None,
    }
}
