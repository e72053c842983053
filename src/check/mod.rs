//! (form, report, last year's report) → findings. Pure: no sentence in any language, no disk, no
//! clock; whoever calls says what day it is. Must not know layout.

mod catalogue;
mod finding;
mod passage;
mod rules;
mod subject;

pub use catalogue::{Basis, CATALOGUE, Rule};
pub use finding::{Argument, Axis, Comparison, Finding, Fix, Message, Severity, Step, Term};
pub use passage::{Home, Passage};
pub use subject::Subject;

/// Everything that the catalogue's rules find, by section; what belongs to no section comes
/// first, and within a section the order is the catalogue's.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in CATALOGUE {
        (rule.run)(rule, subject, &mut found);
    }
    found.sort_by_key(|finding| finding.section.map(crate::form::SectionId::number));
    found
}
