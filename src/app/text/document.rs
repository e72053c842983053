//! A prose behind egui's text widget, which knows only a string: every edit of the string is an
//! edit of the prose, and all of them together are what the widget did. Knows no widget.

use std::ops::Range;

use egui::text::CharIndex;

use crate::prose::{Edit, Marks, Position, Prose, Span};

/// A prose while the widget has it. The paragraphs are the lines of its text; positions count
/// characters from 0, one for each end of line.
#[derive(Clone, Debug, Default)]
pub struct Document {
    prose: Prose,
    text: String,
    /// What was done since the last `take_edit`.
    edit: Edit,
    /// The marks of what is typed next, where the toolbar set them with nothing selected.
    pub pending: Option<Marks>,
}

impl Document {
    /// The document of a prose.
    pub fn new(prose: Prose) -> Document {
        let text = prose.text();
        Document { prose, text, edit: Edit::default(), pending: None }
    }

    /// The prose as it is now.
    pub const fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The text, one paragraph a line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was done since this was last asked; empty where nothing was.
    pub fn take_edit(&mut self) -> Edit {
        std::mem::take(&mut self.edit)
    }

    /// Does an edit that was made for the prose as it is now.
    pub fn apply(&mut self, edit: Edit) {
        edit.clone().apply(&mut self.prose);
        self.edit = std::mem::take(&mut self.edit).then(edit);
        self.text = self.prose.text();
    }

    /// The position of a character.
    pub fn position(&self, at: usize) -> Position {
        let mut left = at;
        for (paragraph, line) in self.text.split('\n').enumerate() {
            let length = line.chars().count();
            if left <= length {
                return Position::new(paragraph, left);
            }
            left -= length + 1;
        }
        self.prose.end()
    }

    /// The character at a position.
    pub fn index(&self, position: Position) -> usize {
        let mut lines = self.text.split('\n');
        let before: usize = lines.by_ref().take(position.paragraph).map(|line| line.chars().count() + 1).sum();
        let length = lines.next().map_or(0, |line| line.chars().count());
        before + position.character.min(length)
    }

    /// The span of a range of characters.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.position(range.start), self.position(range.end))
    }
}

impl egui::TextBuffer for Document {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let position = self.position(at.0);
        let marks = self.pending.unwrap_or_else(|| self.prose.marks_at(position));
        let before = self.text.chars().count();
        self.apply(Edit::insert(&self.prose, Span::at(position), text, marks));
        self.text.chars().count().saturating_sub(before)
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        let span = self.span(&(range.start.0..range.end.0));
        self.apply(Edit::delete(&self.prose, span));
    }

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Document>()
    }
}
