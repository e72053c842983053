//! Splits the events of one frame over several where more than words are among them: over remote desktop or
//! on an old computer several keys arrive in one frame. A shortcut, Tab, Enter or an arrow waits until what was typed
//! before it was taken, and what follows waits for it; so does a click; a key waits for a focus that has just moved.
//! Knows keys, not what they do.

use egui::{Context, Event, Id, Key, Plugin, RawInput};

/// Hands the events of a frame over in parts, a part to a frame.
#[derive(Default)]
struct InputQueue {
    /// What came and was not handed over yet.
    waiting: Vec<Event>,
    /// What had the focus when events were last handed over.
    focused: Option<Id>,
    /// Whether keys waited for a new focus in the last frame.
    waited: bool,
    /// Whether a shortcut was handed over in the last frame: where it leads is drawn, and has the focus, after it.
    led: bool,
}

impl Plugin for InputQueue {
    fn debug_name(&self) -> &'static str {
        "pace"
    }

    fn input_hook(&mut self, context: &Context, input: &mut RawInput) {
        for event in input.events.drain(..) {
            // A key that is held down asks again and again: it would go on long after it is let go.
            if !repeats_too_long(&event) || !self.is_held(&event) {
                self.waiting.push(event);
            }
        }
        // A frame that is drawn once more shows what the first pass did; where a click lands is known only
        // after it.
        let taken = if context.current_pass_index() == 0 { self.part(context) } else { 0 };
        let rest = self.waiting.split_off(taken);
        input.events = std::mem::replace(&mut self.waiting, rest);
        if !self.waiting.is_empty() {
            context.request_repaint();
        }
    }
}

impl InputQueue {
    /// How many of the events are handed over in this frame. Whatever has the focus needs a frame until Tab,
    /// Escape and arrows are its own; until then they would lead away from it.
    fn part(&mut self, context: &Context) -> usize {
        let focused = context.memory(|memory| memory.focused());
        let fresh = focused.is_some() && focused != self.focused && !self.waited;
        (self.focused, self.waited) = (focused, fresh);
        let led = std::mem::take(&mut self.led);
        if fresh || led {
            return self.waiting.iter().position(acts).unwrap_or(self.waiting.len());
        }
        let taken = part(&self.waiting);
        self.led = self.waiting.iter().take(taken).any(is_shortcut);
        taken
    }

    /// Whether the key of this event waits already and was not let go since.
    fn is_held(&self, event: &Event) -> bool {
        let Event::Key { key, .. } = event else { return false };
        let same = |one: &&Event| matches!(one, Event::Key { key: other, .. } if other == key);
        self.waiting.iter().rev().find(same) == Some(event)
    }
}

/// Lets keys act in their order in every frame of this context.
pub fn install(context: &Context) {
    context.add_plugin(InputQueue::default());
}

/// Lets an event come in the next frame as if the system had sent it.
pub(super) fn add(context: &Context, event: Event) {
    context.with_plugin(|queue: &mut InputQueue| queue.waiting.push(event));
    context.request_repaint();
}

/// How many of the events make the first part: a key that leads elsewhere or takes something out alone, or what is
/// typed or pointed at without one between. Whatever has the focus takes all keys of a frame from where its caret was.
fn part(events: &[Event]) -> usize {
    let mut first: Option<&Event> = None;
    let mut held = true;
    for (at, event) in events.iter().enumerate() {
        held &= !matches!(event, Event::Key { pressed: false, .. });
        if !acts(event) {
            continue;
        }
        match first {
            Some(first) if !go_together(first, event, held) => return at,
            Some(_) => {}
            None => (first, held) = (Some(event), true),
        }
    }
    events.len()
}

/// Whether an event may be handed over in the frame of another one before it; `held` where no key was let go since.
fn go_together(first: &Event, event: &Event, held: bool) -> bool {
    let points = |event: &Event| matches!(event, Event::PointerButton { .. });
    // An arrow that is held down leads as far as it was asked to.
    (points(first) && points(event))
        || (is_typed(first) && is_typed(event))
        || (held && is_arrow(first) && first == event)
}

/// Whether an event is a part of what is typed: words, and the keys that stand for letters.
fn is_typed(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Ime(_) => true,
        Event::Key { key, .. } => !is_shortcut(event) && !leads(*key),
        _ => false,
    }
}

/// Whether a key leads elsewhere or takes something out, by itself.
const fn leads(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::Backspace
            | Key::Delete
            | Key::End
            | Key::Enter
            | Key::Escape
            | Key::Home
            | Key::Insert
            | Key::PageDown
            | Key::PageUp
            | Key::Tab
    )
}

const fn is_arrow(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp, .. })
}

/// Whether an event does something by itself.
const fn acts(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::PasteImage(_)
            | Event::PointerButton { .. }
    )
}

/// Whether a key that is held down must not go on asking: each press needs a frame of its own.
fn repeats_too_long(event: &Event) -> bool {
    let leads = matches!(event, Event::Key { key, pressed: true, .. } if leads(*key));
    is_shortcut(event) || (leads && !is_arrow(event))
}

/// Whether an event is a key that may stand for a command, or the clipboard's.
fn is_shortcut(event: &Event) -> bool {
    if matches!(event, Event::Copy | Event::Cut | Event::Paste(_) | Event::PasteImage(_)) {
        return true;
    }
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let function = (Key::F1..=Key::F12).contains(key);
    function || modifiers.ctrl || modifiers.command || modifiers.alt
}
