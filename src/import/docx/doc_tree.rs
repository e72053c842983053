//! The content of a document before its tables are flattened: paragraphs, and tables with
//! paragraphs and tables in their cells. Must not know XML.

use std::collections::BTreeMap;

use crate::form::is_footnote_mark;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::import::source_table::{SourceTable, SourceTableCell, SourceTableRow};
use crate::richtext::Run;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum DocNode {
    /// A paragraph, with its number in the document.
    Line(usize, SourceLine),
    /// A footnote below a table of this program: its line, its mark and its text.
    Note(usize, char, String),
    /// A table.
    Table(Vec<DocRow>),
    /// Another document that stands at this place: its line, and the relationship that names its part.
    Chunk(usize, String),
}

/// What the documents say that stand within another, by the relationships that name their parts.
pub(super) type ChunkBlocks = BTreeMap<String, Vec<SourceBlock>>;

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct DocRow {
    /// Its number in the document.
    pub line: usize,
    /// Whether it stands again on every page.
    pub header: bool,
    /// Its cells in order.
    pub cells: Vec<DocCell>,
}

/// A cell of a row.
#[derive(Debug, Default)]
pub(super) struct DocCell {
    /// How many columns of the grid it covers.
    pub across: usize,
    /// Whether it continues a cell of the row above, or the cell before it.
    pub continues: CellContinues,
    /// Its content; empty if it continues a cell of the row above.
    pub nodes: Vec<DocNode>,
}

/// What a cell continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CellContinues {
    /// Nothing: it is a cell of its own.
    #[default]
    Nothing,
    /// The cell of the row above.
    Above,
    /// The cell before it.
    Before,
}

/// The tables that stand among the paragraphs, as tables that may be in the text. Tables in cells of others are told by
/// their rows.
pub(super) fn tables(nodes: &[DocNode]) -> Vec<SourceTable> {
    nodes.iter().filter_map(|node| if let DocNode::Table(rows) = node { table(rows) } else { None }).collect()
}

fn table(rows: &[DocRow]) -> Option<SourceTable> {
    let (first, mut last) = (rows.first()?.line, rows.last()?.line);
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut own = SourceTableRow { header: row.header, cells: Vec::with_capacity(row.cells.len()) };
        for cell in &row.cells {
            if let (CellContinues::Before, Some(before)) = (cell.continues, own.cells.last_mut()) {
                before.across += cell.across;
                continue;
            }
            let mut lines = Vec::with_capacity(cell.nodes.len());
            for node in &cell.nodes {
                // Anything else is no table in the text.
                let DocNode::Line(number, line) = node else { return None };
                last = last.max(*number);
                lines.push(line.clone());
            }
            let continues = cell.continues == CellContinues::Above;
            own.cells.push(SourceTableCell { across: cell.across, down: 1, continues, lines });
        }
        all.push(own);
    }
    SourceTable::of((first, last), all)
}

/// The blocks of the source document.
pub(super) fn blocks(nodes: Vec<DocNode>, chunks: &mut ChunkBlocks, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let mut blocks = Vec::new();
    flatten(nodes, &mut blocks, chunks, remarks);
    blocks
}

/// The relationships of the documents that stand within it, in order.
pub(super) fn chunk_ids(nodes: &[DocNode]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            DocNode::Chunk(line, id) => found.push((*line, id.clone())),
            DocNode::Table(rows) => {
                found.extend(rows.iter().flat_map(|row| &row.cells).flat_map(|cell| chunk_ids(&cell.nodes)));
            }
            DocNode::Line(..) | DocNode::Note(..) => {}
        }
    }
    found
}

fn flatten(nodes: Vec<DocNode>, blocks: &mut Vec<SourceBlock>, chunks: &mut ChunkBlocks, remarks: &mut Remarks) {
    // The rows of the last table, to which the footnotes below it belong.
    let mut rows = blocks.len();
    let mut marks = String::new();
    for node in nodes {
        match node {
            DocNode::Line(number, line) => blocks.extend(block(number, line)),
            DocNode::Table(table) => {
                rows = blocks.len();
                marks.clear();
                table.into_iter().for_each(|row| flatten_row(row, blocks, chunks, remarks));
            }
            DocNode::Chunk(line, id) => {
                // A part that is named twice is read once: a small file would become a large report.
                let own = chunks.remove(&id).unwrap_or_default();
                blocks.extend(own.into_iter().map(|block| SourceBlock { line, ..block }));
            }
            DocNode::Note(number, mark, words) => {
                let own = blocks.get_mut(rows..).unwrap_or_default();
                let is_new = !marks.contains(mark);
                marks.extend(is_new.then_some(mark));
                if !(is_new && annotate(own, mark, &words)) {
                    remarks.add(
                        number,
                        format!("{mark}{words}"),
                        RemarkKind::LeftOut { what: OmittedContent::Footnote },
                    );
                }
            }
        }
    }
}

/// A line; one with tabs is a row. `None` if it is blank.
fn block(number: usize, line: SourceLine) -> Option<SourceBlock> {
    let text = line.text();
    if text.trim().is_empty() {
        return None;
    }
    if line.level.is_none() && text.trim().contains('\t') {
        return Some(SourceBlock::row(number, text.trim().split('\t').map(|cell| cell.trim().to_owned()).collect()));
    }
    Some(SourceBlock { line: number, content: BlockContent::Text(line) })
}

fn flatten_row(row: DocRow, blocks: &mut Vec<SourceBlock>, chunks: &mut ChunkBlocks, remarks: &mut Remarks) {
    let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
    // A row with a single filled cell is a frame around text.
    if filled == 1 {
        let cell = row.cells.into_iter().find(|cell| !cell.is_blank());
        return flatten(cell.map(|cell| cell.nodes).unwrap_or_default(), blocks, chunks, remarks);
    }
    let mut texts = Vec::new();
    let mut inner = Vec::new();
    for cell in row.cells {
        let mut text = String::new();
        for node in cell.nodes {
            match node {
                DocNode::Line(_, line) => push_words(&mut text, &line.raised_text()),
                DocNode::Note(_, mark, words) => push_words(&mut text, &format!("{mark}{words}")),
                DocNode::Table(_) | DocNode::Chunk(..) => inner.push(node),
            }
        }
        texts.push(text);
        texts.extend(std::iter::repeat_n(String::new(), cell.across.saturating_sub(1)));
    }
    if filled > 0 {
        blocks.push(SourceBlock { line: row.line, content: BlockContent::Row(texts) });
    }
    flatten(inner, blocks, chunks, remarks);
}

/// Adds a paragraph of a cell. Labels may be broken anywhere; numbers must not run together.
fn push_words(text: &mut String, words: &str) {
    let words = words.replace('\t', " ");
    if !text.is_empty() && !words.trim().is_empty() {
        text.push(' ');
    }
    text.push_str(words.trim());
}

/// Replaces the mark of a footnote after its number by the text in brackets, as sources without
/// footnotes have it. Returns whether it did: text with brackets, points or several numbers could
/// not be distinguished from the number.
fn annotate(rows: &mut [SourceBlock], mark: char, words: &str) -> bool {
    for row in rows {
        let BlockContent::Row(cells) = &mut row.content else { continue };
        if let Some(cell) = cells.iter_mut().find(|cell| cell.ends_with(mark)) {
            cell.pop();
            let fits = |one: char| one.is_alphabetic() || one.is_ascii_digit() || "，、。：；“”《》%".contains(one);
            let numbers = words.split(|one: char| !one.is_ascii_digit()).filter(|number| !number.is_empty()).count();
            let is_plain = words.chars().all(fits) && numbers < 2;
            if is_plain {
                cell.push_str(&format!("（{words}）"));
            }
            return is_plain;
        }
    }
    false
}

/// The parts of a footnote below a table of this program, 注：①….
pub(super) fn note(text: &str) -> Option<(char, String)> {
    let text = text.trim();
    let mut characters = text.strip_prefix("注：").unwrap_or(text).chars();
    let mark = characters.next().filter(|mark| is_footnote_mark(*mark))?;
    Some((mark, characters.as_str().to_owned()))
}

impl DocCell {
    fn is_blank(&self) -> bool {
        let is_blank = |node: &DocNode| match node {
            DocNode::Line(_, line) => line.runs.iter().all(|run: &Run| run.text.trim().is_empty()),
            DocNode::Note(..) | DocNode::Chunk(..) => false,
            DocNode::Table(rows) => rows.iter().flat_map(|row| &row.cells).all(DocCell::is_blank),
        };
        self.nodes.iter().all(is_blank)
    }
}
