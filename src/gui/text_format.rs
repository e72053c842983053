//! Formatting of what is selected in a text, worked out into commands of the session. Knows
//! neither toolbar nor keys.

use super::document::Document;
use crate::report::ReportText;
use crate::richtext::{Level, ListKind, ParagraphAlign, RichText, TableChange, TextMark, TextRange};
use crate::session::SessionCommand;

/// A way of formatting the selected text; where it applies, the selection says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// The level of the paragraphs.
    Level(Level),
    /// A mark put on, or taken off where all of the selection has it.
    Mark(TextMark),
    /// The alignment of the paragraphs.
    Align(ParagraphAlign),
    /// From body text to an item of the outer list, of the inner list, and back.
    NextList,
    /// The headings of the text numbered anew.
    NumberHeadings,
    /// The numbers of the text's headings removed.
    RemoveHeadingNumbers,
    /// A linked number that no longer follows its cell.
    Unlink,
    /// A table of this many rows and columns put in where the caret is.
    InsertTable(usize, usize),
    /// The rows, columns and cells changed that are selected, or their table.
    Table(TableChange),
}

impl Document {
    /// The command that formats `range` of a text. With nothing selected a mark applies to what is
    /// typed next: then there is no command.
    pub(super) fn format(&mut self, format: TextFormat, part: ReportText, range: TextRange) -> Option<SessionCommand> {
        let nothing = RichText::default();
        let text = self.session.report().part(part).unwrap_or(&nothing);
        Some(match format {
            TextFormat::Level(level) if self.numbering => SessionCommand::LevelNumbered(part, range, level),
            TextFormat::Level(level) => SessionCommand::Level(part, range, level),
            TextFormat::Align(align) => SessionCommand::Align(part, range, align),
            TextFormat::Mark(mark) if range.is_empty() => {
                let marks = self.pending().unwrap_or_else(|| text.marks_at(range.start()));
                let marks = marks.with(mark, !marks.has(mark));
                if let Some(editor) = self.editor(part) {
                    editor.set_pending(marks);
                    editor.select(range.start(), range.end());
                }
                return None;
            }
            TextFormat::Mark(mark) => SessionCommand::Mark(part, range, mark, !text.is_marked(range, mark)),
            TextFormat::NextList => {
                let next = match text.paragraphs.get(range.start().paragraph).and_then(|it| it.list) {
                    None => Some(ListKind::Outer),
                    Some(ListKind::Outer) => Some(ListKind::Inner),
                    Some(ListKind::Inner) => None,
                };
                SessionCommand::List(part, range, next)
            }
            TextFormat::NumberHeadings => SessionCommand::Number(part),
            TextFormat::RemoveHeadingNumbers => SessionCommand::Unnumber(part),
            TextFormat::InsertTable(rows, columns) => {
                SessionCommand::InsertTable { part, at: range.end(), rows, columns }
            }
            TextFormat::Table(change) => SessionCommand::ChangeTable(part, range, change),
            TextFormat::Unlink => {
                let linked = text.link_at(range.start()).map(|(linked, _)| linked);
                SessionCommand::Unlink(part, linked.filter(|_| range.is_empty()).unwrap_or(range))
            }
        })
    }
}
