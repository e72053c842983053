//! Text that an input method was composing when the focus went elsewhere. What was shown stays as
//! typed text; where the input method commits its text only afterwards, the commit replaces what
//! stayed, instead of being inserted a second time where the caret is now. Changes no report itself.

use std::time::Duration;

use egui::{Event, ImeEvent};

use super::action::Action;
use crate::report::ReportText;
use crate::richtext::{TextPosition, TextRange};
use crate::session::{SessionCommand, TypedText};

/// Text that was left while an input method was composing it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImeComposition {
    part: ReportText,
    span: TextRange,
    left: Duration,
}

/// An input method that has not committed by then will not do so.
const LATE: Duration = Duration::from_secs(1);

impl ImeComposition {
    /// The text that was left in this frame: composing ended without an event of the input method.
    pub fn left(actions: &[Action], was_composing: bool, events: &[Event], now: Duration) -> Option<ImeComposition> {
        let spoken = events.iter().any(|event| matches!(event, Event::Ime(_)));
        if !was_composing || spoken || actions.iter().any(|action| matches!(action, Action::Composing)) {
            return None;
        }
        actions.iter().find_map(|action| {
            let Action::Run(SessionCommand::Type { part, span, text, typed: TypedText::Whole, .. }) = action else {
                return None;
            };
            let start = span.start();
            let end = TextPosition::new(start.paragraph, start.character + text.chars().count());
            Some(ImeComposition { part: *part, span: TextRange::new(start, end), left: now })
        })
    }

    /// The late commit of the input method, taken out of the events, as a change. The flag says
    /// whether there is still something to wait for.
    pub fn late(&self, events: &mut Vec<Event>, now: Duration) -> (Option<Action>, bool) {
        let speaks = |event: &Event| matches!(event, Event::Ime(_) | Event::Text(_) | Event::Key { pressed: true, .. });
        // A composition that ends without text is only cleared by the system.
        let empty = |event: &Event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)) => text.is_empty(),
            _ => false,
        };
        let first = events.iter().position(|event| speaks(event) && !empty(event));
        let in_time = now.saturating_sub(self.left) <= LATE;
        let Some(at) = first.filter(|_| in_time) else { return (None, in_time) };
        let Some(Event::Ime(ImeEvent::Commit(text))) = events.get(at).cloned() else { return (None, false) };
        events.remove(at);
        let (part, span) = (self.part, self.span);
        (Some(Action::Run(SessionCommand::Type { part, span, text, marks: None, typed: TypedText::Whole })), false)
    }
}
