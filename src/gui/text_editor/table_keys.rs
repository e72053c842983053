//! Keys in tables as word processors have them: Tab to the next cell, and a new row behind the last; up and down to the
//! row that is seen there; nothing over the border of a cell. Changes no report itself.

use egui::text::{CCursor, CCursorRange};
use egui::{Event, Id, ImeEvent, Key, Modifiers, Ui};

use super::caret_keys::{as_range, is_typing};
use super::editor::TextEditor;
use super::table_boxes;
use crate::richtext::{Edit, Paragraph, TableChange, TextPosition, TextRange};
use crate::session::{SessionCommand, TypedText};

impl TextEditor {
    /// Which keys a table takes where the caret is.
    pub(super) fn table_keys(&self, ui: &Ui, id: Id) -> impl Fn(Key, Modifiers) -> bool + use<> {
        let range = egui::TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        let caret = range.map(|range| self.document.position(range.primary.index.0));
        let is_in_cell = caret.is_some_and(|caret| self.is_in_cell(caret));
        let is_empty = range.is_some_and(|range| range.primary.index == range.secondary.index);
        let at_border = |key: Key| caret.is_some_and(|caret| self.border(key, caret).is_some());
        let (before, after) = (at_border(Key::Backspace), at_border(Key::Delete));
        move |key, modifiers| {
            let plain = !modifiers.command && !modifiers.alt;
            match key {
                Key::ArrowUp | Key::ArrowDown => is_in_cell && plain,
                Key::Backspace => is_empty && before && plain,
                Key::Delete => is_empty && after && plain,
                _ => false,
            }
        }
    }

    /// Before keys that write or delete: a selection between two cells becomes the one from the first cell of their
    /// rectangle to its last, since egui's widget puts what is written where the selection begins.
    pub(super) fn select_whole_cells(&self, ui: &Ui, id: Id) {
        let writes = |event: &Event| is_typing(event) || matches!(event, Event::Ime(ImeEvent::Preedit { .. }));
        if !ui.input(|input| input.events.iter().any(writes)) {
            return;
        }
        let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id) else { return };
        let Some(range) = state.cursor.char_range() else { return };
        let corners = self.document.prose().rectangle_corners(self.document.span(&as_range(range)));
        if let Some(corners) = corners {
            let at = |position| CCursor::new(self.document.index(position));
            state.cursor.set_char_range(Some(CCursorRange::two(at(corners.start()), at(corners.end()))));
            state.store(ui.ctx(), id);
        }
    }

    /// Whether a position is in a cell.
    pub(super) fn is_in_cell(&self, at: TextPosition) -> bool {
        self.document.prose().paragraphs.get(at.paragraph).is_some_and(|paragraph| paragraph.cell.is_some())
    }

    /// The end of paragraph that a key would take out, where it is the border of a cell.
    fn border(&self, key: Key, caret: TextPosition) -> Option<TextRange> {
        let prose = self.document.prose();
        let length = |number: usize| prose.paragraphs.get(number).map_or(0, Paragraph::length);
        let (first, last) = match key {
            Key::Backspace if caret.character == 0 => (caret.paragraph.checked_sub(1)?, caret.paragraph),
            Key::Delete if caret.character == length(caret.paragraph) => (caret.paragraph, caret.paragraph + 1),
            _ => return None,
        };
        let span = TextRange::new(TextPosition::new(first, length(first)), TextPosition::new(last, 0));
        (last < prose.paragraphs.len() && prose.crosses_cells(span)).then_some(span)
    }

    /// What Backspace and Delete do at the border of a cell: an empty paragraph beside the table may go.
    pub(super) fn delete_at_border(&self, key: Key, caret: TextPosition) -> Option<SessionCommand> {
        let span = self.border(key, caret)?;
        let is_free = !Edit::delete(&self.document.prose(), span).is_empty();
        is_free.then_some(SessionCommand::Delete { part: self.part, span, typed: TypedText::Whole })
    }

    /// The words of the next cell, or of the one before; `None` behind the last and before the first.
    pub(super) fn next_cell(&self, caret: TextPosition, back: bool) -> Option<CCursorRange> {
        let (first, end) = {
            let prose = self.document.prose();
            let table = prose.table_at(caret.paragraph)?;
            let here = table.cells.iter().position(|cell| cell.paragraphs.contains(&caret.paragraph))?;
            let next = if back { here.checked_sub(1)? } else { here + 1 };
            let cell = table.cells.get(next)?;
            let last = cell.paragraphs.end - 1;
            let length = prose.paragraphs.get(last).map_or(0, Paragraph::length);
            (TextPosition::new(cell.paragraphs.start, 0), TextPosition::new(last, length))
        };
        let at = |position| CCursor::new(self.document.index(position));
        Some(CCursorRange::two(at(first), at(end)))
    }

    /// A row below the last, with the caret in its first cell.
    pub(super) fn row_below(&self, caret: TextPosition, back: bool) -> Option<SessionCommand> {
        let table = self.document.prose().table_at(caret.paragraph).filter(|_| !back)?;
        let last = table.rows.checked_sub(1)?;
        let first = table.cell_at(last, 0)?.paragraphs.start;
        let span = TextRange::new(TextPosition::new(first, 0), TextPosition::new(table.paragraphs.end - 1, 0));
        Some(SessionCommand::ChangeTable(self.part, span, TableChange::RowsBelow))
    }

    /// The caret a row up or down, as it is seen.
    pub(super) fn by_row(&self, range: CCursorRange, down: bool, extend: bool) -> CCursorRange {
        let Some((galley, _)) = &self.shown else { return range };
        let caret = galley.pos_from_cursor(range.primary);
        let caret = caret.translate(egui::vec2(range.h_pos.unwrap_or(caret.center().x) - caret.center().x, 0.0));
        let paragraph = self.document.position(range.primary.index.0).paragraph;
        let boxes = self.kept.boxes();
        let Some(point) = table_boxes::beside(boxes, paragraph, caret, down) else { return range };
        let primary = table_boxes::cursor(galley, boxes, point);
        // Out of the table.
        let primary = primary.unwrap_or_else(|| {
            galley.cursor_from_pos(point.to_vec2() + egui::vec2(0.0, if down { 8.0 } else { -8.0 }))
        });
        let secondary = if extend { range.secondary } else { primary };
        CCursorRange { primary, secondary, h_pos: Some(caret.center().x) }
    }
}
