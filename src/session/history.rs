//! The steps that can be taken back and made again, and when keystrokes make one step together.
//! Has no clock: whoever types says when.

use std::collections::VecDeque;
use std::time::Duration;

use super::{EditorSelection, SessionCommand, TypedText};
use crate::report::{InverseChange, ReportText};
use crate::richtext::{TextPosition, TextRange};

/// A moment, as the time since some fixed one, such as the program's start.
pub type Moment = Duration;

/// A pause of this length ends a run of keystrokes. An input method takes a while for each phrase.
const TYPING_PAUSE: Duration = Duration::from_secs(3);

/// Beyond this number the oldest step is dropped.
const MOST_STEPS: usize = 1_000;

/// The steps of a session.
#[derive(Debug, Default)]
pub(super) struct History {
    undo: VecDeque<UndoStep>,
    redo: Vec<UndoStep>,
    /// The run of keystrokes that the last step may still take up.
    run: Option<TypingRun>,
}

/// One step.
#[derive(Debug)]
pub(super) struct UndoStep {
    /// Takes the step back, or makes it again.
    pub reversal: InverseChange,
    /// What was selected before the step.
    pub before: EditorSelection,
    /// What was selected after it.
    pub after: EditorSelection,
    /// Which content of the report the step began with: see `Session::is_changed`.
    pub from: u64,
    /// Which content it led to.
    pub to: u64,
}

/// A run of keystrokes of the same kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TypingRun {
    part: ReportText,
    kind: KeystrokeKind,
    /// Where the next keystroke of the run acts.
    caret: TextPosition,
    last: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeystrokeKind {
    Insert,
    Backspace,
    Delete,
    Figure,
}

/// What one keystroke does, as the history sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keystroke {
    part: ReportText,
    kind: KeystrokeKind,
    /// Where it begins to act.
    at: TextPosition,
    /// Whether nothing may join after it.
    closes: bool,
}

impl Keystroke {
    /// The keystroke that `command` is, where it is one that may join others; `selection` is what
    /// was selected before it.
    pub fn of(command: &SessionCommand, selection: EditorSelection) -> Option<Keystroke> {
        match command {
            SessionCommand::Type { part, span, text, typed: TypedText::Key, .. } => {
                let plain = span.is_empty() && !text.is_empty() && !text.contains(['\n', '\r']);
                let closes = text.chars().last().is_some_and(is_boundary);
                plain.then_some(Keystroke { part: *part, kind: KeystrokeKind::Insert, at: span.start(), closes })
            }
            SessionCommand::Delete { part, span, typed: TypedText::Key } => {
                let (start, end) = (span.start(), span.end());
                let caret = |position| selection == EditorSelection::caret(*part, position);
                let single = start.paragraph == end.paragraph && start.character + 1 == end.character;
                let kind = if caret(start) { KeystrokeKind::Delete } else { KeystrokeKind::Backspace };
                let at = if kind == KeystrokeKind::Delete { start } else { end };
                (single && (caret(start) || caret(end))).then_some(Keystroke { part: *part, kind, at, closes: false })
            }
            // The words and the width of a picture are changed by keys and drags, each of which gives a whole figure.
            SessionCommand::SetFigure(part, _, Some(_)) => {
                let (_, span) = selection.span().filter(|(own, _)| own == part)?;
                Some(Keystroke { part: *part, kind: KeystrokeKind::Figure, at: span.start(), closes: false })
            }
            _ => None,
        }
    }
}

impl History {
    /// Adds a step, or lets the last one take it up.
    pub fn push(&mut self, step: UndoStep, stroke: Option<Keystroke>, now: Moment) {
        self.redo.clear();
        let joins = stroke.zip(self.run).is_some_and(|(stroke, run)| {
            run.part == stroke.part
                && run.kind == stroke.kind
                && run.caret == stroke.at
                && now.saturating_sub(run.last) < TYPING_PAUSE
        });
        let head = step.after.span().map(|(_, span)| span.start());
        match self.undo.back_mut() {
            Some(last) if joins => {
                last.reversal = std::mem::take(&mut last.reversal).after(step.reversal);
                (last.after, last.to) = (step.after, step.to);
            }
            _ => self.undo.push_back(step),
        }
        self.run = stroke.zip(head).filter(|(stroke, _)| !stroke.closes).map(|(stroke, caret)| TypingRun {
            part: stroke.part,
            kind: stroke.kind,
            caret,
            last: now,
        });
        while self.undo.len() > MOST_STEPS {
            self.undo.pop_front();
        }
    }

    /// Lets the last step take up a step that belongs to it; the caret stays where that led.
    pub fn join(&mut self, step: UndoStep) {
        self.redo.clear();
        match self.undo.back_mut() {
            Some(last) => {
                last.reversal = std::mem::take(&mut last.reversal).after(step.reversal);
                last.to = step.to;
            }
            None => self.undo.push_back(step),
        }
    }

    /// Ends the run of keystrokes: the next begins a step of its own.
    pub fn close(&mut self) {
        self.run = None;
    }

    /// The step to take back, out of the history.
    pub fn pop_undo(&mut self) -> Option<UndoStep> {
        self.close();
        self.undo.pop_back()
    }

    /// The step to make again, out of the history.
    pub fn pop_redo(&mut self) -> Option<UndoStep> {
        self.close();
        self.redo.pop()
    }

    /// Puts a step back that was taken back, with what makes it again.
    pub fn push_redo(&mut self, step: UndoStep) {
        self.redo.push(step);
    }

    /// Puts a step back that was made again, with what takes it back.
    pub fn push_undo(&mut self, step: UndoStep) {
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
    pub fn continues_at(&self, part: ReportText, span: TextRange) -> bool {
        self.run.is_some_and(|run| run.part == part && span == TextRange::at(run.caret))
    }
}

/// A character after which a run of keystrokes ends: the end of a sentence. A full stop of other scripts may be a
/// decimal point.
const fn is_boundary(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';')
}
