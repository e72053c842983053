//! A paste of which the system tells nothing, since the clipboard has no plain text: only the key that is let go
//! shows it. Knows no clipboard.

use egui::{Event, Key};

/// Whether the key of pasting was told.
#[derive(Debug, Default)]
pub(super) struct WebPaste {
    told: bool,
}

impl WebPaste {
    /// Whether something was to be pasted that has no plain text.
    pub fn take(&mut self, events: &[Event]) -> bool {
        let mut untold = false;
        for event in events {
            match event {
                Event::Paste(_) | Event::PasteImage(_) | Event::Key { key: Key::V, pressed: true, .. } => {
                    self.told = true
                }
                Event::Key { key: Key::V, pressed: false, modifiers, .. } => {
                    untold |= !std::mem::take(&mut self.told) && !modifiers.alt;
                }
                Event::Key { pressed: true, .. } => self.told = false,
                _ => {}
            }
        }
        untold
    }
}
