//! Tables drawn with `+`, `-`, `=` and `|`, as pandoc and reStructuredText write them, or with the characters of
//! Unicode that are made for it. Cells may have several lines and may be merged: where no line is drawn between two
//! places, they are one cell.

use std::borrow::Cow;

/// The most lines of a grid, and the most characters of one of its lines.
const MOST: usize = 1_000;
/// The lines that a grid has at most which draws none between its rows, and the least rows by which that is seen.
const OPEN: usize = 3;
/// The most columns.
const COLUMNS: usize = 64;

/// A row with the line at which it begins, counted from 0.
pub(super) type GridRow = (usize, Vec<String>);

/// What begins at a line.
pub(super) enum GridAt {
    /// A grid of this many lines, with its rows. A position that a merged cell covers is empty.
    Grid(usize, Vec<GridRow>),
    /// As many lines that are drawn, but are no grid.
    Drawing(usize),
    /// Anything else.
    None,
}

/// What begins at the first line.
pub(super) fn grid(lines: &[&str]) -> GridAt {
    if !lines.first().is_some_and(|line| is_separator(in_ascii(line).trim())) {
        return GridAt::None;
    }
    let is_drawn = |line: &Cow<str>| line.trim_start().starts_with(['+', '|']);
    let lines: Vec<Cow<str>> =
        lines.iter().take(MOST).map(|line| with_crosses(in_ascii(line))).take_while(is_drawn).collect();
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let drawn = lines.len();
    match rows_of_grid(&lines) {
        Some((count, rows)) => GridAt::Grid(count, rows),
        None => GridAt::Drawing(drawn.max(1)),
    }
}

fn rows_of_grid(lines: &[&str]) -> Option<(usize, Vec<GridRow>)> {
    let first = lines.first()?;
    let indent = first.chars().take_while(|one| one.is_whitespace()).count();
    // The last separator ends the grid.
    let count = lines.iter().rposition(|line| is_separator(line.trim()))? + 1;
    if count < 3 {
        return None;
    }
    if let Some(rows) = rows_by_bars(lines.get(..count)?) {
        return Some((count, rows));
    }
    let wide = places(first, indent, false).len();
    let picture: Vec<Vec<char>> = lines
        .iter()
        .take(count)
        .map(|line| {
            // Programs do not agree on the width of quotation marks and dashes: the end of the line tells.
            let own = places(line, indent, false);
            if own.len() == wide {
                own
            } else {
                Some(places(line, indent, true)).filter(|own| own.len() == wide).unwrap_or(own)
            }
        })
        .collect();
    let at = |line: usize, place: usize| picture.get(line).and_then(|line| line.get(place)).copied().unwrap_or(' ');
    let is_drawn = |one: char| matches!(one, '-' | '=' | ':' | '+');
    let width = picture.first()?.len();
    let columns: Vec<usize> = (0..width)
        .filter(|place| picture.iter().any(|line| line.get(*place) == Some(&'+') && line.first() == Some(&'+')))
        .collect();
    let rows: Vec<usize> = (0..count).filter(|line| has_stroke(picture.get(*line))).collect();
    let (across, down) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if across == 0 || down == 0 || across > COLUMNS {
        return None;
    }
    // The first place of the cell that each place belongs to.
    let mut owner: Vec<usize> = (0..across * down).collect();
    for row in 0..down {
        for column in 0..across {
            let (top, left) = (*rows.get(row)?, *columns.get(column)?);
            let (next_row, next_column) = (*rows.get(row + 1)?, *columns.get(column + 1)?);
            let own = row * across + column;
            let open_left = column > 0 && (top + 1..next_row).all(|line| at(line, left) != '|');
            let open_above = row > 0 && !(left + 1..next_column).all(|place| is_drawn(at(top, place)));
            let from = match (open_left, open_above) {
                (true, _) => owner.get(own - 1).copied(),
                (false, true) => owner.get(own - across).copied(),
                (false, false) => None,
            };
            if let (Some(from), Some(slot)) = (from, owner.get_mut(own)) {
                *slot = from;
            }
        }
    }
    let mut texts = vec![String::new(); across * down];
    for (own, first) in owner.iter().enumerate() {
        let (row, column) = (own / across, own % across);
        let (top, bottom) = (*rows.get(row)?, *rows.get(row + 1)?);
        // The stroke above belongs to the cell where it is not drawn.
        let from = if *first < row * across && *first % across == column { top } else { top + 1 };
        // A cell over several columns is read by its first, up to its last.
        if own > 0 && column > 0 && owner.get(own - 1) == Some(first) {
            continue;
        }
        let last = (column..across).take_while(|column| owner.get(row * across + column) == Some(first)).last()?;
        let (left, right) = (*columns.get(column)?, *columns.get(last + 1)?);
        for line in from..bottom {
            let words: String = (left + 1..right).map(|place| at(line, place)).filter(|one| *one != FILL).collect();
            let words = words.trim();
            if let Some(text) = texts.get_mut(*first).filter(|_| !words.is_empty()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(words);
            }
        }
    }
    let grid = texts.chunks(across).zip(&rows).map(|(cells, line)| (*line, cells.to_vec())).collect();
    Some((count, grid))
}

/// The rows of a grid without merged cells: bars part the cells of each line, whatever width a program thinks that
/// Chinese characters have. Where no lines are drawn between the rows, each line is one.
fn rows_by_bars(lines: &[&str]) -> Option<Vec<GridRow>> {
    let is_drawn = |line: &&&str| is_separator(line.trim());
    let across = lines.first()?.trim().matches('+').count().checked_sub(1)?;
    let drawn = || lines.iter().filter(is_drawn);
    if !drawn().all(|line| line.trim().matches('+').count() == across + 1) {
        return None;
    }
    let is_open = drawn().count() <= OPEN
        && lines.iter().rev().skip(1).take_while(|line| !is_separator(line.trim())).count() >= OPEN;
    let mut rows: Vec<GridRow> = Vec::new();
    let mut begins = true;
    for (at, line) in lines.iter().enumerate() {
        if is_separator(line.trim()) {
            begins = true;
            continue;
        }
        let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if cells.len() != across {
            return None;
        }
        match rows.last_mut().filter(|_| !begins && !is_open) {
            Some((_, row)) => {
                for (text, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(more);
                }
            }
            None => rows.push((at, cells.into_iter().map(str::to_owned).collect())),
        }
        begins = false;
    }
    Some(rows)
}

/// A line with the characters that draw tables (Unicode's box drawing) as those that do so in ASCII.
fn in_ascii(line: &str) -> Cow<'_, str> {
    if !line.contains(is_box) {
        return Cow::Borrowed(line);
    }
    let one = |one: char| match one {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' => '-',
        '═' => '=',
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' => '|',
        one if is_box(one) => '+',
        one => one,
    };
    Cow::Owned(line.chars().map(one).collect())
}

/// A line between rows that begins and ends with bars, as PostgreSQL draws it, with crosses there as in the first line.
fn with_crosses(line: Cow<'_, str>) -> Cow<'_, str> {
    let inner = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    let is_drawn = |inner: &str| inner.contains('+') && inner.chars().all(|one| matches!(one, '+' | '-' | '='));
    match inner.filter(|inner| is_drawn(inner)) {
        Some(_) => Cow::Owned(line.replace('|', "+")),
        None => line,
    }
}

/// Whether a character is one of Unicode's for drawing tables.
pub(super) const fn is_box(one: char) -> bool {
    matches!(one, '\u{2500}'..='\u{257f}')
}

/// What stands for the second place of a wide character.
const FILL: char = '\u{0}';

/// The characters of a line by their places: Chinese ones take two, and punctuation that Latin and Chinese texts
/// share where `ambiguous` says so.
fn places(line: &str, indent: usize, ambiguous: bool) -> Vec<char> {
    let mut places = Vec::new();
    for one in line.trim_end().chars().skip(indent).take(MOST) {
        places.push(one);
        if is_wide(one) || (ambiguous && matches!(one, '\u{2010}'..='\u{2027}' | '\u{b7}' | '\u{d7}')) {
            places.push(FILL);
        }
    }
    places
}

/// Whether a character takes two places (Unicode Standard Annex 11).
const fn is_wide(one: char) -> bool {
    matches!(one, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Whether a line is drawn from its beginning to its end.
fn is_separator(line: &str) -> bool {
    line.len() >= 3
        && line.starts_with('+')
        && line.ends_with('+')
        && line.chars().all(|one| matches!(one, '+' | '-' | '=' | ':'))
}

/// Whether a part of a line is drawn: `+---`.
fn has_stroke(line: Option<&Vec<char>>) -> bool {
    line.is_some_and(|line| {
        line.windows(3)
            .any(|three| three.first() == Some(&'+') && three.iter().skip(1).all(|one| matches!(one, '-' | '=' | ':')))
    })
}
