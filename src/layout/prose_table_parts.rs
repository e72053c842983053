//! The parts of a table in the text, one for each page that it is on. Must not know fonts or text.

use super::Length;
use super::line_items::{LineContext, emit};
use super::page::PageItem;
use super::page_breaking::{PagePart, PartRoom};
use super::page_style::PageStyle;
use super::paragraph_layout::Typesetter;
use super::prose_table::{CLEAR, SetLine, SetTable};
use super::table::TableRules;
use crate::report::{CharRange, Place};
use crate::richtext::GridCell;

/// How many rows beside the head stand on a page at least, where the table has them.
const COMPANY: usize = 2;
/// The most space between the words above and a table.
const ABOVE: Length = Length::pt(8);

/// What is left of a table.
pub(super) struct TableParts {
    table: SetTable,
    /// How many rows stand again on every page.
    heads: usize,
    /// The first row that is left.
    row: usize,
    /// How many lines of each cell were drawn.
    drawn: Vec<usize>,
}

/// Rows of a table from one up to another, as they stand on a page.
struct Stretch {
    from: usize,
    to: usize,
    /// The height of each row, or of what is drawn of it.
    heights: Vec<Length>,
}

impl TableParts {
    pub fn new(table: SetTable, style: &PageStyle) -> TableParts {
        let drawn = vec![0; table.cells.len()];
        let mut parts = TableParts { heads: table.grid.header_rows, row: 0, drawn, table };
        // A head that leaves no room for rows, or has none, does not stand again.
        let head: Length = parts.heights(0, parts.heads).iter().copied().sum();
        if head > style.type_height / 2 || parts.heads >= parts.table.grid.rows {
            parts.heads = 0;
        }
        parts
    }

    /// The lines of the grid that the least part takes with which the table may begin.
    pub fn least_lines(&self, style: &PageStyle) -> usize {
        let rows = self.table.grid.rows;
        let whole = self.heights(0, rows);
        let least = (self.heads + COMPANY..=rows).find(|row| self.is_clean(*row)).unwrap_or(rows);
        let height: Length = whole.iter().take(least).copied().sum();
        style.lines_for(height + self.table.hairline).min(style.lines)
    }

    /// The next part; `None` where the room is too small for it.
    pub fn next(&mut self, room: PartRoom, style: &PageStyle) -> Option<PagePart> {
        let is_first = self.row == 0 && self.drawn.iter().all(|drawn| *drawn == 0);
        let repeated = if is_first { 0 } else { self.heads };
        let head = self.heights(0, repeated);
        let head_height: Length = head.iter().copied().sum();
        let height = |lines: usize| style.line() * i32::try_from(lines).unwrap_or(1) - self.table.hairline;
        let stretch = self.stretch(height(room.lines) - head_height, room.is_whole_page)?;
        let is_last = stretch.to == self.table.grid.rows && !self.is_cut(&stretch);
        let stretch = if is_last { self.leaving_room(stretch, head_height, room, style)? } else { stretch };
        let body: Length = stretch.heights.iter().copied().sum();
        let lines = style.lines_for(head_height + body + self.table.hairline).min(room.lines);
        let slack = height(lines) - head_height - body;
        let top = (slack / 2).max(Length::ZERO).min(ABOVE) + self.table.hairline / 2;
        let mut items = Vec::new();
        let head = Stretch { from: 0, to: repeated, heights: head };
        self.draw(&head, top, true, &mut items);
        self.draw(&stretch, top + head_height, false, &mut items);
        self.take(&stretch);
        Some(PagePart { items, lines, is_last: self.row >= self.table.grid.rows })
    }

    /// The last rows without as many of them as leave room for the strips that are kept with the table's end.
    fn leaving_room(&self, stretch: Stretch, head: Length, room: PartRoom, style: &PageStyle) -> Option<Stretch> {
        let taken = |rows: &[Length]| style.lines_for(head + rows.iter().copied().sum() + self.table.hairline);
        if room.after == 0 || taken(&stretch.heights) + room.after <= room.lines {
            return Some(stretch);
        }
        let before = (stretch.from.max(self.heads) + 1..stretch.to).rev().find(|row| self.is_clean(*row));
        match before {
            Some(to) => {
                let heights = stretch.heights.into_iter().take(to - stretch.from).collect();
                Some(Stretch { to, heights, ..stretch })
            }
            None if room.is_whole_page => Some(stretch),
            None => None,
        }
    }

    /// The rows that have room in `room`.
    fn stretch(&self, room: Length, is_whole_page: bool) -> Option<Stretch> {
        let (from, rows) = (self.row, self.table.grid.rows);
        let heights = self.heights(from, rows);
        let mut taken = Length::ZERO;
        let count = heights.iter().take_while(|height| {
            taken += **height;
            taken <= room
        });
        let reached = from + count.count();
        let stretch = |to: usize| Stretch { from, to, heights: heights.iter().take(to - from).copied().collect() };
        if reached == rows {
            return Some(stretch(rows));
        }
        // A head is not left alone, and cells of several rows are not parted, where another page has room for them.
        let least = if from < self.heads { self.heads } else { from };
        if let Some(clean) = (least + 1..=reached).rev().find(|row| self.is_clean(*row)) {
            return Some(stretch(clean));
        }
        if !is_whole_page {
            return None;
        }
        if reached > least {
            return Some(stretch(reached));
        }
        // A row longer than a page.
        let mut cut = stretch(reached + 1);
        let before: Length = cut.heights.iter().rev().skip(1).copied().sum();
        if let Some(last) = cut.heights.last_mut() {
            *last = room - before;
        }
        Some(cut)
    }

    /// The heights of the rows from one up to another, for the lines that were not drawn yet; of the head as it is.
    fn heights(&self, from: usize, to: usize) -> Vec<Length> {
        let leading = self.table.leading();
        let mut heights = vec![leading + CLEAR * 2; to.saturating_sub(from)];
        let cells = self.table.grid.cells.iter().zip(&self.table.cells).zip(&self.drawn);
        let mut cells: Vec<(usize, usize, usize)> = cells
            .filter_map(|((cell, set), drawn)| {
                let first = cell.row.max(from);
                let down = (cell.row + cell.down).min(to).checked_sub(first).filter(|down| *down > 0)?;
                let is_head = to <= self.heads;
                Some((
                    first - from,
                    down,
                    if is_head { set.lines.len() } else { set.lines.len().saturating_sub(*drawn) },
                ))
            })
            .collect();
        // Cells of few rows first, so that the heights of the rows that a tall cell covers are known.
        cells.sort_by_key(|(_, down, _)| *down);
        for (first, down, lines) in cells {
            let needed = leading * i32::try_from(lines).unwrap_or(0) + CLEAR * 2;
            let present: Length = heights.iter().skip(first).take(down).copied().sum();
            let (missing, count) = (needed - present, i64::try_from(down).unwrap_or(1));
            if missing <= Length::ZERO {
                continue;
            }
            let mut given = Length::ZERO;
            for (nth, height) in (1..).zip(heights.iter_mut().skip(first).take(down)) {
                let up_to = missing.scaled(nth, count);
                *height += up_to - given;
                given = up_to;
            }
        }
        heights
    }

    /// Whether no cell reaches over the upper edge of a row.
    fn is_clean(&self, row: usize) -> bool {
        !self.table.grid.cells.iter().any(|cell| cell.row < row && row < cell.row + cell.down)
    }

    /// Whether lines of a cell that ends in the stretch have no room in it.
    fn is_cut(&self, stretch: &Stretch) -> bool {
        let cells = self.table.grid.cells.iter().enumerate();
        let mut ending = cells.filter(|(_, cell)| cell.row + cell.down == stretch.to && cell.row < stretch.to);
        ending.any(|(number, cell)| self.lines_in(stretch, number, cell) < self.left(number).len())
    }

    /// The lines of a cell that were not drawn yet.
    fn left(&self, number: usize) -> &[SetLine] {
        let drawn = self.drawn.get(number).copied().unwrap_or(0);
        self.table.cells.get(number).and_then(|cell| cell.lines.get(drawn..)).unwrap_or_default()
    }

    /// How many of the lines left of a cell have room in a stretch that it is in.
    fn lines_in(&self, stretch: &Stretch, number: usize, cell: &GridCell) -> usize {
        let (_, height) = stretch.extent(cell);
        let room = (height - CLEAR * 2 + Length::milli(20)).thousandths().max(0);
        let most = usize::try_from(room / self.table.leading().thousandths().max(1)).unwrap_or(0);
        // Of a row that is cut a line at least goes on each page.
        most.max(1).min(self.left(number).len())
    }

    /// Draws rows from `top` on. A head that stands again is for eyes alone.
    fn draw(&self, stretch: &Stretch, top: Length, is_repeated: bool, items: &mut Vec<PageItem>) {
        let part = self.table.part;
        let edge = |column: usize| self.table.edges.get(column).copied().unwrap_or(Length::ZERO);
        let (mut texts, mut rules) = (Vec::new(), TableRules::default());
        let cells = self.table.grid.cells.iter().zip(&self.table.cells).enumerate();
        for (number, (cell, set)) in cells.filter(|(_, (cell, _))| stretch.has(cell)) {
            let (upper, height) = stretch.extent(cell);
            let upper = top + upper;
            rules.frame(edge(cell.column), edge(cell.column + cell.across), upper, upper + height);
            let lines = if is_repeated {
                set.lines.as_slice()
            } else {
                self.left(number).get(..self.lines_in(stretch, number, cell)).unwrap_or_default()
            };
            let leading = self.table.leading();
            let words = leading * i32::try_from(lines.len()).unwrap_or(0);
            let mut line_top = upper + ((height - words) / 2).max(Length::ZERO);
            for line in lines {
                let baseline = line_top + Typesetter::baseline(leading, self.table.size);
                let node = if is_repeated { None } else { Some(set.node) };
                let place = |start, end| part.place(CharRange { paragraph: line.paragraph, start, end });
                emit(&line.line, &LineContext { x: set.left, baseline, node, place: &place }, &mut texts);
                line_top += leading;
            }
        }
        items.append(&mut texts);
        rules.draw(self.table.hairline, self.place(), items);
    }

    /// The place of what belongs to no cell.
    fn place(&self) -> Place {
        self.table.part.place(CharRange { paragraph: self.table.grid.paragraphs.start, start: 0, end: 0 })
    }

    /// Takes rows that were drawn.
    fn take(&mut self, stretch: &Stretch) {
        let cells = self.table.grid.cells.iter().enumerate().filter(|(_, cell)| stretch.has(cell));
        let drawn: Vec<(usize, usize)> =
            cells.map(|(number, cell)| (number, self.lines_in(stretch, number, cell))).collect();
        let is_cut = self.is_cut(stretch);
        for (number, lines) in drawn {
            self.drawn.iter_mut().skip(number).take(1).for_each(|drawn| *drawn += lines);
        }
        self.row = if is_cut { stretch.to - 1 } else { stretch.to };
    }
}

impl Stretch {
    /// Whether a cell is in it.
    const fn has(&self, cell: &GridCell) -> bool {
        cell.row < self.to && cell.row + cell.down > self.from
    }

    /// The distance of a cell's upper edge from the top, and the height of what is in it of the cell.
    fn extent(&self, cell: &GridCell) -> (Length, Length) {
        let first = cell.row.max(self.from) - self.from;
        let end = (cell.row + cell.down).min(self.to).saturating_sub(self.from);
        let sum = |count: usize| -> Length { self.heights.iter().take(count).copied().sum() };
        (sum(first), sum(end) - sum(first))
    }
}
