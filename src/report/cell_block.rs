//! A block of cells from a spreadsheet or a web page, pasted into the number cells of a table. Must
//! not know the clipboard.

use super::{Change, NumberInput};
use crate::form::{CellKey, Field, Form, Table};

/// Texts in rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellBlock {
    /// The rows, each with its texts.
    pub rows: Vec<Vec<String>>,
}

/// The texts of a pasted block that were not entered unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkippedCells {
    /// Cells whose text was understood only after something was left out, such as 件.
    pub cleaned: Vec<CellKey>,
    /// Cells that were emptied by a dash or slash.
    pub emptied: Vec<CellKey>,
    /// Cells that are computed: their text was not entered.
    pub computed: Vec<CellKey>,
    /// Cells that keep their number, because the text is no number for them; with the text.
    pub unread: Vec<(CellKey, String)>,
    /// How many texts, other than blank ones, lay beyond the table.
    pub beyond: usize,
}

impl SkippedCells {
    /// Every text was entered.
    pub const EMPTY: SkippedCells =
        SkippedCells { cleaned: Vec::new(), emptied: Vec::new(), computed: Vec::new(), unread: Vec::new(), beyond: 0 };
}

impl CellBlock {
    /// Reads lines of texts parted by tabulators; a text in quotes may hold both, and `""` for a
    /// quote.
    pub fn parse(text: &str) -> CellBlock {
        let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                '\t' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && characters.peek() == Some(&'\n') => {}
                '\n' | '\r' if !quoted => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        if !cell.is_empty() || !row.is_empty() {
            row.push(cell);
            rows.push(row);
        }
        CellBlock { rows }
    }

    /// The block as text, parted by tabulators and ends of line.
    pub fn text(&self) -> String {
        let quote = |cell: &String| {
            let plain = !cell.contains(['\t', '\n', '\r', '"']);
            if plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
        };
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join("\t");
        self.rows.iter().map(|row| line(row) + "\n").collect()
    }

    /// Enters the block with its first text at the cell `at`; the table's rows and columns without numbers
    /// are skipped, the block's are not. Blanks in the block blank their cells. A cell keeps its number where the text is no
    /// number for it; the result lists it.
    pub fn paste(&self, form: &Form, at: CellKey) -> (Change, SkippedCells) {
        let (mut numbers, mut left) = (Vec::new(), SkippedCells::default());
        let table = form.tables.iter().find(|table| table.field(at).is_some());
        let rows = table.map(|table| rows_from(table, at)).unwrap_or_default();
        for (index, texts) in self.rows.iter().enumerate() {
            let fields = rows.get(index).map(Vec::as_slice).unwrap_or_default();
            let beyond = texts.iter().skip(fields.len());
            left.beyond += beyond.filter(|text| !text.trim().is_empty()).count();
            for (text, field) in texts.iter().zip(fields) {
                match NumberInput::read(text, field.measure) {
                    _ if field.total => left.computed.push(field.key),
                    Ok(entry) => {
                        numbers.push((field.key, entry.number));
                        let list = if entry.number.is_some() { &mut left.cleaned } else { &mut left.emptied };
                        list.extend(entry.cleaned.then_some(field.key));
                    }
                    Err(_) => left.unread.push((field.key, text.clone())),
                }
            }
        }
        (Change::Numbers(numbers), left)
    }
}

/// The number cells of a table by row, from the row and the column of `at` on.
fn rows_from(table: &Table, at: CellKey) -> Vec<Vec<&Field>> {
    let square = |field: &Field| table.cells.get(field.cell).map(|cell| (cell.row, cell.column));
    let Some((top, left)) = table.field(at).and_then(square) else {
        return Vec::new();
    };
    let fields = table.fields.iter().filter_map(|field| Some((square(field)?, field)));
    let mut inside: Vec<_> = fields.filter(|((row, column), _)| *row >= top && *column >= left).collect();
    inside.sort_by_key(|(square, _)| *square);
    let by_row = inside.chunk_by(|((one, _), _), ((other, _), _)| one == other);
    by_row.map(|row| row.iter().map(|(_, field)| *field).collect()).collect()
}
