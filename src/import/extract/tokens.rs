//! The tokenizer of a table's text: labels, values and blank cells, in reading order. A gap between
//! words separates values but not labels, which may be wrapped over lines; the edge of a cell
//! separates both.

use std::collections::BTreeSet;

use super::table_labels::{TableLabel, TableLabels};
pub(super) use super::token_kinds::{Token, TokenKind, TokenValue};
use super::wording::{folded, is_han, numbering};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::{self, CellReading};

/// The characters of a table in reading order.
pub(super) struct TokenStream {
    chars: Vec<TokenChar>,
    /// Which characters the edge of a cell precedes. A line of many cells is asked again and again for that of a character.
    edges: Vec<usize>,
    /// Which characters begin a line.
    line_starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct TokenChar {
    /// The folded character, for comparison; `None` for an empty cell.
    folded: Option<char>,
    original: char,
    line: usize,
    /// Whether white space or an edge precedes it.
    gap: bool,
    /// Whether the edge of a cell precedes it.
    edge: bool,
}

/// The most uncertain labels that are compared with the form's.
const COMPARISONS: usize = 600;
/// Marks that stand where a number is not known, folded.
const MARKS: [char; 6] = ['?', '*', '#', '×', '√', '!'];
/// The longest text that may be a label, in characters.
const LONGEST: usize = 60;

impl TokenStream {
    /// The characters of these blocks.
    pub(super) fn of(blocks: &[SourceBlock]) -> TokenStream {
        let mut stream = TokenStream { chars: Vec::new(), edges: Vec::new(), line_starts: Vec::new() };
        for block in blocks {
            match &block.content {
                BlockContent::Text(line) => stream.add(block.line, &line.cell_text(), false),
                BlockContent::Row(cells) => {
                    for cell in cells {
                        stream.add(block.line, cell, true);
                    }
                }
            }
        }
        let mut line = None;
        for (at, token_char) in stream.chars.iter().enumerate() {
            stream.edges.extend(token_char.edge.then_some(at));
            stream.line_starts.extend((line != Some(token_char.line)).then_some(at));
            line = Some(token_char.line);
        }
        stream
    }

    fn add(&mut self, line: usize, text: &str, cell: bool) {
        let mut gap = true;
        let mut edge = cell;
        let before = self.chars.len();
        for original in text.chars() {
            match folded(original) {
                Some(folded) => {
                    self.chars.push(TokenChar { folded: Some(folded), original, line, gap, edge });
                    (gap, edge) = (false, false);
                }
                None => gap = true,
            }
        }
        if cell && self.chars.len() == before {
            self.chars.push(TokenChar { folded: None, original: ' ', line, gap, edge });
        }
    }

    /// The line of the source with the character `at`.
    pub(super) fn line(&self, at: usize) -> usize {
        self.chars.get(at).or(self.chars.last()).map_or(0, |token_char| token_char.line)
    }

    /// The index of the cell of the character `at` in its line, from 0, and the number of cells of
    /// the line; `None` if the line has no cells.
    pub(super) fn cell(&self, at: usize) -> Option<(usize, usize)> {
        self.chars.get(at)?;
        let next = self.line_starts.partition_point(|start| *start <= at);
        let start = *self.line_starts.get(next.checked_sub(1)?)?;
        let end = self.line_starts.get(next).copied().unwrap_or(self.chars.len());
        let edges = |before: usize| self.edges.partition_point(|edge| *edge < before);
        Some(((edges(at + 1) - edges(start)).checked_sub(1)?, edges(end) - edges(start)))
    }

    /// Whether white space or an edge stands behind the character before `from`, up to the character `to`.
    pub(super) fn has_gap(&self, from: usize, to: usize) -> bool {
        self.chars.get(from..=to).unwrap_or_default().iter().any(|token_char| token_char.gap)
    }

    /// The number of cells of the widest of these lines.
    pub(super) fn widest(&self, lines: &BTreeSet<usize>) -> usize {
        let (mut most, mut count, mut line) = (0, 0, 0);
        for token_char in self.chars.iter().filter(|token_char| lines.contains(&token_char.line)) {
            count = if token_char.line == line { count } else { 0 } + usize::from(token_char.edge);
            (line, most) = (token_char.line, most.max(count));
        }
        most
    }

    /// The original characters of a span by line, gaps as spaces.
    pub(super) fn lines(&self, (from, to): (usize, usize)) -> Vec<(usize, String)> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        for token_char in
            self.chars.get(from..to).unwrap_or_default().iter().filter(|token_char| token_char.folded.is_some())
        {
            match lines.last_mut() {
                Some((line, text)) if *line == token_char.line => {
                    if token_char.gap {
                        text.push(' ');
                    }
                    text.push(token_char.original);
                }
                _ => lines.push((token_char.line, token_char.original.to_string())),
            }
        }
        lines
    }

    /// The original characters of a span, gaps as spaces.
    pub(super) fn text(&self, span: (usize, usize)) -> String {
        self.lines(span).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    /// The numbers of a text without words, up to nine digits each.
    pub(super) fn plain_numbers(&self) -> Vec<u64> {
        let mut words: Vec<String> = Vec::new();
        for token_char in &self.chars {
            match token_char.folded {
                Some(one) if token_char.gap || words.is_empty() => words.push(one.to_string()),
                Some(one) => words.last_mut().into_iter().for_each(|word| word.push(one)),
                None => {}
            }
        }
        let number = |word: String| {
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            digits.get(..9.min(digits.len()))?.parse().ok()
        };
        words.into_iter().filter_map(number).collect()
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index)?.folded
    }

    /// The character `index`, if there is no gap before it.
    fn next_to(&self, index: usize) -> Option<char> {
        self.chars.get(index).filter(|token_char| !token_char.gap).and_then(|token_char| token_char.folded)
    }

    fn is_digit(&self, index: usize) -> bool {
        self.at(index).is_some_and(|character| character.is_ascii_digit())
    }

    /// Up to `count` folded characters from `from` within one line and one cell.
    fn run(&self, from: usize, count: usize) -> Vec<char> {
        let line = self.line(from);
        let chars = self.chars.get(from..).unwrap_or_default().iter().enumerate().take(count);
        chars
            .take_while(|(at, token_char)| token_char.line == line && (*at == 0 || !token_char.edge))
            .map_while(|(_, token_char)| token_char.folded)
            .collect()
    }

    /// Whether this text stands at `from`, in one line and one cell.
    fn has(&self, from: usize, text: &str) -> bool {
        let line = self.line(from);
        text.chars().enumerate().all(|(offset, one)| {
            let own = self.chars.get(from + offset);
            own.is_some_and(|own| own.folded == Some(one) && own.line == line && (offset == 0 || !own.edge))
        })
    }

    /// The form's label that begins at `from`.
    fn label<'a>(&self, table_labels: &'a TableLabels, from: usize) -> Option<&'a TableLabel> {
        let begins = |label: &[char]| {
            for (offset, character) in label.iter().enumerate() {
                let token_char = self.chars.get(from + offset)?;
                if token_char.folded != Some(*character) || (offset > 0 && token_char.edge) {
                    return None;
                }
            }
            Some(self.chars.get(from + label.len()).is_none_or(|token_char| token_char.gap))
        };
        table_labels.longest(self.at(from)?, begins)
    }
}

/// Splits a table's text into tokens.
struct Tokenizer<'a> {
    stream: &'a TokenStream,
    table_labels: &'a TableLabels,
    /// The number of uncertain labels that may still be compared with the form's.
    comparisons: usize,
    tokens: Vec<Token>,
}

/// The tokens of a table's text, in order and without a gap between them.
pub(super) fn tokenize(stream: &TokenStream, table_labels: &TableLabels) -> Vec<Token> {
    Tokenizer { stream, table_labels, comparisons: COMPARISONS, tokens: Vec::new() }.all()
}

/// The same, but only labels with the form's wording are found.
pub(super) fn tokenize_exactly(stream: &TokenStream, table_labels: &TableLabels) -> Vec<Token> {
    Tokenizer { stream, table_labels, comparisons: 0, tokens: Vec::new() }.all()
}

impl Tokenizer<'_> {
    fn all(mut self) -> Vec<Token> {
        let mut at = 0;
        while at < self.stream.chars.len() {
            at = self.step(at).max(at + 1);
        }
        self.tokens
    }

    /// Reads the token at `from`; returns where the next one begins.
    fn step(&mut self, from: usize) -> usize {
        let Some(first) = self.stream.at(from) else {
            return self.push(from, from + 1, TokenKind::Blank);
        };
        if let Some(label) = self.stream.label(self.table_labels, from) {
            let to = from + label.folded.len();
            return self.push_label(from, to, label.clone());
        }
        let sign = self.sign(from);
        let digit = first.is_ascii_digit();
        let numbered = digit && self.is_numbering(from);
        if numbered && let Some((to, label)) = self.reworded(from) {
            return self.push_label(from, to, label);
        }
        if digit || sign > 0 { self.number(from, sign) } else { self.words(from) }
    }

    /// The length of the sign before the digits at `from`; 0 where there is none.
    fn sign(&self, from: usize) -> usize {
        let sign = CellReading::signs().find(|sign| self.stream.has(from, sign.text));
        let length = sign.map_or(0, |sign| sign.text.chars().count());
        let digit = self.stream.next_to(from + length).is_some_and(|next| next.is_ascii_digit());
        if digit { length } else { 0 }
    }

    fn push(&mut self, from: usize, to: usize, kind: TokenKind) -> usize {
        self.tokens.push(Token { span: (from, to), kind });
        to
    }

    fn push_label(&mut self, from: usize, to: usize, label: TableLabel) -> usize {
        let differs = !label.exact
            || self.stream.chars.get(from..to).is_none_or(|chars| {
                !chars.iter().filter_map(|token_char| token_char.folded).eq(label.folded.iter().copied())
            });
        self.push(from, to, TokenKind::Label { means: label.means, official: label.official, differs })
    }

    /// Whether 2.其他… begins here: one digit, a point and Chinese characters.
    fn is_numbering(&self, from: usize) -> bool {
        matches!(self.stream.at(from + 1), Some('.' | '、')) && self.stream.at(from + 2).is_some_and(is_han)
    }

    /// A label with another wording than the form's, with its end.
    fn reworded(&mut self, from: usize) -> Option<(usize, TableLabel)> {
        if self.comparisons == 0 {
            return None;
        }
        let run = self.stream.run(from, LONGEST);
        let skipped = numbering(&run).map_or(0, |number| number.length);
        let words = run
            .iter()
            .skip(skipped)
            .take_while(|character| !character.is_ascii_digit() && !matches!(character, '|' | ';'));
        let whole = skipped + words.count();
        let mut to_gap = skipped.max(1);
        while to_gap < whole && self.stream.next_to(from + to_gap).is_some() {
            to_gap += 1;
        }
        for length in [whole, to_gap] {
            let text = run.get(..length).unwrap_or_default();
            if text.iter().filter(|character| is_han(**character)).count() < 2 || self.comparisons == 0 {
                continue;
            }
            self.comparisons -= 1;
            if let Some(label) = self.table_labels.alike(text) {
                return Some((from + length, label.clone()));
            }
            if whole == to_gap {
                break;
            }
        }
        None
    }

    /// A number with its unit and note, after a sign of so many characters.
    fn number(&mut self, from: usize, sign: usize) -> usize {
        let stream = self.stream;
        let mut to = from + sign + 1;
        while let Some(next) = stream.next_to(to) {
            let point = matches!(next, '.' | ',') && stream.next_to(to + 1).is_some_and(|digit| digit.is_ascii_digit());
            let label =
                next.is_ascii_digit() && (stream.label(self.table_labels, to).is_some() || self.begins_reworded(to));
            if label || !(next.is_ascii_digit() || point) {
                break;
            }
            to += 1;
        }
        let text: String = (from..to).filter_map(|at| stream.at(at)).collect();
        let mut value = TokenValue::number(report::plain_digits(&text));
        let unit = CellReading::units().find(|unit| stream.next_to(to).is_some() && stream.has(to, unit.text));
        if let Some(unit) = unit.filter(|_| stream.label(self.table_labels, to).is_none()) {
            value.unit = Some(unit);
            to += unit.text.chars().count();
        }
        if let Some(end) = self.note(to) {
            let note = stream.text((to, end));
            let inner = note.trim_matches(['(', ')', '（', '）', ' ']);
            // 12（件）: the brackets have a unit and no note.
            match CellReading::units().find(|unit| unit.text == inner) {
                Some(unit) if value.unit.is_none() => value.unit = Some(unit),
                _ => value.note = Some(note),
            }
            to = end;
        }
        // Text directly before or after a number makes it something else: 约5, 5左右, N/A1.
        let adjoins = |tokenizer: &Self, at: usize| {
            stream.next_to(at).is_some_and(|next| next.is_alphabetic() || matches!(next, '%' | '‰' | '/' | '~'))
                && stream.label(tokenizer.table_labels, at).is_none()
        };
        if adjoins(self, to) && !self.begins_reworded(to) {
            while stream.next_to(to).is_some()
                && stream.label(self.table_labels, to).is_none()
                && !self.begins_reworded(to)
            {
                to += 1;
            }
            value.digits = None;
        }
        let follows = self.stream.chars.get(from).is_some_and(|token_char| !token_char.gap);
        let joined = match self.tokens.last() {
            Some(Token { kind: TokenKind::Unknown, span }) if follows => {
                stream.at(span.1 - 1).filter(|last| last.is_alphabetic()).map(|_| span.0)
            }
            _ => None,
        };
        if let Some(start) = joined {
            self.tokens.pop();
            value.digits = None;
            return self.push(start, to, TokenKind::Value(value));
        }
        self.push(from, to, TokenKind::Value(value))
    }

    fn begins_reworded(&mut self, from: usize) -> bool {
        let numbered = self.stream.is_digit(from) && self.is_numbering(from);
        let words = self.stream.at(from).is_some_and(|first| is_han(first) || first == '(');
        (numbered || words) && self.reworded(from).is_some()
    }

    /// The end of a bracket after a number, if it is a note and not the number of a label.
    fn note(&self, from: usize) -> Option<usize> {
        let run = self.stream.run(from, 42);
        let token_char = self.stream.chars.get(from)?;
        let elsewhere =
            token_char.edge || from.checked_sub(1).is_none_or(|before| self.stream.line(before) != token_char.line);
        if run.first() != Some(&'(')
            || elsewhere
            || numbering(&run).is_some()
            || self.stream.label(self.table_labels, from).is_some()
        {
            return None;
        }
        run.iter().position(|character| *character == ')').map(|end| from + end + 1)
    }

    /// Whether the characters from `from` to `to` are all that a cell has.
    fn is_whole_cell(&self, from: usize, to: usize) -> bool {
        let chars = &self.stream.chars;
        chars.get(from).is_some_and(|first| first.edge)
            && chars.get(to).is_none_or(|next| next.edge || next.line != self.stream.line(from))
    }

    /// The token before `from` in its line.
    fn before_in_line(&self, from: usize) -> Option<&TokenKind> {
        let line = self.stream.line(from);
        self.tokens.last().filter(|token| self.stream.line(token.span.0) == line).map(|token| &token.kind)
    }

    /// Text up to a gap, a digit or a label.
    fn words(&mut self, from: usize) -> usize {
        let stream = self.stream;
        if stream.at(from).is_some_and(|first| is_han(first) || first == '(')
            && let Some((to, label)) = self.reworded(from)
        {
            return self.push_label(from, to, label);
        }
        let mut to = from + 1;
        while let Some(next) = stream.next_to(to) {
            if next.is_ascii_digit() || stream.label(self.table_labels, to).is_some() {
                break;
            }
            to += 1;
        }
        let text: Vec<char> = (from..to).filter_map(|at| stream.at(at)).collect();
        let core: Vec<char> =
            text.iter().copied().filter(|one| one.is_alphanumeric() || matches!(one, '(' | ')')).collect();
        let worded: Vec<char> = core.iter().copied().filter(|one| one.is_alphanumeric()).collect();
        let alone = stream.chars.get(from).is_some_and(|token_char| token_char.gap) && stream.next_to(to).is_none();
        let whole: String = text.iter().collect();
        let mark = alone.then(|| CellReading::blank(&whole)).flatten();
        let zero = alone.then(|| report::plain_digits(&whole)).flatten().filter(|digits| digits == "0");
        let is_cell = alone && self.is_whole_cell(from, to);
        let is_behind_values =
            is_cell && matches!(self.before_in_line(from), Some(TokenKind::Value(_) | TokenKind::Blank));
        let kind = match () {
            () if mark.is_some() => TokenKind::Value(TokenValue { mark, ..TokenValue::number(None) }),
            () if zero.is_some() => TokenKind::Value(TokenValue::number(zero)),
            // What stands in a cell behind numbers and is no words, such as ?? or #REF!, is a cell of its row.
            () if is_behind_values && core.iter().filter(|one| is_han(**one)).count() < 2 => {
                TokenKind::Value(TokenValue::number(None))
            }
            // Nor is it a fragment of the label in the cell before it.
            () if is_cell && core.len() < 2 && self.before_in_line(from).is_some() => TokenKind::Unknown,
            // In a line without cells a mark behind a label or numbers may stand for one.
            () if alone
                && worded.is_empty()
                && (is_cell || self.before_in_line(from).is_some())
                && text.iter().any(|one| MARKS.contains(one)) =>
            {
                TokenKind::Unknown
            }
            () if worded.is_empty() => TokenKind::Official,
            // A single character is a fragment of a wrapped label only if gaps separate it.
            () if core.len() == 1 && !alone => TokenKind::Unknown,
            () if self.table_labels.is_fragment(&core) || self.table_labels.is_fragment(&worded) => TokenKind::Official,
            () => TokenKind::Unknown,
        };
        self.push(from, to, kind)
    }
}
