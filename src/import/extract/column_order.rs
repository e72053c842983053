//! Tables whose columns are not the form's: in another order, fewer of them, or further ones beside. The heads above the
//! numbers say which is which. Cells are put into the form's order; where a source has no cells, rows below heads in
//! another order are left out, since their numbers would come into wrong cells. Must not know what a number means.

use std::collections::BTreeMap;

use super::column_halves;
use super::column_heads::{
    Heads, TELLING, UPPER, block_has, found, heads, is_line_of_other_order, is_order_of_form, is_turn,
};
use super::dispute_heads;
use super::wording::{fold, is_han};
use crate::form::{Table, cell_names};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// The least rows that tell that a table has no further columns.
const ROWS: usize = 3;
/// The head above numbers that count the rows.
const COUNTED: &str = "序号";

/// Where the columns of the form are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Columns {
    /// Where the form has them, as far as can be seen.
    Official,
    /// In these cells, in the form's order; `None` where there is no such column.
    Other(Vec<Option<usize>>),
    /// In another order, and nothing says in which cells.
    Unknown,
}

/// The cells of a row that hold something.
pub(super) struct RowCells {
    /// Those with numbers.
    numbers: Vec<usize>,
    /// All of them.
    filled: Vec<usize>,
    /// The plain numbers in them.
    counts: Vec<(usize, u64)>,
}

/// What the heads that were seen last say of the rows below them.
#[derive(Default)]
struct SeenHeads {
    /// For each head the cell that it stands in; `None` where that is not certain.
    places: BTreeMap<usize, Option<usize>>,
    /// The heads of lines without cells, in reading order.
    sequence: Vec<usize>,
    /// Whether some heads of one line come in another order than the form's.
    is_turned: bool,
    /// Whether a head of the upper level stands before them.
    is_below_upper: bool,
    /// The cells of the widest line of heads.
    width: usize,
    /// Words above other columns than the form's.
    others: BTreeMap<usize, String>,
}

/// The blocks with their cells in the form's order; what has no column in the form is listed.
pub(super) fn settled(blocks: Vec<SourceBlock>, table: &Table, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let (heads, foreign) = heads(table);
    // A single column has no order.
    if heads.len() < TELLING {
        return blocks;
    }
    if table.name == cell_names::table::DISPUTES {
        return dispute_heads::settled(blocks, &heads, remarks);
    }
    let blocks = column_halves::joined(blocks, &heads);
    let upper = UPPER.map(|upper| fold(upper).chars);
    let rows: Vec<RowCells> = blocks.iter().map(RowCells::of).collect();
    let mut kept = Vec::with_capacity(blocks.len());
    let mut seen = SeenHeads::default();
    let mut columns: Option<Columns> = None;
    let mut is_head = false;
    // The blocks of these heads, of those that are kept.
    let mut above: Vec<usize> = Vec::new();
    let mut extra: BTreeMap<(usize, String), (usize, Vec<String>)> = BTreeMap::new();
    for (at, mut block) in blocks.into_iter().enumerate() {
        let below = rows.get(at..).unwrap_or_default();
        if !below.first().is_some_and(RowCells::has_numbers) {
            if block_has(&block, |chars| foreign.contains(chars)) {
                (seen, columns) = (SeenHeads::default(), None);
            }
            let own = found(&block, &heads);
            let is_upper = block_has(&block, |chars| upper.contains(chars));
            if (!own.is_empty() || is_upper) && !is_head {
                (seen, columns) = (SeenHeads::default(), None);
                above.clear();
            }
            is_head = !own.is_empty() || is_upper;
            if is_head {
                seen.add(&block, &own, &heads);
                above.push(kept.len());
            }
            kept.push(block);
            continue;
        }
        is_head = false;
        match columns.get_or_insert_with(|| seen.columns(heads.len(), below)) {
            Columns::Official => kept.push(block),
            Columns::Other(places) if seen.fits(&block, places, below) => {
                for at in above.drain(..) {
                    move_first_head(kept.get_mut(at), &heads, places);
                }
                if let BlockContent::Row(cells) = &mut block.content {
                    for (column, text) in rearrange(cells, places, &seen.others) {
                        let head = seen.others.get(&column).cloned().unwrap_or_default();
                        extra.entry((column, head)).or_insert((block.line, Vec::new())).1.push(text);
                    }
                }
                kept.push(block);
            }
            Columns::Other(_) | Columns::Unknown => remarks.add(block.line, block.text(), RemarkKind::NotUnderstood),
        }
    }
    for ((_, head), (line, texts)) in extra {
        remarks.add(line, format!("{head} {}", texts.join(" ")).trim(), RemarkKind::NotUnderstood);
    }
    kept
}

impl SeenHeads {
    fn add(&mut self, block: &SourceBlock, own: &[(usize, Option<usize>)], heads: &Heads) {
        for (head, place) in own {
            let Some(place) = place else {
                // A total beside the head above all others is of its level.
                if !(self.sequence.is_empty() && self.is_below_upper && head + 1 == heads.len()) {
                    self.sequence.push(*head);
                }
                continue;
            };
            let is_taken = self.places.iter().any(|(other, known)| other != head && *known == Some(*place));
            let known = self.places.entry(*head).or_insert(Some(*place));
            if is_taken || *known != Some(*place) {
                *known = None;
            }
        }
        let total = heads.len().saturating_sub(1);
        let parts: Vec<(usize, Option<usize>)> = own.iter().filter(|(head, _)| *head != total).copied().collect();
        self.is_turned |=
            parts.len() < total && parts.windows(2).any(|pair| matches!(pair, [one, next] if is_turn(*one, *next)));
        self.is_turned |= is_line_of_other_order(block, heads);
        self.is_below_upper |= own.is_empty();
        if let BlockContent::Row(cells) = &block.content {
            self.width = self.width.max(cells.len());
            for (at, cell) in cells.iter().enumerate() {
                let chars = fold(cell).chars;
                if !chars.is_empty() && !heads.contains(&chars) && !UPPER.contains(&cell.trim()) {
                    self.others.insert(at, cell.trim().to_owned());
                }
            }
        }
    }

    /// Where the columns are, of so many; `below` are the cells with numbers of the rows that follow.
    fn columns(&self, count: usize, below: &[RowCells]) -> Columns {
        if self.places.is_empty() {
            let is_official = !self.is_turned && is_order_of_form(&self.sequence, count);
            return if is_official { Columns::Official } else { Columns::Unknown };
        }
        let places: Vec<Option<usize>> = (0..count).map(|head| self.places.get(&head).copied().flatten()).collect();
        let known: Vec<usize> = places.iter().flatten().copied().collect();
        let Some(first) = known.iter().min().copied() else { return Columns::Official };
        let rows: Vec<&RowCells> = below.iter().filter(|row| row.has_numbers()).collect();
        let outside = |at: &usize| *at >= first && !known.contains(at);
        let outsiders: Vec<usize> =
            rows.iter().flat_map(|row| row.filled.iter().filter(|at| outside(at))).copied().collect();
        let has_more = !outsiders.is_empty() && outsiders.iter().all(|at| self.others.contains_key(at));
        // Heads above no number while numbers stand below no head: lines of a page that lead elsewhere.
        let near: Vec<&RowCells> = below.iter().take_while(|row| row.has_numbers()).collect();
        let has_number = |at: &usize| near.iter().any(|row| row.numbers.contains(at));
        let is_headless = |at: &usize| !known.contains(at) && !self.others.contains_key(at);
        if known.len() == count
            && !known.is_sorted()
            && !known.iter().all(has_number)
            && near.iter().any(|row| row.numbers.iter().any(is_headless))
        {
            return Columns::Unknown;
        }
        // Sums say more than heads whose merged cells a program lost: then heads stand above other numbers than theirs.
        if known.len() == count && !known.is_sorted() {
            let in_row = near.iter().filter(|row| row.adds_up_in_row()).count();
            let below_heads = near.iter().filter(|row| row.adds_up_at(&places)).count();
            match (in_row >= ROWS && below_heads == 0, in_row > below_heads) {
                (true, _) => return Columns::Official,
                (false, true) => return Columns::Unknown,
                (false, false) => {}
            }
        }
        if known.len() == count {
            return if known.is_sorted() && !has_more { Columns::Official } else { Columns::Other(places) };
        }
        // Where there is no room for the other columns, they are not merely without heads.
        let width = rows.iter().filter_map(|row| row.filled.last()).map(|last| last + 1).max().unwrap_or(0);
        let is_left = rows.iter().any(|row| row.numbers.iter().any(|at| self.is_stray(*at, first)));
        let has_room = is_left || width.max(self.width).saturating_sub(first) >= count;
        // Fewer heads than the form has: that is all there is where every number stands below one of them.
        let is_all = known.len() >= 2
            && rows.len() >= ROWS
            && self.places.values().all(Option::is_some)
            && rows.iter().all(|row| !row.numbers.iter().any(|at| outside(at) || self.is_stray(*at, first)));
        match (is_all, has_room && !self.is_turned) {
            (true, _) => Columns::Other(places),
            (false, true) => Columns::Official,
            (false, false) => Columns::Unknown,
        }
    }

    /// Whether the cells of a row are those that its heads stand above.
    fn fits(&self, block: &SourceBlock, places: &[Option<usize>], below: &[RowCells]) -> bool {
        let BlockContent::Row(cells) = &block.content else { return false };
        let first = places.iter().flatten().min().copied().unwrap_or(0);
        let end = places.iter().flatten().max().map_or(0, |last| last + 1);
        let left = below.first().is_some_and(|row| row.numbers.iter().any(|at| self.is_stray(*at, first)));
        (end..=self.width).contains(&cells.len()) && !left
    }

    /// Whether a number stands left of all columns, and does not count the rows.
    fn is_stray(&self, at: usize, first: usize) -> bool {
        at < first && self.others.get(&at).is_none_or(|head| head != COUNTED)
    }
}

/// Puts the head of the first column where the numbers below it come to stand: what is read next looks for blanks from
/// there on.
fn move_first_head(block: Option<&mut SourceBlock>, heads: &Heads, places: &[Option<usize>]) {
    let Some(SourceBlock { content: BlockContent::Row(cells), .. }) = block else { return };
    let is_first = |cell: &String| heads.first().is_some_and(|head| *head == fold(cell).chars);
    if let Some(at) = cells.iter().position(is_first) {
        let first = places.iter().flatten().min().copied().unwrap_or(0);
        let word = cells.get_mut(at).map(std::mem::take).unwrap_or_default();
        cells.resize(first + places.len(), String::new());
        if let Some(cell) = cells.get_mut(first) {
            *cell = word;
        }
    }
}

/// Puts the cells of a row into the form's order; returns those that have no column there, with their places.
fn rearrange(
    cells: &mut Vec<String>,
    places: &[Option<usize>],
    others: &BTreeMap<usize, String>,
) -> Vec<(usize, String)> {
    let numbers: Vec<String> =
        places.iter().map(|at| at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()).collect();
    let first = places.iter().flatten().min().copied().unwrap_or(0);
    let (mut labels, mut extra) = (Vec::new(), Vec::new());
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| !places.contains(&Some(*at))) {
        let is_further = at > first && (is_number(cell) || others.contains_key(&at));
        if is_further && !cell.trim().is_empty() {
            extra.push((at, cell.trim().to_owned()));
        } else if !is_further && (at < first || !cell.trim().is_empty()) {
            labels.push(cell.clone());
        }
    }
    // Between the label and its numbers no cell is left of which it would not be known whether it is a blank number.
    labels.sort_by_key(|label| !label.trim().is_empty());
    *cells = labels.into_iter().chain(numbers).collect();
    extra
}

impl RowCells {
    /// Those of a block; a line of text is one cell.
    pub(super) fn of(block: &SourceBlock) -> RowCells {
        let places = |cells: &[String], is_it: fn(&str) -> bool| -> Vec<usize> {
            cells.iter().enumerate().filter(|(_, cell)| is_it(cell)).map(|(at, _)| at).collect()
        };
        match &block.content {
            BlockContent::Row(cells) => {
                // Two numbers in a cell are numbers all the more.
                let has_number: fn(&str) -> bool = |cell| cell.split_whitespace().any(is_number);
                let counts = cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.trim().parse().ok()?)));
                RowCells {
                    numbers: places(cells, has_number),
                    filled: places(cells, |cell| !cell.trim().is_empty()),
                    counts: counts.collect(),
                }
            }
            BlockContent::Text(line) => {
                let has = line.cell_text().split_whitespace().any(is_number);
                RowCells { numbers: if has { vec![0] } else { Vec::new() }, filled: vec![0], counts: Vec::new() }
            }
        }
    }

    /// Whether the last number is the sum of at least two before it that are not all zero.
    fn adds_up_in_row(&self) -> bool {
        let Some(((_, total), parts)) = self.counts.split_last().filter(|(_, parts)| parts.len() > 1) else {
            return false;
        };
        let sum = parts.iter().try_fold(0_u64, |sum, (_, count)| sum.checked_add(*count));
        *total > 0 && self.counts.len() == self.numbers.len() && sum == Some(*total)
    }

    /// Whether the number at the last of these places is the sum of those at the others.
    fn adds_up_at(&self, places: &[Option<usize>]) -> bool {
        let count = |place: &Option<usize>| {
            self.counts.iter().find(|(at, _)| Some(*at) == *place).map_or(0, |(_, count)| *count)
        };
        let Some((total, parts)) = places.split_last() else { return false };
        let sum = parts.iter().try_fold(0_u64, |sum, place| sum.checked_add(count(place)));
        count(total) > 0 && sum == Some(count(total))
    }

    pub(super) fn has_numbers(&self) -> bool {
        !self.numbers.is_empty()
    }
}

/// Whether a text begins as a number does and has no words but a unit.
pub(super) fn is_number(text: &str) -> bool {
    let chars = fold(text).chars;
    let is_numbered =
        matches!(chars.get(1), Some('.' | '、')) && chars.get(2).is_some_and(|next| !next.is_ascii_digit());
    chars.iter().any(char::is_ascii_digit)
        && chars.first().is_some_and(|first| !is_han(*first) && *first != '(')
        && chars.iter().filter(|one| is_han(**one)).count() <= 2
        && !is_numbered
}
