//! This year's report beside last year's: the main numbers, and the passages that both have.

use crate::check::similarity::{self, Likeness};
use crate::check::{Pair, main_series};
use crate::form::{Form, SectionId};
use crate::report::{Report, Spot};

/// Two reports of one unit, a year apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    /// The report's year.
    pub now: u16,
    /// The year before.
    pub before: u16,
    /// The main numbers in the order of the form.
    pub pairs: Vec<Pair>,
    /// The sections of prose that both years have.
    pub alike: Vec<Alike>,
}

/// A section beside last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which section.
    pub section: SectionId,
    /// How many per cent of its characters stand in a passage that last year had, too.
    pub percent: usize,
    /// Those passages, the longer ones, in this year's order.
    pub passages: Vec<Same>,
}

/// A passage of both years. They differ at most in digits, white space and punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    /// Where it stands this year.
    pub here: Spot,
    /// This year's words.
    pub now: String,
    /// Last year's words.
    pub before: String,
}

/// Passages with fewer characters are turns of phrase.
const SHORT: usize = 16;

/// Lays `report` beside `last`; `None` where `last` is not the report of the year before.
pub fn years(form: &Form, report: &Report, last: &Report) -> Option<Years> {
    let last_form = Form::of(last.form).ok().filter(|_| last.year.checked_add(1) == Some(report.year))?;
    let alike = similarity::compare(report, last);
    Some(Years {
        now: report.year,
        before: last.year,
        pairs: main_series(form, report, last_form, last),
        alike: alike.iter().map(|one| in_words(report, last, one)).collect(),
    })
}

fn in_words(report: &Report, last: &Report, one: &Likeness) -> Alike {
    let words = |report: &Report, spot: Spot| {
        report.prose(one.section).map(|prose| prose.piece(spot.into()).text()).unwrap_or_default()
    };
    let long = one.matches.iter().filter(|same| same.here.end.saturating_sub(same.here.start) >= SHORT);
    let same =
        long.map(|same| Same { here: same.here, now: words(report, same.here), before: words(last, same.there) });
    let percent = (one.shared * 100).checked_div(one.characters).unwrap_or_default();
    Alike { section: one.section, percent, passages: same.collect() }
}
