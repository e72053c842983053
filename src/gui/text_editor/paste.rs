//! What a paste means as paragraphs. The web form of Word, WPS and browsers keeps levels, lists and
//! marks and loses foreign fonts, sizes and colours. In plain text （一）, 1. and （1） at the start of a
//! short line make it a heading; spaces that stand for an indent are dropped, for the page indents.

use crate::raster::{HeldPicture, PictureScaling};
use crate::richtext::{Level, Paragraph, ProseTable, RichText, unify_radicals};
use crate::session::PastedHtml;
use crate::session::import::Fragment;

/// A heading is no longer than this.
const HEADING: usize = 40;

/// What a pasted text means.
pub struct Pasted {
    /// Its prose.
    pub prose: RichText,
    /// Whether its web form said how it looks and was not read, wholly or within too many elements.
    pub has_lost_formats: bool,
    /// The pictures of its figures.
    pub pictures: Vec<HeldPicture>,
    /// How they were made smaller.
    pub scalings: Vec<PictureScaling>,
    /// How many pictures could not be had.
    pub lost_pictures: usize,
}

/// The number of a caption, 图12-1, has so many letters.
const CAPTION_NUMBER: usize = 6;

impl Pasted {
    /// Text that lost nothing and has no pictures.
    pub const fn of(prose: RichText) -> Pasted {
        Pasted { prose, has_lost_formats: false, pictures: Vec::new(), scalings: Vec::new(), lost_pictures: 0 }
    }
}

/// What a pasted text means, told by its web form where there is one. Blank lines between paragraphs are dropped.
pub fn understand(text: &str, html: Option<&PastedHtml>) -> Pasted {
    // Viewers of PDF files copy the radicals of the text layer.
    let text: &str = &unify_radicals(text);
    let is_beyond = html.is_some_and(PastedHtml::is_beyond);
    let fragment = html.and_then(PastedHtml::fragment);
    // Some programs put only a link or a picture there.
    let letters = |text: &str| text.chars().filter(|one| one.is_alphanumeric()).count();
    // The numbers of captions are counted anew.
    let whole = |prose: &RichText| {
        (letters(&prose.text()) + prose.figures().count() * CAPTION_NUMBER) * 10 >= letters(text) * 9
    };
    if let Some(fragment) = fragment.filter(|one| !one.prose.is_blank() && whole(&one.prose)) {
        let Fragment { prose, has_lost_formats, pictures, lost_pictures, scalings, .. } = fragment;
        return Pasted { prose, has_lost_formats, pictures, scalings, lost_pictures };
    }
    Pasted { has_lost_formats: is_beyond, ..Pasted::of(cells(text).unwrap_or_else(|| paragraphs(text))) }
}

/// The paragraphs of plain text.
fn paragraphs(text: &str) -> RichText {
    let plain = RichText::plain(text);
    let lone = plain.paragraphs.len() < 2;
    let paragraph = |paragraph: &Paragraph| {
        let text = paragraph.text();
        let line = if lone { text.as_str() } else { text.trim() };
        (lone || !line.is_empty()).then(|| Paragraph::new(if lone { Level::Body } else { level(line) }, line))
    };
    RichText { paragraphs: plain.paragraphs.iter().filter_map(paragraph).collect() }
}

/// The cells that spreadsheets and word processors give as plain text: lines of the same number of cells, parted by
/// tabulators. `None` where it is no such block.
fn cells(text: &str) -> Option<RichText> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let rows: Vec<Vec<&str>> =
        text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).split('\t').collect()).collect();
    let columns = rows.first()?.len();
    let is_block = columns > 1 && rows.iter().all(|row| row.len() == columns);
    // One line with a tabulator at its beginning is an indent.
    let is_block = is_block && (rows.len() > 1 || !text.starts_with('\t'));
    let is_small = ProseTable::may_have(rows.len(), columns);
    let cells = || rows.iter().flatten().map(|cell| Paragraph::new(Level::Body, cell.trim()));
    (is_block && is_small).then(|| RichText::of_cells(columns, 0, cells()))
}

/// The level of a line by its number.
fn level(line: &str) -> Level {
    let ends = line.ends_with(['。', '；', '，', ';', ',']);
    if line.chars().count() > HEADING || ends {
        return Level::Body;
    }
    let inside =
        |open: char, close: char| line.strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(it, _)| it);
    let bracketed = inside('（', '）').or(inside('(', ')'));
    let numerals = |text: &str| !text.is_empty() && text.chars().all(|one| "一二三四五六七八九十".contains(one));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    let third = || {
        line.split_once(['.', '．', '、'])
            .is_some_and(|(number, rest)| digits(number) && !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    match bracketed {
        Some(number) if numerals(number) => Level::Second,
        Some(number) if digits(number) => Level::Fourth,
        _ if third() => Level::Third,
        _ => Level::Body,
    }
}
