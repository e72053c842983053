//! Blocks of cells to and from the clipboard. The report's own `Block` reads and enters them;
//! here is what depends on the selection.

use super::cell_selection::{self, Selection};
use crate::form::{Cell, CellKey, Content, Form, Measure, Table};
use crate::report::{Block, Entry, Numbers};
use crate::session::{Command, import};

/// The chosen cells as they are shown.
pub(super) fn copy(form: &Form, table: &Table, numbers: &Numbers, selection: Selection) -> Block {
    let show = |index: usize| {
        let key = table.cells.get(index).and_then(Cell::key);
        key.and_then(|key| numbers.shown(form, key)).map(|number| number.to_string()).unwrap_or_default()
    };
    Block { rows: selection.rows(table).into_iter().map(|row| row.into_iter().map(show).collect()).collect() }
}

/// What pasting a block at the selection means; its web form, if any, tells the cells, and how far
/// each of them reaches. A single text fills the whole selection, a
/// larger block begins at its first cell. Rows and columns of labels before the numbers are
/// passed over.
pub(super) fn paste(table: &Table, selection: Selection, text: &str, html: Option<&str>) -> Option<Command> {
    let cells = html.and_then(import::fragment).and_then(|fragment| fragment.cells);
    let block = without_labels(cells.unwrap_or_else(|| Block::parse(text)));
    let chosen = selection.rows(table);
    let first = table.cells.get(*chosen.first()?.first()?)?.key()?;
    let several = chosen.iter().map(Vec::len).sum::<usize>() > 1;
    if let ([row], true) = (block.rows.as_slice(), several)
        && let [only] = row.as_slice()
    {
        let rows = chosen.iter().map(|row| vec![only.clone(); row.len()]).collect();
        return Some(Command::PasteBlock(first, Block { rows }));
    }
    Some(Command::PasteBlock(first, block))
}

/// The keys of the chosen cells that are entered, blanked.
pub(super) fn blank(table: &Table, selection: Selection) -> Command {
    Command::Blank(cell_selection::inputs(table, selection))
}

/// Whether the cell is one that is entered, with what it counts.
pub(super) fn input(table: &Table, index: usize) -> Option<(CellKey, Measure)> {
    match table.cells.get(index)?.content {
        Content::Input(key, measure) => Some((key, measure)),
        Content::Label { .. } | Content::Total(..) => None,
    }
}

/// The block without the rows and columns of words at its top and left.
fn without_labels(mut block: Block) -> Block {
    let number = |text: &String| matches!(Entry::read(text, Measure::Amount), Ok(Entry { number: Some(_), .. }));
    let words = |text: &String| Entry::read(text, Measure::Amount).is_err();
    if !block.rows.iter().flatten().any(number) {
        return block;
    }
    let top = block.rows.iter().take_while(|row| !row.iter().any(number)).count();
    block.rows.drain(..top);
    // A blank before a number may be a blank cell; only words make a label.
    let labels = |row: &Vec<String>| {
        let before = row.iter().take_while(|text| !number(text)).enumerate();
        before.filter(|(_, text)| words(text)).last().map_or(0, |(at, _)| at + 1)
    };
    let skipped = block.rows.iter().map(labels).max().unwrap_or(0);
    for row in &mut block.rows {
        row.drain(..skipped.min(row.len()));
    }
    block
}
