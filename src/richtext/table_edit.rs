//! Tables put into a text, changed and taken away, as edits. Must not know a caret or a menu.

use std::ops::Range;

use super::open_table::{OpenCell, OpenTable};
use super::{
    CellBegin, Edit, GridCell, Paragraph, ParagraphAlign, ProseTable, RichText, Run, TextCell, TextPosition, TextRange,
};
use crate::limits::Limit;

/// What may be done to the table, the rows, the columns and the cells that a selection touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableChange {
    /// As many rows as are selected, above them.
    RowsAbove,
    /// As many rows as are selected, below them.
    RowsBelow,
    /// As many columns as are selected, left of them.
    ColumnsLeft,
    /// As many columns as are selected, right of them.
    ColumnsRight,
    /// The rows taken out.
    DeleteRows,
    /// The columns taken out.
    DeleteColumns,
    /// One cell of all that are selected.
    Merge,
    /// Cells that cover several columns or rows parted again.
    Split,
    /// Whether the rows down to the last selected one head the table; `false`: no row does.
    Header(bool),
    /// The table taken out, with all its words.
    DeleteTable,
}

/// The part of a table that a selection touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSelection {
    /// The table.
    pub table: ProseTable,
    /// The rows touched; no cell reaches beyond them.
    pub rows: Range<usize>,
    /// The columns touched; no cell reaches beyond them.
    pub columns: Range<usize>,
}

impl RichText {
    /// The part of a table that a span touches, where it begins or ends in one.
    pub fn table_selection(&self, span: TextRange) -> Option<TableSelection> {
        let span = self.clamp_span(span);
        let (first, last) = (span.start().paragraph, span.end().paragraph);
        let table = self.table_at(first).or_else(|| self.table_at(last))?;
        // Between two cells the rectangle that has them in its corners; else all of the table that is touched.
        let (one, other) = (table.cell_of(first), table.cell_of(last));
        let is_corner = |cell: &GridCell| Some(cell) == one || Some(cell) == other;
        let is_touched = |cell: &GridCell| cell.paragraphs.start <= last && first < cell.paragraphs.end;
        let touched =
            |cell: &&GridCell| if one.is_some() && other.is_some() { is_corner(cell) } else { is_touched(cell) };
        let (mut rows, mut columns) = (table.rows..0, table.columns..0);
        for cell in table.cells.iter().filter(touched) {
            rows = rows.start.min(cell.row)..rows.end.max(cell.row + cell.down);
            columns = columns.start.min(cell.column)..columns.end.max(cell.column + cell.across);
        }
        loop {
            let before = (rows.clone(), columns.clone());
            for cell in &table.cells {
                let (down, across) = (cell.row..cell.row + cell.down, cell.column..cell.column + cell.across);
                if overlap(&down, &rows) && overlap(&across, &columns) {
                    rows = rows.start.min(down.start)..rows.end.max(down.end);
                    columns = columns.start.min(across.start)..columns.end.max(across.end);
                }
            }
            if before == (rows.clone(), columns.clone()) {
                break;
            }
        }
        Some(TableSelection { table, rows, columns })
    }

    /// The same text without tables: each row a paragraph, its cells parted by tabulators.
    pub fn flattened(&self) -> RichText {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for paragraph in &self.paragraphs {
            let mut plain = paragraph.clone().in_cell(None);
            match (&paragraph.cell, paragraphs.last_mut()) {
                (Some(cell), Some(last)) if cell.begins < CellBegin::Row => {
                    let gap = if cell.begins == CellBegin::Cell { "\t" } else { " " };
                    let added = std::iter::once(Run::new(gap)).chain(paragraph.runs().iter().cloned());
                    last.set_runs(last.runs().iter().cloned().chain(added).collect());
                }
                (Some(_), _) => {
                    plain.align = ParagraphAlign::Justify;
                    paragraphs.push(plain);
                }
                (None, _) => paragraphs.push(plain),
            }
        }
        RichText { paragraphs }
    }
}

impl RichText {
    /// A table of so many rows and columns of these paragraphs, one for each cell, row by row.
    pub fn of_cells(columns: usize, header_rows: usize, cells: impl IntoIterator<Item = Paragraph>) -> RichText {
        let columns = columns.max(1);
        let begun = |(index, paragraph): (usize, Paragraph)| {
            let begins = match index {
                0 => CellBegin::Table,
                _ if index.is_multiple_of(columns) => CellBegin::Row,
                _ => CellBegin::Cell,
            };
            let header = begins >= CellBegin::Row && index / columns < header_rows;
            paragraph.in_cell(Some(TextCell { header, ..TextCell::begun(begins) }))
        };
        RichText { paragraphs: cells.into_iter().enumerate().map(begun).collect() }
    }
}

impl Edit {
    /// Puts an empty table at a position, as figures are put: after its paragraph, in its place where that is empty,
    /// after the table that it stands in. The first row heads it. Empty where it would be too large.
    pub fn insert_table(prose: &RichText, at: TextPosition, rows: usize, columns: usize) -> Edit {
        let cells = rows.saturating_mul(columns);
        if cells == 0 || columns > Limit::TableColumns.most() || cells > Limit::TableCells.most() {
            return Edit::default();
        }
        let header_rows = usize::from(rows > 1);
        let empty = |index: usize| {
            let heads = index < columns * header_rows;
            Paragraph::aligned(if heads { ParagraphAlign::Center } else { ParagraphAlign::default() })
        };
        let table = RichText::of_cells(columns, header_rows, (0..cells).map(empty));
        Edit::insert_whole(prose, at, table.paragraphs)
    }

    /// Puts whole paragraphs at a position: after its paragraph, and in its place where that is empty; after the table
    /// that it stands in.
    pub(super) fn insert_whole(prose: &RichText, at: TextPosition, paragraphs: Vec<Paragraph>) -> Edit {
        let at = prose.clamp(at);
        // After a table is a paragraph.
        let at = prose.table_at(at.paragraph).map_or(at, |table| TextPosition::new(table.paragraphs.end, 0));
        let here = prose.paragraphs.get(at.paragraph);
        let is_free = here.is_none_or(Paragraph::is_bare);
        let before = here.filter(|here| at.character == 0 && !here.is_empty()).is_some();
        let (first, count) = match (is_free, before) {
            (true, _) => (at.paragraph, usize::from(here.is_some())),
            (false, true) => (at.paragraph, 0),
            (false, false) => (at.paragraph + 1, 0),
        };
        Edit::of_whole_paragraphs(prose, first, count, paragraphs).and_mended(prose)
    }

    /// Changes the table, rows, columns or cells that `span` touches. `None` where it touches no table, where nothing
    /// would change, or where the table would be too large. With the place where the caret then stands.
    pub fn change_table(prose: &RichText, span: TextRange, change: TableChange) -> Option<(Edit, TextPosition)> {
        let TableSelection { table, rows, columns } = prose.table_selection(span)?;
        let Range { start: first, end } = table.paragraphs.clone();
        let mut open = OpenTable::of(&prose.paragraphs, &table);
        let (down, across) = (rows.len(), columns.len());
        let mut caret = (rows.start, columns.start);
        match change {
            TableChange::RowsAbove => open.insert_rows(rows.start, down),
            TableChange::RowsBelow => {
                open.insert_rows(rows.end, down);
                caret.0 = rows.end;
            }
            TableChange::ColumnsLeft => open.insert_columns(columns.start, across),
            TableChange::ColumnsRight => {
                open.insert_columns(columns.end, across);
                caret.1 = columns.end;
            }
            TableChange::DeleteRows => open.delete_rows(rows.start, down),
            TableChange::DeleteColumns => open.delete_columns(columns.start, across),
            TableChange::Merge => open.merge(&rows, &columns),
            TableChange::Split => open.split(&rows, &columns),
            TableChange::Header(on) => open.header_rows = if on { rows.end } else { 0 },
            TableChange::DeleteTable => open = OpenTable::default(),
        }
        if open.is_too_large() {
            return None;
        }
        let is_gone = open.rows == 0 || open.columns == 0;
        let paragraphs = if is_gone { Vec::new() } else { open.paragraphs().0 };
        let edit = Edit::of_kept(prose, first, end - first, paragraphs).and_mended(prose);
        if edit.is_empty() {
            return None;
        }
        let mut after = prose.clone();
        edit.clone().apply(&mut after);
        let table = if is_gone { None } else { after.table_at(first) };
        let cell = table.as_ref().and_then(|table| {
            let (row, column) =
                (caret.0.min(table.rows.saturating_sub(1)), caret.1.min(table.columns.saturating_sub(1)));
            table.cell_at(row, column)
        });
        let caret = after.clamp(TextPosition::new(cell.map_or(first, |cell| cell.paragraphs.start), 0));
        Some((edit, caret))
    }

    /// Puts the cells of a table in those from the cell at a position on, to the right and down; the table grows where
    /// it is too small. `None` where it would be too large, or where there is no cell.
    pub(super) fn fill_cells(prose: &RichText, at: TextPosition, piece: &RichText) -> Option<Edit> {
        let table = prose.table_at(at.paragraph)?;
        let cell = table.cell_of(at.paragraph)?;
        let source = ProseTable::read(&piece.paragraphs, 0)?;
        let mut open = OpenTable::of(&prose.paragraphs, &table);
        let (rows, columns) = (cell.row + source.rows, cell.column + source.columns);
        open.insert_rows(open.rows, rows.saturating_sub(open.rows));
        open.insert_columns(open.columns, columns.saturating_sub(open.columns));
        if open.is_too_large() {
            return None;
        }
        open.fill();
        for given in &source.cells {
            let content = piece.paragraphs.get(given.paragraphs.clone()).unwrap_or_default();
            let place = (cell.row + given.row, cell.column + given.column);
            open.write(place, content);
        }
        let Range { start: first, end } = table.paragraphs.clone();
        Some(Edit::of_kept(prose, first, end - first, open.paragraphs().0).and_mended(prose))
    }

    /// This edit and what mends the tables of the text that it leaves.
    pub(super) fn and_mended(self, prose: &RichText) -> Edit {
        let mut after = prose.clone();
        self.clone().apply(&mut after);
        let mend = Edit::mend(&after);
        self.then(mend)
    }
}

impl OpenTable {
    /// Makes one cell of those in a rectangle that no cell reaches beyond; the words of all are in it.
    fn merge(&mut self, rows: &Range<usize>, columns: &Range<usize>) {
        let is_inside = |cell: &OpenCell| rows.contains(&cell.row) && columns.contains(&cell.column);
        let mut inside: Vec<OpenCell> = self.cells.extract_if(.., |cell| is_inside(cell)).collect();
        inside.sort_by_key(|cell| (cell.row, cell.column));
        let mut inside = inside.into_iter();
        let Some(mut merged) = inside.next() else { return };
        for cell in inside.filter(|cell| !cell.is_wordless()) {
            if merged.is_wordless() {
                merged.content.clear();
            }
            // Paragraphs of other rows come before cells that they stood behind: they are new here.
            let is_same_row = cell.row == rows.start;
            merged.content.extend(cell.content.into_iter().map(|(number, one)| (number.filter(|_| is_same_row), one)));
        }
        (merged.down, merged.across) = (rows.len(), columns.len());
        self.cells.push(merged);
    }

    /// Parts the cells in a rectangle: each covers one column of one row, and empty ones stand beside it.
    fn split(&mut self, rows: &Range<usize>, columns: &Range<usize>) {
        let is_inside = |cell: &&mut OpenCell| rows.contains(&cell.row) && columns.contains(&cell.column);
        self.cells.iter_mut().filter(is_inside).for_each(|cell| (cell.down, cell.across) = (1, 1));
    }

    /// Writes paragraphs into the cell that covers a place: in place of what is in it, or after that where the cell
    /// begins elsewhere.
    fn write(&mut self, (row, column): (usize, usize), content: &[Paragraph]) {
        let Some(cell) = self.cells.iter_mut().find(|cell| cell.covers(row, column)) else { return };
        let mut content: Vec<_> = content.iter().map(|one| (None, one.clone())).collect();
        if (cell.row, cell.column) == (row, column) {
            // The first paragraph stays where it is, so that a caret in it does.
            let kept = cell.content.first().and_then(|(number, _)| *number);
            content.iter_mut().take(1).for_each(|(number, _)| *number = kept);
            cell.content = content;
        } else if content.iter().any(|(_, one)| !one.is_wordless()) {
            cell.content.extend(content);
        }
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
