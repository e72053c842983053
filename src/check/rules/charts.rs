//! R52: charts in the text that are not drawn, since their numbers cannot be shown honestly. Paper has a sentence in the
//! place of each. So are figures that only a newer version of this program knows: nothing of them is printed.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::form::SectionId;
use crate::report::{CharRange, ChartProblem, ReportText};

pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, findings: &mut Vec<Finding>) {
    for (part, paragraph, _, data) in input.report.charts(input.form) {
        let Err(problem) = data.numbers else { continue };
        let place = part.place(CharRange { paragraph, start: 0, end: 0 });
        let finding = rule.finding(variant(problem), section(part), vec![place]);
        let whole = |count: usize| MessageArgument::Whole(u64::try_from(count).unwrap_or(u64::MAX));
        findings.push(match problem {
            ChartProblem::TooMany(count, most) => finding.with("count", whole(count)).with("most", whole(most)),
            _ => finding,
        });
    }
    for part in ReportText::ALL {
        let paragraphs = input.report.part(part).map(|prose| prose.paragraphs.iter().enumerate());
        for (paragraph, _) in paragraphs.into_iter().flatten().filter(|(_, one)| one.extra.contains_key("figure")) {
            let place = part.place(CharRange { paragraph, start: 0, end: 0 });
            findings.push(rule.finding("unread", section(part), vec![place]));
        }
    }
}

fn section(part: ReportText) -> Option<SectionId> {
    match part {
        ReportText::Section(id) => Some(id),
        ReportText::Preface => None,
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
