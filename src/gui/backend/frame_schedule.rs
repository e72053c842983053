//! When the window draws its next frame. egui has two frames follow whatever asks for one, in case that what it did is
//! seen only later; here one follows, and another one as long as the last still showed something new. A pass that is
//! drawn anew within its frame was followed already. Knows neither the system's window nor a report.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Plugin, RawInput};

/// The shortest time from one frame to the next: nothing is drawn more often than 60 times a second.
pub const FRAME: Duration = Duration::from_micros(16_667);

/// When the window draws its next frame.
pub struct FrameSchedule {
    asked: PassRequests,
    /// When the next frame is due.
    next: Option<Instant>,
    /// When the last frame began.
    drawn: Option<Instant>,
}

/// What the pass that is drawn has asked for; egui calls both ends of it.
#[derive(Clone, Default)]
struct PassRequests(Arc<Mutex<DrawnPass>>);

#[derive(Default)]
struct DrawnPass {
    /// The thread that draws a frame at the moment.
    drawing: Option<ThreadId>,
    /// When the next frame is due.
    due: Option<Instant>,
    /// Whether anything was done in this frame, so that it had to show something else.
    busy: bool,
}

impl Plugin for PassRequests {
    fn debug_name(&self) -> &'static str {
        "frame schedule"
    }

    fn input_hook(&mut self, context: &Context, input: &mut RawInput) {
        let mut pass = self.pass();
        // This pass is what an earlier one of the frame asked for.
        pass.due = None;
        pass.busy |= !input.events.is_empty() || context.current_pass_index() > 0;
    }
}

impl PassRequests {
    fn pass(&self) -> MutexGuard<'_, DrawnPass> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what the drawing thread asks for while it draws; gives back when a frame is due that nobody waits for yet.
    fn note(&self, delay: Duration) -> Option<Instant> {
        let at = Instant::now().checked_add(delay)?;
        let mut pass = self.pass();
        if pass.drawing != Some(thread::current().id()) {
            return Some(at);
        }
        pass.due = Some(pass.due.map_or(at, |due| due.min(at)));
        None
    }
}

impl FrameSchedule {
    /// The schedule of a context that has no other plugins yet: what they ask for as a pass begins belongs to that pass.
    /// `wake` is told when a frame is due for which something asked between two frames, in whatever thread.
    pub fn install(context: &Context, wake: impl Fn(Instant) + Send + Sync + 'static) -> FrameSchedule {
        let asked = PassRequests::default();
        context.add_plugin(asked.clone());
        let requests = asked.clone();
        context.set_repaint_observer(move |info| requests.note(info.delay).into_iter().for_each(&wake));
        FrameSchedule { asked, next: None, drawn: None }
    }

    /// When the next frame is due.
    pub const fn next(&self) -> Option<Instant> {
        self.next
    }

    /// Has a frame drawn at this time, or later where one has just been drawn.
    pub fn draw_at(&mut self, at: Instant) {
        let at = self.after_last(at);
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }

    /// Whether a frame is due by now, which is then no longer waited for.
    pub fn take_due(&mut self) -> bool {
        self.next.take_if(|at| *at <= Instant::now()).is_some()
    }

    /// To be called before egui runs.
    pub fn begin_frame(&mut self) {
        self.drawn = Some(Instant::now());
        *self.asked.pass() = DrawnPass { drawing: Some(thread::current().id()), ..DrawnPass::default() };
    }

    /// To be called once it is painted; `changed` where it looks other than the one before.
    pub fn end_frame(&mut self, changed: bool) {
        let DrawnPass { due, busy, .. } = std::mem::take(&mut *self.asked.pass());
        let due = if changed && !busy { Some(Instant::now()) } else { due };
        self.next = due.map(|due| self.after_last(due));
    }

    fn after_last(&self, at: Instant) -> Instant {
        self.drawn.map_or(at, |drawn| at.max(drawn + FRAME))
    }
}

/// Whether these events can wait for the next frame: keys that are let go and mean nothing by it. Alt opens the menus
/// when it is let go, and V may be all that is seen of a paste.
pub fn can_wait(events: &[Event]) -> bool {
    let is_let_go = |event: &Event| match event {
        Event::Key { key, pressed: false, modifiers, .. } => *key != Key::V && modifiers.is_none(),
        _ => false,
    };
    !events.is_empty() && events.iter().all(is_let_go)
}
