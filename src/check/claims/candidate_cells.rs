//! The cells that a claim may rightly speak of. A claim has several readings where usage allows
//! several: what was received this year, or that and what was carried in. Must not know the report's
//! numbers.

use super::{ClaimSubject, DisputeForum, RequestStage};
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, CellName, Form};

/// One way to read a claim: a sum of cells, less some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateCells {
    /// The cells that add up.
    pub plus: Vec<CellKey>,
    /// The cells to take away.
    pub minus: Vec<CellKey>,
}

/// The readings of a claim, the plainest first; only those whose cells `form` has.
pub fn readings(form: &Form, subject: &ClaimSubject) -> Vec<CandidateCells> {
    let total = |row: CellName| CellKey::new(row, column::TOTAL);
    let (received, carried_in, answered, carried_over) =
        (total(row::RECEIVED), total(row::CARRIED_IN), total(row::TOTAL), total(row::CARRIED_OVER));
    let all = match subject {
        ClaimSubject::Requests(stage) => match stage {
            RequestStage::Received => vec![sum([received]), sum([received, carried_in])],
            RequestStage::CarriedIn => vec![sum([carried_in])],
            RequestStage::CarriedOver => vec![sum([carried_over])],
            RequestStage::Carried => vec![sum([carried_in]), sum([carried_over])],
            RequestStage::Due => vec![sum([received, carried_in])],
            RequestStage::Handled => vec![sum([answered]), sum([received]), sum([received, carried_in])],
            RequestStage::AnsweredInAll => vec![sum([answered])],
            RequestStage::Answered => {
                vec![sum([answered]), CandidateCells { plus: vec![answered], minus: vec![carried_in] }]
            }
        },
        ClaimSubject::Outcomes(rows) => vec![sum(rows.iter().map(|row| total(*row)))],
        ClaimSubject::Applicants(columns) => {
            let of = |row: CellName| columns.iter().map(move |column| CellKey::new(row, *column));
            vec![sum(of(row::RECEIVED)), sum(of(row::RECEIVED).chain(of(row::CARRIED_IN))), sum(of(row::TOTAL))]
        }
        ClaimSubject::Disputes { forum, result, concluded } => {
            let of = |column: CellName| forum.rows().iter().map(move |row| CellKey::new(*row, column));
            let plain = sum(of(result.unwrap_or(column::TOTAL)));
            let mut all = vec![plain.clone()];
            if *concluded {
                all.push(CandidateCells { minus: of(column::PENDING).collect(), ..plain });
            }
            all
        }
        ClaimSubject::Documents(row, column) => vec![sum([CellKey::new(*row, *column)])],
    };
    let known = |reading: &CandidateCells| {
        reading.plus.iter().chain(&reading.minus).all(|key| form.order.number(*key).is_some())
    };
    all.into_iter().filter(|reading| !reading.plus.is_empty() && known(reading)).collect()
}

fn sum(cells: impl IntoIterator<Item = CellKey>) -> CandidateCells {
    CandidateCells { plus: cells.into_iter().collect(), minus: Vec::new() }
}

impl DisputeForum {
    /// The rows of table four that count.
    pub const fn rows(self) -> &'static [CellName] {
        match self {
            DisputeForum::Reconsideration => &[row::RECONSIDERATION],
            DisputeForum::Direct => &[row::DIRECT],
            DisputeForum::AfterReconsideration => &[row::AFTER_RECONSIDERATION],
            DisputeForum::Litigation => &[row::DIRECT, row::AFTER_RECONSIDERATION],
            DisputeForum::Both => &[row::RECONSIDERATION, row::DIRECT, row::AFTER_RECONSIDERATION],
        }
    }
}
