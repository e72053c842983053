//! Tables with cells, read by the words of each number's row and column, wherever those stand: turned, in long form, in
//! parts, with further columns. A second way to read a table, for where rows of numbers do not fit; it takes a table only
//! where each number has one meaning and the sums hold. Must not know sections.

use std::collections::{BTreeMap, BTreeSet};

use super::block_traits::is_label;
use super::cell_words::CellWords;
use super::detail_rows::DetailRows;
use super::front_matter::is_unit_name;
use super::other_years;
use super::row_sums;
use super::stated_cells::names_yuan;
use super::two_years;
use super::wording::{fold, is_han, numbering};
use crate::form::{CellKey, Form, Table};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::CellReading;

/// The least cells of a table that are read this way.
const CELLS: usize = 10;

/// What a source has in tables that were read this way.
pub(super) struct GridReading {
    /// The cells.
    pub details: DetailRows,
    taken: BTreeSet<usize>,
    left: Vec<(usize, String)>,
}

/// One table while it is read.
struct GridTable<'a> {
    words: CellWords,
    /// The words above each column, of each row of heads.
    heads: Vec<&'a [String]>,
    /// Rows without numbers that may be heads of those below.
    pending: Vec<usize>,
    /// The last row with numbers.
    before: &'a [String],
    /// The cells of the last row with a label, for those that it covers.
    above: Vec<String>,
    cells: BTreeMap<CellKey, (String, usize)>,
    /// Numbers below other heads, by column.
    others: BTreeMap<(usize, String), (usize, Vec<String>)>,
    /// The blocks that are a part of it.
    taken: BTreeSet<usize>,
    /// Unit and year that a row names.
    named: (String, Option<u16>),
}

/// Those of the `tables` of `year` that these blocks have, as far as each number's words say which it is.
pub(super) fn of<'t>(
    form: &Form,
    tables: impl Iterator<Item = &'t Table>,
    blocks: &[SourceBlock],
    year: Option<u16>,
) -> Option<GridReading> {
    let others = year.map(|year| other_years::rows_of_others(form, blocks, year)).unwrap_or_default();
    let is_other = |at: usize| others.get(at).is_some_and(|is_other| *is_other);
    let own = |(at, block)| if is_other(at) { &[] } else { cells(block) };
    let rows: Vec<&[String]> = blocks.iter().enumerate().map(own).collect();
    let tables: Vec<GridTable> = tables.filter_map(|table| GridTable::read(table, &rows)).collect();
    let details = DetailRows::of_table();
    let mut reading = GridReading { details, taken: BTreeSet::new(), left: Vec::new() };
    let keyed: BTreeSet<usize> = tables.iter().flat_map(|table| table.taken.iter().copied()).collect();
    for table in tables {
        let (Some(first), Some(last)) = (table.taken.first().copied(), table.taken.last().copied()) else { continue };
        for (at, block) in blocks.iter().enumerate().take(last + 1).skip(first) {
            let is_row = rows.get(at).is_some_and(|cells| cells.len() > 1);
            if keyed.contains(&at) || is_label(&block.text()) {
                reading.taken.insert(at);
            } else if is_row
                && reading.taken.insert(at)
                && rows.get(at).is_some_and(|row| row.iter().any(|cell| is_strange(cell)))
            {
                reading.left.push((block.line, block.text().into_owned()));
            }
        }
        reading.details.is_in_yuan |= blocks.iter().take(last + 1).skip(first).any(|block| names_yuan(&block.text()));
        for (key, (text, at)) in table.cells {
            let line = blocks.get(at).map_or(0, |block| block.line);
            reading.details.add(key, text, line, table.named.clone());
        }
        for ((_, head), (at, texts)) in table.others {
            let line = blocks.get(at).map_or(0, |block| block.line);
            reading.left.push((line, format!("{head} {}", texts.join(" ")).trim().to_owned()));
        }
    }
    (!reading.details.is_empty()).then_some(reading)
}

impl GridReading {
    /// The blocks without those of these tables; what they have and the form has not is listed.
    pub(super) fn without_tables(&self, blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
        for (line, text) in &self.left {
            remarks.add(*line, text, RemarkKind::NotUnderstood);
        }
        let kept = blocks.into_iter().enumerate().filter(|(at, _)| !self.taken.contains(at));
        kept.map(|(_, block)| block).collect()
    }
}

impl<'a> GridTable<'a> {
    fn read(table: &Table, rows: &[&'a [String]]) -> Option<GridTable<'a>> {
        let mut reading = GridTable {
            words: CellWords::of(table),
            heads: Vec::new(),
            pending: Vec::new(),
            before: &[],
            above: Vec::new(),
            cells: BTreeMap::new(),
            others: BTreeMap::new(),
            taken: BTreeSet::new(),
            named: (String::new(), None),
        };
        for (at, cells) in rows.iter().enumerate() {
            if cells.len() < 2 {
                continue;
            }
            if cells.iter().any(|cell| is_value(cell)) {
                reading.settle_pending(rows, cells)?;
                reading.add(at, cells)?;
                reading.before = cells;
            } else {
                reading.pending.push(at);
            }
        }
        let has_other_years = reading.heads.iter().any(|head| two_years::has_heads(head));
        let is_enough = reading.cells.len() >= CELLS.min(table.fields.len());
        (is_enough && !has_other_years && reading.adds_up(table)).then_some(reading)
    }

    /// Takes the rows before `next`, one with numbers, as its heads, or as rows whose cells are all blank or words.
    fn settle_pending(&mut self, rows: &[&'a [String]], next: &'a [String]) -> Option<()> {
        let beside = [self.before, next];
        let mut others = Vec::new();
        for at in std::mem::take(&mut self.pending) {
            let row = *rows.get(at)?;
            if self.has_words_for_numbers(row, beside) {
                self.settle_heads(rows, std::mem::take(&mut others))?;
                self.add(at, row)?;
            } else {
                others.push(at);
            }
        }
        self.settle_heads(rows, others)
    }

    /// Whether a row has words where rows `beside` it have numbers, and no head there.
    fn has_words_for_numbers(&self, row: &[String], beside: [&[String]; 2]) -> bool {
        let numbered = |row: &[String]| -> Vec<usize> {
            row.iter().enumerate().filter(|(_, cell)| is_value(cell)).map(|(column, _)| column).collect()
        };
        let columns: BTreeSet<usize> =
            beside.into_iter().filter(|other| other.len() == row.len()).flat_map(numbered).collect();
        let own: Vec<&String> = columns.iter().filter_map(|column| row.get(*column)).collect();
        own.iter().any(|cell| !cell.trim().is_empty())
            && own.iter().all(|cell| self.words.known(cell).is_empty() && !is_head(cell))
    }

    /// Takes rows without numbers as heads if one of them is one.
    fn settle_heads(&mut self, rows: &[&'a [String]], others: Vec<usize>) -> Option<()> {
        let is_head = |at: &usize| {
            let own = rows.get(*at).copied().unwrap_or_default();
            let known: Vec<Vec<char>> = own.iter().flat_map(|cell| self.words.known(cell)).collect();
            known.len() > 1 || known.iter().any(|word| self.words.has_column(word))
        };
        if others.iter().any(is_head) {
            if self.heads.iter().any(|head| two_years::has_heads(head)) {
                return None;
            }
            self.heads = others.iter().filter_map(|at| rows.get(*at).copied()).collect();
            self.above.clear();
            return Some(());
        }
        others.into_iter().try_for_each(|at| self.add(at, rows.get(at)?))
    }

    /// Reads a row. `None`: a number has no meaning, or a cell two numbers.
    fn add(&mut self, at: usize, cells: &[String]) -> Option<()> {
        let leading = cells.iter().take_while(|cell| cell.trim().is_empty()).count();
        let covered = |(at, cell)| self.above.get(at).filter(|_| at < leading).unwrap_or(cell);
        let whole: Vec<&String> = cells.iter().enumerate().map(covered).collect();
        let labels: Vec<Vec<char>> =
            whole.iter().filter(|cell| !is_value(cell)).flat_map(|cell| self.words.known(cell)).collect();
        if whole.iter().any(|cell| !is_value(cell) && !cell.trim().is_empty()) {
            let label = |cell: &String| if is_value(cell) { String::new() } else { cell.clone() };
            self.above = whole.into_iter().map(label).collect();
        }
        let mut own: Vec<(CellKey, &String)> = Vec::new();
        let mut strange: Vec<usize> = Vec::new();
        // Where a row has other cells than the heads, as where a page closed up those that labels cover, nothing tells
        // what stands below what.
        let width = self.heads.iter().map(|head| head.len()).max();
        let is_below = width == Some(cells.len());
        for (column, cell) in cells.iter().enumerate() {
            let may_be_label = !is_value(cell) && !cell.trim().is_empty();
            if may_be_label && !self.words.known(cell).is_empty() {
                // A page that closed up what wide labels cover has heads above labels.
                let is_row = |word: &Vec<char>| self.words.has_row(word) && !self.words.has_column(word);
                if is_below
                    && self.words.known(cell).iter().any(is_row)
                    && self.words_above(column).iter().any(|word| self.words.has_column(word))
                {
                    return None;
                }
                continue;
            }
            let mut words = if is_below { self.words_above(column) } else { Vec::new() };
            words.extend(labels.iter().cloned());
            match self.words.cell(&words) {
                // A blank left of all numbers is covered by a label.
                Some(_) if cell.trim().is_empty() && column < leading => {}
                Some(key) => {
                    own.push((key, cell));
                    // Words where a number belongs are no label of the rows below.
                    self.above.get_mut(column).filter(|_| may_be_label).into_iter().for_each(String::clear);
                }
                None if is_value(cell) => strange.push(column),
                None => {}
            }
        }
        let has_numbers = own.iter().any(|(_, cell)| is_value(cell));
        let keys: BTreeSet<CellKey> = own.iter().map(|(key, _)| *key).collect();
        // In long form each row has one number, or words for it, and what is beside it is none of its cells.
        if keys.len() == 1 {
            match has_numbers {
                true => own.retain(|(_, cell)| is_value(cell)),
                false => {
                    let words = own.iter().rposition(|(_, cell)| !cell.trim().is_empty());
                    own = words.and_then(|at| own.get(at)).copied().into_iter().collect();
                }
            }
        }
        for (key, cell) in own {
            let known = self.cells.entry(key).or_insert_with(|| (cell.trim().to_owned(), at));
            if known.0 != cell.trim() {
                return None;
            }
            self.taken.insert(at);
        }
        if has_numbers {
            for column in strange {
                let head =
                    self.heads.iter().rev().find_map(|head| head.get(column).filter(|head| !head.trim().is_empty()));
                let head = head?.trim().to_owned();
                if !is_counting(&head) {
                    let text = cells.get(column).map(|cell| cell.trim().to_owned()).unwrap_or_default();
                    self.others.entry((column, head)).or_insert((at, Vec::new())).1.push(text);
                }
            }
            self.name(cells);
        }
        Some(())
    }

    /// The words above a column: its own ones, and if none of them is a row's, those of groups that reach over it.
    fn words_above(&self, column: usize) -> Vec<Vec<char>> {
        let own = |head: &&[String]| head.get(column).map(|cell| self.words.known(cell)).unwrap_or_default();
        let mut words: Vec<Vec<char>> = self.heads.iter().flat_map(own).collect();
        if words.iter().any(|word| self.words.has_row(word)) {
            return words;
        }
        let is_blank = |cell: &&String| cell.trim().is_empty();
        for head in self.heads.iter().filter(|head| head.get(column).is_none_or(|cell| is_blank(&cell))) {
            let before = head.get(..column.min(head.len())).unwrap_or_default();
            let group = before.iter().rev().find(|cell| !is_blank(cell));
            let known = group.map(|cell| self.words.known(cell)).unwrap_or_default();
            words.extend(known.into_iter().filter(|word| self.words.has_row(word) && !self.words.has_column(word)));
        }
        words
    }

    /// Unit and year, as a row of a database has them.
    fn name(&mut self, cells: &[String]) {
        if self.named.0.is_empty()
            && let Some(unit) = cells.iter().find(|cell| is_unit_name(cell))
        {
            self.named.0 = unit.trim().to_owned();
        }
        let year = |cell: &String| cell.trim().trim_end_matches(['年', '度']).parse::<u16>().ok();
        let years = cells.iter().filter(|cell| cell.trim().ends_with(['年', '度'])).filter_map(year);
        self.named.1 = self.named.1.or_else(|| years.into_iter().find(|year| (1990..2100).contains(year)));
    }

    /// Whether the totals of most rows are the sums of their parts, as far as the source has both.
    fn adds_up(&self, table: &Table) -> bool {
        let number = |key: CellKey| self.cells.get(&key).and_then(|(text, _)| text.parse::<u64>().ok());
        let totals = table.fields.iter().filter(|field| field.total && number(field.key).is_some());
        let row = |key: &CellKey| -> Vec<Option<u64>> {
            let own = table.fields.iter().filter(|field| field.key.row == key.row);
            own.map(|field| number(field.key)).collect()
        };
        let mut rows: Vec<CellKey> = totals.map(|field| field.key).collect();
        rows.dedup_by_key(|key| key.row);
        // A total may count what a blank, or words in a cell, do not tell.
        let is_told =
            |row: &Vec<Option<u64>>| row.iter().all(Option::is_some) || row_sums::ends_with_sum(row.iter().copied());
        !row_sums::held(rows.iter().map(row).filter(is_told)).are_few()
    }
}

/// The cells of a block; a line has none.
fn cells(block: &SourceBlock) -> &[String] {
    match &block.content {
        BlockContent::Row(cells) => cells,
        BlockContent::Text(_) => &[],
    }
}

/// Whether a cell has a number, possibly with a unit, or a mark that stands for none.
fn is_value(cell: &str) -> bool {
    let chars = fold(cell).chars;
    let words = chars.iter().filter(|one| is_han(**one)).count();
    let is_number = chars.first().is_some_and(|first| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'))
        && chars.iter().any(char::is_ascii_digit)
        && chars.iter().all(|one| one.is_ascii_digit() || is_han(*one) || matches!(one, '-' | '+' | '.' | ',' | '%'))
        && words <= 2
        && numbering(&chars).is_none()
        && !matches!(chars.last(), Some('年' | '度'));
    is_number || CellReading::blank(&chars.iter().collect::<String>()).is_some()
}

/// Whether a cell has words that are no label, or a number.
fn is_strange(cell: &str) -> bool {
    !cell.trim().is_empty() && !is_label(cell)
}

/// Whether a cell has words of the form.
fn is_head(cell: &str) -> bool {
    !cell.trim().is_empty() && is_label(cell)
}

/// Whether the words above a column say that it counts the rows.
fn is_counting(head: &str) -> bool {
    ["序号", "行次", "编号", "行号"].contains(&head)
}
