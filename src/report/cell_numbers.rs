//! The numbers of the three tables: what was entered, and the totals computed from it.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::Number;
use crate::form::{CellKey, CellName, Form};
use crate::richtext::UnknownFields;

/// The entered numbers by row and column; a cell that is absent is blank, which is not zero. Totals
/// are computed. Only a total that differs in an imported text is kept as well.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CellNumbers {
    /// Rows, then columns, in the order of their names.
    #[serde(flatten)]
    rows: BTreeMap<CellName, BTreeMap<CellName, Number>>,
    /// Totals as an imported text states them where they differ from their parts.
    #[serde(rename = "stated_totals", skip_serializing_if = "BTreeMap::is_empty")]
    stated: BTreeMap<CellKey, StatedTotal>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    extra: UnknownFields,
}

/// A total that an imported text states and that disagrees with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StatedTotal {
    /// The text has this number there.
    Number(u64),
    /// The text leaves the cell blank.
    Blank,
}

impl CellNumbers {
    /// The number entered at `key`; `None` where the cell is blank.
    pub fn get(&self, key: CellKey) -> Option<Number> {
        self.rows.get(&key.row)?.get(&key.column).copied()
    }

    /// Enters `number` at `key`, or blanks the cell; returns what stood there.
    pub fn set(&mut self, key: CellKey, number: Option<Number>) -> Option<Number> {
        let Some(number) = number else {
            let columns = self.rows.get_mut(&key.row)?;
            let former = columns.remove(&key.column);
            if columns.is_empty() {
                self.rows.remove(&key.row);
            }
            return former;
        };
        self.rows.entry(key.row).or_default().insert(key.column, number)
    }

    /// Every entered number in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (CellKey, Number)> {
        self.rows
            .iter()
            .flat_map(|(row, columns)| columns.iter().map(|(column, number)| (CellKey::new(*row, *column), *number)))
    }

    /// What every cell of the form shows, apart from stated totals, by the fields' numbers. Computes
    /// all cells in one pass, where [`CellNumbers::get`] and [`CellNumbers::computed`] search for
    /// each.
    pub fn in_form_order(&self, form: &Form) -> Vec<Option<Number>> {
        let mut all = vec![None; form.order.count()];
        // Both iterate over the keys in their order.
        let mut entered = self.iter().peekable();
        for (key, number) in form.order.keys() {
            while entered.next_if(|(other, _)| other < key).is_some() {}
            if let Some((_, entry)) = entered.next_if(|(other, _)| other == key)
                && let Some(slot) = all.get_mut(*number)
            {
                *slot = Some(entry);
            }
        }
        for (total, parts) in form.order.sums() {
            let mut counts = parts.iter().filter_map(|part| match all.get(*part) {
                Some(Some(Number::Count(count))) => Some(*count),
                _ => None,
            });
            let add = |sum: Option<u64>, count: u64| Some(Some(sum.unwrap_or(0).checked_add(count)?));
            let sum = counts.try_fold(None, add).flatten().map(Number::Count);
            if let Some(slot) = all.get_mut(total) {
                *slot = sum;
            }
        }
        all
    }

    /// The same with the totals as they are stated, which is what the tables show.
    pub fn shown_in_form_order(&self, form: &Form) -> Vec<Option<Number>> {
        let mut all = self.in_form_order(form);
        for (key, stated) in self.all_stated() {
            let total = form.order.number(key).filter(|_| !form.parts(key).is_empty());
            if let Some(slot) = total.and_then(|at| all.get_mut(at)) {
                *slot = match stated {
                    StatedTotal::Number(count) => Some(Number::Count(count)),
                    StatedTotal::Blank => None,
                };
            }
        }
        all
    }

    /// Reads each number that was written as one of another measure, as a count within quotes is, under the measure
    /// of its cell. What is none there is taken out; how many were.
    pub fn as_measured(&mut self, form: &Form) -> usize {
        let mut removed = 0;
        for field in form.fields() {
            let Some(number) = self.get(field.key).filter(|number| number.measure() != field.measure) else { continue };
            let measured = Number::parse(&number.to_string(), field.measure);
            removed += usize::from(measured.is_none());
            self.set(field.key, measured);
        }
        removed
    }

    /// The total at `key` as its text states it against its parts; `None` where it agrees.
    pub fn stated(&self, key: CellKey) -> Option<StatedTotal> {
        self.stated.get(&key).copied()
    }

    /// Every total that is stated against its parts.
    pub fn all_stated(&self) -> impl Iterator<Item = (CellKey, StatedTotal)> {
        self.stated.iter().map(|(key, stated)| (*key, *stated))
    }

    /// Sets what a text states for the total `key`, `None` to use the parts again; returns the former
    /// value. An import calls this only where text and parts disagree.
    pub fn state(&mut self, key: CellKey, stated: Option<StatedTotal>) -> Option<StatedTotal> {
        match stated {
            Some(stated) => self.stated.insert(key, stated),
            None => self.stated.remove(&key),
        }
    }

    /// The total `key` computed from its parts, blanks counted as 0. `None` where all parts are
    /// blank, where `key` is no total, or where the sum is beyond 64 bits.
    pub fn computed(&self, form: &Form, key: CellKey) -> Option<Number> {
        self.sum(form, form.parts(key))
    }

    /// The sum of cells, of which some may be totals themselves.
    fn sum(&self, form: &Form, cells: &[CellKey]) -> Option<Number> {
        let mut sum: Option<u64> = None;
        for cell in cells {
            let number = match form.parts(*cell) {
                [] => self.get(*cell),
                parts => self.sum(form, parts),
            };
            if let Some(Number::Count(count)) = number {
                sum = Some(sum.unwrap_or(0).checked_add(count)?);
            }
        }
        sum.map(Number::Count)
    }

    /// What the cell `key` shows: the entered number; for a total, the stated number or else the sum
    /// of its parts. `None` is a blank cell.
    pub fn shown(&self, form: &Form, key: CellKey) -> Option<Number> {
        let parts = form.parts(key);
        if parts.is_empty() {
            return self.get(key);
        }
        match self.stated(key) {
            Some(StatedTotal::Number(count)) => Some(Number::Count(count)),
            Some(StatedTotal::Blank) => None,
            None => self.sum(form, parts),
        }
    }
}

/// Every object among the fields is a row, whatever its name; any other value is an unknown field.
impl<'de> Deserialize<'de> for CellNumbers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CellNumbers, D::Error> {
        let mut numbers = CellNumbers::default();
        for (field, value) in UnknownFields::deserialize(from)? {
            let within = |error: serde_json::Error| D::Error::custom(format!("{field}: {error}"));
            if field == "stated_totals" {
                numbers.stated = serde_json::from_value(value).map_err(within)?;
            } else if let (Some(row), true) = (CellName::parse(&field), value.is_object()) {
                let columns: BTreeMap<CellName, Number> = serde_json::from_value(value).map_err(within)?;
                // A row without numbers is not kept, as when the last cell of a row is blanked.
                if !columns.is_empty() {
                    numbers.rows.insert(row, columns);
                }
            } else {
                numbers.extra.insert(field, value);
            }
        }
        Ok(numbers)
    }
}
