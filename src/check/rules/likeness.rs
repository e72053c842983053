//! R36: sections that repeat last year's.

use crate::check::catalogue::Rule;
use crate::check::finding::{Argument, Finding};
use crate::check::similarity;
use crate::check::subject::Subject;
use crate::report::Place;

/// From so many per cent on a section is too much like last year's.
const SHARE: usize = 80;
/// Shorter sections have hardly any other way to say it.
const SHORT: usize = 60;

/// Each section of prose that is too much like last year's.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(last) = subject.last_year() else { return };
    for likeness in similarity::compare(subject.report, last.report()) {
        let (shared, all) = (likeness.shared, likeness.characters);
        if all < SHORT || shared * 100 < all * SHARE {
            continue;
        }
        let places = likeness.matches.iter().map(|one| Place::Prose(likeness.section, one.here));
        let percent = u64::try_from(shared * 100 / all).unwrap_or_default();
        found.push(
            rule.finding("alike", Some(likeness.section), std::iter::once(Place::Heading(likeness.section)).chain(places).collect())
                .with("section", Argument::Section(likeness.section))
                .with("share", Argument::Whole(percent)),
        );
    }
}
