//! The keys of a spreadsheet. Takes them out of the input, so that no widget sees them twice.

use egui::{Event, InputState, Key, Modifiers};

use super::selection::Step;

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

/// The keys while no cell is being edited.
pub(super) fn chosen(input: &mut InputState) -> Option<Ask> {
    const NONE: Modifiers = Modifiers::NONE;
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const CTRL: Modifiers = Modifiers::COMMAND;
    let steps = [
        (Key::ArrowUp, Step::Up),
        (Key::ArrowDown, Step::Down),
        (Key::ArrowLeft, Step::Left),
        (Key::ArrowRight, Step::Right),
        (Key::Home, Step::RowStart),
        (Key::End, Step::RowEnd),
    ];
    for (key, step) in steps {
        let corner = match step {
            Step::Up | Step::RowStart | Step::Left => Step::First,
            _ => Step::Last,
        };
        if input.consume_key(CTRL | SHIFT, key) {
            return Some(Ask::Go(corner, true));
        }
        if input.consume_key(CTRL, key) {
            return Some(Ask::Go(corner, false));
        }
        if input.consume_key(SHIFT, key) {
            return Some(Ask::Go(step, true));
        }
        if input.consume_key(NONE, key) {
            return Some(Ask::Go(step, false));
        }
    }
    let plain = [
        (SHIFT, Key::Tab, Ask::Go(Step::Previous, false)),
        (NONE, Key::Tab, Ask::Go(Step::Next, false)),
        (SHIFT, Key::Enter, Ask::Go(Step::Up, false)),
        (NONE, Key::Enter, Ask::Go(Step::Down, false)),
        (NONE, Key::F2, Ask::Edit(None)),
        (NONE, Key::Delete, Ask::Blank),
        (NONE, Key::Backspace, Ask::Edit(Some(String::new()))),
        (NONE, Key::Escape, Ask::Leave),
        (CTRL, Key::A, Ask::All),
    ];
    for (modifiers, key, ask) in plain {
        if input.consume_key(modifiers, key) {
            return Some(ask);
        }
    }
    let at = input.events.iter().position(|event| {
        matches!(event, Event::Copy | Event::Cut | Event::Paste(_))
            || matches!(event, Event::Text(text) if !text.trim().is_empty())
    })?;
    match input.events.remove(at) {
        Event::Copy => Some(Ask::Copy(false)),
        Event::Cut => Some(Ask::Copy(true)),
        Event::Paste(text) => Some(Ask::Paste(text)),
        Event::Text(text) => Some(Ask::Edit(Some(text))),
        _ => None,
    }
}

/// The keys while a cell is being edited. After F2 (`deep`), left and right move the caret.
pub(super) fn editing(input: &mut InputState, deep: bool) -> Option<Ask> {
    let keys = [
        (Modifiers::SHIFT, Key::Tab, Ask::Keep(Some(Step::Previous))),
        (Modifiers::NONE, Key::Tab, Ask::Keep(Some(Step::Next))),
        (Modifiers::SHIFT, Key::Enter, Ask::Keep(Some(Step::Up))),
        (Modifiers::NONE, Key::Enter, Ask::Keep(Some(Step::Down))),
        (Modifiers::NONE, Key::ArrowUp, Ask::Keep(Some(Step::Up))),
        (Modifiers::NONE, Key::ArrowDown, Ask::Keep(Some(Step::Down))),
        (Modifiers::NONE, Key::Escape, Ask::Forget),
    ];
    let sideways = [
        (Modifiers::NONE, Key::ArrowLeft, Ask::Keep(Some(Step::Left))),
        (Modifiers::NONE, Key::ArrowRight, Ask::Keep(Some(Step::Right))),
    ];
    let more = sideways.into_iter().filter(|_| !deep);
    keys.into_iter().chain(more).find(|(modifiers, key, _)| input.consume_key(*modifiers, *key)).map(|(.., ask)| ask)
}
