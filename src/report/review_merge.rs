//! A reviewed copy of a report brought back into it, three-way: what the reviewers changed since the copy was made is put
//! on top of what was changed here meanwhile, as tracked changes of theirs. Must not know files.

use std::collections::BTreeSet;

use super::sequence_diff::shared;
use super::{Change, CommentChange, FormerValue, Place, Report, ReportText, Reviser};
use crate::form::{CellKey, Form};
use crate::richtext::{Edit, RichText, SearchQuery, TextPosition, TextRange, words};

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

/// A text as words and ends of paragraph, each with the position before it; the last position is the end.
struct WordRow {
    words: Vec<String>,
    positions: Vec<TextPosition>,
}

/// Words of one text in the place of those of another, by their numbers: from, up to, and the same in the other.
type WordHunk = ((usize, usize), (usize, usize));

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
        let rows = [WordRow::of(was), WordRow::of(&own), WordRow::of(wanted)];
        let [was_row, own_row, wanted_row] = &rows;
        let (ours, changed) = (hunks(was_row, own_row), hunks(was_row, wanted_row));
        let mut found = Vec::new();
        for (of_base, of_theirs) in changed {
            let (whole, of_ours, is_conflict) = in_ours(of_base, &ours);
            // Where it reaches over more than they changed, their words around it are those of the base.
            let before = (whole.0..of_base.0).map(|at| was_row.word(at));
            let after = (of_base.1..whole.1).map(|at| was_row.word(at));
            let theirs_here: Vec<&str> =
                before.chain((of_theirs.0..of_theirs.1).map(|at| wanted_row.word(at))).chain(after).collect();
            let ours_here: Vec<&str> = (of_ours.0..of_ours.1).map(|at| own_row.word(at)).collect();
            if ours_here == theirs_here {
                continue;
            }
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
            let piece = (whole == of_base).then(|| wanted_row.span(of_theirs));
            let reviser = theirs.reviser_at(part, wanted_row.span(of_theirs)).unwrap_or_else(|| self.reviser.clone());
            found.push((span, theirs_here.concat(), piece, reviser));
        }
        // The last first, so that those before it stay where they are.
        for (span, words, piece, reviser) in found.into_iter().rev() {
            let text = self.merged.part(part).cloned().unwrap_or_default();
            let edit = match piece {
                _ if words.is_empty() => Edit::delete(&text, span),
                Some(piece) => Edit::replace(&text, span, &wanted.piece(piece)),
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

impl WordRow {
    fn of(text: &RichText) -> WordRow {
        let (mut all, mut positions) = (Vec::new(), Vec::new());
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            if number > 0 {
                all.push("\n".to_owned());
                positions
                    .push(TextPosition::new(number - 1, text.paragraphs.get(number - 1).map_or(0, |one| one.length())));
            }
            let mut at = 0;
            for word in words(&paragraph.text()) {
                all.push(word.to_owned());
                positions.push(TextPosition::new(number, at));
                at += word.chars().count();
            }
        }
        positions.push(text.end());
        WordRow { words: all, positions }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map(String::as_str).unwrap_or_default()
    }

    fn span(&self, (from, to): (usize, usize)) -> TextRange {
        let position = |at: usize| self.positions.get(at).copied().unwrap_or_default();
        // An empty span behind a word ends where the word does, not in the paragraph after it.
        TextRange::new(position(from), position(to))
    }
}

/// What was changed from one row to another, in order.
fn hunks(old: &WordRow, now: &WordRow) -> Vec<WordHunk> {
    let mut found = Vec::new();
    let mut from = (0, 0);
    let ends = (old.words.len(), now.words.len());
    for (one, other) in shared(&old.words, &now.words).into_iter().chain([ends]) {
        if (one, other) != from {
            found.push(((from.0, one), (from.1, other)));
        }
        from = (one + 1, other + 1);
    }
    found
}

/// Where words of the base are in our text: the words of the base that are meant, wider where our changes meet them, those
/// of ours, and whether our changes do.
fn in_ours(of_base: (usize, usize), ours: &[WordHunk]) -> ((usize, usize), (usize, usize), bool) {
    let mut whole = of_base;
    let meets = |whole: (usize, usize), hunk: &WordHunk| {
        let (start, end) = hunk.0;
        // Words put in between two words that the other side took out, or at the same point.
        (start < whole.1 && whole.0 < end)
            || (start == end && whole.0 == whole.1 && start == whole.0)
            || (start == end && whole.0 < start && start < whole.1)
            || (whole.0 == whole.1 && start < whole.0 && whole.0 < end)
    };
    let mut met: Vec<WordHunk> = Vec::new();
    for hunk in ours.iter().filter(|hunk| meets(of_base, hunk)) {
        met.push(*hunk);
        whole = (whole.0.min(hunk.0.0), whole.1.max(hunk.0.1));
    }
    // What we put in at the edge of what they changed stands before it at its beginning, behind it at its end.
    let moved = |at: usize, is_end: bool| {
        let is_before = |(base, _): &&WordHunk| base.1 < at || (base.1 == at && (base.0 < at || !is_end));
        ours.iter().rfind(is_before).map_or(at, |(base, own)| own.1 + (at - base.1))
    };
    let start = match met.first().filter(|(base, _)| base.0 == whole.0) {
        Some((_, own)) => own.0,
        None => moved(whole.0, false),
    };
    let end = match met.last().filter(|(base, _)| base.1 == whole.1) {
        Some((_, own)) => own.1,
        None => moved(whole.1, true),
    };
    (whole, (start, end.max(start)), !met.is_empty())
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
