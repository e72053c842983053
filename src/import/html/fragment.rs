//! HTML fragments of a clipboard: a part of a web page, a document or a spreadsheet.

use super::dom::Dom;
use super::page_text::{self, HtmlBlock, PageContents, PageText};
use crate::import::extract;
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::import::source_table::SourceTable;
use crate::richtext::{Level, Paragraph, RichText};

/// The largest fragment that is read, in bytes.
const LIMIT: usize = 8 << 20;

/// The content of an HTML fragment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// All of it as paragraphs with levels and formatting, rows of tables as lines; without fonts,
    /// sizes and colours.
    pub prose: RichText,
    /// The rows of its tables; `None` where it has none.
    pub cells: Option<crate::report::CellBlock>,
    /// Whether elements were left out, for their depth, that say how their text looks.
    pub has_lost_formats: bool,
}

/// Whether the HTML of a clipboard is longer than is read.
pub fn is_fragment_beyond(html: &str) -> bool {
    html.len() > LIMIT
}

/// Reads the HTML of a clipboard: of browsers, of Word, Excel and WPS, with or without the head
/// that Windows puts before it. `None` if it exceeds a limit or is empty.
pub fn fragment(html: &str) -> Option<Fragment> {
    let html = without_head(html);
    if is_fragment_beyond(html) {
        return None;
    }
    let tree = Dom::parse(&in_table(html), false).ok()?;
    let PageContents { blocks, tables, .. } = page_text::contents(&tree);
    let rows: Vec<Vec<String>> = blocks
        .iter()
        .filter_map(|block| match &block.content {
            PageText::Row(cells) => Some(cells.clone()),
            PageText::Paragraph(_) => None,
        })
        .collect();
    let cells = (!rows.is_empty()).then_some(crate::report::CellBlock { rows });
    let prose = prose(blocks, tables);
    (cells.is_some() || !prose.is_blank()).then_some(Fragment {
        prose,
        cells,
        has_lost_formats: tree.has_lost_formats(),
    })
}

/// The text without the lines that Windows puts before it: Version, StartHTML and the like.
fn without_head(html: &str) -> &str {
    let head = html.trim_start_matches('\u{feff}');
    match head.find('<') {
        Some(at) if head.starts_with("Version:") => head.get(at..).unwrap_or_default(),
        _ => html,
    }
}

/// Some spreadsheets give rows without their table.
fn in_table(html: &str) -> std::borrow::Cow<'_, str> {
    let start: String = html.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    let lacks_table = ["<tr", "<td", "<col", "<tbody"].iter().any(|tag| start.starts_with(tag));
    if lacks_table { format!("<table>{html}</table>").into() } else { html.into() }
}

/// The blocks as paragraphs and tables. A heading without a number takes its level from its rank relative to
/// the others.
fn prose(blocks: Vec<HtmlBlock>, tables: Vec<SourceTable>) -> RichText {
    let ranks: std::collections::BTreeSet<u8> = blocks.iter().filter_map(|block| rank(&block.content)).collect();
    let highest = ranks.first().copied().unwrap_or(1);
    let mut rows_left = 0;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut tables, mut number) = (tables.into_iter().peekable(), 0);
    for (index, block) in blocks.into_iter().enumerate() {
        number += usize::from(!block.is_navigation);
        if let Some(table) = tables.next_if(|table| table.first == number && !block.is_navigation) {
            // What follows it, if anything, is a paragraph already.
            paragraphs.extend(table.prose.paragraphs.into_iter().filter(|paragraph| paragraph.cell.is_some()));
            rows_left = table.last.saturating_sub(table.first);
            continue;
        }
        if rows_left > 0 && !block.is_navigation {
            rows_left -= 1;
            continue;
        }
        let rank = rank(&block.content);
        let line = match block.content {
            PageText::Paragraph(own) => SourceLine {
                heading: own.rank.is_some(),
                list: own.list,
                align: own.align,
                runs: own.runs,
                ..SourceLine::default()
            },
            PageText::Row(_) => SourceLine::plain(&block.content.text()),
        };
        let block = SourceBlock { line: index + 1, content: BlockContent::Text(line) };
        for mut paragraph in extract::paragraphs(vec![block]) {
            let lower = rank.map_or(0, |rank| rank - highest);
            if paragraph.level == Level::Second && lower > 0 && !numbered(&paragraph.text()) {
                paragraph.level = if lower == 1 { Level::Third } else { Level::Fourth };
            }
            paragraphs.push(paragraph);
        }
    }
    RichText { paragraphs }
}

const fn rank(content: &PageText) -> Option<u8> {
    match content {
        PageText::Paragraph(paragraph) => paragraph.rank,
        PageText::Row(_) => None,
    }
}

/// Whether a heading begins with a number, which decides its level.
fn numbered(text: &str) -> bool {
    text.trim_start().starts_with(['（', '(']) || text.chars().take(3).any(|one| one == '、')
}
