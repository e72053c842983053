//! What is checked: the report with its form, last year's where it is at hand, and the day.
//! Prepares once what many rules read. Knows no rule.

use rust_decimal::Decimal;

use super::claims::{self, CandidateCells, Claim, Numeral};
use super::passage::{self, Passage, PassageOrigin};
use super::shown_values::ShownValues;
use crate::form::{Form, SectionId};
use crate::report::{Date, PreviousYear, Report};

/// A report under examination.
#[derive(Clone, Debug)]
pub struct CheckInput<'a> {
    /// The edition of the form that the report follows.
    pub form: &'a Form,
    /// The report.
    pub report: &'a Report,
    /// The same unit's report of the year before, where it is at hand.
    pub previous: Option<&'a Report>,
    /// Reports of other units that are checked together with this one.
    pub colleagues: &'a [&'a Report],
    /// The day of the check, for deadlines; `None` where it should not matter.
    pub today: Option<Date>,
    /// Whether the fonts have a character; `None` where nothing will be printed. The session says
    /// it: this room knows no fonts.
    pub printable: Option<fn(char) -> bool>,
    /// All prose of the report, paragraph by paragraph: the preface, then the sections in order.
    pub passages: Vec<Passage>,
    /// The numbers that each passage writes.
    pub numerals: Vec<Vec<Numeral>>,
    /// What the prose says of the form's numbers, in the order of the passages.
    pub claims: Vec<Claim>,
    /// What the tables have for each claim: the value of each reading that has one.
    pub told: Vec<Vec<(Decimal, CandidateCells)>>,
    /// What the cells of the tables show.
    pub values: ShownValues<'a>,
    /// What they showed the year before, where that report is at hand.
    pub former: Option<ShownValues<'a>>,
}

impl<'a> CheckInput<'a> {
    /// The report alone.
    pub fn new(form: &'a Form, report: &'a Report) -> CheckInput<'a> {
        let passages = passage::of(report);
        let numerals: Vec<Vec<Numeral>> = passages.iter().map(claims::numerals).collect();
        let claims = claims::read(form, report.year, &passages, &numerals);
        let values = ShownValues::of(form, report);
        let told = |claim: &Claim| {
            let readings = claims::readings(form, &claim.what).into_iter();
            readings.filter_map(|reading| Some((values.sum(&reading)?, reading))).collect()
        };
        let told = claims.iter().map(told).collect();
        let (previous, today, printable) = (None, None, None);
        CheckInput {
            form,
            report,
            previous,
            colleagues: &[],
            today,
            printable,
            passages,
            numerals,
            claims,
            told,
            values,
            former: None,
        }
    }

    /// Last year's report with its form, where it is the report of the year before.
    pub fn last_year(&self) -> Option<PreviousYear<'a>> {
        let previous = self.previous?;
        let comparison = PreviousYear::new(previous, Form::of(previous.form).ok()?);
        comparison.is_year_before(self.report).then_some(comparison)
    }

    /// The passages of a section in order.
    pub fn section(&self, id: SectionId) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(move |passage| passage.home == PassageOrigin::Section(id))
    }

    /// With last year's report to compare.
    pub fn compared_with(mut self, previous: Option<&'a Report>) -> CheckInput<'a> {
        let values = |previous: &Report| Some(ShownValues::of(Form::of(previous.form).ok()?, previous));
        self.former = previous.and_then(values);
        self.previous = previous;
        self
    }

    /// With the reports of other units.
    pub fn beside(mut self, colleagues: &'a [&'a Report]) -> CheckInput<'a> {
        self.colleagues = colleagues;
        self
    }

    /// With what the fonts have.
    pub fn printed_with(mut self, printable: Option<fn(char) -> bool>) -> CheckInput<'a> {
        self.printable = printable;
        self
    }

    /// With the day of the check.
    pub fn on(mut self, today: Option<Date>) -> CheckInput<'a> {
        self.today = today;
        self
    }
}
