//! R38: the items of a list against its total. Section six, where fees are told, is R30's.

use crate::check::check_input::CheckInput;
use crate::check::claims::{Numeral, listings};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::SectionId;

/// Lists that do not add up.
pub(in crate::check) fn run(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for (passage, numerals) in subject.passages.iter().zip(&subject.numerals) {
        if passage.home != PassageOrigin::Section(SectionId::Others) {
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
            .settled_by(vec![FixStep::Replace(place, list.sum.normalize().to_string())])
    };
    listings(passage, numerals).into_iter().map(finding).collect()
}
