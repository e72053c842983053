//! The steps that can be taken back and made again, and when keystrokes make one step together.
//! Has no clock: whoever types says when.

use std::collections::VecDeque;
use std::time::Duration;

use super::{Command, Selection, Typed};
use crate::report::{Part, Reversal};
use crate::richtext::{Position, Span};

/// A moment, as the time since some fixed one, such as the program's start.
pub type Moment = Duration;

/// A pause of this length ends a run of keystrokes.
const PAUSE: Duration = Duration::from_secs(1);

/// The oldest step is forgotten beyond so many.
const MOST: usize = 1_000;

/// The steps of a session.
#[derive(Debug, Default)]
pub(super) struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The run of keystrokes that the last step may still take up.
    run: Option<Run>,
}

/// One step.
#[derive(Debug)]
pub(super) struct Step {
    /// Takes the step back, or makes it again.
    pub reversal: Reversal,
    /// What was selected before the step.
    pub before: Selection,
    /// What was selected after it.
    pub after: Selection,
    /// Which content of the report the step began with: see `Session::is_changed`.
    pub from: u64,
    /// Which content it led to.
    pub to: u64,
}

/// A run of keystrokes of the same kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    part: Part,
    way: Way,
    /// Where the next keystroke of the run acts.
    caret: Position,
    last: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Insert,
    Backspace,
    Delete,
}

/// What one keystroke does, as the history sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    part: Part,
    way: Way,
    /// Where it begins to act.
    at: Position,
    /// Whether nothing may join after it.
    closes: bool,
}

impl Stroke {
    /// The keystroke that `command` is, where it is one that may join others; `selection` is what
    /// was selected before it.
    pub fn of(command: &Command, selection: Selection) -> Option<Stroke> {
        match command {
            Command::Type { part, span, text, typed: Typed::Key, .. } => {
                let plain = span.is_empty() && !text.is_empty() && !text.contains(['\n', '\r']);
                let closes = text.chars().last().is_some_and(is_boundary);
                plain.then_some(Stroke { part: *part, way: Way::Insert, at: span.start(), closes })
            }
            Command::Delete { part, span, typed: Typed::Key } => {
                let (start, end) = (span.start(), span.end());
                let caret = |position| selection == Selection::caret(*part, position);
                let single = start.paragraph == end.paragraph && start.character + 1 == end.character;
                let way = if caret(start) { Way::Delete } else { Way::Backspace };
                let at = if way == Way::Delete { start } else { end };
                (single && (caret(start) || caret(end))).then_some(Stroke { part: *part, way, at, closes: false })
            }
            _ => None,
        }
    }
}

impl History {
    /// Adds a step, or lets the last one take it up.
    pub fn push(&mut self, step: Step, stroke: Option<Stroke>, now: Moment) {
        self.redo.clear();
        let joins = stroke.zip(self.run).is_some_and(|(stroke, run)| {
            run.part == stroke.part
                && run.way == stroke.way
                && run.caret == stroke.at
                && now.saturating_sub(run.last) < PAUSE
        });
        let head = step.after.span().map(|(_, span)| span.start());
        match self.undo.back_mut() {
            Some(last) if joins => {
                last.reversal = std::mem::take(&mut last.reversal).after(step.reversal);
                (last.after, last.to) = (step.after, step.to);
            }
            _ => self.undo.push_back(step),
        }
        self.run = stroke.zip(head).filter(|(stroke, _)| !stroke.closes).map(|(stroke, caret)| Run {
            part: stroke.part,
            way: stroke.way,
            caret,
            last: now,
        });
        while self.undo.len() > MOST {
            self.undo.pop_front();
        }
    }

    /// Ends the run of keystrokes: the next begins a step of its own.
    pub fn close(&mut self) {
        self.run = None;
    }

    /// The step to take back, out of the history.
    pub fn pop_undo(&mut self) -> Option<Step> {
        self.close();
        self.undo.pop_back()
    }

    /// The step to make again, out of the history.
    pub fn pop_redo(&mut self) -> Option<Step> {
        self.close();
        self.redo.pop()
    }

    /// Puts a step back that was taken back, with what makes it again.
    pub fn push_redo(&mut self, step: Step) {
        self.redo.push(step);
    }

    /// Puts a step back that was made again, with what takes it back.
    pub fn push_undo(&mut self, step: Step) {
        self.undo.push_back(step);
    }

    /// How many steps can be taken back.
    pub fn undo_count(&self) -> usize {
        self.undo.len()
    }

    /// How many steps can be made again.
    pub fn redo_count(&self) -> usize {
        self.redo.len()
    }

    /// Whether a caret at `position` goes on where the run of keystrokes is.
    pub fn goes_on_at(&self, part: Part, span: Span) -> bool {
        self.run.is_some_and(|run| run.part == part && span == Span::at(run.caret))
    }
}

/// A character after which a run of keystrokes ends: a space or a punctuation mark.
fn is_boundary(character: char) -> bool {
    let code = u32::from(character);
    character.is_whitespace()
        || character.is_ascii_punctuation()
        || matches!(code, 0x2010..=0x2027 | 0x2030..=0x205e | 0x3001..=0x3003 | 0x3008..=0x3011 | 0x3014..=0x301f)
        || matches!(code, 0xff01..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65)
}
