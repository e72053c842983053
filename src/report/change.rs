//! Everything that a user may change, as values. A report is changed only through here. Must not know
//! the undo history.

use super::change_recorder::ChangeRecorder;
use super::inverse::AtomicChange;
use super::revision_settling::settled;
use super::{
    CommentChange, Dismissal, ImportOrigin, InverseChange, Number, Report, ReportDigest, ReportText, Reviser,
    RevisionChange, Signature, StatedTotal,
};
use crate::form::{CellKey, CellMeasure, CellName, Edition, Field, Form, SectionId, UnitKind};
use crate::raster::HeldPicture;
use crate::richtext::Edit;

/// One change. Regardless of its size, it is one undo step for the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The unit's name.
    UnitName(String),
    /// What kind of unit it is.
    UnitKind(UnitKind),
    /// The year; the edition of the form follows it.
    Year(u16),
    /// The published title where it is not the usual one.
    Title(Option<String>),
    /// Unit and date after the text.
    Signature(Option<Signature>),
    /// The rule packs that the report is checked by, by their names.
    RulePacks(Vec<String>),
    /// The preface or a section's prose; the edit was made for the text as it is then.
    Prose(ReportText, Edit),
    /// Numbers entered or, with `None`, blanked.
    Numbers(Vec<(CellKey, Option<Number>)>),
    /// Remove stated totals: the cells then show the sums of their parts.
    SettleTotals(Vec<CellKey>),
    /// Remove the stated title of a section.
    SettleTitle(SectionId),
    /// Remove a stated label, by the official words.
    SettleLabel(String),
    /// Hold a picture, for figures to show. Nothing is to be seen of it until one does.
    AddPicture(HeldPicture),
    /// Set a footnote; `None` or an empty text removes it.
    #[allow(dead_code, reason = "tests of undo change footnotes; the window only shows those that were read")]
    Note(CellKey, Option<String>),
    /// Dismiss a finding. It replaces a former dismissal of the same finding.
    Dismiss(Dismissal),
    /// Add, answer, settle or remove a comment.
    Comment(CommentChange),
    /// Accept or reject tracked changes.
    Revise(RevisionChange),
    /// What somebody else changed, tracked as that person's whether changes are tracked or not.
    By(Reviser, Box<Change>),
    /// Linked text follows the numbers now, before what comes next in the same change.
    FollowLinks,
    /// A reviewed copy with this digest was merged: what it says is known from now on.
    NoteMerged(ReportDigest),
    /// These changes of a reviewed copy were brought in or decided upon: later states of it do not bring them again.
    NoteTaken(Vec<String>),
    /// Remove a dismissal.
    Reinstate(Dismissal),
    /// Remove the notes on an imported file.
    ForgetOrigin(ImportOrigin),
    /// Another report in place of the whole: an import.
    Replace(Box<Report>),
    /// Several changes, one after another.
    All(Vec<Change>),
}

/// Why a change was not made. The report is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The form has no such number cell.
    #[error("the form has no cell {0}")]
    NoSuchCell(CellKey),
    /// The cell is a total: it is computed, never entered.
    #[error("{0} is computed from other cells")]
    Computed(CellKey),
    /// The cell is entered: it has no stated total to settle.
    #[error("{0} is no total")]
    NotComputed(CellKey),
    /// The cell counts something else.
    #[error("{cell} takes another kind of number")]
    WrongMeasure {
        /// The cell.
        cell: CellKey,
        /// What it counts.
        wanted: CellMeasure,
    },
    /// The year is not between 1 and 9999.
    #[error("no year {0}")]
    NoSuchYear(u16),
    /// The form has no such table.
    #[error("the form has no table {0}")]
    NoSuchTable(CellName),
    /// The report is final; it is taken back first.
    #[error("the report is final")]
    IsFinal,
    /// A report at its stage does not come to that one.
    #[error("this stage does not follow")]
    NoSuchStage,
    /// The report would hold more text than it may.
    #[error("the report would become too long")]
    TooLong,
}

impl Change {
    /// Makes the change and returns its inverse. Within the same change linked text is updated from
    /// the numbers, stated totals that now agree with their parts are removed, and the places of
    /// dismissals and comments are moved with the text.
    ///
    /// `form` is the form that the report follows before the change.
    ///
    /// # Errors
    /// The first part of the change that the form does not allow. The report is then unchanged.
    pub fn apply(self, report: &mut Report, form: &Form) -> Result<InverseChange, ChangeError> {
        self.apply_as(report, form, None)
    }

    /// As [`Change::apply`]; where the report's changes are tracked, it is one of `reviser`.
    ///
    /// # Errors
    /// As [`Change::apply`].
    pub fn apply_as(
        self,
        report: &mut Report,
        form: &Form,
        reviser: Option<&Reviser>,
    ) -> Result<InverseChange, ChangeError> {
        self.check(form)?;
        let former = report.revisions.clone();
        let mut recorder = ChangeRecorder::new(reviser.filter(|_| former.tracking && former.can_track()).cloned());
        self.apply_checked(report, form, &mut recorder);
        // The built-in forms can always be read; otherwise the former form is used.
        let form = if report.form == form.edition { form } else { Form::of(report.form).unwrap_or(form) };
        let agreeing: Vec<CellKey> = report.numbers.all_stated().filter_map(|(key, stated)| {
            let agrees = matches!(stated, StatedTotal::Number(count) if report.numbers.computed(form, key) == Some(Number::Count(count)));
            agrees.then_some(key)
        }).collect();
        for key in agreeing {
            recorder.record(AtomicChange::Stated(key, None), report);
        }
        recorder.follow_links(report, form);
        if report.revisions != former {
            recorder.inverse.record_revisions(former);
        }
        recorder.move_places(report);
        Ok(recorder.inverse.finish())
    }

    /// A zero in every blank cell that is entered, of one table or of all.
    pub fn fill_zero(report: &Report, form: &Form, table: Option<CellName>) -> Change {
        let tables = form.tables.iter().filter(|one| table.is_none_or(|name| one.name == name));
        let blank = |field: &&Field| !field.total && report.numbers.get(field.key).is_none();
        let fields = tables.flat_map(|table| &table.fields).filter(blank);
        Change::Numbers(fields.map(|field| (field.key, Some(Number::zero(field.measure)))).collect())
    }

    /// Checks the change against the form.
    ///
    /// # Errors
    /// The first part of the change that the form does not allow.
    fn check(&self, form: &Form) -> Result<(), ChangeError> {
        let field = |key: CellKey| form.field(key).ok_or(ChangeError::NoSuchCell(key));
        match self {
            Change::Year(year) if !(1..=9999).contains(year) => Err(ChangeError::NoSuchYear(*year)),
            Change::Numbers(numbers) => numbers.iter().try_for_each(|(key, number)| {
                let field = field(*key)?;
                match number {
                    _ if field.total => Err(ChangeError::Computed(*key)),
                    Some(number) if number.measure() != field.measure => {
                        Err(ChangeError::WrongMeasure { cell: *key, wanted: field.measure })
                    }
                    _ => Ok(()),
                }
            }),
            Change::SettleTotals(keys) => keys
                .iter()
                .try_for_each(|key| if field(*key)?.total { Ok(()) } else { Err(ChangeError::NotComputed(*key)) }),
            // A note to a cell of another edition, which this form does not have, can still be
            // removed.
            Change::Note(key, Some(_)) => field(*key).map(|_| ()),
            Change::By(_, change) => change.check(form),
            Change::All(changes) => {
                let mut form = form;
                for change in changes {
                    change.check(form)?;
                    let edition = match change {
                        Change::Year(year) => Some(Edition::of_year(*year)),
                        Change::Replace(report) => Some(report.form),
                        _ => None,
                    };
                    form = edition.and_then(|edition| Form::of(edition).ok()).unwrap_or(form);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Makes a change that was checked, and records its inverse; values that are already set are
    /// skipped.
    fn apply_checked(self, report: &mut Report, form: &Form, recorder: &mut ChangeRecorder) {
        let non_empty = |text: Option<String>| text.filter(|text| !text.is_empty());
        let atomic = match self {
            Change::UnitName(name) => AtomicChange::Unit(super::ReportingUnit { name, ..report.unit.clone() }),
            Change::UnitKind(kind) => {
                let unit = report.unit.clone();
                AtomicChange::Unit(super::ReportingUnit { kind, kind_unconfirmed: false, ..unit })
            }
            Change::Year(year) => AtomicChange::Year(year, Edition::of_year(year)),
            Change::Title(title) => AtomicChange::Title(non_empty(title)),
            Change::Signature(signature) => AtomicChange::Signature(signature),
            Change::RulePacks(names) => AtomicChange::RulePacks(names),
            Change::Prose(_, edit) if edit.is_empty() => return,
            Change::Prose(part, edit) => {
                recorder.record(AtomicChange::Prose(part, edit), report);
                // Whatever edit it was, the tables of the text are whole after it.
                let mend = report.part(part).map(Edit::mend).unwrap_or_default();
                if !mend.is_empty() {
                    recorder.record(AtomicChange::Prose(part, mend), report);
                }
                return;
            }
            Change::Numbers(numbers) => {
                for (key, number) in numbers {
                    if report.numbers.get(key) != number {
                        recorder.record(AtomicChange::Number(key, number), report);
                    }
                }
                return;
            }
            Change::SettleTotals(keys) => {
                for key in keys {
                    if report.numbers.stated(key).is_some() {
                        recorder.record(AtomicChange::Stated(key, None), report);
                    }
                }
                return;
            }
            Change::SettleTitle(id) => {
                let mut words = report.stated.clone();
                words.titles.remove(&id);
                words.missing_titles.retain(|missing| *missing != id);
                AtomicChange::Words(words)
            }
            Change::SettleLabel(official) => {
                let mut words = report.stated.clone();
                words.labels.remove(&official);
                AtomicChange::Words(words)
            }
            Change::AddPicture(picture) => AtomicChange::Picture(picture),
            Change::Note(key, note) => AtomicChange::Note(key, non_empty(note)),
            Change::NoteMerged(copy) => return report.revisions.note_merged(copy),
            Change::NoteTaken(changes) => return report.revisions.note_taken(changes),
            Change::FollowLinks => return recorder.follow_links(report, form),
            Change::Dismiss(dismissal) => {
                // A place is one in the text as it is now.
                recorder.move_places(report);
                let mut all = report.dismissed.clone();
                all.retain(|one| !one.is_about(&dismissal.rule, &dismissal.places));
                all.push(dismissal);
                AtomicChange::Dismissed(all)
            }
            Change::Comment(change) => {
                recorder.move_places(report);
                AtomicChange::Comments(report.comments_after(form, change))
            }
            Change::Revise(change) => {
                let (changes, left) = settled(report, &change);
                recorder.settle(changes, left, report);
                // What is taken back or put back may leave a table that is none.
                for part in ReportText::ALL {
                    let mend = report.part(part).map(Edit::mend).unwrap_or_default();
                    if !mend.is_empty() {
                        recorder.derive(AtomicChange::Prose(part, mend), report);
                    }
                }
                return;
            }
            Change::By(reviser, change) => {
                let own =
                    std::mem::replace(&mut recorder.reviser, Some(reviser).filter(|_| report.revisions.can_track()));
                change.apply_checked(report, form, recorder);
                recorder.reviser = own;
                return;
            }
            Change::Reinstate(dismissal) => {
                let mut all = report.dismissed.clone();
                all.retain(|one| *one != dismissal);
                AtomicChange::Dismissed(all)
            }
            Change::ForgetOrigin(origin) => {
                let mut all = report.origins.clone();
                all.retain(|one| *one != origin);
                AtomicChange::Origins(all)
            }
            Change::Replace(mut whole) => {
                // What happened to this report stays on record.
                whole.stages.clone_from(&report.stages);
                AtomicChange::Whole(whole)
            }
            Change::All(changes) => {
                changes.into_iter().for_each(|change| change.apply_checked(report, form, recorder));
                return;
            }
        };
        if !atomic.is_set_in(report) {
            recorder.record(atomic, report);
        }
    }
}

impl AtomicChange {
    /// Whether the report already has the value that this would set.
    fn is_set_in(&self, report: &Report) -> bool {
        match self {
            AtomicChange::Unit(unit) => *unit == report.unit,
            AtomicChange::Year(year, form) => (*year, *form) == (report.year, report.form),
            AtomicChange::Title(title) => *title == report.title,
            AtomicChange::Signature(signature) => *signature == report.signature,
            AtomicChange::RulePacks(names) => *names == report.rule_packs,
            AtomicChange::Prose(_, edit) => edit.is_empty(),
            AtomicChange::Entry(id, there) => report.sections.contains_key(id) == *there,
            AtomicChange::Number(key, number) => report.numbers.get(*key) == *number,
            AtomicChange::Stated(key, stated) => report.numbers.stated(*key) == *stated,
            AtomicChange::Words(words) => *words == report.stated,
            AtomicChange::Picture(picture) => report.pictures.get(picture.id()).is_some(),
            AtomicChange::Note(key, note) => report.notes.get(key) == note.as_ref(),
            AtomicChange::Dismissed(all) => *all == report.dismissed,
            AtomicChange::Comments(all) => *all == report.comments,
            AtomicChange::Revisions(all) => *all == report.revisions,
            AtomicChange::Origins(all) => *all == report.origins,
            AtomicChange::Whole(whole) => **whole == *report,
        }
    }
}
