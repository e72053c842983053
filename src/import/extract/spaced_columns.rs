//! Lines whose words stand in columns, parted by several spaces, as rows with cells: a second look at a text, for where
//! its lines alone leave numbers without a cell. Must not know labels.

use std::ops::Range;

use super::is_numbered;
use super::wording::is_han;
use crate::import::source_document::{BlockContent, SourceBlock};

/// The least spaces between two cells.
const GAP: usize = 2;
/// The least numbers of a table.
const NUMBERS: usize = 12;
/// The least rows with numbers of a table that follows another one without a word between them.
const ROWS: usize = 5;
/// How many lines without a gap may stand between those of a table, as where a label goes on.
const BETWEEN: usize = 2;
/// The widest line that is looked at, in half-width characters.
const WIDE: usize = 4_000;

/// Words of a line, and the half-width columns that they fill.
struct SpacedWord {
    text: String,
    place: Range<usize>,
}

/// The blocks with the lines of such tables as rows, in each way in which their spaces can be read.
pub(super) fn readings(blocks: &[SourceBlock]) -> Vec<Vec<SourceBlock>> {
    let words: Vec<Option<Vec<SpacedWord>>> = blocks.iter().map(words).collect();
    let tables = tables(&words);
    [by_equal_gaps, by_place].into_iter().filter_map(|read| with_rows(blocks, &words, &tables, read)).collect()
}

/// The blocks with the tables of which `read` knows the cells as rows; `None` where it knows none.
fn with_rows(
    blocks: &[SourceBlock],
    words: &[Option<Vec<SpacedWord>>],
    tables: &[Range<usize>],
    read: impl Fn(&[&[SpacedWord]]) -> Option<Vec<Vec<String>>>,
) -> Option<Vec<SourceBlock>> {
    let mut changed: Option<Vec<SourceBlock>> = None;
    for table in tables {
        let lines: Vec<&[SpacedWord]> =
            words.get(table.clone())?.iter().map(|line| line.as_deref().unwrap_or_default()).collect();
        let Some(rows) = read(&lines) else { continue };
        let all = changed.get_or_insert_with(|| blocks.to_vec());
        for (block, cells) in all.iter_mut().skip(table.start).zip(rows) {
            *block = SourceBlock::row(block.line, cells);
        }
    }
    changed
}

/// The ranges of lines in which words are parted by gaps and which have numbers.
fn tables(words: &[Option<Vec<SpacedWord>>]) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    for (at, line) in words.iter().enumerate() {
        if line.as_ref().is_none_or(|line| line.len() < 2) {
            continue;
        }
        let goes_on = |line: &Option<Vec<SpacedWord>>| line.as_ref().is_some_and(|line| !is_title(line));
        let is_near = |table: &&mut Range<usize>| {
            at - table.end <= BETWEEN && words.get(table.end..at).unwrap_or_default().iter().all(goes_on)
        };
        match tables.last_mut().filter(is_near) {
            Some(table) => table.end = at + 1,
            None => tables.push(at..at + 1),
        }
    }
    let count = |table: &Range<usize>| -> usize {
        words.get(table.clone()).unwrap_or_default().iter().flatten().map(|line| numbers(line)).sum()
    };
    // A line of numbers alone may have the rest of those above it; a table with such a line has no other.
    let is_sure = |table: &Range<usize>| {
        let counted = words.get(table.clone()).unwrap_or_default().iter().flatten().filter(|line| numbers(line) > 0);
        let (bare, labelled): (Vec<_>, Vec<_>) = counted.partition(|line| line.iter().all(SpacedWord::is_number));
        bare.is_empty() || (bare.len() == 1 && labelled.is_empty())
    };
    tables.retain(|table| count(table) >= NUMBERS && is_sure(table));
    tables
}

fn numbers(line: &[SpacedWord]) -> usize {
    line.iter().filter(|word| word.is_number()).count()
}

/// The least numbers of a line that tells the columns: more than half of those of the line with the most.
fn telling(lines: &[&[SpacedWord]]) -> usize {
    lines.iter().map(|line| numbers(line)).max().unwrap_or(0) / 2 + 1
}

/// Whether a line is the title of what follows: 四、….
fn is_title(line: &[SpacedWord]) -> bool {
    line.len() == 1
        && line.iter().any(|word| word.text.chars().take(3).any(|one| one == '、') && is_numbered(&word.text))
}

/// Each gap as so many ends of cells as it has of the narrowest gap: where programs write blank cells as nothing between
/// two separators.
fn by_equal_gaps(lines: &[&[SpacedWord]]) -> Option<Vec<Vec<String>>> {
    let gaps = |line: &[SpacedWord]| -> Vec<usize> {
        let between = line.windows(2).filter_map(|pair| match pair {
            [one, other] => other.place.start.checked_sub(one.place.end),
            _ => None,
        });
        line.first().map(|first| first.place.start).into_iter().chain(between).collect()
    };
    let all: Vec<Vec<usize>> = lines.iter().map(|line| gaps(line)).collect();
    let inner = || all.iter().flat_map(|gaps| gaps.iter().skip(1));
    let unit = *inner().min()?;
    let is_usual = inner().filter(|gap| **gap == unit).count() * 2 >= inner().count();
    if !is_usual || all.iter().flatten().any(|gap| !gap.is_multiple_of(unit)) {
        return None;
    }
    let rows = lines.iter().zip(&all).map(|(line, gaps)| {
        let mut cells = Vec::new();
        for (at, (word, gap)) in line.iter().zip(gaps).enumerate() {
            let blanks = gap / unit - usize::from(at > 0);
            cells.extend(std::iter::repeat_n(String::new(), blanks));
            cells.push(word.text.clone());
        }
        cells
    });
    let rows: Vec<Vec<String>> = rows.collect();
    // Where blank cells are seen, each row of numbers has as many, but for another table below.
    let least = telling(lines);
    let counted = rows.iter().zip(lines).filter(|(_, line)| numbers(line) >= least).map(|(row, _)| row.len());
    let counted: Vec<usize> = counted.collect();
    let mut tables = counted.chunk_by(|one, other| one == other);
    let is_sure = tables.clone().nth(1).is_none() || tables.all(|rows| rows.len() >= ROWS);
    is_sure.then(|| padded(rows))
}

/// Numbers that stand below each other as columns, of one table or of several whose heads follow on each other's numbers.
fn by_place(lines: &[&[SpacedWord]]) -> Option<Vec<Vec<String>>> {
    by_one_place(lines).or_else(|| {
        let mut tables: Vec<Vec<&[SpacedWord]>> = Vec::new();
        for part in lines.chunk_by(|one, other| (numbers(one) > 0) == (numbers(other) > 0)) {
            let is_head = part.iter().any(|line| line.len() > 1) && part.iter().all(|line| numbers(line) == 0);
            match tables.last_mut().filter(|_| !is_head) {
                Some(table) => table.extend(part),
                None => tables.push(part.to_vec()),
            }
        }
        (tables.len() > 1).then_some(())?;
        let rows: Option<Vec<Vec<Vec<String>>>> = tables.iter().map(|table| by_one_place(table)).collect();
        Some(rows?.concat())
    })
}

/// The same of one table: numbers that stand below each other as columns, and each other word in the column that it stands above.
fn by_one_place(lines: &[&[SpacedWord]]) -> Option<Vec<Vec<String>>> {
    let least = telling(lines);
    let telling = lines.iter().filter(|line| numbers(line) >= least).flat_map(|line| line.iter());
    let mut places: Vec<Range<usize>> =
        telling.filter(|word| word.is_number()).map(|word| word.place.clone()).collect();
    places.sort_by_key(|place| place.start);
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut own: Vec<Vec<Range<usize>>> = Vec::new();
    for place in places {
        match columns.last_mut().zip(own.last_mut()).filter(|(column, _)| place.start < column.end) {
            Some((column, own)) => {
                column.end = column.end.max(place.end);
                own.push(place);
            }
            None => {
                columns.push(place.clone());
                own.push(vec![place]);
            }
        }
    }
    if !own.iter().all(|places| is_aligned(places)) {
        return None;
    }
    let left = columns.first()?.start;
    let labels = lines.iter().map(|line| line.iter().take_while(|word| word.place.end <= left).count()).max()?;
    let mut rows = Vec::new();
    for line in lines {
        let mut cells = vec![String::new(); labels + columns.len()];
        let mut label = 0;
        for word in *line {
            let distance = |(_, column): &(usize, &Range<usize>)| (!word.is_above(column), word.distance(column));
            let nearest = columns.iter().enumerate().min_by_key(distance).map(|(at, _)| at)?;
            let at = if word.place.end <= left {
                label += 1;
                label - 1
            } else {
                labels + nearest
            };
            let cell = cells.get_mut(at)?;
            if !cell.is_empty() {
                return None;
            }
            cell.push_str(&word.text);
        }
        rows.push(cells);
    }
    Some(rows)
}

/// Whether these stand below each other at their left, their right or their middle.
fn is_aligned(places: &[Range<usize>]) -> bool {
    let spread = |of: fn(&Range<usize>) -> usize| {
        let (least, most) = (places.iter().map(of).min(), places.iter().map(of).max());
        most.unwrap_or(0) - least.unwrap_or(0)
    };
    let edges: [fn(&Range<usize>) -> usize; 3] =
        [|place| place.start, |place| place.end, |place| place.start.midpoint(place.end)];
    edges.into_iter().any(|edge| spread(edge) <= 1)
}

fn padded(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.resize(widest, String::new()));
    rows
}

/// The words of a line between its gaps; `None` for a row, a heading, or a line that is too wide.
fn words(block: &SourceBlock) -> Option<Vec<SpacedWord>> {
    let BlockContent::Text(line) = &block.content else { return None };
    if line.level.is_some() || line.heading {
        return None;
    }
    let mut words: Vec<SpacedWord> = Vec::new();
    let (mut column, mut blank) = (line.indent, GAP);
    for one in line.chars() {
        let width = if one.is_ascii() || !(is_han(one) || is_wide(one)) { 1 } else { 2 };
        if one.is_whitespace() {
            (column, blank) = (column + width, blank + width);
            continue;
        }
        match words.last_mut().filter(|_| blank < GAP) {
            Some(word) => {
                word.text.extend(std::iter::repeat_n(' ', blank));
                word.text.push(one);
                word.place.end = column + width;
            }
            None => words.push(SpacedWord { text: one.to_string(), place: column..column + width }),
        }
        (column, blank) = (column + width, 0);
        if column > WIDE {
            return None;
        }
    }
    Some(words)
}

/// Whether a character fills two half-width columns, those of Chinese aside.
fn is_wide(one: char) -> bool {
    matches!(one, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '—' | '…')
}

impl SpacedWord {
    fn is_number(&self) -> bool {
        self.text.chars().any(|one| one.is_ascii_digit())
            && self.text.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | '-' | '%'))
    }

    /// Whether it stands above or below a part of a column.
    fn is_above(&self, column: &Range<usize>) -> bool {
        self.place.start < column.end && column.start < self.place.end
    }

    /// How far it stands from a column, between their middles, in half columns.
    fn distance(&self, column: &Range<usize>) -> usize {
        (self.place.start + self.place.end).abs_diff(column.start + column.end)
    }
}
