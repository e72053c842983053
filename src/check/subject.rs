//! What is checked: the report with its form, last year's where it is at hand, and the day.
//! Prepares once what many rules read. Knows no rule.

use super::passage::{self, Passage};
use crate::form::Form;
use crate::report::{Date, Report};

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
    /// All prose of the report, paragraph by paragraph: the preface, then the sections in order.
    pub passages: Vec<Passage>,
}

impl<'a> Subject<'a> {
    /// The report alone.
    pub fn new(form: &'a Form, report: &'a Report) -> Subject<'a> {
        Subject { form, report, previous: None, today: None, passages: passage::of(report) }
    }

    /// With last year's report to compare.
    pub fn compared_with(mut self, previous: Option<&'a Report>) -> Subject<'a> {
        self.previous = previous;
        self
    }

    /// With the day of the check.
    pub fn on(mut self, today: Option<Date>) -> Subject<'a> {
        self.today = today;
        self
    }
}
