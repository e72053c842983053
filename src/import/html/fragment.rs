//! A piece of a web page, a document or a spreadsheet as a clipboard carries it in HTML.

use super::dom::Dom;
use super::page_text::{self, HtmlBlock, PageText};
use crate::import::extract;
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::richtext::{Level, RichText};

/// The largest piece that is read, in bytes.
const LIMIT: usize = 8 << 20;

/// What a piece of HTML holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// All of it as paragraphs with levels and marks, rows of tables as lines; foreign fonts,
    /// sizes and colours are not in it.
    pub prose: RichText,
    /// The rows of its tables; `None` where it has none.
    pub cells: Option<crate::report::CellBlock>,
}

/// Reads the HTML of a clipboard: of browsers, of Word, Excel and WPS, with or without the head
/// that Windows puts before it. `None` where it is larger or deeper than any piece of a report,
/// or holds nothing.
pub fn fragment(html: &str) -> Option<Fragment> {
    let html = without_head(html);
    if html.len() > LIMIT {
        return None;
    }
    let pieces = page_text::pieces(&Dom::parse(&in_table(html)).ok()?);
    let rows: Vec<Vec<String>> = pieces
        .iter()
        .filter_map(|piece| match &piece.matter {
            PageText::Row(cells) => Some(cells.clone()),
            PageText::Paragraph(_) => None,
        })
        .collect();
    let cells = (!rows.is_empty()).then_some(crate::report::CellBlock { rows });
    let prose = prose(pieces);
    (cells.is_some() || !prose.is_blank()).then_some(Fragment { prose, cells })
}

/// The text without the lines that Windows puts before it: Version, StartHTML and the like.
fn without_head(html: &str) -> &str {
    let head = html.trim_start_matches('\u{feff}');
    match head.find('<') {
        Some(at) if head.starts_with("Version:") => head.get(at..).unwrap_or_default(),
        _ => html,
    }
}

/// Some spreadsheets hand over rows without their table.
fn in_table(html: &str) -> std::borrow::Cow<'_, str> {
    let start: String = html.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    let bare = ["<tr", "<td", "<col", "<tbody"].iter().any(|tag| start.starts_with(tag));
    if bare { format!("<table>{html}</table>").into() } else { html.into() }
}

/// The pieces as paragraphs. A heading that has no number takes its level from its rank among
/// the others.
fn prose(pieces: Vec<HtmlBlock>) -> RichText {
    let ranks: std::collections::BTreeSet<u8> = pieces.iter().filter_map(|piece| rank(&piece.matter)).collect();
    let highest = ranks.first().copied().unwrap_or(1);
    let mut paragraphs = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        let rank = rank(&piece.matter);
        let line = match piece.matter {
            PageText::Paragraph(own) => SourceLine {
                heading: own.rank.is_some(),
                list: own.list,
                align: own.align,
                runs: own.runs,
                ..SourceLine::default()
            },
            PageText::Row(_) => SourceLine::plain(&piece.matter.text()),
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

const fn rank(matter: &PageText) -> Option<u8> {
    match matter {
        PageText::Paragraph(paragraph) => paragraph.rank,
        PageText::Row(_) => None,
    }
}

/// Whether a heading begins with a number, which decides its level.
fn numbered(text: &str) -> bool {
    text.trim_start().starts_with(['（', '(']) || text.chars().take(3).any(|one| one == '、')
}
