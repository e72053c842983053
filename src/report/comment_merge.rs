//! The comments of a reviewed copy brought into the report: new ones and answers, and which were settled there. Must not
//! know files.

use std::collections::BTreeSet;

use super::review_merge::Merge;
use super::{Change, CharRange, Comment, CommentChange, CommentId, CommentRemark, Place, Report, ReportText};
use crate::richtext::SearchQuery;

impl Merge<'_> {
    /// Comments and answers that are not here yet. Words that a comment is about are looked for in the text as it is now.
    pub(super) fn comments(&mut self, base: &Report, theirs: &Report) {
        // Several may say the same of different places: each is found here once.
        let mut found: BTreeSet<CommentId> = BTreeSet::new();
        let is_said = |one: &CommentRemark, other: &CommentRemark| one.by == other.by && one.text == other.text;
        for (number, comment) in theirs.comments.iter().enumerate() {
            let says_this = |one: &&Comment| is_said(&one.remark, &comment.remark);
            // The same may have been said more than once: each is known by how often it was said before.
            let before = theirs.comments.iter().take(number).filter(says_this).count();
            let in_base = base.comments.iter().filter(says_this).nth(before);
            let (by, words) = (&comment.remark.by, &comment.remark.text);
            let is_known = self.known.has(("comment", by, words, before));
            // Programs that know no answers make comments of them.
            let is_answer = |own: &Comment| own.replies.iter().any(|reply| is_said(reply, &comment.remark));
            if comment.replies.is_empty() && self.merged.comments.iter().any(is_answer) {
                continue;
            }
            let is_same = |one: &&Comment| is_said(&one.remark, &comment.remark) && !found.contains(&one.id);
            let same: Vec<&Comment> = self.merged.comments.iter().filter(is_same).collect();
            let is_there = |one: &&&Comment| (one.remark.at, &one.about) == (comment.remark.at, &comment.about);
            let of_words = |one: &&&Comment| one.about == comment.about;
            let own = same.iter().find(is_there).or_else(|| same.iter().find(of_words)).or(same.first());
            let Some(own) = own.copied().cloned() else {
                // Taken away here, it does not come again.
                if in_base.is_some() || is_known {
                    continue;
                }
                let place = self.place_of(comment.place, &comment.about);
                self.comment(CommentChange::Add(place, comment.remark.clone()));
                if let Some(id) = self.merged.comments.last().map(|one| one.id) {
                    found.insert(id);
                    comment.replies.iter().for_each(|reply| self.comment(CommentChange::Reply(id, reply.clone())));
                    if comment.done {
                        self.settle(id, true);
                    }
                }
                continue;
            };
            found.insert(own.id);
            let was_done = in_base.is_some_and(|one| one.done);
            let is_new = comment.done != was_done && !self.known.has(("settled", by, words, before, comment.done));
            if is_new && comment.done != own.done {
                self.comment(CommentChange::Settle(own.id, comment.done));
            }
            let mut known = own.replies;
            for reply in &comment.replies {
                match known.iter().position(|one| is_said(one, reply)) {
                    Some(at) => drop(known.remove(at)),
                    None => self.comment(CommentChange::Reply(own.id, reply.clone())),
                }
            }
        }
    }

    /// Settles one that is new here, which is told already.
    fn settle(&mut self, id: CommentId, done: bool) {
        let change = Change::Comment(CommentChange::Settle(id, done));
        if change.clone().apply(&mut self.merged, self.form).is_ok() {
            self.changes.push(change);
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
                part.place(CharRange { paragraph: start.paragraph, start: start.character, end: end.character })
            }
            (None, ReportText::Section(id)) => Place::Heading(id),
            (None, ReportText::Preface) => Place::Title,
        }
    }
}
