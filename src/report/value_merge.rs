//! The values of a reviewed copy brought into the report: numbers, notes, and what stands around the text. Must not know
//! files.

use super::review_merge::{Merge, MergeConflict};
use super::{Change, FormerValue, Report, Reviser};
use crate::form::{CellKey, Edition};

impl Merge<'_> {
    /// Numbers, notes, year, title, unit and signature.
    pub(super) fn values(&mut self, base: &Report, theirs: &Report) {
        let inputs = self.form.fields().filter(|field| !field.total).map(|field| FormerValue::Number(field.key, None));
        let noted =
            base.notes.keys().chain(theirs.notes.keys()).copied().map(|key: CellKey| FormerValue::Note(key, None));
        let single = [
            FormerValue::Year(0),
            FormerValue::Title(None),
            FormerValue::Unit(String::new()),
            FormerValue::Signature(None),
        ];
        let mut places: Vec<FormerValue> = inputs.chain(noted).chain(single).collect();
        places.dedup();
        for place in places {
            let (was, own, wanted) = (place.now(base), place.now(&self.merged), place.now(theirs));
            if wanted == was || wanted == own || self.known.has((place.place(), wanted.shown())) {
                continue;
            }
            // Another form has other cells, and without a year there is none: both are for whoever decides about the report.
            let is_beyond =
                matches!(wanted, FormerValue::Year(year) if year == 0 || Edition::of_year(year) != self.form.edition);
            if is_beyond {
                let (base, ours, theirs) = (was.shown(), own.shown(), wanted.shown());
                self.left.push(MergeConflict { place: place.place(), base, ours, theirs });
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
                FormerValue::Year(year) => Change::Year(year),
                FormerValue::Stated(..) => continue,
            };
            self.make(reviser, change);
        }
    }
}

impl Report {
    /// Who changed a value last.
    fn reviser_of(&self, value: &FormerValue) -> Option<Reviser> {
        let last = self.revisions.values.iter().rev().find(|one| one.former.is_beside(value))?;
        self.revisions.mark(last.id).map(|mark| Reviser { by: mark.by.clone(), at: mark.at })
    }
}
