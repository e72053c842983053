//! Finds in the report what a document's comments are about. Must not know the document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::form_tables::{FormTables, GridPlace};
use crate::form::Form;
use crate::report::{CharRange, Comment, CommentId, CommentRemark, Place, Report, ReportText};
use crate::richtext::Paragraph;

/// Paragraphs that stand in the report otherwise than in the document are looked for among so many comments: each costs a
/// look at the whole text.
const SOUGHT: usize = 100;

/// A comment and its answers.
#[derive(Debug)]
pub(super) struct ReadComment {
    /// What was said first.
    pub remark: CommentRemark,
    /// What was answered.
    pub replies: Vec<CommentRemark>,
    /// Whether it is settled.
    pub done: bool,
    /// Where it stands.
    pub anchor: CommentAnchor,
}

/// Where a comment stands in the text.
#[derive(Clone, Debug, Default)]
pub(super) struct CommentAnchor {
    /// The text of the paragraph, deleted words left out.
    pub paragraph: Arc<str>,
    /// The characters that it is about.
    pub span: (usize, usize),
    /// The table, the row and the column of the grid, each from 0, where it stands in a table.
    pub cell: Option<GridPlace>,
}

/// The comments with their places in `report`. What is found nowhere is about the report as a whole.
pub(super) fn placed(form: &Form, report: &Report, comments: Vec<ReadComment>, tables: &FormTables) -> Vec<Comment> {
    let mut texts: BTreeMap<String, (ReportText, usize)> = BTreeMap::new();
    for (part, number, paragraph) in paragraphs(report) {
        texts.entry(paragraph.text().trim().to_owned()).or_insert((part, number));
    }
    let mut left = SOUGHT;
    let place = |anchor: &CommentAnchor, left: &mut usize| -> Place {
        let text = anchor.paragraph.trim();
        // The number that stands there tells the form's tables from others.
        let shows = |place: &Place| report.content(form, *place).trim() == text;
        if let Some(cell) = anchor.cell.and_then(|at| tables.cell(form, at)).filter(shows) {
            return cell;
        }
        if let Some((part, number)) = texts.get(text).filter(|_| !text.is_empty()) {
            return words(report, *part, *number, anchor);
        }
        if let Some(section) = form.sections.iter().find(|section| section.title.trim() == text) {
            return Place::Heading(section.id);
        }
        if *left == 0 || text.is_empty() {
            return Place::Title;
        }
        *left -= 1;
        // A number before it may have become part of the document's list, or the other way round.
        let similar = paragraphs(report).find(|(_, _, paragraph)| {
            let own = paragraph.text();
            let own = own.trim();
            !own.is_empty() && (text.ends_with(own) || own.ends_with(text))
        });
        similar.map_or(Place::Title, |(part, number, _)| words(report, part, number, anchor))
    };
    let numbered = (1..).map(CommentId).zip(comments);
    let comments = numbered.map(|(id, comment)| {
        let ReadComment { remark, replies, done, anchor } = comment;
        let place = place(&anchor, &mut left);
        let (start, end) = anchor.span;
        let about = anchor.paragraph.chars().skip(start).take(end.saturating_sub(start).min(200)).collect();
        Comment { id, place, unknown_place: None, about, remark, replies, done }
    });
    comments.collect()
}

fn paragraphs(report: &Report) -> impl Iterator<Item = (ReportText, usize, &Paragraph)> {
    ReportText::ALL.into_iter().flat_map(|part| {
        let paragraphs = report.part(part).map(|text| text.paragraphs.as_slice()).unwrap_or_default();
        paragraphs.iter().enumerate().map(move |(number, paragraph)| (part, number, paragraph))
    })
}

/// The words in a paragraph of the report, counted from its end where its beginnings differ.
fn words(report: &Report, part: ReportText, number: usize, anchor: &CommentAnchor) -> Place {
    let own = report.part(part).and_then(|text| text.paragraphs.get(number));
    let (length, there) = (own.map_or(0, Paragraph::length), anchor.paragraph.chars().count());
    let moved = |at: usize| (at + length).saturating_sub(there).min(length);
    let (start, end) = (moved(anchor.span.0), moved(anchor.span.1));
    part.place(CharRange { paragraph: number, start, end: end.max(start) })
}
