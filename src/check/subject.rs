//! What is checked: the report with its form, last year's where it is at hand, and the day.
//! Prepares once what many rules read. Knows no rule.

use super::claims::{self, Claim};
use super::passage::{self, Home, Passage};
use crate::form::{Form, SectionId};
use crate::report::{Comparison, Date, Report};

/// A report under examination.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The edition of the form that the report follows.
    pub form: &'a Form,
    /// The report.
    pub report: &'a Report,
    /// The same unit's report of the year before, where it is at hand.
    pub previous: Option<&'a Report>,
    /// The day of the check, for deadlines; `None` where it should not matter.
    pub today: Option<Date>,
    /// Whether the fonts have a character; `None` where nothing will be printed. The session says
    /// it: this room knows no fonts.
    pub printable: Option<fn(char) -> bool>,
    /// All prose of the report, paragraph by paragraph: the preface, then the sections in order.
    pub passages: Vec<Passage>,
    /// What the prose says of the form's numbers, in the order of the passages.
    pub claims: Vec<Claim>,
}

impl<'a> Subject<'a> {
    /// The report alone.
    pub fn new(form: &'a Form, report: &'a Report) -> Subject<'a> {
        let passages = passage::of(report);
        let claims = claims::read(form, report.year, &passages);
        Subject { form, report, previous: None, today: None, printable: None, passages, claims }
    }

    /// Last year's report with its form, where it is the report of the year before.
    pub fn last_year(&self) -> Option<Comparison<'a>> {
        let previous = self.previous?;
        let comparison = Comparison::new(previous, Form::of(previous.form).ok()?);
        comparison.is_year_before(self.report).then_some(comparison)
    }

    /// The passages of a section in order.
    pub fn section(&self, id: SectionId) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(move |passage| passage.home == Home::Section(id))
    }

    /// With last year's report to compare.
    pub fn compared_with(mut self, previous: Option<&'a Report>) -> Subject<'a> {
        self.previous = previous;
        self
    }

    /// With what the fonts have.
    pub fn printed_with(mut self, printable: Option<fn(char) -> bool>) -> Subject<'a> {
        self.printable = printable;
        self
    }

    /// With the day of the check.
    pub fn on(mut self, today: Option<Date>) -> Subject<'a> {
        self.today = today;
        self
    }
}
