//! Whose the keys are while a box has the focus: any field but the texts of the report. What is typed,
//! composed or pasted for a box reaches neither the texts nor the tables, and no box takes more at once
//! than it can hold. Knows no box by its name.

use std::time::Duration;

use egui::{Context, Event, Id, ImeEvent, Key};

use super::action::Action;
use super::text_editor::TextEditor;
use super::views::start_page;
use super::widgets;
use crate::report::ReportText;
use crate::session::import::PASTED;

/// An input method that has not committed by then will not do so.
const LATE: Duration = Duration::from_secs(1);

/// What is known of boxes from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct BoxInput {
    /// What had the focus at the end of the last frame.
    last: Option<Id>,
    /// The box in which an input method is composing.
    composing: Option<Id>,
    /// When a box was left while an input method was composing there.
    left: Option<Duration>,
    /// The box that gave up the focus to hand over what was typed, and takes it again.
    returns: Option<Id>,
}

impl BoxInput {
    /// Takes what no box and no text is to have out of the events of a frame: the late commit of an input
    /// method whose box was left, and texts that are too long, of which it gives what is to be said.
    pub fn take(&mut self, context: &Context, now: Duration) -> Option<Action> {
        let focused = focused_box(context);
        let most = match focused {
            Some(id) if id != start_page::published_id() => widgets::LINE,
            _ => PASTED,
        };
        let any = context.memory(|memory| memory.focused());
        context.input_mut(|input| {
            self.drop_late_commit(&mut input.events, any, now);
            for event in &input.events {
                match event {
                    Event::Ime(ImeEvent::Preedit { text, .. }) => {
                        self.composing = focused.filter(|_| !text.is_empty());
                    }
                    Event::Ime(ImeEvent::Commit(_)) => self.composing = None,
                    _ => {}
                }
            }
            refuse_long(&mut input.events, most)
        })
    }

    /// Whether Escape was pressed where it means the find bar: in a text of the report, or nowhere.
    pub fn is_escape_free(&self, context: &Context) -> bool {
        let texts = ReportText::ALL.map(TextEditor::id);
        context.input(|input| input.key_pressed(Key::Escape)) && self.last.is_none_or(|last| texts.contains(&last))
    }

    /// Lets the focused field hand over what was typed there: fields do so when they lose the focus. Texts
    /// of the report have done so already.
    pub fn hand_over(&mut self, context: &Context) {
        if let Some(field) = focused_box(context) {
            context.memory_mut(|memory| memory.surrender_focus(field));
            self.returns = Some(field);
        }
    }

    /// To be called at the end of a frame. A box that only handed over what it had takes the focus again,
    /// unless something else has it or the box is `hidden` by a question.
    pub fn end_frame(&mut self, context: &Context, hidden: bool) {
        let returns = self.returns.take().filter(|_| !hidden);
        self.last = context.memory_mut(|memory| {
            if let Some(field) = returns.filter(|_| memory.focused().is_none()) {
                memory.request_focus(field);
            }
            memory.focused()
        });
    }

    /// A commit that comes when the focus has left its box is for nobody: what was being composed stays in
    /// the box.
    fn drop_late_commit(&mut self, events: &mut Vec<Event>, focused: Option<Id>, now: Duration) {
        if self.composing.take_if(|composing| Some(*composing) != focused).is_some() {
            self.left = Some(now);
        }
        let Some(left) = self.left else { return };
        let speaks = |event: &Event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)) => !text.is_empty(),
            Event::Text(_) | Event::Key { pressed: true, .. } => true,
            _ => false,
        };
        let first = events.iter().position(speaks);
        if let Some(at) = first
            && now.saturating_sub(left) <= LATE
            && matches!(events.get(at), Some(Event::Ime(ImeEvent::Commit(_))))
        {
            events.remove(at);
        }
        if first.is_some() || now.saturating_sub(left) > LATE {
            self.left = None;
        }
    }
}

/// The box that has the focus.
pub(super) fn focused_box(context: &Context) -> Option<Id> {
    let focused = context.memory(|memory| memory.focused())?;
    let is_text = ReportText::ALL.map(TextEditor::id).contains(&focused);
    (!is_text && context.text_edit_focused()).then_some(focused)
}

/// Takes texts of more than `most` characters out of the events; gives what is to be said of the first.
fn refuse_long(events: &mut Vec<Event>, most: usize) -> Option<Action> {
    let mut refused = None;
    events.retain(|event| {
        let (Event::Paste(text)
        | Event::Text(text)
        | Event::MiddleClickPaste { text, .. }
        | Event::Ime(ImeEvent::Commit(text))) = event
        else {
            return true;
        };
        // No character has more than four bytes.
        let count = if text.len() <= most { 0 } else { text.chars().count() };
        if count > most {
            refused.get_or_insert(Action::RefuseText { count, most });
        }
        count <= most
    });
    refused
}
