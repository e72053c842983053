//! Two hundred numbers, each another one, so that a number in a wrong cell is always seen.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use nianbao::form::{CellKey, CellMeasure, Form};

/// The text of each cell; `None` is a blank.
pub type Truth = BTreeMap<CellKey, Option<String>>;

/// How the numbers of a source agree with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    /// All identities of the form hold.
    Hold,
    /// A few totals are wrong, as in published reports.
    FewWrong,
}

/// Numbers for every cell of the form. A `blank` share of the cells that are no totals is blank.
pub fn numbers(form: &Form, sums: Sums, blank: f64, random: &mut Rng) -> Truth {
    loop {
        let mut values = drawn(form, blank, random);
        if sums == Sums::FewWrong {
            let totals: Vec<CellKey> = form.fields().filter(|field| field.total).map(|field| field.key).collect();
            for _ in 0..random.usize(1..4) {
                values.insert(totals[random.usize(..totals.len())], Some(random.i64(100..9_000)));
            }
        }
        let filled: Vec<i64> = values.values().flatten().copied().collect();
        let distinct: BTreeSet<i64> = filled.iter().copied().collect();
        if distinct.len() == filled.len() && filled.iter().all(|number| *number >= 0) {
            return texts(form, &values);
        }
    }
}

fn drawn(form: &Form, blank: f64, random: &mut Rng) -> BTreeMap<CellKey, Option<i64>> {
    let mut pool: Vec<i64> = (0..1_500).collect();
    random.shuffle(&mut pool);
    let mut values: BTreeMap<CellKey, Option<i64>> = BTreeMap::new();
    for field in form.fields().filter(|field| !field.total) {
        let next = pool.pop().unwrap();
        values.insert(field.key, if random.f64() < blank { None } else { Some(next) });
    }
    sum(form, &mut values);
    // Received plus carried in equals answered plus carried over, in every column.
    let key = |row: &str, column: CellKey| CellKey::parse(&format!("{row}.{}", column.column)).unwrap();
    let columns: Vec<CellKey> = form
        .fields()
        .filter(|field| field.key.row.as_str() == "received" && !field.total)
        .map(|field| field.key)
        .collect();
    for received in columns {
        let number = |row: &str| values[&key(row, received)].unwrap_or(0);
        let balanced = number("total") + number("carried_over") - number("carried_in");
        values.insert(received, Some(balanced));
    }
    sum(form, &mut values);
    values
}

/// Computes all totals, twice since some add up others.
fn sum(form: &Form, values: &mut BTreeMap<CellKey, Option<i64>>) {
    for _ in 0..2 {
        for identity in form.identities.iter().filter(|identity| identity.computes) {
            let total = identity.left.iter().filter_map(|part| values.get(part).copied().flatten()).sum();
            for right in &identity.right {
                values.insert(*right, Some(total));
            }
        }
    }
}

fn texts(form: &Form, values: &BTreeMap<CellKey, Option<i64>>) -> Truth {
    let text = |key: CellKey| {
        let number = values.get(&key).copied().flatten()?;
        let amount = form.field(key).unwrap().measure == CellMeasure::Amount;
        Some(if amount { format!("{number}.5") } else { number.to_string() })
    };
    form.fields().map(|field| (field.key, text(field.key))).collect()
}
