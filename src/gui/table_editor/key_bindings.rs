//! The keys of a spreadsheet. Takes them out of the input, so that no widget sees them twice.

use egui::{Event, InputState, Key};

use super::cell_selection::CellMove;

/// What a key asks of the grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum GridKey {
    /// Move the focus; the flag extends the selection.
    Go(CellMove, bool),
    /// Choose every cell.
    All,
    /// Edit the cell with this text in it; `None` with what stands there.
    Edit(Option<String>),
    /// Blank the chosen cells.
    Blank,
    /// Copy the chosen cells; the flag blanks them too.
    Copy(bool),
    /// Paste this text.
    Paste(String),
    /// Leave the grid.
    Leave,
    /// Keep what was typed and go on.
    Keep(Option<CellMove>),
    /// Forget what was typed.
    Forget,
}

/// The first thing that the events of this frame ask while no cell is being edited. Events are read
/// in the order in which they came, for a slow computer hands over several at once.
pub(super) fn chosen(input: &mut InputState) -> Option<GridKey> {
    let (at, ask) = input.events.iter().enumerate().find_map(|(at, event)| Some((at, of_chosen(event)?)))?;
    input.events.remove(at);
    Some(ask)
}

fn of_chosen(event: &Event) -> Option<GridKey> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(GridKey::Copy(false)),
        Event::Cut => return Some(GridKey::Copy(true)),
        Event::Paste(text) => return Some(GridKey::Paste(text.clone())),
        Event::Text(text) => return (!text.trim().is_empty()).then(|| GridKey::Edit(Some(text.clone()))),
        Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
        _ => return None,
    };
    let step = match key {
        Key::ArrowUp => Some((CellMove::Up, CellMove::First)),
        Key::ArrowDown => Some((CellMove::Down, CellMove::Last)),
        Key::ArrowLeft => Some((CellMove::Left, CellMove::First)),
        Key::ArrowRight => Some((CellMove::Right, CellMove::Last)),
        Key::Home => Some((CellMove::RowStart, CellMove::First)),
        Key::End => Some((CellMove::RowEnd, CellMove::Last)),
        _ => None,
    };
    if modifiers.alt {
        return None;
    }
    if let Some((near, far)) = step {
        return Some(GridKey::Go(if modifiers.command { far } else { near }, modifiers.shift));
    }
    match (key, modifiers.command, modifiers.shift) {
        (Key::Tab, false, back) => Some(GridKey::Go(if back { CellMove::Previous } else { CellMove::Next }, false)),
        (Key::Enter, false, back) => Some(GridKey::Go(if back { CellMove::Up } else { CellMove::Down }, false)),
        (Key::F2, false, false) => Some(GridKey::Edit(None)),
        (Key::Delete, false, false) => Some(GridKey::Blank),
        (Key::Backspace, false, false) => Some(GridKey::Edit(Some(String::new()))),
        (Key::Escape, false, false) => Some(GridKey::Leave),
        (Key::A, true, false) => Some(GridKey::All),
        _ => None,
    }
}

/// What a key asks while a cell is being edited, with its place among the events. After F2 (`deep`),
/// left and right move the caret.
pub(super) fn editing(input: &InputState, deep: bool) -> Option<(usize, GridKey)> {
    input.events.iter().enumerate().find_map(|(at, event)| Some((at, of_editing(event, deep)?)))
}

fn of_editing(event: &Event, deep: bool) -> Option<GridKey> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    if modifiers.command || modifiers.alt {
        return None;
    }
    match (*key, modifiers.shift) {
        (Key::Tab, back) => Some(GridKey::Keep(Some(if back { CellMove::Previous } else { CellMove::Next }))),
        (Key::Enter, back) => Some(GridKey::Keep(Some(if back { CellMove::Up } else { CellMove::Down }))),
        (Key::ArrowUp, false) => Some(GridKey::Keep(Some(CellMove::Up))),
        (Key::ArrowDown, false) => Some(GridKey::Keep(Some(CellMove::Down))),
        (Key::ArrowLeft, false) if !deep => Some(GridKey::Keep(Some(CellMove::Left))),
        (Key::ArrowRight, false) if !deep => Some(GridKey::Keep(Some(CellMove::Right))),
        (Key::Escape, _) => Some(GridKey::Forget),
        _ => None,
    }
}

/// Whether an event changes the text of a field.
pub(super) fn writes(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_) => true,
        Event::Key { key, pressed, .. } => *pressed && matches!(key, Key::Backspace | Key::Delete),
        _ => false,
    }
}
