//! A table in the text → one strip that is parted between its rows: as many of them as a page has room for, on the next
//! page its head again and the rest. A row that is longer than a page is parted between its lines. Must not know the
//! pages: `page_breaking` says how much room there is.

use super::inline_item::{GlyphBox, InlineItem, RunStyle, inline_items};
use super::line_breaking::{BrokenLine, LineMeasure, lines};
use super::page::{HeaderScope, NodeId, StructureRole};
use super::page_breaking::{PageBody, Strip};
use super::page_style::PageStyle;
use super::paragraph_layout::Typesetter;
use super::prose_table_parts::TableParts;
use super::{FaceId, Length};
use crate::report::{CharRange, ReportText};
use crate::richtext::{GridCell, Paragraph, ParagraphAlign, ProseTable, RichText};

/// The size of the words, 小四, and the least that they shrink to where columns are narrow.
const SIZE: (Length, Length) = (Length::pt(12), Length::milli(3500));
/// What stands clear above and below the words of a cell.
pub(super) const CLEAR: Length = Length::milli(3500);
/// The height of a line, in tenths of the size.
const LEADING: i64 = 13;

/// A table with the lines of each cell.
pub(super) struct SetTable {
    pub part: ReportText,
    pub grid: ProseTable,
    pub cells: Vec<SetCell>,
    /// Left edges of the columns, and the right edge of the last.
    pub edges: Vec<Length>,
    /// The size of its words.
    pub size: Length,
    pub hairline: Length,
}

/// The lines of a cell.
pub(super) struct SetCell {
    pub node: NodeId,
    /// The left edge of its lines, from the page's left.
    pub left: Length,
    pub lines: Vec<SetLine>,
}

/// A line of a cell.
#[derive(Clone)]
pub(super) struct SetLine {
    pub line: BrokenLine,
    /// The paragraph that it is of.
    pub paragraph: usize,
}

impl SetTable {
    /// The height of a line.
    pub fn leading(&self) -> Length {
        self.size.scaled(LEADING, 10)
    }
}

impl Typesetter<'_> {
    /// The strip of a table of `part`; `title` is what it is called for those who do not see it.
    pub(super) fn prose_table(
        &mut self,
        part: ReportText,
        prose: &RichText,
        grid: ProseTable,
        parent: NodeId,
        title: &str,
    ) -> Strip<'static> {
        let style = self.style;
        let node = self.structure.add(StructureRole::Table(title.to_owned()), Some(parent));
        let (left, width) = (style.binding_margin + style.hairline / 2, style.type_width - style.hairline);
        let whole = u32::try_from(width.thousandths()).unwrap_or(0);
        let edges = grid
            .column_edges(prose, whole)
            .into_iter()
            .map(|edge| left + Length::milli(i32::try_from(edge).unwrap_or(i32::MAX)));
        let edges: Vec<Length> = std::iter::once(left).chain(edges).collect();
        let narrowest = edges.windows(2).map(|pair| match pair {
            [from, to] => *to - *from,
            _ => width,
        });
        let narrowest = narrowest.min().unwrap_or(width);
        let side = match narrowest {
            wide if wide > Length::pt(24) => Length::pt(4),
            narrow if narrow > Length::pt(9) => Length::milli(1200),
            _ => Length::milli(600),
        };
        // One character has room in every column.
        let size = SIZE.0.min(narrowest - side * 2).max(SIZE.1);
        let mut cells = Vec::with_capacity(grid.cells.len());
        let mut row: Option<(usize, NodeId)> = None;
        for cell in &grid.cells {
            let own = match row {
                Some((number, node)) if number == cell.row => node,
                _ => self.structure.add(StructureRole::Row, Some(node)),
            };
            row = Some((cell.row, own));
            let (down, across, is_head) = (cell.down, cell.across, cell.row < grid.header_rows);
            let role = if is_head {
                StructureRole::HeaderCell { scope: HeaderScope::Column, down, across }
            } else {
                StructureRole::DataCell { down, across }
            };
            let node = self.structure.add(role, Some(own));
            let edge = |column: usize| edges.get(column).copied().unwrap_or(left);
            let room = (edge(cell.column) + side, edge(cell.column + across) - side);
            let face = if is_head { FaceId::Hei } else { FaceId::Song };
            let lines = self.cell_lines(part, prose, cell, (room.1 - room.0, size, face));
            cells.push(SetCell { node, left: room.0, lines });
        }
        let table = SetTable { part, grid, cells, edges, size, hairline: style.hairline };
        let mut parts = TableParts::new(table, style);
        let least = parts.least_lines(style);
        let style: PageStyle = style.clone();
        let body = PageBody::Parts(Box::new(move |room| parts.next(room, &style)));
        Strip { body, may_end_page: true, ..Strip::set(least, Vec::new()) }
    }

    /// The lines of all paragraphs of a cell.
    fn cell_lines(
        &mut self,
        part: ReportText,
        prose: &RichText,
        cell: &GridCell,
        (width, size, face): (Length, Length, FaceId),
    ) -> Vec<SetLine> {
        let mut all = Vec::new();
        for number in cell.paragraphs.clone() {
            let Some(paragraph) = prose.paragraphs.get(number) else { break };
            let items = self.cell_items(paragraph, size, face);
            self.note_missing(&items, |at| part.place(CharRange { paragraph: number, start: at, end: at + 1 }));
            // Three characters that were spread over a narrow column would be no word any more.
            let align = if paragraph.align == ParagraphAlign::Justify { ParagraphAlign::Left } else { paragraph.align };
            let measure = LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align };
            let own = lines(&items, measure);
            // An empty paragraph between others keeps its line.
            let is_gap = own.is_empty() && cell.paragraphs.len() > 1;
            let gap = is_gap.then(|| BrokenLine { items: Vec::new(), width: Length::ZERO });
            all.extend(own.into_iter().chain(gap).map(|line| SetLine { line, paragraph: number }));
        }
        all
    }

    fn cell_items(&self, paragraph: &Paragraph, size: Length, face: FaceId) -> Vec<InlineItem> {
        let boxes = paragraph.characters().enumerate().map(|(index, (character, marks))| GlyphBox {
            character,
            index,
            face,
            size: if marks.superscript { size.scaled(6, 10) } else { size },
            raise: if marks.superscript { size.scaled(36, 100) } else { Length::ZERO },
            style: RunStyle { heavy: marks.bold, slanted: marks.italic, underlined: marks.underline },
        });
        inline_items(boxes, |size| size, self.fonts)
    }
}
