//! What the cells of the tables show, computed once for all rules. Must not know rules or prose.

use rust_decimal::Decimal;

use super::claims::CandidateCells;
use crate::form::{CellKey, CellOrder, Form};
use crate::report::{Number, Report, StatedTotal};

/// The number that each cell shows. A total that the text left blank shows the sum of its parts: the
/// blank is R05's finding.
#[derive(Clone, Debug)]
pub struct ShownValues<'a> {
    order: &'a CellOrder,
    /// By the fields' numbers; `None` for a blank.
    shown: Vec<Option<Number>>,
}

impl<'a> ShownValues<'a> {
    /// The numbers of `report`.
    pub(super) fn of(form: &'a Form, report: &Report) -> ShownValues<'a> {
        let mut shown = report.numbers.in_form_order(form);
        for (key, stated) in report.numbers.all_stated() {
            let StatedTotal::Number(count) = stated else { continue };
            let total = form.order.number(key).filter(|_| !form.parts(key).is_empty());
            if let Some(slot) = total.and_then(|at| shown.get_mut(at)) {
                *slot = Some(Number::Count(count));
            }
        }
        ShownValues { order: &form.order, shown }
    }

    /// Numbers that are known by the numbers of the fields.
    pub(super) fn of_shown(form: &'a Form, shown: &[Option<Number>]) -> ShownValues<'a> {
        ShownValues { order: &form.order, shown: shown.to_vec() }
    }

    /// What the cell `key` shows; `None` for a blank.
    pub fn at(&self, key: CellKey) -> Option<Decimal> {
        self.order.number(key).and_then(|number| self.of_field(number)).and_then(Number::decimal)
    }

    /// What the field of this number shows; `None` for a blank.
    pub fn of_field(&self, number: usize) -> Option<Number> {
        self.shown.get(number).copied().flatten()
    }

    /// The sum of a reading's cells; `None` where all its cells are blank or the sum is beyond 28
    /// digits.
    pub fn sum(&self, reading: &CandidateCells) -> Option<Decimal> {
        let sum = |keys: &[CellKey]| {
            let values = keys.iter().filter_map(|key| self.at(*key));
            values.fold(None, |sum: Option<Decimal>, value| sum.unwrap_or_default().checked_add(value))
        };
        sum(&reading.plus)?.checked_sub(sum(&reading.minus).unwrap_or_default())
    }
}
