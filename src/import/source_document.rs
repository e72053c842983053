//! Lines and cells: the common form of every source before it is extracted. Must not know the form
//! or a report.

use std::borrow::Cow;

use super::source_table::SourceTable;
use crate::raster::{HeldPicture, PictureScaling};
use crate::richtext::{Level, ListKind, ParagraphAlign, Run, unify_radicals};

/// A row with at least this many cells belongs to a table and is not a frame around text.
const TELLING: usize = 4;
/// How some programs write the end of a line within a cell (pandas 3.1.1, `to_html`).
const ESCAPED_LINE_END: &str = r"\n";

/// Stands in a cell between the lines of a number that was broken since its line fills the cell. A cell in
/// which this is not known has a space there.
pub(super) const BROKEN: char = '\u{2060}';

/// The zero width space, the soft hyphen, and the byte order mark that a joined file has in its midst.
const UNSEEN: [char; 3] = ['\u{200b}', '\u{ad}', '\u{feff}'];

/// A source in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceDocument {
    /// Its lines and rows; blank ones are left out.
    pub blocks: Vec<SourceBlock>,
    /// Whether lines are wrapped, so that the lines of a paragraph must be joined.
    pub wrapped: bool,
    /// Its pictures, in order.
    pub pictures: Vec<SourcePicture>,
    /// Those of its tables that may be tables in the text.
    pub tables: Vec<SourceTable>,
}

/// A picture of a source. It stands beside the lines, not among them, so that whatever tells text from tables sees text
/// alone.
#[derive(Clone, Debug)]
pub(super) struct SourcePicture {
    /// The number of the block that it stands in or follows.
    pub line: usize,
    /// The picture.
    pub picture: HeldPicture,
    /// What it shows, in the source's words.
    pub alt: String,
    /// How wide it stands, in tenths of a millimetre, where the source says it.
    pub width: Option<u16>,
    /// How it was made smaller, where it was.
    pub scaling: Option<PictureScaling>,
    /// Where its caption is.
    pub caption: CaptionPlace,
}

/// Where the caption of a picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CaptionPlace {
    /// In the line below or above it, if that is one.
    #[default]
    Beside,
    /// In the block of this number, if that is one: the source shows where its lines are.
    Certain(usize),
    /// In the block of this number, which the source calls one.
    Marked(usize),
    /// It has none.
    Nowhere,
}

/// A line of text or a row of a table.
#[derive(Clone, Debug)]
pub(super) struct SourceBlock {
    /// Its number in the source: a line of a text, a paragraph or row of a document, counted from
    /// 1.
    pub line: usize,
    /// Its content.
    pub content: BlockContent,
}

/// The content of a block.
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
    /// Its indent in half-width characters.
    pub indent: usize,
    /// Whether it is so much shorter than a full line that its paragraph ends with it.
    pub is_end: bool,
    /// Whether the source calls it a heading.
    pub heading: bool,
    /// Whether it is an item of a list.
    pub list: Option<ListKind>,
    /// Its alignment.
    pub align: ParagraphAlign,
    /// Its level if the source has the levels of this program; `None` if it has to be derived.
    pub level: Option<Level>,
    /// Its text.
    pub runs: Vec<Run>,
    /// The number of the block that it was, once it is taken out of it.
    pub number: usize,
}

impl SourceBlock {
    /// A row. One with a single filled cell becomes a line, unless that cell is only a number,
    /// whose column matters: table four has a single row of numbers, without a label.
    pub(super) fn row(line: usize, mut cells: Vec<String>) -> SourceBlock {
        for cell in cells.iter_mut().filter(|cell| cell.contains(ESCAPED_LINE_END)) {
            *cell = cell.replace(ESCAPED_LINE_END, " ");
        }
        let telling = cells.len() >= TELLING;
        SourceBlock::row_or_line(line, cells, |only| {
            telling && only.chars().all(|one| one.is_ascii_digit() || "-.,".contains(one))
        })
    }

    /// A row of a spreadsheet: a single filled cell that begins like a number keeps its column.
    pub(super) fn cells(line: usize, cells: Vec<String>) -> SourceBlock {
        SourceBlock::row_or_line(line, cells, |only| {
            only.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        })
    }

    /// A row; one with a single filled cell only if that keeps its column.
    fn row_or_line(line: usize, cells: Vec<String>, keeps_place: impl Fn(&str) -> bool) -> SourceBlock {
        let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let content = match (filled.next(), filled.next()) {
            (Some(only), None) if !keeps_place(only) => BlockContent::Text(SourceLine::plain(only)),
            _ => BlockContent::Row(cells),
        };
        SourceBlock { line, content }
    }

    /// The block with the characters that its radicals look like, and without those that are not seen: places at
    /// which a browser may break a line stand within numbers and labels as well.
    pub(super) fn with_unified_characters(mut self) -> SourceBlock {
        match &mut self.content {
            BlockContent::Text(line) => line.runs.iter_mut().for_each(|run| unify(&mut run.text)),
            BlockContent::Row(cells) => cells.iter_mut().for_each(unify),
        }
        self
    }

    /// The block with cells empty that only say that they are: programs that compute with tables write NaN beside labels
    /// of merged cells, and `Unnamed: 3` where a head has no words (pandas 3). A single one among numbers is a reading of
    /// its cell, which is told. A formula in place of its value says no number.
    pub(super) fn without_placeholders(mut self) -> SourceBlock {
        if let BlockContent::Row(cells) = &mut self.content {
            let several = cells.iter().filter(|cell| is_placeholder(cell.trim())).nth(1).is_some();
            let is_meant = |at: usize, cell: &str| {
                is_unnamed(cell) || is_formula(cell) || ((several || at == 0) && is_placeholder(cell))
            };
            for (at, cell) in cells.iter_mut().enumerate() {
                if is_meant(at, cell.trim()) {
                    cell.clear();
                }
            }
        }
        self
    }

    /// The number of cells; a line counts as one.
    pub(super) fn size(&self) -> usize {
        match &self.content {
            BlockContent::Text(_) => 1,
            BlockContent::Row(cells) => cells.len(),
        }
    }

    /// The bytes of its text.
    pub(super) fn bytes(&self) -> usize {
        match &self.content {
            BlockContent::Text(line) => line.runs.iter().map(|run| run.text.len()).sum(),
            BlockContent::Row(cells) => cells.iter().map(String::len).sum(),
        }
    }

    /// The text, cells separated by a space.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match &self.content {
            BlockContent::Text(line) => line.text(),
            BlockContent::Row(cells) => {
                let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
                filled.collect::<Vec<_>>().join(" ").into()
            }
        }
    }

    /// The text as that of a cell of a sheet.
    pub(super) fn cell_text(&self) -> Cow<'_, str> {
        match &self.content {
            BlockContent::Text(line) => line.raised_text(),
            BlockContent::Row(_) => self.text(),
        }
    }

    /// Whether it is a line of dashes or similar characters, as in Markdown.
    pub(super) fn is_stroke(&self) -> bool {
        let BlockContent::Text(line) = &self.content else { return false };
        let mut seen = line.chars().filter(|one| !one.is_whitespace());
        let mut count = 0_usize;
        line.level.is_none()
            && seen.all(|one| {
                count += 1;
                "-—–－―─━═=＝_＿*＊~～+".contains(one)
            })
            && count >= 3
    }

    /// The same text as a line.
    pub(super) fn into_line(self) -> SourceLine {
        let number = self.line;
        let line = match self.content {
            BlockContent::Text(line) => line,
            BlockContent::Row(_) => SourceLine::plain(&self.text()),
        };
        SourceLine { number, ..line }
    }

    /// Splits it at the character `at` into two blocks.
    pub(super) fn split(self, at: usize) -> (SourceBlock, SourceBlock) {
        let number = self.line;
        let block = |line| SourceBlock { line: number, content: BlockContent::Text(line) };
        let (before, after) = self.into_line().split(at);
        (block(before), block(after))
    }
}

/// Writes radicals as the characters they stand for, and takes out what is unseen. Whatever is compared with the text of a
/// source has to be treated alike.
pub(super) fn unify(text: &mut String) {
    // The first two bytes of radicals and of what is unseen: nearly no text has them.
    let could_be = |pair: &[u8]| matches!(pair, [0xe2, 0x80 | 0xba..=0xbf] | [0xc2, 0xad] | [0xef, 0xbb]);
    if !text.as_bytes().windows(2).any(could_be) {
        return;
    }
    if let Cow::Owned(unified) = unify_radicals(text) {
        *text = unified;
    }
    if text.contains(UNSEEN) {
        text.retain(|one| !UNSEEN.contains(&one));
    }
}

/// Whether a cell's text stands for an empty one.
fn is_placeholder(text: &str) -> bool {
    matches!(text, "NaN" | "nan" | "NaT" | "<NA>" | "None")
}

/// Whether a cell's text stands for a head without words.
fn is_unnamed(text: &str) -> bool {
    let number =
        text.strip_prefix("Unnamed: ").map(|rest| rest.split_once("_level_").map_or(rest, |(column, _)| column));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a cell's text is a formula that refers to other cells: `=SUM(D6:I6)`, `=Sheet1!B5`.
fn is_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('=') else { return false };
    let refers = |pair: &[u8]| matches!(pair, [b'A'..=b'Z' | b'$', b'0'..=b'9'] | [b'A'..=b'Z', b'(' | b'$']);
    rest.as_bytes().windows(2).any(refers)
}

impl SourceLine {
    /// A line without marks.
    pub(super) fn plain(text: &str) -> SourceLine {
        SourceLine { runs: vec![Run { text: text.to_owned(), ..Run::default() }], ..SourceLine::default() }
    }

    /// Its text without marks: nearly always that of its only run.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self.runs.as_slice() {
            [only] => Cow::Borrowed(&only.text),
            runs => runs.iter().map(|run| run.text.as_str()).collect::<String>().into(),
        }
    }

    /// The characters of its text.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> {
        self.runs.iter().flat_map(|run| run.text.chars())
    }

    /// Its text, with raised digits behind others as the signs that are made for them: they are the mark of a note and no
    /// digits of the number. Text that is raised as a whole is only set higher.
    pub(super) fn raised_text(&self) -> Cow<'_, str> {
        let is_raised = |run: &Run| run.marks.superscript && run.text.contains(|one: char| one.is_ascii_digit());
        if !self.runs.iter().any(is_raised) {
            return self.text();
        }
        let mut is_behind = false;
        let runs = self.runs.iter().map(|run| {
            let text = if is_behind && is_raised(run) { raised(&run.text) } else { run.text.clone() };
            is_behind |= !run.marks.superscript && !run.text.trim().is_empty();
            text
        });
        Cow::Owned(runs.collect())
    }

    /// Its text as that of a cell; a mark of a list with no word after it is a dash that stands for an empty cell.
    pub(super) fn cell_text(&self) -> Cow<'_, str> {
        let text = self.raised_text();
        let alone = self.list.is_some() && self.is_wordless() && self.level.is_none();
        if alone { format!("- {text}").into() } else { text }
    }

    /// Whether it has only white space or punctuation.
    pub(super) fn is_wordless(&self) -> bool {
        !self.runs.iter().any(|run| run.text.chars().any(char::is_alphanumeric))
    }

    /// Adds text without marks in front of the next run.
    pub(super) fn push(&mut self, text: &str) {
        self.runs.push(Run { text: text.to_owned(), ..Run::default() });
    }

    /// Splits it at the character `at`.
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

    /// Removes white space from both ends.
    pub(super) fn trim(&mut self) {
        let blank = self.runs.iter().take_while(|run| run.text.trim_start().is_empty()).count();
        self.runs.drain(..blank);
        if let Some(first) = self.runs.first_mut() {
            first.text.drain(..first.text.len() - first.text.trim_start().len());
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

/// Takes the words of these runs out, which are struck through, where others stand beside them; whether it did. Each is named
/// by its line and its place there, in order.
pub(super) fn clear_struck(lines: &mut [&mut Vec<Run>], struck: &[(usize, usize)]) -> bool {
    let is_struck = |line: usize, run: usize| struck.binary_search(&(line, run)).is_ok();
    let runs = lines.iter().enumerate().flat_map(|(line, runs)| runs.iter().enumerate().map(move |one| (line, one)));
    let mut others = runs.filter(|(line, (at, run))| !run.text.trim().is_empty() && !is_struck(*line, *at));
    if others.next().is_none() {
        return false;
    }
    for (line, run) in struck {
        if let Some(run) = lines.get_mut(*line).and_then(|runs| runs.get_mut(*run)) {
            run.text.clear();
        }
    }
    true
}

/// Digits that stand above the line as the signs that Unicode has for them.
pub(super) fn raised(text: &str) -> String {
    let one = |one: char| match one {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        one => one,
    };
    text.chars().map(one).collect()
}

/// Digits that stand below the line as the signs that Unicode has for them.
pub(super) fn lowered(text: &str) -> String {
    let one = |one: char| one.to_digit(10).and_then(|digit| char::from_u32(u32::from('₀') + digit)).unwrap_or(one);
    text.chars().map(one).collect()
}
