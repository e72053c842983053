//! HTML fragments of a clipboard: a part of a web page, a document or a spreadsheet.

use std::borrow::Cow;

use super::dom::{Dom, DomId};
use super::page_pictures::{self, PagePicture};
use super::page_text::{self, HtmlBlock, PageContents, PageText};
use crate::import::extract;
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::import::source_table::SourceTable;
use crate::raster::{HeldPicture, PictureScaling};
use crate::richtext::{Figure, Level, Paragraph, RichText};

/// The largest fragment that is read, in bytes.
const LIMIT: usize = 8 << 20;

/// The content of an HTML fragment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// All of it as paragraphs with levels and formatting, tables, and figures with captions; without fonts, sizes and
    /// colours.
    pub prose: RichText,
    /// The rows of its tables; `None` where it has none.
    pub cells: Option<crate::report::CellBlock>,
    /// Whether elements were left out, for their depth, that say how their text looks.
    pub has_lost_formats: bool,
    /// The pictures of its figures.
    pub pictures: Vec<HeldPicture>,
    /// How many pictures are shown and could not be had: addresses of other computers, other kinds, damaged ones.
    pub lost_pictures: usize,
    /// How those that were larger than paper shows were made smaller.
    pub scalings: Vec<PictureScaling>,
}

/// Whether the HTML of a clipboard is longer than is read.
pub fn is_fragment_beyond(html: &str) -> bool {
    html.len() > LIMIT
}

/// Reads the HTML of a clipboard: of browsers, of Word, Excel and WPS, with or without the head
/// that Windows puts before it, and with the `files` that came with it, by their addresses. `None`
/// if it exceeds a limit or is empty.
pub fn fragment<'a>(html: &str, files: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>) -> Option<Fragment> {
    let html = without_head(html);
    if is_fragment_beyond(html) {
        return None;
    }
    let html = in_table(html);
    let tree = Dom::parse(&html, false).ok()?;
    let PageContents { blocks, tables, images } = page_text::contents(&tree);
    let long = tree.long_pictures().iter().filter_map(|(from, to)| html.get(*from..*to).map(str::as_bytes));
    let mut found = page_pictures::pictures_with(&tree, long, files);
    let lost_pictures = images.iter().filter(|(_, id)| !found.contains_key(id) && is_picture(&tree, *id)).count();
    let shown: Vec<(usize, PagePicture)> =
        images.into_iter().filter_map(|(number, id)| Some((number, found.remove(&id)?))).collect();
    let pictures = shown.iter().map(|(_, one)| one.picture.clone()).collect();
    let scalings = shown.iter().filter_map(|(_, one)| one.scaling).collect();
    let rows: Vec<Vec<String>> = blocks
        .iter()
        .filter_map(|block| match &block.content {
            PageText::Row(cells) => Some(cells.clone()),
            PageText::Paragraph(_) => None,
        })
        .collect();
    let cells = (!rows.is_empty()).then_some(crate::report::CellBlock { rows });
    let prose = extract::with_captions(prose(blocks, tables, shown));
    (cells.is_some() || !prose.is_blank()).then_some(Fragment {
        prose,
        cells,
        has_lost_formats: tree.has_lost_formats(),
        pictures,
        lost_pictures,
        scalings,
    })
}

/// Whether an image is more than a sign or a dot that counts visits.
fn is_picture(tree: &Dom, id: DomId) -> bool {
    let Some(element) = tree.element(id) else { return false };
    let is_small = |side: &str| {
        let dots = element.attribute(side).and_then(|dots| dots.trim().trim_end_matches("px").parse::<u32>().ok());
        dots.is_some_and(|dots| dots < page_pictures::LEAST)
    };
    element.attribute("src").is_some_and(|source| !source.is_empty()) && !is_small("width") && !is_small("height")
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
fn in_table(html: &str) -> Cow<'_, str> {
    let start: String = html.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    let lacks_table = ["<tr", "<td", "<col", "<tbody"].iter().any(|tag| start.starts_with(tag));
    if lacks_table { format!("<table>{html}</table>").into() } else { html.into() }
}

/// The blocks as paragraphs and tables. A heading without a number takes its level from its rank relative to
/// the others.
fn prose(blocks: Vec<HtmlBlock>, tables: Vec<SourceTable>, pictures: Vec<(usize, PagePicture)>) -> RichText {
    let ranks: std::collections::BTreeSet<u8> = blocks.iter().filter_map(|block| rank(&block.content)).collect();
    let highest = ranks.first().copied().unwrap_or(1);
    let mut rows_left = 0;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut tables, mut number) = (tables.into_iter().peekable(), 0);
    let mut pictures = pictures.into_iter().peekable();
    for (index, block) in blocks.into_iter().enumerate() {
        while let Some((_, picture)) = pictures.next_if(|(own, _)| *own <= number && !block.is_navigation) {
            paragraphs.push(figure(picture));
        }
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
    paragraphs.extend(pictures.map(|(_, picture)| figure(picture)));
    RichText { paragraphs }
}

/// A picture as a paragraph without a caption.
fn figure(picture: PagePicture) -> Paragraph {
    let PagePicture { picture, alt, width, .. } = picture;
    let width = width.unwrap_or_else(|| Figure::usual_width(picture.shown_size().0));
    Paragraph::of_figure(Figure::of_picture(picture.id(), alt, width))
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
