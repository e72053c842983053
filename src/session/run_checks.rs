//! Runs the checks on one report and sums them up.

use std::sync::Arc;

use super::missing_glyphs;
use super::rule_packs::PackChoice;
use crate::check::{self, CheckInput, Finding, RulePack, Severity};
use crate::form::Form;
use crate::layout::FontSet;
use crate::report::{Date, Report};

/// What the checks of one report found.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckSummary {
    /// The findings by section.
    pub findings: Vec<Finding>,
    /// The rule packs that it was checked by.
    pub packs: Vec<Arc<RulePack>>,
}

/// Checks `report` by the form and the chosen packs, against last year's where it is at hand. `today` is the
/// day of the check; without it nothing is said about deadlines.
pub fn review(
    form: &Form,
    report: &Report,
    previous: Option<&Report>,
    today: Option<Date>,
    packs: &PackChoice,
) -> CheckSummary {
    look(CheckInput::new(form, report).compared_with(previous).on(today), packs)
}

/// Checks `report` as [`review`] does without last year's and without a day, and finds the errors alone: whether it may
/// be exported as final.
pub fn errors(form: &Form, report: &Report, packs: &PackChoice) -> CheckSummary {
    look_with(CheckInput::new(form, report), packs, check::check_errors)
}

/// Checks `report`, also against those of other units that it may be too similar to.
pub fn review_beside(
    form: &Form,
    report: &Report,
    other_units: &[&Report],
    today: Option<Date>,
    packs: &PackChoice,
) -> CheckSummary {
    look(CheckInput::new(form, report).with_other_units(other_units).on(today), packs)
}

fn look<'a>(input: CheckInput<'a>, packs: &'a PackChoice) -> CheckSummary {
    look_with(input, packs, check::check)
}

fn look_with<'a>(
    input: CheckInput<'a>,
    packs: &'a PackChoice,
    find: impl FnOnce(&CheckInput<'a>) -> Vec<Finding>,
) -> CheckSummary {
    // Without the bundle nothing can be printed at all; the export says so.
    let printable = FontSet::bundled().is_ok().then_some(missing_glyphs::can_print as fn(char) -> bool);
    let input = input.with_glyph_test(printable).by_packs(packs.chosen()).knowing(&packs.words);
    CheckSummary { findings: find(&input), packs: packs.packs.clone() }
}

impl CheckSummary {
    /// With `settled_first`, comments and tracked changes that are open are errors, as whoever chooses it wants it before a
    /// report is final.
    pub fn wanting(mut self, settled_first: bool) -> CheckSummary {
        let open = self.findings.iter_mut().filter(|finding| settled_first && check::is_about_review(finding.rule));
        open.for_each(|finding| finding.severity = Severity::Error);
        self
    }

    /// Without what is open among those who review the report: their words stay with the unit.
    #[must_use]
    pub fn handed_in(mut self) -> CheckSummary {
        self.findings.retain(|finding| !check::is_about_review(finding.rule));
        self
    }

    /// How many findings have this severity; what the unit lets stand does not count.
    pub fn count(&self, severity: Severity) -> usize {
        check::count_open(&self.findings, severity)
    }

    /// The findings that still ask for something.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// The open ones that show only beside other units' reports.
    pub fn alike(&self) -> impl Iterator<Item = &Finding> {
        self.open().filter(|finding| finding.message.variant == check::OTHER_UNIT_VARIANT)
    }

    /// Whether nothing keeps the report from being published. A reason lets a warning or a hint
    /// pass, never an error.
    pub fn is_ready(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}
