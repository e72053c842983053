//! What is to be known of charts in the text, in the language of the window. Must not know how they are drawn.

use super::Language;
use crate::report::{ChartCaution, ChartData, ChartProblem};
use crate::richtext::{ChartKind, ChartSubject};

/// What a chart is of.
pub fn chart_subject(language: Language, of: ChartSubject) -> String {
    language.word(match of {
        ChartSubject::Applicants => "chart_subject.applicants",
        ChartSubject::Requests => "chart_subject.requests",
        ChartSubject::Outcomes => "chart_subject.outcomes",
        ChartSubject::Disputes => "chart_subject.disputes",
        ChartSubject::Documents => "chart_subject.documents",
        ChartSubject::Decisions => "chart_subject.decisions",
        ChartSubject::Table => "chart_subject.table",
    })
}

/// What a kind of chart is called.
pub fn chart_kind(language: Language, kind: ChartKind) -> String {
    language.word(match kind {
        ChartKind::Column => "chart_kind.column",
        ChartKind::Bar => "chart_kind.bar",
        ChartKind::Line => "chart_kind.line",
        ChartKind::Pie => "chart_kind.pie",
    })
}

/// Why a chart is not drawn, or what is to be known of it; empty where nothing is.
pub fn chart_cautions(language: Language, data: &ChartData) -> String {
    match &data.numbers {
        Err(problem) => chart_problem(language, *problem),
        Ok(_) => {
            data.cautions().into_iter().map(|caution| chart_caution(language, caution)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Why a chart is not drawn.
fn chart_problem(language: Language, problem: ChartProblem) -> String {
    match problem {
        ChartProblem::NoTable => language.word("chart_problem.no_table"),
        ChartProblem::NoNumbers => language.word("chart_problem.no_numbers"),
        ChartProblem::Blank => language.word("chart_problem.blank"),
        ChartProblem::AllZero => language.word("chart_problem.all_zero"),
        ChartProblem::Negative => language.word("chart_problem.negative"),
        ChartProblem::TooMany(count, most) => {
            language.say("chart_problem.too_many", &[("count", &count), ("most", &most)])
        }
        ChartProblem::SeveralRows => language.word("chart_problem.several_rows"),
        ChartProblem::OneSlice => language.word("chart_problem.one_slice"),
        ChartProblem::NotParts => language.word("chart_problem.not_parts"),
        ChartProblem::NotInOrder => language.word("chart_problem.not_in_order"),
    }
}

fn chart_caution(language: Language, caution: ChartCaution) -> String {
    match caution {
        ChartCaution::Blanks(count) => language.say("chart_caution.blanks", &[("count", &count)]),
        ChartCaution::Few => language.word("chart_caution.few"),
    }
}
