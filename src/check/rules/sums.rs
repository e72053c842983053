//! R38: the items of a list against its total. Section six, where fees are reported, belongs to R30.

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::{Numeral, listings};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::SectionId;

/// Lists whose items do not add up to their total.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for AnnotatedPassage { passage, numerals, .. } in &input.annotated {
        if passage.origin != PassageOrigin::Section(SectionId::Others) {
            found.extend(in_passage(rule, passage, numerals));
        }
    }
}

/// The lists of one passage that do not add up.
pub(super) fn in_passage(rule: &Rule, passage: &Passage, numerals: &[Numeral]) -> Vec<Finding> {
    let finding = |list: crate::check::claims::ListedTotal| {
        let items: Vec<String> = list.items.iter().map(|item| item.normalize().to_string()).collect();
        let place = passage.place(list.digits.clone());
        rule.finding("sum", passage.section(), vec![place, passage.place(list.quote)])
            .comparing(list.total, list.sum)
            .quoting("excerpt", passage.excerpt(list.digits))
            .quoting("items", items.join("+"))
            .with("total", MessageArgument::Value(list.total))
            .with("sum", MessageArgument::Value(list.sum))
            .with("difference", MessageArgument::Value((list.total - list.sum).abs()))
            .fixed_by(vec![FixStep::Replace(place, list.sum.normalize().to_string())])
    };
    listings(passage, numerals).into_iter().map(finding).collect()
}
