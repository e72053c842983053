//! How the tables of many units add up into one (汇总). Must not know reports.

use serde::Deserialize;

use super::CellName;

/// The rows that do not simply add up; all others do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollupRules {
    /// Rows with cases that a superior unit and a subordinate one may both have counted; where they count is
    /// the choice of whoever adds up.
    #[serde(default)]
    pub shared: Vec<CellName>,
    /// Rows of which a sum means nothing: they stay blank.
    #[serde(default)]
    pub apart: Vec<CellName>,
}
