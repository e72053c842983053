//! Numbers that stand below each other in columns → the rows of a table without ruled lines. A number
//! that is broken over two lines within a narrow column is one cell again. Must not know the form.

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
/// How far below each other the lines of a label are at most, as a multiple of the size; how far their left ends
/// differ, in points; and how many lines a label has above and below its numbers.
const LABEL_LEADING: f64 = 1.45;
const LABEL_LEFT: f64 = 3.0;
const LABEL_LINES: usize = 3;
/// The most lines of heads above the first row.
const HEADS: usize = 16;
/// A gap that separates the words of a label, as a fraction of the size.
const WORDS: f64 = 2.0;
/// How far below each other the lines of one cell are at most, as a multiple of the size.
const LEADING: f64 = 1.7;
/// How much of the width of a column a number takes that had to be broken, with one digit more.
const FULL: f64 = 0.9;

/// What is between two gaps.
struct Segment {
    glyphs: Vec<PlacedGlyph>,
    left: f64,
    right: f64,
}

/// A line: its label and the numbers at its end.
struct NumberLine {
    row: GlyphRow,
    label: Vec<Segment>,
    numbers: Vec<Segment>,
}

/// A line and its numbers by their columns, where it has any.
type PlacedLine = (NumberLine, Option<Vec<Option<Segment>>>);

/// The columns of a table.
struct Bands {
    /// The left and the right end of each.
    ends: Vec<(f64, f64)>,
    /// The least distance of two middles.
    pitch: f64,
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
    gather_labels(&mut placed, &bands);
    joined_rows(placed, &bands)
}

impl NumberLine {
    fn of(row: GlyphRow) -> NumberLine {
        let mut segments: Vec<Segment> = Vec::new();
        for glyph in row.seen() {
            match segments.last_mut() {
                Some(last) if !last.ends_before(glyph, row.size) => last.push(glyph),
                _ => segments.push(Segment { left: glyph.left, right: glyph.right, glyphs: vec![glyph.clone()] }),
            }
        }
        let from = segments.iter().rposition(|one| !one.is_number()).map_or(0, |last| last + 1);
        let numbers = segments.split_off(from);
        NumberLine { row, label: segments, numbers }
    }

    /// The words of its label, those far from each other apart.
    fn words(&self) -> Vec<String> {
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
    fn text(&self) -> String {
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

    fn is_number(&self) -> bool {
        let text = self.text();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_mark = matches!(text.as_str(), "-" | "—" | "/" | "无");
        is_mark || (digits > 0 && text.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | '-')))
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Whether a column of this width has no room for one digit more.
    fn fills(&self, pitch: f64) -> bool {
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
    fn reach(&self) -> (f64, f64) {
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
                _ => parts.push(Segment { left: glyph.left, right: glyph.right, glyphs: vec![glyph] }),
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

/// Gives each row the lines of its label that stand above and below its numbers: as many on one side as on the
/// other, at the left end of the label, none with numbers of its own.
fn gather_labels(placed: &mut [PlacedLine], bands: &Bands) {
    let (reach, _) = bands.reach();
    let is_row = |cells: &Option<Vec<Option<Segment>>>| {
        cells.as_ref().is_some_and(|cells| cells.iter().flatten().any(Segment::is_number))
    };
    for index in 0..placed.len() {
        let Some((line, _)) = placed.get(index).filter(|(_, cells)| is_row(cells)) else { continue };
        let (base, size) = (line.row.base, line.row.size);
        let own = line.label.last().map(|segment| segment.left);
        // The nearest lines of a side that begin at `left` and have no numbers, with the places of their words.
        let side = |down: bool, left: f64| -> Vec<(usize, f64)> {
            let mut found = Vec::new();
            let mut at = base;
            for step in 1..=LABEL_LINES * 3 {
                let next = if down { index.checked_add(step) } else { index.checked_sub(step) };
                let Some((other, cells)) = next.and_then(|next| placed.get(next)) else { break };
                if (other.row.base - at).abs() > LABEL_LEADING * size || is_row(cells) {
                    break;
                }
                let starts = |one: &Segment| (one.left - left).abs() < LABEL_LEFT && one.right < reach;
                if other.label.last().is_some_and(starts) {
                    found.push((next.unwrap_or_default(), other.row.base));
                    at = other.row.base;
                }
                if found.len() == LABEL_LINES {
                    break;
                }
            }
            found
        };
        let nearest = |down: bool| {
            let next = if down { index.checked_add(1) } else { index.checked_sub(1) };
            placed.get(next?)?.0.label.last().map(|segment| segment.left)
        };
        let Some(left) = own.or_else(|| {
            nearest(false).filter(|left| nearest(true).is_some_and(|other| (left - other).abs() < LABEL_LEFT))
        }) else {
            continue;
        };
        let (above, below) = (side(false, left), side(true, left));
        let alike =
            |((_, up), (_, down)): &(&(usize, f64), &(usize, f64))| ((up - base) - (base - down)).abs() < size * 0.4;
        let count = above.iter().zip(&below).take_while(alike).count();
        let lines: Vec<usize> = above.iter().take(count).map(|(at, _)| *at).rev().collect();
        let after: Vec<usize> = below.iter().take(count).map(|(at, _)| *at).collect();
        let mut take = |at: usize| placed.get_mut(at).and_then(|(line, _)| line.label.pop());
        let before: Vec<Segment> = lines.into_iter().filter_map(&mut take).collect();
        let after: Vec<Segment> = after.into_iter().filter_map(&mut take).collect();
        let own = if own.is_some() { take(index) } else { None };
        let mut parts = before.into_iter().chain(own).chain(after);
        if let Some(mut whole) = parts.next()
            && let Some((line, _)) = placed.get_mut(index)
        {
            for part in parts {
                // They stand below each other, so that their ends tell nothing of a gap.
                whole.glyphs.extend(part.glyphs.into_iter().map(|glyph| PlacedGlyph {
                    left: whole.right,
                    right: whole.right,
                    ..glyph
                }));
            }
            line.label.push(whole);
        }
    }
}

/// The rows, with lines of digits added to the numbers that they continue.
fn joined_rows(placed: Vec<PlacedLine>, bands: &Bands) -> Vec<AlignedRow> {
    let mut lines: Vec<Option<PlacedLine>> = placed.into_iter().map(Some).collect();
    let mut result = Vec::new();
    for index in 0..lines.len() {
        let Some((line, cells)) = lines.get_mut(index).and_then(Option::take) else { continue };
        let Some(cells) = cells else {
            let mut row = line.row;
            row.keep(line.label.into_iter().chain(line.numbers).flat_map(|segment| segment.glyphs));
            result.push((row, None));
            continue;
        };
        let rest = if cells.iter().flatten().any(Segment::is_number) {
            rest_of((&line, &cells), lines.get(index + 1..).unwrap_or_default(), bands)
        } else {
            None
        };
        let texts = |cells: &[Option<Segment>]| -> Vec<String> {
            cells.iter().map(|cell| cell.as_ref().map(Segment::text).unwrap_or_default()).collect()
        };
        let mut own = texts(&cells);
        let (mut row, mut words) = (line.row.clone(), line.words());
        if let Some(after) = rest {
            if let Some((_, Some(below))) = lines.get_mut(index + after).and_then(Option::take) {
                for (text, rest) in own.iter_mut().zip(texts(&below)).filter(|(_, rest)| !rest.is_empty()) {
                    // Only the sums of the form tell whether it is one number.
                    text.push(' ');
                    text.push_str(&rest);
                }
            }
            if after == 2
                && let Some((label, beside)) = lines.get_mut(index + 1).and_then(Option::take)
            {
                words = label.words();
                row = label.row;
                for (text, cell) in own.iter_mut().zip(beside.iter().flatten()) {
                    if let Some(cell) = cell {
                        *text = cell.text();
                    }
                }
            }
        }
        words.extend(own);
        result.push((row, Some(words)));
    }
    result
}

/// How many lines below a row the rest of its numbers is: in the next one, or, around a label, in the one after it.
fn rest_of(
    (line, cells): (&NumberLine, &[Option<Segment>]),
    below: &[Option<PlacedLine>],
    bands: &Bands,
) -> Option<usize> {
    let at = |place: usize| below.get(place - 1).and_then(Option::as_ref);
    let goes_on = |above: (&NumberLine, &[Option<Segment>]), place: usize| {
        at(place).is_some_and(|(other, own)| continues(above, (other, own.as_deref()), bands))
    };
    let around = |above: &NumberLine, own: &[Option<Segment>], place: usize| {
        at(place).is_some_and(|(other, beside)| is_beside(above, own, other, beside.as_deref()))
            && goes_on((above, own), place + 1)
    };
    if around(line, cells, 1) {
        return Some(2);
    }
    // The next line may be the beginning of the next row's numbers.
    let begins = at(1).is_some_and(|(other, own)| own.as_deref().is_some_and(|own| around(other, own, 2)));
    (!begins && goes_on((line, cells), 1)).then_some(1)
}

/// Whether a line has the label, and perhaps the short numbers, of the row whose long ones begin above it.
fn is_beside(
    line: &NumberLine,
    cells: &[Option<Segment>],
    other: &NumberLine,
    beside: Option<&[Option<Segment>]>,
) -> bool {
    line.label.is_empty()
        && !other.label.is_empty()
        && line.row.base - other.row.base <= LEADING * line.row.size
        && beside.is_none_or(|own| own.iter().zip(cells).all(|(own, above)| own.is_none() || above.is_none()))
        && (beside.is_some() || other.numbers.is_empty())
}

/// Whether a line without a label continues the numbers of a line above it: only below numbers that fill
/// their columns.
fn continues(
    (line, cells): (&NumberLine, &[Option<Segment>]),
    (other, below): (&NumberLine, Option<&[Option<Segment>]>),
    bands: &Bands,
) -> bool {
    let Some(below) = below.filter(|_| other.label.is_empty()) else { return false };
    line.row.base - other.row.base <= LEADING * line.row.size
        && cells
            .iter()
            .zip(below)
            .all(|(above, below)| below.is_none() || above.as_ref().is_some_and(|above| above.fills(bands.pitch)))
}
