//! A reviewed copy of a report brought back into it, three-way: what the reviewers changed since the copy was made is put
//! on top of what was changed here meanwhile, as tracked changes of theirs. Must not know files.

use std::collections::BTreeSet;
use std::ops::Range;

use super::known_changes::KnownChanges;
use super::merge_region::{MergeRegion, around_in_ours, regions};
use super::reviewed_text::ItemPlaces;
use super::revision_authors::{Account, AuthoredPiece, AuthoredText};
use super::word_row::{WordRow, by_paragraphs, hunks, is_over_end, rows};
use super::{Change, Place, Report, ReportText, Reviser};
use crate::form::Form;
use crate::raster::HeldPicture;
use crate::richtext::{Edit, RichText, TextPosition, TextRange};

/// What a merge does.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewMerge {
    /// What is to be changed, in order; one change for the user.
    pub change: Change,
    /// How many places the reviewers changed.
    pub taken: usize,
    /// How many paragraphs look otherwise there, which nobody tracked; they are left as they look here.
    pub looks_left: usize,
    /// How many of their comments and answers are new, or were settled there.
    pub comments: usize,
    /// Whether this copy was merged before: what it says then counts as known here, whatever became of it since.
    pub is_known: bool,
    /// The places that were changed on both sides.
    pub conflicts: Vec<MergeConflict>,
    /// What they changed and this report cannot take, such as a year of another form; it is left as it is here.
    pub left: Vec<MergeConflict>,
}

/// A place that was changed on both sides. The reviewers' words stand in the text as a tracked change; rejected, it gives
/// back those that stood here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeConflict {
    /// Where it is in the report as it was here.
    pub place: Place,
    /// What stood there when the copy was made.
    pub base: String,
    /// What stood there here.
    pub ours: String,
    /// What the reviewers have there.
    pub theirs: String,
}

impl ReviewMerge {
    /// Whether the reviewers changed nothing and said nothing.
    pub fn is_empty(&self) -> bool {
        self.taken == 0 && self.comments == 0 && self.conflicts.is_empty()
    }
}

/// What comes together in a merge.
#[derive(Clone, Copy, Debug)]
pub struct MergeSides<'a> {
    /// What both come from.
    pub base: &'a Report,
    /// The report here.
    pub ours: &'a Report,
    /// The copy that came back.
    pub theirs: &'a Report,
}

/// Brings into ours what theirs has otherwise than the base. What nobody tracked there is of `reviser`. Of the conflicts,
/// by their numbers from 0, those in `kept` stay as they are here.
pub fn merge_review(form: &Form, sides: MergeSides<'_>, reviser: &Reviser, kept: &BTreeSet<usize>) -> ReviewMerge {
    let MergeSides { ours, theirs, base: origin } = sides;
    let copy = theirs.digest();
    let is_known = ours.revisions.has_merged(copy);
    let base = if is_known { theirs } else { sides.base };
    let (changes, conflicts, left) = (Vec::new(), Vec::new(), Vec::new());
    let known = KnownChanges::of(origin, &ours.revisions);
    let mut merge = Merge {
        form,
        merged: ours.clone(),
        changes,
        taken: 0,
        looks_left: 0,
        comments: 0,
        conflicts,
        left,
        kept,
        reviser,
        known,
    };
    merge.values(base, theirs);
    for part in ReportText::ALL {
        merge.text(part, base, theirs);
        merge.figures(part, base, theirs);
        merge.looks(part, base, theirs);
    }
    merge.comments(origin, theirs);
    let Merge { mut changes, taken, looks_left, conflicts, left, comments, known, .. } = merge;
    if taken > 0 || !conflicts.is_empty() {
        changes.push(Change::NoteMerged(copy));
    }
    if taken + comments > 0 || !conflicts.is_empty() {
        changes.push(Change::NoteTaken(known.into_new()));
    }
    ReviewMerge { change: Change::All(changes), taken, looks_left, comments, is_known, conflicts, left }
}

pub(super) struct Merge<'a> {
    pub form: &'a Form,
    /// The report so far.
    pub merged: Report,
    pub changes: Vec<Change>,
    taken: usize,
    /// Paragraphs that look otherwise in the copy and were left.
    pub looks_left: usize,
    pub comments: usize,
    conflicts: Vec<MergeConflict>,
    pub left: Vec<MergeConflict>,
    /// The conflicts in which ours stays.
    kept: &'a BTreeSet<usize>,
    pub reviser: &'a Reviser,
    /// What former states of the copy brought in: whatever became of it here, it does not come again.
    pub known: KnownChanges,
}

impl Merge<'_> {
    /// Makes a change of theirs.
    pub(super) fn make(&mut self, reviser: Reviser, change: Change) {
        let change = Change::By(reviser, Box::new(change));
        // What another report of this form has is of its measure.
        if change.clone().apply(&mut self.merged, self.form).is_ok() {
            // What comes next is made for the text as it is then.
            self.changes.extend([change, Change::FollowLinks]);
            self.taken += 1;
        }
    }

    /// Notes a place that both changed; whether ours stays there.
    pub(super) fn keeps(&mut self, conflict: MergeConflict) -> bool {
        let number = self.conflicts.len();
        self.conflicts.push(conflict);
        self.kept.contains(&number)
    }

    fn text(&mut self, part: ReportText, base: &Report, theirs: &Report) {
        let nothing = RichText::default();
        let (was, wanted) = (base.part(part).unwrap_or(&nothing), theirs.part(part).unwrap_or(&nothing));
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let rows = rows([was, &own, wanted]);
        let [was_row, own_row, wanted_row] = &rows;
        let ours = hunks(was_row, own_row);
        let mut changed = by_paragraphs(hunks(was_row, wanted_row), was_row, wanted_row);
        let mut found = Vec::new();
        let here = self.merged.revisions.clone();
        let our_changes = AuthoredText::of(was, &own, part, &here);
        let their_changes = AuthoredText::of(was, wanted, part, &theirs.revisions);
        let count = changed.len();
        changed.retain(|(one, other)| {
            let words = |row: &WordRow, (from, to): (usize, usize)| -> String {
                (from..to).map(|at| row.whole_word(at)).collect()
            };
            let put = words(wanted_row, *other);
            let account = their_changes.account(wanted_row.span(*other), (&words(was_row, *one), &put));
            let by = account.reviser().map(|reviser| reviser.by.clone());
            !self.known.has((part, was_row.span(*one), put, by))
        });
        // Where nothing was changed here, nothing has to be compared to know who did what.
        if ours.is_empty() && changed.len() == count && self.as_tracked(part, wanted, their_changes.whole()) {
            return;
        }
        for MergeRegion { of_base, of_ours, of_theirs, is_conflict } in regions(changed, &ours, &rows) {
            let words = |row: &WordRow, (from, to), of: fn(&WordRow, usize) -> &str| -> String {
                (from..to).map(|at| of(row, at)).collect()
            };
            let here = words(own_row, of_ours, WordRow::whole_word);
            let put = words(wanted_row, of_theirs, WordRow::whole_word);
            if here == put {
                continue;
            }
            let taken = words(was_row, of_base, WordRow::whole_word);
            let their_span = wanted_row.span(of_theirs);
            let account = their_changes.account(their_span, (&taken, &put));
            let reviser = account.reviser().unwrap_or(self.reviser).clone();
            if let Some(around) = around_in_ours(of_base, &ours) {
                let here = words(own_row, around.1, WordRow::whole_word);
                let is_at_edge = (around.0.0 == of_base.0 && here.starts_with(&put))
                    || (around.0.1 == of_base.1 && here.ends_with(&put));
                let is_here = !put.is_empty() && is_at_edge;
                if is_here || our_changes.has_change(own_row.span(around.1), (&taken, &put), &reviser.by) {
                    continue;
                }
            }
            let span = own_row.span(of_ours);
            if is_conflict {
                let base = words(was_row, of_base, WordRow::word);
                let place = part.place(super::CharRange {
                    paragraph: span.start().paragraph,
                    start: span.start().character,
                    end: if span.end().paragraph == span.start().paragraph {
                        span.end().character
                    } else {
                        span.start().character
                    },
                });
                let ours = words(own_row, of_ours, WordRow::word);
                let theirs = words(wanted_row, of_theirs, WordRow::word);
                if self.keeps(MergeConflict { place, base, ours, theirs }) {
                    continue;
                }
            }
            let has_table = was_row.has_table(of_base) || own_row.has_table(of_ours) || wanted_row.has_table(of_theirs);
            let has_table = has_table || is_over_end((own_row, of_ours), (wanted_row, of_theirs));
            let piece = match has_table {
                true => Piece::Paragraphs(own_row.paragraphs(of_ours), wanted_row.paragraphs(of_theirs)),
                false => match slid((&own, span), (wanted, their_span), account.slide) {
                    Some(span) if account.is_of_several() && !is_conflict && here == taken => {
                        found.push((span, Piece::Authored(account.pieces), reviser));
                        continue;
                    }
                    _ => Piece::Words(their_span),
                },
            };
            found.push((span, piece, reviser));
        }
        for id in wanted.figures().filter_map(|(_, _, figure)| figure.picture()) {
            if let Some(picture) = theirs.pictures.get(id).filter(|_| !found.is_empty()).cloned() {
                self.hold(picture);
            }
        }
        // The last first, so that those before it stay where they are.
        for (span, piece, reviser) in found.into_iter().rev() {
            let text = self.merged.part(part).cloned().unwrap_or_default();
            let edit = match piece {
                Piece::Authored(pieces) => {
                    self.authored(part, span, wanted, pieces);
                    continue;
                }
                Piece::Paragraphs(of_ours, of_theirs) => with_paragraphs(&text, of_ours, wanted, of_theirs),
                Piece::Words(piece) if piece.start() == piece.end() => Edit::delete(&text, span),
                Piece::Words(piece) => Edit::replace(&text, span, &words_of(wanted, piece)),
            };
            if !edit.is_empty() {
                self.make(reviser, Change::Prose(part, edit));
            }
        }
    }

    /// Holds a picture of theirs, which nobody sees until a figure shows it.
    fn hold(&mut self, picture: HeldPicture) {
        let change = Change::AddPicture(picture);
        if change.clone().apply(&mut self.merged, self.form).is_ok() {
            self.changes.push(change);
        }
    }

    /// What several people did to a text that is here as they found it; whether it comes out as it reads there. Tables and
    /// figures are taken whole, otherwise.
    fn as_tracked(&mut self, part: ReportText, wanted: &RichText, whole: Account) -> bool {
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let has_units = |text: &RichText| text.has_tables() || text.figures().next().is_some();
        if !whole.is_of_several() || has_units(&own) || has_units(wanted) {
            return false;
        }
        let mut text = own.clone();
        for piece in whole.pieces.iter().rev() {
            piece.edit(&text, TextPosition::default(), wanted).apply(&mut text);
        }
        let is_right = text.text() == wanted.text();
        if is_right {
            self.authored(part, TextRange::at(TextPosition::default()), wanted, whole.pieces);
        }
        is_right
    }

    /// Words that several people changed, each as that person's; the last first.
    fn authored(&mut self, part: ReportText, span: TextRange, wanted: &RichText, pieces: Vec<AuthoredPiece>) {
        for piece in pieces.into_iter().rev() {
            let text = self.merged.part(part).cloned().unwrap_or_default();
            let edit = piece.edit(&text, span.start(), wanted);
            if !edit.is_empty() {
                self.make(piece.reviser.unwrap_or_else(|| self.reviser.clone()), Change::Prose(part, edit));
            }
        }
    }
}

impl AuthoredPiece {
    /// The edit that makes this change of a text in which the words that it is counted from stand at `start`.
    fn edit(&self, text: &RichText, start: TextPosition, wanted: &RichText) -> Edit {
        let places = ItemPlaces::of(text);
        let first = places.number(start);
        let position = |offset: usize| places.position(first + offset);
        let gone = TextRange::new(position(self.taken.start), position(self.taken.end));
        match self.put.start() == self.put.end() {
            true => Edit::delete(text, gone),
            false => Edit::replace(text, gone, &words_of(wanted, self.put)),
        }
    }
}

/// What of their text takes the place of ours.
enum Piece {
    Words(TextRange),
    /// What several people did.
    Authored(Vec<AuthoredPiece>),
    /// Whole paragraphs of ours, and theirs for them: a table whose rows or columns were changed is taken whole, and so is
    /// a figure with its caption.
    Paragraphs(Range<usize>, Range<usize>),
}

/// The span of ours, moved by so many characters as one of theirs; `None` where other words stand there.
fn slid(
    (own, span): (&RichText, TextRange),
    (wanted, theirs): (&RichText, TextRange),
    slide: isize,
) -> Option<TextRange> {
    let beside = |text: &RichText, span: TextRange| -> (TextRange, String) {
        let places = ItemPlaces::of(text);
        let moved = |at: TextPosition| places.position(places.number(at).saturating_add_signed(slide));
        let (from, to) = (moved(span.start()), moved(span.end()));
        let words = match slide < 0 {
            true => TextRange::new(from, span.start()),
            false => TextRange::new(span.end(), to),
        };
        (TextRange::new(from, to), text.piece(words).text())
    };
    if slide == 0 {
        return Some(span);
    }
    let (moved, words) = beside(own, span);
    (words == beside(wanted, theirs).1).then_some(moved)
}

/// Words of a text, without the figure whose caption they begin: it stands here as well.
fn words_of(text: &RichText, span: TextRange) -> RichText {
    let mut piece = text.piece(span);
    piece.paragraphs.iter_mut().for_each(|paragraph| paragraph.figure = None);
    piece
}

/// The edit that puts paragraphs of theirs in the place of some of ours.
fn with_paragraphs(text: &RichText, of_ours: Range<usize>, theirs: &RichText, of_theirs: Range<usize>) -> Edit {
    let mut now = text.clone();
    let end = of_ours.end.min(now.paragraphs.len());
    let new = theirs.paragraphs.get(of_theirs).unwrap_or_default().iter().cloned();
    now.paragraphs.splice(of_ours.start.min(end)..end, new);
    Edit::between(text, &now.mended())
}
