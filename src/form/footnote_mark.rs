//! The marks of footnotes to cells, in tables of every file format. Must not know footnotes.

/// The circled numbers; further footnotes are all marked [`FURTHER`].
const MARKS: &str = "①②③④⑤⑥⑦⑧⑨⑩";
const FURTHER: char = '※';

/// The mark of the footnote of this number of a table, counted from 0.
pub fn footnote_mark(number: usize) -> char {
    MARKS.chars().nth(number).unwrap_or(FURTHER)
}

/// Whether a character is one of the circled numbers.
pub fn is_footnote_mark(character: char) -> bool {
    MARKS.contains(character)
}
