//! Glyphs → lines of text and rows of cells, in reading order.

use std::collections::BTreeMap;

use super::content_stream::PlacedGlyph;
use super::ruled_tables::RuledTable;
use crate::import::ReadError;
use crate::import::extract;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::limits::Limit;

/// Gathers the lines and rows of one page after another.
#[derive(Debug, Default)]
pub(super) struct LineBuilder {
    pages: Vec<GatheredLines>,
    bytes: usize,
}

/// What stands on one page: lines from the top down, and rows of tables.
#[derive(Debug)]
struct GatheredLines {
    rows: Vec<GlyphRow>,
    tables: Vec<PlacedLine>,
    /// The left edges of the tables.
    edges: Vec<f64>,
}

/// Glyphs on one base line.
#[derive(Debug)]
struct GlyphRow {
    glyphs: Vec<PlacedGlyph>,
    base: f64,
    size: f64,
}

/// A line or a row on its page, and how high it stands.
#[derive(Debug)]
struct PlacedLine {
    top: f64,
    content: BlockContent,
}

/// How far base lines may differ within a line, in parts of the size.
const LEVEL: f64 = 0.4;
/// A gap between Latin words, in parts of the size.
const WORD: f64 = 0.2;
/// A gap that parts words of any writing.
const GAP: f64 = 1.2;
/// A gap that parts cells where no line is ruled.
const CELL: f64 = 2.0;
/// How much earlier than its place a blank is taken to stand, in parts of the size.
const EARLIER: f64 = 0.05;
/// Glyphs of a line that shows where the margin is.
const LONG: usize = 15;

/// How much shorter than others a line is that ends a paragraph, in parts of the size.
const SHORT: f64 = 3.0;
/// What a paragraph ends with.
const ENDS: [char; 12] = ['。', '；', '：', '！', '？', '…', '”', '）', ';', ':', '.', ')'];

impl LineBuilder {
    /// Adds a page.
    pub(super) fn page(&mut self, glyphs: Vec<PlacedGlyph>, tables: &[RuledTable]) -> Result<(), ReadError> {
        let mut outside = Vec::new();
        let mut inside: Vec<BTreeMap<usize, Vec<PlacedGlyph>>> = tables.iter().map(|_| BTreeMap::new()).collect();
        for glyph in glyphs {
            self.bytes = self.bytes.saturating_add(glyph.text.len());
            Limit::Text.hold(self.bytes)?;
            let (x, y) = (f64::midpoint(glyph.left, glyph.right), glyph.base + glyph.size * 0.35);
            let place = tables.iter().zip(&mut inside).find_map(|(table, cells)| Some((table.cell_at(x, y)?, cells)));
            match place {
                Some((cell, cells)) => cells.entry(cell).or_default().push(glyph),
                None => outside.push(glyph),
            }
        }
        let edges = tables.iter().map(RuledTable::left).collect();
        let tables = tables.iter().zip(inside).flat_map(|(table, cells)| of_table(table, cells)).collect();
        let mut rows = rows(outside);
        rows.retain(|row| !row.text().trim().is_empty());
        self.pages.push(GatheredLines { rows, tables, edges });
        Ok(())
    }

    /// All pages as blocks, without numbers of pages and what stands on the edges of all of them.
    pub(super) fn finish(self, remarks: &mut Remarks) -> Vec<SourceBlock> {
        let running = running(&self.pages);
        let usual: Vec<f64> =
            self.pages.iter().flat_map(|page| shared(&page.rows).into_iter().chain(page.edges.clone())).collect();
        let mut blocks = Vec::new();
        let mut told = Vec::new();
        for (page, GatheredLines { mut rows, tables, .. }) in self.pages.into_iter().enumerate() {
            let mut numbers = Vec::new();
            let last = rows.len().saturating_sub(1);
            let mut index = 0;
            rows.retain(|row| {
                let (text, edge) = (row.text(), index == 0 || index == last);
                // The title of the report may run over all pages after the first.
                let title = page == 0 && index == 0;
                index += 1;
                let number = extract::is_page_number(&text) || (edge && is_bare_number(&text));
                let runs = edge && !title && running.contains(&bare(&text));
                if number {
                    numbers.push(text);
                } else if runs && !told.iter().any(|(own, _)| *own == bare(&text)) {
                    told.push((bare(&text), (blocks.len() + 1, text)));
                }
                !number && !runs
            });
            let (margin, edge) = (margin(&rows, &usual), edge(&rows));
            let line = |row: GlyphRow| PlacedLine { top: row.base + row.size, content: row.content(margin, edge) };
            let lines = rows.into_iter().map(line);
            let mut placed: Vec<PlacedLine> = lines.chain(tables).collect();
            placed.sort_by(|one, other| other.top.total_cmp(&one.top));
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
        for (_, (line, text)) in told {
            remarks.add(line, text.trim(), RemarkKind::AroundReport { lines: 1 });
        }
        blocks
    }
}

/// The words, without digits and blanks, that stand first or last on most pages.
fn running(pages: &[GatheredLines]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for GatheredLines { rows, .. } in pages {
        let edges = [rows.first(), rows.last().filter(|_| rows.len() > 1)];
        let words: Vec<String> = edges.into_iter().flatten().map(|row| bare(&row.text())).collect();
        for words in words {
            *counts.entry(words).or_default() += 1;
        }
    }
    let most = |count: usize| count >= 2 && count * 2 > pages.len();
    counts.into_iter().filter(|(words, count)| !words.is_empty() && most(*count)).map(|(words, _)| words).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|one| !one.is_numeric() && !one.is_whitespace() && !one.is_ascii_punctuation()).collect()
}

impl GlyphRow {
    /// Its text, with blanks where words are apart.
    fn text(&self) -> String {
        joined(&self.glyphs)
    }

    /// As cells where the gaps are those of a table, else as a line.
    fn content(&self, margin: f64, edge: f64) -> BlockContent {
        let mut pieces: Vec<Vec<PlacedGlyph>> = Vec::new();
        let mut end = f64::INFINITY;
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
            match pieces.last_mut() {
                Some(piece) if glyph.left - end <= CELL * self.size => piece.push(glyph.clone()),
                _ => pieces.push(vec![glyph.clone()]),
            }
            end = glyph.right;
        }
        let cells: Vec<String> = pieces.iter().map(|piece| joined(piece)).collect();
        let numeric =
            |cell: &String| cell.chars().any(|one| one.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic);
        if cells.len() >= 3 || (cells.len() == 2 && cells.last().is_some_and(numeric)) {
            return BlockContent::Row(cells);
        }
        let mut seen = self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let (first, last) = (seen.next(), seen.next_back());
        let indent = halves(first.map_or(margin, |glyph| glyph.left) - margin, self.size);
        let last = last.or(first);
        let is_end = last.is_some_and(|last| last.text.ends_with(ENDS) && last.right < edge - SHORT * self.size);
        BlockContent::Text(SourceLine { indent, is_end, ..SourceLine::plain(self.text().trim()) })
    }
}

/// The rows of a table from the top down; a cell's text stands in its first square.
fn of_table(table: &RuledTable, mut cells: BTreeMap<usize, Vec<PlacedGlyph>>) -> Vec<PlacedLine> {
    let width = table.column_count();
    let mut placed = Vec::new();
    for row in 0..table.row_count() {
        let texts: Vec<String> = (0..width)
            .map(|column| {
                let glyphs = cells.remove(&(row * width + column)).unwrap_or_default();
                rows(glyphs).iter().map(GlyphRow::text).map(|line| line.trim().to_owned()).collect()
            })
            .collect();
        if texts.iter().any(|text: &String| !text.is_empty()) {
            // All rows stay together, whatever text stands beside the table.
            let down = f64::from(u32::try_from(row).unwrap_or(u32::MAX)) * 1e-6;
            placed.push(PlacedLine { top: table.top() - down, content: BlockContent::Row(texts) });
        }
    }
    placed
}

/// Glyphs gathered into lines from the top down, each from left to right.
fn rows(mut glyphs: Vec<PlacedGlyph>) -> Vec<GlyphRow> {
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
        // A blank without a width of its own stands where the next glyph does, and before it.
        let place = |glyph: &PlacedGlyph| glyph.left - if glyph.text == " " { glyph.size * EARLIER } else { 0.0 };
        row.glyphs.sort_by(|one, other| place(one).total_cmp(&place(other)));
        // Bold that is made by drawing twice.
        row.glyphs.dedup_by(|next, kept| next.text == kept.text && (next.left - kept.left).abs() < row.size * 0.1);
    }
    rows
}

/// The text of glyphs on one line. A gap is a blank between Latin words, or where it is wide.
fn joined(glyphs: &[PlacedGlyph]) -> String {
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

/// Where lines begin that are not set in: the leftmost place at which several long lines begin.
/// A page of single lines, all set in by two characters, is known by the `usual` places: those of
/// other pages, and where tables begin.
fn margin(rows: &[GlyphRow], usual: &[f64]) -> f64 {
    let first = rows.iter().filter_map(left).min_by(f64::total_cmp).unwrap_or_default();
    let own = shared(rows).unwrap_or_else(|| starts(rows).first().copied().unwrap_or(first));
    let size = rows.first().map_or(0.0, |row| row.size);
    let is_set_in = |usual: &f64| (1.5..2.5).contains(&((own - usual) / size));
    usual.iter().copied().find(is_set_in).unwrap_or(own)
}

/// The leftmost place at which several long lines begin.
fn shared(rows: &[GlyphRow]) -> Option<f64> {
    let starts = starts(rows);
    starts.windows(2).find_map(|pair| match pair {
        [one, other] if other - one < 3.0 => Some(*one),
        _ => None,
    })
}

/// Where long lines begin, from left to right.
fn starts(rows: &[GlyphRow]) -> Vec<f64> {
    let mut starts: Vec<f64> = rows.iter().filter(|row| row.glyphs.len() >= LONG).filter_map(left).collect();
    starts.sort_by(f64::total_cmp);
    starts
}

fn left(row: &GlyphRow) -> Option<f64> {
    row.glyphs.iter().find(|glyph| !glyph.text.trim().is_empty()).map(|glyph| glyph.left)
}

/// Where full lines end: the rightmost place that one reaches.
fn edge(rows: &[GlyphRow]) -> f64 {
    let right =
        |row: &GlyphRow| row.glyphs.iter().rfind(|glyph| !glyph.text.trim().is_empty()).map(|glyph| glyph.right);
    rows.iter().filter(|row| row.glyphs.len() >= LONG).filter_map(right).fold(f64::NEG_INFINITY, f64::max)
}

/// A length in halves of a character; what is less than one is none.
fn halves(length: f64, size: f64) -> usize {
    let halves = (length / size.max(1.0) * 2.0).round().clamp(0.0, 100.0);
    let whole = (0..=100_u8).find(|whole| f64::from(*whole) >= halves).unwrap_or_default();
    if whole < 2 { 0 } else { usize::from(whole) }
}

/// A number alone, as it stands at the foot of a page.
fn is_bare_number(text: &str) -> bool {
    let text = text.trim();
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
