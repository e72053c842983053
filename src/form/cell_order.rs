//! The number cells of a form numbered in its order, so that all numbers of a report can be computed
//! and all identities compared in one pass, without a search for each. Must not know a report.

use super::{CellKey, Identity, Table};

/// The fields of a form by number, counted from 0 through all its tables, and its sums in these
/// numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct CellOrder {
    /// Every field's key and number, in the order of the keys.
    keys: Vec<(CellKey, usize)>,
    /// For each total, after those that it adds up: its number and those of its parts.
    sums: Vec<(usize, Vec<usize>)>,
    /// The numbers of each identity's cells, in the order of the form's identities.
    sides: Vec<IdentitySides>,
}

/// The numbers of the fields on both sides of an identity.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentitySides {
    /// Those of its left side.
    pub left: Vec<usize>,
    /// Those of its right side.
    pub right: Vec<usize>,
}

impl CellOrder {
    /// The order of the fields of `tables`. A cell that no table has is left out of its sum: the
    /// reader of the form refuses such a form.
    pub(super) fn of(tables: &[Table], identities: &[Identity]) -> CellOrder {
        let fields = tables.iter().flat_map(|table| &table.fields);
        let mut keys: Vec<(CellKey, usize)> = fields.map(|field| (field.key, field.number)).collect();
        keys.sort_unstable();
        let mut order = CellOrder { keys, sums: Vec::new(), sides: Vec::new() };
        let numbers = |keys: &[CellKey]| keys.iter().filter_map(|key| order.number(*key)).collect();
        let sides =
            |identity: &Identity| IdentitySides { left: numbers(&identity.left), right: numbers(&identity.right) };
        let sides: Vec<IdentitySides> = identities.iter().map(sides).collect();
        let computing = identities.iter().zip(&sides).filter(|(identity, _)| identity.computes);
        let mut waiting: Vec<(usize, Vec<usize>)> = Vec::new();
        for (_, sides) in computing {
            // The first identity with `computes` set computes a total.
            let total = sides.right.first().filter(|total| waiting.iter().all(|(known, _)| known != *total));
            waiting.extend(total.map(|total| (*total, sides.left.clone())));
        }
        // Totals whose parts are all known come first, until none is left or the rest is circular.
        let mut sums = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let totals: Vec<usize> = waiting.iter().map(|(total, _)| *total).collect();
            let ready = |(_, parts): &mut (usize, Vec<usize>)| !parts.iter().any(|part| totals.contains(part));
            let before = sums.len();
            sums.extend(waiting.extract_if(.., ready));
            if sums.len() == before {
                break;
            }
        }
        order.sums = sums;
        order.sides = sides;
        order
    }

    /// How many fields there are.
    pub fn count(&self) -> usize {
        self.keys.len()
    }

    /// The number of the field `key`; `None` where no table has it.
    pub fn number(&self, key: CellKey) -> Option<usize> {
        let at = self.keys.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.keys.get(at).map(|(_, number)| *number)
    }

    /// Every field's key and number, in the order of the keys.
    pub fn keys(&self) -> &[(CellKey, usize)] {
        &self.keys
    }

    /// Each total with its parts, after the totals that are among these.
    pub fn sums(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.sums.iter().map(|(total, parts)| (*total, parts.as_slice()))
    }

    /// The cells of each identity, in the order of the form's identities.
    pub fn sides(&self) -> &[IdentitySides] {
        &self.sides
    }
}
