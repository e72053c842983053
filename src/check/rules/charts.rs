//! R52: charts in the text that are not drawn, since their numbers cannot be shown honestly. Paper has a sentence in the
//! place of each.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::report::{CharRange, ChartProblem, ReportText};

pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, findings: &mut Vec<Finding>) {
    for (part, paragraph, _, data) in input.report.charts(input.form) {
        let Err(problem) = data.numbers else { continue };
        let section = match part {
            ReportText::Section(id) => Some(id),
            ReportText::Preface => None,
        };
        let place = part.place(CharRange { paragraph, start: 0, end: 0 });
        let finding = rule.finding(variant(problem), section, vec![place]);
        let whole = |count: usize| MessageArgument::Whole(u64::try_from(count).unwrap_or(u64::MAX));
        findings.push(match problem {
            ChartProblem::TooMany(count, most) => finding.with("count", whole(count)).with("most", whole(most)),
            _ => finding,
        });
    }
}

const fn variant(problem: ChartProblem) -> &'static str {
    match problem {
        ChartProblem::NoTable => "no_table",
        ChartProblem::NoNumbers => "no_numbers",
        ChartProblem::Blank => "blank",
        ChartProblem::AllZero => "all_zero",
        ChartProblem::Negative => "negative",
        ChartProblem::TooMany(..) => "too_many",
        ChartProblem::SeveralRows => "several_rows",
        ChartProblem::OneSlice => "one_slice",
        ChartProblem::NotParts => "not_parts",
        ChartProblem::NotInOrder => "not_in_order",
    }
}
