//! R36: sections that repeat last year's, or another unit's of the same year.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::check::similarity::{self, SectionSimilarity};
use crate::form::SectionId;
use crate::report::{Place, Report};

/// The variant of R36 that shows only beside other units' reports.
pub const LIKE_ANOTHER: &str = "unit";
/// Shorter sections have hardly any other way to say it.
const SHORT: usize = 60;
/// Nor has a short account of the fees in section six.
const SHORT_OTHERS: usize = 300;

/// Each section of prose that is too much like last year's; and each that is too much like another
/// unit's, beside the one that it is most like.
pub(in crate::check) fn run(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let report = subject.report;
    if let Some(last) = subject.last_year() {
        let alike = similarity::compare(report, last.report()).into_iter().filter(is_too_much);
        found.extend(alike.map(|likeness| finding(rule, "alike", &likeness)));
    }
    let is_other = |one: &&&Report| one.year == report.year && one.unit.name != report.unit.name;
    let beside = |one: &&Report| {
        let alike = similarity::compare(report, one).into_iter().filter(is_too_much);
        alike.map(|likeness| (likeness, one.unit.name.clone())).collect::<Vec<_>>()
    };
    let all: Vec<_> = subject.colleagues.iter().filter(is_other).flat_map(beside).collect();
    for section in SectionId::ALL {
        let of = all.iter().filter(|(likeness, _)| likeness.section == section);
        if let Some((likeness, unit)) = of.max_by_key(|(likeness, _)| likeness.shared) {
            found.push(finding(rule, LIKE_ANOTHER, likeness).with("unit", MessageArgument::Words(unit.clone())));
        }
    }
}

fn is_too_much(likeness: &SectionSimilarity) -> bool {
    let short = if likeness.section == SectionId::Others { SHORT_OTHERS } else { SHORT };
    likeness.characters >= short && likeness.shared * 100 >= likeness.characters * similarity::SHARE
}

fn finding(rule: &Rule, variant: &'static str, likeness: &SectionSimilarity) -> Finding {
    let places = likeness.matches.iter().map(|one| Place::Prose(likeness.section, one.here));
    let places = std::iter::once(Place::Heading(likeness.section)).chain(places).collect();
    let percent = u64::try_from(likeness.shared * 100 / likeness.characters.max(1)).unwrap_or_default();
    rule.finding(variant, Some(likeness.section), places)
        .with("section", MessageArgument::Section(likeness.section))
        .with("share", MessageArgument::Whole(percent))
}
