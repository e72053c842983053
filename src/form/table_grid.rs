//! A table of the form as a grid of cells. The editor, the page, the Word table, the web table and
//! the spreadsheet are all made from this one grid. Must not know numbers, only their places.

use serde::Deserialize;

use super::{CellKey, CellName};

/// One official table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name: `disclosure`, `requests` or `disputes`.
    pub name: CellName,
    /// Column widths in twips (1/1440 inch) of the official template; only their proportions
    /// matter, since the template's tables are wider than the type area of GB/T 9704.
    pub widths: Vec<u32>,
    /// Least height of each row in twips; 0 where the template leaves it to the text.
    pub heights: Vec<u32>,
    /// How many rows at the top are repeated where the table goes on on a new page.
    pub header_rows: usize,
    /// Every cell, in reading order; together they cover the grid without gap or overlap.
    pub cells: Vec<Cell>,
    /// The number cells in the order of the form, totals included, with their official heads.
    pub fields: Vec<Field>,
}

/// A rectangle of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The topmost row, counted from 0.
    pub row: usize,
    /// The leftmost column, counted from 0.
    pub column: usize,
    /// How many rows it covers, at least 1.
    pub down: usize,
    /// How many columns it covers, at least 1.
    pub across: usize,
    /// Its content.
    pub content: CellContent,
    /// The horizontal alignment of its text.
    pub align: CellAlign,
    /// Whether its background is the template's band colour (C6D9F1).
    pub shaded: bool,
    /// Whether its text is set one character a line, in a narrow column.
    pub upright: bool,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellContent {
    /// Official words. `note` is the part at the end that the template sets in 楷体; the cell reads
    /// `text` followed by `note`.
    Label {
        /// The words in 宋体.
        text: String,
        /// The words in 楷体 after them; often empty.
        note: String,
    },
    /// A number that the unit enters.
    Input(CellKey, CellMeasure),
    /// A number that is computed from others and never entered.
    Total(CellKey, CellMeasure),
}

/// What a number cell counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellMeasure {
    /// Items: a whole number from 0.
    Count,
    /// A change against last year: a whole number, perhaps negative (edition 2019 only).
    Change,
    /// Money: a decimal from 0, in the unit that the column's head names.
    Amount,
}

/// The horizontal alignment of text in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellAlign {
    /// Centred.
    #[default]
    Center,
    /// At the left.
    Left,
    /// At both edges.
    Justify,
}

/// One number cell with its official heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Which number.
    pub key: CellKey,
    /// What it counts.
    pub measure: CellMeasure,
    /// Whether it is computed.
    pub total: bool,
    /// Its place in `Table::cells`.
    pub cell: usize,
    /// Its number among all fields of the form, counted from 0.
    pub number: usize,
    /// The row's heads from outside to inside; the last is the row's own label. Empty in table
    /// four, whose one row has none.
    pub row_heads: Vec<String>,
    /// The column's heads from outside to inside; the last is the column's own label.
    pub column_heads: Vec<String>,
}

impl Table {
    /// How many rows the grid has.
    pub fn row_count(&self) -> usize {
        self.heights.len()
    }

    /// How many columns the grid has.
    pub fn column_count(&self) -> usize {
        self.widths.len()
    }

    /// The labels that lead to the number cell `cell`.
    pub fn heads(&self, cell: &Cell) -> HeadLabels {
        heads(&labels(&self.cells), self.column_count(), cell)
    }

    /// The field of `key`, where this table has it.
    pub fn field(&self, key: CellKey) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Cell {
    /// The key of the number in this cell, `None` for a label.
    pub fn key(&self) -> Option<CellKey> {
        match self.content {
            CellContent::Label { .. } => None,
            CellContent::Input(key, _) | CellContent::Total(key, _) => Some(key),
        }
    }

    /// The whole label, empty for a number cell.
    pub fn label(&self) -> String {
        match &self.content {
            CellContent::Label { text, note } => [text.as_str(), note].concat(),
            CellContent::Input(..) | CellContent::Total(..) => String::new(),
        }
    }

    /// Whether the cell covers the grid's square at `row` and `column`.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row.saturating_add(self.down)).contains(&row)
            && (self.column..self.column.saturating_add(self.across)).contains(&column)
    }
}

/// The labels that lead to a number cell, as places in `Table::cells`, from outside to inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadLabels {
    /// What heads the cell's row.
    pub row: Vec<usize>,
    /// What heads its column.
    pub column: Vec<usize>,
}

/// The number cells of a finished grid, each with its heads, numbered from `first` on.
pub(super) fn fields(cells: &[Cell], columns: usize, first: usize) -> Vec<Field> {
    let own = labels(cells);
    let mut found = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let (key, measure, total) = match cell.content {
            CellContent::Label { .. } => continue,
            CellContent::Input(key, measure) => (key, measure, false),
            CellContent::Total(key, measure) => (key, measure, true),
        };
        let heads = heads(&own, columns, cell);
        let labels = |places: Vec<usize>| places.into_iter().filter_map(|at| cells.get(at)).map(Cell::label).collect();
        found.push(Field {
            key,
            measure,
            total,
            cell: index,
            number: first + found.len(),
            row_heads: labels(heads.row),
            column_heads: labels(heads.column),
        });
    }
    found
}

/// The labels of a grid, each with its place. They are a quarter of its cells, and are looked through for every number.
fn labels(cells: &[Cell]) -> Vec<(usize, &Cell)> {
    cells.iter().enumerate().filter(|(_, cell)| cell.key().is_none()).collect()
}

/// A label as wide as the whole grid heads the rows under it; labels left of a number head its
/// row; labels above it, down from that wide label or the top, head its column.
fn heads(labels: &[(usize, &Cell)], columns: usize, cell: &Cell) -> HeadLabels {
    let labels = || labels.iter().copied();
    let wide = labels().filter(|(_, other)| other.across == columns && other.row < cell.row);
    let band = wide.max_by_key(|(_, other)| other.row);
    let top = band.map_or(0, |(_, band)| band.row + band.down);
    let left = labels().filter(|(_, other)| other.covers(cell.row, other.column) && other.column < cell.column);
    let above =
        labels().filter(|(_, other)| other.row >= top && other.row < cell.row && other.covers(other.row, cell.column));
    let place = |(place, _): (usize, &Cell)| place;
    HeadLabels { row: band.into_iter().chain(left).map(place).collect(), column: above.map(place).collect() }
}
