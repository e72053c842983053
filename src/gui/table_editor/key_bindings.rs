//! The keys of a spreadsheet. Takes them out of the input, so that no widget sees them twice.

use egui::{Event, InputState, Key};

use super::cell_selection::Step;

/// What a key asks of the grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// Move the focus; the flag extends the selection.
    Go(Step, bool),
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
    Keep(Option<Step>),
    /// Forget what was typed.
    Forget,
}

/// The first thing that the events of this frame ask while no cell is being edited. Events are read
/// in the order in which they came, for a slow computer hands over several at once.
pub(super) fn chosen(input: &mut InputState) -> Option<Ask> {
    let (at, ask) = input.events.iter().enumerate().find_map(|(at, event)| Some((at, of_chosen(event)?)))?;
    input.events.remove(at);
    Some(ask)
}

fn of_chosen(event: &Event) -> Option<Ask> {
    let (key, modifiers) = match event {
        Event::Copy => return Some(Ask::Copy(false)),
        Event::Cut => return Some(Ask::Copy(true)),
        Event::Paste(text) => return Some(Ask::Paste(text.clone())),
        Event::Text(text) => return (!text.trim().is_empty()).then(|| Ask::Edit(Some(text.clone()))),
        Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
        _ => return None,
    };
    let step = match key {
        Key::ArrowUp => Some((Step::Up, Step::First)),
        Key::ArrowDown => Some((Step::Down, Step::Last)),
        Key::ArrowLeft => Some((Step::Left, Step::First)),
        Key::ArrowRight => Some((Step::Right, Step::Last)),
        Key::Home => Some((Step::RowStart, Step::First)),
        Key::End => Some((Step::RowEnd, Step::Last)),
        _ => None,
    };
    if modifiers.alt {
        return None;
    }
    if let Some((near, far)) = step {
        return Some(Ask::Go(if modifiers.command { far } else { near }, modifiers.shift));
    }
    match (key, modifiers.command, modifiers.shift) {
        (Key::Tab, false, back) => Some(Ask::Go(if back { Step::Previous } else { Step::Next }, false)),
        (Key::Enter, false, back) => Some(Ask::Go(if back { Step::Up } else { Step::Down }, false)),
        (Key::F2, false, false) => Some(Ask::Edit(None)),
        (Key::Delete, false, false) => Some(Ask::Blank),
        (Key::Backspace, false, false) => Some(Ask::Edit(Some(String::new()))),
        (Key::Escape, false, false) => Some(Ask::Leave),
        (Key::A, true, false) => Some(Ask::All),
        _ => None,
    }
}

/// What a key asks while a cell is being edited, with its place among the events. After F2 (`deep`),
/// left and right move the caret.
pub(super) fn editing(input: &InputState, deep: bool) -> Option<(usize, Ask)> {
    input.events.iter().enumerate().find_map(|(at, event)| Some((at, of_editing(event, deep)?)))
}

fn of_editing(event: &Event, deep: bool) -> Option<Ask> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    if modifiers.command || modifiers.alt {
        return None;
    }
    match (*key, modifiers.shift) {
        (Key::Tab, back) => Some(Ask::Keep(Some(if back { Step::Previous } else { Step::Next }))),
        (Key::Enter, back) => Some(Ask::Keep(Some(if back { Step::Up } else { Step::Down }))),
        (Key::ArrowUp, false) => Some(Ask::Keep(Some(Step::Up))),
        (Key::ArrowDown, false) => Some(Ask::Keep(Some(Step::Down))),
        (Key::ArrowLeft, false) if !deep => Some(Ask::Keep(Some(Step::Left))),
        (Key::ArrowRight, false) if !deep => Some(Ask::Keep(Some(Step::Right))),
        (Key::Escape, _) => Some(Ask::Forget),
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
