//! Comments on paper that is sent for review, and the pages after the report on which notes are listed. Never part of what
//! is published.

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::margin_notes::ReviewNote;
use super::page::{NodeId, Page, StructureRole};
use super::page_breaking::{self, Strip};
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::form::Form;
use crate::report::{Comment, CommentRemark, Place, Report};
use crate::richtext::ParagraphAlign;

/// The head of the list.
pub const HEAD: &str = "批　注";

/// The most characters of the words that a comment is about.
const WORDS: usize = 30;

/// The comments of a report, as they stand on paper.
pub fn notes(form: &Form, report: &Report) -> Vec<ReviewNote> {
    let note = |comment: &Comment| ReviewNote {
        number: format!("〔{}〕", comment.id.0),
        place: comment.place,
        about: subject(form, comment),
        state: if comment.done { "（已处理）" } else { "" },
        words: std::iter::once(&comment.remark).chain(&comment.replies).map(sentence).collect(),
    };
    report.comments.iter().map(note).collect()
}

/// The pages of a list of notes under a head; none where there are none.
pub fn list(typesetter: &mut Typesetter<'_>, head: &str, notes: &[ReviewNote], parent: NodeId) -> Vec<Page> {
    if notes.is_empty() {
        return Vec::new();
    }
    let node = typesetter.structure.add(StructureRole::Section, Some(parent));
    let heading = typesetter.structure.add(StructureRole::Heading(1), Some(node));
    let mut strips = typesetter.heading(head, heading, Place::Page);
    for note in notes {
        let line = format!("{}{}{}", note.number, note.about, note.state);
        paragraph(typesetter, &line, FaceId::Hei, node, &mut strips);
        note.words.iter().for_each(|words| paragraph(typesetter, words, FaceId::Fang, node, &mut strips));
    }
    page_breaking::fill(strips, typesetter.style).0
}

/// A paragraph of the list.
fn paragraph(
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
