//! Numbers in which a space or an apostrophe parts the thousands, `1 234` and `1'234`. An apostrophe parts nothing else.
//! Spaces part the cells as well: the one way to put numbers together so that there are as many as the row has cells, and
//! every sum holds, is what the row says; where there are several ways or none, the numbers stay apart, and the row is
//! told as one that does not fit. Where cells have edges, a row with a number in each has its thousands parted.

use super::row_sums;
use crate::form::{Table, cell_names};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};

/// The most words of a row: twice as many as it has cells.
const WORDS: usize = 30;
/// The most steps of a search.
const STEPS: usize = 20_000;
/// The digits of a group behind the first.
const GROUP: usize = 3;
/// What parts thousands in some countries, and what programs make of it.
const APOSTROPHES: [char; 4] = ['\'', '’', '‘', '′'];

/// The lines with such numbers put together.
pub(super) fn joined(blocks: Vec<SourceBlock>, table: &Table) -> Vec<SourceBlock> {
    let shape = RowShape::of(table);
    let blocks = blocks.into_iter().map(without_apostrophes).map(|block| in_cells(block, shape));
    match shape {
        Some(shape) => blocks.map(|block| in_line(block, shape)).collect(),
        None => blocks.collect(),
    }
}

/// The block with a comma for each apostrophe between thousands.
fn without_apostrophes(mut block: SourceBlock) -> SourceBlock {
    let texts: Vec<&mut String> = match &mut block.content {
        BlockContent::Text(line) => line.runs.iter_mut().map(|run| &mut run.text).collect(),
        BlockContent::Row(cells) => cells.iter_mut().collect(),
    };
    for text in texts.into_iter().filter(|text| text.contains(APOSTROPHES)) {
        let chars: Vec<char> = text.chars().collect();
        let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let parts = |at: usize| {
            is_digit(at.checked_sub(1))
                && (1..=GROUP).all(|next| is_digit(Some(at + next)))
                && !is_digit(Some(at + GROUP + 1))
        };
        let plain = |(at, one): (usize, &char)| if APOSTROPHES.contains(one) && parts(at) { ',' } else { *one };
        *text = chars.iter().enumerate().map(plain).collect();
    }
    block
}

/// The row with the thousands of its cells put together, where each of its cells has one number.
fn in_cells(mut block: SourceBlock, shape: Option<RowShape>) -> SourceBlock {
    let BlockContent::Row(cells) = &mut block.content else { return block };
    if !cells.iter().any(|cell| is_parted(cell)) {
        return block;
    }
    let numbers = cells.iter().filter(|cell| is_parted(cell) || cell.trim().parse::<u64>().is_ok()).count();
    let is_whole = match shape {
        Some(shape) => numbers == shape.count || numbers == shape.group,
        None => matches!(numbers, 1 | 3),
    };
    if is_whole {
        for cell in cells.iter_mut().filter(|cell| is_parted(cell)) {
            cell.retain(|one| one.is_ascii_digit());
        }
    }
    block
}

/// Whether a cell has groups of three digits behind one of at most three.
fn is_parted(cell: &str) -> bool {
    let mut groups = cell.trim().split(char::is_whitespace);
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| is_digits(first) && first.len() <= GROUP && !first.starts_with('0'));
    let mut others = groups.peekable();
    first && others.peek().is_some() && others.all(|group| is_digits(group) && group.len() == GROUP)
}

/// How many numbers a row has, and how many of them end with their sum.
#[derive(Clone, Copy)]
struct RowShape {
    count: usize,
    group: usize,
}

impl RowShape {
    /// The shape of the rows of a table whose numbers have sums.
    fn of(table: &Table) -> Option<RowShape> {
        let last = table.fields.last().filter(|field| field.total)?;
        let group = table.fields.iter().filter(|field| field.key.row == last.key.row).count();
        // The groups of table four stand in one line.
        let count = if table.name == cell_names::table::DISPUTES { table.fields.len() } else { group };
        Some(RowShape { count, group })
    }
}

fn in_line(block: SourceBlock, shape: RowShape) -> SourceBlock {
    let BlockContent::Text(line) = &block.content else { return block };
    let text = line.cell_text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let from = words.iter().rposition(|word| !is_number(word)).map_or(0, |last| last + 1);
    let (label, numbers) = words.split_at_checked(from).unwrap_or_default();
    if numbers.len() <= shape.count || numbers.len() > WORDS {
        return block;
    }
    let mut search = Search { words: numbers, shape, taken: Vec::new(), found: Vec::new(), steps: 0 };
    let is_whole = search.step(0).is_some();
    match search.found.as_slice() {
        [only] if is_whole => {
            let text = format!("{} {}", label.join(" "), only.join(" "));
            let content = BlockContent::Text(SourceLine { runs: SourceLine::plain(text.trim()).runs, ..line.clone() });
            SourceBlock { content, ..block }
        }
        _ => block,
    }
}

/// The search for the ways to put words together.
struct Search<'a> {
    words: &'a [&'a str],
    shape: RowShape,
    taken: Vec<String>,
    found: Vec<Vec<String>>,
    steps: usize,
}

impl Search<'_> {
    /// Reads the next number from the word `at` on; `None` where there are several ways or too many steps.
    fn step(&mut self, at: usize) -> Option<()> {
        self.steps += 1;
        if self.steps > STEPS || self.found.len() > 1 {
            return None;
        }
        let left = self.shape.count - self.taken.len();
        let words = self.words.get(at..)?;
        if left == 0 || words.len() < left {
            if left == 0 && words.is_empty() {
                self.found.push(self.taken.clone());
            }
            return Some(());
        }
        let mut number = String::new();
        for (index, word) in words.iter().enumerate() {
            let is_first = index == 0;
            let is_padded = word.len() > 1 && word.starts_with('0');
            if (is_first && is_padded) || (!is_first && word.len() != GROUP) {
                break;
            }
            number.push_str(word);
            self.taken.push(number.clone());
            if self.sum_holds() {
                self.step(at + index + 1)?;
            }
            self.taken.pop();
            // Thousands stand behind one to three digits.
            if is_first && (word.len() > GROUP || *word == "0") {
                break;
            }
        }
        Some(())
    }

    /// Whether the group that ends with the last number, if one does, ends with its sum.
    fn sum_holds(&self) -> bool {
        if !self.taken.len().is_multiple_of(self.shape.group) {
            return true;
        }
        let group = self.taken.get(self.taken.len() - self.shape.group..).unwrap_or_default();
        let numbers: Vec<Option<u64>> = group.iter().map(|number| number.parse().ok()).collect();
        numbers.iter().all(Option::is_some) && row_sums::ends_with_sum(numbers.into_iter())
    }
}
