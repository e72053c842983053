//! This year's report beside last year's: the main numbers, and the passages that both have.

use crate::check::similarity::{self, SectionSimilarity};
use crate::check::{YearPair, YearValues, main_series};
use crate::form::{CellKey, Form, SectionId};
use crate::report::{CharRange, Number, Report};

/// Two reports of one unit, a year apart.
#[derive(Clone, Debug, PartialEq)]
pub struct YearSummary {
    /// The report's year.
    pub now: u16,
    /// The year before.
    pub before: u16,
    /// The main numbers in the order of the form.
    pub pairs: Vec<YearPair>,
    /// Every number that is entered and was another last year, in the order of the form.
    pub cells: Vec<CellChange>,
    /// The sections of prose that both years have.
    pub alike: Vec<SectionComparison>,
}

/// A number that was another last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Where it stands.
    pub key: CellKey,
    /// What it is, and was.
    pub values: YearValues,
}

/// A section beside last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionComparison {
    /// Which section.
    pub section: SectionId,
    /// How many per cent of its characters stand in a passage that last year had, too.
    pub percent: usize,
    /// Those passages, the longer ones, in this year's order.
    pub passages: Vec<SharedPassage>,
}

/// A passage of both years. They differ at most in digits, white space and punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPassage {
    /// Where it stands this year.
    pub here: CharRange,
    /// This year's words.
    pub now: String,
    /// Last year's words.
    pub before: String,
}

/// Passages with fewer characters are turns of phrase.
const SHORT: usize = 16;

/// Lays `report` beside `last`; `None` where `last` is not the report of the year before.
pub fn years(form: &Form, report: &Report, last: &Report) -> Option<YearSummary> {
    let last_form = Form::of(last.form).ok().filter(|_| last.year.checked_add(1) == Some(report.year))?;
    let alike = similarity::compare(report, last);
    Some(YearSummary {
        now: report.year,
        before: last.year,
        pairs: main_series(form, report, last_form, last),
        cells: cells(form, report, last),
        alike: alike.iter().map(|one| in_words(report, last, one)).collect(),
    })
}

/// A cell that is blank in one of the years is no change.
fn cells(form: &Form, report: &Report, last: &Report) -> Vec<CellChange> {
    let fields = form.tables.iter().flat_map(|table| &table.fields).filter(|field| !field.total);
    let number = |report: &Report, key: CellKey| report.numbers.get(key).and_then(Number::decimal);
    let cells = fields.map(|field| CellChange {
        key: field.key,
        values: YearValues { now: number(report, field.key), before: number(last, field.key) },
    });
    cells.filter(|cell| cell.values.change().is_some_and(|change| !change.is_zero())).collect()
}

fn in_words(report: &Report, last: &Report, one: &SectionSimilarity) -> SectionComparison {
    let words = |report: &Report, spot: CharRange| {
        report.prose(one.section).map(|prose| prose.piece(spot.into()).text()).unwrap_or_default()
    };
    let long = one.matches.iter().filter(|same| same.here.end.saturating_sub(same.here.start) >= SHORT);
    let same = long.map(|same| SharedPassage {
        here: same.here,
        now: words(report, same.here),
        before: words(last, same.there),
    });
    let percent = (one.shared * 100).checked_div(one.characters).unwrap_or_default();
    SectionComparison { section: one.section, percent, passages: same.collect() }
}
