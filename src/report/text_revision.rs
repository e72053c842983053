//! What an edit of a text does to its tracked changes: what it puts in and takes out becomes a change of whoever made it,
//! or, where nothing is tracked, only moves those that are there. Must not know commands.

use super::ReportText;
use super::reviewed_text::{ItemMarks, Look, ReviewItem, ReviewedText};
use super::revised_columns::begins_cell;
use super::revision::{Reviser, RevisionId, Revisions};
use super::text_alignment::alignment;
use crate::richtext::{PositionMap, RichText};

/// Whose an edit is.
#[derive(Clone, Copy, Debug)]
pub(super) enum EditOrigin<'a> {
    /// Somebody's whose changes are tracked.
    Tracked(&'a Reviser),
    /// Somebody's whose changes are not.
    Untracked,
    /// What follows from another change, such as a linked number: what is put in takes the place of what it replaces.
    Derived,
}

impl Revisions {
    /// Notes that `old` became `now` by an edit that moved positions so.
    pub(super) fn note_text(
        &mut self,
        part: ReportText,
        (old, now): (&RichText, &RichText),
        moves: &[PositionMap],
        origin: EditOrigin<'_>,
    ) {
        let row = ReviewedText::of(old, self.of_text(part));
        let put = ReviewedText::plain(now);
        let shown: Vec<&ReviewItem> = row.items.iter().filter(|item| item.is_shown()).collect();
        let kept = alignment((old, &shown), (now, &put.items), moves);
        let mut writer = RowWriter { revisions: self, origin, put: &put.items, next: 0, row: Vec::new(), cells: None };
        let mut kept = kept.into_iter();
        let mut gap = Vec::new();
        for item in row.items {
            match if item.is_shown() { kept.next().flatten() } else { None } {
                Some(number) => {
                    writer.gap(std::mem::take(&mut gap), number, Some(&item));
                    writer.keep(item);
                }
                None => gap.push(item),
            }
        }
        writer.gap(gap, put.items.len(), None);
        let row = ReviewedText { items: writer.row };
        debug_assert_eq!(row.shown(), *now, "the text is what its row shows");
        let spans = row.spans(part);
        self.set_text(part, spans);
        self.forget_unused();
    }
}

/// Writes the row of a text after an edit.
struct RowWriter<'a> {
    revisions: &'a mut Revisions,
    origin: EditOrigin<'a>,
    /// What the text shows now.
    put: &'a [ReviewItem],
    /// The next of it.
    next: usize,
    row: Vec<ReviewItem>,
    /// The change that put in or took out cells last: those of a column stand in many places.
    cells: Option<RevisionId>,
}

impl RowWriter<'_> {
    /// Writes what stands between two items that are kept: `gone` was there, of which the shown items were taken out; up to
    /// the item `until` is put in.
    fn gap(&mut self, gone: Vec<ReviewItem>, until: usize, following: Option<&ReviewItem>) {
        let put = self.put.get(self.next..until.max(self.next)).unwrap_or_default();
        let taken = gone.iter().find(|item| item.is_shown());
        let is_changed = !put.is_empty() || taken.is_some();
        let put_marks = match self.origin {
            EditOrigin::Tracked(reviser) if is_changed => {
                let last = self.row.last().into_iter().chain(following);
                let has_cells = put.iter().chain(&gone).any(|item| item.is_shown() && begins_cell(item));
                let mut beside: Vec<RevisionId> = self.cells.filter(|_| has_cells).into_iter().collect();
                beside.extend(last.flat_map(|item| item.marks.ids()));
                beside.extend(gone.iter().flat_map(|item| item.marks.ids()));
                let id = self.revisions.number_for(reviser, &beside);
                self.cells = if has_cells { Some(id) } else { self.cells };
                ItemMarks { inserted: Some(id), ..ItemMarks::default() }
            }
            EditOrigin::Tracked(_) | EditOrigin::Untracked | EditOrigin::Derived => ItemMarks::default(),
        };
        let marks_of = |item: &ReviewItem| match self.origin {
            EditOrigin::Derived => marks_of_replaced(&gone, item),
            EditOrigin::Tracked(_) | EditOrigin::Untracked => put_marks.clone(),
        };
        let items: Vec<ReviewItem> =
            put.iter().map(|item| ReviewItem { marks: marks_of(item), ..item.clone() }).collect();
        // Whoever goes on writing writes on behind his own words, not behind what was taken out after them.
        let goes_on = match self.origin {
            EditOrigin::Tracked(reviser) => {
                taken.is_none()
                    && self.row.last().is_some_and(|item| item.is_shown() && self.is_inserted_by(item, reviser))
            }
            _ => false,
        };
        // What replaces words stands right behind them; what replaces none, behind all that was taken out there before.
        let behind =
            if goes_on { 0 } else { gone.iter().rposition(ReviewItem::is_shown).map_or(gone.len(), |at| at + 1) };
        let mut before = gone;
        let joined = if matches!(self.origin, EditOrigin::Derived) { joined_at(&before, put.is_empty()) } else { None };
        let mut after = before.split_off(joined.map_or(behind, |(at, _)| at));
        if let Some((_, id)) = joined {
            after.iter_mut().filter(|item| item.is_shown()).for_each(|item| item.marks.deleted = Some(id));
        }
        self.take_out(before, put_marks.inserted);
        self.row.extend(items);
        self.take_out(after, put_marks.inserted);
        self.next = until.max(self.next);
    }

    /// Writes what is not shown any more.
    fn take_out(&mut self, gone: Vec<ReviewItem>, id: Option<RevisionId>) {
        for mut item in gone {
            match self.origin {
                _ if !item.is_shown() => self.row.push(item),
                EditOrigin::Tracked(reviser) if !self.is_inserted_by(&item, reviser) => {
                    item.marks.deleted = id;
                    self.row.push(item);
                }
                EditOrigin::Derived => {
                    // What stood there before somebody made it follow a cell is what he took out.
                    if let Some((id, former)) = linked_by(&item) {
                        item.look = former;
                        item.marks = ItemMarks { deleted: Some(id), ..ItemMarks::default() };
                        self.row.push(item);
                    }
                }
                _ => {}
            }
        }
    }

    /// Writes an item that is still shown, with the look that it has now.
    fn keep(&mut self, item: ReviewItem) {
        let Some(now) = self.put.get(self.next) else { return };
        self.next += 1;
        let ReviewItem { character, look, mut marks } = item;
        if now.look != look {
            let former = marks.formatted.take();
            if let EditOrigin::Tracked(reviser) = self.origin {
                let own = marks.inserted.is_some_and(|id| self.revisions.is_of(id, &reviser.by));
                let before = former.map_or(look, |(_, before)| before);
                if !own && before != now.look {
                    let beside: Vec<RevisionId> =
                        self.row.last().map(|item| item.marks.ids().collect()).unwrap_or_default();
                    let id = self.revisions.number_for(reviser, &beside);
                    marks.formatted = Some((id, before));
                }
            } else {
                marks.formatted = former.filter(|(_, before)| *before != now.look);
            }
        }
        self.row.push(ReviewItem { character, look: now.look.clone(), marks });
    }

    fn is_inserted_by(&self, item: &ReviewItem, reviser: &Reviser) -> bool {
        item.marks.inserted.is_some_and(|id| self.revisions.is_of(id, &reviser.by))
    }
}

/// The marks of what takes the place of a linked number: those that this had. Numbers of several cells may stand side by
/// side.
fn marks_of_replaced(gone: &[ReviewItem], item: &ReviewItem) -> ItemMarks {
    let is_same = |one: &&ReviewItem| match (&one.look, &item.look) {
        (Look::Run(one), Look::Run(other)) => one.link == other.link,
        _ => false,
    };
    let shown = || gone.iter().filter(|item| item.is_shown());
    let replaced = shown().find(is_same).or_else(|| shown().next());
    match replaced.and_then(linked_by) {
        Some((id, _)) => ItemMarks { inserted: Some(id), ..ItemMarks::default() },
        None => replaced.map(|item| item.marks.clone()).unwrap_or_default(),
    }
}

/// Where linked numbers became one since what parted them was taken out, and the change that did it: what stands behind
/// went with that, and comes back with it. `is_kept`: the first of them stands before what is `gone`.
fn joined_at(gone: &[ReviewItem], is_kept: bool) -> Option<(usize, RevisionId)> {
    let first = if is_kept { 0 } else { gone.iter().position(ReviewItem::is_shown)? };
    let last = gone.iter().rposition(ReviewItem::is_shown)?;
    let (at, parting) = gone.iter().enumerate().take(last).skip(first).find(|(_, item)| !item.is_shown())?;
    Some((at, parting.marks.deleted?))
}

/// The change that made characters follow a cell that did not follow it before, with their look then; nobody put them in.
fn linked_by(item: &ReviewItem) -> Option<(RevisionId, Look)> {
    let (id, former) = item.marks.formatted.as_ref().filter(|_| item.marks.inserted.is_none())?;
    match (former, &item.look) {
        (Look::Run(before), Look::Run(now)) if before.link != now.link => Some((*id, former.clone())),
        _ => None,
    }
}
