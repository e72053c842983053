//! Where the user is in the report: a caret, a selection, a cell. Travels with every step of the
//! history. Knows no window.

use crate::form::{CellKey, Name};
use crate::report::{Part, Report, Shift};
use crate::richtext::{Bias, Position, Span};

/// What is selected. The head is where the caret stands; it may come before the anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing that can be named here.
    #[default]
    Nowhere,
    /// Characters of a text, or a caret where both ends are the same.
    Text {
        /// Which text.
        part: Part,
        /// Where the selection began.
        anchor: Position,
        /// Where it ends.
        head: Position,
    },
    /// A block of number cells, or one.
    Cells {
        /// Which table.
        table: Name,
        /// The corner where the selection began.
        anchor: CellKey,
        /// The corner opposite.
        head: CellKey,
    },
}

impl Selection {
    /// A caret in a text.
    pub const fn caret(part: Part, position: Position) -> Selection {
        Selection::Text { part, anchor: position, head: position }
    }

    /// The characters of `span`, the caret at its end.
    pub const fn characters(part: Part, span: Span) -> Selection {
        Selection::Text { part, anchor: span.start(), head: span.end() }
    }

    /// The text and what is selected in it.
    pub fn span(self) -> Option<(Part, Span)> {
        match self {
            Selection::Text { part, anchor, head } => Some((part, Span::new(anchor, head))),
            _ => None,
        }
    }

    /// The selection after positions moved, brought to positions that exist.
    pub(super) fn shifted(self, shift: &Shift, report: &Report) -> Selection {
        let Selection::Text { part, anchor, head } = self else {
            return self;
        };
        let moved = |position| {
            let position = shift.map(part, position, Bias::After);
            report.part(part).map_or(Position::default(), |prose| prose.clamp(position))
        };
        Selection::Text { part, anchor: moved(anchor), head: moved(head) }
    }
}
