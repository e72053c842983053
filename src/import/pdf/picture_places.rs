//! Where the pictures of a page stand among its lines, and which lines end there: captions, and the paragraph before. Must
//! not know the pictures themselves.

use super::drawn_pictures::DrawnPicture;
use super::pdf_lines::{PlacedLine, TextRow};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::FigureNumbers;

/// The pictures in reading order: those that stand beside each other from left to right.
pub(super) fn sort(pictures: &mut [DrawnPicture]) {
    pictures.sort_by(|one, other| other.top.total_cmp(&one.top));
    let mut rest = pictures;
    while let Some(first) = rest.first() {
        let bottom = first.bottom;
        let beside = rest.iter().take_while(|one| f64::midpoint(one.bottom, one.top) > bottom).count().max(1);
        let (band, below) = rest.split_at_mut(beside);
        band.sort_by(|one, other| one.left.total_cmp(&other.left));
        rest = below;
    }
}

/// How many lines stand above a picture: above its middle, since letters reach beyond their baseline. Where lines go on
/// beside it, it stands behind the one at its top.
pub(super) fn lines_above(placed: &[PlacedLine], picture: &DrawnPicture) -> usize {
    let is_beside = |line: &PlacedLine| line.top < picture.top - LINE && line.top > picture.bottom + LINE;
    let height =
        if placed.iter().any(is_beside) { picture.top - LINE } else { f64::midpoint(picture.bottom, picture.top) };
    placed.iter().filter(|line| line.top > height).count()
}

/// The height of a line of small words, in points.
const LINE: f64 = 12.0;

/// How far below its picture a caption may be, as a multiple of its size.
const NEAR: f64 = 2.5;

/// For each picture the row that is its caption for certain: the nearest one below it, within its sides, with no other
/// picture nearer to it.
pub(super) fn captions(rows: &[TextRow], pictures: &[DrawnPicture]) -> Vec<Option<usize>> {
    let is_over = |picture: &DrawnPicture, row: &TextRow| {
        row.middle().is_some_and(|middle| picture.left <= middle && middle <= picture.right)
    };
    let distance = |picture: &DrawnPicture, row: &TextRow| picture.bottom - row.base - row.size;
    let is_below = |picture: &DrawnPicture, row: &TextRow| {
        is_over(picture, row) && row.base < picture.bottom && distance(picture, row) < NEAR * row.size
    };
    let own = pictures.iter().enumerate().map(|(number, picture)| {
        let at = rows.iter().position(|row| row.base < picture.bottom && row.base + row.size < picture.top)?;
        let row = rows.get(at).filter(|row| is_caption(&row.text) && is_below(picture, row))?;
        let mut others = pictures.iter().enumerate().filter(|(other, _)| *other != number);
        let is_shared = others.any(|(_, other)| is_below(other, row) && distance(other, row) <= distance(picture, row));
        (!is_shared).then_some(at)
    });
    own.collect()
}

/// Where a picture stands, a paragraph ends before it, and so does its caption below it. A caption of a picture that is
/// not kept is a paragraph as well.
pub(super) fn end_at_pictures(rows: &[TextRow], pictures: &[DrawnPicture], ends: &mut [bool]) {
    for (at, row) in rows.iter().enumerate() {
        let gap = behind_number(&row.text);
        if gap == Some(FigureNumbers::GAP) {
            let before = at.checked_sub(1).and_then(|before| ends.get_mut(before));
            before.into_iter().for_each(|end| *end = true);
        }
        let is_alone = gap.is_some_and(|gap| gap.is_whitespace() || gap == '：') && row.text.chars().count() <= SHORT;
        ends.get_mut(at).filter(|_| is_alone).into_iter().for_each(|end| *end = true);
    }
    for picture in pictures {
        let middle = f64::midpoint(picture.bottom, picture.top);
        let below = rows.iter().take_while(|row| row.base + row.size > middle).count();
        let before = below.checked_sub(1).and_then(|before| ends.get_mut(before));
        before.into_iter().for_each(|end| *end = true);
        let is_caption = rows.get(below).is_some_and(|row| is_caption(&row.text));
        ends.get_mut(below).filter(|_| is_caption).into_iter().for_each(|end| *end = true);
    }
}

/// A longer line may be the first of several, in characters.
const SHORT: usize = 24;

/// What follows the number of a line that begins as a caption, such as the wide space of this program's own.
fn behind_number(text: &str) -> Option<char> {
    let rest = text.trim_start().strip_prefix('图')?;
    let words = rest.trim_start_matches(|one: char| one.is_ascii_digit());
    words.chars().next().filter(|_| words.len() < rest.len())
}

/// Lets the text of the pages before end where a page begins with a caption.
pub(super) fn end_before_caption(blocks: &mut [SourceBlock], placed: &[PlacedLine]) {
    let is_caption = |line: &PlacedLine| matches!(&line.content, BlockContent::Text(text) if behind_number(&text.text()) == Some(FigureNumbers::GAP));
    if placed.first().is_some_and(is_caption)
        && let Some(SourceBlock { content: BlockContent::Text(last), .. }) = blocks.last_mut()
    {
        last.is_end = true;
    }
}

/// Whether a line is a caption of one line: 图1, then words.
fn is_caption(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('图').map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|one: char| one.is_numeric()))
}

/// Lets the pictures with which a page begins, and their captions, stand behind the paragraph of the page before that
/// goes on below them.
pub(super) fn behind_paragraph(placed: &mut [PlacedLine], places: &mut [usize]) {
    let caption = |line: &PlacedLine| matches!(&line.content, BlockContent::Text(text) if is_caption(&text.text()));
    let first = places.iter().take_while(|above| **above == 0).count();
    let captions = if first > 0 { placed.iter().take_while(|line| caption(line)).count().min(1) } else { 0 };
    let goes_on = |line: &PlacedLine| matches!(&line.content, BlockContent::Text(text) if text.indent == 0);
    if first == 0 || !placed.get(captions).is_some_and(goes_on) {
        return;
    }
    let ends = |line: &PlacedLine| !matches!(&line.content, BlockContent::Text(text) if !text.is_end);
    let rest = placed.iter().skip(captions).position(ends).map_or(placed.len() - captions, |at| at + 1);
    if let Some(moved) = placed.get_mut(..captions + rest) {
        moved.rotate_left(captions);
    }
    places.iter_mut().take(first).for_each(|above| *above = rest);
}
