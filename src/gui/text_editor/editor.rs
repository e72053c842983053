//! A text of the report in a field: follows the session, gives each keystroke as a command, and keeps
//! the preedit text of an input method to itself until it is committed. Changes no report itself.

use egui::text::CCursorRange;
use egui::text_selection::visuals::paint_text_selection;
use egui::{Event, Id, ImeEvent, Ui};

use super::galley_cache::GalleyCache;
use super::paste;
use super::text_buffer::{BufferEdit, TextBuffer};
use super::text_style::{self, EditorStyle};
use crate::gui::action::Action;
use crate::report::ReportText;
use crate::richtext::{RichText, TextMarks, TextPosition};
use crate::session::import::PASTED;
use crate::session::{self, EditorSelection, Session, SessionCommand, TypedText};

/// A field for one text of the report.
#[derive(Debug)]
pub struct TextEditor {
    part: ReportText,
    document: TextBuffer,
    kept: GalleyCache,
    /// The revision of the report that the document shows.
    revision: Option<u64>,
    /// Whether the buffer has preedit text.
    composing: bool,
    /// What is to be selected in the next frame.
    wanted: Option<(TextPosition, TextPosition)>,
    /// Whether the session's selection is shown while something else has the focus.
    revealed: bool,
    /// Whether what is revealed is to be scrolled to.
    scrolls: bool,
    /// The piece of text that was last copied here, with its plain form.
    copied: Option<(String, RichText)>,
    /// Events that wait for the next frame.
    later: Vec<Event>,
}

/// How a field is shown, and what it may take from outside.
pub struct EditorField<'a> {
    /// The size of the text and the colours.
    pub look: EditorStyle,
    /// What a screen reader calls it.
    pub name: &'a str,
    /// The hint that is shown while the text is empty.
    pub hint: &'a str,
    /// The HTML of what is being pasted, where the clipboard has one.
    pub html: Option<&'a str>,
}

impl TextEditor {
    /// A field for a text.
    pub fn new(part: ReportText) -> TextEditor {
        TextEditor {
            part,
            document: TextBuffer::default(),
            kept: GalleyCache::default(),
            revision: None,
            composing: false,
            wanted: None,
            revealed: false,
            scrolls: false,
            copied: None,
            later: Vec::new(),
        }
    }

    /// The widget's name for egui.
    pub fn id(part: ReportText) -> Id {
        Id::unique(("text", part))
    }

    /// Selects a part of the text in the next frame and scrolls to it.
    pub fn select(&mut self, anchor: TextPosition, head: TextPosition) {
        self.wanted = Some((anchor, head));
    }

    /// Shows what the session has selected here and scrolls to it, while the focus stays elsewhere.
    pub const fn reveal(&mut self) {
        (self.wanted, self.revealed, self.scrolls) = (None, true, true);
    }

    /// The marks that the next typed character takes, where the toolbar set them.
    pub const fn pending(&self) -> Option<TextMarks> {
        self.document.pending
    }

    /// Sets the marks of the next typed character.
    pub const fn set_pending(&mut self, marks: TextMarks) {
        self.document.pending = Some(marks);
    }

    /// Draws the field in the available width. What is selected comes before what was typed.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, field: &EditorField<'_>, actions: &mut Vec<Action>) {
        let look = field.look;
        self.follow(session);
        let id = TextEditor::id(self.part);
        let mut commands = Vec::new();
        let focused = ui.memory(|memory| memory.has_focus(id));
        self.in_turn(ui, focused);
        if focused {
            actions.extend(self.clipboard(ui, id, field.html, &mut commands));
            let was = self.composing;
            self.composing = ui.input(|input| composing(&input.events, was));
        } else {
            // What was being composed when the focus was lost stays as it is.
            self.composing = false;
        }
        self.place_caret(ui, id);
        let width = ui.available_width();
        let revealed = self.revealed_range(ui, session, id);
        let live = self.document.live();
        let kept = &mut self.kept;
        let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| {
            let mut galley = text_style::galley(ui, &live.borrow(), buffer.as_str(), width, look, kept);
            if let Some(range) = &revealed {
                // The widget itself shows a selection only while it has the focus.
                paint_text_selection(&mut galley, ui.visuals(), range, None);
            }
            galley
        };
        let edit = egui::TextEdit::multiline(&mut self.document)
            .id(id)
            .frame(egui::Frame::NONE)
            .desired_width(width)
            .desired_rows(3)
            .layouter(&mut layouter);
        let mut output = edit.show(ui);
        output.response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, field.name));
        if let Some(range) = revealed.filter(|_| std::mem::take(&mut self.scrolls)) {
            let here = output.galley.pos_from_cursor(range.primary).translate(output.galley_pos.to_vec2());
            ui.scroll_to_rect(here, None);
        }
        let painter = ui.painter().with_clip_rect(output.text_clip_rect);
        text_style::bullets(&painter, &output.galley, output.galley_pos, &self.document.prose(), look);
        if self.document.text().is_empty() {
            let at = output.response.response.rect.min + egui::vec2(look.em * 2.0, look.em * 0.4);
            let font = crate::gui::theme::font(crate::gui::theme::size::BODY);
            ui.painter().text(at, egui::Align2::LEFT_TOP, field.hint, font, look.colours.quiet);
        }
        output.state.clear_undoer();
        let range = output.cursor_range;
        output.state.store(ui.ctx(), id);
        self.report(session, &mut commands);
        if let Some(range) = range.filter(|_| ui.memory(|memory| memory.has_focus(id))) {
            let at = |cursor: egui::text::CCursor| self.document.position(cursor.index.0);
            let (anchor, head) = (at(range.secondary), at(range.primary));
            actions.push(Action::Select(EditorSelection::Text { part: self.part, anchor, head }));
        }
        actions.extend(commands.into_iter().map(Action::Run));
        if self.composing {
            actions.push(Action::Composing);
        }
    }

    /// Takes over what the session has, unless an input method is composing here.
    fn follow(&mut self, session: &Session) {
        if self.composing || self.revision == Some(session.revision()) {
            return;
        }
        let prose = session.report().part(self.part).cloned().unwrap_or_default();
        let pending = self.document.pending;
        if *self.document.prose() != prose {
            self.document = TextBuffer::new(prose);
            self.document.pending = pending;
        }
        self.revision = Some(session.revision());
    }

    /// Gives what was typed as commands; nothing while an input method is composing.
    fn report(&mut self, session: &Session, commands: &mut Vec<SessionCommand>) {
        if self.composing {
            return;
        }
        let strokes = self.document.take_strokes();
        if strokes.is_empty() {
            return;
        }
        let nothing = RichText::default();
        let standing = session.report().part(self.part).unwrap_or(&nothing);
        let single = matches!(strokes.as_slice(), [only] if only.text.chars().count() <= 1);
        let strokes = if single {
            strokes
        } else {
            // More than a keystroke: a composition or several keys at once; what they came to.
            self.document.difference(&TextBuffer::new(standing.clone())).into_iter().collect()
        };
        let typed = if single { TypedText::Key } else { TypedText::Whole };
        let marks = self.document.pending.take();
        for BufferEdit { span, text } in strokes {
            commands.push(if text.is_empty() {
                SessionCommand::Delete { part: self.part, span, typed }
            } else {
                SessionCommand::Type { part: self.part, span, text, marks, typed }
            });
        }
        self.revision = None;
    }

    /// Lets copying, cutting and pasting happen between what was typed before and what was typed
    /// after: a slow computer hands over several keys at once, and the widget takes them together.
    fn in_turn(&mut self, ui: &Ui, focused: bool) {
        let waited = std::mem::take(&mut self.later);
        let later = ui.input_mut(|input| {
            input.events.splice(0..0, waited).for_each(drop);
            let at = input.events.iter().position(is_clipboard).filter(|_| focused)?;
            let alone = !input.events.iter().take(at).any(is_key);
            let rest = input.events.split_off(if alone { at + 1 } else { at });
            // The pointer is where it is.
            let (later, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_key);
            input.events.extend(others);
            Some(later)
        });
        self.later = later.unwrap_or_default();
        if !self.later.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Copy, cut and paste keep marks within the program, and structure from outside.
    fn clipboard(&mut self, ui: &Ui, id: Id, html: Option<&str>, commands: &mut Vec<SessionCommand>) -> Vec<Action> {
        let events = ui.input_mut(|input| {
            let (ours, others) = std::mem::take(&mut input.events)
                .into_iter()
                .partition(|event| matches!(event, Event::Copy | Event::Cut | Event::Paste(_)));
            input.events = others;
            let ours: Vec<Event> = ours;
            ours
        });
        let state = egui::TextEdit::load_state(ui.ctx(), id);
        let mut told = Vec::new();
        let Some(range) = state.and_then(|state| state.cursor.char_range()) else { return told };
        let sorted = range.as_sorted_char_range();
        let span = self.document.span(&(sorted.start.0..sorted.end.0));
        for event in events {
            match event {
                Event::Copy | Event::Cut if !span.is_empty() => {
                    let piece = self.document.prose().piece(span);
                    told.push(Action::Copy(piece.text(), session::of_prose(&piece)));
                    self.copied = Some((piece.text(), piece));
                    if matches!(event, Event::Cut) {
                        commands.push(SessionCommand::Delete { part: self.part, span, typed: TypedText::Whole });
                    }
                }
                Event::Paste(text) => {
                    let kept = self.copied.as_ref().filter(|(plain, _)| same_text(plain, &text));
                    let piece = kept.map_or_else(|| paste::understand(&text, html), |(_, piece)| piece.clone());
                    // A web form may hold much more than the plain text beside it.
                    let count = piece.text().chars().count();
                    if count > PASTED {
                        told.push(Action::RefuseText { count, most: PASTED });
                        continue;
                    }
                    commands.push(SessionCommand::Paste { part: self.part, span, piece });
                }
                _ => {}
            }
        }
        told
    }

    /// What is shown as selected without the focus, in the widget's places.
    fn revealed_range(&mut self, ui: &Ui, session: &Session, id: Id) -> Option<CCursorRange> {
        self.revealed &= !ui.memory(|memory| memory.has_focus(id));
        let EditorSelection::Text { part, anchor, head } = session.selection() else { return None };
        let at = |position| egui::text::CCursor::new(self.document.index(position));
        (self.revealed && part == self.part).then(|| CCursorRange::two(at(anchor), at(head)))
    }

    fn place_caret(&mut self, ui: &Ui, id: Id) {
        let Some((anchor, head)) = self.wanted.take_if(|_| !self.composing) else { return };
        let at = |position| egui::text::CCursor::new(self.document.index(position));
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(at(anchor), at(head))));
        state.store(ui.ctx(), id);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Whether an input method is composing after these events.
fn composing(events: &[Event], before: bool) -> bool {
    events.iter().fold(before, |state, event| match event {
        Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
        Event::Ime(ImeEvent::Commit(_)) => false,
        _ => state,
    })
}

fn is_clipboard(event: &Event) -> bool {
    matches!(event, Event::Copy | Event::Cut | Event::Paste(_))
}

/// Whether an event acts on the text where the caret is.
fn is_key(event: &Event) -> bool {
    is_clipboard(event) || matches!(event, Event::Text(_) | Event::Ime(_) | Event::Key { pressed: true, .. })
}

/// The clipboard of some systems changes ends of line.
fn same_text(one: &str, other: &str) -> bool {
    one == other || one == other.replace("\r\n", "\n")
}
