//! Which lines of a table without ruled lines are one row: labels and numbers of several lines, set one in the
//! middle of the other or from the same line on. Must not know what a number means: lines of digits below
//! digits stay apart by a space, and only sums join them.

use super::aligned_numbers::{AlignedRow, Bands, LABEL_LEFT, NumberLine, PlacedLine, Segment};

/// How far below each other the lines of one cell are at most, as a multiple of the size.
const LEADING: f64 = 1.7;
/// Lines of text are not nearer to each other than this, as a multiple of the size.
const NEARER: f64 = 0.85;
/// How far below each other the lines of a label are at most, as a multiple of the size, and how many lines a
/// label has above and below its numbers.
const LABEL_LEADING: f64 = 1.45;
const LABEL_LINES: usize = 3;

/// Lines with numbers that are nearer to each other than lines of text can be are one row: in some of its cells, or in
/// its label, there are two lines, in others one in the middle.
pub(super) fn interleaved(placed: Vec<PlacedLine>, bands: &Bands) -> Vec<PlacedLine> {
    let mut result: Vec<PlacedLine> = Vec::new();
    // The last line with numbers, and the height of the last one that was added to it.
    let mut last: Option<(usize, f64)> = None;
    for (line, cells) in placed {
        let base = line.row.base;
        let Some(own) = cells.as_ref().filter(|cells| cells.iter().flatten().any(Segment::is_number)) else {
            result.push((line, cells));
            continue;
        };
        let near = last.filter(|(_, above)| above - base < NEARER * line.row.size).map(|(at, _)| at);
        let above = near.and_then(|at| result.get_mut(at)).filter(|(_, above)| {
            above.as_ref().is_some_and(|above| {
                let fits = |(above, own): (&Option<Segment>, &Option<Segment>)| match (above, own) {
                    (Some(above), Some(_)) => above.fills(bands.pitch),
                    _ => true,
                };
                above.iter().zip(own).all(fits)
            })
        });
        match (above, near, cells) {
            (Some((whole, Some(above))), Some(at), Some(own)) => {
                for (slot, own) in above.iter_mut().zip(own) {
                    match (slot.as_mut(), own) {
                        (Some(slot), Some(own)) => slot.below = format!("{} {}", slot.below, own.text()),
                        (None, own) => *slot = own,
                        (Some(_), None) => {}
                    }
                }
                line.label.into_iter().for_each(|part| whole.add_to_label(part));
                whole.row.base = f64::midpoint(whole.row.base, base);
                last = Some((at, base));
            }
            (_, _, cells) => {
                last = Some((result.len(), base));
                result.push((line, cells));
            }
        }
    }
    result
}

/// Gives each row the lines of its label that stand above and below its numbers: as many on one side as on the
/// other, at the left end of the label, none with numbers of its own.
pub(super) fn gather_labels(placed: &mut [PlacedLine], bands: &Bands) {
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
            parts.for_each(|part| whole.append(part));
            line.label.push(whole);
        }
    }
}

/// The rows, with lines of digits added to the numbers that they continue.
pub(super) fn joined(placed: Vec<PlacedLine>, bands: &Bands) -> Vec<AlignedRow> {
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
            cells.iter().map(|cell| cell.as_ref().map(|cell| cell.text() + &cell.below).unwrap_or_default()).collect()
        };
        let mut own = texts(&cells);
        let mut line = line;
        if let Some(after) = rest {
            if let Some((other, Some(below))) = lines.get_mut(index + after).and_then(Option::take) {
                for (text, rest) in own.iter_mut().zip(texts(&below)).filter(|(_, rest)| !rest.is_empty()) {
                    // Only the sums of the form tell whether it is one number.
                    text.push(' ');
                    text.push_str(&rest);
                }
                other.label.into_iter().for_each(|part| line.add_to_label(part));
            }
            if after == 2
                && let Some((label, beside)) = lines.get_mut(index + 1).and_then(Option::take)
            {
                line = label;
                for (text, cell) in own.iter_mut().zip(beside.iter().flatten()) {
                    if let Some(cell) = cell {
                        *text = cell.text();
                    }
                }
            }
        }
        let (row, mut words) = (line.row.clone(), line.words());
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

/// Whether a line continues the numbers of a line above it: only below numbers that fill their columns, without a
/// label or with the next line of the same one.
fn continues(
    (line, cells): (&NumberLine, &[Option<Segment>]),
    (other, below): (&NumberLine, Option<&[Option<Segment>]>),
    bands: &Bands,
) -> bool {
    let Some(below) = below else { return false };
    let count = |cells: &[Option<Segment>]| cells.iter().flatten().count();
    // Beside the next line of the same label only some of the numbers go on.
    let same_label = match (line.label.last(), other.label.as_slice()) {
        (_, []) => true,
        (Some(own), [next]) => (own.left - next.left).abs() < LABEL_LEFT && count(below) < count(cells),
        _ => false,
    };
    same_label
        && line.row.base - other.row.base <= LEADING * line.row.size
        && cells
            .iter()
            .zip(below)
            .all(|(above, below)| below.is_none() || above.as_ref().is_some_and(|above| above.fills(bands.pitch)))
}
