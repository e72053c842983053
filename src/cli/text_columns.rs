//! Text in the columns of a terminal, where a Chinese character takes two.

/// The columns that a line of help may take.
pub(super) const LINE: usize = 80;
/// The most columns that a cell of a table widens its column to,
const COLUMN: usize = 80;
/// and the most characters of a cell that are shown. No disk has longer names of files.
const CELL: usize = 300;
/// A left column that is wider stands on a line of its own.
const LEFT: usize = 26;
/// No line begins with one of these,
const CLOSING: &str = "，。；：、？！）”》,.;:)";
/// and none ends with one of these.
const OPENING: &str = "（“《(`";

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The text with spaces up to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// How wide a column of a table is with these cells: as its widest one, but one that is wider than others may be, as a
/// name that somebody made long, does not move them away.
pub(super) fn widest<'a>(cells: impl IntoIterator<Item = &'a str>) -> usize {
    cells.into_iter().map(|cell| width(cell).min(COLUMN)).max().unwrap_or_default()
}

/// A cell of a column that is so wide, with the space to the next one. The longest ones are cut: a report may bear a
/// name of any length, which would stand in the table once for each file.
pub(super) fn table_cell(text: &str, widest: usize) -> String {
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…  ", text.get(..end).unwrap_or_default()),
        None => padded(text, widest) + "  ",
    }
}

/// Rows of two columns below one another, the right one flush and broken at the end of the line.
pub(super) fn rows(rows: &[(String, String)]) -> String {
    let widths = rows.iter().map(|(left, _)| width(left)).filter(|width| *width <= LEFT);
    let indent = widths.max().unwrap_or(LEFT / 2) + 4;
    let mut page = String::new();
    for (left, right) in rows {
        let lines = wrapped(right, LINE.saturating_sub(indent));
        let mut lines = lines.iter();
        let first = match width(left) + 4 > indent {
            true => format!("  {left}"),
            false => format!("{}{}", padded(&format!("  {left}"), indent), lines.next().map_or("", String::as_str)),
        };
        page += &format!("{}\n", first.trim_end());
        page.extend(lines.map(|line| format!("{}{line}\n", " ".repeat(indent))));
    }
    page
}

/// The text in lines of at most `columns`: broken at spaces, and between Chinese characters where
/// the punctuation permits it. A line end in the text stays; what follows a line with a column of
/// its own, two spaces before it, stands below that column.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrapped_line(line, columns)).collect()
}

fn wrapped_line(text: &str, columns: usize) -> Vec<String> {
    let column = text.split_once("  ").map(|(left, right)| {
        let space = right.len() - right.trim_start().len();
        width(left) + 2 + space
    });
    let indent = " ".repeat(column.unwrap_or_default());
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let Some(line) = lines.last_mut() else { continue };
        if width(line) + width(piece.trim_end()) <= columns || line.trim().is_empty() {
            line.push_str(piece);
        } else {
            lines.push(format!("{indent}{}", piece.trim_start()));
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The text cut wherever a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, one) in text.char_indices() {
        let may_end = before.is_some_and(|before| {
            let wide = columns(before) == 2 || columns(one) == 2;
            (before == ' ' || wide) && one != ' ' && !CLOSING.contains(one) && !OPENING.contains(before)
        });
        if may_end && let Some((piece, after)) = rest.split_at_checked(at - start) {
            pieces.push(piece);
            (rest, start) = (after, at);
        }
        before = Some(one);
    }
    pieces.push(rest);
    pieces
}

fn columns(one: char) -> usize {
    // From Hangul on, without the punctuation and the symbols that Latin fonts have too.
    let wide = one >= '\u{1100}' && !('\u{2000}'..'\u{2E80}').contains(&one);
    if wide { 2 } else { 1 }
}
