//! Rows of tables in the text that were put in or taken out, as Word has them (ISO/IEC 29500-1 §17.13.5.13, .17). Must not
//! know the form's tables or the package.

use std::collections::BTreeSet;

use super::docx_paragraphs::cell_paragraph;
use super::docx_prose_table::TableContent;
use super::docx_reviewed::ReviewedProse;
use super::docx_table::properties;
use super::page_setup::WIDTH;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{PieceChange, ReviewedParagraph};
use crate::richtext::{CellBegin, GridCell, ProseTable};

/// A table of the text with what was changed in it.
pub(super) struct ReviewedTable<'a> {
    pub prose: &'a ReviewedProse<'a>,
    /// Those of the whole text.
    pub paragraphs: &'a [ReviewedParagraph],
    pub table: &'a ProseTable,
    pub removed: &'a RemovedRows<'a>,
}

/// The rows that were taken out of the tables of a text, in order.
pub(super) struct RemovedRows<'a> {
    rows: Vec<RemovedRow<'a>>,
    /// Their paragraphs, by where they lie in memory.
    paragraphs: BTreeSet<*const ReviewedParagraph>,
}

/// A row whose paragraphs were all taken out.
struct RemovedRow<'a> {
    /// The paragraph of the report before which it stood.
    before: usize,
    /// Its cells, of how many columns each is, with their paragraphs.
    cells: Vec<(usize, Vec<&'a ReviewedParagraph>)>,
    /// Whether it began a table.
    begins_table: bool,
    /// Whether it headed one.
    heads: bool,
}

impl<'a> RemovedRows<'a> {
    /// Those of the paragraphs of a text with these tables; a row that does not fit into its table, such as one through
    /// which a cell reaches that is left, is none.
    pub(super) fn of(paragraphs: &'a [ReviewedParagraph], tables: &[ProseTable]) -> RemovedRows<'a> {
        let mut rows: Vec<RemovedRow<'a>> = Vec::new();
        // Whether what comes next goes on in the last row.
        let mut goes_on = false;
        for one in paragraphs {
            let Some(cell) = one.look.cell.as_ref().filter(|_| one.end.deleted.is_some()) else {
                goes_on = false;
                continue;
            };
            let own = || (cell.across.count(), vec![one]);
            match (cell.begins, rows.last_mut().filter(|_| goes_on)) {
                (CellBegin::Row | CellBegin::Table, _) => {
                    let begins_table = cell.begins == CellBegin::Table;
                    rows.push(RemovedRow { before: one.shown.0, cells: vec![own()], begins_table, heads: cell.header });
                    goes_on = true;
                }
                (CellBegin::Cell, Some(row)) => row.cells.push(own()),
                (CellBegin::Paragraph, Some(row)) => {
                    if let Some((_, paragraphs)) = row.cells.last_mut() {
                        paragraphs.push(one);
                    }
                }
                (CellBegin::Cell | CellBegin::Paragraph, None) => {}
            }
        }
        rows.retain(|row| match tables.iter().find(|table| touches(table, row.before)) {
            Some(table) => row.columns() == table.columns && boundary(table, row.before).is_some(),
            None => true,
        });
        let cells = rows.iter().flat_map(|row| &row.cells);
        let paragraphs = cells.flat_map(|(_, own)| own).map(|one| std::ptr::from_ref(*one)).collect();
        RemovedRows { rows, paragraphs }
    }

    /// Whether a paragraph was taken out with its row.
    pub(super) fn has(&self, one: &ReviewedParagraph) -> bool {
        self.paragraphs.contains(&std::ptr::from_ref(one))
    }

    /// The rows of tables that were taken out as a whole before the paragraph of this number.
    pub(super) fn table(&self, xml: &mut XmlWriter, before: usize, prose: &ReviewedProse<'_>) {
        let own: Vec<&RemovedRow<'_>> = self.rows.iter().filter(|row| row.before == before).collect();
        for (number, rows) in own.chunk_by(|_, next| !next.begins_table).enumerate() {
            let columns = rows.iter().map(|row| row.columns()).max().unwrap_or(1).max(1);
            let share = |from: usize, to: usize| {
                let part = u32::try_from(to.saturating_sub(from)).unwrap_or(1);
                (WIDTH.saturating_mul(part) / u32::try_from(columns).unwrap_or(1)).to_string()
            };
            if number > 0 {
                cell_paragraph(xml, None, &[], false);
            }
            xml.element("w:tbl", &[], |xml| {
                properties(xml, "");
                xml.element("w:tblGrid", &[], |xml| {
                    (0..columns).for_each(|column| xml.empty("w:gridCol", &[("w:w", &share(column, column + 1))]));
                });
                rows.iter().for_each(|row| row.write(xml, prose, &share));
            });
        }
    }
}

impl RemovedRow<'_> {
    fn columns(&self) -> usize {
        self.cells.iter().map(|(across, _)| across).sum()
    }

    fn write(&self, xml: &mut XmlWriter, prose: &ReviewedProse<'_>, width: &dyn Fn(usize, usize) -> String) {
        let first = self.cells.first().and_then(|(_, paragraphs)| paragraphs.first());
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if self.heads {
                    xml.empty("w:tblHeader", &[]);
                }
                prose.revisions.row(xml, first.map(|one| one.end).unwrap_or_default());
            });
            let mut column = 0;
            for (across, paragraphs) in &self.cells {
                xml.element("w:tc", &[], |xml| {
                    xml.element("w:tcPr", &[], |xml| {
                        xml.empty("w:tcW", &[("w:w", &width(column, column + across)), ("w:type", "dxa")]);
                        if *across > 1 {
                            xml.value("w:gridSpan", &across.to_string());
                        }
                        xml.value("w:vAlign", "center");
                    });
                    paragraphs.iter().for_each(|one| prose.cell(xml, one, false));
                });
                column += across;
            }
        });
    }
}

impl ReviewedTable<'_> {
    /// The paragraphs that a row has now, or begin there.
    fn of_row(&self, row: usize) -> impl Iterator<Item = &ReviewedParagraph> {
        let cells = self.table.cells.iter().filter(move |cell| cell.row == row);
        cells.flat_map(|cell| self.paragraphs.iter().filter(|one| cell.paragraphs.contains(&one.shown.0)))
    }
}

impl TableContent for ReviewedTable<'_> {
    /// With what was taken out before it in its cell.
    fn words(&self, xml: &mut XmlWriter, number: usize, is_head: bool) {
        let is_left = |one: &&ReviewedParagraph| {
            let shows = one.end.deleted.is_none() || one.pieces.iter().any(|piece| piece.change.deleted.is_none());
            let begins_none = one.look.cell.as_ref().is_none_or(|cell| cell.begins == CellBegin::Paragraph);
            shows || begins_none
        };
        let is_own = |one: &&ReviewedParagraph| one.shown.0 == number && !self.removed.has(one);
        for one in self.paragraphs.iter().filter(is_own).filter(is_left) {
            self.prose.cell(xml, one, is_head);
        }
    }

    fn row_properties(&self, xml: &mut XmlWriter, row: usize) {
        let mut shown = self.of_row(row).filter(|one| one.end.deleted.is_none()).peekable();
        let first = shown.peek().and_then(|one| one.end.inserted);
        if first.is_some() && shown.all(|one| one.end.inserted.is_some()) {
            self.prose.revisions.row(xml, PieceChange { inserted: first, deleted: None });
        }
    }

    fn rows_before(&self, xml: &mut XmlWriter, row: usize, width: &dyn Fn(usize, usize) -> String) {
        for one in &self.removed.rows {
            if touches(self.table, one.before) && boundary(self.table, one.before) == Some(row) {
                one.write(xml, self.prose, width);
            }
        }
    }
}

/// Whether what stands before the paragraph of this number is of a table.
pub(super) fn touches(table: &ProseTable, number: usize) -> bool {
    (table.paragraphs.start..=table.paragraphs.end).contains(&number)
}

/// The row of a table that begins with the paragraph of this number, or the number of rows behind the last; `None` where
/// none does, or where a cell reaches over it and the row before.
fn boundary(table: &ProseTable, number: usize) -> Option<usize> {
    let begins = |cell: &&GridCell| cell.paragraphs.start == number && cell.column == 0;
    let row = match table.cells.iter().find(begins) {
        Some(cell) => cell.row,
        None => Some(table.rows).filter(|_| number == table.paragraphs.end)?,
    };
    let reaches = |cell: &GridCell| cell.row < row && row < cell.row + cell.down;
    (!table.cells.iter().any(reaches)).then_some(row)
}
