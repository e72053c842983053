//! A passage with the numbers that it writes and what it claims of the form's numbers, each claim with
//! the values that the tables have for it. Must not know any rule.

use rust_decimal::Decimal;

use super::claims::{self, CandidateCells, Claim, ClaimReader, Numeral};
use super::passage::{self, Passage};
use super::shown_values::ShownValues;
use crate::form::Form;
use crate::report::Report;

/// A passage with everything that rules read of it.
#[derive(Clone, Debug)]
pub struct AnnotatedPassage {
    /// The text.
    pub passage: Passage,
    /// The numbers that it writes, from left to right.
    pub numerals: Vec<Numeral>,
    /// What it says of the form's numbers, in the order in which the claims were read.
    pub claims: Vec<EvaluatedClaim>,
}

/// A claim with what the tables have for it.
#[derive(Clone, Debug)]
pub struct EvaluatedClaim {
    /// The claim.
    pub claim: Claim,
    /// Each reading of the claim for which the tables have a value, the plainest reading first.
    pub candidates: Vec<CandidateValue>,
}

/// One reading of a claim with the value that the tables give for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateValue {
    /// The sum of the cells.
    pub value: Decimal,
    /// The cells.
    pub cells: CandidateCells,
}

/// All passages of `report` in order: the preface, then the sections. `values` are what the tables of
/// `report` show.
pub(super) fn annotate(form: &Form, report: &Report, values: &ShownValues<'_>) -> Vec<AnnotatedPassage> {
    let reader = ClaimReader::new(form, report.year, &report.unit.name);
    let annotated = |passage: Passage| {
        let numerals = claims::numerals(&passage);
        let claims = reader.read(&passage, &numerals);
        let claims = claims.into_iter().map(|claim| EvaluatedClaim::new(form, values, claim)).collect();
        AnnotatedPassage { passage, numerals, claims }
    };
    passage::of_report(report).into_iter().map(annotated).collect()
}

impl EvaluatedClaim {
    fn new(form: &Form, values: &ShownValues<'_>, claim: Claim) -> EvaluatedClaim {
        let candidate = |cells: CandidateCells| Some(CandidateValue { value: values.sum(&cells)?, cells });
        let candidates = claims::readings(form, &claim.subject).into_iter().filter_map(candidate).collect();
        EvaluatedClaim { claim, candidates }
    }
}
