//! Where the user is in the report: a caret, a selection, a cell. Travels with every step of the
//! history. Knows no window.

use crate::form::{CellKey, CellName};
use crate::report::{PositionShift, Report, ReportText};
use crate::richtext::{GapBias, TextPosition, TextRange};

/// What is selected. The head is where the caret stands; it may come before the anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditorSelection {
    /// Nothing that can be named here.
    #[default]
    Nowhere,
    /// Characters of a text, or a caret where both ends are the same.
    Text {
        /// Which text.
        part: ReportText,
        /// Where the selection began.
        anchor: TextPosition,
        /// Where it ends.
        head: TextPosition,
    },
    /// A block of number cells, or one.
    Cells {
        /// Which table.
        table: CellName,
        /// The corner where the selection began.
        anchor: CellKey,
        /// The corner opposite.
        head: CellKey,
    },
}

impl EditorSelection {
    /// A caret in a text.
    pub const fn caret(part: ReportText, position: TextPosition) -> EditorSelection {
        EditorSelection::Text { part, anchor: position, head: position }
    }

    /// The characters of `span`, the caret at its end.
    pub const fn characters(part: ReportText, span: TextRange) -> EditorSelection {
        EditorSelection::Text { part, anchor: span.start(), head: span.end() }
    }

    /// The text and what is selected in it.
    pub fn span(self) -> Option<(ReportText, TextRange)> {
        match self {
            EditorSelection::Text { part, anchor, head } => Some((part, TextRange::new(anchor, head))),
            _ => None,
        }
    }

    /// The selection after positions moved, brought to positions that exist.
    pub(super) fn shifted(self, shift: &PositionShift, report: &Report) -> EditorSelection {
        let EditorSelection::Text { part, anchor, head } = self else {
            return self;
        };
        let moved = |position| {
            let position = shift.map(part, position, GapBias::After);
            report.part(part).map_or(TextPosition::default(), |prose| prose.clamp(position))
        };
        EditorSelection::Text { part, anchor: moved(anchor), head: moved(head) }
    }
}
