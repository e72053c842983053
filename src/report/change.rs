//! Everything that a user may alter, as values. Whoever changes a report does it through here;
//! knows no undo history.

use super::inverse::AtomicChange;
use super::{
    Dismissal, ImportOrigin, InverseChange, Number, PositionShift, Report, ReportText, Signature, StatedTotal,
};
use crate::form::{CellKey, CellMeasure, CellName, Edition, Field, Form, SectionId, UnitKind};
use crate::richtext::Edit;

/// One alteration. However much it alters, it is one step for the user.
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
    /// The preface or a section's prose; the edit was made for the text as it is then.
    Prose(ReportText, Edit),
    /// Numbers entered or, with `None`, blanked.
    Numbers(Vec<(CellKey, Option<Number>)>),
    /// Stated totals given up: from now on the cells show what their parts give.
    SettleTotals(Vec<CellKey>),
    /// The stated title of a section given up.
    SettleTitle(SectionId),
    /// A stated label given up, by the official words.
    SettleLabel(String),
    /// A footnote; none, or an empty one, takes it away.
    #[allow(dead_code, reason = "tests of undo change footnotes; the window only shows those that were read")]
    Note(CellKey, Option<String>),
    /// A finding let stand. A former dismissal of the same finding gives way.
    Dismiss(Dismissal),
    /// A dismissal taken back.
    Reinstate(Dismissal),
    /// What was told of a file given up.
    ForgetOrigin(ImportOrigin),
    /// Another report in place of the whole: an import.
    Replace(Box<Report>),
    /// Several, one after another.
    All(Vec<Change>),
}

/// Why a change was not made. The report is as it was.
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
    /// No calendar has the year.
    #[error("no year {0}")]
    NoSuchYear(u16),
    /// The form has no such table.
    #[error("the form has no table {0}")]
    NoSuchTable(CellName),
}

impl Change {
    /// Makes the change and returns what takes it back. Linked text follows the numbers, stated
    /// totals that now agree with their parts are settled, and dismissals move along with the
    /// text, all within the same change. Where any part of it is refused, nothing is changed.
    ///
    /// `form` is the form that the report follows before the change.
    pub fn apply(self, report: &mut Report, form: &Form) -> Result<InverseChange, ChangeError> {
        self.check(form)?;
        let mut done = InverseChange::default();
        self.make(report, &mut done);
        // The built-in forms can be read; else the former one serves.
        let form = if report.form == form.edition { form } else { Form::of(report.form).unwrap_or(form) };
        let agreeing: Vec<CellKey> = report.numbers.all_stated().filter_map(|(key, stated)| {
            let agrees = matches!(stated, StatedTotal::Number(count) if report.numbers.computed(form, key) == Some(Number::Count(count)));
            agrees.then_some(key)
        }).collect();
        for key in agreeing {
            done.record(AtomicChange::Stated(key, None), report);
        }
        for (part, edit) in report.stale_links(form) {
            done.record(AtomicChange::Prose(part, edit), report);
        }
        if !report.dismissed.is_empty() {
            follow(report, &mut done);
        }
        Ok(done.finish())
    }

    /// A zero in every blank cell that is entered, of one table or of all.
    pub fn fill_zero(report: &Report, form: &Form, table: Option<CellName>) -> Change {
        let tables = form.tables.iter().filter(|one| table.is_none_or(|name| one.name == name));
        let blank = |field: &&Field| !field.total && report.numbers.get(field.key).is_none();
        let fields = tables.flat_map(|table| &table.fields).filter(blank);
        Change::Numbers(fields.map(|field| (field.key, Some(Number::zero(field.measure)))).collect())
    }

    /// Whether the form allows the change.
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
            // A note that the form has no cell for, from another edition, can still be taken away.
            Change::Note(key, Some(_)) => field(*key).map(|_| ()),
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

    /// Makes a change that was checked, and records what takes it back; what is already so is
    /// left out.
    fn make(self, report: &mut Report, done: &mut InverseChange) {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let atom = match self {
            Change::UnitName(name) => AtomicChange::Unit(super::ReportingUnit { name, ..report.unit.clone() }),
            Change::UnitKind(kind) => AtomicChange::Unit(super::ReportingUnit { kind, ..report.unit.clone() }),
            Change::Year(year) => AtomicChange::Year(year, Edition::of_year(year)),
            Change::Title(title) => AtomicChange::Title(filled(title)),
            Change::Signature(signature) => AtomicChange::Signature(signature),
            Change::Prose(_, edit) if edit.is_empty() => return,
            Change::Prose(part, edit) => AtomicChange::Prose(part, edit),
            Change::Numbers(numbers) => {
                for (key, number) in numbers {
                    if report.numbers.get(key) != number {
                        done.record(AtomicChange::Number(key, number), report);
                    }
                }
                return;
            }
            Change::SettleTotals(keys) => {
                for key in keys {
                    if report.numbers.stated(key).is_some() {
                        done.record(AtomicChange::Stated(key, None), report);
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
            Change::Note(key, note) => AtomicChange::Note(key, filled(note)),
            Change::Dismiss(dismissal) => {
                let mut all = report.dismissed.clone();
                all.retain(|one| !one.is_about(&dismissal.rule, &dismissal.places));
                all.push(dismissal);
                AtomicChange::Dismissed(all)
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
            Change::Replace(whole) => AtomicChange::Whole(whole),
            Change::All(changes) => {
                changes.into_iter().for_each(|change| change.make(report, done));
                return;
            }
        };
        if !atom.is_so(report) {
            done.record(atom, report);
        }
    }
}

impl AtomicChange {
    /// Whether the report already has what this would set.
    fn is_so(&self, report: &Report) -> bool {
        match self {
            AtomicChange::Unit(unit) => *unit == report.unit,
            AtomicChange::Year(year, form) => (*year, *form) == (report.year, report.form),
            AtomicChange::Title(title) => *title == report.title,
            AtomicChange::Signature(signature) => *signature == report.signature,
            AtomicChange::Prose(_, edit) => edit.is_empty(),
            AtomicChange::Entry(id, there) => report.sections.contains_key(id) == *there,
            AtomicChange::Number(key, number) => report.numbers.get(*key) == *number,
            AtomicChange::Stated(key, stated) => report.numbers.stated(*key) == *stated,
            AtomicChange::Words(words) => *words == report.stated,
            AtomicChange::Note(key, note) => report.notes.get(key) == note.as_ref(),
            AtomicChange::Dismissed(all) => *all == report.dismissed,
            AtomicChange::Origins(all) => *all == report.origins,
            AtomicChange::Whole(whole) => **whole == *report,
        }
    }
}

/// Moves the dismissals along with the text; one whose place is gone goes with it.
fn follow(report: &mut Report, done: &mut InverseChange) {
    let shift: PositionShift = done.recorded_shift();
    if shift.is_empty() {
        return;
    }
    let moved: Vec<Dismissal> = report.dismissed.iter().filter_map(|one| one.shifted(&shift)).collect();
    if moved != report.dismissed {
        done.record(AtomicChange::Dismissed(moved), report);
    }
}
