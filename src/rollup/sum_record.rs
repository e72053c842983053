//! What a draft keeps of the sum that it is: which reports were counted and which not, and what each of them has
//! in each cell. It is a field of the draft's file that other versions keep unread. Must not know files.

use serde::{Deserialize, Serialize};

use super::{MemberStanding, Rollup, RollupScope, SharedCases};
use crate::form::{CellKey, Form, UnitKind};
use crate::report::{Number, Report};

/// The name of the field.
const FIELD: &str = "rollup";

/// The parts of a sum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SumRecord {
    /// Which units it has.
    pub scope: RollupScope,
    /// Where shared cases count.
    pub shared_cases: SharedCases,
    /// Whether reports with errors in their tables were left out.
    pub without_faulty: bool,
    /// The folder of the reports as it lies from the folder of the draft, `/` between its parts; blank where it is
    /// the same. `None` where there is no such way, as from one drive of Windows to another. Never from the root,
    /// which would tell whose computer it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The cells in the order of each unit's numbers.
    pub cells: Vec<CellKey>,
    /// The reports, counted or not.
    pub units: Vec<SumPart>,
}

/// One report of a sum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SumPart {
    /// The unit.
    pub unit: String,
    /// Its file, by its path within the folder.
    pub file: String,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// The year that it reports on.
    pub year: u16,
    /// `counted`, or why it is not: a word of [`MemberStanding`].
    pub standing: String,
    /// How many errors its tables have.
    pub table_errors: usize,
    /// Its numbers in the order of the cells, commas between them; nothing where a cell is blank. One text,
    /// since a value for each cell of ten thousand reports would be more than a draft may have.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub numbers: String,
}

/// What one unit has in a cell of the sum.
#[derive(Clone, Debug, PartialEq)]
pub struct CellPart<'a> {
    /// The unit.
    pub unit: &'a str,
    /// Its file.
    pub file: &'a str,
    /// What it has there; `None` is blank.
    pub number: Option<Number>,
}

impl SumRecord {
    /// The parts of `rollup`, whose reports lie in `folder`, from the folder of the draft.
    pub fn new(rollup: &Rollup, form: &Form, folder: Option<String>) -> SumRecord {
        let part = |(member, standing): (&super::RollupMember, MemberStanding)| {
            let number = |field| rollup.part(form, member, field).map(|one| one.to_string()).unwrap_or_default();
            let numbers = || form.fields().map(number).collect::<Vec<_>>().join(",");
            SumPart {
                unit: member.unit.clone(),
                file: member.file.clone(),
                kind: member.kind,
                year: member.year,
                standing: standing.word().to_owned(),
                table_errors: member.table_errors,
                numbers: if standing == MemberStanding::Counted { numbers() } else { String::new() },
            }
        };
        SumRecord {
            scope: rollup.options.scope,
            shared_cases: rollup.options.shared,
            without_faulty: rollup.options.without_faulty,
            folder,
            cells: form.fields().map(|field| field.key).collect(),
            units: rollup.all().map(part).collect(),
        }
    }

    /// The parts that a draft keeps; `None` where it is no sum.
    pub fn of(report: &Report) -> Option<SumRecord> {
        serde_json::from_value(report.extra.get(FIELD)?.clone()).ok()
    }

    /// Puts them into the draft.
    ///
    /// # Errors
    /// For values that JSON cannot hold, which these have none of.
    pub fn keep_in(&self, report: &mut Report) -> Result<(), serde_json::Error> {
        report.extra.insert(FIELD.to_owned(), serde_json::to_value(self)?);
        Ok(())
    }

    /// The units that it adds up, with their kinds.
    pub fn counted_units(self) -> Vec<(String, UnitKind)> {
        let counted = self.units.into_iter().filter(|unit| unit.standing == MemberStanding::Counted.word());
        counted.map(|unit| (unit.unit, unit.kind)).collect()
    }

    /// What each counted unit has in the cell `key`.
    pub fn parts(&self, form: &Form, key: CellKey) -> Vec<CellPart<'_>> {
        let Some(at) = self.cells.iter().position(|cell| *cell == key) else { return Vec::new() };
        let measure = form.field(key).map(|field| field.measure);
        let counted = self.units.iter().filter(|unit| unit.standing == MemberStanding::Counted.word());
        let part = |unit: &'_ SumPart| {
            let text = unit.numbers.split(',').nth(at).unwrap_or_default();
            measure.and_then(|measure| Number::parse(text, measure))
        };
        counted.map(|unit| CellPart { unit: &unit.unit, file: &unit.file, number: part(unit) }).collect()
    }
}
