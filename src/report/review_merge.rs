//! A reviewed copy of a report brought back into it, three-way: what the reviewers changed since the copy was made is put
//! on top of what was changed here meanwhile, as tracked changes of theirs. Must not know files.

use std::collections::BTreeSet;
use std::ops::Range;

use super::word_row::{WordRow, by_paragraphs, hunks, in_ours, rows};
use super::{Change, CommentChange, FormerValue, Place, Report, ReportText, Reviser};
use crate::form::{CellKey, Form};
use crate::richtext::{Edit, RichText, SearchQuery, TextRange};

/// What a merge does.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewMerge {
    /// What is to be changed, in order; one change for the user.
    pub change: Change,
    /// How many places the reviewers changed.
    pub taken: usize,
    /// How many paragraphs look otherwise there, which nobody tracked; they are left as they look here.
    pub looks_left: usize,
    /// How many of their comments and answers are new.
    pub comments: usize,
    /// The places that were changed on both sides.
    pub conflicts: Vec<MergeConflict>,
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
    let MergeSides { base, ours, theirs } = sides;
    let (changes, conflicts) = (Vec::new(), Vec::new());
    let mut merge =
        Merge { form, merged: ours.clone(), changes, taken: 0, looks_left: 0, comments: 0, conflicts, kept, reviser };
    merge.values(base, theirs);
    for part in ReportText::ALL {
        merge.text(part, base, theirs);
        merge.looks(part, base, theirs);
    }
    merge.comments(theirs);
    let Merge { changes, taken, looks_left, conflicts, comments, .. } = merge;
    ReviewMerge { change: Change::All(changes), taken, looks_left, comments, conflicts }
}

pub(super) struct Merge<'a> {
    form: &'a Form,
    /// The report so far.
    pub merged: Report,
    changes: Vec<Change>,
    taken: usize,
    /// Paragraphs that look otherwise in the copy and were left.
    pub looks_left: usize,
    comments: usize,
    conflicts: Vec<MergeConflict>,
    /// The conflicts in which ours stays.
    kept: &'a BTreeSet<usize>,
    pub reviser: &'a Reviser,
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
    fn keeps(&mut self, conflict: MergeConflict) -> bool {
        let number = self.conflicts.len();
        self.conflicts.push(conflict);
        self.kept.contains(&number)
    }

    /// Numbers, notes, title, unit and signature.
    fn values(&mut self, base: &Report, theirs: &Report) {
        let inputs = self.form.fields().filter(|field| !field.total).map(|field| FormerValue::Number(field.key, None));
        let noted =
            base.notes.keys().chain(theirs.notes.keys()).copied().map(|key: CellKey| FormerValue::Note(key, None));
        let single = [FormerValue::Title(None), FormerValue::Unit(String::new()), FormerValue::Signature(None)];
        let mut places: Vec<FormerValue> = inputs.chain(noted).chain(single).collect();
        places.dedup();
        for place in places {
            let (was, own, wanted) = (place.now(base), place.now(&self.merged), place.now(theirs));
            if wanted == was || wanted == own {
                continue;
            }
            if own != was {
                let (base, ours, theirs) = (was.shown(), own.shown(), wanted.shown());
                if self.keeps(MergeConflict { place: place.place(), base, ours, theirs }) {
                    continue;
                }
            }
            let reviser = theirs.reviser_of(&wanted).unwrap_or_else(|| self.reviser.clone());
            let change = match wanted {
                FormerValue::Number(key, number) => Change::Numbers(vec![(key, number)]),
                FormerValue::Note(key, note) => Change::Note(key, note),
                FormerValue::Title(title) => Change::Title(title),
                FormerValue::Unit(name) => Change::UnitName(name),
                FormerValue::Signature(signature) => Change::Signature(signature),
                FormerValue::Stated(..) | FormerValue::Year(_) => continue,
            };
            self.make(reviser, change);
        }
    }

    fn text(&mut self, part: ReportText, base: &Report, theirs: &Report) {
        let nothing = RichText::default();
        let (was, wanted) = (base.part(part).unwrap_or(&nothing), theirs.part(part).unwrap_or(&nothing));
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let rows = rows([was, &own, wanted]);
        let [was_row, own_row, wanted_row] = &rows;
        let ours = hunks(was_row, own_row);
        let changed = by_paragraphs(hunks(was_row, wanted_row), was_row, wanted_row);
        let mut found = Vec::new();
        for (of_base, of_theirs) in changed {
            let (whole, of_ours, is_conflict) = in_ours(of_base, &ours);
            let own = |of: fn(&WordRow, usize) -> &str| -> Vec<&str> {
                (of_ours.0..of_ours.1).map(|at| of(own_row, at)).collect()
            };
            // Where it reaches over more than they changed, their words around it are those of the base.
            let their = |of: fn(&WordRow, usize) -> &str| -> Vec<&str> {
                let before = (whole.0..of_base.0).map(|at| of(was_row, at));
                let after = (of_base.1..whole.1).map(|at| of(was_row, at));
                before.chain((of_theirs.0..of_theirs.1).map(|at| of(wanted_row, at))).chain(after).collect()
            };
            if own(WordRow::whole_word) == their(WordRow::whole_word) {
                continue;
            }
            let (ours_here, theirs_here) = (own(WordRow::word), their(WordRow::word));
            let span = own_row.span(of_ours);
            if is_conflict {
                let base = (whole.0..whole.1).map(|at| was_row.word(at)).collect();
                let place = part.place(super::CharRange {
                    paragraph: span.start().paragraph,
                    start: span.start().character,
                    end: if span.end().paragraph == span.start().paragraph {
                        span.end().character
                    } else {
                        span.start().character
                    },
                });
                let (ours, theirs) = (ours_here.concat(), theirs_here.concat());
                if self.keeps(MergeConflict { place, base, ours, theirs }) {
                    continue;
                }
            }
            let has_table = was_row.has_table(whole) || own_row.has_table(of_ours) || wanted_row.has_table(of_theirs);
            let piece = match has_table {
                true => {
                    let wide = (of_theirs.0.saturating_sub(of_base.0 - whole.0), of_theirs.1 + (whole.1 - of_base.1));
                    let of_ours_whole = own_row.paragraphs(of_ours, wanted_row.begins_with_end(wide));
                    let of_theirs_whole = wanted_row.paragraphs(wide, own_row.begins_with_end(of_ours));
                    Some(Piece::Paragraphs(of_ours_whole, of_theirs_whole))
                }
                false => (whole == of_base).then(|| Piece::Words(wanted_row.span(of_theirs))),
            };
            let reviser = theirs.reviser_at(part, wanted_row.span(of_theirs)).unwrap_or_else(|| self.reviser.clone());
            found.push((span, theirs_here.concat(), piece, reviser));
        }
        // The last first, so that those before it stay where they are.
        for (span, words, piece, reviser) in found.into_iter().rev() {
            let text = self.merged.part(part).cloned().unwrap_or_default();
            let edit = match piece {
                Some(Piece::Paragraphs(of_ours, of_theirs)) => with_paragraphs(&text, of_ours, wanted, of_theirs),
                _ if words.is_empty() => Edit::delete(&text, span),
                Some(Piece::Words(piece)) => Edit::replace(&text, span, &wanted.piece(piece)),
                None => Edit::insert(&text, span, &words, text.marks_of(span)),
            };
            if !edit.is_empty() {
                self.make(reviser, Change::Prose(part, edit));
            }
        }
    }

    /// Comments and answers that are not here yet. Words that a comment is about are looked for in the text as it is now.
    fn comments(&mut self, theirs: &Report) {
        for comment in &theirs.comments {
            // Programs that know no answers make comments of them.
            let is_same =
                |reply: &super::CommentRemark| reply.by == comment.remark.by && reply.text == comment.remark.text;
            let is_answer = |own: &super::Comment| own.replies.iter().any(is_same);
            if comment.replies.is_empty() && self.merged.comments.iter().any(is_answer) {
                continue;
            }
            let is_same =
                |one: &&super::Comment| one.remark.by == comment.remark.by && one.remark.text == comment.remark.text;
            let Some(own) = self.merged.comments.iter().find(is_same) else {
                let place = self.place_of(comment.place, &comment.about);
                self.comment(CommentChange::Add(place, comment.remark.clone()));
                if let Some(id) = self.merged.comments.last().map(|one| one.id) {
                    comment.replies.iter().for_each(|reply| self.comment(CommentChange::Reply(id, reply.clone())));
                }
                continue;
            };
            let id = own.id;
            let known = |reply: &&super::CommentRemark| {
                own.replies.iter().any(|one| one.by == reply.by && one.text == reply.text)
            };
            let new: Vec<_> = comment.replies.iter().filter(|reply| !known(reply)).cloned().collect();
            new.into_iter().for_each(|reply| self.comment(CommentChange::Reply(id, reply)));
        }
    }

    fn comment(&mut self, change: CommentChange) {
        let change = Change::Comment(change);
        if change.clone().apply(&mut self.merged, self.form).is_ok() {
            self.changes.push(change);
            self.comments += 1;
        }
    }

    fn place_of(&self, place: Place, about: &str) -> Place {
        let Some((part, _)) = place.spot() else { return place };
        let found = || Some(*self.merged.part(part)?.find(&SearchQuery::new(about.to_owned())).first()?);
        match (found().filter(|_| !about.trim().is_empty()), part) {
            (Some(span), _) => {
                let (start, end) = (span.start(), span.end());
                part.place(super::CharRange { paragraph: start.paragraph, start: start.character, end: end.character })
            }
            (None, ReportText::Section(id)) => Place::Heading(id),
            (None, ReportText::Preface) => Place::Title,
        }
    }
}

/// What of their text takes the place of ours.
enum Piece {
    Words(TextRange),
    /// Whole paragraphs of ours, and theirs for them: a table whose rows or columns were changed is taken whole.
    Paragraphs(Range<usize>, Range<usize>),
}

/// The edit that puts paragraphs of theirs in the place of some of ours.
fn with_paragraphs(text: &RichText, of_ours: Range<usize>, theirs: &RichText, of_theirs: Range<usize>) -> Edit {
    let mut now = text.clone();
    let end = of_ours.end.min(now.paragraphs.len());
    let new = theirs.paragraphs.get(of_theirs).unwrap_or_default().iter().cloned();
    now.paragraphs.splice(of_ours.start.min(end)..end, new);
    Edit::between(text, &now.mended())
}

impl Report {
    /// Who changed words that are still here or stood at their edges.
    fn reviser_at(&self, part: ReportText, span: TextRange) -> Option<Reviser> {
        let touches = |own: TextRange| own.start() <= span.end() && span.start() <= own.end();
        let touching = self.revisions.of_text(part).filter(|one| touches(one.span));
        // Words beside them may have been formatted alone.
        let id = touching.filter_map(|one| one.inserted.or(one.deleted)).next()?;
        self.revisions.mark(id).map(|mark| Reviser { by: mark.by.clone(), at: mark.at })
    }

    /// Who changed a value last.
    fn reviser_of(&self, value: &FormerValue) -> Option<Reviser> {
        let last = self.revisions.values.iter().rev().find(|one| one.former.is_beside(value))?;
        self.revisions.mark(last.id).map(|mark| Reviser { by: mark.by.clone(), at: mark.at })
    }
}
