//! Blocks of cells as text with tabulators, the way spreadsheets hand them over. A pasted block
//! may be larger than the selection, carry its totals along, or carry labels in front.

use super::entry::{Entry, Noted};
use super::selection::Selection;
use crate::form::{CellKey, Content, Form, Table};
use crate::report::{Number, Numbers};

/// Cells as rows of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    rows: Vec<Vec<String>>,
}

/// What a pasted block comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// What is to be entered.
    pub changes: Vec<(CellKey, Option<Number>)>,
    /// What was passed over to read the numbers.
    pub noted: Noted,
    /// Texts that are no numbers, with the cells they were meant for.
    pub unreadable: Vec<(CellKey, String)>,
    /// Totals that the block has otherwise than the parts give: the cell and the block's number.
    pub totals: Vec<(CellKey, Number)>,
    /// Cells of the block for which the table has no room.
    pub outside: usize,
}

impl Block {
    /// Reads text with tabulators. Quoted cells may hold ends of line.
    pub fn parse(text: &str) -> Block {
        let mut rows = vec![vec![String::new()]];
        let mut quoted = false;
        let mut characters = text.chars().filter(|character| *character != '\r').peekable();
        while let Some(character) = characters.next() {
            let Some(row) = rows.last_mut() else { break };
            let Some(cell) = row.last_mut() else { break };
            match character {
                '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                '\t' if !quoted => row.push(String::new()),
                '\n' if !quoted => rows.push(vec![String::new()]),
                '\n' => cell.push(' '),
                other => cell.push(other),
            }
        }
        while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
            rows.pop();
        }
        Block { rows }
    }

    /// The chosen cells as they are shown.
    pub fn copy(form: &Form, table: &Table, numbers: &Numbers, selection: Selection) -> Block {
        let show = |index: usize| {
            let key = table.cells.get(index).and_then(crate::form::Cell::key);
            key.and_then(|key| numbers.shown(form, key)).map(|number| number.to_string()).unwrap_or_default()
        };
        Block { rows: selection.rows(table).into_iter().map(|row| row.into_iter().map(show).collect()).collect() }
    }

    /// The block as text with tabulators.
    pub fn text(&self) -> String {
        self.rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
    }

    /// What comes of pasting the block with its top left number at the selection. A single
    /// number fills the whole selection. Columns and rows of words at the left and the top are
    /// passed over.
    pub fn paste(&self, form: &Form, table: &Table, numbers: &Numbers, selection: Selection) -> Pasted {
        let block = self.without_labels();
        let mut pasted = Pasted::default();
        let chosen = selection.rows(table);
        if let ([row], true) = (block.rows.as_slice(), chosen.iter().map(Vec::len).sum::<usize>() > 1) {
            if let [only] = row.as_slice() {
                chosen.iter().flatten().for_each(|cell| pasted.put(table, *cell, only));
                return pasted;
            }
        }
        let Some(first) = chosen.first().and_then(|row| row.first()) else { return pasted };
        let Some(corner) = table.cells.get(*first) else { return pasted };
        let area = Selection { anchor: *first, head: super::selection::numbers(table).last().unwrap_or(*first) };
        let mut rows = area.rows(table).into_iter();
        for texts in &block.rows {
            let Some(cells) = rows.next() else {
                pasted.outside += texts.len();
                continue;
            };
            let mut cells =
                cells.into_iter().filter(|cell| table.cells.get(*cell).is_some_and(|it| it.column >= corner.column));
            for text in texts {
                match cells.next() {
                    Some(cell) => pasted.put(table, cell, text),
                    None if text.trim().is_empty() => {}
                    None => pasted.outside += 1,
                }
            }
        }
        pasted.compare_totals(form, numbers);
        pasted
    }

    /// Without rows and columns at the edge that hold no number.
    fn without_labels(&self) -> Block {
        let is_number = |text: &String| matches!(Entry::read(text, crate::form::Measure::Amount), Entry::Number(..));
        if !self.rows.iter().flatten().any(is_number) {
            return self.clone();
        }
        let rows: Vec<&Vec<String>> = self.rows.iter().skip_while(|row| !row.iter().any(is_number)).collect();
        let labels = rows.iter().map(|row| row.iter().position(is_number).unwrap_or(row.len())).min().unwrap_or(0);
        // A leading blank may be a blank cell of the table; only words make a label.
        let words = |column: usize| {
            rows.iter().any(|row| {
                row.get(column).is_some_and(|text| matches!(Entry::read(text, crate::form::Measure::Amount), Entry::Unreadable))
            })
        };
        let skipped = (0..labels).rev().find(|column| words(*column)).map_or(0, |column| column + 1);
        Block { rows: rows.into_iter().map(|row| row.iter().skip(skipped).cloned().collect()).collect() }
    }
}

impl Pasted {
    fn put(&mut self, table: &Table, cell: usize, text: &str) {
        match table.cells.get(cell).map(|cell| &cell.content) {
            Some(Content::Input(key, measure)) => match Entry::read(text, *measure) {
                Entry::Blank => self.changes.push((*key, None)),
                Entry::Number(number, noted) => {
                    self.noted = self.noted.with(noted);
                    self.changes.push((*key, Some(number)));
                }
                Entry::Unreadable => self.unreadable.push((*key, text.to_owned())),
            },
            Some(Content::Total(key, measure)) => {
                if let Entry::Number(number, _) = Entry::read(text, *measure) {
                    self.totals.push((*key, number));
                }
            }
            Some(Content::Label { .. }) | None => {}
        }
    }

    /// Keeps only those totals of the block that its parts do not give.
    fn compare_totals(&mut self, form: &Form, numbers: &Numbers) {
        let mut after = numbers.clone();
        for (key, number) in &self.changes {
            after.set(*key, *number);
        }
        self.totals.retain(|(key, number)| after.computed(form, *key) != Some(*number));
    }
}
