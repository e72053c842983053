//! The cells that a claim may rightly speak of. A claim has several readings where usage allows
//! several: what was received this year, or that and what was carried in. Knows no numbers.

use super::{Forum, Stage, What};
use crate::form::glossary::{column, row};
use crate::form::{CellKey, Form, Name};

/// One way to read a claim: a sum of cells, less some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The cells that add up.
    pub plus: Vec<CellKey>,
    /// The cells to take away.
    pub minus: Vec<CellKey>,
}

/// The readings of a claim, the plainest first; only those whose cells `form` has.
pub fn readings(form: &Form, what: &What) -> Vec<Reading> {
    let total = |row: Name| CellKey::new(row, column::TOTAL);
    let (received, carried_in, answered, carried_over) =
        (total(row::RECEIVED), total(row::CARRIED_IN), total(row::TOTAL), total(row::CARRIED_OVER));
    let all = match what {
        What::Requests(stage) => match stage {
            Stage::Received => vec![sum([received]), sum([received, carried_in])],
            Stage::CarriedIn => vec![sum([carried_in])],
            Stage::CarriedOver => vec![sum([carried_over])],
            Stage::Carried => vec![sum([carried_in]), sum([carried_over])],
            Stage::Handled => vec![sum([answered]), sum([received]), sum([received, carried_in])],
            Stage::Answered => vec![sum([answered]), Reading { plus: vec![answered], minus: vec![carried_in] }],
        },
        What::Outcomes(rows) => vec![sum(rows.iter().map(|row| total(*row)))],
        What::Applicants(columns) => {
            let of = |row: Name| columns.iter().map(move |column| CellKey::new(row, *column));
            vec![sum(of(row::RECEIVED)), sum(of(row::RECEIVED).chain(of(row::CARRIED_IN))), sum(of(row::TOTAL))]
        }
        What::Disputes { forum, result, concluded } => {
            let of = |column: Name| forum.rows().iter().map(move |row| CellKey::new(*row, column));
            let plain = sum(of(result.unwrap_or(column::TOTAL)));
            let mut all = vec![plain.clone()];
            if *concluded {
                all.push(Reading { minus: of(column::PENDING).collect(), ..plain });
            }
            all
        }
        What::Documents(row, column) => vec![sum([CellKey::new(*row, *column)])],
    };
    let known =
        |reading: &Reading| reading.plus.iter().chain(&reading.minus).all(|key| form.order.number(*key).is_some());
    all.into_iter().filter(|reading| !reading.plus.is_empty() && known(reading)).collect()
}

fn sum(cells: impl IntoIterator<Item = CellKey>) -> Reading {
    Reading { plus: cells.into_iter().collect(), minus: Vec::new() }
}

impl Forum {
    /// The rows of table four that count.
    pub const fn rows(self) -> &'static [Name] {
        match self {
            Forum::Reconsideration => &[row::RECONSIDERATION],
            Forum::Direct => &[row::DIRECT],
            Forum::AfterReconsideration => &[row::AFTER_RECONSIDERATION],
            Forum::Litigation => &[row::DIRECT, row::AFTER_RECONSIDERATION],
            Forum::Both => &[row::RECONSIDERATION, row::DIRECT, row::AFTER_RECONSIDERATION],
        }
    }
}
