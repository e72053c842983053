//! (form, report, last year's and other units' reports) → findings. Pure: no sentence in any
//! language, no disk, no clock; the caller passes the day of the check. Must not know layout.

mod annotated_passage;
mod check_input;
mod claims;
mod finding;
mod key_figures;
mod packs;
mod passage;
mod rule;
mod rule_catalogue;
mod rules;
pub mod shingle_filter;
pub mod shingle_index;
mod shown_values;
pub mod similarity;

pub use annotated_passage::{AnnotatedPassage, CandidateValue, EvaluatedClaim};
pub use check_input::CheckInput;
pub use claims::{Claim, ClaimScope, ClaimSubject, ClaimValue, DisputeForum, RequestStage};
pub use finding::{
    Finding, FindingMessage, Fix, FixStep, MessageArgument, Operands, PackReference, Severity, SumTerm, TableAxis,
    count_open,
};
pub use key_figures::{KeyFigure, SERIES, YearPair, YearValues, figure_of, main_series};
pub use packs::{
    ChosenPacks, PackError, PackProblem, PackRequirement, PageNumberStyle, RequiredWords, RequirementTest, RulePack,
    TextScope,
};
pub use passage::{Passage, PassageOrigin};
pub use rule::{Basis, Rule};
pub use rule_catalogue::CATALOGUE;
pub use rules::deadline::deadline;
pub use rules::repeated_text::OTHER_UNIT_VARIANT;
pub use shown_values::ShownValues;

/// Everything that the catalogue's rules find, by section; findings without a section come first, and
/// within a section the order is the catalogue's. A finding that the unit has dismissed carries the
/// reason, as long as its places are unchanged; errors are never dismissed.
pub fn check(input: &CheckInput<'_>) -> Vec<Finding> {
    findings_of(input, |_| true)
}

/// The errors among them: what keeps a report from being final, for those who ask for nothing else. Rules that find
/// no errors are not run.
pub fn check_errors(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut found = findings_of(input, |rule| rule.severity == Severity::Error);
    found.retain(|finding| finding.severity == Severity::Error);
    found
}

fn findings_of(input: &CheckInput<'_>, is_asked: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in CATALOGUE.iter().filter(|rule| is_asked(rule)) {
        (rule.run)(rule, input, &mut found);
    }
    found.sort_by_key(|finding| finding.section.map(crate::form::SectionId::number));
    for finding in &mut found {
        finding.apply_dismissal(input.report, input.form);
    }
    found
}

/// The errors of the tables alone, by the rules about sums and blanks (R01 to R05): for a sum of many reports,
/// whose texts nobody asks about.
pub fn check_tables(form: &crate::form::Form, report: &crate::report::Report) -> Vec<Finding> {
    let input = CheckInput::of_tables(form, report);
    let mut found = Vec::new();
    for rule in CATALOGUE.iter().filter(|rule| is_about_tables(rule.code)) {
        (rule.run)(rule, &input, &mut found);
    }
    found
}

/// Whether a rule is about what reviewers asked for: comments and tracked changes that are open.
pub fn is_about_review(rule: crate::form::RuleCode) -> bool {
    rule == crate::form::RuleCode::new(51)
}

/// Whether a rule is about the numbers of the tables alone.
pub fn is_about_tables(rule: crate::form::RuleCode) -> bool {
    const LAST: crate::form::RuleCode = crate::form::RuleCode::new(5);
    rule <= LAST
}
