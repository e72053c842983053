//! A text with everything that tracked changes took out of it, as one row of characters and ends of paragraphs, each with
//! the changes that put it in, took it out or formatted it. Every question about tracked changes is answered on this row;
//! a report keeps it as its text and spans. Must not know reports.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ReportText;
use super::revision::{FormerLook, RevisedSpan, RevisionId};
use crate::richtext::{Paragraph, RichText, Run, TextPosition, TextRange};

/// A text with what was taken out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ReviewedText {
    pub items: Vec<ReviewItem>,
}

/// A character or an end of paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReviewItem {
    /// The character; `None` for an end of paragraph.
    pub character: Option<char>,
    /// How it looks.
    pub look: Look,
    /// The changes of it.
    pub marks: ItemMarks,
}

/// The looks of characters, runs without text, and of ends, which are those of their paragraphs without runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Look {
    Run(Arc<Run>),
    End(Arc<Paragraph>),
}

/// What tracked changes did to a character or an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ItemMarks {
    /// The change that put it in.
    pub inserted: Option<RevisionId>,
    /// The change that took it out.
    pub deleted: Option<RevisionId>,
    /// The change that formatted it, and its look before.
    pub formatted: Option<(RevisionId, Look)>,
}

impl ItemMarks {
    /// The numbers of the changes.
    pub fn ids(&self) -> impl Iterator<Item = RevisionId> {
        let formatted = self.formatted.as_ref().map(|(id, _)| *id);
        self.inserted.into_iter().chain(self.deleted).chain(formatted)
    }
}

impl ReviewItem {
    /// Whether the text shows it.
    pub const fn is_shown(&self) -> bool {
        self.marks.deleted.is_none()
    }

    /// Whether both are the same character with the same look.
    pub fn looks_as(&self, other: &ReviewItem) -> bool {
        self.character == other.character && self.look == other.look
    }
}

impl ReviewedText {
    /// The row of a text in which nothing was tracked.
    pub fn plain(text: &RichText) -> ReviewedText {
        let mut items = Vec::new();
        for paragraph in &text.paragraphs {
            push_characters(&mut items, paragraph, &ItemMarks::default());
            items.push(end_of(paragraph, &ItemMarks::default()));
        }
        ReviewedText { items }
    }

    /// The row of a text and its changes. Spans beyond the text are brought to its end.
    pub fn of<'a>(text: &RichText, spans: impl IntoIterator<Item = &'a RevisedSpan>) -> ReviewedText {
        let places = ItemPlaces::of(text);
        let mut row = ReviewedText::plain(text);
        let mut hidden: Vec<(usize, Vec<ReviewItem>)> = Vec::new();
        for span in spans {
            let marks = span.marks();
            let (start, end) = (places.number(span.span.start()), places.number(span.span.end()));
            match &span.removed {
                Some(removed) => {
                    let marks = ItemMarks { formatted: None, ..marks };
                    let mut items = Vec::new();
                    for (number, paragraph) in removed.paragraphs.iter().enumerate() {
                        push_characters(&mut items, paragraph, &marks);
                        if number + 1 < removed.paragraphs.len() {
                            items.push(end_of(paragraph, &marks));
                        }
                    }
                    span.give_former_look(&mut items);
                    hidden.push((start, items));
                }
                None => {
                    let marks = ItemMarks { deleted: None, formatted: None, ..marks };
                    let items = row.items.get_mut(start..end.max(start)).unwrap_or_default();
                    items.iter_mut().for_each(|item| item.marks = marks.clone());
                    span.give_former_look(items);
                }
            }
        }
        // Stable: what stands at one place keeps its order.
        hidden.sort_by_key(|(at, _)| *at);
        let mut hidden = hidden.into_iter().peekable();
        let shown = std::mem::take(&mut row.items);
        let count = shown.len();
        for (number, item) in shown.into_iter().enumerate() {
            while let Some((_, items)) = hidden.next_if(|(at, _)| *at <= number) {
                row.items.extend(items);
            }
            row.items.push(item);
        }
        debug_assert!(hidden.peek().is_none_or(|(at, _)| *at >= count), "behind the text");
        row.items.extend(hidden.flat_map(|(_, items)| items));
        row
    }

    /// What the text shows.
    pub fn shown(&self) -> RichText {
        text_of(self.items.iter().filter(|item| item.is_shown()))
    }

    /// The spans of the changes, in order.
    pub fn spans(&self, part: ReportText) -> Vec<RevisedSpan> {
        let mut spans: Vec<RevisedSpan> = Vec::new();
        let mut at = TextPosition::default();
        let same = |one: &ReviewItem, other: &ReviewItem| {
            // A former look belongs to characters or to ends, not to both.
            let alike = one.marks.formatted.is_none() || one.character.is_none() == other.character.is_none();
            one.marks == other.marks && alike
        };
        for items in self.items.chunk_by(same) {
            let Some(first) = items.first() else { continue };
            let start = at;
            if first.is_shown() {
                at = items.iter().fold(at, behind);
            }
            if first.marks == ItemMarks::default() {
                continue;
            }
            let removed = (!first.is_shown()).then(|| fragment(items));
            let ItemMarks { inserted, deleted, formatted } = first.marks.clone();
            let formatted = formatted.map(|(id, look)| (id, look.kept()));
            spans.push(RevisedSpan { part, span: TextRange::new(start, at), removed, inserted, deleted, formatted });
        }
        spans
    }

    /// The row after these changes were accepted, or rejected.
    pub fn settled(mut self, ids: &BTreeSet<RevisionId>, accepts: bool) -> ReviewedText {
        let is_in = |id: Option<RevisionId>| id.is_some_and(|id| ids.contains(&id));
        self.items.retain(|item| !is_in(if accepts { item.marks.deleted } else { item.marks.inserted }));
        for item in &mut self.items {
            let marks = &mut item.marks;
            // One that is left is shown again where its deletion was rejected, and is nobody's where its insertion was
            // accepted.
            marks.deleted = marks.deleted.filter(|id| !ids.contains(id));
            marks.inserted = marks.inserted.filter(|id| !ids.contains(id));
            if let Some((_, former)) = marks.formatted.take_if(|(id, _)| ids.contains(id))
                && !accepts
            {
                item.look = former;
            }
        }
        self.with_last_end()
    }

    /// A text ends with an end of paragraph: where that was taken away and characters are left, they get one of theirs.
    pub fn with_last_end(mut self) -> ReviewedText {
        let last = self.items.iter().rposition(ReviewItem::is_shown);
        if let Some(at) = last
            && let Some(item) = self.items.get(at).filter(|item| item.character.is_some())
        {
            let marks = ItemMarks { formatted: None, ..item.marks.clone() };
            let end = ReviewItem { character: None, look: Look::End(Arc::default()), marks };
            self.items.insert(at + 1, end);
        }
        self
    }
}

impl RevisedSpan {
    fn marks(&self) -> ItemMarks {
        ItemMarks { inserted: self.inserted, deleted: self.deleted, formatted: None }
    }

    /// Notes the former look on those items that can have it.
    fn give_former_look(&self, items: &mut [ReviewItem]) {
        let Some((id, former)) = &self.formatted else { return };
        let former = match former {
            FormerLook::Run(run) => Look::Run(Arc::new(Run { text: String::new(), ..run.clone() })),
            FormerLook::Paragraph(paragraph) => Look::End(Arc::new(without_runs(paragraph))),
        };
        let is_run = matches!(former, Look::Run(_));
        for item in items.iter_mut().filter(|item| item.character.is_some() == is_run) {
            item.marks.formatted = Some((*id, former.clone()));
        }
    }
}

impl Look {
    /// As a file has it.
    fn kept(self) -> FormerLook {
        match self {
            Look::Run(run) => FormerLook::Run((*run).clone()),
            Look::End(paragraph) => FormerLook::Paragraph((*paragraph).clone()),
        }
    }
}

/// Where the characters and ends of a text are in its row.
pub(super) struct ItemPlaces {
    /// The number of the first item of each paragraph, and of what would follow the last.
    starts: Vec<usize>,
}

impl ItemPlaces {
    pub fn of(text: &RichText) -> ItemPlaces {
        let mut at = 0;
        let mut starts = vec![0];
        for paragraph in &text.paragraphs {
            at += paragraph.length() + 1;
            starts.push(at);
        }
        ItemPlaces { starts }
    }

    /// The number of the item behind a position.
    pub fn number(&self, position: TextPosition) -> usize {
        let bound = |paragraph: usize| self.starts.get(paragraph).copied();
        match (bound(position.paragraph), bound(position.paragraph + 1)) {
            (Some(start), Some(next)) => start.saturating_add(position.character).min(next.saturating_sub(1)),
            _ => self.starts.last().copied().unwrap_or_default(),
        }
    }

    /// The position before an item.
    pub fn position(&self, number: usize) -> TextPosition {
        let paragraph = self.starts.partition_point(|start| *start <= number).saturating_sub(1);
        TextPosition::new(paragraph, number - self.starts.get(paragraph).copied().unwrap_or_default().min(number))
    }
}

/// The position behind an item that stands at `at`.
pub(super) const fn behind(at: TextPosition, item: &ReviewItem) -> TextPosition {
    match item.character {
        Some(_) => TextPosition::new(at.paragraph, at.character + 1),
        None => TextPosition::new(at.paragraph + 1, 0),
    }
}

/// The text of a row that ends with an end of paragraph.
pub(super) fn text_of<'a>(items: impl Iterator<Item = &'a ReviewItem>) -> RichText {
    let mut paragraphs = Vec::new();
    let mut runs: Vec<(Arc<Run>, String)> = Vec::new();
    for item in items {
        match (&item.look, item.character) {
            (Look::Run(look), Some(character)) => match runs.last_mut() {
                Some((last, text)) if Arc::ptr_eq(last, look) => text.push(character),
                _ => runs.push((Arc::clone(look), character.into())),
            },
            (Look::End(look), _) => {
                let mut paragraph = Paragraph::clone(look);
                paragraph.set_runs(runs_of(&mut runs));
                paragraphs.push(paragraph);
            }
            (Look::Run(_), None) => {}
        }
    }
    if !runs.is_empty() {
        let mut paragraph = Paragraph::default();
        paragraph.set_runs(runs_of(&mut runs));
        paragraphs.push(paragraph);
    }
    RichText { paragraphs }
}

fn runs_of(runs: &mut Vec<(Arc<Run>, String)>) -> Vec<Run> {
    runs.drain(..).map(|(look, text)| Run { text, ..Run::clone(&look) }).collect()
}

/// What was taken out: an end of paragraph follows each paragraph but the last.
pub(super) fn fragment(items: &[ReviewItem]) -> RichText {
    let mut text = text_of(items.iter());
    if items.last().is_none_or(|item| item.character.is_none()) {
        text.paragraphs.push(Paragraph::default());
    }
    text
}

fn push_characters(items: &mut Vec<ReviewItem>, paragraph: &Paragraph, marks: &ItemMarks) {
    for run in paragraph.runs() {
        let look =
            Arc::new(Run { text: String::new(), marks: run.marks, link: run.link.clone(), extra: run.extra.clone() });
        let item = |character| {
            let look = Look::Run(Arc::clone(&look));
            ReviewItem { character: Some(character), look, marks: marks.clone() }
        };
        items.extend(run.text.chars().map(item));
    }
}

fn end_of(paragraph: &Paragraph, marks: &ItemMarks) -> ReviewItem {
    ReviewItem { character: None, look: Look::End(Arc::new(without_runs(paragraph))), marks: marks.clone() }
}

fn without_runs(paragraph: &Paragraph) -> Paragraph {
    let mut bare = paragraph.clone();
    bare.set_runs(Vec::new());
    bare
}
