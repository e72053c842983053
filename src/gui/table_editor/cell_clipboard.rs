//! Blocks of cells to and from the clipboard, as far as it depends on the selection; the report's
//! `CellBlock` reads and enters them.

use super::block_labels;
use super::cell_selection::{self, CellSelection};
use super::table_state::TableModel;
use crate::form::{Cell, CellContent, CellKey, CellMeasure, Form, Table};
use crate::report::{CellBlock, CellNumbers, Change, NumberInput};
use crate::session::{PastedHtml, SessionCommand};

/// The chosen cells as they are shown.
pub(super) fn copy(form: &Form, table: &Table, numbers: &CellNumbers, selection: CellSelection) -> CellBlock {
    let show = |index: usize| {
        let key = table.cells.get(index).and_then(Cell::key);
        key.and_then(|key| numbers.shown(form, key)).map(|number| number.to_string()).unwrap_or_default()
    };
    CellBlock { rows: selection.rows(table).into_iter().map(|row| row.into_iter().map(show).collect()).collect() }
}

/// What pasting a block at the selection means, and which cells are chosen then; its web form, if any, tells the
/// cells, and how far each of them reaches. A single text fills the whole selection, a larger block begins at its
/// first cell. Heads and labels of the form around its numbers are passed over.
pub(super) fn paste(
    form: &Form,
    table: &Table,
    selection: CellSelection,
    text: &str,
    html: Option<&PastedHtml>,
) -> Option<(SessionCommand, CellSelection)> {
    let cells = html.and_then(PastedHtml::fragment).and_then(|fragment| fragment.cells);
    let chosen = selection.rows(table);
    let first = *chosen.first()?.first()?;
    let corner = table.cells.get(first)?;
    let key = corner.key()?;
    let block = cells.unwrap_or_else(|| CellBlock::parse(text));
    let block = block_labels::without_labels(form, table, corner, block);
    let several = chosen.iter().map(Vec::len).sum::<usize>() > 1;
    if let ([row], true) = (block.rows.as_slice(), several)
        && let [only] = row.as_slice()
    {
        let rows = chosen.iter().map(|row| vec![only.clone(); row.len()]).collect();
        return Some((SessionCommand::PasteBlock(key, CellBlock { rows }), selection));
    }
    let filled = CellSelection::between(first, last(table, first, &block).unwrap_or(first));
    Some((SessionCommand::PasteBlock(key, block), filled))
}

/// The last cell that a block fills which begins at `first`.
fn last(table: &Table, first: usize, block: &CellBlock) -> Option<usize> {
    let corner = table.cells.get(first)?;
    let inside = |index: &usize| {
        table.cells.get(*index).is_some_and(|cell| cell.row >= corner.row && cell.column >= corner.column)
    };
    let row = |index: &usize| table.cells.get(*index).map(|cell| cell.row);
    let mut cells: Vec<usize> = cell_selection::numbers(table).filter(inside).collect();
    cells.sort_by_key(|index| table.cells.get(*index).map(|cell| (cell.row, cell.column)));
    let rows = cells.chunk_by(|one, other| row(one) == row(other));
    let across = block.rows.iter().map(Vec::len).max()?;
    let cells = rows.take(block.rows.len()).last()?;
    cells.get(across.saturating_sub(1)).or(cells.last()).copied()
}

/// The keys of the chosen cells that are entered, blanked; `None` where all are computed.
pub(super) fn blank(table: &Table, selection: CellSelection) -> Option<SessionCommand> {
    let keys = cell_selection::inputs(table, selection);
    (!keys.is_empty()).then_some(SessionCommand::Blank(keys))
}

/// The first row of the chosen cells put into the rows below it; where only one row is chosen, the row above
/// put into it. `None` where nothing is above.
pub(super) fn fill_down(model: &TableModel<'_>, selection: CellSelection) -> Option<SessionCommand> {
    let table = model.table;
    let mut rows = selection.rows(table);
    if rows.len() == 1 {
        let above = rows.first()?.iter().map(|index| cell_selection::above(table, *index)).collect::<Option<_>>()?;
        rows.insert(0, above);
    }
    let (first, below) = rows.split_first()?;
    let square = |index: &usize| table.cells.get(*index).map(|cell| cell.column);
    let fill = |index: &usize| {
        let (key, measure) = input(table, *index)?;
        let source = first.iter().find(|source| square(source) == square(index))?;
        let number = model.numbers.shown(model.form, table.cells.get(*source)?.key()?);
        // A cell that counts something else keeps what it has.
        let text = number.map(|number| number.to_string()).unwrap_or_default();
        Some((key, NumberInput::read(&text, measure).ok()?.number))
    };
    let numbers: Vec<_> = below.iter().flatten().filter_map(fill).collect();
    Some(SessionCommand::Change(Change::Numbers(numbers)))
}

/// Whether the cell is one that is entered, with what it counts.
pub(super) fn input(table: &Table, index: usize) -> Option<(CellKey, CellMeasure)> {
    match table.cells.get(index)?.content {
        CellContent::Input(key, measure) => Some((key, measure)),
        CellContent::Label { .. } | CellContent::Total(..) => None,
    }
}
