//! R36: sections that repeat last year's.

use crate::check::finding::{Argument, Finding};
use crate::check::rule::Rule;
use crate::check::similarity;
use crate::check::subject::Subject;
use crate::form::SectionId;
use crate::report::Place;

/// From so many per cent on a section is too much like last year's.
const SHARE: usize = 80;
/// Shorter sections have hardly any other way to say it.
const SHORT: usize = 60;
/// Nor has a short account of the fees in section six.
const SHORT_OTHERS: usize = 300;

/// Each section of prose that is too much like last year's.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(last) = subject.last_year() else { return };
    for likeness in similarity::compare(subject.report, last.report()) {
        let (shared, all) = (likeness.shared, likeness.characters);
        let short = if likeness.section == SectionId::Others { SHORT_OTHERS } else { SHORT };
        if all < short || shared * 100 < all * SHARE {
            continue;
        }
        let places = likeness.matches.iter().map(|one| Place::Prose(likeness.section, one.here));
        let percent = u64::try_from(shared * 100 / all).unwrap_or_default();
        found.push(
            rule.finding(
                "alike",
                Some(likeness.section),
                std::iter::once(Place::Heading(likeness.section)).chain(places).collect(),
            )
            .with("section", Argument::Section(likeness.section))
            .with("share", Argument::Whole(percent)),
        );
    }
}
