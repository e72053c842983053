//! Findings that the unit has dismissed, with its reason. Must not know a rule other than by its
//! code.

use serde::{Deserialize, Serialize};

use super::{Place, PositionShift, Report};
use crate::form::{CellKey, Form};
use crate::richtext::{RichText, UnknownFields};

/// A dismissed finding. It is valid as long as the content of its places is unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dismissal {
    /// The rule's code, such as `R12`.
    pub rule: String,
    /// Where the finding was; the places are moved when the text before them is edited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// The content of the places at that time: the text of each place, one a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The unit's reason.
    pub reason: String,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl Dismissal {
    /// Dismisses the finding of `rule` at `places`, with the present content of the places in
    /// `report`.
    pub fn new(report: &Report, form: &Form, rule: String, places: Vec<Place>, reason: String) -> Dismissal {
        let about = content(report, form, &places);
        Dismissal { rule, places, about, reason, extra: UnknownFields::new() }
    }

    /// Whether it is still valid: the content of its places has not changed.
    pub fn is_valid(&self, report: &Report, form: &Form) -> bool {
        content(report, form, &self.places) == self.about
    }

    /// Whether it is about this finding: the same rule at the same places.
    pub fn is_about(&self, rule: &str, places: &[Place]) -> bool {
        self.rule == rule && self.places == places
    }

    /// The same after positions have moved; `None` where a place was deleted.
    pub(super) fn moved_by(&self, shift: &PositionShift) -> Option<Dismissal> {
        let places: Option<Vec<Place>> = self
            .places
            .iter()
            .map(|place| match place.spot() {
                Some((part, spot)) => shift.map_range(part, spot).map(|spot| part.place(spot)),
                None => Some(*place),
            })
            .collect();
        Some(Dismissal { places: places?, ..self.clone() })
    }
}

impl Report {
    /// The valid dismissal of the finding of `rule` at `places`, if there is one.
    pub fn dismissal(&self, form: &Form, rule: &str, places: &[Place]) -> Option<&Dismissal> {
        self.dismissed.iter().find(|one| one.is_about(rule, places) && one.is_valid(self, form))
    }

    /// The content of `place` as text.
    pub fn content(&self, form: &Form, place: Place) -> String {
        let shown = |key: CellKey| self.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default();
        match place {
            Place::Title => self.title.clone().unwrap_or_default(),
            Place::Unit => self.unit.name.clone(),
            Place::Year => self.year.to_string(),
            Place::Preface(spot) => self.preface.piece(spot.into()).text(),
            Place::Prose(id, spot) => {
                self.prose(id).map(|prose: &RichText| prose.piece(spot.into()).text()).unwrap_or_default()
            }
            Place::Heading(id) => self.stated.titles.get(&id).cloned().unwrap_or_default(),
            Place::Table(name) => {
                let fields = form.table(name).map(|table| table.fields.as_slice()).unwrap_or_default();
                fields.iter().map(|field| shown(field.key)).collect::<Vec<_>>().join(" ")
            }
            Place::Cell(key) => shown(key),
            Place::Note(key) => self.notes.get(&key).cloned().unwrap_or_default(),
            Place::Signature => {
                self.signature.as_ref().map(|one| format!("{} {}", one.unit, one.date)).unwrap_or_default()
            }
            Place::Page => String::new(),
        }
    }
}

fn content(report: &Report, form: &Form, places: &[Place]) -> String {
    places.iter().map(|place| report.content(form, *place)).collect::<Vec<_>>().join("\n")
}
