//! The focus while dialogs come and go: a dialog gets it, and what had it before has it again once the dialog is gone.
//! Knows no dialog.

use std::time::Duration;

use egui::{Context, FocusDirection, Id};

use crate::gui::widgets::SEEN;

/// For so many frames the focus is given back.
const FRAMES: u8 = 3;

/// What is open above the views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gui) enum DialogKind {
    /// Nothing.
    None,
    /// A window that the user asked for.
    Asked,
    /// A question, which may have come by itself: whoever was typing when it came means none of its buttons, so that
    /// these get the focus a moment later.
    Came,
    /// Work that is under way: its button is never pressed by a key that was meant for something else.
    Working,
}

/// What is known of it from one frame to the next.
#[derive(Debug, Default)]
pub(in crate::gui) struct FocusKeeper {
    /// Since when a dialog is open, in seconds of egui's clock.
    since: Option<f64>,
    /// What had the focus before.
    former: Option<Id>,
    /// Whether the dialog has had the focus.
    placed: bool,
    /// What has the focus in it.
    last: Option<Id>,
    /// What is to have the focus again, and for how many frames that is tried.
    returns: Option<(Id, u8)>,
}

impl FocusKeeper {
    /// To be called in each frame before anything is drawn.
    pub fn begin_frame(&mut self, context: &Context, kind: DialogKind) {
        if kind == DialogKind::None {
            if self.since.take().is_some() {
                self.returns = self.former.take().map(|former| (former, FRAMES));
            }
            self.give_back(context);
            return;
        }
        let now = context.input(|input| input.time);
        let focused = context.memory(|memory| memory.focused());
        let since = match self.since {
            Some(since) => since,
            None => {
                (self.former, self.placed, self.since) = (focused, false, Some(now));
                now
            }
        };
        if self.placed || kind == DialogKind::Working {
            return;
        }
        let asked = kind == DialogKind::Asked;
        if focused.is_some() && focused != self.former {
            self.placed = true;
        } else if now > since && (asked || now - since >= SEEN) {
            self.placed = true;
            context.memory_mut(|memory| {
                focused.into_iter().for_each(|id| memory.surrender_focus(id));
                memory.move_focus(FocusDirection::Next);
            });
        } else {
            context.request_repaint_after(Duration::from_secs_f64(if asked { 0.0 } else { SEEN }));
        }
    }

    /// To be called once everything is drawn, before what was asked for is done.
    pub fn note(&mut self, context: &Context) {
        if self.since.is_some() {
            self.last = context.memory(|memory| memory.focused()).filter(|focused| Some(*focused) != self.former);
        }
    }

    /// What had the focus before the dialog has it again, unless the dialog led elsewhere. Asked for in several frames:
    /// in the first of them egui still keeps the focus within the dialog.
    fn give_back(&mut self, context: &Context) {
        let Some((former, frames)) = self.returns.take() else { return };
        // What had it in the dialog is gone with that.
        let focused = context.memory(|memory| memory.focused()).filter(|focused| Some(*focused) != self.last);
        match focused {
            Some(focused) if focused != former => return,
            Some(_) => {}
            None => context.memory_mut(|memory| memory.request_focus(former)),
        }
        self.returns = frames.checked_sub(1).map(|left| (former, left));
        context.request_repaint();
    }
}
