//! Footnotes to number cells, numbered in the order of the form and printed below the table. Must
//! not know cells beyond their keys.

use crate::form::{CellKey, Table, footnote_mark};
use crate::layout::line_breaking::{BrokenLine, LineMeasure, lines};
use crate::layout::page::{NodeId, StructureRole};
use crate::layout::paragraph_layout::Typesetter;
use crate::layout::{FaceId, Length};
use crate::report::{Place, Report};
use crate::richtext::ParagraphAlign;

/// Space between the table and its footnotes.
const SPACE_ABOVE: Length = Length::pt(4);

/// The footnotes of one table.
#[derive(Default)]
pub struct Footnotes {
    keys: Vec<CellKey>,
    /// The lines of each, once laid out.
    pub set: Vec<Footnote>,
    /// Their em, the font size.
    pub size: Length,
}

/// A footnote in lines.
pub struct Footnote {
    /// Its place in the report.
    pub place: Place,
    /// Its structure node.
    pub node: NodeId,
    /// Its lines.
    pub lines: Vec<BrokenLine>,
}

impl Footnotes {
    /// The footnotes that the report has for cells of `table`.
    pub fn of(table: &Table, report: &Report) -> Footnotes {
        let keys = table.fields.iter().map(|field| field.key);
        let noted = keys.filter(|key| report.notes.get(key).is_some_and(|note| !note.trim().is_empty()));
        Footnotes { keys: noted.collect(), ..Footnotes::default() }
    }

    /// The mark of the number at `key`.
    pub fn mark(&self, key: CellKey) -> Option<char> {
        self.keys.iter().position(|noted| *noted == key).map(footnote_mark)
    }

    /// Lays out the footnotes in the width of the type area.
    pub fn set(mut self, typesetter: &mut Typesetter<'_>, report: &Report, section: NodeId) -> Footnotes {
        self.size = typesetter.style.table;
        for (number, key) in self.keys.iter().enumerate() {
            let head = if number == 0 { "注：" } else { "" };
            let mark = footnote_mark(number);
            let text = report.notes.get(key).map(|note| note.trim()).unwrap_or_default();
            let place = Place::Note(*key);
            let items = typesetter.plain(&format!("{head}{mark}{text}"), FaceId::Song, self.size, place);
            let indent = if number == 0 { Length::ZERO } else { self.size * 2 };
            let measure = LineMeasure {
                width: typesetter.style.type_width,
                first: indent,
                rest: self.size * 3,
                align: ParagraphAlign::Justify,
            };
            let node = typesetter.structure.add(StructureRole::Note, Some(section));
            self.set.push(Footnote { place, node, lines: lines(&items, measure) });
        }
        self
    }

    /// Their leading.
    pub fn leading(&self) -> Length {
        self.size.scaled(13, 10)
    }

    /// The height of them all, with the distance from the table.
    pub fn height(&self) -> Length {
        let count: usize = self.set.iter().map(|note| note.lines.len()).sum();
        if count == 0 { Length::ZERO } else { SPACE_ABOVE + self.leading() * i32::try_from(count).unwrap_or(0) }
    }

    /// The top of the first line below the table's foot.
    pub fn top(&self) -> Length {
        SPACE_ABOVE
    }
}
