//! Keys that egui's widget does not have, or takes otherwise: by words, by pages, Tab; and the pointer by words
//! after a double click. Changes no report itself.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditOutput;
use egui::{Event, Id, ImeEvent, Key, Modifiers, PointerButton, Pos2, Ui, vec2};

use super::editor::TextEditor;
use super::table_boxes;
use crate::richtext::{ListKind, TextPosition, TextRange};
use crate::session::{SessionCommand, TypedText};

impl TextEditor {
    /// Takes the keys that move the caret by words or pages, delete words, or belong to lists.
    pub(super) fn take_caret_keys(&mut self, ui: &Ui, id: Id, commands: &mut Vec<SessionCommand>) {
        let in_cells = self.table_keys(ui, id);
        let taken: Vec<(Key, Modifiers)> = ui.input_mut(|input| {
            let ours = |event: &mut Event| {
                pressed(event).is_some_and(|(key, modifiers)| is_ours(key, modifiers) || in_cells(key, modifiers))
            };
            input.events.extract_if(.., ours).filter_map(|event| pressed(&event)).collect()
        });
        if taken.is_empty() {
            return;
        }
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let mut range = state.cursor.char_range().unwrap_or_default();
        for (key, modifiers) in taken {
            let primary = self.document.position(range.primary.index.0);
            let span = self.document.span(&as_range(range));
            let to = match key {
                Key::ArrowUp | Key::ArrowDown => {
                    range = self.by_row(range, key == Key::ArrowDown, modifiers.shift);
                    continue;
                }
                // At the border of a cell there is nothing to take out.
                Key::Backspace | Key::Delete if !modifiers.command => {
                    commands.extend(self.delete_at_border(key, primary));
                    continue;
                }
                Key::Tab if self.is_in_cell(primary) => {
                    match self.next_cell(primary, modifiers.shift) {
                        Some(cell) => range = cell,
                        None => commands.extend(self.row_below(primary, modifiers.shift)),
                    }
                    continue;
                }
                Key::ArrowLeft => self.document.prose().previous_word(primary, &self.words),
                Key::ArrowRight => self.document.prose().next_word(primary, &self.words),
                Key::Backspace | Key::Delete => {
                    commands.extend(self.delete_word(key, primary, span));
                    continue;
                }
                Key::PageUp | Key::PageDown => {
                    range = self.by_page(ui, range, key == Key::PageDown, modifiers.shift);
                    continue;
                }
                _ => {
                    commands.extend(self.shift_items(span, modifiers.shift));
                    continue;
                }
            };
            let primary = CCursor::new(self.document.index(to));
            range = if modifiers.shift {
                CCursorRange { primary, h_pos: None, ..range }
            } else {
                CCursorRange::one(primary)
            };
        }
        if state.cursor.char_range() != Some(range) {
            state.cursor.set_char_range(Some(range));
            state.store(ui.ctx(), id);
            self.scrolls = true;
        }
    }

    /// What Ctrl with Backspace or Delete takes out: what is selected, or up to the word's end.
    fn delete_word(&self, key: Key, caret: TextPosition, selected: TextRange) -> Option<SessionCommand> {
        let prose = self.document.prose();
        let other = if key == Key::Delete {
            prose.next_word(caret, &self.words)
        } else {
            prose.previous_word(caret, &self.words)
        };
        let span = if selected.is_empty() { TextRange::new(caret, other) } else { selected };
        let part = self.part;
        (!span.is_empty()).then_some(SessionCommand::Delete { part, span, typed: TypedText::Whole })
    }

    /// Tab makes the items of a list ones of the inner list, Shift+Tab takes them back. In other paragraphs it
    /// does nothing: the page indents them.
    fn shift_items(&self, span: TextRange, back: bool) -> Option<SessionCommand> {
        let list = self.document.prose().paragraphs.get(span.start().paragraph)?.list?;
        let wanted = if back { ListKind::Outer } else { ListKind::Inner };
        (list != wanted).then_some(SessionCommand::List(self.part, span, Some(wanted)))
    }

    /// The caret as many lines up or down as are in sight.
    fn by_page(&self, ui: &Ui, range: CCursorRange, down: bool, extend: bool) -> CCursorRange {
        let Some((galley, _)) = &self.shown else { return range };
        let caret = galley.pos_from_cursor(range.primary);
        let step = (ui.clip_rect().height() - 2.0 * caret.height()).max(caret.height());
        let x = range.h_pos.unwrap_or(caret.center().x);
        let to = egui::pos2(x, caret.center().y + if down { step } else { -step });
        let primary = galley.cursor_from_pos(to.to_vec2());
        let secondary = if extend { range.secondary } else { primary };
        CCursorRange { primary, secondary, h_pos: Some(x) }
    }

    /// What the pointer does: a double click selects a word, and dragging on whole words; the other button
    /// leaves what is selected where it hits it.
    pub(super) fn follow_pointer(&mut self, ui: &Ui, output: &mut TextEditOutput, before: Option<CCursorRange>) {
        let response = &output.response.response;
        let (pressed, other, down, released) = ui.input(|input| {
            let pointer = &input.pointer;
            let other = pointer.button_pressed(PointerButton::Secondary);
            (pointer.primary_pressed(), other, pointer.primary_down(), pointer.primary_released())
        });
        let Some(pointer) = response.interact_pointer_pos().filter(|_| pressed || other || down || released) else {
            self.word = None;
            return;
        };
        let Some((galley, at)) = &self.shown else { return };
        let relative = pointer - *at + vec2(galley.rect.left(), 0.0);
        let in_cell = table_boxes::cursor(galley, self.kept.boxes(), relative.to_pos2());
        let nearest = in_cell.unwrap_or_else(|| galley.cursor_from_pos(relative));
        let behind = galley.pos_from_cursor(nearest).left() > relative.x + 0.5;
        let index = if behind { nearest.index.0.saturating_sub(1) } else { nearest.index.0 };
        if other && response.contains_pointer() {
            let kept = before.filter(|range| as_range(*range).contains(&index));
            if let Some(kept) = kept {
                set(output, kept);
            }
            return;
        }
        if pressed && response.contains_pointer() {
            let double = self.presses.press(ui, pointer) == 2 && !ui.input(|input| input.modifiers.shift);
            self.word = double.then(|| self.document.prose().word_at(self.document.position(index), &self.words));
        }
        if let (Some(primary), true, None) = (in_cell, pressed || down, self.word) {
            let extends = !pressed || ui.input(|input| input.modifiers.shift);
            let secondary = output.cursor_range.filter(|_| extends).map_or(primary, |range| range.secondary);
            if response.contains_pointer() || !pressed {
                set(output, CCursorRange { primary, secondary, h_pos: None });
            }
        }
        let Some(word) = self.word else { return };
        let here = self.document.prose().word_at(self.document.position(index), &self.words);
        let at = |position| CCursor::new(self.document.index(position));
        set(
            output,
            if here.start() < word.start() {
                CCursorRange::two(at(word.end()), at(here.start()))
            } else {
                CCursorRange::two(at(word.start()), at(word.end().max(here.end())))
            },
        );
        if !down {
            self.word = None;
        }
    }
}

/// How often the button was pressed at about one place, in quick succession.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PressCount {
    count: u8,
    at: Pos2,
    time: f64,
}

impl PressCount {
    /// Counts a press.
    fn press(&mut self, ui: &Ui, at: Pos2) -> u8 {
        let now = ui.input(|input| input.time);
        let (delay, distance) =
            ui.ctx().options(|it| (it.input_options.max_double_click_delay, it.input_options.max_click_dist));
        let again = now - self.time <= delay && self.at.distance(at) <= distance;
        let count = if again { self.count % 3 + 1 } else { 1 };
        *self = PressCount { count, at, time: now };
        count
    }
}

/// Selects in the widget and in what it gave.
fn set(output: &mut TextEditOutput, range: CCursorRange) {
    output.state.cursor.set_char_range(Some(range));
    output.cursor_range = Some(range);
}

pub(super) fn as_range(range: CCursorRange) -> std::ops::Range<usize> {
    let sorted = range.as_sorted_char_range();
    sorted.start.0..sorted.end.0
}

const fn pressed(event: &Event) -> Option<(Key, Modifiers)> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
        _ => None,
    }
}

const fn is_ours(key: Key, modifiers: Modifiers) -> bool {
    match key {
        _ if modifiers.alt => false,
        Key::ArrowLeft | Key::ArrowRight => modifiers.command,
        Key::Backspace | Key::Delete => modifiers.command && !modifiers.shift,
        Key::PageUp | Key::PageDown | Key::Tab => !modifiers.command,
        _ => false,
    }
}

/// Whether an event types or deletes something.
pub(super) fn is_typing(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Ime(ImeEvent::Commit(_))
            | Event::Key { key: Key::Backspace | Key::Delete | Key::Enter, pressed: true, .. }
    )
}
