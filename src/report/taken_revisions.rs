//! Tracked changes of another program's document brought into a report that reads as the document does with all of them
//! accepted. Must not know files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reviewed_text::{ItemMarks, Look, ReviewItem, ReviewedText};
use super::revision::{FormerValue, RevisedValue, Reviser};
use super::sequence_diff::shared;
use super::{Report, ReportText};
use crate::richtext::{Paragraph, RichText, Run, TextMarks};

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum RevisedText {
    /// Nothing was done to it and to its end.
    Plain(String),
    /// Its characters, and last its end.
    Changed(Vec<RevisedItem>),
}

/// A character of a document, or an end of paragraph, with what was done to it. Of a long text there are many: what was
/// done is in memory once for all of a row to which the same was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RevisedItem {
    /// The character; `None` for an end of paragraph.
    pub character: Option<char>,
    /// What was done to it; `None` for nothing.
    pub done: Option<Arc<ItemRevision>>,
}

/// What was done to characters of a document, or to an end of paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemRevision {
    /// How characters look, where they were taken out.
    pub marks: TextMarks,
    /// Who put them in.
    pub inserted: Option<Arc<Reviser>>,
    /// Who took them out.
    pub deleted: Option<Arc<Reviser>>,
    /// Who formatted them, and how they looked before.
    pub former: Option<(Arc<Reviser>, TextMarks)>,
    /// The look of a paragraph, with its end.
    pub look: Option<Paragraph>,
    /// Who formatted the paragraph, and how it looked before, with its end.
    pub former_look: Option<(Arc<Reviser>, Paragraph)>,
}

impl ItemRevision {
    /// Whether anything was done.
    pub const fn is_change(&self) -> bool {
        self.inserted.is_some() || self.deleted.is_some() || self.former.is_some() || self.former_look.is_some()
    }
}

impl RevisedItem {
    /// A character to which nothing was done.
    pub const fn plain(character: char) -> RevisedItem {
        RevisedItem { character: Some(character), done: None }
    }

    /// Whether anything was done to it.
    pub fn is_changed(&self) -> bool {
        self.done.as_ref().is_some_and(|done| done.is_change())
    }

    /// Who put it in.
    pub fn inserted(&self) -> Option<&Arc<Reviser>> {
        self.done.as_ref()?.inserted.as_ref()
    }

    /// Who took it out.
    pub fn deleted(&self) -> Option<&Arc<Reviser>> {
        self.done.as_ref()?.deleted.as_ref()
    }
}

/// Paragraphs of a document that are one where everything that was taken out is away.
struct ShownParagraph {
    /// None where nothing was done to it.
    items: Vec<RevisedItem>,
    /// Its shown text without spaces around it, and how many of its shown characters stand before that.
    text: String,
    before: usize,
}

impl ShownParagraph {
    fn of(items: Vec<RevisedItem>) -> ShownParagraph {
        let all: String =
            items.iter().filter(|item| item.deleted().is_none()).filter_map(|item| item.character).collect();
        ShownParagraph { items, ..ShownParagraph::plain(&all) }
    }

    fn plain(all: &str) -> ShownParagraph {
        let before = all.chars().take_while(|one| one.is_whitespace()).count();
        ShownParagraph { text: all.trim().to_owned(), items: Vec::new(), before }
    }

    fn changed(&self) -> usize {
        self.items.iter().filter(|item| item.is_changed()).count()
    }

    /// Whether it was taken out with its end.
    fn is_gone(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|item| item.deleted().is_some())
    }
}

impl Report {
    /// Takes over what was tracked in the paragraphs of a document, which are given in order; `titles` are those under which
    /// texts stand there. Returns how many characters and ends were changed there that stand nowhere in the report's texts.
    pub fn take_revisions(&mut self, document: Vec<RevisedText>, titles: &[(ReportText, &str)]) -> usize {
        let mut shown = Vec::new();
        let mut items: Vec<RevisedItem> = Vec::new();
        for paragraph in document {
            match paragraph {
                RevisedText::Plain(text) if items.is_empty() => shown.push(ShownParagraph::plain(&text)),
                // The end of the one before was taken out.
                RevisedText::Plain(text) => {
                    items.extend(text.chars().map(RevisedItem::plain).chain([RevisedItem::default()]));
                    shown.push(ShownParagraph::of(std::mem::take(&mut items)));
                }
                // What was taken out whole belongs to no other paragraph.
                RevisedText::Changed(own) if items.is_empty() && own.iter().all(|item| item.deleted().is_some()) => {
                    shown.push(ShownParagraph::of(own));
                }
                RevisedText::Changed(own) => {
                    let is_end = own.last().is_some_and(|end| end.deleted().is_none());
                    items.extend(own);
                    if is_end {
                        shown.push(ShownParagraph::of(std::mem::take(&mut items)));
                    }
                }
            }
        }
        if !items.is_empty() {
            shown.push(ShownParagraph::of(items));
        }
        // A title stands before the first paragraph of its text.
        let own: Vec<(ReportText, Option<usize>, String)> = ReportText::ALL
            .into_iter()
            .flat_map(|part| {
                let title = titles.iter().filter(move |(of, _)| *of == part);
                let title = title.map(move |(_, title)| (part, None, title.trim().to_owned()));
                let paragraphs = self.part(part).map(|text| text.paragraphs.as_slice()).unwrap_or_default();
                let text = move |(number, one): (usize, &Paragraph)| (part, Some(number), one.text().trim().to_owned());
                title.chain(paragraphs.iter().enumerate().map(text))
            })
            .collect();
        let pairs = pairs(&shown, &own);
        let mut lost: usize = shown.iter().map(ShownParagraph::changed).sum();
        for part in ReportText::ALL {
            let text = self.part(part).cloned().unwrap_or_default();
            let mut row = Vec::new();
            // The last paragraph of the document that is known here, and where what follows it stands in the row.
            let mut last: Option<(usize, usize)> = None;
            let mut kept = 0;
            for (at, (_, number, _)) in own.iter().enumerate().filter(|(_, (of, ..))| *of == part) {
                let of = pairs.get(at).copied().flatten();
                let Some(number) = number else {
                    last = of.map(|of| (of, 0));
                    continue;
                };
                let Some(paragraph) = text.paragraphs.get(*number) else { continue };
                let one = RichText { paragraphs: vec![paragraph.clone()] };
                let mut items = ReviewedText::plain(&one).items;
                if let Some(of) = of {
                    // Whole paragraphs that were taken out between this one and the one before.
                    let before = shown.iter().take(of).rposition(|one| !one.text.is_empty());
                    let gap = last.map_or(before, |(last, _)| Some(last)).map_or(0, |last| last + 1)..of;
                    let gone = shown.get(gap).unwrap_or_default();
                    kept += self.push_all_gone(&mut row, gone);
                    if let Some(source) = shown.get(of).filter(|source| source.changed() > 0) {
                        kept += source.changed();
                        items = self.marked(source, items, row.last());
                    }
                    last = Some((of, row.len() + items.len()));
                }
                row.extend(items);
            }
            // And those behind the last one.
            if let Some((last, behind)) = last {
                let rest = shown.get(last + 1..).unwrap_or_default();
                let count = rest.iter().take_while(|one| one.text.is_empty()).count();
                let after = row.split_off(behind.min(row.len()));
                kept += self.push_all_gone(&mut row, rest.get(..count).unwrap_or_default());
                row.extend(after);
            }
            let row = ReviewedText { items: row };
            if kept > 0 && row.shown() == text {
                let spans = row.spans(part);
                self.revisions.set_text(part, spans);
                lost = lost.saturating_sub(kept);
            }
        }
        self.revisions.forget_unused();
        lost
    }

    /// Notes that somebody changed a value, which was `former` before.
    pub fn take_value_revision(&mut self, reviser: &Reviser, former: FormerValue) {
        if former != former.now(self) {
            let id = self.revisions.number_for(reviser, &[]);
            self.revisions.values.push(RevisedValue { id, former });
        }
    }

    /// Paragraphs that were taken out as a whole, and how many characters and ends were changed in them.
    fn push_all_gone(&mut self, row: &mut Vec<ReviewItem>, paragraphs: &[ShownParagraph]) -> usize {
        let mut kept = 0;
        for gone in paragraphs.iter().filter(|one| one.text.is_empty()) {
            if let Some(by) = gone.items.iter().find_map(|item| item.deleted().cloned()) {
                kept += gone.changed();
                self.push_gone(row, gone, &by);
            }
        }
        kept
    }

    /// A paragraph that was taken out as a whole.
    fn push_gone(&mut self, row: &mut Vec<ReviewItem>, gone: &ShownParagraph, by: &Arc<Reviser>) {
        for item in &gone.items {
            let taken = if item.deleted().is_some() {
                self.taken(item, row.last())
            } else {
                let done = item.done.as_deref().cloned().unwrap_or_default();
                let done = ItemRevision { deleted: Some(Arc::clone(by)), ..done };
                self.taken(&RevisedItem { done: Some(Arc::new(done)), ..item.clone() }, row.last())
            };
            row.push(taken);
        }
    }

    /// An item that is not shown.
    fn taken(&mut self, item: &RevisedItem, before: Option<&ReviewItem>) -> ReviewItem {
        let look = match (item.character, item.done.as_deref()) {
            (Some(_), done) => {
                let marks = done.map(|done| done.marks).unwrap_or_default();
                // The characters of a row look alike: they share what says so.
                match before.map(|before| &before.look) {
                    Some(Look::Run(run)) if **run == (Run { marks, ..Run::default() }) => Look::Run(Arc::clone(run)),
                    _ => Look::Run(Arc::new(Run { marks, ..Run::default() })),
                }
            }
            (None, done) => Look::End(Arc::new(done.and_then(|done| done.look.clone()).unwrap_or_default())),
        };
        let marks = self.marks_of(item, None, before);
        ReviewItem { character: item.character, look, marks }
    }

    /// The numbers of what was done to an item; `look` is its present look.
    fn marks_of(&mut self, item: &RevisedItem, look: Option<&Look>, before: Option<&ReviewItem>) -> ItemMarks {
        let beside: Vec<_> = before.into_iter().flat_map(|item| item.marks.ids()).collect();
        let mut number = |reviser: &Reviser| self.revisions.number_for(reviser, &beside);
        let Some(done) = item.done.as_deref() else { return ItemMarks::default() };
        let inserted = done.inserted.as_deref().map(&mut number);
        let deleted = done.deleted.as_deref().map(&mut number);
        let formatted = look.and_then(|look| match look {
            Look::Run(run) => {
                let (reviser, marks) = done.former.as_ref().filter(|_| done.inserted.is_none())?;
                let former = Run { marks: *marks, ..Run::clone(run) };
                (former.marks != run.marks).then(|| (number(reviser), Look::Run(Arc::new(former))))
            }
            Look::End(own) => {
                let (reviser, former) = done.former_look.as_ref()?;
                let mut look = Paragraph::clone(own);
                (look.level, look.align, look.list) = (former.level, former.align, former.list);
                // A row before it was taken out, so that it begins the table now.
                if let (Some(own), Some(former)) = (&mut look.cell, &former.cell) {
                    (own.begins, own.header) = (former.begins, former.header);
                }
                (look != **own).then(|| (number(reviser), Look::End(Arc::new(look))))
            }
        });
        ItemMarks { inserted, deleted, formatted }
    }

    /// The items of a paragraph of the report with what was done to them in the document.
    fn marked(
        &mut self,
        source: &ShownParagraph,
        own: Vec<ReviewItem>,
        before: Option<&ReviewItem>,
    ) -> Vec<ReviewItem> {
        let trimmed: Vec<char> = own.iter().filter_map(|item| item.character).collect();
        let lead = trimmed.iter().take_while(|one| one.is_whitespace()).count();
        let wanted = source.text.chars().count();
        let length = trimmed.len();
        let own_text: String = trimmed.iter().collect();
        let words = own_text.trim().chars().count();
        // Counted from the end where the beginnings differ, as with numbers of headings.
        let (from, skipped) = if words >= wanted { (lead + (words - wanted), 0) } else { (lead, wanted - words) };
        let mut row: Vec<ReviewItem> = Vec::new();
        let mut own = own.into_iter().enumerate().peekable();
        let (mut shown, first) = (0, source.before + skipped);
        for item in &source.items {
            if item.deleted().is_some() {
                // What stands before the words stands before what was taken out of them.
                while shown > source.before
                    && let Some((_, item)) = own.next_if(|(at, _)| *at < from)
                {
                    row.push(item);
                }
                let taken = self.taken(item, row.last().or(before));
                row.push(taken);
                continue;
            }
            let target = match item.character {
                None => length,
                Some(_) => {
                    shown += 1;
                    let Some(offset) = shown.checked_sub(first + 1).filter(|offset| *offset < wanted) else { continue };
                    from + offset
                }
            };
            while let Some((_, item)) = own.next_if(|(at, _)| *at < target) {
                row.push(item);
            }
            if let Some((_, mut own)) = own.next_if(|(at, _)| *at == target) {
                own.marks = self.marks_of(item, Some(&own.look), row.last().or(before));
                row.push(own);
            }
        }
        row.extend(own.map(|(_, item)| item));
        row
    }
}

/// Which paragraph of the document each of the report's is: those with the same words, in order; between them those of
/// which one ends with the other.
fn pairs(shown: &[ShownParagraph], own: &[(ReportText, Option<usize>, String)]) -> Vec<Option<usize>> {
    let one: Vec<&str> = shown.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let other: Vec<&str> = own.iter().map(|(.., text)| text.as_str()).collect();
    let mut found: Vec<Option<usize>> = vec![None; own.len()];
    let mut next = (0, 0);
    let ends = (one.len(), other.len());
    for (of, at) in shared(&one, &other)
        .into_iter()
        .filter(|(of, _)| one.get(*of).is_some_and(|text| !text.is_empty()))
        .chain([ends])
    {
        // Those between, in order.
        let mut from = next.0;
        for (number, text) in other.iter().enumerate().take(at).skip(next.1).filter(|(_, text)| !text.is_empty()) {
            let similar = one
                .iter()
                .enumerate()
                .take(of)
                .skip(from)
                .find(|(_, theirs)| !theirs.is_empty() && (text.ends_with(**theirs) || theirs.ends_with(*text)));
            if let Some((theirs, _)) = similar {
                from = theirs + 1;
                found.iter_mut().skip(number).take(1).for_each(|slot| *slot = Some(theirs));
            }
        }
        found.iter_mut().skip(at).take(1).for_each(|slot| *slot = Some(of));
        next = (of + 1, at + 1);
    }
    let is_blank = |at: usize| shown.get(at).is_some_and(|one| one.text.is_empty() && !one.is_gone());
    pair_blanks(is_blank, &other, &mut found);
    found
}

/// Blank paragraphs, as cells of tables have them, go with those beside them: behind one whose paragraph of the document
/// is known, then before one.
fn pair_blanks(is_blank: impl Fn(usize) -> bool, other: &[&str], found: &mut [Option<usize>]) {
    let is_blank_here = |at: usize| other.get(at).is_some_and(|text| text.is_empty());
    let mut taken: BTreeSet<usize> = found.iter().flatten().copied().collect();
    let mut pair = |found: &mut [Option<usize>], at: usize, of: Option<usize>| {
        let free = of.filter(|of| is_blank(*of) && !taken.contains(of));
        if let (Some(of), Some(slot @ None)) = (free, found.get_mut(at).filter(|_| is_blank_here(at))) {
            *slot = Some(of);
            taken.insert(of);
        }
    };
    for at in 1..found.len() {
        let before = found.get(at - 1).copied().flatten();
        pair(found, at, before.map(|of| of + 1));
    }
    for at in (0..found.len().saturating_sub(1)).rev() {
        let after = found.get(at + 1).copied().flatten();
        pair(found, at, after.and_then(|of| of.checked_sub(1)));
    }
}
