//! The main numbers of a report beside last year's, for a table and a plot. Knows no rule and no
//! sentence: a series is named by its cells.

use rust_decimal::Decimal;

use super::claims::{Forum, Reading, Stage, What, readings};
use super::shown_values::Values;
use crate::form::glossary::{column, group, row};
use crate::form::{CellKey, Form, Name};
use crate::report::Report;

/// What a series counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Requests received.
    Received,
    /// Requests carried in.
    CarriedIn,
    /// Requests with an outcome of this group.
    Outcome(Name),
    /// All requests answered.
    Answered,
    /// Requests carried over.
    CarriedOver,
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼 of both kinds.
    Litigation,
    /// One cell.
    Cell(CellKey),
}

/// One series in two years; `None` where the year has no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What is counted.
    pub series: Series,
    /// This year's number.
    pub now: Option<Decimal>,
    /// Last year's.
    pub before: Option<Decimal>,
}

/// The main series of both years in the order of the form.
pub fn main_series(form: &Form, report: &Report, last_form: &Form, last: &Report) -> Vec<Pair> {
    let (values, former) = (Values::of(form, report), Values::of(last_form, last));
    let of = |series: &Series| {
        let number =
            |form: &Form, values: &Values<'_>| series.readings(form).first().and_then(|reading| values.sum(reading));
        Pair { series: *series, now: number(form, &values), before: number(last_form, &former) }
    };
    SERIES.iter().map(of).filter(|pair| pair.now.is_some() || pair.before.is_some()).collect()
}

/// The series in the order of the form.
pub const SERIES: &[Series] = &[
    Series::Cell(CellKey::new(row::NORMATIVE_DOCUMENTS, column::ISSUED)),
    Series::Cell(CellKey::new(row::NORMATIVE_DOCUMENTS, column::IN_FORCE)),
    Series::Cell(CellKey::new(row::LICENSING, column::DECISIONS)),
    Series::Cell(CellKey::new(row::PENALTIES, column::DECISIONS)),
    Series::Cell(CellKey::new(row::COERCIVE_MEASURES, column::DECISIONS)),
    Series::Cell(CellKey::new(row::FEES, column::AMOUNT)),
    Series::Received,
    Series::CarriedIn,
    Series::Outcome(group::GRANTED),
    Series::Outcome(group::PARTLY_GRANTED),
    Series::Outcome(group::WITHHELD),
    Series::Outcome(group::UNAVAILABLE),
    Series::Outcome(group::NOT_PROCESSED),
    Series::Outcome(group::CLOSED_OTHERWISE),
    Series::Answered,
    Series::CarriedOver,
    Series::Reconsideration,
    Series::Litigation,
];

impl Series {
    /// The word that stands for it in the keys of sentences and in files.
    pub fn name(self) -> String {
        match self {
            Series::Received => "received".to_owned(),
            Series::CarriedIn => "carried_in".to_owned(),
            Series::Outcome(name) => name.to_string(),
            Series::Answered => "answered".to_owned(),
            Series::CarriedOver => "carried_over".to_owned(),
            Series::Reconsideration => "reconsideration".to_owned(),
            Series::Litigation => "litigation".to_owned(),
            Series::Cell(key) => format!("{}_{}", key.row, key.column),
        }
    }

    fn readings(self, form: &Form) -> Vec<Reading> {
        let disputes = |forum| What::Disputes { forum, result: None, concluded: false };
        let what = match self {
            Series::Received => What::Requests(Stage::Received),
            Series::CarriedIn => What::Requests(Stage::CarriedIn),
            Series::Outcome(name) => {
                What::Outcomes(form.group(name).map(|group| group.rows.clone()).unwrap_or_default())
            }
            Series::Answered => What::Requests(Stage::Answered),
            Series::CarriedOver => What::Requests(Stage::CarriedOver),
            Series::Reconsideration => disputes(Forum::Reconsideration),
            Series::Litigation => disputes(Forum::Litigation),
            Series::Cell(key) => What::Documents(key.row, key.column),
        };
        readings(form, &what)
    }
}

impl Pair {
    /// This year's less last year's.
    pub fn change(&self) -> Option<Decimal> {
        self.now?.checked_sub(self.before?)
    }

    /// The growth in per cent to two decimals; `None` where last year there was nothing.
    pub fn growth(&self) -> Option<Decimal> {
        let growth = self.change()?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.before?)?;
        Some(growth.round_dp(2))
    }
}
