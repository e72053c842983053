//! Tables that stand in a text in another notation: HTML, as pandoc and programs that recognise text write it into
//! Markdown, and grids drawn with characters. Finds them and their lines; what their cells say is for others.

use std::collections::BTreeMap;

use super::grid_tables::{self, GridAt};
use super::wiki_tables;
use crate::import::ReadError;
use crate::import::html;
use crate::import::source_document::SourceBlock;
use crate::import::source_table::SourceTable;
use crate::limits::Limit;

/// A table in a text.
pub(super) struct TextTable {
    /// How many lines of the text it takes.
    pub lines: usize,
    /// Its rows.
    pub blocks: Vec<SourceBlock>,
    /// The table with its merged cells, where its notation has them.
    pub table: Option<SourceTable>,
}

/// All such tables of a text, by their first line, counted from 1.
pub(super) struct TextTables(BTreeMap<usize, TextTable>);

/// The tags that begin a piece of HTML with a table.
const OPENING: [&str; 6] = ["<table", "<figure", "<html", "<body", "<div", "<center"];
/// The most lines with only tags before a table.
const BEFORE: usize = 8;
/// The most pieces of HTML in a text; each is parsed by itself.
const PIECES: usize = 1_000;

impl TextTables {
    /// Finds the tables.
    ///
    /// # Errors
    ///
    /// A table exceeds a limit.
    pub(super) fn of(text: &str) -> Result<TextTables, ReadError> {
        let mut found = BTreeMap::new();
        let has_html = text.contains("</table>") || text.contains("</TABLE>");
        let has_grid = text.contains("+-") || text.contains("+=") || text.contains(grid_tables::is_box);
        let has_wiki = text.contains("{|") && text.contains("|}");
        if !has_html && !has_grid && !has_wiki {
            return Ok(TextTables(found));
        }
        let lines: Vec<&str> = text.split('\n').collect();
        let (mut at, mut is_closed, mut grids_from) = (0, has_html, 0);
        while at < lines.len() {
            let rest = lines.get(at..).unwrap_or_default();
            if has_wiki
                && found.len() < PIECES
                && let Some((count, page)) = wiki_tables::table(rest)
            {
                found.insert(at + 1, in_line(&page, at + 1, count)?);
                at += count;
                continue;
            }
            let piece = if is_closed && found.len() < PIECES { html_piece(rest) } else { HtmlPiece::None };
            is_closed &= piece != HtmlPiece::Open;
            if let HtmlPiece::Lines(count) = piece {
                let piece = rest.get(..count).unwrap_or_default().join("\n");
                found.insert(at + 1, in_line(&piece, at + 1, count)?);
                at += count;
                continue;
            }
            if !has_grid || at < grids_from {
                at += 1;
                continue;
            }
            match grid_tables::grid(rest) {
                GridAt::Grid(count, rows) => {
                    let row = |(offset, cells): (usize, Vec<String>)| SourceBlock::row(at + offset + 1, cells);
                    found.insert(
                        at + 1,
                        TextTable { lines: count, blocks: rows.into_iter().map(row).collect(), table: None },
                    );
                    at += count;
                }
                GridAt::Drawing(count) => grids_from = at + count,
                GridAt::None => at += 1,
            }
        }
        Ok(TextTables(found))
    }

    /// The table that begins at a line.
    pub(super) fn at(&mut self, line: usize) -> Option<TextTable> {
        self.0.remove(&line)
    }
}

/// The rows of a piece of HTML that takes so many lines, all at its first one.
fn in_line(piece: &str, line: usize, lines: usize) -> Result<TextTable, ReadError> {
    let (blocks, table) = html::blocks_of_piece(piece, line, lines)?;
    Limit::Cells.check(blocks.len())?;
    Ok(TextTable { lines, blocks, table })
}

/// What begins at a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HtmlPiece {
    /// A piece of HTML with a table, of this many lines.
    Lines(usize),
    /// A table that does not end.
    Open,
    /// Anything else.
    None,
}

/// What begins at the first line. A line with only other tags belongs to the piece if a table follows it.
fn html_piece(rest: &[&str]) -> HtmlPiece {
    let opens = |line: &str| {
        let start: String = line.trim_start().chars().take(8).collect::<String>().to_ascii_lowercase();
        OPENING.iter().any(|tag| start.starts_with(tag))
    };
    if !rest.first().is_some_and(|line| opens(line)) {
        return HtmlPiece::None;
    }
    let (mut open, mut seen) = (0_usize, false);
    for (index, line) in rest.iter().enumerate() {
        let lower = line.to_ascii_lowercase();
        let begun = lower.matches("<table").count();
        // Between the first tag and the table only tags may stand.
        if !seen && begun == 0 && (index >= BEFORE || !only_tags(line)) {
            return HtmlPiece::None;
        }
        seen |= begun > 0;
        open = (open + begun).saturating_sub(lower.matches("</table>").count());
        if seen && open == 0 {
            let closing = rest.iter().skip(index + 1).take_while(|line| only_closing_tags(line)).count();
            return HtmlPiece::Lines(index + 1 + closing);
        }
    }
    if seen { HtmlPiece::Open } else { HtmlPiece::None }
}

/// Whether a line is blank or has only tags.
fn only_tags(line: &str) -> bool {
    let mut inside = false;
    line.trim().chars().all(|one| {
        let tag = inside || one == '<';
        inside = tag && one != '>';
        tag
    })
}

fn only_closing_tags(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("</") && only_tags(line)
}
