//! Glyphs → lines of text and rows of cells, in reading order.

use std::collections::BTreeMap;

use super::aligned_numbers;
use super::content_stream::PlacedGlyph;
use super::drawn_pictures::{DrawnPicture, PictureReader};
use super::page_margins::{edge, margin, shared};
use super::page_tables::{PageTable, PageTables, of_table};
use super::picture_places::{self, behind_paragraph, end_at_pictures, end_before_caption, lines_above};
use super::ruled_tables::RuledTable;
use crate::import::extract;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine, SourcePicture};
use crate::import::source_table::SourceTable;

/// Collects the lines and rows of one page after another.
#[derive(Debug, Default)]
pub(super) struct LineBuilder {
    pages: Vec<GatheredLines>,
}

/// The content of one page: lines from top to bottom, and rows of tables.
#[derive(Debug)]
struct GatheredLines {
    rows: Vec<TextRow>,
    table_rows: Vec<PlacedLine>,
    tables: Vec<PageTable>,
    /// The left edges of the tables.
    edges: Vec<f64>,
    /// The pictures from top to bottom.
    pictures: Vec<DrawnPicture>,
}

/// Glyphs on one baseline.
#[derive(Clone, Debug)]
pub(super) struct GlyphRow {
    glyphs: Vec<PlacedGlyph>,
    /// The height of the baseline.
    pub base: f64,
    /// The size of the largest glyph.
    pub size: f64,
}

/// What is kept of the glyphs on one baseline until all pages are known.
#[derive(Debug)]
pub(super) struct TextRow {
    /// Its text, with spaces between words.
    pub text: String,
    /// Its cells, where the gaps are those of a table.
    cells: Vec<String>,
    /// The height of its baseline.
    pub base: f64,
    /// The size of its largest glyph.
    pub size: f64,
    /// The left edge of its first glyph and the right edge of its last.
    pub ends: Option<(f64, f64)>,
    /// Whether a paragraph may end with it.
    closes: bool,
    /// Whether it has so many glyphs that it shows where the margin is.
    pub is_long: bool,
    /// Whether the file marks any of it as a header, a footer or a page number.
    is_pagination: bool,
}

/// A line or a row, and its top on the page.
#[derive(Debug)]
pub(super) struct PlacedLine {
    /// The height of its top.
    pub top: f64,
    /// What it is.
    pub content: BlockContent,
    /// The number of the table on its page of which it is a row.
    pub table: Option<usize>,
    /// Which row of its page it is, outside of tables.
    pub row: Option<usize>,
}

/// How far baselines may differ within a line, as a fraction of the size.
const LEVEL: f64 = 0.4;
/// A gap between Latin words, as a fraction of the size.
const WORD: f64 = 0.2;
/// A gap that separates words of any script, as a fraction of the size.
const GAP: f64 = 1.2;
/// A gap that separates cells without ruled lines, as a fraction of the size.
const CELL: f64 = 2.0;
/// How far to the left of its position a space is sorted, as a fraction of the size.
const EARLIER: f64 = 0.05;
/// The least glyphs of a long line, which shows where the margin is.
const LONG: usize = 15;

/// How much shorter than a full line the last line of a paragraph is, as a multiple of the size.
const SHORT: f64 = 3.0;
/// How many times the usual distance of lines is more than that.
const SPACED: f64 = 1.4;
/// The least distances that tell the usual one.
const STEPS: usize = 5;
/// The most characters of a line with a number that is a heading, wherever the edge of its column is.
const HEADING: usize = 16;
/// What a paragraph ends with.
const ENDS: [char; 12] = ['。', '；', '：', '！', '？', '…', '”', '）', ';', ':', '.', ')'];

impl LineBuilder {
    /// Adds a page.
    pub(super) fn page(&mut self, glyphs: Vec<PlacedGlyph>, tables: &[RuledTable], mut pictures: Vec<DrawnPicture>) {
        picture_places::sort(&mut pictures);
        let mut outside = Vec::new();
        let mut inside: Vec<BTreeMap<usize, Vec<PlacedGlyph>>> = tables.iter().map(|_| BTreeMap::new()).collect();
        for glyph in glyphs {
            let (x, y) = (f64::midpoint(glyph.left, glyph.right), glyph.base + glyph.size * 0.35);
            let mut near = tables.iter().zip(&mut inside).filter(|(table, _)| table.reaches(y));
            let place = near.find_map(|(table, cells)| Some((table.cell_at(x, y)?, cells)));
            match place {
                Some((cell, cells)) => cells.entry(cell).or_default().push(glyph),
                None => outside.push(glyph),
            }
        }
        let edges = tables.iter().map(RuledTable::left).collect();
        let read = tables.iter().zip(inside).enumerate().map(|(number, (table, cells))| of_table(table, number, cells));
        let (table_rows, tables): (Vec<Vec<PlacedLine>>, Vec<PageTable>) = read.unzip();
        let table_rows = table_rows.into_iter().flatten().collect();
        let aligned = aligned_numbers::rows(rows(outside));
        let mut rows: Vec<TextRow> = aligned.into_iter().map(|(row, cells)| TextRow::of(row, cells)).collect();
        rows.retain(|row| !row.text.trim().is_empty());
        self.pages.push(GatheredLines { rows, table_rows, tables, edges, pictures });
    }

    /// All pages as blocks, without page numbers and running headers and footers, the pictures between them, and the
    /// tables that may be in the text.
    pub(super) fn finish(
        self,
        figures: &PictureReader,
        remarks: &mut Remarks,
    ) -> (Vec<SourceBlock>, Vec<SourcePicture>, Vec<SourceTable>) {
        let running = running(&self.pages);
        // A file that says what headers and footers are says it of all: a line of the text may begin every page.
        let is_told = self.pages.iter().flat_map(|page| &page.rows).any(|row| row.is_pagination);
        let usual: Vec<f64> =
            self.pages.iter().flat_map(|page| shared(&page.rows).into_iter().chain(page.edges.clone())).collect();
        let (mut blocks, mut placed_pictures) = (Vec::new(), Vec::new());
        let mut listed = Vec::new();
        let mut page_tables = PageTables::default();
        // Whether the last line of the page before goes on on this one.
        let mut goes_on = false;
        for (page, GatheredLines { mut rows, table_rows, tables, mut pictures, .. }) in
            self.pages.into_iter().enumerate()
        {
            let mut numbers = Vec::new();
            let last = rows.len().saturating_sub(1);
            let mut index = 0;
            rows.retain(|row| {
                let (text, edge) = (&row.text, index == 0 || index == last);
                // The title of the report may be the running header of all pages after the first.
                let title = page == 0 && index == 0;
                index += 1;
                let number = extract::is_page_number(text) || (edge && is_plain_number(text));
                let runs = edge && !title && (row.is_pagination || !is_told) && running.contains(&letters_only(text));
                if number {
                    numbers.push(text.clone());
                } else if runs && !listed.iter().any(|(own, _)| *own == letters_only(text)) {
                    listed.push((letters_only(text), (blocks.len() + 1, text.clone())));
                }
                let mark = edge && extract::is_review_mark(text);
                !(number || runs || mark)
            });
            let (margin, edge) = (margin(&rows, &usual), edge(&rows));
            pictures.retain(|picture| figures.is_figure(picture));
            let mut ends = paragraph_ends(&rows, (margin, edge));
            end_at_pictures(&rows, &pictures, &mut ends);
            let captions = picture_places::captions(&rows, &pictures);
            let line = |(number, (row, is_end)): (usize, (TextRow, bool))| PlacedLine {
                top: row.base + row.size,
                content: row.content(margin, is_end),
                table: None,
                row: Some(number),
            };
            let lines = rows.into_iter().zip(ends).enumerate().map(line);
            let mut placed: Vec<PlacedLine> = lines.chain(table_rows).collect();
            placed.sort_by(|one, other| other.top.total_cmp(&one.top));
            let mut places: Vec<usize> = pictures.iter().map(|picture| lines_above(&placed, picture)).collect();
            if goes_on {
                behind_paragraph(&mut placed, &mut places);
            }
            end_before_caption(&mut blocks, &placed);
            goes_on = placed.last().map_or(goes_on, |last| match &last.content {
                BlockContent::Text(line) => !line.is_end,
                BlockContent::Row(_) => false,
            });
            for ((picture, above), row) in pictures.into_iter().zip(places).zip(captions) {
                let caption = row.and_then(|row| placed.iter().position(|line| line.row == Some(row)));
                placed_pictures.push(picture.placed(blocks.len() + above, caption.map(|at| blocks.len() + at + 1)));
            }
            for (number, table) in tables.into_iter().enumerate() {
                let is_own = |line: &PlacedLine| line.table == Some(number);
                let (first, count) =
                    (placed.iter().position(is_own), placed.iter().filter(|line| is_own(line)).count());
                // Rows of tables side by side may stand between each other.
                let own = first.and_then(|first| placed.get(first..first + count));
                if let (Some(first), true) = (first, own.is_some_and(|own| own.iter().all(is_own))) {
                    let first = blocks.len() + first + 1;
                    page_tables.add(table, (first, first + count - 1));
                }
            }
            for PlacedLine { content, .. } in placed {
                let line = blocks.len() + 1;
                blocks.push(match content {
                    BlockContent::Row(cells) => SourceBlock::row(line, cells),
                    text @ BlockContent::Text(_) => SourceBlock { line, content: text },
                });
            }
            for number in numbers {
                remarks.add(blocks.len(), number.trim(), RemarkKind::PageNumber);
            }
        }
        for (_, (line, text)) in listed {
            remarks.add(line, text.trim(), RemarkKind::AroundReport { lines: 1 });
        }
        (blocks, placed_pictures, page_tables.finish())
    }
}

/// Running headers and footers: the text, without digits and spaces, that is first or last on most
/// pages.
fn running(pages: &[GatheredLines]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for GatheredLines { rows, .. } in pages {
        let edges = [rows.first(), rows.last().filter(|_| rows.len() > 1)];
        let words: Vec<String> = edges.into_iter().flatten().map(|row| letters_only(&row.text)).collect();
        for words in words {
            *counts.entry(words).or_default() += 1;
        }
    }
    let most = |count: usize| count >= 2 && count * 2 > pages.len();
    counts.into_iter().filter(|(words, count)| !words.is_empty() && most(*count)).map(|(words, _)| words).collect()
}

fn letters_only(text: &str) -> String {
    text.chars().filter(|one| !one.is_numeric() && !one.is_whitespace() && !one.is_ascii_punctuation()).collect()
}

impl GlyphRow {
    /// Its text, with spaces between words.
    pub(super) fn text(&self) -> String {
        joined(&self.glyphs)
    }

    /// Its cells where the gaps are those of a table, otherwise none.
    fn cells(&self) -> Vec<String> {
        let mut glyph_cells: Vec<Vec<PlacedGlyph>> = Vec::new();
        let mut end = f64::INFINITY;
        for glyph in self.seen() {
            match glyph_cells.last_mut() {
                Some(cell) if glyph.left - end <= CELL * self.size => cell.push(glyph.clone()),
                _ => glyph_cells.push(vec![glyph.clone()]),
            }
            end = glyph.right;
        }
        let cells: Vec<String> = glyph_cells.iter().map(|cell| joined(cell)).collect();
        let numeric =
            |cell: &String| cell.chars().any(|one| one.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
        let is_row = cells.len() >= 3 || (cells.len() == 2 && cells.last().is_some_and(numeric));
        if is_row { cells } else { Vec::new() }
    }

    /// Keeps only these of its glyphs, if others have become a part of another row.
    pub(super) fn keep(&mut self, glyphs: impl Iterator<Item = PlacedGlyph>) {
        let kept: Vec<PlacedGlyph> = glyphs.collect();
        if kept.len() < self.seen().count() {
            self.glyphs = kept;
        }
    }

    /// From the left edge of its first glyph to the right edge of its last.
    pub(super) fn width(&self) -> f64 {
        self.seen().next().zip(self.seen().next_back()).map_or(0.0, |(first, last)| last.right - first.left)
    }

    /// Its glyphs that are not blank.
    pub(super) fn seen(&self) -> impl DoubleEndedIterator<Item = &PlacedGlyph> {
        self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty())
    }
}

impl TextRow {
    fn of(row: GlyphRow, cells: Option<Vec<String>>) -> TextRow {
        let (first, last) = (row.seen().next(), row.seen().next_back());
        TextRow {
            text: row.text(),
            cells: cells.unwrap_or_else(|| row.cells()),
            base: row.base,
            size: row.size,
            ends: first.zip(last).map(|(first, last)| (first.left, last.right)),
            closes: last.is_some_and(|last| last.text.ends_with(ENDS)),
            is_long: row.glyphs.len() >= LONG,
            is_pagination: row.glyphs.iter().any(|glyph| glyph.is_pagination),
        }
    }

    /// The left edge of its first glyph.
    pub(super) fn left(&self) -> Option<f64> {
        self.ends.map(|(left, _)| left)
    }

    /// The middle between its edges.
    pub(super) fn middle(&self) -> Option<f64> {
        self.ends.map(|(left, right)| f64::midpoint(left, right))
    }

    /// Its cells, or a line.
    fn content(self, margin: f64, is_end: bool) -> BlockContent {
        if !self.cells.is_empty() {
            return BlockContent::Row(self.cells);
        }
        let indent = halves(self.left().unwrap_or(margin) - margin, self.size);
        BlockContent::Text(SourceLine { indent, is_end, ..SourceLine::plain(self.text.trim()) })
    }
}

/// Groups glyphs into lines from top to bottom, each from left to right.
pub(super) fn rows(mut glyphs: Vec<PlacedGlyph>) -> Vec<GlyphRow> {
    glyphs.retain(|glyph| glyph.base.is_finite() && glyph.left.is_finite() && glyph.right.is_finite());
    glyphs.sort_by(|one, other| other.base.total_cmp(&one.base));
    let mut rows: Vec<GlyphRow> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.base - glyph.base <= LEVEL * row.size.max(glyph.size) => {
                row.size = row.size.max(glyph.size);
                row.glyphs.push(glyph);
            }
            _ => rows.push(GlyphRow { base: glyph.base, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for row in &mut rows {
        // A space without a width has the position of the next glyph and comes before it.
        let place = |glyph: &PlacedGlyph| glyph.left - if glyph.text == " " { glyph.size * EARLIER } else { 0.0 };
        row.glyphs.sort_by(|one, other| place(one).total_cmp(&place(other)));
        // Bold that is simulated by drawing twice.
        row.glyphs.dedup_by(|next, kept| next.text == kept.text && (next.left - kept.left).abs() < row.size * 0.1);
    }
    rows
}

/// The text of glyphs on one line. A gap becomes a space between Latin words, or if it is wide.
pub(super) fn joined(glyphs: &[PlacedGlyph]) -> String {
    let mut text = String::new();
    let mut end: Option<f64> = None;
    for glyph in glyphs {
        let gap = end.map_or(0.0, |end| glyph.left - end) / glyph.size.max(1.0);
        let latin = |one: Option<char>| one.is_some_and(|one| one.is_ascii_alphabetic());
        let words = gap > WORD && latin(text.chars().last()) && latin(glyph.text.chars().next());
        if words || (gap > GAP && !text.ends_with(' ')) {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = Some(glyph.right);
    }
    text
}

/// For each line of a page, from top to bottom, whether a paragraph ends with it: it is much shorter than a full one, which
/// a sentence, a heading with a number or a line of less than half the width may be, or more space follows it than stands
/// between the lines of a paragraph. Before a long address, which does not break, a line is short as well.
fn paragraph_ends(rows: &[TextRow], (margin, edge): (f64, f64)) -> Vec<bool> {
    let pitch = pitch(rows);
    let right = |row: &TextRow| row.ends.map_or(f64::INFINITY, |(_, right)| right);
    let is_short = |row: &TextRow| right(row) < edge - SHORT * row.size;
    // Of a page in columns the edge is that of the last one, and tells nothing of the others.
    let long = || rows.iter().filter(|row| row.is_long && row.cells.is_empty());
    let tells_halves = long().filter(|row| !is_short(row)).count() * 2 > long().count();
    let ends = rows.iter().enumerate().map(|(at, row)| {
        let next = rows.get(at + 1);
        let is_spaced = pitch.zip(next).is_some_and(|(pitch, next)| row.base - next.base > SPACED * pitch);
        let goes_on =
            next.is_some_and(|next| next.text.trim_start().starts_with(|one: char| one.is_ascii_alphanumeric()));
        let is_half = tells_halves && right(row) < f64::midpoint(margin, edge) && !goes_on;
        let is_heading = extract::is_numbered(&row.text) && (tells_halves || row.text.chars().count() <= HEADING);
        is_spaced || (is_short(row) && (row.closes || is_half || is_heading))
    });
    ends.collect()
}

/// The usual distance of the baselines of long lines; `None` where there are too few to tell.
fn pitch(rows: &[TextRow]) -> Option<f64> {
    let mut steps: Vec<f64> = rows
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] if one.is_long && next.cells.is_empty() && one.cells.is_empty() => Some(one.base - next.base),
            _ => None,
        })
        .collect();
    steps.sort_by(f64::total_cmp);
    // A quarter of the lines of a page at least follow one within their paragraph.
    (steps.len() >= STEPS).then(|| steps.get(steps.len() / 4).copied()).flatten()
}

/// A length in half-width characters; less than two is none.
fn halves(length: f64, size: f64) -> usize {
    let halves = (length / size.max(1.0) * 2.0).round().clamp(0.0, 100.0);
    let whole = (0..=100_u8).find(|whole| f64::from(*whole) >= halves).unwrap_or_default();
    if whole < 2 { 0 } else { usize::from(whole) }
}

/// Whether it is only a number, as at the bottom of a page.
fn is_plain_number(text: &str) -> bool {
    let text = text.trim();
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
