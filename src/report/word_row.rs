//! A text as a row of words, ends of paragraph, whole tables and figures, and what was changed from one row to another.
//! Must not know whose changes they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sequence_diff::shared;
use crate::richtext::{CellBegin, FigureContent, Paragraph, ProseTable, RichText, TextPosition, TextRange, words};

/// A text as words and ends of paragraph, each with the position before it; the last position is the end. A table of which
/// rows or columns were changed on one side is one word, and so is a figure with its caption where one came, went or moved.
pub(super) struct WordRow {
    words: Vec<String>,
    positions: Vec<TextPosition>,
    /// The tables and figures that are one word, by its number: how they read, and the last of their paragraphs.
    tables: BTreeMap<usize, (String, usize)>,
    /// The paragraphs of tables and figures, those that are one word among them.
    held: BTreeSet<usize>,
}

/// Words of one text in the place of those of another, by their numbers: from, up to, and the same in the other.
pub(super) type WordHunk = ((usize, usize), (usize, usize));

/// The rows of versions of a text, the one that the others come from first.
pub(super) fn rows<const N: usize>(texts: [&RichText; N]) -> [WordRow; N] {
    let shapes = texts.map(|text| tables(text).map(|table| shape(text, &table)).collect::<Vec<_>>());
    let first = shapes.first().cloned().unwrap_or_default();
    let is_whole = |number: usize| {
        // Where tables came or went, nobody knows which is which.
        shapes.iter().any(|own| own.len() != first.len() || own.get(number) != first.get(number))
    };
    let shown = texts.map(|text| text.figures().map(|(_, _, figure)| &figure.content).collect::<Vec<&FigureContent>>());
    let has_other_figures = shown.iter().any(|own| Some(own) != shown.first());
    let rows = texts.map(|text| WordRow::of(text, is_whole, has_other_figures));
    let mut others = rows.iter();
    let is_moved = others.next().is_some_and(|base| {
        // Words that went over the end of a cell or a caption were moved with it, as a row of a table is.
        let mut changed = others.flat_map(|other| hunks(base, other).into_iter().map(move |hunk| (other, hunk)));
        changed.any(|(other, (one, two))| is_over_end((base, one), (other, two)))
    });
    if is_moved { texts.map(|text| WordRow::of(text, |_| true, true)) } else { rows }
}

/// Whether what was changed has an end of paragraph in it and meets a table or a figure.
pub(super) fn is_over_end((old, one): (&WordRow, (usize, usize)), (now, other): (&WordRow, (usize, usize))) -> bool {
    (old.has_end(one) || now.has_end(other)) && (old.meets_held(one) || now.meets_held(other))
}

fn tables(text: &RichText) -> impl Iterator<Item = ProseTable> {
    text.blocks().filter_map(|block| block.table())
}

/// The cells of a table without what stands in them.
fn shape(text: &RichText, table: &ProseTable) -> Vec<String> {
    let own = text.paragraphs.get(table.paragraphs.clone()).unwrap_or_default();
    let cells = own.iter().filter_map(|paragraph| paragraph.cell.as_ref());
    cells.filter(|cell| cell.begins > CellBegin::Paragraph).map(|cell| format!("{cell:?}")).collect()
}

impl WordRow {
    fn of(text: &RichText, is_whole: impl Fn(usize) -> bool, has_whole_figures: bool) -> WordRow {
        let is_held = |own: &Paragraph| own.cell.is_some() || own.figure.is_some();
        let held = text.paragraphs.iter().enumerate().filter(|(_, own)| is_held(own)).map(|(number, _)| number);
        let mut row =
            WordRow { words: Vec::new(), positions: Vec::new(), tables: BTreeMap::new(), held: held.collect() };
        let whole: Vec<ProseTable> =
            tables(text).enumerate().filter(|(number, _)| is_whole(*number)).map(|(_, table)| table).collect();
        let mut whole = whole.into_iter().peekable();
        let mut number = 0;
        while let Some(paragraph) = text.paragraphs.get(number) {
            if let Some(before) = number.checked_sub(1) {
                row.push(
                    "\n".to_owned(),
                    TextPosition::new(before, text.paragraphs.get(before).map_or(0, Paragraph::length)),
                );
            }
            if let Some(table) = whole.next_if(|table| table.paragraphs.start == number) {
                let own = text.paragraphs.get(table.paragraphs.clone()).unwrap_or_default();
                row.tables.insert(row.words.len(), (shown(own), table.paragraphs.end - 1));
                row.push(format!("{own:?}"), TextPosition::new(number, 0));
                number = table.paragraphs.end;
                continue;
            }
            if let Some(figure) = paragraph.figure.as_ref().filter(|_| has_whole_figures) {
                row.tables.insert(row.words.len(), (paragraph.text_with_figure(), number));
                row.push(format!("{:?} {}", figure.content, paragraph.text()), TextPosition::new(number, 0));
                number += 1;
                continue;
            }
            let mut at = 0;
            for word in words(&paragraph.text()) {
                row.push(word.to_owned(), TextPosition::new(number, at));
                at += word.chars().count();
            }
            number += 1;
        }
        row.positions.push(text.end());
        row
    }

    fn push(&mut self, word: String, position: TextPosition) {
        self.words.push(word);
        self.positions.push(position);
    }

    /// How a word reads.
    pub fn word(&self, at: usize) -> &str {
        match self.tables.get(&at) {
            Some((shown, _)) => shown,
            None => self.whole_word(at),
        }
    }

    /// A word, and of a table all that it is.
    pub fn whole_word(&self, at: usize) -> &str {
        self.words.get(at).map(String::as_str).unwrap_or_default()
    }

    /// Where words stand.
    pub fn span(&self, (from, to): (usize, usize)) -> TextRange {
        let position = |at: usize| self.positions.get(at).copied().unwrap_or_default();
        // An empty span behind a word ends where the word does, not in the paragraph after it.
        TextRange::new(position(from), position(to))
    }

    /// Whether one of these words is a table or a figure.
    pub fn has_table(&self, (from, to): (usize, usize)) -> bool {
        self.tables.range(from..to.max(from)).next().is_some()
    }

    fn has_end(&self, (from, to): (usize, usize)) -> bool {
        (from..to).any(|at| self.is_end(at))
    }

    /// Whether words stand in a table or at a figure, or end where one begins.
    fn meets_held(&self, words: (usize, usize)) -> bool {
        let span = self.span(words);
        self.held.range(span.start().paragraph..=span.end().paragraph).next().is_some()
    }

    /// The paragraphs in which words stand; where they begin or end with an end of paragraph, those between these ends.
    pub fn paragraphs(&self, (from, to): (usize, usize)) -> Range<usize> {
        let paragraph = |at: usize| self.positions.get(at).map_or(0, |position| position.paragraph);
        let is_behind = !self.begins_paragraph(from) && (from == to || self.is_end(from));
        let first = paragraph(from) + usize::from(is_behind);
        let is_before = !self.ends_paragraph(to) && (from == to || self.is_end(to.saturating_sub(1)));
        let end = paragraph(to) + usize::from(!is_before);
        first..end.max(first)
    }

    /// Whether a paragraph begins before this word.
    pub fn begins_paragraph(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.is_end(before))
    }

    /// Whether a paragraph ends before this word.
    pub fn ends_paragraph(&self, at: usize) -> bool {
        at >= self.words.len() || self.is_end(at)
    }

    fn is_end(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word == "\n")
    }
}

/// What was changed from one row to another by whole paragraphs, where a table or a figure is among it.
pub(super) fn by_paragraphs(hunks: Vec<WordHunk>, old: &WordRow, now: &WordRow) -> Vec<WordHunk> {
    let is_of_units = |one, other| old.has_table(one) || now.has_table(other) || is_over_end((old, one), (now, other));
    let mut found: Vec<WordHunk> = Vec::new();
    let mut rest = hunks.into_iter().peekable();
    while let Some((mut one, mut other)) = rest.next() {
        let is_unit = is_of_units(one, other);
        if is_unit && !is_of_paragraphs((old, one), (now, other)) {
            while !old.begins_paragraph(one.0) {
                match found.pop_if(|(before, _)| before.1 == one.0) {
                    Some((before, their_before)) => (one.0, other.0) = (before.0, their_before.0),
                    None => (one.0, other.0) = (one.0 - 1, other.0.saturating_sub(1)),
                }
            }
            while !old.ends_paragraph(one.1) || rest.peek().is_some_and(|(next, _)| next.0 == one.1) {
                match rest.next_if(|(next, _)| next.0 == one.1) {
                    Some((next, their_next)) => (one.1, other.1) = (next.1, their_next.1),
                    None => (one.1, other.1) = (one.1 + 1, other.1 + 1),
                }
            }
        }
        // Between two of them stands nothing but an end of paragraph: a table would be mended beside one that goes.
        let is_next = |(before, _): &WordHunk| before.1 == one.0 || (before.1 + 1 == one.0 && old.is_end(before.1));
        match found.last_mut().filter(|last| is_unit && is_next(last) && is_of_units(last.0, last.1)) {
            Some((before, their_before)) => (before.1, their_before.1) = (one.1, other.1),
            None => found.push((one, other)),
        }
    }
    found
}

/// Whether what was changed begins and ends where paragraphs do in both rows.
fn is_of_paragraphs((old, one): (&WordRow, (usize, usize)), (now, other): (&WordRow, (usize, usize))) -> bool {
    let sides = [(old, one), (now, other)];
    let begins = sides.iter().all(|(row, (from, _))| row.begins_paragraph(*from));
    let ends = sides.iter().all(|(row, (_, to))| row.ends_paragraph(*to));
    let is_empty = sides.iter().any(|(_, (from, to))| from == to);
    let begins_with_end = sides.iter().all(|(row, (from, to))| from == to || row.is_end(*from));
    let ends_with_end = sides.iter().all(|(row, (from, to))| from == to || row.is_end(to - 1));
    match (begins, ends) {
        (true, true) => true,
        (true, false) => ends_with_end,
        (false, true) => begins_with_end,
        (false, false) => !is_empty && begins_with_end && ends_with_end,
    }
}

/// How paragraphs of a table read.
fn shown(paragraphs: &[Paragraph]) -> String {
    let begins = |paragraph: &Paragraph| paragraph.cell.as_ref().map_or(CellBegin::Paragraph, |cell| cell.begins);
    let mut text = String::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push(if begins(paragraph) == CellBegin::Row { '\n' } else { ' ' });
        }
        text.push_str(&paragraph.text());
    }
    text
}

/// What was changed from one row to another, in order.
pub(super) fn hunks(old: &WordRow, now: &WordRow) -> Vec<WordHunk> {
    let mut found = Vec::new();
    let mut from = (0, 0);
    let ends = (old.words.len(), now.words.len());
    for (one, other) in shared(&old.words, &now.words).into_iter().chain([ends]) {
        if (one, other) != from {
            found.push(((from.0, one), (from.1, other)));
        }
        from = (one + 1, other + 1);
    }
    // Of tables somebody else says where they begin.
    if old.tables.is_empty() && now.tables.is_empty() { moved_on(old, now, found) } else { found }
}

/// Where the same words may have been put in or taken out at several places, it is the last of them, so that two texts that
/// were changed in the same way are told the same.
fn moved_on(old: &WordRow, now: &WordRow, hunks: Vec<WordHunk>) -> Vec<WordHunk> {
    let mut found: Vec<WordHunk> = Vec::new();
    let mut bound = old.words.len();
    for (mut one, mut other) in hunks.into_iter().rev() {
        let word = |row: &WordRow, at: usize| row.words.get(at).cloned();
        let goes_on = |one: (usize, usize), other: (usize, usize)| match (one.0 == one.1, other.0 == other.1) {
            (true, false) => word(now, other.0).is_some_and(|first| Some(first) == word(old, one.1)),
            (false, true) => word(old, one.0).is_some_and(|first| Some(first) == word(old, one.1)),
            _ => false,
        };
        while one.1 < bound && goes_on(one, other) {
            (one, other) = ((one.0 + 1, one.1 + 1), (other.0 + 1, other.1 + 1));
        }
        match found.last_mut().filter(|(next, _)| next.0 == one.1) {
            Some((next, their_next)) => (next.0, their_next.0) = (one.0, other.0),
            None => found.push((one, other)),
        }
        bound = one.0;
    }
    found.reverse();
    found
}
