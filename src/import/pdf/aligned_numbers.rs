//! Numbers that stand below each other in columns → the rows of a table without ruled lines. A number
//! that is broken over two lines within a narrow column is one cell again. Must not know the form.

use super::aligned_rows;
use super::content_stream::PlacedGlyph;
use super::pdf_lines::{GlyphRow, joined};

/// A line of a page, and its cells where it is a row of such a table.
pub(super) type AlignedRow = (GlyphRow, Option<Vec<String>>);

/// The least columns, and the least rows with all of them, that make a table: what has fewer is read by its
/// gaps.
const COLUMNS: usize = 5;
const ROWS: usize = 3;
/// The least columns of a table that is known by a single row of numbers.
const WIDE: usize = 12;
/// A gap between two numbers, and one between a label and a number, as fractions of the size.
const APART: f64 = 0.2;
const BESIDE: f64 = 0.15;
/// The gap between two heads, as a fraction of the size.
const HEAD_GAP: f64 = 0.1;
/// How far the left ends of the lines of a label differ, in points.
pub(super) const LABEL_LEFT: f64 = 3.0;
/// The most lines of heads above the first row.
const HEADS: usize = 16;
/// A gap that separates the words of a label, as a fraction of the size.
const WORDS: f64 = 2.0;
/// How much of the width of a column a number takes that had to be broken, with one digit more.
const FULL: f64 = 0.9;

/// What is between two gaps.
pub(super) struct Segment {
    /// Its glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// The lines below it within its cell, each after a space.
    pub below: String,
}

/// A line: its label and the numbers at its end.
pub(super) struct NumberLine {
    /// Its glyphs.
    pub row: GlyphRow,
    /// What stands before its numbers.
    pub label: Vec<Segment>,
    /// Its numbers, until they are given to columns.
    pub numbers: Vec<Segment>,
}

/// A line and its numbers by their columns, where it has any.
pub(super) type PlacedLine = (NumberLine, Option<Vec<Option<Segment>>>);

/// The columns of a table.
pub(super) struct Bands {
    /// The left and the right end of each.
    ends: Vec<(f64, f64)>,
    /// The least distance of two middles.
    pub pitch: f64,
}

/// The lines of a page, from top to bottom, with the cells of those that are rows.
pub(super) fn rows(rows: Vec<GlyphRow>) -> Vec<AlignedRow> {
    let lines: Vec<NumberLine> = rows.into_iter().map(NumberLine::of).collect();
    let Some((bands, first, last)) = bands(&lines) else {
        return lines.into_iter().map(|line| (line.row, None)).collect();
    };
    let heads = lines.iter().take(first).rev().take(HEADS).take_while(|line| bands.is_head(line)).count();
    let mut placed: Vec<PlacedLine> = Vec::new();
    for (index, mut line) in lines.into_iter().enumerate() {
        // A broken number at either end of the table is next to its full rows.
        let near = index + 2 >= first && index <= last + 2;
        let cells = if near { bands.cells(&mut line) } else { None };
        let cells = match cells {
            None if index + heads >= first && index < first => bands.heads(&mut line),
            cells => cells,
        };
        placed.push((line, cells));
    }
    let mut placed = aligned_rows::interleaved(placed, &bands);
    aligned_rows::gather_labels(&mut placed, &bands);
    aligned_rows::joined(placed, &bands)
}

impl NumberLine {
    fn of(row: GlyphRow) -> NumberLine {
        let mut segments: Vec<Segment> = Vec::new();
        for glyph in row.seen() {
            match segments.last_mut() {
                Some(last) if !last.ends_before(glyph, row.size) => last.push(glyph),
                _ => segments.push(Segment::of(glyph.clone())),
            }
        }
        let from = segments.iter().rposition(|one| !one.is_number()).map_or(0, |last| last + 1);
        let numbers = segments.split_off(from);
        NumberLine { row, label: segments, numbers }
    }

    /// Adds the next line of its label.
    pub(super) fn add_to_label(&mut self, part: Segment) {
        match self.label.iter_mut().find(|one| (one.left - part.left).abs() < LABEL_LEFT) {
            Some(one) => one.append(part),
            None => self.label.push(part),
        }
        self.label.sort_by(|one, other| one.left.total_cmp(&other.left));
    }

    /// The words of its label, those far from each other apart.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words: Vec<Vec<PlacedGlyph>> = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for segment in &self.label {
            match words.last_mut() {
                Some(last) if segment.left - end <= WORDS * self.row.size => {
                    last.extend(segment.glyphs.iter().cloned())
                }
                _ => words.push(segment.glyphs.clone()),
            }
            end = segment.right;
        }
        words.iter().map(|glyphs| joined(glyphs).trim().to_owned()).collect()
    }
}

impl Segment {
    fn of(glyph: PlacedGlyph) -> Segment {
        Segment { left: glyph.left, right: glyph.right, glyphs: vec![glyph], below: String::new() }
    }

    /// Adds what stands below it in the same label. Their ends tell nothing of a gap.
    pub(super) fn append(&mut self, below: Segment) {
        let right = self.right;
        self.glyphs.extend(below.glyphs.into_iter().map(|glyph| PlacedGlyph { left: right, right, ..glyph }));
    }

    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.trim()).collect()
    }

    fn push(&mut self, glyph: &PlacedGlyph) {
        self.right = self.right.max(glyph.right);
        self.glyphs.push(glyph.clone());
    }

    /// Whether `glyph` is beyond a gap: a narrow one before a digit, a wide one elsewhere.
    fn ends_before(&self, glyph: &PlacedGlyph, size: f64) -> bool {
        let is_digit = |text: &str| text.trim().chars().all(|one| one.is_ascii_digit());
        let after_digit = self.glyphs.last().is_some_and(|last| is_digit(&last.text));
        let least = match (after_digit, is_digit(&glyph.text)) {
            (true, true) => APART,
            (false, true) => BESIDE,
            _ => 1.0,
        };
        glyph.left - self.right > size * least
    }

    pub(super) fn is_number(&self) -> bool {
        let text = self.text();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_mark = matches!(text.as_str(), "-" | "—" | "/" | "无");
        is_mark || (digits > 0 && text.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | '-')))
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Whether a column of this width has no room for one digit more.
    pub(super) fn fills(&self, pitch: f64) -> bool {
        let digits = u32::try_from(self.text().chars().count()).map_or(1.0, f64::from).max(1.0);
        let width = self.right - self.left;
        width + width / digits > pitch * FULL
    }
}

/// The columns of most lines with many numbers, and the first and the last of these lines.
fn bands(lines: &[NumberLine]) -> Option<(Bands, usize, usize)> {
    let counts: Vec<usize> = lines.iter().map(|line| line.numbers.len()).filter(|count| *count >= COLUMNS).collect();
    let many = |count: &usize| counts.iter().filter(|own| *own == count).count();
    let count = *counts.iter().max_by_key(|count| (many(count), **count))?;
    if many(&count) < ROWS && count < WIDE {
        return None;
    }
    let full = || lines.iter().enumerate().filter(|(_, line)| line.numbers.len() == count);
    let mut ends = vec![(f64::INFINITY, f64::NEG_INFINITY); count];
    for (_, line) in full() {
        for ((left, right), segment) in ends.iter_mut().zip(&line.numbers) {
            *left = left.min(segment.left);
            *right = right.max(segment.right);
        }
    }
    let middles: Vec<f64> = ends.iter().map(|(left, right)| f64::midpoint(*left, *right)).collect();
    let pitch = middles.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).fold(f64::INFINITY, f64::min);
    let apart = ends.windows(2).all(|pair| matches!(pair, [(_, right), (left, _)] if right < left));
    let (first, last) = (full().next()?.0, full().next_back()?.0);
    (apart && pitch > 0.0).then_some((Bands { ends, pitch }, first, last))
}

impl Bands {
    /// The numbers of a line by their columns; `None` if it has none, or one that is in no column.
    fn cells(&self, line: &mut NumberLine) -> Option<Vec<Option<Segment>>> {
        let columns: Option<Vec<usize>> = line.numbers.iter().map(|segment| self.column(segment.middle())).collect();
        let columns = columns.filter(|columns| !columns.is_empty())?;
        if !columns.windows(2).all(|pair| pair.first() < pair.get(1)) {
            return None;
        }
        let mut cells: Vec<Option<Segment>> = self.ends.iter().map(|_| None).collect();
        for (column, segment) in columns.into_iter().zip(std::mem::take(&mut line.numbers)) {
            if let Some(slot) = cells.get_mut(column) {
                *slot = Some(segment);
            }
        }
        Some(cells)
    }

    /// The left end of the first column and the right end of the last, between the middles.
    pub(super) fn reach(&self) -> (f64, f64) {
        let middle = |(left, right): &(f64, f64)| f64::midpoint(*left, *right);
        let edge = |end: Option<&(f64, f64)>| end.map_or(0.0, middle);
        (edge(self.ends.first()) - self.pitch / 2.0, edge(self.ends.last()) + self.pitch / 2.0)
    }

    /// Whether a line above the first row has heads of columns, or only what stands beside them.
    fn is_head(&self, line: &NumberLine) -> bool {
        let (left, right) = self.reach();
        let within = |one: &Segment| one.left >= left && one.right <= right;
        line.label.iter().chain(&line.numbers).all(|one| one.right <= left || within(one))
    }

    /// The heads of a line by the columns in which they begin; `None` if it has none.
    fn heads(&self, line: &mut NumberLine) -> Option<Vec<Option<Segment>>> {
        let (left, _) = self.reach();
        let mut cells: Vec<Option<Segment>> = self.ends.iter().map(|_| None).collect();
        line.label.append(&mut line.numbers);
        let heads: Vec<Segment> = line.label.extract_if(.., |one| one.left >= left).collect();
        let heads: Vec<Segment> = heads.into_iter().flat_map(|head| self.split_head(head, line.row.size)).collect();
        if heads.is_empty() {
            return None;
        }
        for head in heads {
            let begins =
                self.ends.iter().rposition(|(from, to)| f64::midpoint(*from, *to) - self.pitch / 2.0 <= head.left);
            if let Some(slot) = cells.get_mut(begins.unwrap_or(0)) {
                match slot {
                    Some(own) => head.glyphs.iter().for_each(|glyph| own.push(glyph)),
                    None => *slot = Some(head),
                }
            }
        }
        Some(cells)
    }

    /// Heads that nearly touch each other, by their columns: between two columns there is a gap that is wider than
    /// between the characters of one head.
    fn split_head(&self, head: Segment, size: f64) -> Vec<Segment> {
        let middle = |at: usize| self.ends.get(at).map(|(left, right)| f64::midpoint(*left, *right));
        let borders: Vec<f64> = (1..self.ends.len())
            .filter_map(|at| Some(f64::midpoint(middle(at - 1)?, middle(at)?)))
            .filter(|border| head.left < *border && *border < head.right)
            .collect();
        let is_open = |border: &f64| {
            head.glyphs.iter().all(|glyph| glyph.right <= *border || *border <= glyph.left)
                && head.glyphs.windows(2).any(|pair| {
                    matches!(pair, [one, other] if one.right <= *border && *border <= other.left
                        && other.left - one.right > size * HEAD_GAP)
                })
        };
        if borders.is_empty() || !borders.iter().all(is_open) {
            return vec![head];
        }
        let mut parts: Vec<Segment> = Vec::new();
        let mut of_last = usize::MAX;
        for glyph in head.glyphs {
            let own = borders.partition_point(|border| *border <= glyph.left);
            match parts.last_mut() {
                Some(last) if own == of_last => last.push(&glyph),
                _ => parts.push(Segment::of(glyph)),
            }
            of_last = own;
        }
        parts
    }

    /// The column with its middle near `x`.
    fn column(&self, x: f64) -> Option<usize> {
        let near = |(left, right): &(f64, f64)| (f64::midpoint(*left, *right) - x).abs() < self.pitch / 2.0;
        self.ends.iter().position(near)
    }
}
