//! The rows of a table → its cells. Tables two, three and four differ only in how numbers that ran
//! together are separated.

use super::arrangement::{self, RowOrder};
use super::broken_numbers;
use super::column_numbers;
use super::column_order;
use super::prose_facts::ProseFacts;
use super::row_fit::{RowFit, readings};
use super::row_slots::SlotGrid;
use super::rows::{self, LabelledRow, ValueSlot};
use super::run_together_digits;
use super::section_finder::ClassedBlock;
use super::spaced_thousands;
use super::stated_cells::{StatedCells, names_yuan};
use super::table_labels::{LabelMeaning, TableLabels};
use super::text_outside_tables;
use super::tokens::{self, TokenStream, TokenValue};
use super::two_years;
use super::wrapped_labels;
use crate::form::{CellKey, CellName, Field, Form, RuleCode, Table, cell_names};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::SourceBlock;

/// How many numbers of table four end with their sum.
const GROUP: usize = 5;

/// The least rows with numbers below them that no row has, from which on no row of the table is believed without its sum.
const BROKEN_ROWS: usize = 3;

/// Reads the numbers of `table` from the blocks of its section (`wrapped`: the lines of a paragraph
/// are separate blocks) into `stated_cells`; returns the blocks that are prose.
pub(super) fn read(
    form: &Form,
    table: &Table,
    (blocks, wrapped): (Vec<ClassedBlock>, bool),
    facts: &ProseFacts,
    stated_cells: &mut StatedCells,
    remarks: &mut Remarks,
) -> Vec<SourceBlock> {
    let table_labels = TableLabels::of(form, table);
    let (prose, cells) = text_outside_tables::parted(blocks, wrapped, &table_labels, remarks);
    let cells = column_numbers::without_row_numbers(column_numbers::removed(cells, remarks), remarks);
    let cells = two_years::parted(cells, remarks);
    let cells = column_order::settled(cells, table, remarks);
    let cells = wrapped_labels::joined(cells, &table_labels);
    let group = match table.name {
        cell_names::table::DISPUTES => Some(GROUP),
        _ => table
            .fields
            .last()
            .filter(|field| field.total)
            .map(|last| table.fields.iter().filter(|field| field.key.row == last.key.row).count()),
    };
    let cells = broken_numbers::joined(cells, group);
    let cells = spaced_thousands::joined(cells, table);
    stated_cells.is_in_yuan |= cells.iter().any(|block| names_yuan(&block.text()));
    let stream = TokenStream::of(&cells);
    let tokens = tokens::tokenize(&stream, &table_labels);
    let reading = TableReader { form, table, table_labels: &table_labels, stream: &stream, facts };
    if table.name == cell_names::table::DISPUTES {
        reading.one_row(tokens, stated_cells, remarks);
    } else {
        reading.many_rows(tokens, stated_cells, remarks);
    }
    prose
}

/// One table, its text and its form.
pub(super) struct TableReader<'a> {
    form: &'a Form,
    pub(super) table: &'a Table,
    table_labels: &'a TableLabels,
    pub(super) stream: &'a TokenStream,
    pub(super) facts: &'a ProseFacts,
}

impl TableReader<'_> {
    pub(super) fn fields(&self, row: CellName) -> Vec<&Field> {
        self.table.fields.iter().filter(|field| field.key.row == row).collect()
    }

    /// Tables two and three: rows with labels.
    fn many_rows(&self, tokens: Vec<tokens::Token>, stated_cells: &mut StatedCells, remarks: &mut Remarks) {
        let wanted = |means| match means {
            LabelMeaning::Row(row) => self.fields(row).len(),
            LabelMeaning::Group(_) | LabelMeaning::Head => {
                self.table.fields.last().map_or(0, |field| self.fields(field.key.row).len())
            }
        };
        let mut grid = SlotGrid::of(self.table, self.stream, &tokens);
        let has_broken_labels = wrapped_labels::are_left(self.stream, &tokens, self.table_labels);
        let (is_total_first, seen_heads) = (self.has_total_first(&tokens), self.seen_heads(&tokens));
        let arranged = arrangement::arranged(&RowOrder::of(self.table), self.stream, tokens);
        let (rows, reworded) = rows::gather(self.stream, arranged.tokens, arranged.cell_a_line, wanted, remarks);
        for row in
            rows.iter().filter(|row| matches!(row.means, LabelMeaning::Row(name) if arranged.by_place.contains(&name)))
        {
            let LabelMeaning::Row(name) = row.means else { continue };
            let line = self.stream.line(row.label.0);
            remarks.add(line, self.stream.text(row.span()), RemarkKind::RowByPlace { row: name });
        }
        stated_cells.take_labels(reworded);
        let repeated = rows::repeated(&rows);
        let mut rows = rows::first_of_each(self.stream, rows, remarks);
        self.put_totals_last(&mut rows, is_total_first);
        for row in &mut rows {
            if let LabelMeaning::Row(name) = row.means {
                row.without_words_behind(self.fields(name).len(), self.stream, remarks);
                grid.learn(row, &self.fields(name));
            }
        }
        let is_proved = arranged.cell_a_line && self.adds_up(&rows);
        // Numbers that no row has, and rows without any, show that the lines come in another order than the cells.
        let has_gaps =
            rows.iter().any(|row| row.trailed || (row.slots.is_empty() && matches!(row.means, LabelMeaning::Row(_))));
        let is_shifted = has_broken_labels && !self.adds_up(&rows);
        let is_scattered = (arranged.cell_a_line && has_gaps && !is_proved && self.has_few_sums(&rows))
            || self.has_other_order(&rows, seen_heads);
        // Narrow cells broke numbers; of the last row the rest may be gone as if it were the number of a page.
        let is_broken = rows.iter().filter(|row| row.trailed).count() >= BROKEN_ROWS;
        let lacks_column = self.lacks_column(&rows);
        let mut bare: Option<&LabelledRow> = None;
        let mut run_together: Vec<(&LabelledRow, CellName, Vec<Vec<u64>>)> = Vec::new();
        let single = self.closed_otherwise(&rows);
        let mut shared = false;
        for row in &rows {
            let name = match row.means {
                LabelMeaning::Row(name) => name,
                LabelMeaning::Group(_) if single.is_some_and(|single| std::ptr::eq(single, row)) => {
                    cell_names::row::OTHERWISE
                }
                LabelMeaning::Group(_) | LabelMeaning::Head => {
                    if row.filled() > 0 {
                        row.list_as_lost(self.stream, &RemarkKind::NotUnderstood, remarks);
                    }
                    continue;
                }
            };
            stated_cells.seen.insert(name);
            let fields = self.fields(name);
            // With a cell a line, or both labels in one cell, numbers behind two labels may be those of the first.
            let before = std::mem::replace(&mut bare, row.slots.is_empty().then_some(row));
            let may_be_others = before
                .is_some_and(|before| arranged.cell_a_line || row.continued || self.share_label_cell(before, row));
            if row.filled() == 0 {
                continue;
            }
            let misfit = RemarkKind::RowDoesNotFit { row: name, found: row.filled(), wanted: fields.len() };
            // Below numbers of which it is not known whether their cells broke them, the rest of them may stand.
            let doubt = std::mem::replace(&mut shared, self.shares_cell(row));
            let is_doubted =
                ((doubt || is_broken) && !self.has_sum(row)) || (is_scattered && !self.has_telling_sum(row));
            // A label that stands again has one number each time, and two numbers in its cell are a range or a mistake.
            let is_long = repeated.contains(&name) && self.is_one_cell(row);
            let fitting = if (is_doubted && self.is_summed(&fields))
                || (may_be_others && !is_proved)
                || (is_shifted && fields.len() > 1)
                || is_long
            {
                RowFit::Doubtful
            } else {
                self.row_fit(&grid, row, &fields)
            };
            match fitting {
                // Its first cell is not blank: it has no total, and all its numbers stand one column too far right.
                RowFit::Each(slots)
                    if lacks_column && !self.has_sum(row) && matches!(slots.as_slice(), [None, .., Some(_)]) =>
                {
                    row.list_as_lost(self.stream, &misfit, remarks);
                }
                RowFit::Each(slots) => self.enter_each(&fields, &slots, row, stated_cells, remarks),
                RowFit::Doubtful => row.list_as_lost(self.stream, &misfit, remarks),
                RowFit::Together(_) if grid.apart(row) || repeated.contains(&name) => {
                    row.list_as_lost(self.stream, &misfit, remarks);
                }
                RowFit::Together(digit_runs) if self.is_summed(&fields) => {
                    self.list_trimmings(row, remarks);
                    let readings = readings(&digit_runs, fields.len(), fields.len());
                    run_together.push((row, name, readings.unwrap_or_default()));
                }
                RowFit::Together(digit_runs) => self.part(&fields, &digit_runs, row, stated_cells, remarks),
                RowFit::Not => row.list_as_lost(self.stream, &misfit, remarks),
            }
        }
        self.separate(&run_together, stated_cells, remarks);
        if let Some(single) = single {
            self.spread_closed_otherwise(single, stated_cells, remarks);
        }
        self.list_missing(&rows, stated_cells, remarks);
    }

    /// Whether the labels of both rows are in one cell, as where a page has no line between them.
    fn share_label_cell(&self, one: &LabelledRow, other: &LabelledRow) -> bool {
        let place = |row: &LabelledRow| self.stream.cell(row.label.0).map(|(cell, _)| cell);
        let line = |row: &LabelledRow| self.stream.line(row.label.0);
        line(one) == line(other) && place(one) == place(other)
    }

    /// Whether the identities between the rows hold in every column, which proves the order of the cells.
    fn adds_up(&self, rows: &[LabelledRow]) -> bool {
        let mut names: Vec<CellName> = self.table.fields.iter().map(|field| field.key.row).collect();
        names.dedup();
        let numbers = |name: &CellName| -> Vec<i128> {
            let own = rows.iter().find(|row| row.means == LabelMeaning::Row(*name));
            let count = |slot: &ValueSlot| slot.value.as_ref()?.count().map(i128::from);
            own.map(|row| row.slots.iter().filter_map(count).collect()).unwrap_or_default()
        };
        let all: Vec<Vec<i128>> = names.iter().map(numbers).collect();
        let width = names.last().map_or(0, |name| self.fields(*name).len());
        let holds = |rule: u8| {
            let Some(factors) = self.equation(RuleCode::new(rule), &names) else { return false };
            (0..width).all(|column| {
                let terms = factors.iter().zip(&all).map(|(factor, row)| factor * row.get(column).unwrap_or(&0));
                terms.sum::<i128>() == 0
            })
        };
        all.iter().flatten().any(|number| *number > 0) && [1, 3].into_iter().all(holds)
    }

    /// Whether the last number of the row is the sum of others that are not all zero.
    fn has_telling_sum(&self, row: &LabelledRow) -> bool {
        let is_some = |slot: &ValueSlot| slot.value.as_ref().and_then(TokenValue::count).is_some_and(|count| count > 0);
        self.has_sum(row) && row.slots.iter().any(is_some)
    }

    /// Lists units and notes of numbers that ran together: it is not certain to which cell they
    /// belong.
    pub(super) fn list_trimmings(&self, row: &LabelledRow, remarks: &mut Remarks) {
        let trimmed = row
            .slots
            .iter()
            .filter(|slot| slot.value.as_ref().is_some_and(|value| value.unit.is_some() || value.note.is_some()));
        for slot in trimmed {
            remarks.add(self.stream.line(slot.span.0), self.stream.text(slot.span), RemarkKind::NotUnderstood);
        }
    }

    /// Whether the last of the fields is the sum of the others.
    pub(super) fn is_summed(&self, fields: &[&Field]) -> bool {
        fields.last().is_some_and(|field| field.total)
    }

    /// The row （六）其他处理 with numbers of its own, while its three rows have none.
    fn closed_otherwise<'r>(&self, rows: &'r [LabelledRow]) -> Option<&'r LabelledRow> {
        let own = cell_names::group::CLOSED_OTHERWISE;
        let group = self.form.group(own).filter(|group| group.rows.len() > 1)?;
        let has = |row: &LabelledRow| {
            matches!(row.means, LabelMeaning::Row(name) if group.rows.contains(&name)) && row.filled() > 0
        };
        let single = rows.iter().find(|row| row.means == LabelMeaning::Group(own) && row.filled() > 0)?;
        (!rows.iter().any(has)).then_some(single)
    }

    /// The numbers of （六）其他处理 are in 3.其他 now; if they are zero, all three rows are.
    fn spread_closed_otherwise(&self, single: &LabelledRow, stated_cells: &mut StatedCells, remarks: &mut Remarks) {
        let Some(group) = self.form.group(cell_names::group::CLOSED_OTHERWISE) else { return };
        let fields = self.fields(cell_names::row::OTHERWISE);
        let numbers: Vec<Option<u64>> = fields.iter().map(|field| stated_cells.count(field.key)).collect();
        let (line, text) = (self.stream.line(single.label.0), self.stream.text(single.span()));
        if numbers.iter().all(|number| *number == Some(0)) {
            for field in group.rows.iter().flat_map(|row| self.fields(*row)) {
                stated_cells.enter(field, "0", line);
            }
            remarks.add(line, text, RemarkKind::ClosedOtherwiseZero);
        } else {
            remarks.add(line, text, RemarkKind::ClosedOtherwiseMoved { numbers });
        }
        for row in &group.rows {
            stated_cells.seen.insert(*row);
            if let Some(official) = self.table_labels.official(*row) {
                stated_cells.labels.insert(official.to_owned(), String::new());
            }
        }
    }

    /// Rows of the form that the source does not have, where it has the table at all.
    fn list_missing(&self, rows: &[LabelledRow], stated_cells: &mut StatedCells, remarks: &mut Remarks) {
        let Some(last) = rows.iter().rev().find(|row| row.filled() > 0) else { return };
        let line = self.stream.line(last.span().1.saturating_sub(1));
        let mut names: Vec<CellName> = self.table.fields.iter().map(|field| field.key.row).collect();
        names.dedup();
        for row in names {
            if let Some(official) = self.table_labels.official(row).filter(|_| !stated_cells.seen.contains(&row)) {
                stated_cells.labels.insert(official.to_owned(), String::new());
                remarks.add(line, "", RemarkKind::RowMissing { row, official: official.to_owned() });
            }
        }
    }

    pub(super) fn enter_each(
        &self,
        fields: &[&Field],
        slots: &[Option<&ValueSlot>],
        row: &LabelledRow,
        stated_cells: &mut StatedCells,
        remarks: &mut Remarks,
    ) {
        for (field, slot) in fields.iter().zip(slots) {
            match slot {
                Some(slot) => stated_cells.enter_slot(field, slot, self.stream, remarks),
                None => {
                    let line = self.stream.line(row.span().1.saturating_sub(1));
                    stated_cells.leave_blank(field.key, line);
                    remarks.add(line, self.stream.text(row.span()), RemarkKind::Blank { cell: field.key });
                }
            }
        }
    }

    /// Enters the numbers in which all readings agree.
    pub(super) fn enter_agreed(
        &self,
        fields: &[&Field],
        readings: &[Vec<String>],
        line: usize,
        stated_cells: &mut StatedCells,
    ) {
        for (column, field) in fields.iter().enumerate() {
            let mut numbers = readings.iter().filter_map(|reading| reading.get(column));
            if let Some(first) = numbers.next()
                && numbers.all(|number| number == first)
            {
                stated_cells.enter(field, first, line);
            }
        }
    }

    /// The factors of the rows in the identities of a rule; they are the same in every column.
    pub(super) fn equation(&self, rule: RuleCode, names: &[CellName]) -> Option<run_together_digits::Equation> {
        let identity = self.form.identities.iter().find(|identity| identity.rule == rule)?;
        let count = |cells: &[CellKey], name: &CellName| -> i128 {
            cells.iter().filter(|cell| cell.row == *name).map(|_| 1).sum()
        };
        Some(names.iter().map(|name| count(&identity.left, name) - count(&identity.right, name)).collect())
    }
}
