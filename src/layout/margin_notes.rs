//! Notes at the margin of paper for review: their numbers, or their words, beside the lines that they are about. Must not
//! know comments and tracked changes.

use std::collections::BTreeSet;

use super::comment_notes::list;
use super::inline_item::InlineItem;
use super::line_breaking::{BrokenLine, LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{Colour, NodeId, Page, PageItem, RuleLine, Shape, StructureRole};
use super::page_style::NotePlace;
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::report::Place;
use crate::richtext::ParagraphAlign;

/// What is said about a place of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewNote {
    /// Its number in brackets, such as 〔3〕; no two have the same.
    pub number: String,
    /// What it is about, as a place on paper.
    pub place: Place,
    /// The same in words, for the list.
    pub about: String,
    /// What stands behind that: whether it is settled.
    pub state: &'static str,
    /// What was said, a paragraph for each person.
    pub words: Vec<String>,
}

/// The words at the margin.
const SIZE: Length = Length::pt(8);
/// From one line to the next, and above the first of a note.
const LEADING: Length = Length::pt(10);
const GAP: Length = Length::pt(4);
/// Words stand no nearer to the upper and lower edge of the paper.
const EDGE: Length = Length::tenths_mm(120);
/// The lines from words to what they are about.
const GREY: Colour = Colour(0x0080_8080);

/// A note that stands at the margin of a page.
struct PlacedNote {
    /// The baseline of what it is about.
    about: Length,
    /// Its text.
    paragraphs: Vec<Vec<InlineItem>>,
    height: Length,
    /// Its upper edge.
    top: Length,
}

/// Adds notes to pages, and pages with those of each list, under its head, whose words do not stand at the margin.
pub fn add(
    typesetter: &mut Typesetter<'_>,
    pages: &mut Vec<Page>,
    (place, lists): (NotePlace, [(&str, Vec<ReviewNote>); 2]),
    root: NodeId,
) {
    let notes: Vec<&ReviewNote> = lists.iter().flat_map(|(_, notes)| notes).collect();
    let told = match place {
        NotePlace::Margin => words(typesetter, pages, notes, root),
        NotePlace::End => {
            numbers(typesetter, pages, &notes);
            BTreeSet::new()
        }
    };
    for (head, notes) in lists {
        let left: Vec<ReviewNote> = notes.into_iter().filter(|one| !told.contains(&one.number)).collect();
        pages.extend(list(typesetter, head, &left, root));
    }
}

/// Puts numbers into the outer margin, each beside the first line of the place that it is about.
fn numbers(typesetter: &mut Typesetter<'_>, pages: &mut [Page], notes: &[&ReviewNote]) {
    for page in pages {
        let found: Vec<(Length, &ReviewNote)> =
            notes.iter().filter_map(|note| Some((first_line(page, note.place)?, *note))).collect();
        number_page(typesetter, page, &found);
    }
}

fn number_page(typesetter: &mut Typesetter<'_>, page: &mut Page, found: &[(Length, &ReviewNote)]) {
    let size = typesetter.style.table;
    // Numbers of one line stand in one note.
    let mut notes: Vec<(Length, String)> = Vec::new();
    for (baseline, note) in found {
        match notes.iter_mut().find(|(at, _)| at == baseline) {
            Some((_, text)) => text.push_str(&note.number),
            None => notes.push((*baseline, note.number.clone())),
        }
    }
    notes.sort_by_key(|(baseline, _)| *baseline);
    let (x, measure) = margin(typesetter, size / 4);
    // What does not fit there goes on below, and the next note below that.
    let mut placed: Vec<(Length, BrokenLine)> = Vec::new();
    let mut free = EDGE;
    for (baseline, text) in notes {
        let items = typesetter.plain(&text, FaceId::Hei, size, Place::Page);
        free = free.max(baseline);
        for line in lines(&items, measure) {
            placed.push((free, line));
            free += size;
        }
    }
    // Upwards from the lower edge. Of more numbers than the margin holds, the last are in the list alone.
    let count = usize::try_from((page.height - EDGE * 2).thousandths() / size.thousandths().max(1)).unwrap_or_default();
    placed.truncate(count);
    let mut end = page.height - EDGE;
    for (at, _) in placed.iter_mut().rev() {
        *at = (*at).min(end);
        end = *at - size;
    }
    for (baseline, line) in placed {
        let context = LineContext { x, baseline, node: None, place: &|_, _| Place::Page };
        emit(&line, &context, &mut page.items);
    }
}

/// Puts what was said into the outer margin, beside the first line that it is about or as near to it as there is room, with
/// a line to there. Returns the numbers of those that stand there whole; of others, which are to be listed, there is the
/// number.
fn words(
    typesetter: &mut Typesetter<'_>,
    pages: &mut [Page],
    mut left: Vec<&ReviewNote>,
    parent: NodeId,
) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    let mut section = None;
    for page in pages {
        let mut found: Vec<(Length, &ReviewNote)> = Vec::new();
        left.retain(|note| {
            let line = first_line(page, note.place);
            found.extend(line.map(|line| (line, *note)));
            line.is_none()
        });
        found.sort_by_key(|(baseline, _)| *baseline);
        if found.is_empty() {
            continue;
        }
        let Some((placed, whole)) = fit(typesetter, page, &found) else {
            number_page(typesetter, page, &found);
            continue;
        };
        told.extend(whole);
        let node = *section.get_or_insert_with(|| typesetter.structure.add(StructureRole::Section, Some(parent)));
        for one in placed {
            draw(typesetter, page, &one, node);
        }
    }
    told
}

/// The notes of a page, each with the place that it has at the margin, and the numbers of those whose words stand there;
/// `None` where there are more notes than lines.
fn fit(
    typesetter: &mut Typesetter<'_>,
    page: &Page,
    found: &[(Length, &ReviewNote)],
) -> Option<(Vec<PlacedNote>, Vec<String>)> {
    let (top, bottom) = (EDGE, page.height - EDGE);
    let (_, measure) = margin(typesetter, GAP);
    let least = LEADING + GAP;
    let mut room = found.iter().fold(bottom - top, |room, _| room - least);
    if room < Length::ZERO {
        return None;
    }
    let (mut placed, mut whole) = (Vec::new(), Vec::new());
    for (about, note) in found {
        let mut set = |text: &str| typesetter.plain(text, FaceId::Fang, SIZE, Place::Page);
        let mut texts = note.words.iter().flat_map(|words| words.lines());
        let first = format!("{}{}{}", note.number, texts.next().unwrap_or_default(), note.state);
        let mut paragraphs: Vec<Vec<InlineItem>> = vec![set(&first)];
        paragraphs.extend(texts.map(&mut set));
        let count: usize = paragraphs.iter().map(|items| lines(items, measure).len()).sum();
        let mut height = (0..count).fold(GAP, |sum, _| sum + LEADING);
        if height - least <= room {
            room -= height - least;
            whole.push(note.number.clone());
        } else {
            paragraphs = vec![set(&format!("{}见文后", note.number))];
            height = least;
        }
        placed.push(PlacedNote { about: *about, paragraphs, height, top });
    }
    // Each beside its line or below the one before, then upwards from the lower edge.
    let mut free = top;
    for one in &mut placed {
        one.top = (one.about - LEADING).max(free);
        free = one.top + one.height;
    }
    let mut end = bottom;
    for one in placed.iter_mut().rev() {
        one.top = one.top.min(end - one.height);
        end = one.top;
    }
    Some((placed, whole))
}

fn draw(typesetter: &mut Typesetter<'_>, page: &mut Page, one: &PlacedNote, section: NodeId) {
    let (x, measure) = margin(typesetter, GAP);
    let node = typesetter.structure.add(StructureRole::Note, Some(section));
    let mut at = one.top + LEADING;
    let edge = typesetter.style.binding_margin + typesetter.style.type_width;
    let line = RuleLine {
        from: (edge, one.about - SIZE * 3 / 10),
        to: (x - Length::pt(1), at - SIZE * 3 / 10),
        width: Length::milli(400),
        colour: GREY,
    };
    page.items.push(PageItem { shape: Shape::Rule(line), place: Place::Page, node: None });
    for line in one.paragraphs.iter().flat_map(|items| lines(items, measure)) {
        // Nothing of it is a place of the report, which a change could underline.
        let context = LineContext { x, baseline: at, node: Some(node), place: &|_, _| Place::Page };
        emit(&line, &context, &mut page.items);
        at += LEADING;
    }
}

/// Where the outer margin begins, `gap` beyond the text, and how long lines are there.
fn margin(typesetter: &Typesetter<'_>, gap: Length) -> (Length, LineMeasure) {
    let style = typesetter.style;
    let x = style.binding_margin + style.type_width + gap;
    let width = style.paper_width - x - gap;
    (x, LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align: ParagraphAlign::Left })
}

/// The first line of a page that shows something of a place.
fn first_line(page: &Page, place: Place) -> Option<Length> {
    page.items.iter().filter(|item| is_about(item, place)).find_map(baseline)
}

/// Whether an item of a page shows something of what a note is about.
fn is_about(item: &PageItem, place: Place) -> bool {
    match (item.place.spot(), place.spot()) {
        (Some((part, shown)), Some((of, wanted))) => {
            let meets = shown.start < wanted.end.max(wanted.start + 1) && wanted.start < shown.end.max(shown.start + 1);
            part == of && shown.paragraph == wanted.paragraph && meets
        }
        _ => item.place == place,
    }
}

const fn baseline(item: &PageItem) -> Option<Length> {
    match &item.shape {
        Shape::Text(run) => Some(run.baseline),
        _ => None,
    }
}
