//! Comments on paper that is sent for review: a number at the outer margin of the line that each is about, and all of them
//! in the order of the report on pages of their own after it. Never part of what is published.

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{NodeId, Page, PageItem, Shape, StructureRole};
use super::page_breaking::{self, Strip};
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::form::Form;
use crate::report::{Comment, CommentRemark, Place, Report};
use crate::richtext::ParagraphAlign;

/// The head of the list.
const HEAD: &str = "批　注";

/// The most characters of the words that a comment is about.
const WORDS: usize = 30;

/// The pages of the list; none where there are no comments.
pub fn list(typesetter: &mut Typesetter<'_>, form: &Form, report: &Report, parent: NodeId) -> Vec<Page> {
    if report.comments.is_empty() {
        return Vec::new();
    }
    let node = typesetter.structure.add(StructureRole::Section, Some(parent));
    let heading = typesetter.structure.add(StructureRole::Heading(1), Some(node));
    let mut strips = typesetter.heading(HEAD, heading, Place::Page);
    for comment in &report.comments {
        let remarks = std::iter::once(&comment.remark).chain(&comment.replies);
        let done = if comment.done { "（已处理）" } else { "" };
        let head = format!("〔{}〕{}{done}", comment.id.0, subject(form, comment));
        paragraph(typesetter, &head, FaceId::Hei, node, &mut strips);
        remarks.for_each(|remark| paragraph(typesetter, &sentence(remark), FaceId::Fang, node, &mut strips));
    }
    page_breaking::fill(strips, typesetter.style).0
}

/// Puts numbers into the outer margin, each beside the first line of the place that it is about.
pub fn mark(typesetter: &mut Typesetter<'_>, pages: &mut [Page], marked: &[(String, Place)]) {
    let style = typesetter.style;
    let size = style.table;
    for page in pages {
        // Numbers of one line stand in one note.
        let mut notes: Vec<(Length, String)> = Vec::new();
        for (number, place) in marked {
            let first = page.items.iter().filter(|item| is_about(item, *place)).find_map(baseline);
            let Some(baseline) = first else { continue };
            match notes.iter_mut().find(|(at, _)| *at == baseline) {
                Some((_, text)) => text.push_str(number),
                None => notes.push((baseline, number.clone())),
            }
        }
        notes.sort_by_key(|(baseline, _)| *baseline);
        let mut free = Length::ZERO;
        for (baseline, text) in notes {
            let items = typesetter.plain(&text, FaceId::Hei, size, Place::Page);
            // Beyond the type area there are 26 mm. What does not fit there goes on below, and the next note below that.
            let x = style.binding_margin + style.type_width + size / 4;
            let width = style.paper_width - x - size / 4;
            let measure = LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align: ParagraphAlign::Left };
            let mut at = baseline.max(free);
            for line in lines(&items, measure) {
                let context = LineContext { x, baseline: at, node: None, place: &|_, _| Place::Page };
                emit(&line, &context, &mut page.items);
                at += size;
            }
            free = at;
        }
    }
}

/// A paragraph of the list.
pub(super) fn paragraph(
    typesetter: &mut Typesetter<'_>,
    text: &str,
    face: FaceId,
    parent: NodeId,
    strips: &mut Vec<Strip<'static>>,
) {
    let style = typesetter.style;
    let node = typesetter.structure.add(StructureRole::Paragraph, Some(parent));
    let flush = Length::ZERO;
    let measure = LineMeasure { width: style.type_width, first: flush, rest: flush, align: ParagraphAlign::Justify };
    let baseline = Typesetter::baseline(style.line(), style.body);
    for text in text.lines() {
        let items = typesetter.body(text, face, Place::Page);
        for line in lines(&items, measure) {
            let context =
                LineContext { x: style.binding_margin, baseline, node: Some(node), place: &|_, _| Place::Page };
            let mut set = Vec::new();
            emit(&line, &context, &mut set);
            strips.push(Strip::set(1, set));
        }
    }
}

/// What a comment is about: the part of the report and its words.
fn subject(form: &Form, comment: &Comment) -> String {
    let part = part_of(form, comment.place);
    let words: String = comment.about.chars().take(WORDS).collect();
    let more = if comment.about.chars().count() > WORDS { "…" } else { "" };
    if words.trim().is_empty() { part } else { format!("{part}　“{words}{more}”") }
}

/// The part of the report that a place is in.
pub(super) fn part_of(form: &Form, place: Place) -> String {
    let title = |id| form.section(id).map(|section| section.title.clone()).unwrap_or_default();
    match place {
        Place::Prose(id, _) | Place::Heading(id) => title(id),
        Place::Cell(key) | Place::Note(key) => form.section_of(key).map(title).unwrap_or_default(),
        Place::Preface(_) => "前言".to_owned(),
        Place::Signature => "落款".to_owned(),
        Place::Title | Place::Unit | Place::Year | Place::Table(_) | Place::Page => "全文".to_owned(),
    }
}

/// Who said it, when, and what.
fn sentence(remark: &CommentRemark) -> String {
    let day = remark.at.map(|at| format!("（{}）", at.day().official())).unwrap_or_default();
    format!("{}{day}：{}", remark.by, remark.text)
}

/// Whether an item of a page shows something of what a comment is about.
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
