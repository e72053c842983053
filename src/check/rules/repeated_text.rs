//! R36: sections that repeat last year's, or another unit's of the same year.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::check::similarity::{self, ComparedReport, SectionSimilarity};
use crate::form::SectionId;
use crate::report::{Place, Report};

/// The variant of R36 that is found only when other units' reports are at hand.
pub const OTHER_UNIT_VARIANT: &str = "unit";
/// Each section of prose that is too similar to last year's; and each that is too similar to another
/// unit's, compared with the most similar one.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let report = input.report;
    if let Some(last) = input.last_year() {
        let alike = similarity::compare(report, last.report()).into_iter().filter(SectionSimilarity::is_too_similar);
        found.extend(alike.map(|comparison| finding(rule, "alike", &comparison)));
    }
    let is_other = |one: &&&Report| one.year == report.year && one.unit.name != report.unit.name;
    let mut own: Option<ComparedReport> = None;
    let mut beside = |one: &&Report| {
        let own = own.get_or_insert_with(|| ComparedReport::of(report));
        let alike = own.compare(&ComparedReport::of(one)).into_iter().filter(SectionSimilarity::is_too_similar);
        alike.map(|comparison| (comparison, one.unit.name.clone())).collect::<Vec<_>>()
    };
    let all: Vec<_> = input.other_units.iter().filter(is_other).flat_map(&mut beside).collect();
    for section in SectionId::ALL {
        let of = all.iter().filter(|(comparison, _)| comparison.section == section);
        if let Some((comparison, unit)) = of.max_by_key(|(comparison, _)| comparison.shared) {
            found
                .push(finding(rule, OTHER_UNIT_VARIANT, comparison).with("unit", MessageArgument::Words(unit.clone())));
        }
    }
}

fn finding(rule: &Rule, variant: &'static str, comparison: &SectionSimilarity) -> Finding {
    let places = comparison.matches.iter().map(|one| Place::Prose(comparison.section, one.here));
    let places = std::iter::once(Place::Heading(comparison.section)).chain(places).collect();
    let percent = u64::try_from(comparison.shared * 100 / comparison.characters.max(1)).unwrap_or_default();
    rule.finding(variant, Some(comparison.section), places)
        .with("section", MessageArgument::Section(comparison.section))
        .with("share", MessageArgument::Whole(percent))
}
