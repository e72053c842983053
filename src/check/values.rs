//! What the cells of the tables show, worked out once for all rules. Knows no rule and no prose.

use rust_decimal::Decimal;

use super::claims::Reading;
use crate::form::{CellKey, Form};
use crate::report::{Report, StatedTotal};

/// The number that each cell shows. A total that the text left blank shows what its parts give,
/// since R05 tells of it.
#[derive(Clone, Debug)]
pub struct Values {
    /// In order of the keys; blank cells are absent.
    cells: Vec<(CellKey, Decimal)>,
}

impl Values {
    /// The numbers of `report`.
    pub(super) fn of(form: &Form, report: &Report) -> Values {
        let shown = |key: CellKey| {
            let number = match report.numbers.stated(key) {
                Some(StatedTotal::Blank) => report.numbers.computed(form, key),
                _ => report.numbers.shown(form, key),
            };
            Some((key, number?.decimal()?))
        };
        let mut cells: Vec<_> = form.fields().filter_map(|field| shown(field.key)).collect();
        cells.sort_unstable_by_key(|(key, _)| *key);
        Values { cells }
    }

    /// What the cell `key` shows; `None` for a blank.
    pub fn at(&self, key: CellKey) -> Option<Decimal> {
        let at = self.cells.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.cells.get(at).map(|(_, value)| *value)
    }

    /// What a reading gives; `None` where all its cells are blank or the sum is beyond 28 digits.
    pub fn sum(&self, reading: &Reading) -> Option<Decimal> {
        let sum = |keys: &[CellKey]| {
            let values = keys.iter().filter_map(|key| self.at(*key));
            values.fold(None, |sum: Option<Decimal>, value| sum.unwrap_or_default().checked_add(value))
        };
        sum(&reading.plus)?.checked_sub(sum(&reading.minus).unwrap_or_default())
    }
}
