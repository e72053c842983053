//! Spans that reach over borders of cells: which cells they mean, what is deleted and what is copied by them. Must not know a caret or a mouse.

use super::open_table::OpenTable;
use super::{Edit, GridCell, Paragraph, ProseTable, RichText, TableSelection, TextPosition, TextRange};

/// A part of a span in which texts may be joined: words of one cell, or all between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SpanPart {
    span: TextRange,
    /// Whether it is in a cell.
    in_cell: bool,
}

impl RichText {
    /// Whether a span begins in one cell and ends in another, or begins or ends in a cell alone.
    pub fn crosses_cells(&self, span: TextRange) -> bool {
        let (first, last) = (span.start().paragraph, span.end().paragraph);
        if first == last {
            return false;
        }
        let is_in_table = |number: usize| self.paragraphs.get(number).is_some_and(|one| one.cell.is_some());
        let begins_cell = |number: usize| {
            self.paragraphs.get(number).and_then(|one| one.cell.as_ref()).is_some_and(|cell| cell.begins.is_cell())
        };
        match (is_in_table(first), is_in_table(last)) {
            (false, false) => false,
            (true, true) => (first + 1..=last).any(|number| begins_cell(number) || !is_in_table(number)),
            _ => true,
        }
    }

    /// The rectangle of whole cells that a span from one cell of a table to another means, as in word processors; `None`
    /// for any other span, and for one of nothing but the border between two cells.
    pub fn cell_rectangle(&self, span: TextRange) -> Option<TableSelection> {
        let span = self.clamp_span(span);
        let table = self.table_at(span.start().paragraph)?;
        let one = table.cell_of(span.start().paragraph)?;
        let other = table.cell_of(span.end().paragraph).filter(|other| *other != one)?;
        let is_border = one.paragraphs.end == other.paragraphs.start
            && span.start() == self.whole(one).end()
            && span.end() == self.whole(other).start();
        if is_border { None } else { self.table_selection(span) }
    }

    /// The span from the first word of such a rectangle to its last.
    pub fn rectangle_corners(&self, span: TextRange) -> Option<TextRange> {
        let mut cells = self.cell_spans(&self.cell_rectangle(span)?);
        let last = cells.pop()?;
        Some(TextRange::new(cells.first().map_or(last.start(), |first| first.start()), last.end()))
    }

    /// Where what replaces a span goes.
    pub(super) fn selection_start(&self, span: TextRange) -> TextPosition {
        self.rectangle_corners(span).unwrap_or(span).start()
    }

    /// The spans in which a span selects words: those of the cells of a rectangle, else itself.
    pub fn selected_spans(&self, span: TextRange) -> Vec<TextRange> {
        self.cell_rectangle(span).map_or_else(|| vec![self.clamp_span(span)], |selection| self.cell_spans(&selection))
    }

    /// The words of each cell of a rectangle, in the order of the text.
    fn cell_spans(&self, selection: &TableSelection) -> Vec<TextRange> {
        let TableSelection { table, rows, columns } = selection;
        let is_inside = |cell: &&GridCell| rows.contains(&cell.row) && columns.contains(&cell.column);
        table.cells.iter().filter(is_inside).map(|cell| self.whole(cell)).collect()
    }

    /// All words of a cell.
    fn whole(&self, cell: &GridCell) -> TextRange {
        let last = cell.paragraphs.end.saturating_sub(1);
        let length = self.paragraphs.get(last).map_or(0, Paragraph::length);
        TextRange::new(TextPosition::new(cell.paragraphs.start, 0), TextPosition::new(last, length))
    }

    /// The parts of a span that reaches over borders of cells, in their order.
    fn parts(&self, span: TextRange) -> Vec<SpanPart> {
        if let Some(selection) = self.cell_rectangle(span) {
            return self.cell_spans(&selection).into_iter().map(|span| SpanPart { span, in_cell: true }).collect();
        }
        let (start, end) = (span.start(), span.end());
        let length = |number: usize| self.paragraphs.get(number).map_or(0, Paragraph::length);
        let within = |first: usize, last: usize, in_cell: bool| {
            let from = if first == start.paragraph { start } else { TextPosition::new(first, 0) };
            let to = if last == end.paragraph { end } else { TextPosition::new(last, length(last)) };
            SpanPart { span: TextRange::new(from, to), in_cell }
        };
        let mut parts = Vec::new();
        let mut outside: Option<(usize, usize)> = None;
        let mut at = start.paragraph;
        while at <= end.paragraph {
            let Some(table) = self.table_at(at) else {
                outside = Some((outside.map_or(at, |(first, _)| first), at));
                at += 1;
                continue;
            };
            let is_whole = at == table.paragraphs.start && table.paragraphs.end <= end.paragraph;
            let ends_outside = (table.paragraphs.end..=end.paragraph)
                .any(|number| self.paragraphs.get(number).is_some_and(|one| one.cell.is_none()));
            if outside.is_some() && is_whole && ends_outside {
                // It goes with the text around it.
                at = table.paragraphs.end;
                continue;
            }
            parts.extend(outside.take().map(|(first, last)| within(first, last, false)));
            let touched = |cell: &&GridCell| cell.paragraphs.end > at && cell.paragraphs.start <= end.paragraph;
            parts.extend(
                table.cells.iter().filter(touched).map(|cell| {
                    within(cell.paragraphs.start.max(at), (cell.paragraphs.end - 1).min(end.paragraph), true)
                }),
            );
            at = table.paragraphs.end;
        }
        parts.extend(outside.map(|(first, last)| within(first, last, false)));
        parts
    }

    /// A copy of the text in a span that reaches over borders of cells.
    pub(super) fn piece_over_cells(&self, span: TextRange) -> RichText {
        let is_rectangle = self.cell_rectangle(span).is_some();
        let selected = |(table, parts): (ProseTable, Vec<SpanPart>)| self.selected(&table, &parts, is_rectangle);
        let mut paragraphs = Vec::new();
        let mut table: Option<(ProseTable, Vec<SpanPart>)> = None;
        for part in self.parts(span) {
            let own = if part.in_cell { self.table_at(part.span.start().paragraph) } else { None };
            match (&mut table, own) {
                (Some((known, parts)), Some(own)) if *known == own => parts.push(part),
                (_, own) => {
                    paragraphs.extend(table.take().map(selected).unwrap_or_default());
                    match own {
                        Some(own) => table = Some((own, vec![part])),
                        None => paragraphs.extend(self.piece(part.span).paragraphs),
                    }
                }
            }
        }
        paragraphs.extend(table.map(selected).unwrap_or_default());
        RichText { paragraphs }
    }

    /// The cells of a table that a selection touches, with the words of it that are selected; whole rows of them where
    /// it is no rectangle.
    fn selected(&self, table: &ProseTable, parts: &[SpanPart], is_rectangle: bool) -> Vec<Paragraph> {
        let mut open = OpenTable::of(&self.paragraphs, table);
        let (mut rows, mut columns) = (table.rows..0, table.columns..0);
        for cell in &mut open.cells {
            let number = cell.content.first().and_then(|(number, _)| *number);
            let part = parts.iter().find(|part| {
                let first = part.span.start().paragraph;
                table.cell_of(first).is_some_and(|cell| Some(cell.paragraphs.start) == number)
            });
            let words = part.map(|part| self.piece(part.span).paragraphs);
            if words.is_some() {
                rows = rows.start.min(cell.row)..rows.end.max(cell.row + if is_rectangle { cell.down } else { 1 });
                columns = columns.start.min(cell.column)..columns.end.max(cell.column + cell.across);
            }
            cell.content = words.unwrap_or_default().into_iter().map(|paragraph| (None, paragraph)).collect();
        }
        open.delete_rows(rows.end, table.rows.saturating_sub(rows.end));
        open.delete_rows(0, rows.start);
        if is_rectangle || rows.len() == 1 {
            open.delete_columns(columns.end, table.columns.saturating_sub(columns.end));
            open.delete_columns(0, columns.start);
        }
        open.paragraphs().0.into_iter().map(|(_, paragraph)| paragraph).collect()
    }
}

impl Edit {
    /// Deletes a span that reaches over borders of cells.
    pub(super) fn delete_over_cells(prose: &RichText, span: TextRange) -> Edit {
        let parts = prose.parts(span);
        if let [one, other] = parts.as_slice()
            && one.span.is_empty()
            && other.span.is_empty()
        {
            return Edit::delete_at_border(prose, span);
        }
        let (mut edit, mut rest) = (Edit::default(), prose.clone());
        // From the last on, so that each part is where it was.
        for part in parts.into_iter().rev().filter(|part| !part.span.is_empty()) {
            let next = Edit::delete(&rest, part.span);
            next.clone().apply(&mut rest);
            edit = edit.then(next);
        }
        let mend = Edit::mend(&rest);
        edit.then(mend)
    }

    /// Deletes the empty paragraph at one side of the border of a table, where it parts no tables.
    fn delete_at_border(prose: &RichText, span: TextRange) -> Edit {
        let (before, after) = (span.start().paragraph, span.end().paragraph);
        let paragraph = |number: usize| prose.paragraphs.get(number);
        let is_outside = |number: usize| paragraph(number).is_some_and(|one| one.cell.is_none());
        let is_free = |number: usize| is_outside(number) && paragraph(number).is_some_and(Paragraph::is_bare);
        if is_free(before) && before.checked_sub(1).is_none_or(is_outside) {
            return Edit::of_kept(prose, before, 1, Vec::new());
        }
        if is_free(after) && is_outside(after + 1) {
            return Edit::of_kept(prose, after, 1, Vec::new());
        }
        Edit::default()
    }

    /// Puts a piece with figures or tables beside the paragraph of a position; in a cell, a table into the cells from
    /// there on, and anything else as paragraphs of the cell.
    pub(super) fn insert_beside(prose: &RichText, at: TextPosition, piece: &RichText) -> Edit {
        let is_in_cell = prose.paragraphs.get(at.paragraph).is_some_and(|one| one.cell.is_some());
        if !is_in_cell || !piece.has_tables() {
            return Edit::insert_whole(prose, at, piece.paragraphs.clone());
        }
        let tables = piece.tables();
        let is_table_alone = |table: &ProseTable| {
            table.paragraphs.start == 0 && piece.paragraphs.iter().skip(table.paragraphs.end).all(Paragraph::is_bare)
        };
        if let [table] = tables.as_slice()
            && is_table_alone(table)
            && let Some(edit) = Edit::fill_cells(prose, at, piece)
        {
            return edit;
        }
        Edit::replace(prose, TextRange::at(at), &piece.flattened())
    }
}
