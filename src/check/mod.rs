//! (form, report, last year's and other units' reports) → findings. Pure: no sentence in any
//! language, no disk, no clock; whoever calls says what day it is. Must not know layout.

mod catalogue;
mod claims;
mod finding;
mod passage;
mod rule;
mod rules;
mod series;
pub mod similarity;
mod subject;
mod values;

pub use catalogue::CATALOGUE;
pub use claims::{Claim, Forum, Says, Scope, Stage, What};
pub use finding::{Argument, Axis, Comparison, Finding, Fix, Message, Severity, Step, Term};
pub use passage::{Home, Passage};
pub use rule::{Basis, Rule};
pub use rules::deadline::deadline;
pub use rules::likeness::LIKE_ANOTHER;
pub use series::{Pair, SERIES, Series, main_series};
pub use subject::Subject;
pub use values::Values;

/// Everything that the catalogue's rules find, by section; what belongs to no section comes
/// first, and within a section the order is the catalogue's. What the unit lets stand, and what
/// has not changed since, says why; errors never stand.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in CATALOGUE {
        (rule.run)(rule, subject, &mut found);
    }
    found.sort_by_key(|finding| finding.section.map(crate::form::SectionId::number));
    for finding in &mut found {
        finding.judged_by(subject.report, subject.form);
    }
    found
}
