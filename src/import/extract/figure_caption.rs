//! Captions of figures: what a line must be to be one, and its number apart from its words. Must not know where it stands.

use crate::richtext::{Level, Paragraph, RichText, TextPosition, TextRange};

/// The longest caption, in characters.
const CAPTION: usize = 200;

/// What captions begin with; the first ones first, of which others are a part.
const NAMES: [&str; 6] = ["附图", "图表", "图", "Figure", "Fig.", "Fig"];
/// What stands between the number and the words of a caption.
const GAPS: &str = "：:、.．-－—–";

/// A caption as somebody typed it.
pub(super) struct TypedCaption {
    /// Its name and number without blanks, in digits of ASCII: 图3, 附图1, 图2-1. `None` where it has no number.
    pub label: Option<String>,
    /// The paragraph with its words alone.
    pub words: Paragraph,
}

/// The paragraph without the number of a caption, where it is one: 图1　…, 图 2-1：…, （图4）…, 附图1 …, 图：….
pub(super) fn caption(paragraph: &Paragraph) -> Option<Paragraph> {
    typed(paragraph).map(|typed| typed.words)
}

/// The paragraph as a caption, where it is one.
pub(super) fn typed(paragraph: &Paragraph) -> Option<TypedCaption> {
    if paragraph.level != Level::Body || paragraph.list.is_some() || paragraph.length() > CAPTION {
        return None;
    }
    let text = paragraph.text();
    if text.contains('。') {
        return None;
    }
    let (label, rest) = parts(&text)?;
    let from = TextPosition::new(0, text.chars().count() - rest.chars().count());
    let whole = RichText { paragraphs: vec![paragraph.clone()] };
    let piece = whole.piece(TextRange::new(from, whole.end())).paragraphs.into_iter().next()?;
    let mut words = Paragraph::default();
    words.set_runs(piece.runs().to_vec());
    Some(TypedCaption { label, words })
}

/// The label of a caption and its words.
fn parts(text: &str) -> Option<(Option<String>, &str)> {
    let text = text.trim_start();
    let inner = text.strip_prefix(['（', '(']);
    let begun = inner.unwrap_or(text);
    let (name, rest) = NAMES.iter().find_map(|name| Some((*name, begun.strip_prefix(name)?)))?;
    let is_gap = |one: char| one.is_whitespace() || GAPS.contains(one);
    let numbered = rest.trim_start();
    let number = numbered.split(|one| !is_number(one)).next().unwrap_or_default().trim_end_matches(is_gap);
    if number.is_empty() {
        let is_marked = inner.is_none() && rest.starts_with(['：', ':']);
        return is_marked.then(|| (None, rest.trim_start_matches(is_gap)));
    }
    let behind = numbered.strip_prefix(number)?;
    let behind = match inner {
        Some(_) => behind.trim_start().strip_prefix(['）', ')'])?,
        None if behind.is_empty() || behind.starts_with(is_gap) => behind,
        None => return None,
    };
    Some((Some(format!("{name}{}", in_digits(number))), behind.trim_start_matches(is_gap)))
}

fn is_number(one: char) -> bool {
    one.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十-－.．".contains(one)
}

/// The number in digits of ASCII; 十二 is 12.
fn in_digits(number: &str) -> String {
    const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const FULL: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
    let digit = |one: char| CHINESE.iter().chain(&FULL).position(|own| *own == one).map(|at| at % FULL.len());
    let mut digits = String::with_capacity(number.len());
    let mut rest = number.chars().peekable();
    let mut before = None;
    while let Some(one) = rest.next() {
        match (one, digit(one)) {
            ('十', _) => {
                let is_whole = rest.peek().is_none_or(|next| digit(*next).is_none());
                digits.push_str(match (before, is_whole) {
                    (None, true) => "10",
                    (None, false) => "1",
                    (Some(()), true) => "0",
                    (Some(()), false) => "",
                });
            }
            (_, Some(digit)) => digits.push_str(&digit.to_string()),
            ('－', _) => digits.push('-'),
            ('．', _) => digits.push('.'),
            (other, None) => digits.push(other),
        }
        before = digit(one).map(|_| ());
    }
    digits
}
