//! What is typed while nothing has the focus goes to where the user is: to the text or the cell that is
//! selected and in sight. Where there is none, or a button has the focus, it is refused, and said. Knows
//! neither texts nor tables.

use egui::{Context, Event, Popup};

use super::action::Action;
use super::document::Document;
use crate::messages::Language;

/// So many frames pass until what was selected has the focus.
const FRAMES: u8 = 3;

/// What was typed and waits for the focus.
#[derive(Debug, Default)]
pub(super) struct UnfocusedKeys {
    waiting: Vec<Event>,
    frames: u8,
}

impl UnfocusedKeys {
    /// Takes what is typed for nobody out of the events of a frame, and hands it over once something has the
    /// focus. Gives what is to be done, or said. `reachable`: nothing stands above the views that keeps the focus within
    /// itself.
    pub fn take(
        &mut self,
        context: &Context,
        (document, reachable): (&Document, bool),
        language: Language,
    ) -> Option<Action> {
        let focused = context.memory(|memory| memory.focused()).is_some();
        if focused && (context.text_edit_focused() || document.has_focus(context)) {
            self.frames = 0;
            let waited = std::mem::take(&mut self.waiting);
            context.input_mut(|input| input.events.splice(0..0, waited).for_each(drop));
            return None;
        }
        let typed = context.input(|input| input.events.iter().any(writes));
        if (self.waiting.is_empty() && !typed) || Popup::is_any_open(context) {
            return None;
        }
        self.take_keys(context);
        self.frames += 1;
        if !focused && self.frames <= FRAMES && reachable && document.selection_in_sight() {
            context.request_repaint();
            return (self.frames == 1).then_some(Action::ReturnToSelection);
        }
        (self.waiting, self.frames) = (Vec::new(), 0);
        Some(Action::say(language.word("say.no_caret")))
    }

    fn take_keys(&mut self, context: &Context) {
        let keys = |event: &mut Event| writes(event) || matches!(event, Event::Key { .. });
        context.input_mut(|input| self.waiting.extend(input.events.extract_if(.., keys)));
    }
}

/// Whether an event would write something.
fn writes(event: &Event) -> bool {
    match event {
        Event::Text(text) | Event::Paste(text) => !text.trim().is_empty(),
        Event::PasteImage(_) => true,
        _ => false,
    }
}
