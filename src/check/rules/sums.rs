//! R38: the items of a list against its total. Section six, where fees are told, is R30's.

use crate::check::check_input::Subject;
use crate::check::claims::{Numeral, listings};
use crate::check::finding::{Argument, Finding, Step};
use crate::check::passage::{Home, Passage};
use crate::check::rule::Rule;
use crate::form::SectionId;

/// Lists that do not add up.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (passage, numerals) in subject.passages.iter().zip(&subject.numerals) {
        if passage.home != Home::Section(SectionId::Others) {
            found.extend(in_passage(rule, passage, numerals));
        }
    }
}

/// The lists of one passage that do not add up.
pub(super) fn in_passage(rule: &Rule, passage: &Passage, numerals: &[Numeral]) -> Vec<Finding> {
    let finding = |list: crate::check::claims::Listing| {
        let items: Vec<String> = list.items.iter().map(|item| item.normalize().to_string()).collect();
        let place = passage.place(list.digits.clone());
        rule.finding("sum", passage.section(), vec![place, passage.place(list.quote)])
            .comparing(list.total, list.sum)
            .quoting("excerpt", passage.excerpt(list.digits))
            .quoting("items", items.join("+"))
            .with("total", Argument::Value(list.total))
            .with("sum", Argument::Value(list.sum))
            .with("difference", Argument::Value((list.total - list.sum).abs()))
            .settled_by(vec![Step::Replace(place, list.sum.normalize().to_string())])
    };
    listings(passage, numerals).into_iter().map(finding).collect()
}
