//! Lines and cells: what every kind of source comes down to before it is understood. Knows
//! neither the form nor a report.

use crate::richtext::{Level, ListKind, ParagraphAlign, Run};

/// A row of so many cells is one of a table, and not a frame around words.
const TELLING: usize = 4;

/// A source in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceDocument {
    /// Its lines and rows; blank ones are left out.
    pub blocks: Vec<SourceBlock>,
    /// Whether lines end where the paper ended, so that paragraphs must be put together again.
    pub wrapped: bool,
}

/// A line of text or a row of a table.
#[derive(Clone, Debug)]
pub(super) struct SourceBlock {
    /// Where it stands in the source: a line of a text, a paragraph or row of a document,
    /// counted from 1.
    pub line: usize,
    /// What it is.
    pub content: BlockContent,
}

/// What a block is.
#[derive(Clone, Debug)]
pub(super) enum BlockContent {
    /// A line or a paragraph.
    Text(SourceLine),
    /// The cells of a row in order. A cell that is covered by another one's span is empty.
    Row(Vec<String>),
}

/// A line or a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceLine {
    /// How far it is set in, in half-width characters.
    pub indent: usize,
    /// Whether it ends so far from the paper's edge that its paragraph ends with it.
    pub is_end: bool,
    /// Whether the source calls it a heading.
    pub heading: bool,
    /// Whether it is an item of a list.
    pub list: Option<ListKind>,
    /// How it is set.
    pub align: ParagraphAlign,
    /// Its rank where the source has our ranks; `None` where it is to be recognised.
    pub level: Option<Level>,
    /// Its text.
    pub runs: Vec<Run>,
}

impl SourceBlock {
    /// A row. One with a single filled cell says no more than a line does, and becomes one, unless that is
    /// nothing but a number and its place tells: table four has a single row of numbers, without a label.
    pub(super) fn row(line: usize, cells: Vec<String>) -> SourceBlock {
        let telling = cells.len() >= TELLING;
        SourceBlock::row_or_line(line, cells, |only| {
            telling && only.chars().all(|one| one.is_ascii_digit() || "-.,".contains(one))
        })
    }

    /// A row of a spreadsheet: what begins as a number and stands alone in it keeps its place.
    pub(super) fn cells(line: usize, cells: Vec<String>) -> SourceBlock {
        SourceBlock::row_or_line(line, cells, |only| {
            only.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        })
    }

    /// A row; one with a single filled cell only where that keeps its place.
    fn row_or_line(line: usize, cells: Vec<String>, keeps_place: impl Fn(&str) -> bool) -> SourceBlock {
        let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let content = match (filled.next(), filled.next()) {
            (Some(only), None) if !keeps_place(only) => BlockContent::Text(SourceLine::plain(only)),
            _ => BlockContent::Row(cells),
        };
        SourceBlock { line, content }
    }

    /// How many cells; a line counts as one.
    pub(super) fn size(&self) -> usize {
        match &self.content {
            BlockContent::Text(_) => 1,
            BlockContent::Row(cells) => cells.len(),
        }
    }

    /// The words, cells parted by a space.
    pub(super) fn text(&self) -> String {
        match &self.content {
            BlockContent::Text(line) => line.text(),
            BlockContent::Row(cells) => {
                let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
                filled.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Whether it is a line ruled with characters, as archives and Markdown part texts.
    pub(super) fn is_stroke(&self) -> bool {
        let BlockContent::Text(line) = &self.content else { return false };
        let text: String = line.text().chars().filter(|character| !character.is_whitespace()).collect();
        line.level.is_none()
            && text.chars().count() >= 3
            && text.chars().all(|one| "-—–－―─━═=＝_＿*＊~～+".contains(one))
    }

    /// The same words as a line of text.
    pub(super) fn into_line(self) -> SourceLine {
        match self.content {
            BlockContent::Text(line) => line,
            BlockContent::Row(_) => SourceLine::plain(&self.text()),
        }
    }

    /// Its characters before and from the place `at`, as two blocks.
    pub(super) fn split(self, at: usize) -> (SourceBlock, SourceBlock) {
        let number = self.line;
        let block = |line| SourceBlock { line: number, content: BlockContent::Text(line) };
        let (before, after) = self.into_line().split(at);
        (block(before), block(after))
    }
}

impl SourceLine {
    /// A line without marks.
    pub(super) fn plain(text: &str) -> SourceLine {
        SourceLine { runs: vec![Run { text: text.to_owned(), ..Run::default() }], ..SourceLine::default() }
    }

    /// Its text without marks.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether no word stands in it, only white space or points.
    pub(super) fn is_wordless(&self) -> bool {
        !self.runs.iter().any(|run| run.text.chars().any(char::is_alphanumeric))
    }

    /// Adds text without marks in front of the next run.
    pub(super) fn push(&mut self, text: &str) {
        self.runs.push(Run { text: text.to_owned(), ..Run::default() });
    }

    /// The characters before and from the place `at`.
    pub(super) fn split(mut self, at: usize) -> (SourceLine, SourceLine) {
        let mut after = self.clone();
        after.runs.clear();
        let mut left = at;
        let mut before = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            let cut = run.text.char_indices().nth(left).map_or(run.text.len(), |(byte, _)| byte);
            let (head, tail) = run.text.split_at(cut);
            left -= head.chars().count();
            if !head.is_empty() {
                before.push(Run { text: head.to_owned(), ..run.clone() });
            }
            if !tail.is_empty() {
                after.runs.push(Run { text: tail.to_owned(), ..run.clone() });
            }
        }
        self.runs = before;
        (self, after)
    }

    /// Takes white space from both ends.
    pub(super) fn trim(&mut self) {
        while let Some(first) = self.runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
            if !first.text.is_empty() {
                break;
            }
            self.runs.remove(0);
        }
        while let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
    }
}
