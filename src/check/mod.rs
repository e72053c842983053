//! (form, report, last year's and other units' reports) → findings. Pure: no sentence in any
//! language, no disk, no clock; whoever calls says what day it is. Must not know layout.

mod check_input;
mod claims;
mod finding;
mod key_figures;
mod passage;
mod rule;
mod rule_catalogue;
mod rules;
mod shown_values;
pub mod similarity;

pub use check_input::CheckInput;
pub use claims::{Claim, ClaimScope, ClaimSubject, Comparator, DisputeForum, DisputeStage};
pub use finding::{Finding, FindingMessage, Fix, FixStep, MessageArgument, Operands, Severity, TableAxis, TermKind};
pub use key_figures::{KeyFigure, SERIES, YearPair, main_series};
pub use passage::{Passage, PassageOrigin};
pub use rule::{Basis, Rule};
pub use rule_catalogue::CATALOGUE;
pub use rules::deadline::deadline;
pub use rules::repeated_text::LIKE_ANOTHER;
pub use shown_values::ShownValues;

/// Everything that the catalogue's rules find, by section; what belongs to no section comes
/// first, and within a section the order is the catalogue's. What the unit lets stand, and what
/// has not changed since, says why; errors never stand.
pub fn check(subject: &CheckInput<'_>) -> Vec<Finding> {
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
