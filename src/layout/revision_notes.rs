//! Tracked changes on paper that is sent for review: what was put in is underlined, what was taken out struck through, each with
//! a note. Never part of what is published.

use super::Length;
use super::comment_notes::part_of;
use super::margin_notes::ReviewNote;
use super::page::{Colour, Page, PageItem, RuleLine, Shape, TextRun};
use crate::form::Form;
use crate::report::{CharRange, Place, ReviewCopy, ReviewedRange, RevisionEntry};

/// The head of the list.
pub const HEAD: &str = "修　订";

/// The most characters of what was put in or taken out.
const WORDS: usize = 60;

/// The colour of lines through and under words.
const RED: Colour = Colour(0x00C0_0000);

/// The tracked changes as they stand on paper, on which what was taken out stands again.
pub fn notes(form: &Form, entries: &[RevisionEntry], copy: Option<&ReviewCopy>) -> Vec<ReviewNote> {
    let place = |entry: &RevisionEntry| {
        // One person's change of a number may bear the number of words beside it.
        let copy = copy.filter(|_| entry.place.spot().is_some());
        let mark = copy.and_then(|copy| copy.marks.iter().find(|mark| mark.id == entry.id));
        mark.map_or(entry.place, |mark| {
            let (start, end) = (mark.range.start(), mark.range.end());
            let end = if end.paragraph == start.paragraph { end.character } else { start.character + 1 };
            mark.part.place(CharRange { paragraph: start.paragraph, start: start.character, end })
        })
    };
    let note = |entry: &RevisionEntry| {
        let by = if entry.by.is_empty() { "未署名" } else { &entry.by };
        let day = entry.at.map(|at| format!("（{}）", at.day().official())).unwrap_or_default();
        ReviewNote {
            number: format!("〔修{}〕", entry.id.0),
            place: place(entry),
            about: part_of(form, entry.place),
            state: "",
            words: vec![format!("{by}{day}：{}", sentence(entry))],
        }
    };
    entries.iter().map(note).collect()
}

/// Underlines what was put in and strikes through what was taken out.
pub fn mark(pages: &mut [Page], ranges: &[ReviewedRange]) {
    for page in pages {
        let lines: Vec<PageItem> = page.items.iter().flat_map(|item| lines_of(item, ranges)).collect();
        page.items.extend(lines);
    }
}

fn lines_of(item: &PageItem, ranges: &[ReviewedRange]) -> Vec<PageItem> {
    let (Shape::Text(run), Some((part, spot))) = (&item.shape, item.place.spot()) else { return Vec::new() };
    let in_item = ranges.iter().filter(|one| one.part == part).filter_map(|one| {
        let (start, end) = (one.range.start(), one.range.end());
        let paragraph = spot.paragraph;
        if paragraph < start.paragraph || paragraph > end.paragraph {
            return None;
        }
        let from = if start.paragraph == paragraph { start.character } else { 0 };
        let to = if end.paragraph == paragraph { end.character } else { usize::MAX };
        let (from, to) = (from.max(spot.start), to.min(spot.end));
        (from < to).then(|| line(run, (from - spot.start, to - spot.start), one.is_removed)).flatten()
    });
    in_item.collect()
}

/// A line under or through the characters from one number to another.
fn line(run: &TextRun, (from, to): (usize, usize), is_removed: bool) -> Option<PageItem> {
    let (first, last) = (run.glyphs.get(from)?, run.glyphs.get(to.checked_sub(1)?).or(run.glyphs.last())?);
    let y = if is_removed { run.baseline - run.size * 3 / 10 } else { run.baseline + run.size * 3 / 20 };
    let (left, right) = (run.x + first.dx, run.x + last.dx + last.advance);
    let rule = RuleLine { from: (left, y), to: (right, y), width: Length::milli(600), colour: RED };
    Some(PageItem { shape: Shape::Rule(rule), place: Place::Page, node: None })
}

/// What was taken out and what was put in.
fn sentence(entry: &RevisionEntry) -> String {
    let short = |words: &str| {
        let more = if words.chars().count() > WORDS { "…" } else { "" };
        words.replace('\n', "¶").chars().take(WORDS).collect::<String>() + more
    };
    match (entry.removed.is_empty(), entry.added.is_empty()) {
        (true, true) => "改了格式。".to_owned(),
        (true, false) => format!("插入“{}”。", short(&entry.added)),
        (false, true) => format!("删除“{}”。", short(&entry.removed)),
        (false, false) => format!("“{}”改为“{}”。", short(&entry.removed), short(&entry.added)),
    }
}
