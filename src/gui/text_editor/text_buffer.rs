//! The rich text behind egui's text widget, which knows only a string: each edit of the string is made
//! in the rich text too and noted, to be handed to the session. Knows no widget.

use std::cell::{Ref, RefCell};
use std::ops::Range;
use std::rc::Rc;

use egui::text::CharIndex;

use crate::richtext::{Edit, RichText, TextMarks, TextPosition, TextRange};

/// A prose while the widget has it. The paragraphs are the lines of its text; places count
/// characters from 0, one for each end of line.
#[derive(Debug, Default)]
pub struct TextBuffer {
    /// Shared with the layouter, to which egui shows the document only as a string.
    prose: Rc<RefCell<RichText>>,
    text: String,
    /// At which character each paragraph begins, and the number of all: asked for many times in a frame.
    starts: Vec<usize>,
    length: usize,
    done: Vec<BufferEdit>,
    /// The marks of what is typed next, where the toolbar set them with nothing selected.
    pub pending: Option<TextMarks>,
}

/// One thing that the widget did: `text` put in place of `span`.
#[derive(Clone, Debug, PartialEq)]
pub struct BufferEdit {
    /// What was replaced, in the text as it was then.
    pub span: TextRange,
    /// What stands there now.
    pub text: String,
}

impl TextBuffer {
    /// The document of a prose.
    pub fn new(prose: RichText) -> TextBuffer {
        let mut buffer = TextBuffer { prose: Rc::new(RefCell::new(prose)), ..TextBuffer::default() };
        buffer.note_text();
        buffer
    }

    /// The prose as it is now. Not to be held while the widget edits.
    pub fn prose(&self) -> Ref<'_, RichText> {
        self.prose.borrow()
    }

    /// The prose as it will be whenever it is looked at.
    pub fn live(&self) -> Rc<RefCell<RichText>> {
        Rc::clone(&self.prose)
    }

    /// The text, one paragraph a line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the widget did since this was last asked.
    pub fn take_strokes(&mut self) -> Vec<BufferEdit> {
        std::mem::take(&mut self.done)
    }

    /// All that was done since the text was `before`, as one stroke; `None` where nothing was.
    pub fn difference(&mut self, before: &TextBuffer) -> Option<BufferEdit> {
        self.done.clear();
        let (old, new) = (before.characters(), self.characters());
        let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
        let rest = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
        let span = before.span(&(head..old.len() - tail));
        let text: String = new.get(head..new.len() - tail).unwrap_or_default().iter().collect();
        (!span.is_empty() || !text.is_empty()).then_some(BufferEdit { span, text })
    }

    /// The position of a character.
    pub fn position(&self, at: usize) -> TextPosition {
        if at > self.length {
            return self.prose().end();
        }
        let paragraph = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        TextPosition::new(paragraph, at - self.start(paragraph))
    }

    /// The character at a position.
    pub fn index(&self, position: TextPosition) -> usize {
        let (start, next) = (self.start(position.paragraph), self.start(position.paragraph + 1));
        start + position.character.min(next.saturating_sub(start + 1))
    }

    /// At which character a paragraph begins; behind the last one, where a further one would.
    fn start(&self, paragraph: usize) -> usize {
        let none = if paragraph == 0 { 0 } else { self.length + 1 };
        self.starts.get(paragraph).copied().unwrap_or(none)
    }

    /// The span of a range of characters.
    pub fn span(&self, range: &Range<usize>) -> TextRange {
        TextRange::new(self.position(range.start), self.position(range.end))
    }

    fn characters(&self) -> Vec<char> {
        self.text.chars().collect()
    }

    fn apply(&mut self, edit: Edit) {
        edit.apply(&mut self.prose.borrow_mut());
        self.note_text();
    }

    fn note_text(&mut self) {
        let text = self.prose().text();
        (self.text, self.length) = (text, 0);
        self.starts.clear();
        for line in self.text.split('\n') {
            self.starts.push(self.length);
            self.length += line.chars().count() + 1;
        }
        self.length -= 1;
    }
}

impl egui::TextBuffer for TextBuffer {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let position = self.position(at.0);
        let marks = self.pending.unwrap_or_else(|| self.prose().marks_at(position));
        let before = self.length;
        let edit = Edit::insert(&self.prose(), TextRange::at(position), text, marks);
        self.apply(edit);
        match self.done.last_mut() {
            Some(last) if last.text.is_empty() && last.span.start() == position => text.clone_into(&mut last.text),
            _ => self.done.push(BufferEdit { span: TextRange::at(position), text: text.to_owned() }),
        }
        self.length.saturating_sub(before)
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        let span = self.span(&(range.start.0..range.end.0));
        if !span.is_empty() {
            let edit = Edit::delete(&self.prose(), span);
            self.apply(edit);
            self.done.push(BufferEdit { span, text: String::new() });
        }
    }

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<TextBuffer>()
    }
}
