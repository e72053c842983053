//! The words of a table → labels, values and blank cells, in reading order. A gap between words
//! parts values but not labels, for labels are wrapped over lines; the edge of a cell parts both.

use super::table_labels::{LabelMeaning, TableLabel, TableLabels};
use super::wording::{folded, is_han, numbering};
use crate::import::source_document::{BlockContent, SourceBlock};

/// A part of a table's text.
#[derive(Debug)]
pub(super) struct Token {
    /// Its characters in the stream, from and up to but not including.
    pub span: (usize, usize),
    /// What it is.
    pub sort: TokenKind,
}

/// What a part of a table's text is.
#[derive(Debug)]
pub(super) enum TokenKind {
    /// A label of the form.
    Label {
        /// What it stands for.
        means: LabelMeaning,
        /// The form's words.
        official: String,
        /// Whether the source has other words.
        differs: bool,
    },
    /// What may stand in a number cell.
    Value(TokenValue),
    /// An empty cell of a row.
    Blank,
    /// A piece of official words, or points: nothing that needs to be kept.
    Official,
    /// Words that are not understood.
    Unknown,
}

/// What may stand in a number cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TokenValue {
    /// The digits, signs and points, commas between thousands left out; `None` where it is no
    /// number.
    pub digits: Option<String>,
    /// Whether it is only a stroke, such as / or —.
    pub stroke: bool,
    /// The unit behind the number.
    pub unit: Option<String>,
    /// The words in brackets behind the number.
    pub note: Option<String>,
}

/// The characters of a table in reading order.
pub(super) struct TokenStream {
    glyphs: Vec<TokenChar>,
}

#[derive(Clone, Copy, Debug)]
struct TokenChar {
    /// As it is compared; `None` for an empty cell.
    folded: Option<char>,
    original: char,
    line: usize,
    /// Whether white space or an edge stands before it.
    gap: bool,
    /// Whether the edge of a cell stands before it.
    edge: bool,
}

/// How many uncertain labels are compared with the form's at most.
const COMPARISONS: usize = 600;
/// The longest run of words that may be a label.
const LONGEST: usize = 60;
/// Units that may stand behind a number, the longer first.
const UNITS: [&str; 12] = ["万元", "件次", "元", "件", "条", "宗", "项", "个", "次", "起", "份", "人"];
/// What stands for nothing in a number cell.
const MARKERS: [char; 12] = ['-', '—', '–', '―', '─', '_', '/', '\\', '空', '无', '×', '*'];

impl TokenStream {
    /// The characters of these blocks.
    pub(super) fn of(blocks: &[SourceBlock]) -> TokenStream {
        let mut stream = TokenStream { glyphs: Vec::new() };
        for block in blocks {
            match &block.content {
                BlockContent::Text(line) => stream.add(block.line, &line.text(), false),
                BlockContent::Row(cells) => {
                    for cell in cells {
                        stream.add(block.line, cell, true);
                    }
                }
            }
        }
        stream
    }

    fn add(&mut self, line: usize, text: &str, cell: bool) {
        let mut gap = true;
        let mut edge = cell;
        let before = self.glyphs.len();
        for original in text.chars() {
            match folded(original) {
                Some(folded) => {
                    self.glyphs.push(TokenChar { folded: Some(folded), original, line, gap, edge });
                    (gap, edge) = (false, false);
                }
                None => gap = true,
            }
        }
        if cell && self.glyphs.len() == before {
            self.glyphs.push(TokenChar { folded: None, original: ' ', line, gap, edge });
        }
    }

    /// The line of the source on which the character `at` stands.
    pub(super) fn line(&self, at: usize) -> usize {
        self.glyphs.get(at).or(self.glyphs.last()).map_or(0, |glyph| glyph.line)
    }

    /// In which cell of its line, from 0, the character `at` stands, and how many the line has; `None`
    /// where the line has no cells.
    pub(super) fn cell(&self, at: usize) -> Option<(usize, usize)> {
        let line = self.glyphs.get(at)?.line;
        let own = |glyph: &&TokenChar| glyph.line == line;
        let edges = |count: usize, glyph: &TokenChar| count + usize::from(glyph.edge);
        let upto = self.glyphs.get(..=at)?.iter().rev().take_while(own).fold(0, edges);
        let after = self.glyphs.get(at + 1..)?.iter().take_while(own).fold(0, edges);
        Some((upto.checked_sub(1)?, upto + after))
    }

    /// How many cells the line has that has the most.
    pub(super) fn widest(&self) -> usize {
        let (mut most, mut count, mut line) = (0, 0, 0);
        for glyph in &self.glyphs {
            count = if glyph.line == line { count } else { 0 } + usize::from(glyph.edge);
            (line, most) = (glyph.line, most.max(count));
        }
        most
    }

    /// The original characters of a span, gaps as spaces, parted by line.
    pub(super) fn lines(&self, (from, to): (usize, usize)) -> Vec<(usize, String)> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        for glyph in self.glyphs.get(from..to).unwrap_or_default().iter().filter(|glyph| glyph.folded.is_some()) {
            match lines.last_mut() {
                Some((line, text)) if *line == glyph.line => {
                    if glyph.gap {
                        text.push(' ');
                    }
                    text.push(glyph.original);
                }
                _ => lines.push((glyph.line, glyph.original.to_string())),
            }
        }
        lines
    }

    /// The original characters of a span, gaps as spaces.
    pub(super) fn text(&self, span: (usize, usize)) -> String {
        self.lines(span).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    fn at(&self, index: usize) -> Option<char> {
        self.glyphs.get(index)?.folded
    }

    /// The character `index` where it follows the one before it without a gap.
    fn next_to(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).filter(|glyph| !glyph.gap).and_then(|glyph| glyph.folded)
    }

    fn is_digit(&self, index: usize) -> bool {
        self.at(index).is_some_and(|character| character.is_ascii_digit())
    }

    /// Up to `count` folded characters from `from` within one line and one cell.
    fn run(&self, from: usize, count: usize) -> Vec<char> {
        let line = self.line(from);
        let glyphs = self.glyphs.get(from..).unwrap_or_default().iter().enumerate().take(count);
        glyphs
            .take_while(|(at, glyph)| glyph.line == line && (*at == 0 || !glyph.edge))
            .map_while(|(_, glyph)| glyph.folded)
            .collect()
    }

    /// The form's label that begins at `from`.
    fn label<'a>(&self, catalogue: &'a TableLabels, from: usize) -> Option<&'a TableLabel> {
        let begins = |label: &[char]| {
            for (offset, character) in label.iter().enumerate() {
                let glyph = self.glyphs.get(from + offset)?;
                if glyph.folded != Some(*character) || (offset > 0 && glyph.edge) {
                    return None;
                }
            }
            Some(self.glyphs.get(from + label.len()).is_none_or(|glyph| glyph.gap))
        };
        catalogue.longest(self.at(from)?, begins)
    }
}

/// Parts a table's text.
struct TokenBoundary<'a> {
    stream: &'a TokenStream,
    catalogue: &'a TableLabels,
    /// How many more uncertain labels may be compared with the form's.
    comparisons: usize,
    atoms: Vec<Token>,
}

/// The parts of a table's text, in order and without a gap between them.
pub(super) fn part(stream: &TokenStream, catalogue: &TableLabels) -> Vec<Token> {
    TokenBoundary { stream, catalogue, comparisons: COMPARISONS, atoms: Vec::new() }.all()
}

/// The same, but labels in other words than the form's are not looked for.
pub(super) fn part_strictly(stream: &TokenStream, catalogue: &TableLabels) -> Vec<Token> {
    TokenBoundary { stream, catalogue, comparisons: 0, atoms: Vec::new() }.all()
}

impl TokenBoundary<'_> {
    fn all(mut self) -> Vec<Token> {
        let mut at = 0;
        while at < self.stream.glyphs.len() {
            at = self.step(at).max(at + 1);
        }
        self.atoms
    }

    /// Takes the atom at `from`; returns where the next one begins.
    fn step(&mut self, from: usize) -> usize {
        let Some(first) = self.stream.at(from) else {
            return self.push(from, from + 1, TokenKind::Blank);
        };
        if let Some(label) = self.stream.label(self.catalogue, from) {
            let to = from + label.folded.len();
            return self.push_label(from, to, label.clone());
        }
        let signed = matches!(first, '-' | '−' | '–' | '+')
            && self.stream.next_to(from + 1).is_some_and(|next| next.is_ascii_digit());
        let digit = first.is_ascii_digit();
        let numbered = digit && self.is_numbering(from);
        if numbered && let Some((to, label)) = self.reworded(from) {
            return self.push_label(from, to, label);
        }
        if digit || signed { self.number(from) } else { self.words(from) }
    }

    fn push(&mut self, from: usize, to: usize, sort: TokenKind) -> usize {
        self.atoms.push(Token { span: (from, to), sort });
        to
    }

    fn push_label(&mut self, from: usize, to: usize, label: TableLabel) -> usize {
        let differs =
            !label.exact
                || self.stream.glyphs.get(from..to).is_none_or(|glyphs| {
                    !glyphs.iter().filter_map(|glyph| glyph.folded).eq(label.folded.iter().copied())
                });
        self.push(from, to, TokenKind::Label { means: label.means, official: label.official, differs })
    }

    /// Whether 2.其他… begins here: one digit, a point and Chinese words.
    fn is_numbering(&self, from: usize) -> bool {
        matches!(self.stream.at(from + 1), Some('.' | '、')) && self.stream.at(from + 2).is_some_and(is_han)
    }

    /// A label in other words than the form's, with its end.
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
            if let Some(label) = self.catalogue.alike(text) {
                return Some((from + length, label.clone()));
            }
            if whole == to_gap {
                break;
            }
        }
        None
    }

    /// A number with what belongs to it.
    fn number(&mut self, from: usize) -> usize {
        let stream = self.stream;
        let mut to = from + 1;
        while let Some(next) = stream.next_to(to) {
            let point = matches!(next, '.' | ',') && stream.next_to(to + 1).is_some_and(|digit| digit.is_ascii_digit());
            let label =
                next.is_ascii_digit() && (stream.label(self.catalogue, to).is_some() || self.begins_reworded(to));
            if label || !(next.is_ascii_digit() || point) {
                break;
            }
            to += 1;
        }
        let text: String = (from..to)
            .filter_map(|at| stream.at(at))
            .map(|one| if matches!(one, '−' | '–') { '-' } else { one })
            .collect();
        let mut value = TokenValue { digits: plain(&text), stroke: false, unit: None, note: None };
        let rest = stream.run(to, 2);
        let unit = UNITS.iter().find(|unit| {
            let chars: Vec<char> = unit.chars().collect();
            stream.next_to(to).is_some() && rest.starts_with(&chars)
        });
        if let Some(unit) = unit.filter(|_| stream.label(self.catalogue, to).is_none()) {
            value.unit = Some((*unit).to_owned());
            to += unit.chars().count();
        }
        if let Some(end) = self.note(to) {
            value.note = Some(stream.text((to, end)));
            to = end;
        }
        // Words that cling to a number make it something else: 约5, 5左右, N/A1.
        let clings = |parting: &Self, at: usize| {
            stream.next_to(at).is_some_and(|next| next.is_alphabetic() || matches!(next, '%' | '‰' | '/' | '~'))
                && stream.label(parting.catalogue, at).is_none()
        };
        if clings(self, to) && !self.begins_reworded(to) {
            while stream.next_to(to).is_some()
                && stream.label(self.catalogue, to).is_none()
                && !self.begins_reworded(to)
            {
                to += 1;
            }
            value.digits = None;
        }
        let follows = self.stream.glyphs.get(from).is_some_and(|glyph| !glyph.gap);
        let clung = match self.atoms.last() {
            Some(Token { sort: TokenKind::Unknown, span }) if follows => {
                stream.at(span.1 - 1).filter(|last| last.is_alphabetic()).map(|_| span.0)
            }
            _ => None,
        };
        if let Some(start) = clung {
            self.atoms.pop();
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

    /// The end of a bracket behind a number, where it is a note and not the number of a label.
    fn note(&self, from: usize) -> Option<usize> {
        let run = self.stream.run(from, 42);
        let glyph = self.stream.glyphs.get(from)?;
        let elsewhere = glyph.edge || from.checked_sub(1).is_none_or(|before| self.stream.line(before) != glyph.line);
        if run.first() != Some(&'(')
            || elsewhere
            || numbering(&run).is_some()
            || self.stream.label(self.catalogue, from).is_some()
        {
            return None;
        }
        run.iter().position(|character| *character == ')').map(|end| from + end + 1)
    }

    /// Words up to a gap, a digit or a label.
    fn words(&mut self, from: usize) -> usize {
        let stream = self.stream;
        if stream.at(from).is_some_and(|first| is_han(first) || first == '(')
            && let Some((to, label)) = self.reworded(from)
        {
            return self.push_label(from, to, label);
        }
        let mut to = from + 1;
        while let Some(next) = stream.next_to(to) {
            if next.is_ascii_digit() || stream.label(self.catalogue, to).is_some() {
                break;
            }
            to += 1;
        }
        let text: Vec<char> = (from..to).filter_map(|at| stream.at(at)).collect();
        let bare: Vec<char> =
            text.iter().copied().filter(|one| one.is_alphanumeric() || matches!(one, '(' | ')')).collect();
        let worded: Vec<char> = bare.iter().copied().filter(|one| one.is_alphanumeric()).collect();
        let alone = stream.glyphs.get(from).is_some_and(|glyph| glyph.gap) && stream.next_to(to).is_none();
        let sort = match () {
            () if alone && text.iter().all(|one| MARKERS.contains(one)) => {
                let stroke = worded.is_empty();
                TokenKind::Value(TokenValue { digits: None, stroke, unit: None, note: None })
            }
            () if worded.is_empty() => TokenKind::Official,
            // A single character is a piece of a torn label only where it stands by itself.
            () if bare.len() == 1 && !alone => TokenKind::Unknown,
            () if self.catalogue.is_piece(&bare) || self.catalogue.is_piece(&worded) => TokenKind::Official,
            () => TokenKind::Unknown,
        };
        self.push(from, to, sort)
    }
}

/// The number without commas between thousands; `None` where the commas are something else.
fn plain(text: &str) -> Option<String> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let digits = whole.trim_start_matches(['+', '-']);
    if !text.contains(',') {
        return (text.matches('.').count() <= 1).then(|| text.to_owned());
    }
    let mut groups = digits.split(',');
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let grouped = first && groups.all(|group| group.len() == 3) && text.matches('.').count() <= 1;
    let comma_in_part = text.split_once('.').is_some_and(|(_, part)| part.contains(','));
    (grouped && !comma_in_part).then(|| text.replace(',', ""))
}
