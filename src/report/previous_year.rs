//! Last year's report compared with this year's: the numbers that continue, and the former number of
//! a cell. Must not know rules: it computes what is expected; `check` decides what is wrong.

use super::{Change, Number, Report};
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, Form};

/// Last year's report, to be compared with this year's.
#[derive(Clone, Copy, Debug)]
pub struct PreviousYear<'a> {
    last: &'a Report,
    form: &'a Form,
}

impl<'a> PreviousYear<'a> {
    /// Compares with `last`, which follows `form`.
    pub const fn new(last: &'a Report, form: &'a Form) -> PreviousYear<'a> {
        PreviousYear { last, form }
    }

    /// The report compared with.
    pub const fn report(&self) -> &'a Report {
        self.last
    }

    /// Whether it is the report of the year before `report`'s.
    pub fn is_year_before(&self, report: &Report) -> bool {
        self.last.year.checked_add(1) == Some(report.year)
    }

    /// What the cell `key` showed last year; `None` where it was blank or not in the form.
    pub fn value(&self, key: CellKey) -> Option<Number> {
        self.last.numbers.shown(self.form, key)
    }

    /// The number expected in the cell `key` of this year's report, by last year's: 上年结转 is last
    /// year's 结转下年度继续办理 in the same column; 现行有效 is last year's, plus what was issued, less what was
    /// repealed this year. `None` for every other cell, where last year's cell was blank, or where
    /// the sum is no count.
    pub fn expected(&self, report: &Report, key: CellKey) -> Option<Number> {
        if key.row == row::CARRIED_IN {
            return self.value(CellKey::new(row::CARRIED_OVER, key.column));
        }
        let Some(Number::Count(before)) = self.value(key).filter(|_| key.column == column::IN_FORCE) else {
            return None;
        };
        let count = |column| match report.numbers.get(CellKey::new(key.row, column)) {
            Some(Number::Count(count)) => count,
            _ => 0,
        };
        let sum = before.checked_add(count(column::ISSUED))?.checked_sub(count(column::REPEALED))?;
        Some(Number::Count(sum))
    }

    /// Carries 上年结转 and 现行有效 forward into the blank cells of `report`, which follows `form`.
    pub fn carry_forward(&self, report: &Report, form: &Form) -> Change {
        let inputs = form.fields().filter(|field| !field.total && report.numbers.get(field.key).is_none());
        let expected = inputs.filter_map(|field| {
            let number = self.expected(report, field.key)?;
            (number.measure() == field.measure).then_some((field.key, Some(number)))
        });
        Change::Numbers(expected.collect())
    }
}
