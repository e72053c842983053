//! The main numbers of a report compared with last year's, for a table and a plot. Must not know
//! rules or sentences: a series is named by its cells.

use rust_decimal::Decimal;

use super::claims::{CandidateCells, ClaimSubject, DisputeForum, RequestStage, readings};
use super::shown_values::ShownValues;
use crate::form::cell_names::{column, group, row};
use crate::form::{CellKey, CellName, Form};
use crate::report::{Number, Report};

/// What a series counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFigure {
    /// Requests received.
    Received,
    /// Requests carried in.
    CarriedIn,
    /// Requests with an outcome of this group.
    Outcome(CellName),
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
pub struct YearPair {
    /// What is counted.
    pub series: KeyFigure,
    /// This year's number.
    pub now: Option<Decimal>,
    /// Last year's.
    pub before: Option<Decimal>,
}

/// A number of two years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearValues {
    /// This year's.
    pub now: Option<Decimal>,
    /// Last year's.
    pub before: Option<Decimal>,
}

/// The main series of both years in the order of the form.
pub fn main_series(form: &Form, report: &Report, last_form: &Form, last: &Report) -> Vec<YearPair> {
    let (values, former) = (ShownValues::of(form, report), ShownValues::of(last_form, last));
    let of = |series: &KeyFigure| {
        let number = |form: &Form, values: &ShownValues<'_>| {
            series.readings(form).first().and_then(|reading| values.sum(reading))
        };
        YearPair { series: *series, now: number(form, &values), before: number(last_form, &former) }
    };
    SERIES.iter().map(of).filter(|pair| pair.now.is_some() || pair.before.is_some()).collect()
}

/// What `figure` is in a report whose cells show these values, by the numbers of the fields; `None` where it has
/// no such number.
pub fn figure_of(form: &Form, values: &[Option<Number>], figure: KeyFigure) -> Option<Decimal> {
    ShownValues::of_shown(form, values).sum(figure.readings(form).first()?)
}

/// The series in the order of the form.
pub const SERIES: &[KeyFigure] = &[
    KeyFigure::Cell(CellKey::new(row::NORMATIVE_DOCUMENTS, column::ISSUED)),
    KeyFigure::Cell(CellKey::new(row::NORMATIVE_DOCUMENTS, column::IN_FORCE)),
    KeyFigure::Cell(CellKey::new(row::LICENSING, column::DECISIONS)),
    KeyFigure::Cell(CellKey::new(row::PENALTIES, column::DECISIONS)),
    KeyFigure::Cell(CellKey::new(row::COERCIVE_MEASURES, column::DECISIONS)),
    KeyFigure::Cell(CellKey::new(row::FEES, column::AMOUNT)),
    KeyFigure::Received,
    KeyFigure::CarriedIn,
    KeyFigure::Outcome(group::GRANTED),
    KeyFigure::Outcome(group::PARTLY_GRANTED),
    KeyFigure::Outcome(group::WITHHELD),
    KeyFigure::Outcome(group::UNAVAILABLE),
    KeyFigure::Outcome(group::NOT_PROCESSED),
    KeyFigure::Outcome(group::CLOSED_OTHERWISE),
    KeyFigure::Answered,
    KeyFigure::CarriedOver,
    KeyFigure::Reconsideration,
    KeyFigure::Litigation,
];

impl KeyFigure {
    /// Its name in the keys of sentences and in files.
    pub fn name(self) -> String {
        match self {
            KeyFigure::Received => "received".to_owned(),
            KeyFigure::CarriedIn => "carried_in".to_owned(),
            KeyFigure::Outcome(name) => name.to_string(),
            KeyFigure::Answered => "answered".to_owned(),
            KeyFigure::CarriedOver => "carried_over".to_owned(),
            KeyFigure::Reconsideration => "reconsideration".to_owned(),
            KeyFigure::Litigation => "litigation".to_owned(),
            KeyFigure::Cell(key) => format!("{}_{}", key.row, key.column),
        }
    }

    fn readings(self, form: &Form) -> Vec<CandidateCells> {
        let disputes = |forum| ClaimSubject::Disputes { forum, result: None, concluded: false };
        let subject = match self {
            KeyFigure::Received => ClaimSubject::Requests(RequestStage::Received),
            KeyFigure::CarriedIn => ClaimSubject::Requests(RequestStage::CarriedIn),
            KeyFigure::Outcome(name) => {
                ClaimSubject::Outcomes(form.group(name).map(|group| group.rows.clone()).unwrap_or_default())
            }
            KeyFigure::Answered => ClaimSubject::Requests(RequestStage::Answered),
            KeyFigure::CarriedOver => ClaimSubject::Requests(RequestStage::CarriedOver),
            KeyFigure::Reconsideration => disputes(DisputeForum::Reconsideration),
            KeyFigure::Litigation => disputes(DisputeForum::Litigation),
            KeyFigure::Cell(key) => ClaimSubject::Documents(key.row, key.column),
        };
        readings(form, &subject)
    }
}

impl YearPair {
    /// Both numbers.
    pub const fn values(&self) -> YearValues {
        YearValues { now: self.now, before: self.before }
    }
}

impl YearValues {
    /// This year's less last year's.
    pub fn change(self) -> Option<Decimal> {
        self.now?.checked_sub(self.before?)
    }

    /// The growth in per cent to two decimals; `None` where last year there was nothing.
    pub fn growth(self) -> Option<Decimal> {
        let growth = self.change()?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.before?)?;
        Some(growth.round_dp(2))
    }
}
