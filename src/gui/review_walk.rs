//! From one tracked change, comment, finding or blank cell of the open report to the next, in the order in which it is read,
//! and what is done with the change where the user is. Knows neither files nor dialogs beyond the boxes of the report.

use super::action::Action;
use super::dialogs::comment_box;
use super::document::Document;
use super::view_context::Tab;
use crate::form::CellKey;
use crate::messages::{self, Language};
use crate::report::{Change, CharRange, Place, RevisionChange, RevisionEntry};
use crate::session::{EditorSelection, ReadingOrder, SessionCommand};
use crate::session::{beside, open_comments_in_order, reading_order, revisions_in_order};

impl Document {
    /// Goes to the next tracked change or to the one before, and says what it is.
    pub(super) fn go_to_change(&mut self, forward: bool, language: Language) -> Vec<Action> {
        let form = self.session.form();
        let entries = revisions_in_order(form, self.session.report());
        let places: Vec<ReadingOrder> = entries.iter().map(|entry| reading_order(form, entry.place)).collect();
        let next = beside(&places, self.change_here(&entries), self.here(), forward);
        let Some((number, entry)) = next.and_then(|number| Some((number, entries.get(number)?))) else {
            return vec![Action::say(language.word("revisions.none"))];
        };
        self.go(entry.place);
        self.change_at = Some((entry.id, self.session.selection()));
        vec![Action::say(messages::revision_line(language, (number + 1, entries.len()), entry))]
    }

    /// Accepts or rejects the tracked change where the user is, and goes to the next.
    pub(super) fn settle_change(&mut self, accepts: bool, language: Language) -> Vec<Action> {
        let entries = revisions_in_order(self.session.form(), self.session.report());
        let place = self.caret_place();
        let touched = || entries.iter().position(|entry| comment_box::is_at(entry.place, place));
        let here = self.change_here(&entries).or_else(touched);
        let Some(entry) = here.and_then(|number| entries.get(number)) else {
            return vec![Action::say(language.word("revisions.not_here"))];
        };
        let ids = vec![entry.id];
        let change = if accepts { RevisionChange::Accept(ids) } else { RevisionChange::Reject(ids) };
        self.change_at = None;
        vec![Action::Run(SessionCommand::Change(Change::Revise(change))), Action::NextChange]
    }

    /// Goes to the next open comment or to the one before, and shows it.
    pub(super) fn go_to_comment(&mut self, forward: bool, language: Language) -> Vec<Action> {
        let form = self.session.form();
        let comments = open_comments_in_order(form, self.session.report());
        let places: Vec<ReadingOrder> = comments.iter().map(|comment| reading_order(form, comment.place)).collect();
        let selection = self.session.selection();
        let last = self.comment_at.filter(|(_, then)| *then == selection);
        let at = last.and_then(|(id, _)| comments.iter().position(|comment| comment.id == id));
        let next = beside(&places, at, self.here(), forward).and_then(|number| comments.get(number));
        let Some((id, place)) = next.map(|comment| (comment.id, comment.place)) else {
            return vec![Action::say(language.word("comments.none_open"))];
        };
        self.go(place);
        self.comment_at = Some((id, self.session.selection()));
        self.comment_box.open(place);
        Vec::new()
    }

    /// Goes to the next finding or to the one before, from where the user is; of several findings at one place to one.
    pub(super) fn go_to_finding(&mut self, forward: bool, language: Language) -> Vec<Action> {
        let form = self.session.form();
        let counted = self.findings.iter().filter(|seen| seen.counts());
        let mut places: Vec<Place> = counted.filter_map(|seen| seen.finding.places.first().copied()).collect();
        places.sort_by_key(|place| (reading_order(form, *place), *place));
        places.dedup();
        let selection = self.session.selection();
        let field = self.basics.place().filter(|_| self.tab == Tab::Basics);
        let last = self.finding_at.filter(|(place, then)| {
            *then == selection
                && Tab::of(*place, form) == self.tab
                && field.is_none_or(|field| field == *place || *place == Place::Page)
        });
        let at = last.and_then(|(last, _)| places.iter().position(|place| *place == last));
        let order: Vec<ReadingOrder> = places.iter().map(|place| reading_order(form, *place)).collect();
        let next = beside(&order, at, self.here(), forward).and_then(|number| places.get(number));
        let Some(place) = next.copied() else { return vec![Action::say(language.word("say.no_findings"))] };
        self.go_into(place);
        // A text that is out of sight now has no caret any more: what is kept here is what the next key finds.
        self.release_hidden_text();
        self.finding_at = Some((place, self.session.selection()));
        Vec::new()
    }

    /// The next number that is not entered, in the order of the form, after the last one the first.
    pub(super) fn next_blank(&self) -> Option<CellKey> {
        let (form, numbers) = (self.session.form(), &self.session.report().numbers);
        let keys: Vec<CellKey> = form.fields().filter(|field| !field.total).map(|field| field.key).collect();
        let here = match (self.session.selection(), self.tab) {
            (EditorSelection::Cells { head, .. }, Tab::Section(_)) => keys.iter().position(|key| *key == head),
            (_, Tab::Section(id)) => keys.iter().position(|key| form.section_of(*key) == Some(id)),
            _ => None,
        };
        let stands = matches!(self.session.selection(), EditorSelection::Cells { .. });
        let (before, after) = keys.split_at_checked(here.map_or(0, |here| here + usize::from(stands)))?;
        after.iter().chain(before).copied().find(|key| numbers.get(*key).is_none())
    }

    /// The number of the tracked change that was last gone to, while the user is still there.
    fn change_here(&self, entries: &[RevisionEntry]) -> Option<usize> {
        let (id, _) = self.change_at.filter(|(_, then)| *then == self.session.selection())?;
        entries.iter().position(|entry| entry.id == id)
    }

    /// Where the user is in the order in which the report is read.
    fn here(&self) -> ReadingOrder {
        reading_order(self.session.form(), self.caret_place())
    }

    /// The characters that are selected, or the point at which the caret is; the active cell; the field; what the tab shows.
    fn caret_place(&self) -> Place {
        match self.session.selection() {
            EditorSelection::Text { part, anchor, head } => {
                let (from, to) = (anchor.min(head), anchor.max(head));
                let end = if from.paragraph == to.paragraph { to.character } else { from.character };
                part.place(CharRange { paragraph: from.paragraph, start: from.character, end })
            }
            EditorSelection::Cells { head, .. } => Place::Cell(head),
            EditorSelection::Nowhere => match self.tab {
                Tab::Section(id) => Place::Heading(id),
                Tab::Basics => self.basics.place().unwrap_or(Place::Title),
                _ => Place::Title,
            },
        }
    }
}
