//! Footnotes to number cells, numbered in the order of the form and set under the table. Knows no
//! cells but their keys.

use crate::form::{CellKey, Table};
use crate::layout::line_breaking::{Line, Measure, lines};
use crate::layout::page::{NodeId, Role};
use crate::layout::paragraph_layout::Typesetter;
use crate::layout::{FaceId, Length};
use crate::report::{Place, Report};
use crate::richtext::Align;

/// The circled numbers of footnotes; further ones are all marked ※.
const MARKS: &str = "①②③④⑤⑥⑦⑧⑨⑩";

/// Space between the table and its footnotes.
const DISTANCE: Length = Length::pt(4);

/// The footnotes of one table.
#[derive(Default)]
pub struct Notes {
    keys: Vec<CellKey>,
    /// The lines of each, once set.
    pub set: Vec<Note>,
    /// Their em.
    pub size: Length,
}

/// A footnote in lines.
pub struct Note {
    /// Its place in the report.
    pub place: Place,
    /// Its structure node.
    pub node: NodeId,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Notes {
    /// The footnotes that the report has for cells of `table`.
    pub fn of(table: &Table, report: &Report) -> Notes {
        let keys = table.fields.iter().map(|field| field.key);
        let noted = keys.filter(|key| report.notes.get(key).is_some_and(|note| !note.trim().is_empty()));
        Notes { keys: noted.collect(), ..Notes::default() }
    }

    /// The mark that the number at `key` bears.
    pub fn mark(&self, key: CellKey) -> Option<char> {
        let number = self.keys.iter().position(|noted| *noted == key)?;
        Some(MARKS.chars().nth(number).unwrap_or('※'))
    }

    /// Sets the footnotes into the type area.
    pub fn set(mut self, setter: &mut Typesetter<'_>, report: &Report, section: NodeId) -> Notes {
        self.size = setter.style.table;
        for (number, key) in self.keys.iter().enumerate() {
            let head = if number == 0 { "注：" } else { "" };
            let mark = self.mark(*key).unwrap_or('※');
            let text = report.notes.get(key).map(|note| note.trim()).unwrap_or_default();
            let place = Place::Note(*key);
            let atoms = setter.plain(&format!("{head}{mark}{text}"), FaceId::Song, self.size, place);
            let indent = if number == 0 { Length::ZERO } else { self.size * 2 };
            let measure =
                Measure { width: setter.style.type_width, first: indent, rest: self.size * 3, align: Align::Justify };
            let node = setter.structure.add(Role::Note, Some(section));
            self.set.push(Note { place, node, lines: lines(&atoms, measure) });
        }
        self
    }

    /// The distance of their baselines.
    pub fn leading(&self) -> Length {
        self.size.scaled(13, 10)
    }

    /// The height of them all, with the distance from the table.
    pub fn height(&self) -> Length {
        let count: usize = self.set.iter().map(|note| note.lines.len()).sum();
        if count == 0 { Length::ZERO } else { DISTANCE + self.leading() * i32::try_from(count).unwrap_or(0) }
    }

    /// The top of the first line below the table's foot.
    pub fn top(&self) -> Length {
        DISTANCE
    }
}
